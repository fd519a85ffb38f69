//! `getFulfillmentPreview`, the answer (fact sheet 4.5).

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{WireConstraint, WireMoney, or_default, time};

/// Payload of `getFulfillmentPreview`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Previews {
    /// One per speed.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_previews: Vec<WirePreview>,
}

/// A preview for one speed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WirePreview {
    /// Speed.
    pub shipping_speed_category: String,
    /// Whether it can be done.
    pub is_fulfillable: bool,
    /// Fees.
    #[serde(default, deserialize_with = "or_default")]
    pub estimated_fees: Vec<WireFee>,
    /// Parcels.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_preview_shipments: Vec<WirePreviewShipment>,
    /// Items that cannot go.
    #[serde(default, deserialize_with = "or_default")]
    pub unfulfillable_preview_items: Vec<WireUnfulfillableItem>,
    /// Why the order cannot go.
    #[serde(default, deserialize_with = "or_default")]
    pub order_unfulfillable_reasons: Vec<String>,
    /// Box and delivery options, echoed.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_constraints: Vec<WireConstraint>,
}

/// A fee.
#[derive(Debug, Deserialize)]
pub struct WireFee {
    /// Amount.
    pub amount: WireMoney,
}

/// A planned parcel.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WirePreviewShipment {
    /// Latest time at which it leaves.
    #[serde(default, deserialize_with = "time")]
    pub latest_ship_date: Option<DateTime<Utc>>,
    /// Latest arrival.
    #[serde(default, deserialize_with = "time")]
    pub latest_arrival_date: Option<DateTime<Utc>>,
}

/// An item that cannot go.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireUnfulfillableItem {
    /// SKU.
    pub seller_sku: String,
    /// Our item key.
    #[serde(default, deserialize_with = "or_default")]
    pub seller_fulfillment_order_item_id: String,
    /// Units.
    #[serde(default)]
    pub quantity: Option<u32>,
    /// Why.
    #[serde(default, deserialize_with = "or_default")]
    pub item_unfulfillable_reasons: Vec<String>,
}
