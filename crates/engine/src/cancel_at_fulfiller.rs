//! Delivering cancels: ask, then believe only what the fulfiller shows (F100; features section 7).

use chrono::TimeDelta;
use shopferry_channel::ChannelError;
use shopferry_domain::cancel::{CancelStep, next_step};
use shopferry_domain::fulfillment::FulfillmentOrder;
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, FlowRow, Job, JobKind, JobOutcome, OrderRow};

use crate::cancelled::state_by_fulfiller;
use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};
use crate::pass::PassResult;

const BATCH: u32 = 50;
/// How long to wait before looking whether a cancel worked.
const POLL: TimeDelta = TimeDelta::seconds(60);

impl Engine {
    pub(crate) async fn cancel_at_fulfiller_pass(&self, row: &FlowRow) -> Result<PassResult> {
        let mut result = PassResult::default();
        let now = self.now();
        let jobs = self.store.read(|v| v.outbox().due(&row.connection, &[JobKind::CancelAtFulfiller], now, BATCH))?;
        for job in jobs {
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

    async fn deliver_cancel(&self, job: Job) -> Result<Delivered> {
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
        let fulfiller = self.fulfiller(&job.connection)?;
        let found = match fulfiller.get(&export.key).await {
            Ok(Some(found)) => found,
            Ok(None) => return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), POLL),
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                return self.later(job, &error.as_reason(), POLL);
            }
        };
        match next_step(OrderState::CancelRequested, Some(&found.status), export.cancel_calls) {
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
        self.store.write_durably(|tx| {
            tx.exports().save(&export)?;
            tx.outbox().save(&job)?;
            tx.timeline().add(row.key, now, EventKind::Cancel, "Asking Amazon to cancel.", None)
        })?;
        let answer = self.fulfiller(&job.connection)?.cancel(&export.key).await;
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
        job.payload = serde_json::json!({ "key": export.key.as_str(), "repeat": repeat });
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
        let still_wanted = row.order.status != PlatformStatus::Cancelled;
        self.step(job.connection.as_str(), "cancelled", export.key.as_str(), "");
        self.store.write(|tx| {
            let mut export = export.clone();
            export.status = Some(found.status.clone());
            export.read_at = Some(now);
            tx.exports().save(&export)?;
            tx.orders().set_state(row.key, OrderState::Cancelled, None, None, now)?;
            if still_wanted {
                tx.orders().set_notice(row.key, Some(&Reason::new(ReasonCode::BuyerAsksCancel)))?;
            }
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            tx.timeline().add(row.key, now, EventKind::Cancel, "Amazon shows the order as cancelled.", None)
        })?;
        Ok(Delivered::Ok)
    }

    /// Past cancelling. Cancelled at the platform: red notice. Only asked for: it ships, which answers the request.
    fn too_late(
        &self,
        mut job: Job,
        row: &OrderRow,
        mut export: ExportRow,
        found: &FulfillmentOrder,
    ) -> Result<Delivered> {
        let now = self.now();
        export.status = Some(found.status.clone());
        export.fulfillment = Some(FulfillmentOrder { postcode: None, ..found.clone() });
        export.read_at = Some(now);
        let cancelled = row.order.status == PlatformStatus::Cancelled;
        let reason = Reason::new(ReasonCode::CancelTooLate);
        self.step(job.connection.as_str(), "cancel_too_late", export.key.as_str(), found.status.as_str());
        self.store.write(|tx| {
            tx.exports().save(&export)?;
            tx.orders().set_state(row.key, OrderState::CancelTooLate, Some(reason.clone()), None, now)?;
            if !cancelled {
                let back = match state_by_fulfiller(&export) {
                    OrderState::Accepted => OrderState::Processing,
                    state => state,
                };
                tx.orders().set_state(row.key, back, None, None, now)?;
                tx.orders().set_notice(row.key, Some(&Reason::new(ReasonCode::BuyerAsksCancel)))?;
            }
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            tx.timeline().add(row.key, now, EventKind::Cancel, "Amazon is past cancelling: the order ships.", None)
        })?;
        if cancelled {
            self.alarm(row.key, row.order.remote.as_str(), &reason);
        }
        Ok(Delivered::Refused)
    }
}

/// A call without an answer may be repeated.
fn asked_in_vain(export: &ExportRow, job: &Job) -> bool {
    let repeat = job.payload.get("repeat").and_then(serde_json::Value::as_bool).unwrap_or(false);
    repeat && export.cancel_calls < shopferry_domain::cancel::CANCEL_CALLS_MAX
}
