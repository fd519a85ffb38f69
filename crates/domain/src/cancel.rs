//! What a cancellation on the sales channel means for a part (F100; features section 7).

use crate::fulfillment::FulfillmentStatus;
use crate::life::OrderState;

/// What to do next about a cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelStep {
    /// Nothing open at the fulfiller: the part is dropped.
    Drop,
    /// A request is on its way: wait for its outcome first.
    AwaitOutcome,
    /// Ask the fulfiller to cancel, then believe only what it shows.
    AskFulfiller,
    /// Already asked: read until the state is final.
    Poll,
    /// The fulfiller shows it cancelled.
    Cancelled,
    /// Past cancelling: red notice with recovery steps.
    TooLate,
    /// The order has already ended; nothing changes.
    Nothing,
}

/// A cancel call without an answer is repeated at most this often (features section 7).
pub const CANCEL_CALLS_MAX: u32 = 3;

/// The next step for a part in `state`; `at_fulfiller` is the state last read there, `calls` the cancel calls made.
/// Where the fulfiller does not tell planning from picking (Amazon's second order version), *Processing* is tried too.
pub fn next_step(
    state: OrderState,
    at_fulfiller: Option<&FulfillmentStatus>,
    calls: u32,
    tells_picking: bool,
) -> CancelStep {
    use OrderState as S;
    match state {
        S::OnHold
        | S::New
        | S::Delayed
        | S::WaitingToExport
        | S::BlockedByRule
        | S::NeedsAttention
        | S::Unlinked
        | S::Unfulfillable
        | S::BeforeShopferry
        | S::LeftToSeller
        | S::ShippedByPlatform => CancelStep::Drop,
        S::Exporting => CancelStep::AwaitOutcome,
        S::Accepted | S::Processing | S::PartlyShipped | S::CancelRequested => match at_fulfiller {
            None => CancelStep::Poll,
            Some(FulfillmentStatus::Cancelled) => CancelStep::Cancelled,
            Some(s) if s.is_cancellable() && calls == 0 => CancelStep::AskFulfiller,
            // Asked already: it is believed only when it shows, and never asked without end.
            Some(s) if s.is_cancellable() => CancelStep::Poll,
            Some(FulfillmentStatus::Processing) if !tells_picking && calls == 0 => CancelStep::AskFulfiller,
            Some(FulfillmentStatus::Processing) if !tells_picking => CancelStep::Poll,
            Some(FulfillmentStatus::Unknown(_)) => CancelStep::Poll,
            Some(FulfillmentStatus::Unfulfillable | FulfillmentStatus::Invalid) => CancelStep::Cancelled,
            Some(_) => CancelStep::TooLate,
        },
        S::Shipped | S::Completed | S::Cancelled | S::CancelTooLate | S::Archived => CancelStep::Nothing,
    }
}
