//! A cancel, or the wish for one, on an order that is with the fulfiller (F100, F103; features section 7).

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::routing::Overrides;
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, Flow, JobKind, LedgerError, OrderRow, Tx};

use crate::decide::move_to;
use crate::engine::Engine;

/// Asks the fulfiller to cancel, once it is known whether it has the order.
pub(crate) fn ask(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Option<Reason>, LedgerError> {
    if row.state == Some(OrderState::CancelRequested) {
        return Ok(None);
    }
    let exports = tx.exports().of_order(row.key)?;
    let Some(export) = exports.last() else { return Ok(None) };
    let passed_on = tx.flows().get(&export.connection, Flow::CancelAtFulfiller)?.is_some_and(|f| f.on);
    if !passed_on {
        return switched_off(tx, row, now);
    }
    move_to(tx, row, OrderState::CancelRequested, None, None, now)?;
    if row.overrides.cancel_by_hand {
        // The one before is over; this one ends with who asks now.
        tx.orders().set_overrides(row.key, &Overrides { cancel_by_hand: false, ..row.overrides.clone() })?;
    }
    // Another request than the one before: its calls are counted anew.
    tx.exports().save(&ExportRow { cancel_calls: 0, ..export.clone() })?;
    let who =
        if row.order.cancel_asked_at.is_some() { "The buyer asks to cancel." } else { "Cancelled at the platform." };
    let text = format!("{who} Amazon is asked to cancel.");
    tx.timeline().add(row.key, now, EventKind::Cancel, &text, None)?;
    queue(tx, row, export, now)?;
    Ok(None)
}

/// F100 off: a person hears of it, and nothing is passed on.
fn switched_off(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Option<Reason>, LedgerError> {
    let reason = Reason::new(ReasonCode::CancelSwitchedOff);
    if row.notice.as_ref() == Some(&reason) {
        return Ok(None);
    }
    tx.orders().set_notice(row.key, Some(&reason))?;
    tx.timeline().add(row.key, now, EventKind::Cancel, reason.code.text().sentence, None)?;
    Ok(Some(reason))
}

/// Nobody asks (any more). Answers whether a cancel was under way.
pub(crate) fn nobody_asks(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<bool, LedgerError> {
    if row.notice.as_ref().is_some_and(|n| is_about_a_cancel(n.code)) {
        tx.orders().set_notice(row.key, None)?;
    }
    if row.state != Some(OrderState::CancelRequested) {
        return Ok(false);
    }
    if row.overrides.cancel_by_hand {
        return Ok(true);
    }
    withdrawn(tx, row, now)?;
    Ok(true)
}

fn is_about_a_cancel(code: ReasonCode) -> bool {
    use ReasonCode as R;
    matches!(code, R::CancelSwitchedOff | R::BuyerAsksCancel | R::CancelConfirmed | R::CancelImpossible)
}

/// A newer copy of an order that is cancelled here, or came too late for that.
pub(crate) fn settle(
    tx: &Tx<'_>,
    row: &OrderRow,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let cancelled = row.order.status == PlatformStatus::Cancelled;
    let asked = row.order.cancel_asked_at.is_some();
    let over = row.notice.as_ref().is_some_and(|n| is_about_a_cancel(n.code) || n.code == ReasonCode::WithdrawnTooLate);
    if over && (cancelled || !asked) {
        tx.orders().set_notice(row.key, None)?;
    }
    match row.state {
        Some(OrderState::Cancelled) if !cancelled && row.order.open_lines().next().is_some() => {
            still_wanted(tx, row, asked, now)
        }
        Some(OrderState::CancelTooLate) if !cancelled && !asked => {
            let exports = tx.exports().of_order(row.key)?;
            let Some(export) = exports.last() else { return Ok(None) };
            tx.orders().set_state(row.key, ships_after_all(export), None, None, now)?;
            let text = "The request to cancel is over: the order ships.";
            tx.timeline().add(row.key, now, EventKind::Cancel, text, None)?;
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// Amazon has cancelled, the platform has not: the request is still open, or the buyer wants the order after all.
pub(crate) fn still_wanted(
    tx: &Tx<'_>,
    row: &OrderRow,
    asked: bool,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let reason = Reason::new(if asked { ReasonCode::CancelConfirmed } else { ReasonCode::WithdrawnTooLate });
    tx.orders().set_notice(row.key, Some(&reason))?;
    if row.notice.as_ref() == Some(&reason) {
        return Ok(None);
    }
    tx.timeline().add(row.key, now, EventKind::Cancel, reason.code.text().sentence, None)?;
    Ok(Some(reason))
}

/// Puts the cancel into the outbox.
pub(crate) fn queue(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let payload = json!({ "key": export.key.as_str() });
    tx.outbox().put(
        JobKind::CancelAtFulfiller,
        export.key.as_str(),
        &export.connection,
        Some(row.key),
        &payload,
        now,
        now,
    )?;
    Engine::mark_due(tx, &export.connection, &[Flow::CancelAtFulfiller], now)
}

/// The buyer withdrew before anything was cancelled: back to where it was.
fn withdrawn(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<(), LedgerError> {
    let exports = tx.exports().of_order(row.key)?;
    let Some(export) = exports.last() else { return Ok(()) };
    if matches!(export.status, Some(FulfillmentStatus::Cancelled)) {
        return Ok(());
    }
    if export.reserved {
        crate::reserve::placed(tx, row, export, now)?;
    } else {
        move_to(tx, row, state_by_fulfiller(export), None, None, now)?;
    }
    tx.timeline().add(row.key, now, EventKind::Cancel, "The request to cancel was withdrawn.", None)
}

/// The state of an order that is past cancelling and ships.
pub(crate) fn ships_after_all(export: &ExportRow) -> OrderState {
    match state_by_fulfiller(export) {
        OrderState::Accepted | OrderState::Exporting => OrderState::Processing,
        state => state,
    }
}

/// The state that follows from what the fulfiller last showed.
pub(crate) fn state_by_fulfiller(export: &ExportRow) -> OrderState {
    use FulfillmentStatus as F;
    let shipped = export.fulfillment.as_ref().is_some_and(|f| f.packages.iter().any(|p| p.shipped));
    match &export.status {
        None if export.accepted_at.is_none() => OrderState::Exporting,
        Some(F::Complete | F::CompletePartialled) => OrderState::Shipped,
        _ if shipped => OrderState::PartlyShipped,
        Some(F::InProgress) if export.fulfillment.as_ref().is_some_and(|f| !f.packages.is_empty()) => {
            OrderState::Processing
        }
        Some(F::Planning | F::Processing) => OrderState::Processing,
        _ => OrderState::Accepted,
    }
}
