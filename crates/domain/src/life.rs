//! The life of an order: its states and the closed table of allowed moves (F054; features section 3).

use serde::{Deserialize, Serialize};

/// Where an order stands with us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The platform holds it, or the hour after payment is not over.
    OnHold,
    /// Exportable, not yet decided.
    New,
    /// Waits for the extra delay.
    Delayed,
    /// A rule of the user keeps it back.
    BlockedByRule,
    /// Cannot go on without a person; the reason says why.
    NeedsAttention,
    /// Decided: will be sent.
    WaitingToExport,
    /// Intent stored; the outcome is unknown until an answer or a look-up.
    Exporting,
    /// The fulfiller has it.
    Accepted,
    /// The fulfiller works on it.
    Processing,
    /// Some units are in parcels.
    PartlyShipped,
    /// All units are in parcels or cancelled.
    Shipped,
    /// Delivered and the window is over.
    Completed,
    /// A cancel is on its way.
    CancelRequested,
    /// Cancelled.
    Cancelled,
    /// Cancelled at the platform but the fulfiller ships.
    CancelTooLate,
    /// The fulfiller cannot ship it.
    Unfulfillable,
    /// The platform ships it; read only.
    ShippedByPlatform,
    /// Paid before this program's start line, or first seen finished.
    BeforeShopferry,
    /// Not ours to ship.
    LeftToSeller,
    /// No line is linked.
    Unlinked,
    /// Out of the work lists.
    Archived,
}

use OrderState as S;

/// All states, in the order screens list them.
pub const STATES: [OrderState; 21] = [
    S::OnHold,
    S::New,
    S::Delayed,
    S::BlockedByRule,
    S::NeedsAttention,
    S::WaitingToExport,
    S::Exporting,
    S::Accepted,
    S::Processing,
    S::PartlyShipped,
    S::Shipped,
    S::Completed,
    S::CancelRequested,
    S::Cancelled,
    S::CancelTooLate,
    S::Unfulfillable,
    S::ShippedByPlatform,
    S::BeforeShopferry,
    S::LeftToSeller,
    S::Unlinked,
    S::Archived,
];

/// A move that the table does not hold: a fault, refused and logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an order may not go from {from:?} to {to:?}")]
pub struct ForbiddenMove {
    /// State before; none = first seen.
    pub from: Option<OrderState>,
    /// State asked for.
    pub to: OrderState,
}

impl OrderState {
    /// Nothing was ever sent: the order may be decided anew.
    pub fn is_before_export(self) -> bool {
        matches!(
            self,
            S::OnHold
                | S::New
                | S::Delayed
                | S::BlockedByRule
                | S::NeedsAttention
                | S::WaitingToExport
                | S::Unlinked
                | S::LeftToSeller
        )
    }

    /// The fulfiller has it, or may have it.
    pub fn is_in_flight(self) -> bool {
        matches!(self, S::Exporting | S::Accepted | S::Processing | S::PartlyShipped | S::CancelRequested)
    }

    /// Nothing more will be done.
    pub fn is_final(self) -> bool {
        matches!(self, S::Completed | S::Cancelled | S::CancelTooLate | S::Archived | S::Unfulfillable)
    }

    /// Its units count as open demand until a newer source read knows them (F128).
    pub fn holds_demand(self) -> bool {
        matches!(
            self,
            S::OnHold
                | S::New
                | S::Delayed
                | S::BlockedByRule
                | S::NeedsAttention
                | S::WaitingToExport
                | S::Exporting
                | S::Accepted
                | S::Processing
                | S::PartlyShipped
                | S::CancelRequested
        )
    }

    /// Checks a move against the table; staying is always allowed.
    pub fn check_move(from: Option<Self>, to: Self) -> Result<(), ForbiddenMove> {
        let allowed = match from {
            None => FIRST_SEEN.contains(&to),
            Some(from) if from == to => true,
            Some(from) => MOVES.iter().any(|(f, t)| *f == from && t.contains(&to)) || may_archive(from, to),
        };
        if allowed { Ok(()) } else { Err(ForbiddenMove { from, to }) }
    }
}

/// F055: a user archives what has nothing in flight, and takes it back to where it was.
fn may_archive(from: OrderState, to: OrderState) -> bool {
    let at_rest = |s: OrderState| !s.is_in_flight() && s != S::WaitingToExport && s != S::Archived;
    (to == S::Archived && at_rest(from)) || (from == S::Archived && at_rest(to))
}

/// States an order may first be seen in. Those that follow *New* at once are listed too.
const FIRST_SEEN: &[OrderState] = &[
    S::OnHold,
    S::New,
    S::ShippedByPlatform,
    S::Unlinked,
    S::LeftToSeller,
    S::BeforeShopferry,
    S::Cancelled,
    S::NeedsAttention,
];

/// Allowed moves (features section 3, one row a state).
const MOVES: &[(OrderState, &[OrderState])] = &[
    (S::OnHold, &[S::New, S::Cancelled, S::ShippedByPlatform, S::Unlinked, S::NeedsAttention]),
    (
        S::New,
        &[
            S::Unlinked,
            S::LeftToSeller,
            S::ShippedByPlatform,
            S::Shipped,
            S::Delayed,
            S::BlockedByRule,
            S::NeedsAttention,
            S::WaitingToExport,
            S::Accepted,
            S::Cancelled,
            // The start line is drawn after the order was seen (F327); the table of the plan only knows it at first sight.
            S::BeforeShopferry,
        ],
    ),
    (
        S::Delayed,
        &[
            S::New,
            S::ShippedByPlatform,
            S::Shipped,
            S::BlockedByRule,
            S::NeedsAttention,
            S::WaitingToExport,
            S::Accepted,
            S::Exporting,
            S::CancelRequested,
            S::Cancelled,
        ],
    ),
    (
        S::WaitingToExport,
        &[
            S::New,
            S::Delayed,
            S::BlockedByRule,
            S::NeedsAttention,
            S::Exporting,
            S::Accepted,
            S::ShippedByPlatform,
            S::Shipped,
            S::Cancelled,
        ],
    ),
    (S::BlockedByRule, &[S::New, S::ShippedByPlatform, S::Shipped, S::Accepted, S::Cancelled]),
    (S::NeedsAttention, &[S::New, S::ShippedByPlatform, S::Shipped, S::Accepted, S::Cancelled]),
    (S::Unlinked, &[S::New, S::Archived, S::Shipped, S::Cancelled]),
    (S::LeftToSeller, &[S::Archived, S::Cancelled]),
    (S::Exporting, &[S::Accepted, S::NeedsAttention, S::WaitingToExport, S::Delayed, S::CancelRequested]),
    (
        S::Accepted,
        &[S::Processing, S::PartlyShipped, S::Shipped, S::NeedsAttention, S::Unfulfillable, S::CancelRequested],
    ),
    (S::Processing, &[S::PartlyShipped, S::Shipped, S::NeedsAttention, S::Unfulfillable, S::CancelRequested]),
    (S::PartlyShipped, &[S::Shipped, S::CancelRequested]),
    (S::Shipped, &[S::Completed, S::Cancelled]),
    (
        S::CancelRequested,
        &[
            S::Cancelled,
            S::CancelTooLate,
            S::Accepted,
            S::Processing,
            S::PartlyShipped,
            S::Shipped,
            S::Exporting,
            // The buyer withdrew while Amazon kept the stock (F062): the state before.
            S::Delayed,
        ],
    ),
    (S::CancelTooLate, &[S::Processing, S::PartlyShipped, S::Shipped]),
    (S::Cancelled, &[S::New]),
    (S::Unfulfillable, &[S::New, S::Shipped, S::Cancelled]),
    (S::ShippedByPlatform, &[S::Completed, S::Cancelled, S::New]),
    (S::BeforeShopferry, &[S::New, S::Accepted, S::Cancelled]),
];
