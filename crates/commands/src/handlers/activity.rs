//! Activity: runs, jobs, records set aside (F202).

use std::collections::BTreeMap;

use shopferry_domain::{ConnectionId, RemoteOrderId};
use shopferry_ledger::{Flow, Job, JobKind, JobOutcome, JobStatus, Run, RunOutcome, SetAside};

use crate::desk::Desk;
use crate::handlers::keys;
use crate::handlers::orders::{name_of, names};
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::activity::{ActivityQuery, ActivityView, JobView, RetryJob, RetrySetAside, RunView, SetAsideView};
use crate::wire::reason::ReasonView;

/// Rows of each kind.
const ROWS_MAX: usize = 200;
/// Rows looked at when only failures are wanted.
const LOOKED_AT: u32 = 2_000;

type Names = BTreeMap<ConnectionId, String>;

pub(crate) fn get(desk: &Desk, request: &ActivityQuery) -> Result<ActivityView, CommandError> {
    let connection = keys::optional_connection(request.connection.as_ref())?;
    let here = |id: &ConnectionId| connection.as_ref().is_none_or(|c| c == id);
    Ok(desk.store.read(|view| {
        let names = names(view)?;
        let runs = view.runs().recent(LOOKED_AT, connection.as_ref(), None)?;
        let failed_run = |r: &&Run| r.outcome == Some(RunOutcome::Failed) || r.failed > 0;
        let runs = runs.iter().filter(|r| !request.failed || failed_run(r)).take(ROWS_MAX).map(|r| run(&names, r));
        let mut jobs = view.outbox().waiting(connection.as_ref())?;
        let ended = view.outbox().recent(LOOKED_AT)?;
        jobs.extend(
            ended.into_iter().filter(|j| matches!(j.status, JobStatus::Done | JobStatus::Dead) && here(&j.connection)),
        );
        let failed_job = |j: &&Job| {
            j.status == JobStatus::Dead || matches!(j.outcome, Some(JobOutcome::Refused | JobOutcome::Partial))
        };
        let jobs = jobs.iter().filter(|j| !request.failed || failed_job(j)).take(ROWS_MAX).map(|j| job(&names, j));
        let set_aside = view.set_aside().open(connection.as_ref())?;
        Ok(ActivityView {
            runs: runs.collect(),
            jobs: jobs.collect(),
            set_aside: set_aside.iter().take(ROWS_MAX).map(|s| record(&names, s)).collect(),
        })
    })?)
}

fn run(names: &Names, r: &Run) -> RunView {
    RunView {
        id: r.id,
        channel: name_of(names, &r.connection),
        flow: r.flow.name().to_owned(),
        started_at: r.started_at,
        ended_at: r.ended_at,
        read: r.read,
        changed: r.changed,
        failed: r.failed,
        partial: r.partial,
        outcome: r.outcome.map(|o| o.name().to_owned()),
        reason: r.reason.as_ref().map(ReasonView::from),
    }
}

fn job(names: &Names, j: &Job) -> JobView {
    JobView {
        id: j.id,
        kind: j.kind.name().to_owned(),
        subject: j.subject.clone(),
        channel: name_of(names, &j.connection),
        order: j.order.map(|key| key.0.to_string()),
        status: j.status.name().to_owned(),
        outcome: j.outcome.map(|o| o.name().to_owned()),
        attempt: j.attempt,
        due_at: j.due_at,
        reason: j.reason.as_ref().map(ReasonView::from),
    }
}

fn record(names: &Names, s: &SetAside) -> SetAsideView {
    SetAsideView {
        id: s.id,
        channel: name_of(names, &s.connection),
        flow: s.flow.name().to_owned(),
        subject: s.subject.clone(),
        fault: s.fault.clone(),
        payload: s.payload.clone(),
        last_at: s.last_at,
        count: s.count,
    }
}

/// A dead job is queued again and looks first; a waiting one is due now.
pub(crate) fn retry_job(desk: &Desk, request: &RetryJob) -> Result<Done, CommandError> {
    let now = desk.house.now();
    let found = desk.store.write(|tx| {
        let Some(mut job) = tx.outbox().get(request.id)? else { return Ok(None) };
        if !matches!(job.status, JobStatus::Queued | JobStatus::Dead) {
            return Ok(Some(false));
        }
        job.look_first |= job.status == JobStatus::Dead;
        job.status = JobStatus::Queued;
        job.due_at = now;
        job.finished_at = None;
        job.outcome = None;
        tx.outbox().save(&job)?;
        let flow = match job.kind {
            JobKind::Export | JobKind::Release => Flow::Export,
            JobKind::CancelAtFulfiller => Flow::CancelAtFulfiller,
            JobKind::ConfirmShipment | JobKind::OwnShipment => Flow::PushTracking,
            JobKind::WriteStock => Flow::PushStock,
        };
        tx.flows().mark_due(&job.connection, flow, now)?;
        Ok(Some(true))
    })?;
    match found {
        None => Err(CommandError::not_found("job")),
        Some(false) => {
            Err(CommandError::new("job_not_waiting", "This job runs now, or is done.", "Read the list again."))
        }
        Some(true) => {
            desk.engine.wake();
            Ok(Done {})
        }
    }
}

/// The flow that met the record passes again; an order is read by its number.
pub(crate) fn retry_set_aside(desk: &Desk, request: &RetrySetAside) -> Result<Done, CommandError> {
    let record = desk.store.read(|view| view.set_aside().get(request.id))?;
    let record = record.filter(|r| r.resolved.is_none()).ok_or_else(|| CommandError::not_found("record"))?;
    let is_order =
        matches!(record.flow, Flow::PullOrders | Flow::SweepOrders) && RemoteOrderId::new(&record.subject).is_ok();
    // An order that could never be read is met again by the sweep only.
    let flow = if is_order { Flow::SweepOrders } else { record.flow };
    desk.engine.run_now(&record.connection, flow)?;
    Ok(Done {})
}
