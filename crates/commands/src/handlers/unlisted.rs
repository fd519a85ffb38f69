//! Orders that a shop's settings keep out of the lists: held ones (F032), those that the platform ships (F034), those
//! without a linked line (F038). Their demand counts all the same.

use std::collections::BTreeMap;

use shopferry_domain::{ConnectionId, OrderState};
use shopferry_ledger::{LedgerError, Unlisted, View};

/// What is left out, of all shops.
pub(crate) fn unlisted(view: &View<'_>) -> Result<Vec<Unlisted>, LedgerError> {
    let mut out = Vec::new();
    for shop in view.connections().ever()? {
        let chosen = view.settings().shop(&shop.id)?;
        let states = [
            (!chosen.take_in_held, OrderState::OnHold),
            (!chosen.take_in_platform_shipped, OrderState::ShippedByPlatform),
            (chosen.hide_unlinked, OrderState::Unlinked),
        ];
        for (_, state) in states.into_iter().filter(|(hidden, _)| *hidden) {
            // What the seller must still ship after three days is shown with its warning (F039).
            let unless_noticed = state == OrderState::Unlinked;
            out.push(Unlisted { connection: shop.id.clone(), state, unless_noticed });
        }
    }
    Ok(out)
}

/// Orders by state that are listed, of one connection or all.
pub(crate) fn listed_counts(
    view: &View<'_>,
    connection: Option<&ConnectionId>,
) -> Result<BTreeMap<OrderState, u64>, LedgerError> {
    let mut counts = view.orders().counts_by_state(connection)?;
    for out in unlisted(view)?.iter().filter(|o| connection.is_none_or(|c| *c == o.connection)) {
        let hidden = view.orders().count_unlisted(out)?;
        if let Some(count) = counts.get_mut(&out.state) {
            *count = count.saturating_sub(hidden);
        }
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}
