//! Saved views of the order list.

use shopferry_domain::OrderState as S;
use shopferry_domain::life::STATES;

use crate::wire::orders::OrderTab;

/// All tabs, as screens list them.
pub(crate) const TABS: [OrderTab; 6] = [
    OrderTab::All,
    OrderTab::Waiting,
    OrderTab::WithFulfiller,
    OrderTab::Shipped,
    OrderTab::Problems,
    OrderTab::Cancelled,
];

/// The states of a tab.
pub(crate) fn states(tab: OrderTab) -> Vec<S> {
    match tab {
        OrderTab::All => STATES.into_iter().filter(|s| *s != S::Archived).collect(),
        OrderTab::Waiting => vec![S::OnHold, S::New, S::Delayed, S::WaitingToExport],
        OrderTab::WithFulfiller => vec![S::Exporting, S::Accepted, S::Processing, S::PartlyShipped],
        OrderTab::Shipped => vec![S::Shipped, S::Completed],
        OrderTab::Problems => {
            vec![S::NeedsAttention, S::Unlinked, S::Unfulfillable, S::CancelTooLate, S::BlockedByRule]
        }
        OrderTab::Cancelled => vec![S::Cancelled, S::CancelRequested],
    }
}
