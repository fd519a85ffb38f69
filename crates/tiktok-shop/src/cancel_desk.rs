//! Cancelling orders and answering buyers' requests (F102, F103; tiktok-shop fact sheet 11.1, 11.2).

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_channel::{
    CancelDesk, CancelEligibility, CancelReason, CancelReceipt, CancellationStatus, ChannelError, Refusal, RefusalKind,
    Result,
};
use shopferry_domain::{CancellationId, LineId, ReasonCode, RemoteOrderId};

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::{
    APPROVE_CANCELLATION, CANCEL_ELIGIBILITY, CANCEL_ORDER, Operation, REJECT_CANCELLATION, REJECT_REASONS,
};
use crate::wire;

pub(crate) struct Desk {
    pub(crate) client: Arc<Client>,
    /// Whether single lines may be named in this region.
    pub(crate) single_lines: bool,
}

#[async_trait]
impl CancelDesk for Desk {
    async fn eligibility(&self, order: &RemoteOrderId) -> Result<CancelEligibility> {
        let ask = |version: &str| {
            let ask = Ask::default().id(order.as_str()).query("initiate_aftersale_user", "SELLER");
            if version == "202309" { ask } else { ask.query("request_types", "CANCEL") }
        };
        let answer: wire::Eligibility = self.call(&CANCEL_ELIGIBILITY, ask).await?;
        Ok(CancelEligibility { lines: map::line_eligibility(answer), single_lines: self.single_lines })
    }

    async fn cancel(&self, order: &RemoteOrderId, lines: Option<&[LineId]>, reason: &str) -> Result<CancelReceipt> {
        let lines = match lines {
            // To the platform an empty list means *all lines*; we never mean that.
            Some([]) => return Err(ours("no line is named")),
            Some(_) if !self.single_lines => return Err(ours("single lines cannot be cancelled in this region")),
            Some(lines) => lines,
            None => &[],
        };
        let ids = || lines.iter().map(LineId::as_str);
        let ask = |version: &str| {
            let (mut order_line_item_ids, mut order_line_list) = (Vec::new(), Vec::new());
            if version == "202309" {
                order_line_item_ids = ids().collect();
            } else {
                order_line_list = ids().map(|line| wire::CancelLine { order_line_item_id: line }).collect();
            }
            Ask::default().body(&wire::CancelOrder {
                order_id: order.as_str(),
                cancel_reason: reason,
                order_line_item_ids,
                order_line_list,
            })
        };
        let answer: wire::Cancelled = self.call(&CANCEL_ORDER, ask).await?;
        // It was taken in any case; an id that cannot be used is found again when cancellations are read.
        let id = answer.cancel_id.and_then(|id| CancellationId::new(id).ok());
        let status = answer.cancel_status.map_or(CancellationStatus::Asked, |word| map::cancel_status(&word));
        Ok(CancelReceipt { id, status })
    }

    async fn reject_reasons(&self, request: &CancellationId) -> Result<Vec<CancelReason>> {
        let ask = |_: &str| Ask::default().query("return_or_cancel_id", request.as_str());
        let answer: wire::RejectReasons = self.call(&REJECT_REASONS, ask).await?;
        Ok(answer.reasons.into_iter().filter_map(map::reject_reason).collect())
    }

    async fn approve(&self, request: &CancellationId) -> Result<()> {
        let ask = |_: &str| Ask::default().id(request.as_str()).body(&wire::NoFields {});
        self.call::<wire::Nothing>(&APPROVE_CANCELLATION, ask).await.map(|_| ())
    }

    async fn reject(&self, request: &CancellationId, reason: &str) -> Result<()> {
        let body = wire::RejectCancellation { reject_reason: reason };
        let ask = |_: &str| Ask::default().id(request.as_str()).body(&body);
        self.call::<wire::Nothing>(&REJECT_CANCELLATION, ask).await.map(|_| ())
    }
}

impl Desk {
    async fn call<T: serde::de::DeserializeOwned + Default>(
        &self,
        operation: &'static Operation,
        ask: impl Fn(&str) -> Ask + Send + Sync,
    ) -> Result<T> {
        self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))
    }
}

/// A no of our own, before anything was sent.
fn ours(message: &str) -> ChannelError {
    ChannelError::Refused(Refusal {
        kind: RefusalKind::Other,
        reason: ReasonCode::CancelSingleLines,
        code: "not_sent".to_owned(),
        message: message.to_owned(),
    })
}
