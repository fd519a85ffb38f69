//! The second version's preview as it is answered (fact sheet 5).

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::wire::{Amount, ProductId, Services};
use crate::wire::{or_default, time};

/// Answer of `getOrderPreview`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Previewed {
    /// Parcels that would be made.
    #[serde(default, deserialize_with = "or_default")]
    pub planned_shipments: Vec<PlannedShipment>,
    /// What stands in the way.
    #[serde(default, deserialize_with = "or_default")]
    pub constraints: Vec<Constraint>,
}

/// A parcel that would be made.
#[derive(Debug, Deserialize)]
pub struct PlannedShipment {
    /// What would be in it.
    #[serde(default, deserialize_with = "or_default")]
    pub items: Vec<PlannedItem>,
    /// At which speeds.
    #[serde(default, deserialize_with = "or_default")]
    pub offers: Vec<Offer>,
}

/// Units of a parcel that would be made.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedItem {
    /// Which.
    pub product_identifier: ProductId,
    /// How many.
    pub amount: Amount,
}

/// One speed of a parcel that would be made.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Price.
    #[serde(default)]
    pub estimated_price: Option<EstimatedPrice>,
    /// Speed and options.
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_configuration: OfferConfiguration,
}

/// Price.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EstimatedPrice {
    /// All fees.
    pub total_price: Money,
}

/// An amount of money.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// ISO 4217.
    pub currency_code: String,
    /// Decimal.
    pub amount: String,
}

/// Speed and options of an offer.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferConfiguration {
    /// Speed.
    #[serde(default, deserialize_with = "or_default")]
    pub service_level: OfferLevel,
    /// Options.
    #[serde(default)]
    pub services: Option<Services>,
}

/// Speed of an offer.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferLevel {
    /// `STANDARD`, ….
    #[serde(default, deserialize_with = "or_default")]
    pub service_tier: String,
    /// Arrival.
    #[serde(default)]
    pub delivery_interval: Option<Interval>,
    /// Leaving.
    #[serde(default)]
    pub ship_interval: Option<Interval>,
}

/// From, until.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// Until.
    #[serde(default, deserialize_with = "time")]
    pub end_time: Option<DateTime<Utc>>,
}

/// What stands in the way of a preview.
#[derive(Debug, Deserialize)]
pub struct Constraint {
    /// A word.
    #[serde(default, deserialize_with = "or_default")]
    pub code: String,
    /// Text.
    #[serde(default, deserialize_with = "or_default")]
    pub message: String,
    /// More.
    #[serde(default, deserialize_with = "or_default")]
    pub details: Vec<ConstraintDetail>,
}

/// More about a constraint.
#[derive(Debug, Deserialize)]
pub struct ConstraintDetail {
    /// For instance a SKU.
    #[serde(default, deserialize_with = "or_default")]
    pub value: String,
}
