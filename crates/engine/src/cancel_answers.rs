//! Cancelling at the sales platform and answering buyers' requests, by a person's click; agreeing by itself only to what
//! Amazon has confirmed, and only where the shop wants that (F102, F103).

use shopferry_channel::{CancelEligibility, CancelReason, CancelReceipt, ChannelError, SalesChannel};
use shopferry_domain::{CancellationId, LineId, OrderState, Reason, ReasonCode};
use shopferry_ledger::{CancellationRow, EventKind, Flow, FlowRow, LedgerError, OrderKey, OrderRow};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::pass::PassResult;

/// An agreement that was not taken is tried this often.
const AGREE_TRIES: u32 = 3;

/// What a person may decide about an order's cancel now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CancelChoices {
    /// The buyer's open request.
    pub request: Option<CancellationRow>,
    /// Amazon has nothing of it any more: the request can be accepted.
    pub may_accept: bool,
    /// Reasons for rejecting the request.
    pub reject_reasons: Vec<CancelReason>,
    /// Reasons for cancelling the whole order at the platform.
    pub cancel_reasons: Vec<CancelReason>,
    /// Lines that may be cancelled alone, with their reasons (US and GB, for lack of stock).
    pub lines: Vec<(LineId, Vec<CancelReason>)>,
}

impl Engine {
    /// Asks the platform what may be decided about an order's cancel now.
    ///
    /// # Errors
    /// As the platform.
    pub async fn cancel_choices(&self, key: OrderKey) -> Result<CancelChoices> {
        let (row, port) = self.at_desk(key)?;
        let desk = port.cancel_desk().ok_or_else(|| EngineError::refused(ReasonCode::RegionNotSupported))?;
        let order = &row.order;
        let request = self.store.read(|v| v.cancellations().open_request(&order.connection, &order.remote))?;
        if let Some(request) = request {
            let reject_reasons = desk.reject_reasons(&request.id).await?;
            let may_accept = nothing_at_amazon(&row);
            return Ok(CancelChoices {
                request: Some(request),
                may_accept,
                reject_reasons,
                ..CancelChoices::default()
            });
        }
        let eligibility = desk.eligibility(&order.remote).await?;
        Ok(CancelChoices {
            cancel_reasons: eligibility.reasons_for_all(),
            lines: single_lines(&eligibility),
            ..CancelChoices::default()
        })
    }

    /// Accepts the buyer's request. Amazon goes first: while it may still ship, nothing is accepted (F103).
    ///
    /// # Errors
    /// When there is no open request, Amazon has not confirmed its cancel, or as the platform.
    pub async fn accept_request(&self, key: OrderKey) -> Result<()> {
        let (row, port) = self.at_desk(key)?;
        let request = self.open_request(&row)?;
        if !nothing_at_amazon(&row) {
            let code = match row.state {
                Some(OrderState::CancelTooLate | OrderState::Shipped) => ReasonCode::CancelImpossible,
                _ => ReasonCode::OutcomeUnknown,
            };
            return Err(EngineError::refused(code));
        }
        let answer = self.desk_of(&*port)?.approve(&request.id).await;
        self.answered(&row, "The buyer’s request to cancel was accepted.", answer).await
    }

    /// Rejects it with one of the platform's reasons.
    ///
    /// # Errors
    /// When there is no open request, the reason is none of the list, or as the platform.
    pub async fn reject_request(&self, key: OrderKey, reason: &str) -> Result<()> {
        let (row, port) = self.at_desk(key)?;
        let request = self.open_request(&row)?;
        let desk = self.desk_of(&*port)?;
        if !desk.reject_reasons(&request.id).await?.iter().any(|r| r.name == reason) {
            return Err(EngineError::Refused(Reason::about(ReasonCode::CancelReasonRefused, reason)));
        }
        let answer = desk.reject(&request.id, reason).await;
        self.answered(&row, "The buyer’s request to cancel was rejected.", answer).await
    }

    /// Cancels the order, or single lines of it, at the platform (F102). What Amazon has of it is cancelled there as
    /// with any other cancel.
    ///
    /// # Errors
    /// When the platform's list does not offer this reason for these lines, or as the platform.
    pub async fn cancel_on_platform(&self, key: OrderKey, lines: &[LineId], reason: &str) -> Result<()> {
        let (row, port) = self.at_desk(key)?;
        let desk = self.desk_of(&*port)?;
        let eligibility = desk.eligibility(&row.order.remote).await?;
        let offers = |reasons: Vec<CancelReason>| reasons.iter().any(|r| r.name == reason);
        let offered = match lines {
            [] => offers(eligibility.reasons_for_all()),
            lines => lines.iter().all(|line| offers(eligibility.reasons_for_line(line))),
        };
        if !offered {
            let code = if lines.is_empty() { ReasonCode::CancelReasonRefused } else { ReasonCode::CancelSingleLines };
            return Err(EngineError::Refused(Reason::about(code, reason)));
        }
        let named = Some(lines).filter(|lines| !lines.is_empty());
        let answer: std::result::Result<CancelReceipt, _> = desk.cancel(&row.order.remote, named, reason).await;
        let text = match lines.len() {
            0 => "Cancelled at the platform by hand.".to_owned(),
            n => format!("{n} lines cancelled at the platform by hand."),
        };
        self.answered(&row, &text, answer.map(drop)).await
    }

    /// Agrees to requests whose order Amazon has cancelled, where the shop wants that.
    pub(crate) async fn agree_to_confirmed(&self, row: &FlowRow, result: &mut PassResult) -> Result<()> {
        let shop = &row.connection;
        if !self.store.read(|v| v.settings().shop(shop))?.accept_confirmed_cancels {
            return Ok(());
        }
        let port = self.sales(shop)?;
        let Some(desk) = port.cancel_desk() else { return Ok(()) };
        for request in self.store.read(|v| v.cancellations().asked(shop))? {
            let Some(order) = self.store.read(|v| v.orders().by_remote(shop, &request.remote))? else { continue };
            if !is_confirmed(&order) || !self.may_try(&order, &request.id)? {
                continue;
            }
            let answer = desk.approve(&request.id).await;
            let text = "Amazon confirmed the cancel: the buyer’s request was accepted by itself.";
            match self.answered(&order, text, answer).await {
                Ok(()) => result.count(true),
                Err(EngineError::Channel(error)) if error.is_about_the_connection() => return Err(error.into()),
                Err(EngineError::Ledger(error)) => return Err(error.into()),
                Err(_) => result.fail(),
            }
        }
        Ok(())
    }

    fn may_try(&self, order: &OrderRow, request: &CancellationId) -> Result<bool> {
        let now = self.now();
        Ok(self.store.write(|tx| {
            for try_no in 0..AGREE_TRIES {
                if tx.order_marks().put(order.key, &format!("agree:{request}:{try_no}"), now)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })?)
    }

    /// Notes what was done, and reads the order again: after a lost answer that alone tells.
    async fn answered(&self, row: &OrderRow, text: &str, answer: std::result::Result<(), ChannelError>) -> Result<()> {
        let now = self.now();
        let shop = &row.order.connection;
        self.step(shop.as_str(), "cancel_answer", row.order.remote.as_str(), if answer.is_ok() { "ok" } else { "no" });
        let text = match &answer {
            Ok(()) => text.to_owned(),
            Err(error) => format!("The platform did not take it: {error}."),
        };
        self.store.write(|tx| {
            tx.timeline().add(row.key, now, EventKind::Cancel, &text, None)?;
            Self::mark_due(tx, shop, &[Flow::PullCancellations], now)
        })?;
        let mut counts = PassResult::default();
        let ids = [row.order.remote.clone()];
        let read = self.read_orders(shop, Flow::PullCancellations, &ids, &mut counts).await;
        self.wake();
        answer?;
        read
    }

    fn at_desk(&self, key: OrderKey) -> Result<(OrderRow, std::sync::Arc<dyn SalesChannel>)> {
        let row = self.store.read(|v| v.orders().get(key))?;
        let missing = || EngineError::Ledger(LedgerError::NotFound { table: "orders", key: key.0.to_string() });
        let row = row.ok_or_else(missing)?;
        let port = self.sales(&row.order.connection)?;
        Ok((row, port))
    }

    fn desk_of<'a>(&self, port: &'a dyn SalesChannel) -> Result<&'a dyn shopferry_channel::CancelDesk> {
        port.cancel_desk().ok_or_else(|| EngineError::refused(ReasonCode::RegionNotSupported))
    }

    fn open_request(&self, row: &OrderRow) -> Result<CancellationRow> {
        let order = &row.order;
        let request = self.store.read(|v| v.cancellations().open_request(&order.connection, &order.remote))?;
        request.ok_or_else(|| EngineError::refused(ReasonCode::RequestDecided))
    }
}

/// Nothing of the order is, or may be, open at Amazon.
fn nothing_at_amazon(row: &OrderRow) -> bool {
    use OrderState as S;
    if row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::CancelConfirmed) {
        return true;
    }
    match row.state {
        None => true,
        Some(S::Cancelled | S::BeforeShopferry | S::Unfulfillable | S::Archived) => true,
        Some(state) => state.is_before_export(),
    }
}

fn is_confirmed(row: &OrderRow) -> bool {
    matches!(row.state, Some(OrderState::Cancelled | OrderState::Shipped))
        && row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::CancelConfirmed)
}

fn single_lines(eligibility: &CancelEligibility) -> Vec<(LineId, Vec<CancelReason>)> {
    let of = |line: &LineId| eligibility.reasons_for_line(line);
    let lines = eligibility.lines.iter().map(|l| (l.line.clone(), of(&l.line)));
    lines.filter(|(_, reasons)| !reasons.is_empty()).collect()
}
