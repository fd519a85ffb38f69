//! What a person does with orders.

use shopferry_domain::Reason;
use shopferry_engine::EngineError;
use shopferry_ledger::OrderKey;

use crate::desk::Desk;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::orders::{BulkRefusal, BulkView, OrderRef, OrderRefs, SendAnyway};
use crate::wire::reason::ReasonView;

/// Orders of one bulk action.
const BULK_MAX: usize = 1_000;

pub(crate) fn retry(desk: &Desk, request: &OrderRefs) -> Result<BulkView, CommandError> {
    bulk(desk, &request.keys, |key| desk.engine.retry(key))
}

pub(crate) fn send(desk: &Desk, request: &SendAnyway) -> Result<BulkView, CommandError> {
    bulk(desk, &request.keys, |key| desk.engine.send_anyway(key))
}

/// Skips the rest of the extra delay (F061).
pub(crate) fn send_now(desk: &Desk, request: &OrderRefs) -> Result<BulkView, CommandError> {
    bulk(desk, &request.keys, |key| desk.engine.send_now(key))
}

/// The order stays as it was sent (F043).
pub(crate) fn accept_change(desk: &Desk, request: &OrderRef) -> Result<Done, CommandError> {
    desk.engine.accept_change(keys::order(&request.key)?)?;
    Ok(Done {})
}

pub(crate) fn archive(desk: &Desk, request: &OrderRefs) -> Result<BulkView, CommandError> {
    bulk(desk, &request.keys, |key| desk.engine.archive(key))
}

pub(crate) fn unarchive(desk: &Desk, request: &OrderRefs) -> Result<BulkView, CommandError> {
    bulk(desk, &request.keys, |key| desk.engine.unarchive(key))
}

pub(crate) fn cancel(desk: &Desk, request: &OrderRef) -> Result<Done, CommandError> {
    desk.engine.cancel_at_fulfiller(keys::order(&request.key)?)?;
    Ok(Done {})
}

pub(crate) async fn refresh(desk: &Desk, request: &OrderRef) -> Result<Done, CommandError> {
    desk.engine.refresh(keys::order(&request.key)?).await?;
    Ok(Done {})
}

/// One after the other; one that is refused never stops the rest.
fn bulk<F>(desk: &Desk, wanted: &[String], act: F) -> Result<BulkView, CommandError>
where
    F: Fn(OrderKey) -> Result<(), EngineError>,
{
    if wanted.len() > BULK_MAX {
        let message = format!("{} orders were chosen; at most {BULK_MAX} go at once.", wanted.len());
        return Err(CommandError::new("bad_input", message, "Choose fewer orders."));
    }
    let keys = wanted.iter().map(|k| keys::order(k)).collect::<Result<Vec<_>, _>>()?;
    let mut view = BulkView { done: 0, refused: Vec::new() };
    for key in keys {
        match act(key) {
            Ok(()) => view.done += 1,
            Err(error) => view.refused.push(refusal(desk, key, &error.as_reason())?),
        }
    }
    Ok(view)
}

/// One that was not taken, by its number.
pub(crate) fn refusal(desk: &Desk, key: OrderKey, reason: &Reason) -> Result<BulkRefusal, CommandError> {
    let row = desk.store.read(|view| view.orders().get(key))?;
    let number = row.map_or_else(|| key.0.to_string(), |r| r.order.remote.to_string());
    Ok(BulkRefusal { number, reason: ReasonView::from(reason) })
}
