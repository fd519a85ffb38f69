//! What the shop has planned, in order of time; entries of the same moment keep the order they came in.

use std::collections::BTreeMap;

use super::package::Scan;

/// Something due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// The hold of an order ends.
    Release(String),
    /// An unpaid order lapses.
    Lapse(String),
    /// Cancel if nothing was shipped.
    ShipOrCancel(String),
    /// Cancel if the carrier has not scanned it.
    CollectOrCancel(String),
    /// Cancel if not delivered.
    DeliverOrCancel(String),
    /// The platform, or the seller's staff with the platform's label, ships an order.
    SelfShip(String),
    /// The platform sees a courier's scan of a tracking number.
    Seen(String, Scan),
    /// The seller has not answered a buyer's request in time.
    AnswerLapsed(String),
    /// The refund of a cancellation has been paid.
    Refunded(String),
    /// The platform finds out that a package is not from Amazon.
    Stranger(String),
    /// The after-sales period ends.
    Complete(String),
}

/// The plan.
#[derive(Debug, Default)]
pub struct Agenda {
    due: BTreeMap<(i64, u64), Due>,
    count: u64,
}

impl Agenda {
    /// Plans something.
    pub fn plan(&mut self, at_ms: i64, due: Due) {
        self.count += 1;
        self.due.insert((at_ms, self.count), due);
    }

    /// When the next thing is due.
    #[must_use]
    pub fn next_ms(&self) -> Option<i64> {
        self.due.first_key_value().map(|((at_ms, _), _)| *at_ms)
    }

    /// Takes the next thing out if it is due until `now_ms`.
    pub fn take_due(&mut self, now_ms: i64) -> Option<(i64, Due)> {
        if self.next_ms()? > now_ms {
            return None;
        }
        self.due.pop_first().map(|((at_ms, _), due)| (at_ms, due))
    }

    /// Looks at the next thing.
    #[must_use]
    pub fn first(&self) -> Option<&Due> {
        self.due.first_key_value().map(|(_, due)| due)
    }

    /// Drops the next thing.
    pub fn drop_first(&mut self) {
        self.due.pop_first();
    }
}
