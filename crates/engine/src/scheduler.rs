//! The one scheduler: starts each flow's pass when it is due, one pass of a flow at a time, and records how it ended.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _, select_biased};
use shopferry_domain::{ConnectionId, ReasonCode};
use shopferry_ledger::{Flow, FlowRow, RunOutcome};
use tokio::sync::watch;

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::pass::PassResult;

/// With nothing due, look again at least this often.
const LOOK_SECS: i64 = 60;
/// A failing flow is tried again after at most this long.
const BACKOFF_MAX_SECS: i64 = 900;

type Running<'a> = FuturesUnordered<Pin<Box<dyn Future<Output = ()> + Send + 'a>>>;

impl Engine {
    /// Runs the loops until `stop` turns true; passes under way end with their current call.
    pub async fn run(self: &Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut running: Running<'_> = FuturesUnordered::new();
        loop {
            if *stop.borrow() {
                return;
            }
            for row in self.startable() {
                running.push(Box::pin(self.pass(row)));
            }
            let wait = if self.is_paused() { TimeDelta::seconds(LOOK_SECS) } else { self.idle_span() };
            let sleep = self.clock.sleep(wait.to_std().unwrap_or(Duration::from_millis(50)));
            // Biased: the order of the arms is fixed, so that a replay takes the same ones.
            select_biased! {
                changed = pin!(stop.changed().fuse()) => if changed.is_err() { return },
                () = running.select_next_some() => {}
                () = pin!(self.woken.notified().fuse()) => {}
                () = pin!(sleep.fuse()) => {}
            }
        }
    }

    /// Runs everything that is due now and what that makes due, then returns.
    pub async fn run_until_idle(self: &Arc<Self>) {
        // Each flow passes at most this often in one call, so that a flow that is always due cannot hold it.
        const ROUNDS_MAX: usize = 50;
        for _ in 0..ROUNDS_MAX {
            let due = self.startable();
            if due.is_empty() {
                return;
            }
            let running: Running<'_> = FuturesUnordered::new();
            for row in due {
                running.push(Box::pin(self.pass(row)));
            }
            running.collect::<Vec<()>>().await;
        }
    }

    /// How long nothing will be due.
    fn idle_span(&self) -> TimeDelta {
        let now = self.now();
        let next = self.store.read(|v| v.flows().next_due()).ok().flatten();
        let wait = next.map_or(TimeDelta::seconds(LOOK_SECS), |at| at - now);
        wait.clamp(TimeDelta::milliseconds(50), TimeDelta::seconds(LOOK_SECS))
    }

    /// Due flows that do not run yet, marked as running.
    fn startable(&self) -> Vec<FlowRow> {
        if self.is_paused() {
            return Vec::new();
        }
        let now = self.now();
        let due = self.store.read(|v| v.flows().due(now)).unwrap_or_default();
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        due.into_iter()
            .filter(|row| self.has_port(&row.connection))
            .filter(|row| running.insert((row.connection.clone(), row.flow)))
            .collect()
    }

    fn has_port(&self, id: &ConnectionId) -> bool {
        self.ports.sales(id).is_some() || self.ports.fulfiller(id).is_some()
    }

    async fn pass(self: &Arc<Self>, row: FlowRow) {
        let (id, flow) = (row.connection.clone(), row.flow);
        let started_at = self.now();
        if let Err(error) = self.recorded_pass(row, started_at).await {
            // The ledger itself failed: nothing could be recorded; the flow stays due and is tried again.
            self.step(id.as_str(), "pass_not_recorded", flow.name(), error.as_reason().code.name());
            self.clock.sleep(Duration::from_secs(5)).await;
        }
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&(id, flow));
    }

    async fn recorded_pass(self: &Arc<Self>, mut row: FlowRow, started_at: DateTime<Utc>) -> Result<()> {
        // The due time moves on before the pass, so that work marked as due meanwhile is not lost.
        row.last_started_at = Some(started_at);
        row.due_at = Some(started_at + TimeDelta::seconds(i64::from(row.cadence_secs)));
        let run = self.store.write(|tx| {
            tx.flows().save(&row)?;
            tx.runs().start(&row.connection, row.flow, started_at)
        })?;
        let result = self.carry_out(&row).await;
        let ended_at = self.now();
        if let Err(EngineError::Channel(error)) = &result {
            self.rest_if_rejected(&row.connection, error)?;
        }
        let (counts, reason) = match &result {
            Ok(counts) => (counts.clone(), counts.reason.clone()),
            Err(error) => (PassResult::default(), Some(error.as_reason())),
        };
        let outcome = if result.is_ok() { RunOutcome::Ok } else { RunOutcome::Failed };
        self.step(
            row.connection.as_str(),
            "pass",
            row.flow.name(),
            &format!("{outcome:?} {}/{}", counts.changed, counts.read),
        );
        self.store.write(|tx| {
            if let Some(mut record) = tx.runs().get(run)? {
                record.ended_at = Some(ended_at);
                (record.read, record.changed, record.failed) = (counts.read, counts.changed, counts.failed);
                record.partial = counts.partial;
                record.outcome = Some(outcome);
                record.reason.clone_from(&reason);
                tx.runs().finish(&record)?;
            }
            let Some(mut now_row) = tx.flows().get(&row.connection, row.flow)? else { return Ok(()) };
            now_row.last_finished_at = Some(ended_at);
            now_row.last_reason = reason.clone();
            if outcome == RunOutcome::Ok {
                now_row.failures = 0;
                now_row.last_ok_at = Some(ended_at);
                if counts.cursor.is_some() {
                    now_row.cursor.clone_from(&counts.cursor);
                }
                if let Some(secs) = counts.again_in_secs {
                    let soon = ended_at + TimeDelta::seconds(i64::from(secs));
                    now_row.due_at = Some(now_row.due_at.map_or(soon, |at| at.min(soon)));
                }
            } else {
                now_row.failures = now_row.failures.saturating_add(1);
                let wait = (i64::from(now_row.cadence_secs) << now_row.failures.min(6)).min(BACKOFF_MAX_SECS);
                // Jitter of up to a tenth, so that several flows do not knock together again.
                #[allow(clippy::cast_possible_truncation, reason = "a fraction of at most 900 s in milliseconds")]
                let jitter = (self.chance.fraction("backoff") * 100.0 * wait as f64) as i64;
                now_row.due_at = Some(ended_at + TimeDelta::seconds(wait) + TimeDelta::milliseconds(jitter));
            }
            tx.flows().save(&now_row)
        })?;
        Ok(())
    }

    /// The pass of a flow.
    async fn carry_out(self: &Arc<Self>, row: &FlowRow) -> Result<PassResult> {
        match row.flow {
            Flow::PullOrders => {
                let counts = self.pull_orders(row, false).await?;
                // What it allows has its own troubles, told at its steps; reading goes on in any case (F325).
                if let Err(error) = self.run_live_check(&row.connection).await {
                    self.step(row.connection.as_str(), "live_check", "", error.as_reason().code.name());
                }
                Ok(counts)
            }
            Flow::SweepOrders => self.pull_orders(row, true).await,
            Flow::PullCancellations => self.pull_cancellations(row).await,
            Flow::PullListings => self.pull_listings(row).await,
            Flow::PullPlaces => self.pull_places(row).await,
            Flow::PullSourceStock => self.pull_source_stock(row).await,
            Flow::Export => self.export(row).await,
            Flow::PullTracking => self.pull_tracking(row).await,
            Flow::PushTracking => self.push_tracking(row).await,
            Flow::CancelAtFulfiller => self.cancel_at_fulfiller_pass(row).await,
            Flow::PushStock => self.push_stock(row).await,
            Flow::ReadMessages => self.read_messages(row).await,
        }
    }

    /// Marks flows of a connection as due, inside a transaction.
    pub(crate) fn mark_due(
        tx: &shopferry_ledger::Tx<'_>,
        id: &ConnectionId,
        flows: &[Flow],
        at: DateTime<Utc>,
    ) -> std::result::Result<(), shopferry_ledger::LedgerError> {
        let wanted: BTreeSet<Flow> = flows.iter().copied().collect();
        for flow in wanted {
            tx.flows().mark_due(id, flow, at)?;
        }
        Ok(())
    }

    /// Whether a flow is switched on and its connection enabled.
    pub(crate) fn is_on(&self, id: &ConnectionId, flow: Flow) -> Result<bool> {
        let row = self.store.read(|v| v.flows().get(id, flow))?;
        let enabled = self.connection(id).map(|c| c.enabled).unwrap_or(false);
        Ok(enabled && row.is_some_and(|r| r.on))
    }

    /// The refusal for a flow that is off.
    pub(crate) fn flow_off() -> EngineError {
        EngineError::refused(ReasonCode::FlowOff)
    }
}
