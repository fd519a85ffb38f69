//! Delivering exports: an order part to its fulfiller, exactly once (F066, F074, F076; features section 6).

use chrono::TimeDelta;
use futures::StreamExt;
use serde_json::json;
use shopferry_channel::{ChannelError, Preview};
use shopferry_domain::plan::{ExportAction, ExportPlan};
use shopferry_domain::routing::Decision;
use shopferry_domain::{OrderState, Reason, ReasonCode, RemoteOrderId};
use shopferry_ledger::{
    EventKind, ExportRow, Flow, FlowRow, Job, JobKind, JobOutcome, JobStatus, LedgerError, OrderRow, Tx,
};

use crate::decide::{decide_in, decision_for};
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::pass::PassResult;
use crate::preview::Looked;
use crate::reserve;
use crate::step_log::{EXPORT_ANSWERED, EXPORT_INTENT_STORED};

/// Parts in flight at a marketplace (features section 6, limits).
const IN_FLIGHT: usize = 8;
/// Jobs taken at once; their orders are read again just before.
const BATCH: u32 = 40;
/// A copy older than this is read again before an export (features section 6, step 2).
const FRESH: TimeDelta = TimeDelta::minutes(2);
/// A passing fault is tried again after this long.
const AGAIN: TimeDelta = TimeDelta::seconds(30);

/// How one delivery ended.
pub(crate) enum Delivered {
    /// The fulfiller has it.
    Ok,
    /// Nothing to send any more.
    Dropped,
    /// The fulfiller said no.
    Refused,
    /// Later.
    Again,
}

impl Engine {
    pub(crate) async fn export(&self, row: &FlowRow) -> Result<PassResult> {
        let mut result = PassResult::default();
        // A pass ends when nothing is due; new work during it is met by the next round.
        const ROUNDS_MAX: u32 = 250;
        for _ in 0..ROUNDS_MAX {
            let now = self.now();
            let jobs = self
                .store
                .read(|v| v.outbox().due(&row.connection, &[JobKind::Export, JobKind::Release], now, BATCH))?;
            if jobs.is_empty() {
                break;
            }
            let jobs = self.by_deadline(self.permitted(jobs)?)?;
            self.refresh_stale(&jobs).await?;
            let mut outcomes = futures::stream::iter(jobs).map(|job| self.deliver(job)).buffer_unordered(IN_FLIGHT);
            let mut stop = None;
            while let Some(outcome) = outcomes.next().await {
                match outcome {
                    Ok(Delivered::Ok) => result.count(true),
                    Ok(Delivered::Dropped) => result.count(false),
                    Ok(Delivered::Refused | Delivered::Again) => {
                        result.count(false);
                        result.fail();
                    }
                    Err(error) => stop = Some(error),
                }
            }
            if let Some(error) = stop {
                return Err(error);
            }
        }
        Ok(result)
    }

    /// Earliest ship-by first (features section 6, step 1).
    fn by_deadline(&self, jobs: Vec<Job>) -> Result<Vec<Job>> {
        let mut dated = Vec::with_capacity(jobs.len());
        for job in jobs {
            let ship_by = match job.order {
                Some(key) => self.store.read(|v| v.orders().get(key))?.and_then(|r| r.order.deadlines.ship_by),
                None => None,
            };
            dated.push((ship_by.is_none(), ship_by, job.id, job));
        }
        dated.sort_by_key(|(none, at, id, _)| (*none, *at, *id));
        Ok(dated.into_iter().map(|(.., job)| job).collect())
    }

    /// Reads stale orders of a batch again, 50 a call instead of one.
    async fn refresh_stale(&self, jobs: &[Job]) -> Result<()> {
        let now = self.now();
        let mut stale: std::collections::BTreeMap<shopferry_domain::ConnectionId, Vec<RemoteOrderId>> =
            std::collections::BTreeMap::new();
        for key in jobs.iter().filter(|j| !j.look_first).filter_map(|j| j.order) {
            if let Some(row) = self.store.read(|v| v.orders().get(key))?
                && now - row.read_at > FRESH - TimeDelta::seconds(60)
            {
                stale.entry(row.order.connection.clone()).or_default().push(row.order.remote.clone());
            }
        }
        for (shop, ids) in stale {
            let mut counts = PassResult::default();
            match self.read_orders(&shop, Flow::Export, &ids, &mut counts).await {
                Ok(()) => {}
                // The shop cannot be read: nothing is sent on a stale copy, the jobs wait.
                Err(EngineError::Channel(error)) => self.rest_if_rejected(&shop, &error)?,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    pub(crate) async fn deliver(&self, job: Job) -> Result<Delivered> {
        match job.kind {
            JobKind::Release => self.deliver_release(job).await,
            _ => self.deliver_export(job).await,
        }
    }

    pub(crate) async fn deliver_export(&self, job: Job) -> Result<Delivered> {
        let Some(key) = job.order else { return self.drop_job(job, None) };
        if job.look_first {
            return self.look_up(job).await;
        }
        let row = match self.fresh_order(key, FRESH, Flow::Export).await {
            Ok(Some(row)) => row,
            Ok(None) => return self.drop_job(job, None),
            Err(EngineError::Channel(error)) => return self.later(job, &error.as_reason(), AGAIN),
            Err(error) => return Err(error),
        };
        match row.state {
            Some(OrderState::WaitingToExport | OrderState::Delayed) => self.send_new(job, row).await,
            // A definite "nothing happened" (429, rejected credentials) left it here: same key again.
            Some(OrderState::Exporting) => self.send_again(job, row).await,
            _ => self.drop_job(job, row.reason),
        }
    }

    /// Rules again, preview, intent, send (features section 6, steps 3 to 6).
    async fn send_new(&self, job: Job, row: OrderRow) -> Result<Delivered> {
        let now = self.now();
        let plan = match self.store.read(|v| decision_for(v, &row, now))? {
            Decision::Send { plan, .. } | Decision::Reserve { plan, .. } if plan.key.as_str() == job.subject => plan,
            _ => {
                self.store.write(|tx| decide_in(tx, &row, now))?;
                return self.drop_job(job, None);
            }
        };
        let mut plan = plan;
        let known = self.store.read(|v| v.exports().get(&plan.key))?;
        self.choose_version(&mut plan, &job.connection, &row, known.as_ref())?;
        let (job, plan, preview) = match self.look_ahead(job, &row, plan).await? {
            Looked::Go { job, plan, preview } => (job, plan, preview),
            Looked::Ended(delivered) => return Ok(delivered),
        };
        self.note_preview(&job.connection)?;
        let job = match self.store_intent(job, &row, &plan, &preview, known)? {
            Some(job) => job,
            None => return Ok(Delivered::Dropped),
        };
        self.log.reach(EXPORT_INTENT_STORED);
        self.send(job, row, &plan).await
    }

    async fn send_again(&self, job: Job, row: OrderRow) -> Result<Delivered> {
        let exports = self.store.read(|v| v.exports().of_order(row.key))?;
        let Some(export) = exports.into_iter().find(|e| e.key.as_str() == job.subject) else {
            return self.drop_job(job, None);
        };
        self.send(job, row, &export.plan).await
    }

    /// The intent: state, key, content hash and attempt, on disk before the first byte is sent.
    fn store_intent(
        &self,
        mut job: Job,
        row: &OrderRow,
        plan: &ExportPlan,
        preview: &Preview,
        known: Option<ExportRow>,
    ) -> Result<Option<Job>> {
        let now = self.now();
        let hash = plan.content_hash();
        let preview = serde_json::to_value(preview).ok();
        let stored = self.store.write_durably(|tx| {
            let current = tx.orders().get(row.key)?;
            let holds = plan.action == ExportAction::Hold;
            let from = if holds { OrderState::Delayed } else { OrderState::WaitingToExport };
            if current.and_then(|r| r.state) != Some(from) {
                return Ok(None);
            }
            match known {
                Some(mut export) => {
                    if export.content_hash != hash && export.attempts > 0 {
                        return Ok(Some(Err(Reason::new(ReasonCode::KeyTaken))));
                    }
                    export.attempts = export.attempts.saturating_add(1);
                    // Who sends again is this owner, not the one that stored the intent and died (F314).
                    export.fence = self.fence;
                    export.plan = plan.clone();
                    export.intent_at = now;
                    export.not_found_at = None;
                    tx.exports().save(&export)?;
                }
                None => tx.exports().insert(&self.new_export(&job, row, plan, &hash, preview, now))?,
            }
            tx.orders().set_state(row.key, OrderState::Exporting, None, None, now)?;
            job.status = JobStatus::Running;
            job.look_first = true;
            job.attempt = job.attempt.saturating_add(1);
            tx.outbox().save(&job)?;
            let what = if holds { "Keeping" } else { "Sending" };
            let text = format!("{what} {} units at Amazon under our key {}.", plan.units(), plan.key);
            tx.timeline().add(row.key, now, EventKind::Intent, &text, Some(json!({ "attempt": job.attempt })))?;
            Ok(Some(Ok(())))
        })?;
        match stored {
            None => {
                self.drop_job(job, None)?;
                Ok(None)
            }
            Some(Err(reason)) => {
                self.refused(job, row, reason)?;
                Ok(None)
            }
            Some(Ok(())) => Ok(Some(job)),
        }
    }

    fn new_export(
        &self,
        job: &Job,
        row: &OrderRow,
        plan: &ExportPlan,
        hash: &str,
        preview: Option<serde_json::Value>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> ExportRow {
        ExportRow {
            key: plan.key.clone(),
            order: row.key,
            part: plan.part,
            connection: job.connection.clone(),
            plan: plan.clone(),
            content_hash: hash.to_owned(),
            attempts: 1,
            intent_at: now,
            accepted_at: None,
            adopted: false,
            reserved: false,
            preview,
            status: None,
            fulfillment: None,
            read_at: None,
            not_found_at: None,
            cancel_calls: 0,
            fence: self.fence,
        }
    }

    async fn send(&self, job: Job, row: OrderRow, plan: &ExportPlan) -> Result<Delivered> {
        let fulfiller = self.fulfiller(&job.connection)?;
        let number = row.order.remote.to_string();
        let answer = fulfiller.create(plan).await;
        self.log.reach(EXPORT_ANSWERED);
        match answer {
            Ok(()) => {
                self.step(job.connection.as_str(), "accepted", &number, plan.key.as_str());
                self.accept(job, &row, false)
            }
            // A refused create is looked up as well: a used key may be ours (F076).
            Err(ChannelError::Refused(refusal)) => self.look_up_refused(job, row, refusal).await,
            Err(
                error @ (ChannelError::Throttled { .. }
                | ChannelError::NeedsSignIn { .. }
                | ChannelError::MissingScope { .. }
                | ChannelError::Secrets(_)),
            ) => {
                let mut job = job;
                job.look_first = false;
                self.fault(job, error)
            }
            Err(error) => {
                self.step(job.connection.as_str(), "outcome_unknown", &number, plan.key.as_str());
                let reason = Reason::new(ReasonCode::OutcomeUnknown);
                let text =
                    format!("No usable answer from Amazon ({error}); looking the order up before anything else.");
                let now = self.now();
                self.store.write(|tx| tx.timeline().add(row.key, now, EventKind::Answered, &text, None))?;
                self.later(job, &reason, TimeDelta::seconds(5))
            }
        }
    }

    /// Accepted: the remote fact is stored before anything else happens.
    pub(crate) fn accept(&self, mut job: Job, row: &OrderRow, looked_up: bool) -> Result<Delivered> {
        let now = self.now();
        let connection = job.connection.clone();
        self.store.write_durably(|tx| {
            let exports = tx.exports().of_order(row.key)?;
            let state = tx.orders().get(row.key)?.and_then(|r| r.state);
            let mut held = false;
            if let Some(mut export) = exports.into_iter().find(|e| e.key.as_str() == job.subject) {
                held = export.plan.action == ExportAction::Hold;
                export.accepted_at = Some(now);
                export.not_found_at = None;
                export.reserved = held;
                tx.exports().save(&export)?;
                if held && state == Some(OrderState::Exporting) {
                    reserve::placed(tx, row, &export, now)?;
                }
            }
            if !held && state == Some(OrderState::Exporting) {
                tx.orders().set_state(row.key, OrderState::Accepted, None, None, now)?;
            }
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            let text = match (held, looked_up) {
                (true, _) => "Amazon keeps the stock until the delay ends.",
                (false, true) => "Found at Amazon under our key: it was accepted.",
                (false, false) => "Amazon accepted the order.",
            };
            tx.timeline().add(row.key, now, EventKind::Accepted, text, None)?;
            Engine::mark_due(
                tx,
                &connection,
                &[Flow::PullTracking, Flow::CancelAtFulfiller],
                now + TimeDelta::seconds(60),
            )
        })?;
        Ok(Delivered::Ok)
    }

    /// A definite no: the order needs a person.
    pub(crate) fn refused(&self, mut job: Job, row: &OrderRow, reason: Reason) -> Result<Delivered> {
        let now = self.now();
        let number = row.order.remote.to_string();
        self.step(job.connection.as_str(), "refused", &number, reason.code.name());
        self.store.write(|tx| {
            let state = tx.orders().get(row.key)?.and_then(|r| r.state);
            match state {
                Some(OrderState::WaitingToExport | OrderState::Exporting | OrderState::Delayed) => {
                    tx.orders().set_state(row.key, OrderState::NeedsAttention, Some(reason.clone()), None, now)?;
                }
                // Cancelled meanwhile and nothing is at the fulfiller.
                Some(OrderState::CancelRequested) => {
                    tx.orders().set_state(row.key, OrderState::Cancelled, None, None, now)?;
                }
                _ => {}
            }
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            let detail = json!({ "code": reason.code.name(), "about": reason.detail });
            tx.timeline().add(row.key, now, EventKind::Answered, reason.code.text().sentence, Some(detail))
        })?;
        self.alarm(row.key, &number, &reason);
        Ok(Delivered::Refused)
    }

    /// A passing fault, or one of the connection.
    pub(crate) fn fault(&self, job: Job, error: ChannelError) -> Result<Delivered> {
        if error.is_about_the_connection() {
            let connection = job.connection.clone();
            self.later(job, &error.as_reason(), AGAIN)?;
            self.rest_if_rejected(&connection, &error)?;
            return Err(error.into());
        }
        let wait = match &error {
            ChannelError::Throttled { retry_after: Some(wait) } => TimeDelta::from_std(*wait).unwrap_or(AGAIN),
            _ => AGAIN,
        };
        self.later(job, &error.as_reason(), wait)
    }

    /// Queues the job again.
    pub(crate) fn later(&self, mut job: Job, reason: &Reason, wait: TimeDelta) -> Result<Delivered> {
        let now = self.now();
        let due_at = now + wait;
        let (connection, kind) = (job.connection.clone(), job.kind);
        job.status = JobStatus::Queued;
        job.reason = Some(reason.clone());
        job.due_at = due_at;
        self.store.write(|tx| {
            tx.outbox().save(&job)?;
            Engine::mark_due(tx, &connection, &[flow_of(kind)], due_at)
        })?;
        Ok(Delivered::Again)
    }

    /// Nothing to send any more.
    pub(crate) fn drop_job(&self, mut job: Job, reason: Option<Reason>) -> Result<Delivered> {
        let now = self.now();
        self.store.write(|tx| close(tx, &mut job, JobOutcome::Dropped, reason, now))?;
        Ok(Delivered::Dropped)
    }
}

/// The flow that delivers a kind of job.
pub(crate) fn flow_of(kind: JobKind) -> Flow {
    match kind {
        JobKind::Export | JobKind::Release => Flow::Export,
        JobKind::CancelAtFulfiller => Flow::CancelAtFulfiller,
        JobKind::ConfirmShipment | JobKind::OwnShipment => Flow::PushTracking,
        JobKind::WriteStock => Flow::PushStock,
    }
}

/// Ends a job.
pub(crate) fn close(
    tx: &Tx<'_>,
    job: &mut Job,
    outcome: JobOutcome,
    reason: Option<Reason>,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<(), LedgerError> {
    job.status = JobStatus::Done;
    job.outcome = Some(outcome);
    job.reason = reason;
    job.finished_at = Some(now);
    tx.outbox().save(job)
}
