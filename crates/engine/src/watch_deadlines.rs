//! The platform's deadlines, warned of 24, 6 and 1 hours before, once each (F077); parcels that wait for a number (F086).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::{ConnectionId, OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, OrderRow, PackageState};

use crate::decide::words;
use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;

/// Hours before a deadline at which a person is warned.
const WARNINGS: [i64; 3] = [1, 6, 24];
/// A deadline that passed is told of for so long.
const PASSED: TimeDelta = TimeDelta::days(10);
/// A parcel without a number is told of after this long (features section 9).
const NUMBERLESS: TimeDelta = TimeDelta::hours(48);

impl Engine {
    /// Warns of what is near; each warning is given once.
    pub(crate) fn watch_deadlines(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        let near = self.store.read(|v| v.orders().to_ship_between(shop, now - PASSED, now + TimeDelta::hours(24)))?;
        for row in near.iter().filter(|row| is_open(row.state)) {
            for (kind, at) in deadlines(row) {
                self.warn(row, kind, at, now)?;
            }
        }
        self.watch_numberless(shop, now)
    }

    /// The nearest warning that applies; wider ones are given with it.
    fn warn(&self, row: &OrderRow, kind: &str, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
        let left = at - now;
        let due: Vec<i64> = WARNINGS.into_iter().filter(|h| left <= TimeDelta::hours(*h)).collect();
        let Some(nearest) = due.first().copied().filter(|_| left > TimeDelta::zero()) else { return Ok(()) };
        let waits = waits_for(row);
        let what = if kind == "ship_by" { "must ship" } else { "is cancelled by the platform" };
        let text = format!("Order {} {what} within {nearest} h.", row.order.remote);
        let new = self.store.write(|tx| {
            let mut new = false;
            for hours in &due {
                let mark = format!("{kind}:{hours}:{}", at.timestamp());
                let first = tx.order_marks().put(row.key, &mark, now)?;
                new |= first && *hours == nearest;
            }
            if new {
                tx.timeline().add(row.key, now, EventKind::Note, format!("{text} {waits}"), None)?;
            }
            Ok(new)
        })?;
        if new {
            self.step(row.order.connection.as_str(), "deadline_near", row.order.remote.as_str(), &nearest.to_string());
            self.notify(NoticeKind::DeadlineAtRisk, &text, waits, Some(row.key));
        }
        Ok(())
    }

    fn watch_numberless(&self, shop: &ConnectionId, now: DateTime<Utc>) -> Result<()> {
        let waiting = self.store.read(|v| v.packages().unsent(shop))?;
        let late = waiting.into_iter().filter(|(_, p)| p.state == PackageState::Waiting && p.reason.is_none());
        for (key, mut package) in late.filter(|(_, p)| now - p.first_seen_at >= NUMBERLESS) {
            let reason = Reason::new(ReasonCode::ParcelWithoutNumber);
            let text = reason.code.text();
            package.reason = Some(reason);
            let row = self.store.write(|tx| {
                tx.packages().save(&package)?;
                tx.timeline().add(key, now, EventKind::Package, text.sentence, None)?;
                tx.orders().get(key)
            })?;
            if let Some(row) = row {
                let title = format!("Order {}: a parcel without a number", row.order.remote);
                self.notify(NoticeKind::TrackingFailed, &title, format!("{} {}", text.sentence, text.cure), Some(key));
            }
        }
        Ok(())
    }
}

fn is_open(state: Option<OrderState>) -> bool {
    state.is_some_and(|s| !matches!(s, OrderState::Cancelled | OrderState::Archived | OrderState::Completed))
}

fn deadlines(row: &OrderRow) -> Vec<(&'static str, DateTime<Utc>)> {
    let dates = &row.order.deadlines;
    [("ship_by", dates.ship_by), ("auto_cancel", dates.auto_cancel_at)]
        .into_iter()
        .filter_map(|(kind, at)| at.map(|at| (kind, at)))
        .collect()
}

/// What an order waits for, in words.
fn waits_for(row: &OrderRow) -> String {
    match (&row.reason, row.state) {
        (Some(reason), _) => format!("It waits: {} {}", reason.code.text().sentence, reason.code.text().cure),
        (
            None,
            Some(OrderState::Accepted | OrderState::Processing | OrderState::PartlyShipped | OrderState::Shipped),
        ) => "It waits for Amazon’s parcel and its number.".to_owned(),
        (None, Some(state)) => format!("It is {}.", words(state)),
        (None, None) => "It waits for the payment.".to_owned(),
    }
}
