//! Names of the operations, by method and path: the keys of the call counters and of forced faults.

/// Which platform's door a path belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// TikTok Shop, its token host included.
    TikTok,
    /// Amazon SP-API and Login with Amazon.
    Amazon,
    /// The control API under `/_practice`.
    Control,
}

/// A named operation; the router keeps it in the request's extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Platform.
    pub door: Door,
    /// Counter key, for instance `amazon.createFulfillmentOrder` or `tiktok.searchOrders`.
    pub name: String,
}

/// Rows: method, path with `*` for one segment (`V` = a version), name.
const TABLE: &[(&str, &str, &str)] = &[
    ("POST", "/", "amazon.queue"),
    ("POST", "/auth/o2/token", "amazon.token"),
    // A client that appends the path to the whole URL it was given.
    ("POST", "/auth/o2/token/auth/o2/token", "amazon.token"),
    ("POST", "/fba/outbound/2020-07-01/fulfillmentOrders/preview", "amazon.getFulfillmentPreview"),
    ("GET", "/fba/outbound/2020-07-01/fulfillmentOrders", "amazon.listAllFulfillmentOrders"),
    ("POST", "/fba/outbound/2020-07-01/fulfillmentOrders", "amazon.createFulfillmentOrder"),
    ("GET", "/fba/outbound/2020-07-01/fulfillmentOrders/*", "amazon.getFulfillmentOrder"),
    ("PUT", "/fba/outbound/2020-07-01/fulfillmentOrders/*", "amazon.updateFulfillmentOrder"),
    ("PUT", "/fba/outbound/2020-07-01/fulfillmentOrders/*/cancel", "amazon.cancelFulfillmentOrder"),
    ("GET", "/fba/outbound/2020-07-01/tracking", "amazon.getPackageTrackingDetails"),
    ("POST", "/fulfillment/outbound/2026-07-04/previews", "amazon.getOrderPreview"),
    ("POST", "/fulfillment/outbound/2026-07-04/orders", "amazon.createOrder"),
    ("GET", "/fulfillment/outbound/2026-07-04/orders", "amazon.listOrders"),
    ("GET", "/fulfillment/outbound/2026-07-04/orders/*", "amazon.getOrder"),
    ("PUT", "/fulfillment/outbound/2026-07-04/orders/*", "amazon.updateOrder"),
    ("PUT", "/fulfillment/outbound/2026-07-04/orders/*/cancel", "amazon.cancelOrder"),
    ("GET", "/fba/outbound/2020-07-01/features", "amazon.getFeatures"),
    ("GET", "/fba/outbound/2020-07-01/features/inventory/*", "amazon.getFeatureInventory"),
    ("GET", "/fba/outbound/2020-07-01/features/inventory/*/*", "amazon.getFeatureSKU"),
    ("GET", "/delivery-photos/*", "amazon.deliveryPhoto"),
    ("GET", "/fba/inventory/v1/summaries", "amazon.getInventorySummaries"),
    ("GET", "/sellers/v1/marketplaceParticipations", "amazon.getMarketplaceParticipations"),
    ("GET", "/api/v2/token/get", "tiktok.getToken"),
    ("GET", "/api/v2/token/refresh", "tiktok.refreshToken"),
    ("GET", "/authorization/V/shops", "tiktok.getAuthorizedShops"),
    ("GET", "/seller/V/shops", "tiktok.getActiveShops"),
    ("POST", "/order/V/orders/search", "tiktok.searchOrders"),
    ("GET", "/order/V/orders", "tiktok.getOrders"),
    ("GET", "/order/V/orders/*/price_detail", "tiktok.getPriceDetail"),
    ("GET", "/fulfillment/V/orders/split_attributes", "tiktok.getSplitAttributes"),
    ("POST", "/fulfillment/V/orders/*/split", "tiktok.splitOrder"),
    ("POST", "/fulfillment/V/orders/*/packages", "tiktok.markAsShipped"),
    ("POST", "/fulfillment/V/orders/*/shipping_info/update", "tiktok.updateOrderShippingInfo"),
    ("POST", "/fulfillment/V/packages/*/shipping_info/update", "tiktok.updatePackageShippingInfo"),
    ("POST", "/fulfillment/V/packages/*/ship", "tiktok.shipPackage"),
    ("POST", "/fulfillment/V/packages/search", "tiktok.searchPackages"),
    ("GET", "/fulfillment/V/packages/*", "tiktok.getPackage"),
    ("GET", "/fulfillment/V/orders/*/tracking", "tiktok.getTracking"),
    ("GET", "/fulfillment/V/tts_tracking_validation", "tiktok.validateTracking"),
    ("GET", "/logistics/V/warehouses", "tiktok.getWarehouses"),
    ("GET", "/logistics/V/warehouses/*/delivery_options", "tiktok.getDeliveryOptions"),
    ("GET", "/logistics/V/delivery_options/*/shipping_providers", "tiktok.getShippingProviders"),
    ("POST", "/product/V/products/search", "tiktok.searchProducts"),
    ("GET", "/product/V/products/*", "tiktok.getProduct"),
    ("POST", "/product/V/products", "tiktok.createProduct"),
    ("POST", "/product/V/products/*/inventory/update", "tiktok.updateInventory"),
    ("POST", "/product/V/inventory/search", "tiktok.searchInventory"),
    ("GET", "/product/V/prerequisites", "tiktok.getPrerequisites"),
    ("POST", "/product/V/products/*/prices/update", "tiktok.updatePrices"),
    ("POST", "/return_refund/V/cancellations/search", "tiktok.searchCancellations"),
    ("POST", "/return_refund/V/cancellations", "tiktok.cancelOrder"),
    ("POST", "/return_refund/V/cancellations/*/approve", "tiktok.approveCancellation"),
    ("POST", "/return_refund/V/cancellations/*/reject", "tiktok.rejectCancellation"),
    ("GET", "/return_refund/V/orders/*/aftersale_eligibility", "tiktok.getAftersaleEligibility"),
    ("GET", "/return_refund/V/reject_reasons", "tiktok.getRejectReasons"),
    ("POST", "/return_refund/V/returns/search", "tiktok.searchReturns"),
    ("GET", "/order/V/orders/*/external_orders", "tiktok.getExternalOrders"),
    ("POST", "/order/V/orders/external_orders", "tiktok.addExternalOrders"),
    ("POST", "/order/V/orders/external_order_search", "tiktok.searchExternalOrders"),
    ("GET", "/logistics/V/orders/*/tracking", "tiktok.getLogisticsTracking"),
];

impl Operation {
    /// The operation of a request; an unknown path is `<platform>.unknown`.
    pub fn of(method: &str, path: &str) -> Self {
        if path == "/_practice" || path.starts_with("/_practice/") {
            return Self { door: Door::Control, name: "control".to_owned() };
        }
        let known = TABLE.iter().find(|(verb, pattern, _)| *verb == method && fits(pattern, path));
        let amazon = ["/auth/o2/", "/fba/", "/fulfillment/outbound/", "/sellers/"];
        match known {
            Some((_, _, name)) if name.starts_with("amazon.") => Self { door: Door::Amazon, name: (*name).to_owned() },
            Some((_, _, name)) => Self { door: Door::TikTok, name: (*name).to_owned() },
            None if amazon.iter().any(|prefix| path.starts_with(prefix)) => {
                Self { door: Door::Amazon, name: "amazon.unknown".to_owned() }
            }
            None => Self { door: Door::TikTok, name: "tiktok.unknown".to_owned() },
        }
    }

    /// Whether the operation changes something (so that losing its answer matters).
    pub fn writes(&self) -> bool {
        const WRITES: [&str; 14] = [
            "create", "update", "cancel", "mark", "ship", "split", "approve", "reject", "refresh", "getToken",
            "combine", "delete", "activate", "token",
        ];
        let short = self.name.split('.').nth(1).unwrap_or_default();
        WRITES.iter().any(|prefix| short.starts_with(prefix))
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut wanted = pattern.split('/');
    let mut given = path.split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some("*"), Some(segment)) if !segment.is_empty() => {}
            (Some("V"), Some(segment)) if segment.len() == 6 && segment.bytes().all(|b| b.is_ascii_digit()) => {}
            (Some(a), Some(b)) if a == b && a != "*" && a != "V" => {}
            _ => return false,
        }
    }
}
