//! Connections: list, test, rename, enable, remove (F001–F004, F016).

use serde_json::Value;
use shopferry_channel::{CheckOutcome, CheckStep};
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{Connection, ConnectionHealth, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::{
    AddedView, ChannelHealthView, ChannelRef, ChannelsView, CheckStepView, CheckView, EnableChannel, HealthView,
    PlatformView, RemoveChannel, RenameChannel, StepOutcomeView,
};
use crate::wire::reason::ReasonView;

pub(crate) fn list(desk: &Desk) -> Result<ChannelsView, CommandError> {
    Ok(desk.store.read(|view| Ok(ChannelsView { channels: rows(view)? }))?)
}

/// All connections that are not removed.
pub(crate) fn rows(view: &View<'_>) -> Result<Vec<ChannelHealthView>, LedgerError> {
    view.connections().all()?.iter().map(|c| row(view, c)).collect()
}

/// Those that came of a sign-in.
pub(crate) fn added(desk: &Desk, ids: &[ConnectionId]) -> Result<AddedView, CommandError> {
    Ok(desk.store.read(|view| {
        let rows = view.connections().all()?;
        let channels = rows.iter().filter(|c| ids.contains(&c.id)).map(|c| row(view, c)).collect::<Result<_, _>>()?;
        Ok(AddedView { channels })
    })?)
}

/// A connection with its health, its next and last pass, and what waits.
pub(crate) fn row(view: &View<'_>, c: &Connection) -> Result<ChannelHealthView, LedgerError> {
    let flows = view.flows().of(&c.id)?;
    let on: Vec<_> = flows.iter().filter(|f| f.on).collect();
    let failing = on.iter().find_map(|f| f.last_reason.clone().filter(|r| f.failures > 1 && !r.code.text().passing));
    let (health, reason) = match (c.enabled, c.health) {
        (false, _) => (HealthView::Disabled, None),
        (true, ConnectionHealth::NeedsSignIn) => {
            (HealthView::NeedsSignIn, c.health_reason.clone().or(Some(Reason::new(ReasonCode::NeedsSignIn))))
        }
        (true, ConnectionHealth::Degraded) => (HealthView::Degraded, c.health_reason.clone()),
        (true, ConnectionHealth::Connected) if failing.is_some() => (HealthView::Degraded, failing),
        (true, ConnectionHealth::Connected) => (HealthView::Connected, None),
    };
    let resting = health == HealthView::Disabled || health == HealthView::NeedsSignIn;
    Ok(ChannelHealthView {
        id: c.id.to_string(),
        name: c.name.clone(),
        platform: platform(&c.platform),
        account: account(c),
        practice: c.practice,
        health,
        reason: reason.as_ref().map(ReasonView::from),
        last_ok: flows.iter().filter_map(|f| f.last_ok_at).max(),
        next_run: on.iter().filter_map(|f| f.due_at).min().filter(|_| !resting),
        backlog: small(view.outbox().waiting(Some(&c.id))?.len() as u64),
        flows_on: small(on.len() as u64),
        flows: small(flows.len() as u64),
    })
}

fn platform(platform: &Platform) -> PlatformView {
    match platform {
        Platform::Amazon => PlatformView::Amazon,
        // A later version's connection is shown, never run.
        Platform::TiktokShop | Platform::Unknown(_) => PlatformView::TiktokShop,
    }
}

/// The account in words.
fn account(c: &Connection) -> String {
    let fact = |name: &str| c.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty());
    let parts = match c.platform {
        Platform::Amazon => [fact("country").map(str::to_owned), fact("seller_id").map(|id| format!("seller {id}"))],
        Platform::TiktokShop | Platform::Unknown(_) => {
            [fact("region").map(str::to_owned), fact("shop_id").map(|id| format!("shop {id}"))]
        }
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

pub(crate) async fn test(desk: &Desk, request: &ChannelRef) -> Result<CheckView, CommandError> {
    let id = keys::connection(&request.id)?;
    desk.store.read(|view| keys::row(view, &id))?;
    let steps = desk.house.test(&id).await?;
    if steps.iter().all(|s| !matches!(s.outcome, CheckOutcome::Failed(_))) {
        works_again(desk, &id)?;
    }
    Ok(checked(&steps))
}

pub(crate) fn checked(steps: &[CheckStep]) -> CheckView {
    CheckView { steps: steps.iter().map(step).collect() }
}

/// A connection that waited for a sign-in answers every read again: its flows go on.
fn works_again(desk: &Desk, id: &ConnectionId) -> Result<(), CommandError> {
    let now = desk.house.now();
    let rested = desk.store.write(|tx| {
        let mut row = keys::row(tx, id)?;
        if row.health != ConnectionHealth::NeedsSignIn {
            return Ok(false);
        }
        row.health = ConnectionHealth::Connected;
        row.health_reason = None;
        tx.connections().save(&row)?;
        for flow in tx.flows().of(id)?.iter().filter(|f| f.on) {
            tx.flows().mark_due(id, flow.flow, now)?;
        }
        Ok(true)
    })?;
    if rested {
        desk.engine.wake();
    }
    Ok(())
}

fn step(step: &CheckStep) -> CheckStepView {
    let (outcome, note, reason) = match &step.outcome {
        CheckOutcome::Passed => (StepOutcomeView::Passed, None, None),
        CheckOutcome::Warned(note) => (StepOutcomeView::Warned, Some(note.clone()), None),
        CheckOutcome::Failed(reason) => (StepOutcomeView::Failed, None, Some(ReasonView::from(reason))),
    };
    CheckStepView {
        what: step.what.clone(),
        scope: step.scope.clone(),
        outcome,
        note,
        reason,
        latency_ms: u32::try_from(step.latency.as_millis()).unwrap_or(u32::MAX),
        clock_difference_secs: step.clock_difference_secs,
    }
}

pub(crate) fn rename(desk: &Desk, request: &RenameChannel) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let name = request.name.trim().to_owned();
    let saved = desk.store.write(|tx| {
        let mut row = keys::row(tx, &id)?;
        row.name = name;
        tx.connections().save(&row)
    });
    match saved {
        Ok(()) => Ok(Done {}),
        Err(error @ LedgerError::Conflict { .. }) => Err(CommandError::from(error).on("name")),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn enable(desk: &Desk, request: &EnableChannel) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let now = desk.house.now();
    desk.store.write(|tx| {
        let mut row = keys::row(tx, &id)?;
        row.enabled = request.enabled;
        tx.connections().save(&row)?;
        if request.enabled {
            // The first pass catches up from the stored cursor (F003).
            for flow in tx.flows().of(&id)?.iter().filter(|f| f.on) {
                tx.flows().mark_due(&id, flow.flow, now)?;
            }
        }
        Ok(())
    })?;
    desk.engine.wake();
    Ok(Done {})
}

pub(crate) async fn remove(desk: &Desk, request: &RemoveChannel) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let unknown = desk.store.read(|view| {
        keys::row(view, &id)?;
        unknown_outcomes(view, &id)
    })?;
    if unknown > 0 && !request.force {
        let message =
            format!("The outcome of {unknown} exports is not known yet, so this connection cannot be removed now.");
        return Err(CommandError::new(
            "outcome_unknown",
            message,
            "Wait until they are looked up, or remove it all the same.",
        ));
    }
    let now = desk.house.now();
    // Secrets first: a connection that is gone from the list must not leave its keys behind.
    desk.house.removed(&id).await?;
    desk.store.write(|tx| tx.connections().remove(&id, now))?;
    Ok(Done {})
}

/// Exports of which nobody knows whether they arrived; for a shop, those of its orders at its fulfiller.
pub(crate) fn unknown_outcomes(view: &View<'_>, id: &ConnectionId) -> Result<usize, LedgerError> {
    let row = keys::row(view, id)?;
    let fulfiller = row.first_partner().cloned().unwrap_or_else(|| id.clone());
    let mut count = 0;
    for export in view.exports().unknown_outcome(&fulfiller)? {
        let of_shop = view.orders().get(export.order)?.is_some_and(|o| o.order.connection == *id);
        count += usize::from(fulfiller == *id || of_shop);
    }
    Ok(count)
}
