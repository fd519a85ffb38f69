//! The seller's own rules that keep an order back (F063–F065). They look at the whole order, before it is split
//! (features section 8). Equal to a limit is allowed (features section 13, C33).

use super::{Decision, Situation};
use crate::life::OrderState;
use crate::link::Links;
use crate::order::{Order, OrderLine};
use crate::reason::{Reason, ReasonCode};
use crate::settings::{MixedPolicy, ShopSettings};

/// The rule that keeps the order back, unless a person has let it pass (F067).
pub(super) fn blocked(s: &Situation<'_>) -> Option<Decision> {
    if s.overrides.past_rules {
        return None;
    }
    let chosen = &s.settings.chosen;
    let reason = pieces(s.order, chosen).or_else(|| total(s.order, chosen)).or_else(|| {
        // With *split* only the lines are kept back, not the order (F065).
        (chosen.mixed == MixedPolicy::Block).then(|| sku(s.order, s.links, chosen)).flatten()
    })?;
    Some(Decision::Refuse { state: OrderState::BlockedByRule, reason })
}

/// F063: sold units, before bundles are taken apart.
fn pieces(order: &Order, chosen: &ShopSettings) -> Option<Reason> {
    let most = chosen.max_pieces?;
    let units = order.lines.iter().filter(|l| l.is_wanted()).count();
    (units > usize::try_from(most).unwrap_or(usize::MAX))
        .then(|| Reason::about(ReasonCode::RuleTooManyPieces, format!("{units} pieces, at most {most}")))
}

/// F064: what the buyer pays; an order in another currency does not match.
fn total(order: &Order, chosen: &ShopSettings) -> Option<Reason> {
    let most = chosen.max_total.as_ref()?;
    let total = order.money.total.as_ref()?;
    (total.currency == most.currency && total.amount > most.amount)
        .then(|| Reason::about(ReasonCode::RuleTotalTooHigh, format!("{total}, at most {most}")))
}

/// Whether F064 could not be used because the order is in another currency; a notice says so.
pub fn other_currency(order: &Order, chosen: &ShopSettings) -> Option<Reason> {
    let most = chosen.max_total.as_ref()?;
    let total = order.money.total.as_ref()?;
    (total.currency != most.currency).then(|| {
        Reason::about(
            ReasonCode::RuleOtherCurrency,
            format!("{} and {}", most.currency.as_str(), total.currency.as_str()),
        )
    })
}

fn sku(order: &Order, links: &Links, chosen: &ShopSettings) -> Option<Reason> {
    order
        .open_lines()
        .find_map(|line| blocked_sku(line, links, chosen))
        .map(|sku| Reason::about(ReasonCode::RuleBlockedSku, sku))
}

/// F065: the SKU of a line that is on the list: the listing's own, or one that it stands for.
pub(super) fn blocked_sku(line: &OrderLine, links: &Links, chosen: &ShopSettings) -> Option<String> {
    let own = line.seller_sku.iter().map(|s| s.as_str());
    let parts = links.get(&line.listing_sku).into_iter().flat_map(|l| l.components.iter().map(|c| c.sku.as_str()));
    own.chain(parts).find(|sku| chosen.blocks_sku(sku)).map(str::to_owned)
}
