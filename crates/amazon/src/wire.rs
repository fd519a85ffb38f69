//! Amazon's own shapes, names verbatim, as far as we use them. Unknown fields are ignored, everything that may be
//! absent or null is optional, and statuses stay text until [`crate::map`] reads them (fact sheet 0.6 and 4.4).

mod feature;
mod preview;
mod tracking;

pub use feature::{FeatureList, FeatureSkus, WireFeature, WireFeatureSku, WireFeatureSkuAnswer};
pub use preview::{Previews, WirePreview, WirePreviewShipment, WireUnfulfillableItem};
pub use tracking::{WireTracking, WireTrackingEvent, WireTrackingPlace};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

/// `{"payload": …}`.
#[derive(Debug, Deserialize)]
pub struct Payload<T> {
    /// What was asked for.
    pub payload: T,
}

/// An amount as a decimal string.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireMoney {
    /// ISO 4217.
    pub currency_code: String,
    /// Decimal.
    pub value: String,
}

/// A destination.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireAddress {
    /// Recipient.
    pub name: String,
    /// First street line.
    pub address_line1: String,
    /// Second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    /// Third.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line3: Option<String>,
    /// Required except in Japan, where it is forbidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_or_region: Option<String>,
    /// Postcode.
    pub postal_code: String,
    /// Two letters.
    pub country_code: String,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// One item of a preview or a create.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireItem {
    /// At most 50 characters.
    pub seller_sku: String,
    /// At most 50 characters, unique in the order.
    pub seller_fulfillment_order_item_id: String,
    /// From 1.
    pub quantity: u32,
}

/// Body of `getFulfillmentPreview`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    /// Who ships.
    pub marketplace_id: String,
    /// Where to.
    pub address: WireAddress,
    /// What.
    pub items: Vec<WireItem>,
    /// Box and delivery options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feature_constraints: Vec<WireConstraint>,
}

/// Body of `updateFulfillmentOrder`: the action is always named, for an update without it holds again (F062).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRequest {
    /// `Ship`.
    pub fulfillment_action: String,
}

/// A box or delivery option, both ways.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireConstraint {
    /// Name.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_name: String,
    /// `Required` or `NotRequired`.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_fulfillment_policy: String,
}

/// Body of `createFulfillmentOrder`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRequest {
    /// Who ships.
    pub marketplace_id: String,
    /// Our key.
    pub seller_fulfillment_order_id: String,
    /// Printed.
    pub displayable_order_id: String,
    /// Extended ISO 8601 with `Z`.
    pub displayable_order_date: String,
    /// Printed.
    pub displayable_order_comment: String,
    /// Speed.
    pub shipping_speed_category: String,
    /// Where to.
    pub destination_address: WireAddress,
    /// `Ship` or `Hold`.
    pub fulfillment_action: String,
    /// Fill policy.
    pub fulfillment_policy: String,
    /// What.
    pub items: Vec<WireItem>,
    /// Box and delivery options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feature_constraints: Vec<WireConstraint>,
}

/// Payload of `getFulfillmentOrder`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireOrder {
    /// Head.
    pub fulfillment_order: WireOrderHead,
    /// Items.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_order_items: Vec<WireOrderItem>,
    /// Shipments.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_shipments: Vec<WireShipment>,
}

/// An order without items and shipments; also a row of the list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireOrderHead {
    /// Our key.
    pub seller_fulfillment_order_id: String,
    /// Printed number.
    #[serde(default, deserialize_with = "or_default")]
    pub displayable_order_id: String,
    /// State, any case.
    pub fulfillment_order_status: String,
    /// Received.
    #[serde(default, deserialize_with = "time")]
    pub received_date: Option<DateTime<Utc>>,
    /// Last change.
    #[serde(default, deserialize_with = "time")]
    pub status_updated_date: Option<DateTime<Utc>>,
    /// Echo of the address: buyer data, of which only the postcode is taken.
    #[serde(default)]
    pub destination_address: Option<WirePostcode>,
    /// Held or shipped.
    #[serde(default)]
    pub fulfillment_action: Option<String>,
    /// Fill policy.
    #[serde(default)]
    pub fulfillment_policy: Option<String>,
    /// Speed.
    #[serde(default)]
    pub shipping_speed_category: Option<String>,
    /// Box and delivery options.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_constraints: Vec<WireConstraint>,
}

/// The part of an echoed address that comes back unchanged.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WirePostcode {
    /// Postcode.
    #[serde(default)]
    pub postal_code: Option<String>,
}

/// An item as it stands.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireOrderItem {
    /// SKU.
    pub seller_sku: String,
    /// Our item key.
    pub seller_fulfillment_order_item_id: String,
    /// Ordered.
    pub quantity: u32,
    /// Cancelled.
    #[serde(default, deserialize_with = "or_default")]
    pub cancelled_quantity: u32,
    /// Not to be had.
    #[serde(default, deserialize_with = "or_default")]
    pub unfulfillable_quantity: u32,
}

/// A shipment.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireShipment {
    /// State, any case.
    pub fulfillment_shipment_status: String,
    /// Expected arrival.
    #[serde(default, deserialize_with = "time")]
    pub estimated_arrival_date: Option<DateTime<Utc>>,
    /// What is in it.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_shipment_item: Vec<WireShipmentItem>,
    /// Its parcels.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_shipment_package: Vec<WirePackage>,
}

/// Units in a shipment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireShipmentItem {
    /// SKU.
    pub seller_sku: String,
    /// Our item key.
    pub seller_fulfillment_order_item_id: String,
    /// Units.
    pub quantity: u32,
    /// The parcel they are in; absent or 0 until packed.
    #[serde(default)]
    pub package_number: Option<i64>,
}

/// A parcel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WirePackage {
    /// Number.
    pub package_number: i64,
    /// Carrier.
    #[serde(default)]
    pub carrier_code: Option<String>,
    /// The carrier's number.
    #[serde(default)]
    pub tracking_number: Option<String>,
    /// Amazon's own number, early.
    #[serde(default)]
    pub amazon_fulfillment_tracking_number: Option<String>,
    /// Expected arrival.
    #[serde(default, deserialize_with = "time")]
    pub estimated_arrival_date: Option<DateTime<Utc>>,
    /// Once it is delivered.
    #[serde(default)]
    pub delivery_information: Option<WireDelivery>,
}

/// About a parcel's delivery.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireDelivery {
    /// Papers.
    #[serde(default, deserialize_with = "or_default")]
    pub delivery_document_list: Vec<WireDocument>,
}

/// A paper about a delivery. Its link opens a buyer's picture for an hour: it is never printed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireDocument {
    /// `DELIVERY_IMAGE`.
    #[serde(default, deserialize_with = "or_default")]
    pub document_type: String,
    /// The link.
    #[serde(default)]
    pub url: Option<String>,
}

/// Payload of `listAllFulfillmentOrders`; rows stay raw so that a bad one can be set aside.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireList {
    /// Next page; absent or empty at the end.
    #[serde(default)]
    pub next_token: Option<String>,
    /// Rows.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_orders: Vec<serde_json::Value>,
}

/// Answer of `getInventorySummaries`; the page token stands outside the payload.
#[derive(Debug, Deserialize)]
pub struct Summaries {
    /// Rows.
    #[serde(default)]
    pub payload: Option<SummariesPayload>,
    /// Next page.
    #[serde(default)]
    pub pagination: Option<Pagination>,
}

/// Page token.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// Lives 30 s.
    #[serde(default)]
    pub next_token: Option<String>,
}

/// Rows and whose they are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SummariesPayload {
    /// The marketplace of the rows.
    #[serde(default)]
    pub granularity: Option<Granularity>,
    /// Rows, raw so that a bad one can be set aside.
    #[serde(default, deserialize_with = "or_default")]
    pub inventory_summaries: Vec<serde_json::Value>,
}

/// Whose rows.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Granularity {
    /// Marketplace.
    #[serde(default)]
    pub granularity_id: Option<String>,
}

/// One SKU's stock.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// SKU.
    pub seller_sku: String,
    /// Name.
    #[serde(default)]
    pub product_name: Option<String>,
    /// Only with `details=true`.
    #[serde(default)]
    pub inventory_details: Option<InventoryDetails>,
}

/// The numbers behind the total.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InventoryDetails {
    /// The only one that can be sold (F112).
    #[serde(default)]
    pub fulfillable_quantity: Option<i64>,
}

/// Where the seller sells.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Participation {
    /// Marketplace.
    pub marketplace: WireMarketplace,
    /// State.
    pub participation: WireParticipation,
    /// The store's name there.
    #[serde(default)]
    pub store_name: Option<String>,
}

/// A marketplace of a seller; not all ids are Amazon's own.
#[derive(Debug, Deserialize)]
pub struct WireMarketplace {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
}

/// Whether the seller sells there.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireParticipation {
    /// Selling.
    pub is_participating: bool,
    /// Listings are suspended.
    #[serde(default, deserialize_with = "or_default")]
    pub has_suspended_listings: bool,
}

/// Null as the default.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(json: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(json)?.unwrap_or_default())
}

/// A time that cannot be read is unknown: it must not cost the record.
pub(crate) fn time<'de, D: Deserializer<'de>>(json: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let value = serde_json::Value::deserialize(json)?;
    let text = value.as_str().unwrap_or_default();
    Ok(DateTime::parse_from_rfc3339(text).ok().map(|t| t.with_timezone(&Utc)))
}
