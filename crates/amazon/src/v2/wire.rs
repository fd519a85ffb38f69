//! The second version's shapes, names verbatim, as far as we use them. Its enumerations are plain strings, its amounts
//! decimal strings; unknown fields are ignored, and everything that may be absent or null is optional (fact sheet 5).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::{WireAddress, or_default, time};

/// `EACHES`, the only unit.
pub const EACHES: &str = "EACHES";

/// Units as a decimal string; `1` and `1.0` both occur.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Amount {
    /// [`EACHES`].
    #[serde(default, deserialize_with = "or_default")]
    pub unit: String,
    /// Decimal; a number is taken as well.
    pub value: Value,
}

impl Amount {
    /// Whole units.
    pub fn of(units: u32) -> Self {
        Self { unit: EACHES.to_owned(), value: Value::String(units.to_string()) }
    }

    /// The units; `None` when they are no whole number.
    pub fn units(&self) -> Option<u32> {
        let text = match &self.value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
        if fraction.chars().all(|c| c == '0') { whole.parse().ok() } else { None }
    }
}

/// Whose SKU.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductId {
    /// Seller SKU at Amazon.
    pub amazon_sku: String,
}

/// A product.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// Which.
    pub product_identifier: ProductId,
}

/// One line of a preview or a create.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineItem {
    /// Ours, unique in the order; previews have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_item_id: Option<String>,
    /// What.
    pub product: Product,
    /// How many.
    pub amount: Amount,
}

/// Who ships.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The marketplace's country.
    pub country_code: String,
}

/// Where to.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// Address; its fields are the first version's.
    pub delivery_address: WireAddress,
}

/// How fast.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceLevel {
    /// Only the first one counts in an order.
    #[serde(default, deserialize_with = "or_default")]
    pub service_tiers: Vec<String>,
}

/// What the packing slip says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlipAttributes {
    /// Visible number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_time: Option<String>,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_text: Option<String>,
}

/// The packing slip.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackingSlip {
    /// What it says.
    #[serde(default, deserialize_with = "or_default")]
    pub template_attributes: SlipAttributes,
}

/// The box.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Packaging {
    /// `UNBRANDED` or `ANY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaging_option: Option<String>,
    /// `REQUIRED` or `NOT_REQUIRED`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overbox: Option<String>,
    /// The slip; previews have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packing_slip: Option<PackingSlip>,
}

/// Services beside the box.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Additional {
    /// `REQUIRED`: not with Amazon's own couriers.
    #[serde(rename = "blockAMZL", default, skip_serializing_if = "Option::is_none")]
    pub block_amzl: Option<String>,
}

/// Box and delivery options.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Services {
    /// Box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packaging: Option<Packaging>,
    /// Others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional: Option<Additional>,
}

/// How an order is to be fulfilled, both ways.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// Speed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<ServiceLevel>,
    /// `SHIP` or `HOLD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Fill policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<Services>,
}

/// Body of `createOrder`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRequest {
    /// Our key.
    pub order_id: String,
    /// Sales channel (F402).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Who ships.
    pub origin: Origin,
    /// Where to.
    pub destination: Destination,
    /// What.
    pub line_items: Vec<LineItem>,
    /// How.
    pub fulfillment_configuration: Configuration,
}

/// Body of `getOrderPreview`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    /// Sales channel (F402).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Who ships.
    pub origin: Origin,
    /// Where to.
    pub destination: Destination,
    /// What.
    pub line_items: Vec<LineItem>,
    /// How.
    pub fulfillment_configuration: Configuration,
}

/// Body of `updateOrder`: only the action can be changed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRequest {
    /// The action.
    pub fulfillment_configuration: Configuration,
}

/// Answer of `getOrder`; there is no envelope.
#[derive(Deserialize)]
pub struct OneOrder {
    /// The order.
    pub order: WireOrder,
}

/// Answer of `listOrders`; rows stay raw so that a bad one can be set aside.
#[derive(Debug, Deserialize)]
pub struct OrderList {
    /// Rows.
    #[serde(default, deserialize_with = "or_default")]
    pub orders: Vec<Value>,
    /// The token to ask on with, under another name than the question's.
    #[serde(default)]
    pub pagination: Option<crate::wire::Pagination>,
}

/// An order as it stands.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireOrder {
    /// Our key.
    pub order_id: String,
    /// Received.
    #[serde(default, deserialize_with = "time")]
    pub receive_time: Option<DateTime<Utc>>,
    /// State; the model does not require it.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// Last change.
    #[serde(default, deserialize_with = "time")]
    pub status_update_time: Option<DateTime<Utc>>,
    /// How.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_configuration: Configuration,
    /// Echo of the destination: buyer data, of which only the postcode is taken.
    #[serde(default)]
    pub destination: Option<EchoedDestination>,
    /// Lines.
    #[serde(default, deserialize_with = "or_default")]
    pub line_items: Vec<OrderLine>,
    /// Shipments.
    #[serde(default, deserialize_with = "or_default")]
    pub shipments: Vec<Shipment>,
}

/// The part of an echoed destination that is taken.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EchoedDestination {
    /// Address.
    #[serde(default)]
    pub delivery_address: Option<crate::wire::WirePostcode>,
}

/// A line as it stands.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// Our item key.
    pub line_item_id: String,
    /// What.
    pub product: Product,
    /// Ordered.
    pub amount: Amount,
    /// Cancelled.
    #[serde(default)]
    pub cancelled_amount: Option<Amount>,
    /// Not to be had.
    #[serde(default)]
    pub unfulfillable_amount: Option<Amount>,
}

/// A shipment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    /// State.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// Expected arrival.
    #[serde(default, deserialize_with = "time")]
    pub delivery_time: Option<DateTime<Utc>>,
    /// What is in it.
    #[serde(default, deserialize_with = "or_default")]
    pub items: Vec<ShipmentItem>,
    /// Its parcels.
    #[serde(default, deserialize_with = "or_default")]
    pub packages: Vec<Package>,
}

/// Units in a shipment; which parcel they are in is told here, in the parcel, or not at all.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentItem {
    /// Which.
    pub product_identifier: ProductId,
    /// Our item key.
    pub line_item_id: String,
    /// How many.
    pub amount: Amount,
    /// The parcel.
    #[serde(default)]
    pub package_id: Option<String>,
    /// What parcels call these units.
    #[serde(default)]
    pub shipment_item_id: Option<String>,
}

/// A parcel.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Package {
    /// Id.
    pub package_id: String,
    /// Expected arrival.
    #[serde(default, deserialize_with = "time")]
    pub delivery_time: Option<DateTime<Utc>>,
    /// State.
    #[serde(default)]
    pub status: Option<String>,
    /// Numbers.
    #[serde(default)]
    pub tracking: Option<Tracking>,
    /// Units in it.
    #[serde(default, deserialize_with = "or_default")]
    pub shipment_item_ids: Vec<String>,
}

/// A parcel's numbers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tracking {
    /// The carrier's.
    #[serde(default)]
    pub carrier: Option<CarrierTracking>,
    /// Amazon's own, early.
    #[serde(default)]
    pub amazon: Option<AmazonTracking>,
    /// Its photo opens a buyer's picture without a sign-in.
    #[serde(default)]
    proof_of_delivery: Option<Proof>,
}

impl Tracking {
    /// The link to the photo of the delivery, if there is one.
    pub fn photo(self) -> Option<String> {
        self.proof_of_delivery.and_then(|proof| proof.delivery_photo_url).filter(|url| !url.trim().is_empty())
    }

    /// Whether there is a photo.
    pub fn has_photo(&self) -> bool {
        self.proof_of_delivery.as_ref().is_some_and(|proof| proof.delivery_photo_url.is_some())
    }
}

impl std::fmt::Debug for Tracking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tracking").field("carrier", &self.carrier).field("amazon", &self.amazon).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proof {
    #[serde(default)]
    delivery_photo_url: Option<String>,
}

/// The carrier's number.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CarrierTracking {
    /// Carrier.
    #[serde(default)]
    pub carrier_code: Option<String>,
    /// Number.
    #[serde(default)]
    pub tracking_number: Option<String>,
}

/// Amazon's own number.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AmazonTracking {
    /// Number.
    #[serde(default)]
    pub tracking_number: Option<String>,
}
