//! The number a listing should show, and why (F110–F116, F127, F128).

use chrono::{DateTime, Utc};
use shopferry_domain::settings::ShopSettings;
use shopferry_domain::stock::{Ladder, NoNumber, Source, StockRules, ladder};
use shopferry_domain::{ConnectionId, Link, ListingSkuId, Reason, ReasonCode, StoredBy};
use shopferry_ledger::{LedgerError, View};

use crate::demand::Demand;

/// A number and its steps, or why there is none; and the units of our own open orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The ladder, when a number can be given.
    pub ladder: Option<Ladder>,
    /// Why not.
    pub reason: Option<Reason>,
    /// Own open demand over all components, in units of the fulfiller's SKUs.
    pub own_demand: u32,
    /// Oldest source read.
    pub read_at: Option<DateTime<Utc>>,
}

/// The stock rules that a shop's settings say (F116).
pub fn rules_of(settings: &ShopSettings) -> StockRules {
    StockRules { cut_at_or_below: settings.buffer, ..StockRules::default() }
}

/// Explains one listing; for a page.
///
/// # Errors
/// As the ledger.
pub fn explain(
    view: &View<'_>,
    shop: &ConnectionId,
    sku: &ListingSkuId,
    now: DateTime<Utc>,
) -> Result<Explained, LedgerError> {
    let nothing = |code| Explained { ladder: None, reason: Some(Reason::new(code)), own_demand: 0, read_at: None };
    let Some(row) = view.connections().get(shop)? else { return Ok(nothing(ReasonCode::ConnectionOff)) };
    let Some(fulfiller) = row.first_partner().cloned() else { return Ok(nothing(ReasonCode::NoPartner)) };
    let Some(link) = view.links().get(shop, sku)? else { return Ok(nothing(ReasonCode::NotLinked)) };
    let demand = Demand::at(view, &fulfiller)?;
    let last = view.listing_stock().get(shop, sku)?.and_then(|s| s.acknowledged);
    let rules = rules_of(&view.settings().shop(shop)?);
    number(view, &fulfiller, &link, &demand, &rules, last, now)
}

/// Climbs the ladder for a link.
pub(crate) fn number(
    view: &View<'_>,
    fulfiller: &ConnectionId,
    link: &Link,
    demand: &Demand,
    rules: &StockRules,
    last: Option<u32>,
    now: DateTime<Utc>,
) -> Result<Explained, LedgerError> {
    if link.stored_by != StoredBy::Amazon {
        let reason = Some(Reason::new(ReasonCode::MixedOrder));
        return Ok(Explained { ladder: None, reason, own_demand: 0, read_at: None });
    }
    let mut sources = Vec::with_capacity(link.components.len());
    let mut oldest: Option<DateTime<Utc>> = None;
    let mut own_demand = 0_u32;
    for part in &link.components {
        let Some(row) = view.source_stock().get(fulfiller, &part.sku)? else {
            sources.push(None);
            continue;
        };
        oldest = Some(oldest.map_or(row.read_at, |at| at.min(row.read_at)));
        let own = demand.of(&part.sku, row.read_at);
        own_demand = own_demand.saturating_add(own);
        sources.push(row.fulfillable.map(|quantity| Source { quantity, own_demand: own, needed: part.quantity }));
    }
    let age_secs = oldest.map_or(0, |at| (now - at).num_seconds());
    Ok(match ladder(&sources, rules, age_secs, last) {
        Ok(ladder) => Explained { ladder: Some(ladder), reason: None, own_demand, read_at: oldest },
        Err(fault) => {
            let code = match fault {
                NoNumber::Unknown => ReasonCode::StockUnknown,
                NoNumber::TooOld => ReasonCode::StockTooOld,
            };
            Explained { ladder: None, reason: Some(Reason::new(code)), own_demand, read_at: oldest }
        }
    })
}
