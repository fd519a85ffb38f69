//! What our own ledger says at the end of a day: reasons, and whether anything is still to be done.

use std::collections::BTreeMap;

use shopferry_domain::{OrderState as S, ReasonCode, RemoteOrderId};
use shopferry_engine::Store;
use shopferry_ledger::{LedgerError, OrderRow, Platform, View};

/// States in which an order that must be exported may not be left.
const UNFINISHED: [S; 6] = [S::OnHold, S::New, S::Delayed, S::WaitingToExport, S::Exporting, S::CancelRequested];
/// States that name a refusal.
const REFUSED: [S; 7] = [
    S::NeedsAttention,
    S::Unlinked,
    S::Unfulfillable,
    S::BlockedByRule,
    S::ShippedByPlatform,
    S::LeftToSeller,
    S::BeforeShopferry,
];
/// States of which the loops still expect something.
const OPEN: [S; 9] = [
    S::OnHold,
    S::New,
    S::Delayed,
    S::WaitingToExport,
    S::Exporting,
    S::Accepted,
    S::Processing,
    S::PartlyShipped,
    S::CancelRequested,
];

/// Orders that were refused, by code.
pub(crate) fn refused(store: &Store) -> Result<BTreeMap<String, u64>, LedgerError> {
    store.read(|view| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for shop in view.connections().of(&Platform::TiktokShop)? {
            for row in view.orders().in_states(&shop.id, &REFUSED)? {
                let code = row.reason.map_or("none", |r| r.code.name());
                *counts.entry(code.to_owned()).or_default() += 1;
            }
        }
        Ok(counts)
    })
}

/// Which of these orders the ledger does not explain: unknown, still waiting, or without a reason.
pub(crate) fn unexplained(store: &Store, orders: &[String]) -> Result<Vec<String>, LedgerError> {
    store.read(|view| {
        let mut lost = Vec::new();
        for number in orders {
            let row = find(view, number)?;
            if !row.as_ref().is_some_and(explains) {
                lost.push(format!("order {number} is lost: {}", in_words(row.as_ref())));
            }
        }
        Ok(lost)
    })
}

fn in_words(row: Option<&OrderRow>) -> String {
    let state = row.and_then(|row| row.state).map_or("unknown to us".to_owned(), |state| format!("{state:?}"));
    let reason = row.and_then(|row| row.reason.as_ref()).map_or("no reason", |reason| reason.code.name());
    format!("{state}, {reason}")
}

/// Of orders cancelled at the platform, which ones our ledger judges otherwise than Amazon ended them (features, section
/// 7): *Cancelled* where nothing left, *Cancel too late* where something left afterwards.
pub(crate) fn misjudged(store: &Store, in_time: &[String], too_late: &[String]) -> Result<Vec<String>, LedgerError> {
    store.read(|view| {
        let mut wrong = Vec::new();
        for (orders, right) in [(in_time, S::Cancelled), (too_late, S::CancelTooLate)] {
            for number in orders {
                let row = find(view, number)?;
                let state = row.as_ref().and_then(|row| row.state);
                if state.is_some_and(|state| state != right && state != S::Archived) && !heard_late(row.as_ref()) {
                    wrong.push(format!("order {number} must be {right:?}: {}", in_words(row.as_ref())));
                }
            }
        }
        Ok(wrong)
    })
}

/// Heard of after it was seen to be shipped: *Cancelled* with the reason and the notice of a cancel too late (section 3,
/// *Shipped*, the platform cancels it later).
fn heard_late(row: Option<&OrderRow>) -> bool {
    let reason = row.and_then(|row| row.reason.as_ref()).map(|reason| reason.code);
    row.and_then(|row| row.state) == Some(S::Cancelled) && reason == Some(ReasonCode::CancelTooLate)
}

fn find(view: &View<'_>, number: &str) -> Result<Option<OrderRow>, LedgerError> {
    let Ok(remote) = RemoteOrderId::new(number) else { return Ok(None) };
    for shop in view.connections().of(&Platform::TiktokShop)? {
        if let Some(row) = view.orders().by_remote(&shop.id, &remote)? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// *Cancelled* explains itself; anything else needs a reason, and must not be on its way still.
fn explains(row: &OrderRow) -> bool {
    match row.state {
        None => false,
        Some(S::Cancelled) => true,
        Some(state) => row.reason.is_some() && !UNFINISHED.contains(&state),
    }
}

/// Orders of which the loops still expect something, and jobs that wait.
pub(crate) fn open(store: &Store) -> Result<u64, LedgerError> {
    store.read(|view| {
        let counts = view.orders().counts_by_state(None)?;
        let orders: u64 = OPEN.iter().filter_map(|s| counts.get(s)).sum();
        Ok(orders + view.outbox().waiting(None)?.len() as u64)
    })
}
