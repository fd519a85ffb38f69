//! TikTok Shop as the practice merchant's shop.

use crate::catalogue::Catalogue;
use crate::journal::Journal;

/// The shop: orders, packages, listings and tokens.
#[derive(Debug)]
pub struct Shop {}

impl Shop {
    /// A shop that lists the catalogue.
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

/// TikTok's services at the root of the port.
pub fn routes(_world: crate::world::SharedWorld) -> axum::Router {
    axum::Router::new()
}
