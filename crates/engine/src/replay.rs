//! What other settings would change: the rules run over the orders of the last days, and the numbers of the listings (F317).
//!
//! Nothing is stored and nothing is sent. An order that went its way long ago is looked at as it stood when the
//! platform released it.

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::routing::{Decision, Overrides, RoutingSettings, Situation, decide};
use shopferry_domain::settings::ShopSettings;
use shopferry_domain::{ConnectionId, Links, ListingSkuId, OrderState, RemoteOrderId, StoredBy, hold};
use shopferry_ledger::{LIMIT_MAX, LedgerError, OrderKey, OrderQuery, OrderRow, View};

use crate::demand::Demand;
use crate::situation::note_stocked;
use crate::stock::{number, rules_of};

/// Orders that one look takes, the newest.
const ORDERS_MAX: u32 = 5_000;

/// An order that two settings treat differently.
#[derive(Debug, Clone)]
pub struct Differing {
    /// Our number.
    pub key: OrderKey,
    /// The platform's.
    pub number: RemoteOrderId,
    /// Placed at.
    pub placed_at: DateTime<Utc>,
    /// With the first settings.
    pub before: Decision,
    /// With the second.
    pub after: Decision,
}

/// What two settings make of the same orders.
#[derive(Debug, Clone, Default)]
pub struct Replay {
    /// Orders looked at.
    pub orders: u32,
    /// There were more than one look takes.
    pub cut: bool,
    /// Those that differ, newest first.
    pub differing: Vec<Differing>,
}

/// Runs both settings over a shop's orders placed since a moment.
///
/// # Errors
/// As the ledger.
pub fn orders(
    view: &View<'_>,
    shop: &ConnectionId,
    (stored, draft): (&RoutingSettings, &RoutingSettings),
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Replay, LedgerError> {
    let links = view.links().all(shop)?;
    let mut replay = Replay::default();
    loop {
        let query = OrderQuery {
            connection: Some(shop.clone()),
            offset: replay.orders,
            limit: LIMIT_MAX,
            ..OrderQuery::default()
        };
        let (page, _) = view.orders().list(&query)?;
        let full = page.len() as u64 >= u64::from(LIMIT_MAX);
        for summary in page {
            if summary.placed_at < since {
                return Ok(replay);
            }
            if replay.orders >= ORDERS_MAX {
                replay.cut = true;
                return Ok(replay);
            }
            replay.orders += 1;
            let Some(row) = view.orders().get(summary.key)? else { continue };
            let before = outcome(view, &row, &links, stored, now)?;
            let after = outcome(view, &row, &links, draft, now)?;
            if before != after {
                let number = row.order.remote.clone();
                replay.differing.push(Differing { key: row.key, number, placed_at: summary.placed_at, before, after });
            }
        }
        if !full {
            return Ok(replay);
        }
    }
}

/// The decision for an order that waits, or for one that is gone as it stood when it was released.
fn outcome(
    view: &View<'_>,
    row: &OrderRow,
    links: &Links,
    settings: &RoutingSettings,
    now: DateTime<Utc>,
) -> Result<Decision, LedgerError> {
    let waits = row.state.is_none_or(OrderState::is_before_export);
    let mut order = row.order.clone();
    let mut settings = settings.clone();
    let (mut at, mut released_at) = (now, row.released_at);
    note_stocked(view, &mut settings, &order, links)?;
    if !waits {
        at = hold::window_ends_at(&order) + TimeDelta::minutes(1);
        released_at = Some(hold::window_ends_at(&order));
        order.status = PlatformStatus::AwaitingShipment;
        order.held = false;
        order.updated_at = order.updated_at.min(at);
        order.cancel_asked_at = None;
        settings.start_line = Some(DateTime::UNIX_EPOCH);
        for line in &mut order.lines {
            line.status = PlatformStatus::AwaitingShipment;
            line.package = None;
        }
    }
    let nothing = Overrides::default();
    Ok(decide(&Situation {
        order: &order,
        links,
        settings: &settings,
        overrides: if waits { &row.overrides } else { &nothing },
        part: row.part,
        first_seen: false,
        released_at,
        now: at,
    }))
}

/// The number that a listing should show with some settings; none = it is left alone.
pub type ListingNumber = (ListingSkuId, String, Option<u32>);

/// The numbers of all of a shop's listings with some settings (F114, F116).
///
/// # Errors
/// As the ledger.
pub fn numbers(
    view: &View<'_>,
    shop: &ConnectionId,
    settings: &ShopSettings,
    now: DateTime<Utc>,
) -> Result<Vec<ListingNumber>, LedgerError> {
    let Some(row) = view.connections().get(shop)? else { return Ok(Vec::new()) };
    let Some(fulfiller) = row.first_partner().cloned() else { return Ok(Vec::new()) };
    let links = view.links().all(shop)?;
    let demand = Demand::at(view, &fulfiller)?;
    let rules = rules_of(settings);
    let mut numbers = Vec::new();
    for listing in view.listings().all(shop)?.into_iter().filter(|l| !l.gone) {
        let shown = match links.get(&listing.sku) {
            Some(link) if link.stored_by == StoredBy::Amazon => {
                let last = view.listing_stock().get(shop, &listing.sku)?.and_then(|s| s.acknowledged);
                number(view, &fulfiller, link, &demand, &rules, last, now)?.ladder.map(|l| l.shown)
            }
            _ => settings.zero_not_at_amazon.then_some(0),
        };
        numbers.push((listing.sku, listing.title, shown));
    }
    Ok(numbers)
}
