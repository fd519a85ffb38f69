//! The live check with one product and one order (F325): what is allowed while everything else stays off.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ListingSkuId, RemoteOrderId};

/// A step of the check; each ticks itself by reading back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveStep {
    /// The product shows here.
    Product,
    /// A stock number reached the shop and was read back there.
    Stock,
    /// The order went where it belongs.
    Order,
    /// Carrier and number stand at the shop.
    Tracking,
    /// The order's change or cancel shows here.
    Change,
}

impl LiveStep {
    /// All steps, in order.
    pub const ALL: [Self; 5] = [Self::Product, Self::Stock, Self::Order, Self::Tracking, Self::Change];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Stock => "stock",
            Self::Order => "order",
            Self::Tracking => "tracking",
            Self::Change => "change",
        }
    }

    /// Finds a step by its name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// A check under way: writing is allowed for these two subjects only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCheck {
    /// The one listing whose stock may be written.
    pub sku: ListingSkuId,
    /// The one order that may be placed, confirmed and cancelled.
    pub order: RemoteOrderId,
    /// Begun at.
    pub begun_at: DateTime<Utc>,
    /// Steps that a person skipped, and when.
    #[serde(default)]
    pub skipped: BTreeMap<LiveStep, DateTime<Utc>>,
}
