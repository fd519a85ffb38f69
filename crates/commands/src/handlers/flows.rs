//! Flow switches and *run now* (F019, F203).

use crate::desk::Desk;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::{RunFlow, SwitchFlow};

pub(crate) fn switch(desk: &Desk, request: &SwitchFlow) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let flow = keys::flow(&request.flow)?;
    let (row, connection) = desk.store.read(|view| Ok((view.flows().get(&id, flow)?, keys::row(view, &id)?)))?;
    let row = row.ok_or_else(|| CommandError::not_found("flow"))?;
    let cadence = request.cadence_secs.unwrap_or(row.cadence_secs);
    let (least, most) = shopferry_engine::flows::cadence_limits(flow);
    if request.cadence_secs.is_some() && !(least..=most).contains(&cadence) {
        let message = format!("The pause between two passes can be {least} to {most} seconds here.");
        return Err(CommandError::new("bad_input", message, "Choose a number within these limits.").on("cadence_secs"));
    }
    let writes = shopferry_engine::flows::writes(flow) && !connection.practice;
    if request.on && !row.on && writes && !request.confirmed {
        let message = "This flow writes to a real account.";
        return Err(CommandError::new("needs_confirmation", message, "Confirm that you want to switch it on."));
    }
    desk.engine.switch_flow(&id, flow, request.on, request.cadence_secs)?;
    Ok(Done {})
}

pub(crate) fn run(desk: &Desk, request: &RunFlow) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let flow = keys::flow(&request.flow)?;
    let row = desk.store.read(|view| {
        keys::row(view, &id)?;
        view.flows().get(&id, flow)
    })?;
    let row = row.ok_or_else(|| CommandError::not_found("flow"))?;
    if !row.on {
        let message = "This flow is switched off.";
        return Err(CommandError::new("flow_off", message, "Switch it on first."));
    }
    desk.engine.run_now(&id, flow)?;
    Ok(Done {})
}
