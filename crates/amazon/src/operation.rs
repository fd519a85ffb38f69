//! The operations we call: name, method, path, pace, what may be repeated, and the role they need.

use http::Method;
use shopferry_net::{Call, Pace, Repeat};

/// One operation of the Selling Partner API.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation {
    /// `amazon.` and Amazon's operationId.
    pub name: &'static str,
    /// Method.
    pub method: Verb,
    /// Path; each `{}` stands for a path parameter.
    pub path: &'static str,
    /// Published rate and burst (fact sheet 4, 6 and 8).
    pub pace: Pace,
    /// What may be repeated.
    pub repeat: Repeat,
    /// The role an app needs (fact sheet 1.3).
    pub role: &'static str,
}

/// The methods in use; `http::Method` cannot be copied into constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// GET, never with a body.
    Get,
    /// POST with a JSON body.
    Post,
    /// PUT.
    Put,
}

impl From<Verb> for Method {
    fn from(method: Verb) -> Self {
        match method {
            Verb::Get => Self::GET,
            Verb::Post => Self::POST,
            Verb::Put => Self::PUT,
        }
    }
}

impl Operation {
    /// The call as the door wants it.
    pub fn call(&self) -> Call {
        Call::write(self.name, self.pace, self.repeat)
    }

    /// The row of an operation name, for rules that only know the name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().copied().find(|o| o.name == name)
    }
}

const MCF_ROLE: &str = "Amazon Fulfillment";
const MCF_PACE: Pace = Pace::new(2.0, 30);

macro_rules! operations {
    ($($(#[$doc:meta])* $const:ident = $name:literal $method:ident $path:literal $pace:expr, $repeat:ident, $role:expr;)+) => {
        $($(#[$doc])* pub const $const: Operation = Operation {
            name: concat!("amazon.", $name), method: Verb::$method, path: $path, pace: $pace, repeat: Repeat::$repeat, role: $role,
        };)+
        /// All of them.
        pub const OPERATIONS: &[&Operation] = &[$(&$const,)+];
    };
}

operations! {
    /// Second version: asks what would happen (fact sheet 5).
    V2_PREVIEW = "getOrderPreview" Post "/fulfillment/outbound/2026-07-04/previews" MCF_PACE, Safe, MCF_ROLE;
    /// Second version: places an order; never repeated blindly (fact sheet 5.3).
    V2_CREATE = "createOrder" Post "/fulfillment/outbound/2026-07-04/orders" MCF_PACE, Never, MCF_ROLE;
    /// Second version: reads one order.
    V2_GET = "getOrder" Get "/fulfillment/outbound/2026-07-04/orders/{}" MCF_PACE, Safe, MCF_ROLE;
    /// Second version: lists whole orders by time of their last change.
    V2_LIST = "listOrders" Get "/fulfillment/outbound/2026-07-04/orders" MCF_PACE, Safe, MCF_ROLE;
    /// Second version: changes a held order's action; read before it is repeated (F062).
    V2_UPDATE = "updateOrder" Put "/fulfillment/outbound/2026-07-04/orders/{}" MCF_PACE, Never, MCF_ROLE;
    /// Second version: asks to cancel.
    V2_CANCEL = "cancelOrder" Put "/fulfillment/outbound/2026-07-04/orders/{}/cancel" MCF_PACE, Keyed, MCF_ROLE;
    /// Asks what would happen; reserves nothing (fact sheet 4.5).
    PREVIEW = "getFulfillmentPreview" Post "/fba/outbound/2020-07-01/fulfillmentOrders/preview" MCF_PACE, Safe, MCF_ROLE;
    /// Places an order; never repeated blindly (fact sheet 5.3).
    CREATE = "createFulfillmentOrder" Post "/fba/outbound/2020-07-01/fulfillmentOrders" MCF_PACE, Never, MCF_ROLE;
    /// Reads one order.
    GET = "getFulfillmentOrder" Get "/fba/outbound/2020-07-01/fulfillmentOrders/{}" MCF_PACE, Safe, MCF_ROLE;
    /// Lists orders by time of their last change.
    LIST = "listAllFulfillmentOrders" Get "/fba/outbound/2020-07-01/fulfillmentOrders" MCF_PACE, Safe, MCF_ROLE;
    /// Asks to cancel; asking twice does no more than asking once.
    CANCEL = "cancelFulfillmentOrder" Put "/fba/outbound/2020-07-01/fulfillmentOrders/{}/cancel" MCF_PACE, Keyed, MCF_ROLE;
    /// Changes a held order; once it is let go nothing more can be changed, so it is read before it is repeated (F062).
    UPDATE = "updateFulfillmentOrder" Put "/fba/outbound/2020-07-01/fulfillmentOrders/{}" MCF_PACE, Never, MCF_ROLE;
    /// The marketplace's box and delivery options (fact sheet 4.2).
    FEATURES = "getFeatures" Get "/fba/outbound/2020-07-01/features" MCF_PACE, Safe, MCF_ROLE;
    /// The SKUs that have an option.
    FEATURE_SKUS = "getFeatureInventory" Get "/fba/outbound/2020-07-01/features/inventory/{}" MCF_PACE, Safe, MCF_ROLE;
    /// Whether a SKU has an option.
    FEATURE_SKU = "getFeatureSKU" Get "/fba/outbound/2020-07-01/features/inventory/{}/{}" MCF_PACE, Safe, MCF_ROLE;
    /// Where a package is.
    TRACK = "getPackageTrackingDetails" Get "/fba/outbound/2020-07-01/tracking" MCF_PACE, Safe, MCF_ROLE;
    /// FBA stock.
    STOCK = "getInventorySummaries" Get "/fba/inventory/v1/summaries" Pace::new(2.0, 2), Safe, "Product Listing";
    /// Where the seller sells; about one call a minute (fact sheet 8).
    SELLER = "getMarketplaceParticipations" Get "/sellers/v1/marketplaceParticipations" Pace::new(0.016, 15), Safe, "Selling Partner Insights";
}
