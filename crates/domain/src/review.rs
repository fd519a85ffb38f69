//! The review before a shop's writing flows are switched on (F017): cases to have seen, and the acceptance.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::RemoteOrderId;

/// A kind of order that should have been seen in watch-only mode before anything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewCase {
    /// An ordinary order.
    Normal,
    /// One with a discount of the seller or the platform.
    Discounts,
    /// One of which only a part is in a parcel.
    PartialShipment,
    /// One that was cancelled, or whose buyer asks for it.
    Cancel,
    /// One whose lines or address changed before it was placed at Amazon.
    ChangedBefore,
    /// One whose lines or address changed after that.
    ChangedAfter,
    /// One with a pre-owned item. Orders do not tell it; it is compared by hand or skipped.
    PreOwned,
}

impl ReviewCase {
    /// All cases, in the order a page shows them.
    pub const ALL: [Self; 7] = [
        Self::Normal,
        Self::Discounts,
        Self::PartialShipment,
        Self::Cancel,
        Self::ChangedBefore,
        Self::ChangedAfter,
        Self::PreOwned,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Discounts => "discounts",
            Self::PartialShipment => "partial_shipment",
            Self::Cancel => "cancel",
            Self::ChangedBefore => "changed_before",
            Self::ChangedAfter => "changed_after",
            Self::PreOwned => "pre_owned",
        }
    }

    /// Finds a case by its name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }
}

/// What is kept of a shop's review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Writing flows may be switched on since then; none = not yet.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Cases that a person skipped, and when.
    pub skipped: BTreeMap<ReviewCase, DateTime<Utc>>,
    /// Cases that were seen when it was accepted, each with an order that showed it.
    pub seen: BTreeMap<ReviewCase, RemoteOrderId>,
}

impl Review {
    /// Cases that were neither seen nor skipped: they keep the review open.
    pub fn open_cases(&self, seen: &BTreeMap<ReviewCase, RemoteOrderId>) -> Vec<ReviewCase> {
        ReviewCase::ALL
            .into_iter()
            .filter(|case| !seen.contains_key(case) && !self.skipped.contains_key(case))
            .collect()
    }
}
