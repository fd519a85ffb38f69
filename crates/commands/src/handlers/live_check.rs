//! The live check with one product and one order (F325).

use shopferry_domain::live_check::LiveStep;
use shopferry_domain::{ConnectionId, ListingSkuId, RemoteOrderId};
use shopferry_engine::live_check::{StepState, live_check_of, live_steps};
use shopferry_ledger::Flow;

use crate::desk::Desk;
use crate::handlers::review::shop;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::ChannelRef;
use crate::wire::reason::ReasonView;
use crate::wire::review::{BeginLiveCheck, LiveCheckView, LiveStateView, LiveStepView, SkipLiveStep};

pub(crate) fn get(desk: &Desk, request: &ChannelRef) -> Result<LiveCheckView, CommandError> {
    let id = shop(desk, &request.id)?;
    Ok(desk.store.read(|view| {
        let Some(check) = live_check_of(view, &id)? else {
            return Ok(LiveCheckView { begun_at: None, sku: None, order: None, steps: Vec::new() });
        };
        let steps = live_steps(view, &id, &check)?;
        let listing = view.listings().get(&id, &check.sku)?;
        let sku = listing.and_then(|l| l.seller_sku).map_or_else(|| check.sku.to_string(), |s| s.to_string());
        Ok(LiveCheckView {
            begun_at: Some(check.begun_at),
            sku: Some(sku),
            order: Some(check.order.to_string()),
            steps: steps.into_iter().map(|(step, state)| shown(step, state)).collect(),
        })
    })?)
}

fn shown(step: LiveStep, state: StepState) -> LiveStepView {
    let (state, detail, reason) = match state {
        StepState::Waits => (LiveStateView::Waits, None, None),
        StepState::Done(detail) => (LiveStateView::Done, Some(detail), None),
        StepState::Failed(reason) => (LiveStateView::Failed, None, Some(ReasonView::from(&reason))),
        StepState::Skipped(_) => (LiveStateView::Skipped, None, None),
    };
    LiveStepView { step: step.name().to_owned(), state, detail, reason }
}

pub(crate) fn begin(desk: &Desk, request: &BeginLiveCheck) -> Result<Done, CommandError> {
    let id = shop(desk, &request.id)?;
    let sku = listing(desk, &id, request.sku.trim())?;
    let unknown = || {
        let message = format!("The shop has no order {} here.", request.order.trim());
        CommandError::new("not_found", message, "Copy the number of an order that shows under Orders.").on("order")
    };
    let order = RemoteOrderId::new(&request.order).map_err(|_| unknown())?;
    if desk.store.read(|view| view.orders().by_remote(&id, &order))?.is_none() {
        return Err(unknown());
    }
    desk.engine.begin_live_check(&id, sku, order)?;
    Ok(Done {})
}

/// The listing by its own id or by its seller SKU, when only one listing has it.
fn listing(desk: &Desk, shop: &ConnectionId, text: &str) -> Result<ListingSkuId, CommandError> {
    let rows = desk.store.read(|view| view.listings().all(shop))?;
    let of = |l: &&shopferry_ledger::ListingRow| {
        l.sku.as_str() == text || l.seller_sku.as_ref().is_some_and(|s| s.as_str() == text)
    };
    let found: Vec<_> = rows.iter().filter(|l| !l.gone).filter(of).collect();
    match found.as_slice() {
        [one] => Ok(one.sku.clone()),
        [] => Err(CommandError::new(
            "not_found",
            format!("The shop has no listing with the SKU {text} here."),
            "Copy the SKU of a listing that shows under Inventory.",
        )
        .on("sku")),
        _ => Err(CommandError::new(
            "bad_input",
            format!("{} listings have the SKU {text}.", found.len()),
            "Enter the listing’s own id.",
        )
        .on("sku")),
    }
}

pub(crate) fn skip(desk: &Desk, request: &SkipLiveStep) -> Result<Done, CommandError> {
    let id = shop(desk, &request.id)?;
    let step = LiveStep::by_name(&request.step).ok_or_else(|| CommandError::not_found("step"))?;
    desk.engine.skip_live_step(&id, step, request.skipped)?;
    Ok(Done {})
}

pub(crate) fn end(desk: &Desk, request: &ChannelRef) -> Result<Done, CommandError> {
    let id = shop(desk, &request.id)?;
    desk.engine.end_live_check(&id)?;
    desk.engine.run_now(&id, Flow::PullOrders)?;
    Ok(Done {})
}
