//! Stock after a cancel: its units leave our demand at once, but the number shown rises only with a newer reading of the
//! source (F108).

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::{ConnectionId, Link, SellerSku};
use shopferry_ledger::{LedgerError, View};

/// A source number is never used for longer than this (F128).
const BACK: TimeDelta = TimeDelta::hours(24);

/// When orders with a SKU were last cancelled.
#[derive(Debug, Default)]
pub(crate) struct LateCancels(BTreeMap<SellerSku, DateTime<Utc>>);

impl LateCancels {
    /// Of all shops that a fulfiller ships for.
    pub(crate) fn at(view: &View<'_>, fulfiller: &ConnectionId, now: DateTime<Utc>) -> Result<Self, LedgerError> {
        let mut late = BTreeMap::new();
        for shop in view.connections().all()?.into_iter().filter(|c| c.has_partner(fulfiller)) {
            let cancelled = view.orders().cancelled_since(&shop.id, now - BACK)?;
            if cancelled.is_empty() {
                continue;
            }
            let links = view.links().all(&shop.id)?;
            for (listing, at) in cancelled {
                for part in links.get(&listing).into_iter().flat_map(|l| &l.components) {
                    let entry = late.entry(part.sku.clone()).or_insert(at);
                    *entry = at.max(*entry);
                }
            }
        }
        Ok(Self(late))
    }

    /// Whether the source was last read before a cancel of one of the link's SKUs.
    pub(crate) fn caps(&self, link: &Link, read_at: Option<DateTime<Utc>>) -> bool {
        let later = |sku: &SellerSku| self.0.get(sku).is_some_and(|at| read_at.is_none_or(|read| *at >= read));
        link.components.iter().any(|part| later(&part.sku))
    }
}
