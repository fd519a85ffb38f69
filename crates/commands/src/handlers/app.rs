//! The frame around every page.

use shopferry_domain::{OrderState, ReasonCode};
use shopferry_ledger::{FlowRow, JobKind, LedgerError, View};

use crate::desk::Desk;
use crate::handlers::{attention, settings};
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::app::{AppView, EngineStateView, PendingWorkView, SetEngine};

pub(crate) async fn get(desk: &Desk) -> Result<AppView, CommandError> {
    let frame = desk.house.frame().await;
    let now = desk.house.now();
    let (connections, flows, attention, chosen) = desk.store.read(|view| {
        let connections = view.connections().all()?;
        let flows = enabled_flows(view)?;
        let attention: u32 = attention::groups(view, now)?.iter().map(|g| g.count).sum();
        Ok((connections, flows, attention, settings::stored(view)?))
    })?;
    let offered = chosen.start_at_login.is_some() || connections.iter().all(|c| c.practice);
    Ok(AppView {
        first_run: connections.is_empty() && frame.practice.is_none(),
        engine: engine_state(desk, frame.owner.is_some(), &flows),
        synced_at: flows.iter().filter_map(|f| f.last_ok_at).max(),
        attention,
        away: frame.away,
        ask_about_tray: frame.ask_about_tray && chosen.close_to_tray.is_none(),
        offer_start_at_login: !offered,
        version: frame.version,
        data_dir: frame.data_dir,
        secrets_place: frame.secrets_place,
        trouble: None,
        now,
        owner: frame.owner,
        practice: frame.practice,
    })
}

/// Flows that are on, of connections that are enabled.
fn enabled_flows(view: &View<'_>) -> Result<Vec<FlowRow>, LedgerError> {
    let mut found = Vec::new();
    for connection in view.connections().all()?.iter().filter(|c| c.enabled) {
        found.extend(view.flows().of(&connection.id)?.into_iter().filter(|f| f.on));
    }
    Ok(found)
}

fn engine_state(desk: &Desk, read_only: bool, flows: &[FlowRow]) -> EngineStateView {
    let offline = |f: &FlowRow| f.last_reason.as_ref().is_some_and(|r| r.code == ReasonCode::Offline);
    let ran: Vec<&FlowRow> = flows.iter().filter(|f| f.last_finished_at.is_some()).collect();
    if read_only {
        EngineStateView::ReadOnly
    } else if desk.engine.is_paused() {
        EngineStateView::Paused
    } else if ran.iter().any(|f| offline(f)) && ran.iter().all(|f| f.failures > 0 || f.last_ok_at.is_none()) {
        EngineStateView::Offline
    } else {
        EngineStateView::Running
    }
}

pub(crate) fn set_engine(desk: &Desk, request: &SetEngine) -> Result<Done, CommandError> {
    if request.running {
        desk.engine.resume()
    } else {
        desk.engine.pause()
    }
    Ok(Done {})
}

pub(crate) fn pending(desk: &Desk) -> Result<PendingWorkView, CommandError> {
    let (counts, waiting) =
        desk.store.read(|view| Ok((view.orders().counts_by_state(None)?, view.outbox().waiting(None)?)))?;
    let count = |states: &[OrderState]| -> u64 { states.iter().filter_map(|s| counts.get(s)).sum() };
    let exports = small(count(&[OrderState::WaitingToExport, OrderState::Exporting]));
    let confirmations = small(waiting.iter().filter(|j| j.kind == JobKind::ConfirmShipment).count() as u64);
    let open_orders = small(counts.iter().filter(|(s, _)| waits(**s)).map(|(_, n)| *n).sum());
    Ok(PendingWorkView { exports, confirmations, open_orders, sentence: sentence(exports, confirmations, open_orders) })
}

fn waits(state: OrderState) -> bool {
    state.is_in_flight() || matches!(state, OrderState::OnHold | OrderState::New | OrderState::WaitingToExport)
}

fn sentence(exports: u32, confirmations: u32, open_orders: u32) -> String {
    let mut parts = Vec::new();
    for (n, one, many) in [
        (exports, "order is due to be sent to Amazon", "orders are due to be sent to Amazon"),
        (confirmations, "shipment is not yet told to the shop", "shipments are not yet told to the shop"),
        (open_orders, "order is on its way and will not be watched", "orders are on their way and will not be watched"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {}", if n == 1 { one } else { many }));
        }
    }
    match parts.as_slice() {
        [] => "Nothing waits.".to_owned(),
        parts => format!("{}. It all goes on when Shopferry runs again.", parts.join("; ")),
    }
}

/// Counts of rows fit; more than four billion are shown as that.
pub(crate) fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
