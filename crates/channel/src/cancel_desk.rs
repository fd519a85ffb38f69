//! Deciding about cancellations on a sales channel (F102, F103).

use async_trait::async_trait;
use shopferry_domain::{CancellationId, LineId, RemoteOrderId};

use crate::Result;
use crate::sales::CancellationStatus;

/// A reason of the platform's own list; the list differs by order, state and region, so it is never built in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CancelReason {
    /// The platform's word, sent back as it is.
    pub name: String,
    /// For people; made from the word where the platform gives no text.
    pub text: String,
}

/// What the platform says about cancelling one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEligibility {
    /// Line.
    pub line: LineId,
    /// Whether the seller may cancel it now.
    pub eligible: bool,
    /// Reasons that may be given, in the platform's order. Empty where the platform does not list them.
    pub reasons: Vec<CancelReason>,
    /// Why not, the platform's words.
    pub why_not: Option<String>,
}

/// What the seller may cancel of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CancelEligibility {
    /// Lines that the platform names; a line it does not name may not be cancelled.
    pub lines: Vec<LineEligibility>,
    /// Whether single lines may be named at all in this region (features F102: US and GB).
    pub single_lines: bool,
}

impl CancelEligibility {
    /// Reasons for cancelling everything that may be cancelled: those that all eligible lines share. Empty if nothing
    /// may be cancelled.
    pub fn reasons_for_all(&self) -> Vec<CancelReason> {
        let mut eligible = self.lines.iter().filter(|line| line.eligible);
        let Some(first) = eligible.next() else { return Vec::new() };
        let rest: Vec<&LineEligibility> = eligible.collect();
        first.reasons.iter().filter(|r| rest.iter().all(|line| line.reasons.contains(r))).cloned().collect()
    }

    /// Reasons for cancelling this line alone: only for lack of stock, and only where single lines may be named.
    pub fn reasons_for_line(&self, line: &LineId) -> Vec<CancelReason> {
        let found = self.lines.iter().find(|l| l.line == *line).filter(|l| l.eligible && self.single_lines);
        let for_lack = |reason: &&CancelReason| reason.name.contains("out_of_stock");
        found.map(|l| l.reasons.iter().filter(for_lack).cloned().collect()).unwrap_or_default()
    }
}

/// What came of asking to cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelReceipt {
    /// The cancellation, when the platform names it.
    pub id: Option<CancellationId>,
    /// Where it stands.
    pub status: CancellationStatus,
}

/// Cancels, and answers buyers' requests. Nothing here is repeated by itself: a lost answer is
/// [`crate::ChannelError::OutcomeUnknown`], after which the order is read again.
#[async_trait]
pub trait CancelDesk: Send + Sync {
    /// What may be cancelled by the seller now, and with which reasons.
    async fn eligibility(&self, order: &RemoteOrderId) -> Result<CancelEligibility>;
    /// Cancels an order, or (where that is allowed) some of its lines.
    async fn cancel(&self, order: &RemoteOrderId, lines: Option<&[LineId]>, reason: &str) -> Result<CancelReceipt>;
    /// The reasons for rejecting this request.
    async fn reject_reasons(&self, request: &CancellationId) -> Result<Vec<CancelReason>>;
    /// Agrees to a buyer's request.
    async fn approve(&self, request: &CancellationId) -> Result<()>;
    /// Rejects a buyer's request with one of [`CancelDesk::reject_reasons`]. In the US marking as shipped rejects an
    /// open request by itself (tiktok-shop fact sheet 9.1).
    async fn reject(&self, request: &CancellationId, reason: &str) -> Result<()>;
}
