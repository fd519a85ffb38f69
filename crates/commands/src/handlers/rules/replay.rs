//! What a draft would change, as a page shows it (F317).

use std::collections::BTreeMap;

use chrono::TimeDelta;
use shopferry_domain::ConnectionId;
use shopferry_domain::routing::{Decision, RoutingSettings};
use shopferry_domain::settings::{MarketplaceSettings, ShopSettings};
use shopferry_engine::replay::{self, Differing, ListingNumber, Replay};
use shopferry_engine::situation::{routing_settings, routing_settings_with};
use shopferry_ledger::{Connection, LedgerError, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::orders::state_word;
use crate::list::CommandError;
use crate::wire::reason::ReasonView;
use crate::wire::rules::{ReplayCountView, ReplayOutcomeView, ReplayRowView, ReplayView, StockChangeView};

/// Days looked back.
const DAYS: u32 = 30;
/// Rows of one answer.
const ROWS_MAX: usize = 200;

/// Orders and stock numbers that a shop's draft would change.
pub(crate) fn of_shop(desk: &Desk, shop: &Connection, draft: &ShopSettings) -> Result<ReplayView, CommandError> {
    let now = desk.house.now();
    let (found, listings) = desk.store.read(|view| {
        let settings = routing_settings_with(view, &shop.id, draft.clone())?;
        let found = compare(desk, view, &shop.id, &settings)?;
        let stored = view.settings().shop(&shop.id)?;
        let before = replay::numbers(view, &shop.id, &stored, now)?;
        let after = replay::numbers(view, &shop.id, draft, now)?;
        Ok((found, changed(before, after)))
    })?;
    Ok(ReplayView { listings, ..shown(&found) })
}

/// Orders that a marketplace's draft would change.
pub(crate) fn of_marketplace(
    desk: &Desk,
    shops: &[Connection],
    amazon: &ConnectionId,
    draft: &MarketplaceSettings,
) -> Result<ReplayView, CommandError> {
    let found = desk.store.read(|view| {
        let mut all = Replay::default();
        for shop in shops {
            let mut settings = routing_settings(view, &shop.id)?;
            for market in settings.marketplaces.iter_mut().filter(|m| m.connection == *amazon) {
                market.settings = draft.clone();
            }
            let found = compare(desk, view, &shop.id, &settings)?;
            all.orders += found.orders;
            all.cut |= found.cut;
            all.differing.extend(found.differing);
        }
        Ok(all)
    })?;
    Ok(shown(&found))
}

fn compare(desk: &Desk, view: &View<'_>, shop: &ConnectionId, draft: &RoutingSettings) -> Result<Replay, LedgerError> {
    let now = desk.house.now();
    let stored = routing_settings(view, shop)?;
    replay::orders(view, shop, (&stored, draft), now - TimeDelta::days(i64::from(DAYS)), now)
}

fn shown(found: &Replay) -> ReplayView {
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for one in &found.differing {
        *counts.entry((state(&one.before), state(&one.after))).or_default() += 1;
    }
    let mut newest: Vec<&Differing> = found.differing.iter().collect();
    newest.sort_by(|a, b| b.placed_at.cmp(&a.placed_at).then_with(|| a.number.cmp(&b.number)));
    ReplayView {
        days: DAYS,
        orders: found.orders,
        cut: found.cut,
        differing: small(found.differing.len() as u64),
        counts: counts.into_iter().map(|((from, to), count)| ReplayCountView { from, to, count }).collect(),
        rows: newest.into_iter().take(ROWS_MAX).map(row).collect(),
        listings: Vec::new(),
    }
}

fn row(one: &Differing) -> ReplayRowView {
    ReplayRowView {
        order: one.key.to_string(),
        number: one.number.to_string(),
        placed_at: one.placed_at,
        before: outcome(&one.before),
        after: outcome(&one.after),
    }
}

fn outcome(decision: &Decision) -> ReplayOutcomeView {
    ReplayOutcomeView {
        state: state(decision),
        reason: decision.reason().as_ref().map(ReasonView::from),
        speed: decision.plan().map(|(plan, _)| plan.speed.to_string()),
        until: match decision {
            Decision::Hold { until, .. } => *until,
            Decision::Reserve { until, .. } => Some(*until),
            _ => None,
        },
    }
}

fn state(decision: &Decision) -> String {
    state_word(decision.state())
}

/// Listings whose number differs, in the order of the list.
fn changed(before: Vec<ListingNumber>, after: Vec<ListingNumber>) -> Vec<StockChangeView> {
    let pairs = before.into_iter().zip(after);
    pairs
        .filter(|(old, new)| old.2 != new.2)
        .map(|(old, new)| StockChangeView { listing_sku: old.0.to_string(), title: old.1, before: old.2, after: new.2 })
        .collect()
}
