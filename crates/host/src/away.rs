//! "Away 9 h: 14 orders caught up": what came in while the computer slept or the program was closed.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use shopferry_commands::wire::app::AwayView;
use shopferry_engine::Store;
use shopferry_ledger::{Flow, LedgerError, Platform, View};

/// Shorter gaps are not worth a word.
pub(crate) const SHORTEST_SECS: i64 = 1_800;

#[derive(Debug, Clone, Copy)]
struct Gap {
    at: DateTime<Utc>,
    seconds: i64,
    orders_before: u64,
    /// Counted once the first reading after the gap has ended.
    caught_up: Option<u32>,
}

/// The last gap until it is dismissed.
#[derive(Debug, Default)]
pub(crate) struct Away(Mutex<Option<Gap>>);

impl Away {
    /// Notes a gap that ended now.
    pub(crate) fn note(&self, store: &Store, at: DateTime<Utc>, seconds: i64) {
        if seconds < SHORTEST_SECS {
            return;
        }
        let orders_before = store.read(orders).unwrap_or(0);
        *self.lock() = Some(Gap { at, seconds, orders_before, caught_up: None });
    }

    /// How long ago the last pass of any flow ended, for a program that was closed.
    pub(crate) fn last_seen(store: &Store) -> Option<DateTime<Utc>> {
        let last = |view: &View<'_>| -> Result<Option<DateTime<Utc>>, LedgerError> {
            let mut last = None;
            for connection in view.connections().all()? {
                last = last.max(view.flows().of(&connection.id)?.iter().filter_map(|f| f.last_finished_at).max());
            }
            Ok(last)
        };
        store.read(last).ok().flatten()
    }

    /// What to show.
    pub(crate) fn view(&self, store: &Store) -> Option<AwayView> {
        let mut held = self.lock();
        let gap = held.as_mut()?;
        let orders = match gap.caught_up {
            Some(orders) => orders,
            None => {
                let now = store.read(orders).unwrap_or(gap.orders_before);
                let orders = u32::try_from(now.saturating_sub(gap.orders_before)).unwrap_or(u32::MAX);
                if store.read(|view| has_read_since(view, gap.at)).unwrap_or(false) {
                    gap.caught_up = Some(orders);
                }
                orders
            }
        };
        Some(AwayView { seconds: gap.seconds, orders, at: gap.at })
    }

    /// The person read it.
    pub(crate) fn dismiss(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Gap>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn orders(view: &View<'_>) -> Result<u64, LedgerError> {
    Ok(view.orders().counts_by_state(None)?.values().sum())
}

fn has_read_since(view: &View<'_>, at: DateTime<Utc>) -> Result<bool, LedgerError> {
    for shop in view.connections().of(&Platform::TiktokShop)?.iter().filter(|c| c.enabled) {
        let flow = view.flows().get(&shop.id, Flow::PullOrders)?;
        if flow.is_some_and(|f| f.on && f.last_ok_at.is_none_or(|ok| ok < at)) {
            return Ok(false);
        }
    }
    Ok(true)
}
