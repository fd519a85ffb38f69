//! Amazon as the practice merchant's seller account sees it.

use crate::catalogue::Catalogue;
use crate::journal::Journal;

/// The seller account: stock, fulfillment orders and tokens.
#[derive(Debug)]
pub struct Seller {}

impl Seller {
    /// An account stocked from the catalogue.
    pub fn new(_seed: u64, _now_ms: i64, _catalogue: &Catalogue) -> Self {
        Self {}
    }

    /// Lets what is due at `now_ms` happen.
    pub fn advance(&mut self, _now_ms: i64, _journal: &mut Journal) {}

    /// When something happens next.
    pub fn next_event_ms(&self) -> Option<i64> {
        None
    }
}
