//! What a fulfillment order, read back, means for our order: its state follows, its parcels are taken in (F080).

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentStatus};
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, Flow, LedgerError, OrderRow, Tx};

use crate::decide::{move_to, words};
use crate::engine::Engine;
use crate::error::Result;
use crate::parcels::{self, ParcelRules};
use crate::reserve;

impl Engine {
    /// Stores what was read and reacts; answers whether anything changed.
    pub(crate) fn apply_fulfillment(&self, export: &ExportRow, found: &FulfillmentOrder) -> Result<bool> {
        let now = self.now();
        if says_nothing_new(export, found) {
            self.store.write(|tx| tx.exports().set_read_at(&export.key, now))?;
            return Ok(false);
        }
        let rules = self.parcel_rules(export)?;
        let outcome = self.store.write(|tx| apply(tx, export, found, &rules, now))?;
        if outcome.changed {
            // What it made due need not wait for the end of the pass that read it.
            self.wake();
            self.step(export.connection.as_str(), "fulfillment", export.key.as_str(), found.status.as_str());
        }
        for reason in outcome.alarms {
            self.alarm(export.order, &outcome.number, &reason);
        }
        Ok(outcome.changed)
    }
}

/// Most reads: waiting there as before, and still no parcel with a number that could be sent.
fn says_nothing_new(export: &ExportRow, found: &FulfillmentOrder) -> bool {
    let held = export.fulfillment.as_ref();
    found.packages.iter().all(|p| p.carrier_number.is_none() && p.amazon_number.is_none())
        && export.accepted_at.is_some()
        && export.status.as_ref() == Some(&found.status)
        && held.is_some_and(|held| *held == FulfillmentOrder { postcode: None, ..found.clone() })
}

#[derive(Default)]
struct Applied {
    changed: bool,
    number: String,
    alarms: Vec<Reason>,
}

fn apply(
    tx: &Tx<'_>,
    export: &ExportRow,
    found: &FulfillmentOrder,
    rules: &ParcelRules,
    now: DateTime<Utc>,
) -> std::result::Result<Applied, LedgerError> {
    let Some(mut export) = tx.exports().get(&export.key)? else { return Ok(Applied::default()) };
    let Some(row) = tx.orders().get(export.order)? else { return Ok(Applied::default()) };
    let mut changed = export.status.as_ref() != Some(&found.status);
    if changed {
        let text = format!("Amazon: {}.", found.status);
        tx.timeline().add(row.key, now, EventKind::FulfillerStatus, &text, None)?;
    }
    export.status = Some(found.status.clone());
    export.read_at = Some(now);
    export.accepted_at = export.accepted_at.or(Some(now));
    export.fulfillment = Some(FulfillmentOrder { postcode: None, ..found.clone() });
    tx.exports().save(&export)?;
    let mut alarms = Vec::new();
    changed |= parcels::take_in(tx, &parcels::Seen { row: &row, export: &export, rules, now }, found, &mut alarms)?;
    let row = tx.orders().get(export.order)?.unwrap_or(row);
    alarms.extend(follow(tx, &row, &export, found, now)?);
    changed |= !alarms.is_empty();
    Ok(Applied { changed, number: row.order.remote.to_string(), alarms })
}

/// The state that follows (features section 3).
fn follow(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    found: &FulfillmentOrder,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    use FulfillmentStatus as F;
    use OrderState as S;
    let Some(state) = row.state else { return Ok(None) };
    if state == S::CancelRequested {
        // The cancel's own delivery reads and settles; it is due now that the fulfiller's state changed.
        Engine::mark_due(tx, &export.connection, &[Flow::CancelAtFulfiller], now)?;
        return Ok(None);
    }
    if state == S::Delayed {
        return reserve::ended_there(tx, row, export, found, now);
    }
    if !matches!(state, S::Accepted | S::Processing | S::PartlyShipped) {
        return Ok(None);
    }
    let any_shipped = found.packages.iter().any(|p| p.shipped);
    let (to, reason) = match &found.status {
        // We had asked for it before the buyer changed their mind.
        F::Cancelled if export.cancel_calls > 0 => (S::NeedsAttention, Some(Reason::new(ReasonCode::WithdrawnTooLate))),
        F::Cancelled => (S::NeedsAttention, Some(Reason::new(ReasonCode::CancelledAtAmazon))),
        F::Unfulfillable | F::Invalid if !any_shipped => {
            (S::Unfulfillable, Some(Reason::about(ReasonCode::AmazonUnfulfillable, found.status.to_string())))
        }
        F::Complete => (S::Shipped, None),
        F::CompletePartialled | F::Unfulfillable | F::Invalid => {
            (S::Shipped, Some(Reason::new(ReasonCode::UnitsMissing)))
        }
        _ if all_shipped(found) => (S::Shipped, None),
        _ if any_shipped => (S::PartlyShipped, None),
        F::InProgress if state == S::Accepted && !found.packages.is_empty() => (S::Processing, None),
        F::Planning | F::Processing if state == S::Accepted => (S::Processing, None),
        _ => return Ok(None),
    };
    if to == state || OrderState::check_move(Some(state), to).is_err() {
        return Ok(None);
    }
    if reason.as_ref().is_some_and(|r| r.code == ReasonCode::UnitsMissing) {
        tx.orders().set_notice(row.key, reason.as_ref())?;
    }
    let kept = reason.clone().filter(|_| to != S::Shipped);
    move_to(tx, row, to, kept, None, now)?;
    let text = format!("Now {}.", words(to));
    let detail = reason.as_ref().map(|r| json!({ "code": r.code.name(), "about": r.detail }));
    tx.timeline().add(row.key, now, EventKind::State, &text, detail)?;
    Engine::mark_due(tx, &row.order.connection, &[Flow::PushStock], now)?;
    Ok(reason)
}

/// Every wanted unit is in a parcel that has left.
fn all_shipped(found: &FulfillmentOrder) -> bool {
    let wanted: u32 = found.items.iter().map(|i| i.quantity.saturating_sub(i.cancelled + i.unfulfillable)).sum();
    let left: u32 = found.packages.iter().filter(|p| p.shipped).flat_map(|p| &p.contents).map(|c| c.quantity).sum();
    wanted > 0 && left >= wanted
}
