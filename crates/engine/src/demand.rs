//! Own open demand: units of our orders that a source number cannot know yet (F128).

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::{ConnectionId, Links, SellerSku};
use shopferry_ledger::{LedgerError, View};

/// Units exported longer than this before the source was read are in its number already (F128).
const KNOWN_AFTER: TimeDelta = TimeDelta::minutes(15);

/// Units and the moment they were accepted at the fulfiller (none = not there yet, or unknown).
type Units = (Option<DateTime<Utc>>, u32);

/// Open units by fulfiller SKU.
#[derive(Debug, Default)]
pub(crate) struct Demand(BTreeMap<SellerSku, Vec<Units>>);

impl Demand {
    /// Of all shops that a fulfiller ships for.
    pub(crate) fn at(view: &View<'_>, fulfiller: &ConnectionId) -> Result<Self, LedgerError> {
        let mut demand = Self::default();
        for shop in view.connections().all()?.into_iter().filter(|c| c.has_partner(fulfiller)) {
            let links = view.links().all(&shop.id)?;
            for (listing_sku, _, accepted_at, units) in view.orders().open_units(&shop.id)? {
                demand.add(&links, &listing_sku, accepted_at, units);
            }
        }
        Ok(demand)
    }

    fn add(
        &mut self,
        links: &Links,
        listing_sku: &shopferry_domain::ListingSkuId,
        accepted_at: Option<DateTime<Utc>>,
        units: u32,
    ) {
        for part in links.get(listing_sku).into_iter().flat_map(|l| &l.components) {
            let entry = self.0.entry(part.sku.clone()).or_default();
            entry.push((accepted_at, units.saturating_mul(part.quantity)));
        }
    }

    /// Units of a SKU that a number read at `read_at` does not know.
    pub(crate) fn of(&self, sku: &SellerSku, read_at: DateTime<Utc>) -> u32 {
        let unknown = |accepted: Option<DateTime<Utc>>| accepted.is_none_or(|at| at > read_at - KNOWN_AFTER);
        self.0.get(sku).into_iter().flatten().filter(|(at, _)| unknown(*at)).map(|(_, units)| *units).sum()
    }
}
