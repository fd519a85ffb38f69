//! A cancel, or the wish for one, on an order that is with the fulfiller (F100, F103; features section 7).

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::{OrderState, Reason};
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
    move_to(tx, row, OrderState::CancelRequested, None, None, now)?;
    let who =
        if row.order.cancel_asked_at.is_some() { "The buyer asks to cancel." } else { "Cancelled at the platform." };
    let text = format!("{who} Amazon is asked to cancel.");
    tx.timeline().add(row.key, now, EventKind::Cancel, &text, None)?;
    queue(tx, row, export, now)?;
    Ok(None)
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
pub(crate) fn withdrawn(
    tx: &Tx<'_>,
    row: &OrderRow,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let exports = tx.exports().of_order(row.key)?;
    let Some(export) = exports.last() else { return Ok(None) };
    if matches!(export.status, Some(FulfillmentStatus::Cancelled)) {
        return Ok(None);
    }
    let back = state_by_fulfiller(export);
    move_to(tx, row, back, None, None, now)?;
    tx.timeline().add(row.key, now, EventKind::Cancel, "The request to cancel was withdrawn.", None)?;
    Ok(None)
}

/// The state that follows from what the fulfiller last showed.
pub(crate) fn state_by_fulfiller(export: &ExportRow) -> OrderState {
    use FulfillmentStatus as F;
    let shipped = export.fulfillment.as_ref().is_some_and(|f| f.packages.iter().any(|p| p.shipped));
    match &export.status {
        None if export.accepted_at.is_none() => OrderState::Exporting,
        Some(F::Complete | F::CompletePartialled) => OrderState::Shipped,
        _ if shipped => OrderState::PartlyShipped,
        Some(F::Planning | F::Processing) => OrderState::Processing,
        _ => OrderState::Accepted,
    }
}
