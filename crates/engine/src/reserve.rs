//! Keeping the stock of a delayed order (F062): placed as *Hold*, let go when the delay ends, cancelled with the buyer.
//!
//! The switch names *Ship* explicitly and is believed only when it is read back; after a lost answer the order is read
//! before it is repeated. While it is held nothing but the action is changed: another address means cancel and place anew.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shopferry_channel::{ChannelError, RefusalKind};
use shopferry_domain::fulfillment::FulfillmentOrder;
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{OrderState, Reason, ReasonCode, hold};
use shopferry_ledger::{
    EventKind, ExportRow, Flow, Job, JobKind, JobOutcome, JobStatus, LedgerError, OrderRow, Tx, View,
};

use crate::cancelled;
use crate::decide::decide_in;
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::{Delivered, close};

/// A copy older than this is read again before the order is let go (features section 6, step 2).
const FRESH: TimeDelta = TimeDelta::minutes(2);
/// A passing fault, or a switch that does not show yet, is looked at again after this long.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// The export of an order that Amazon holds, if there is one.
fn reserved_export(view: &View<'_>, row: &OrderRow) -> std::result::Result<Option<ExportRow>, LedgerError> {
    if row.state != Some(OrderState::Delayed) {
        return Ok(None);
    }
    Ok(view.exports().of_order(row.key)?.into_iter().find(|e| e.part == row.part && e.reserved))
}

/// Whether Amazon keeps the stock of this order now.
pub(crate) fn is_reserved(view: &View<'_>, row: &OrderRow) -> std::result::Result<bool, LedgerError> {
    Ok(reserved_export(view, row)?.is_some())
}

/// Amazon took the *Hold*: the order waits on, its release is queued for the end of the delay.
pub(crate) fn placed(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let reason = Some(Reason::new(ReasonCode::StockReserved));
    let due = due(tx, row)?;
    tx.orders().set_state(row.key, OrderState::Delayed, reason, Some(due), now)?;
    queue(tx, row, export, due, now)
}

/// When the delay ends by the settings as they are.
fn due(view: &View<'_>, row: &OrderRow) -> std::result::Result<DateTime<Utc>, LedgerError> {
    let released = row.released_at.unwrap_or_else(|| hold::window_ends_at(&row.order));
    let chosen = view.settings().shop(&row.order.connection)?;
    let delay = if row.overrides.send_now { 0 } else { i64::from(chosen.delay_minutes) };
    Ok(released + TimeDelta::minutes(delay))
}

fn queue(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let payload = json!({ "key": export.key.as_str() });
    let key = export.key.as_str();
    tx.outbox().put(JobKind::Release, key, &export.connection, Some(row.key), &payload, due.max(now), now)?;
    Engine::mark_due(tx, &export.connection, &[Flow::Export], due.max(now))
}

/// The delay was changed (F061): the release moves with it.
pub(crate) fn reschedule(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<(), LedgerError> {
    let Some(export) = reserved_export(tx, row)? else { return Ok(()) };
    let due = due(tx, row)?;
    tx.orders().set_state(row.key, OrderState::Delayed, row.reason.clone(), Some(due), now)?;
    queue(tx, row, &export, due, now)
}

/// *Send now* on a kept order; answers whether it was one.
pub(crate) fn let_go_now(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<bool, LedgerError> {
    let Some(export) = reserved_export(tx, row)? else { return Ok(false) };
    queue(tx, row, &export, now, now)?;
    tx.timeline().add(row.key, now, EventKind::Note, "The rest of the delay was skipped by hand.", None)?;
    Ok(true)
}

/// What a newer copy means for a kept order: a cancel is passed on, other contents mean cancel and place anew.
pub(crate) fn follow_platform(
    tx: &Tx<'_>,
    row: &OrderRow,
    content_changed: bool,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let expected = matches!(row.order.status, PlatformStatus::AwaitingShipment | PlatformStatus::PartiallyShipping);
    if row.order.status == PlatformStatus::Cancelled || row.order.cancel_asked_at.is_some() || !expected {
        return cancelled::ask(tx, row, now);
    }
    if content_changed && crate::order_intake::differs(tx, row)? {
        let overrides = shopferry_domain::routing::Overrides { place_anew: true, ..row.overrides.clone() };
        tx.orders().set_overrides(row.key, &overrides)?;
        let text = ReasonCode::ReserveAddressChanged.text().sentence;
        tx.timeline().add(row.key, now, EventKind::Updated, text, None)?;
        return cancelled::ask(tx, row, now);
    }
    Ok(None)
}

/// A kept order that has ended at Amazon without us: after 14 days, or by someone else (features section 3).
pub(crate) fn ended_there(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    found: &FulfillmentOrder,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    if row.state != Some(OrderState::Delayed) || row.part != export.part || !found.status.is_final() {
        return Ok(None);
    }
    let reason = Reason::about(ReasonCode::ReserveGone, found.status.to_string());
    tx.orders().set_state(row.key, OrderState::NeedsAttention, Some(reason.clone()), None, now)?;
    tx.timeline().add(row.key, now, EventKind::FulfillerStatus, reason.code.text().sentence, None)?;
    Ok(Some(reason))
}

/// Amazon shows the order cancelled: placed anew under the next part number when that was asked for (F043, F062).
pub(crate) fn place_anew_if_asked(
    tx: &Tx<'_>,
    row: &OrderRow,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let wanted = row.order.status != PlatformStatus::Cancelled && row.order.cancel_asked_at.is_none();
    if !row.overrides.place_anew || !wanted {
        return Ok(());
    }
    let overrides = shopferry_domain::routing::Overrides { place_anew: false, ..row.overrides.clone() };
    tx.orders().set_overrides(row.key, &overrides)?;
    tx.orders().set_part(row.key, row.part.next())?;
    tx.orders().set_notice(row.key, None)?;
    tx.orders().set_state(row.key, OrderState::New, None, None, now)?;
    tx.timeline().add(row.key, now, EventKind::Note, "Placed anew under the next part number.", None)?;
    if let Some(row) = tx.orders().get(row.key)? {
        decide_in(tx, &row, now)?;
    }
    Ok(())
}

impl Engine {
    /// Lets a kept order go once its delay is over.
    pub(crate) async fn deliver_release(&self, mut job: Job) -> Result<Delivered> {
        let Some(key) = job.order else { return self.drop_job(job, None) };
        let row = match self.fresh_order(key, FRESH, Flow::Export).await {
            Ok(Some(row)) => row,
            Ok(None) => return self.drop_job(job, None),
            Err(EngineError::Channel(error)) => return self.later(job, &error.as_reason(), AGAIN),
            Err(error) => return Err(error),
        };
        let Some(export) = self.store.read(|v| reserved_export(v, &row))? else { return self.drop_job(job, None) };
        if job.look_first {
            return self.released_or_held(job, &row, export).await;
        }
        job.status = JobStatus::Running;
        job.look_first = true;
        job.attempt = job.attempt.saturating_add(1);
        self.store.write_durably(|tx| tx.outbox().save(&job))?;
        match self.fulfiller_of(&export)?.release(&export.key).await {
            Ok(()) => self.released_or_held(job, &row, export).await,
            Err(ChannelError::Refused(refusal)) if refusal.kind == RefusalKind::AlreadyDone => {
                self.released_or_held(job, &row, export).await
            }
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                self.later(job, &error.as_reason(), AGAIN)
            }
        }
    }

    /// Believes only what Amazon shows: let go, still held (then it is told again), or ended.
    async fn released_or_held(&self, mut job: Job, row: &OrderRow, mut export: ExportRow) -> Result<Delivered> {
        let found = match self.fulfiller_of(&export)?.get(&export.key).await {
            Ok(Some(found)) => found,
            Ok(None) => return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), AGAIN),
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                return self.later(job, &error.as_reason(), AGAIN);
            }
        };
        if found.is_held() {
            job.look_first = false;
            return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), AGAIN);
        }
        let now = self.now();
        let connection = job.connection.clone();
        export.reserved = false;
        export.status = Some(found.status.clone());
        export.read_at = Some(now);
        let alarm = self.store.write_durably(|tx| {
            tx.exports().save(&export)?;
            if let Some(reason) = ended_there(tx, row, &export, &found, now)? {
                close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
                return Ok(Some(reason));
            }
            tx.orders().set_state(row.key, OrderState::Accepted, None, None, now)?;
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            tx.timeline().add(row.key, now, EventKind::Accepted, "The delay is over: Amazon ships it.", None)?;
            Engine::mark_due(tx, &connection, &[Flow::PullTracking], now + TimeDelta::seconds(60))?;
            Ok(None)
        })?;
        self.step(connection.as_str(), "released", row.order.remote.as_str(), export.key.as_str());
        match alarm {
            Some(reason) => {
                self.alarm(row.key, row.order.remote.as_str(), &reason);
                Ok(Delivered::Refused)
            }
            None => Ok(Delivered::Ok),
        }
    }
}
