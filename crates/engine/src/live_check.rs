//! The live check (F325): while the flows are off, one listing and one order of a shop may be written, nothing else.

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::live_check::{LiveCheck, LiveStep};
use shopferry_domain::{ConnectionId, ListingSkuId, OrderState, Reason, ReasonCode, RemoteOrderId};
use shopferry_ledger::{EventKind, Flow, Job, JobKind, JobStatus, LedgerError, OrderKey, OrderRow, PackageState, View};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::permission::writing_refused;

/// How a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// Not seen yet.
    Waits,
    /// Read back; in a few words.
    Done(String),
    /// It did not work.
    Failed(Reason),
    /// A person skipped it.
    Skipped(DateTime<Utc>),
}

fn key_of(shop: &ConnectionId) -> String {
    format!("live_check:{shop}")
}

/// The check of a shop that is under way.
///
/// # Errors
/// As the ledger.
pub fn live_check_of(view: &View<'_>, shop: &ConnectionId) -> std::result::Result<Option<LiveCheck>, LedgerError> {
    view.settings().get(&key_of(shop))
}

/// How each step of a check stands, from what was read back.
///
/// # Errors
/// As the ledger.
pub fn live_steps(
    view: &View<'_>,
    shop: &ConnectionId,
    check: &LiveCheck,
) -> std::result::Result<Vec<(LiveStep, StepState)>, LedgerError> {
    let order = view.orders().by_remote(shop, &check.order)?;
    let mut steps = Vec::new();
    for step in LiveStep::ALL {
        let found = match (step, &order) {
            (LiveStep::Product, _) => product(view, shop, &check.sku)?,
            (LiveStep::Stock, _) => stock(view, shop, check)?,
            (_, None) => StepState::Waits,
            (LiveStep::Order, Some(order)) => sent(view, order)?,
            (LiveStep::Tracking, Some(order)) => tracking(view, order)?,
            (LiveStep::Change, Some(order)) => changed(view, order, check)?,
        };
        // What was seen counts for more than a skip.
        let state = match (found, check.skipped.get(&step)) {
            (done @ StepState::Done(_), _) => done,
            (_, Some(at)) => StepState::Skipped(*at),
            (state, None) => state,
        };
        steps.push((step, state));
    }
    Ok(steps)
}

type Found = std::result::Result<StepState, LedgerError>;

fn product(view: &View<'_>, shop: &ConnectionId, sku: &ListingSkuId) -> Found {
    let listing = view.listings().get(shop, sku)?.filter(|l| !l.gone);
    Ok(listing.map_or(StepState::Waits, |l| StepState::Done(l.title)))
}

/// Done when the number that is to be shown is the one the platform showed after the check began.
fn stock(view: &View<'_>, shop: &ConnectionId, check: &LiveCheck) -> Found {
    let Some(row) = view.listing_stock().get(shop, &check.sku)? else { return Ok(StepState::Waits) };
    if let Some(reason) = row.reason.filter(|r| !r.code.text().passing) {
        return Ok(StepState::Failed(reason));
    }
    let read_back = row.platform_read_at.is_some_and(|at| at >= check.begun_at);
    Ok(match (row.shown, row.acknowledged) {
        (Some(shown), Some(taken)) if shown == taken && read_back => StepState::Done(format!("{shown} units")),
        _ => StepState::Waits,
    })
}

fn sent(view: &View<'_>, order: &OrderRow) -> Found {
    let failed = matches!(
        order.state,
        Some(OrderState::NeedsAttention | OrderState::Unlinked | OrderState::BlockedByRule | OrderState::Unfulfillable)
    );
    if failed {
        let reason = order.reason.clone().unwrap_or_else(|| Reason::new(ReasonCode::NotAwaitingShipment));
        return Ok(StepState::Failed(reason));
    }
    if order.state == Some(OrderState::LeftToSeller) {
        return Ok(StepState::Done("for your own warehouse".to_owned()));
    }
    let exports = view.exports().of_order(order.key)?;
    let seen = exports.iter().find(|e| e.accepted_at.is_some() && e.read_at.is_some());
    Ok(seen.map_or(StepState::Waits, |e| StepState::Done(format!("at Amazon as {}", e.key))))
}

fn tracking(view: &View<'_>, order: &OrderRow) -> Found {
    for package in view.packages().of_order(order.key)? {
        if let Some(reason) = package.reason.filter(|r| !r.code.text().passing) {
            return Ok(StepState::Failed(reason));
        }
        let Some(number) = package.number_sent.filter(|_| package.state == PackageState::Sent) else { continue };
        let shown = order.order.lines.iter().find(|l| l.tracking.as_deref() == Some(number.as_str()));
        if let Some(line) = shown {
            return Ok(StepState::Done(line.carrier.clone().map_or(number.clone(), |c| format!("{c} {number}"))));
        }
    }
    Ok(StepState::Waits)
}

fn changed(view: &View<'_>, order: &OrderRow, check: &LiveCheck) -> Found {
    let cancelled = matches!(order.state, Some(OrderState::Cancelled | OrderState::CancelRequested));
    if cancelled || order.order.cancel_asked_at.is_some() {
        return Ok(StepState::Done("cancelled".to_owned()));
    }
    let events = view.timeline().of(order.key)?;
    let is_change = |detail: &serde_json::Value| {
        ["lines", "address"].iter().any(|part| detail.get(part).and_then(serde_json::Value::as_bool) == Some(true))
    };
    let change = events
        .iter()
        .find(|e| e.kind == EventKind::Updated && e.at >= check.begun_at && e.detail.as_ref().is_some_and(is_change));
    Ok(change.map_or(StepState::Waits, |e| StepState::Done(e.text.clone())))
}

impl Engine {
    /// Begins the check: the two subjects may be written from now on.
    ///
    /// # Errors
    /// When one of them is not known here, or the shop's region is read only.
    pub fn begin_live_check(&self, shop: &ConnectionId, sku: ListingSkuId, order: RemoteOrderId) -> Result<()> {
        let now = self.now();
        let row = self.connection(shop)?;
        if let Some(reason) = self.store.read(|v| writing_refused(v, &row))?
            && reason.code != ReasonCode::ReviewNeeded
        {
            return Err(EngineError::Refused(reason));
        }
        let check = LiveCheck { sku, order, begun_at: now, skipped: std::collections::BTreeMap::new() };
        self.store.write(|tx| {
            if tx.listings().get(shop, &check.sku)?.is_none_or(|l| l.gone) {
                return Err(LedgerError::NotFound { table: "listings", key: check.sku.to_string() });
            }
            let Some(order) = tx.orders().by_remote(shop, &check.order)? else {
                return Err(LedgerError::NotFound { table: "orders", key: check.order.to_string() });
            };
            let mut overrides = order.overrides.clone();
            overrides.past_start_line = true;
            tx.orders().set_overrides(order.key, &overrides)?;
            tx.timeline().add(order.key, now, EventKind::Note, "Named for the live check.", None)?;
            tx.settings().set(&key_of(shop), &check)?;
            let after = json!({ "sku": check.sku.as_str(), "order": check.order.as_str() });
            tx.audit().add(now, "live_check", shop.as_str(), None, Some(&after))
        })?;
        self.run_now(shop, Flow::PullOrders)
    }

    /// Records that a person skips a step.
    ///
    /// # Errors
    /// When no check is under way.
    pub fn skip_live_step(&self, shop: &ConnectionId, step: LiveStep, skip: bool) -> Result<()> {
        let now = self.now();
        Ok(self.store.write(|tx| {
            let check = live_check_of(tx, shop)?;
            let mut check = check.ok_or(LedgerError::NotFound { table: "checks", key: shop.to_string() })?;
            if skip {
                check.skipped.insert(step, now)
            } else {
                check.skipped.remove(&step)
            };
            tx.settings().set(&key_of(shop), &check)?;
            let after = json!({ "step": step.name(), "skipped": skip });
            tx.audit().add(now, "live_check", shop.as_str(), None, Some(&after))
        })?)
    }

    /// Ends it: nothing is allowed beyond the flows' own switches any more.
    ///
    /// # Errors
    /// As the ledger.
    pub fn end_live_check(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        Ok(self.store.write(|tx| {
            let Some(check) = live_check_of(tx, shop)? else { return Ok(()) };
            let steps = live_steps(tx, shop, &check)?;
            let word = |s: &StepState| match s {
                StepState::Waits => "waits",
                StepState::Done(_) => "done",
                StepState::Failed(_) => "failed",
                StepState::Skipped(_) => "skipped",
            };
            let ended: std::collections::BTreeMap<_, _> =
                steps.iter().map(|(s, state)| (s.name(), word(state))).collect();
            tx.settings().remove(&key_of(shop))?;
            tx.audit().add(now, "live_check", shop.as_str(), Some(&json!(ended)), None)
        })?)
    }

    /// Delivers what a check allows and no switched-on flow does.
    pub(crate) async fn run_live_check(&self, shop: &ConnectionId) -> Result<()> {
        let Some(check) = self.store.read(|v| live_check_of(v, shop))? else { return Ok(()) };
        let row = self.connection(shop)?;
        let order = self.store.read(|v| v.orders().by_remote(shop, &check.order))?;
        if let Some(order) = order {
            self.decide_order(order.key)?;
            for partner in &row.partners {
                self.alone(partner, Flow::Export, &order, JobKind::Export).await?;
                self.alone(partner, Flow::Export, &order, JobKind::Release).await?;
                self.alone(partner, Flow::CancelAtFulfiller, &order, JobKind::CancelAtFulfiller).await?;
            }
            self.alone(shop, Flow::PushTracking, &order, JobKind::ConfirmShipment).await?;
        }
        let stock = self.store.read(|v| v.flows().get(shop, Flow::PushStock))?;
        if let Some(stock) = stock.filter(|f| !f.on)
            && let Some(_busy) = self.busy(shop, Flow::PushStock)
        {
            self.push_stock_of(&stock, Some(&check.sku)).await?;
        }
        Ok(())
    }

    /// Delivers one order's due jobs of a flow that is off.
    async fn alone(&self, id: &ConnectionId, flow: Flow, order: &OrderRow, kind: JobKind) -> Result<()> {
        if self.is_on(id, flow)? || !self.connection(id).is_ok_and(|c| c.enabled) {
            return Ok(());
        }
        let Some(_busy) = self.busy(id, flow) else { return Ok(()) };
        for job in self.due_of(id, order.key, kind)? {
            match kind {
                JobKind::Export | JobKind::Release => self.deliver(job).await?,
                JobKind::CancelAtFulfiller => self.deliver_cancel(job).await?,
                _ => self.deliver_confirmation(job).await?,
            };
        }
        Ok(())
    }

    fn due_of(&self, id: &ConnectionId, order: OrderKey, kind: JobKind) -> Result<Vec<Job>> {
        let now = self.now();
        let jobs = self.store.read(|v| v.outbox().of_order(order))?;
        let due = |j: &Job| j.kind == kind && j.connection == *id && j.status == JobStatus::Queued && j.due_at <= now;
        Ok(jobs.into_iter().filter(due).collect())
    }
}
