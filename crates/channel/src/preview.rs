//! What a fulfiller would do with a plan.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shopferry_domain::plan::{FeatureWish, Speed};
use shopferry_domain::{Money, SellerSku};

/// What the fulfiller would do with a plan; it reserves nothing and create may still refuse (F074).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Whether it can be fulfilled at the asked speed.
    pub fulfillable: bool,
    /// Why not: the fulfiller's words.
    pub reasons: Vec<String>,
    /// Estimated fees, summed.
    pub fee: Option<Money>,
    /// Latest expected arrival.
    pub arrives_by: Option<DateTime<Utc>>,
    /// Speeds that can be fulfilled.
    pub speeds: Vec<String>,
    /// Every speed that was answered, in the fulfiller's order (F432).
    #[serde(default)]
    pub by_speed: Vec<SpeedPreview>,
    /// Units that cannot go at the asked speed.
    #[serde(default)]
    pub unfulfillable: Vec<UnfulfillableUnits>,
    /// Box and delivery options as the fulfiller echoes them (F072, F073); an asked one that is missing is not known
    /// to be honoured.
    #[serde(default)]
    pub features: Vec<FeatureWish>,
}

/// What one speed would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedPreview {
    /// Speed.
    pub speed: Speed,
    /// Whether it can be done.
    pub fulfillable: bool,
    /// Estimated fees, summed; `None` = not told.
    pub fee: Option<Money>,
    /// Latest time at which the last parcel leaves.
    pub ships_by: Option<DateTime<Utc>>,
    /// Latest expected arrival.
    pub arrives_by: Option<DateTime<Utc>>,
    /// Why not: the fulfiller's words.
    pub reasons: Vec<String>,
}

/// Units that cannot go, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfulfillableUnits {
    /// Our item key; empty when it was not told.
    pub item_key: String,
    /// SKU.
    pub sku: SellerSku,
    /// How many; `None` = not told.
    pub quantity: Option<u32>,
    /// The fulfiller's words.
    pub reasons: Vec<String>,
}
