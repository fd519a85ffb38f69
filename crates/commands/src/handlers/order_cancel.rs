//! Cancelling an order at the platform, answering its buyer's request, and placing it anew (F102, F103).

use shopferry_channel::CancelReason;
use shopferry_domain::LineId;

use crate::desk::Desk;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::orders::{
    AnswerRequest, CancelChoicesView, CancelLineView, CancelOnPlatform, CancelReasonView, OrderRef,
};

pub(crate) async fn choices(desk: &Desk, request: &OrderRef) -> Result<CancelChoicesView, CommandError> {
    let key = keys::order(&request.key)?;
    let choices = desk.engine.cancel_choices(key).await?;
    let row = desk.store.read(|view| view.orders().get(key))?.ok_or_else(|| CommandError::not_found("order"))?;
    let title = |line: &LineId| {
        let found = row.order.lines.iter().find(|l| l.id == *line);
        found.map(|l| l.title.clone()).unwrap_or_default()
    };
    let lines = choices.lines.iter().map(|(line, reasons)| CancelLineView {
        line: line.to_string(),
        title: title(line),
        reasons: reasons.iter().map(reason).collect(),
    });
    Ok(CancelChoicesView {
        asked: choices.request.is_some(),
        may_accept: choices.may_accept,
        reject_reasons: choices.reject_reasons.iter().map(reason).collect(),
        cancel_reasons: choices.cancel_reasons.iter().map(reason).collect(),
        lines: lines.collect(),
    })
}

pub(crate) async fn answer(desk: &Desk, request: &AnswerRequest) -> Result<Done, CommandError> {
    let key = keys::order(&request.key)?;
    match (&request.reject_reason, request.accept) {
        (_, true) => desk.engine.accept_request(key).await?,
        (Some(reason), false) => desk.engine.reject_request(key, reason).await?,
        (None, false) => {
            let message = "A request is rejected with one of the listed reasons.";
            return Err(CommandError::new("bad_input", message, "Choose a reason.").on("reject_reason"));
        }
    }
    Ok(Done {})
}

pub(crate) async fn on_platform(desk: &Desk, request: &CancelOnPlatform) -> Result<Done, CommandError> {
    let key = keys::order(&request.key)?;
    let lines = request.lines.iter().map(LineId::new).collect::<Result<Vec<_>, _>>();
    let lines = lines.map_err(|_| CommandError::not_found("order line"))?;
    desk.engine.cancel_on_platform(key, &lines, &request.reason).await?;
    Ok(Done {})
}

pub(crate) fn place_anew(desk: &Desk, request: &OrderRef) -> Result<Done, CommandError> {
    desk.engine.place_anew(keys::order(&request.key)?)?;
    Ok(Done {})
}

fn reason(reason: &CancelReason) -> CancelReasonView {
    CancelReasonView { name: reason.name.clone(), text: reason.text.clone() }
}
