//! Delivering cancels: ask, then believe only what the fulfiller shows (F100; features section 7).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::ChannelError;
use shopferry_domain::cancel::{CancelStep, next_step};
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentStatus};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, Flow, FlowRow, Job, JobKind, JobOutcome, OrderRow};

use crate::cancelled::{ships_after_all, still_wanted};
use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};
use crate::pass::PassResult;
use crate::reserve;
use crate::step_log::CANCEL_INTENT_STORED;

const BATCH: u32 = 50;
/// How long to wait before looking whether a cancel worked.
const POLL: TimeDelta = TimeDelta::seconds(60);
/// A cancel that was taken shows within a minute or two; after this long it did not work.
const SILENCE: TimeDelta = TimeDelta::minutes(15);

impl Engine {
    pub(crate) async fn cancel_at_fulfiller_pass(&self, row: &FlowRow) -> Result<PassResult> {
        let mut result = PassResult::default();
        let now = self.now();
        let jobs = self.store.read(|v| v.outbox().due(&row.connection, &[JobKind::CancelAtFulfiller], now, BATCH))?;
        for job in self.permitted(jobs)? {
            match self.deliver_cancel(job).await? {
                Delivered::Ok => result.count(true),
                Delivered::Dropped | Delivered::Again => result.count(false),
                Delivered::Refused => {
                    result.count(true);
                    result.fail();
                }
            }
        }
        Ok(result)
    }

    pub(crate) async fn deliver_cancel(&self, job: Job) -> Result<Delivered> {
        let Some(order) = job.order else { return self.drop_job(job, None) };
        let Some(row) = self.store.read(|v| v.orders().get(order))? else { return self.drop_job(job, None) };
        if row.state != Some(OrderState::CancelRequested) {
            return self.drop_job(job, None);
        }
        let exports = self.store.read(|v| v.exports().of_order(order))?;
        let Some(export) = exports.into_iter().find(|e| e.key.as_str() == job.subject) else {
            return self.drop_job(job, None);
        };
        if export.accepted_at.is_none() {
            // The export's own delivery settles the unknown outcome first.
            return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), POLL);
        }
        let fulfiller = self.fulfiller_of(&export)?;
        let found = match fulfiller.get(&export.key).await {
            Ok(Some(found)) => found,
            Ok(None) => return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), POLL),
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                return self.later(job, &error.as_reason(), POLL);
            }
        };
        if in_vain(&job, &export, &found, self.now()) {
            return self.too_late(job, &row, export, &found);
        }
        if found.status.is_final() && found.packages.iter().any(|p| p.shipped) {
            return self.partly_cancelled(job, &row, export, &found);
        }
        let tells_picking = !fulfiller.abilities().lists_packages;
        match next_step(OrderState::CancelRequested, Some(&found.status), export.cancel_calls, tells_picking) {
            CancelStep::Poll if !tells_picking && was_refused(&job) => self.too_late(job, &row, export, &found),
            CancelStep::AskFulfiller => self.ask_fulfiller(job, &row, export).await,
            CancelStep::Poll if asked_in_vain(&export, &job) => self.ask_fulfiller(job, &row, export).await,
            CancelStep::Poll | CancelStep::AwaitOutcome => {
                self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), POLL)
            }
            CancelStep::Cancelled | CancelStep::Drop => self.is_cancelled(job, &row, &export, &found),
            CancelStep::TooLate | CancelStep::Nothing => self.too_late(job, &row, export, &found),
        }
    }

    async fn ask_fulfiller(&self, mut job: Job, row: &OrderRow, mut export: ExportRow) -> Result<Delivered> {
        let now = self.now();
        export.cancel_calls = export.cancel_calls.saturating_add(1);
        job.attempt = job.attempt.saturating_add(1);
        // Until its answer is stored nobody knows whether the call left: after a crash it may be repeated.
        job.payload = serde_json::json!({ "key": export.key.as_str(), "repeat": true });
        self.store.write_durably(|tx| {
            tx.exports().save(&export)?;
            tx.outbox().save(&job)?;
            tx.timeline().add(row.key, now, EventKind::Cancel, "Asking Amazon to cancel.", None)
        })?;
        self.log.reach(CANCEL_INTENT_STORED);
        let answer = self.fulfiller_of(&export)?.cancel(&export.key).await;
        self.step(
            job.connection.as_str(),
            "cancel_asked",
            export.key.as_str(),
            if answer.is_ok() { "ok" } else { "no" },
        );
        let (reason, repeat) = match &answer {
            Ok(()) => (Reason::new(ReasonCode::OutcomeUnknown), false),
            Err(error) => (error.as_reason(), !matches!(error, ChannelError::Refused(_))),
        };
        if let Err(error) = &answer {
            self.rest_if_rejected(&job.connection, error)?;
        }
        let refused = matches!(&answer, Err(ChannelError::Refused(_)));
        job.payload = serde_json::json!({
            "key": export.key.as_str(), "repeat": repeat, "refused": refused, "asked_at": now.to_rfc3339(),
        });
        self.later(job, &reason, TimeDelta::seconds(30))
    }

    fn is_cancelled(
        &self,
        mut job: Job,
        row: &OrderRow,
        export: &ExportRow,
        found: &FulfillmentOrder,
    ) -> Result<Delivered> {
        let now = self.now();
        let asked = row.order.cancel_asked_at.is_some();
        self.step(job.connection.as_str(), "cancelled", export.key.as_str(), "");
        let alarm = self.store.write(|tx| {
            let mut export = export.clone();
            export.status = Some(found.status.clone());
            export.read_at = Some(now);
            tx.exports().save(&export)?;
            tx.orders().set_state(row.key, OrderState::Cancelled, None, None, now)?;
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            tx.timeline().add(row.key, now, EventKind::Cancel, "Amazon shows the order as cancelled.", None)?;
            // F108: its units are free, and the number shown counts as unknown.
            Engine::mark_due(tx, &row.order.connection, &[Flow::PushStock], now)?;
            match row.order.status {
                PlatformStatus::Cancelled => Ok(None),
                _ if row.overrides.place_anew && !asked => reserve::place_anew_if_asked(tx, row, now).map(|()| None),
                _ => still_wanted(tx, row, asked, now),
            }
        })?;
        if let Some(reason) = alarm.filter(|r| r.code == ReasonCode::WithdrawnTooLate) {
            self.alarm(row.key, row.order.remote.as_str(), &reason);
        }
        Ok(Delivered::Ok)
    }

    /// Some parcels left, the rest is settled: what is out is told, the rest is cancelled.
    fn partly_cancelled(
        &self,
        mut job: Job,
        row: &OrderRow,
        mut export: ExportRow,
        found: &FulfillmentOrder,
    ) -> Result<Delivered> {
        let now = self.now();
        note_read(&mut export, found, now);
        self.step(job.connection.as_str(), "partly_cancelled", export.key.as_str(), found.status.as_str());
        self.store.write(|tx| {
            tx.exports().save(&export)?;
            tx.orders().set_state(row.key, OrderState::Shipped, None, None, now)?;
            if row.order.cancel_asked_at.is_some() {
                tx.orders().set_notice(row.key, Some(&Reason::new(ReasonCode::CancelConfirmed)))?;
            }
            close(tx, &mut job, JobOutcome::Partial, None, now)?;
            let text = "Amazon shipped a part; the remainder is cancelled.";
            tx.timeline().add(row.key, now, EventKind::Cancel, text, None)
        })?;
        Ok(Delivered::Ok)
    }

    /// Past cancelling: red notice when the platform has cancelled. While the buyer only asks, the request is to be
    /// rejected; in the US the shipping call does that (F103, F409).
    fn too_late(
        &self,
        mut job: Job,
        row: &OrderRow,
        mut export: ExportRow,
        found: &FulfillmentOrder,
    ) -> Result<Delivered> {
        let now = self.now();
        note_read(&mut export, found, now);
        let cancelled = row.order.status == PlatformStatus::Cancelled;
        let asked = row.order.cancel_asked_at.is_some();
        let reason = Reason::new(if cancelled { ReasonCode::CancelTooLate } else { ReasonCode::CancelImpossible });
        self.step(job.connection.as_str(), "cancel_too_late", export.key.as_str(), found.status.as_str());
        self.store.write(|tx| {
            tx.exports().save(&export)?;
            tx.orders().set_state(row.key, OrderState::CancelTooLate, Some(reason.clone()), None, now)?;
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            let text = "Amazon is past cancelling: the order ships.";
            tx.timeline().add(row.key, now, EventKind::Cancel, text, None)?;
            if !cancelled && !asked {
                // Nobody but us wanted it.
                tx.orders().set_state(row.key, ships_after_all(&export), None, None, now)?;
            }
            Engine::mark_due(tx, &row.order.connection, &[Flow::PushTracking], now)
        })?;
        if cancelled || asked {
            self.alarm(row.key, row.order.remote.as_str(), &reason);
        }
        Ok(Delivered::Refused)
    }
}

/// Where the stage is not told, only a refusal, a parcel on its way or long silence shows that the call came too late.
fn in_vain(job: &Job, export: &ExportRow, found: &FulfillmentOrder, now: DateTime<Utc>) -> bool {
    let asked_at = job.payload.get("asked_at").and_then(serde_json::Value::as_str);
    let asked_at = asked_at.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    let refused = job.payload.get("refused").and_then(serde_json::Value::as_bool).unwrap_or(false);
    let shipped = found.packages.iter().any(|package| package.shipped);
    let silent = asked_at.is_some_and(|at| now - at.with_timezone(&Utc) >= SILENCE);
    found.status == FulfillmentStatus::InProgress
        && export.cancel_calls > 0
        && (refused || shipped || (silent && !asked_in_vain(export, job)))
}

fn note_read(export: &mut ExportRow, found: &FulfillmentOrder, now: DateTime<Utc>) {
    export.status = Some(found.status.clone());
    export.fulfillment = Some(FulfillmentOrder { postcode: None, ..found.clone() });
    export.read_at = Some(now);
}

/// The fulfiller said no to the call itself.
fn was_refused(job: &Job) -> bool {
    job.payload.get("refused").and_then(serde_json::Value::as_bool).unwrap_or(false)
}

/// A call without an answer may be repeated.
fn asked_in_vain(export: &ExportRow, job: &Job) -> bool {
    let repeat = job.payload.get("repeat").and_then(serde_json::Value::as_bool).unwrap_or(false);
    repeat && export.cancel_calls < shopferry_domain::cancel::CANCEL_CALLS_MAX
}
