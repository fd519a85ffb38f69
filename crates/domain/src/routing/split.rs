//! Who ships which line (F037, F040, F041, F065; features section 8).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::gates::refuse;
use super::rules::blocked_sku;
use super::{Decision, Overrides};
use crate::ids::LineId;
use crate::life::OrderState;
use crate::link::{Links, StoredBy};
use crate::order::{Order, OrderLine};
use crate::reason::{Reason, ReasonCode};
use crate::settings::{MixedPolicy, ShopSettings, UnlinkedPolicy};

/// The open lines of an order by who ships them; line id order within each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// For Amazon.
    pub amazon: Vec<LineId>,
    /// For the own warehouse, lines that are taken as text included (F011, F037).
    pub own: Vec<LineId>,
    /// Left to the seller (F040).
    pub seller: Vec<LineId>,
    /// Set when the main part does not go to Amazon: refused, to the own warehouse, or left to the seller.
    pub decision: Option<Decision>,
}

/// Splits the open lines of an order.
pub fn split(order: &Order, links: &Links, chosen: &ShopSettings, overrides: &Overrides) -> Split {
    let mut amazon: Vec<&OrderLine> = Vec::new();
    let (mut own, mut unlinked, mut kept_back) = (Vec::new(), Vec::new(), Vec::new());
    for line in order.open_lines() {
        let kept =
            chosen.mixed == MixedPolicy::Split && !overrides.past_rules && blocked_sku(line, links, chosen).is_some();
        match links.get(&line.listing_sku) {
            _ if kept => kept_back.push(line),
            None => unlinked.push(line),
            Some(link) if link.stored_by == StoredBy::Amazon => amazon.push(line),
            Some(_) => own.push(line),
        }
    }
    let mut split = Split { seller: ids(&kept_back), ..Split::default() };
    if let Some(decision) = all_kept_back(&amazon, &own, &unlinked, &kept_back, links, chosen) {
        split.decision = Some(decision);
        return split;
    }
    if let Some(decision) = place_unlinked(&mut split, &amazon, &mut own, &unlinked, chosen) {
        split.decision = Some(decision);
        return split;
    }
    split.decision = place_own(&mut split, &amazon, &own, links, chosen);
    if split.decision.is_none() {
        split.amazon = ids(&amazon);
    }
    split
}

fn all_kept_back(
    amazon: &[&OrderLine],
    own: &[&OrderLine],
    unlinked: &[&OrderLine],
    kept_back: &[&OrderLine],
    links: &Links,
    chosen: &ShopSettings,
) -> Option<Decision> {
    if !(amazon.is_empty() && own.is_empty() && unlinked.is_empty()) {
        return None;
    }
    let sku = kept_back.iter().find_map(|l| blocked_sku(l, links, chosen))?;
    let reason = Reason::about(ReasonCode::RuleBlockedSku, sku);
    Some(Decision::Refuse { state: OrderState::BlockedByRule, reason })
}

/// F037 and F040: what happens to lines that are linked to nothing.
fn place_unlinked<'a>(
    split: &mut Split,
    amazon: &[&'a OrderLine],
    own: &mut Vec<&'a OrderLine>,
    unlinked: &[&'a OrderLine],
    chosen: &ShopSettings,
) -> Option<Decision> {
    if unlinked.is_empty() {
        return None;
    }
    let reason = Reason::about(ReasonCode::NotLinked, names(unlinked));
    let as_text = chosen.unlinked() == UnlinkedPolicy::ImportAll && chosen.own_warehouse;
    if as_text {
        own.extend(unlinked);
        return None;
    }
    if amazon.is_empty() && own.is_empty() {
        return Some(Decision::Refuse { state: OrderState::Unlinked, reason });
    }
    if chosen.unlinked() == UnlinkedPolicy::Split {
        split.seller.extend(ids(unlinked));
        return None;
    }
    refuse(reason)
}

/// F041: what happens to lines that Amazon does not store.
fn place_own(
    split: &mut Split,
    amazon: &[&OrderLine],
    own: &[&OrderLine],
    links: &Links,
    chosen: &ShopSettings,
) -> Option<Decision> {
    if own.is_empty() {
        return None;
    }
    let skus: BTreeSet<&str> = own
        .iter()
        .filter_map(|l| links.get(&l.listing_sku))
        .flat_map(|l| l.components.iter().map(|c| c.sku.as_str()))
        .collect();
    let named = skus.into_iter().collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { names(own) } else { named };
    if amazon.is_empty() && chosen.own_warehouse {
        split.own = ids(own);
        return Some(Decision::OwnWarehouse { reason: Reason::new(ReasonCode::OwnWarehouse) });
    }
    if chosen.mixed == MixedPolicy::Block {
        return refuse(Reason::about(ReasonCode::MixedOrder, named));
    }
    if chosen.own_warehouse {
        split.own = ids(own);
        return None;
    }
    split.seller.extend(ids(own));
    let reason = Reason::about(ReasonCode::NothingAtAmazon, named);
    amazon.is_empty().then_some(Decision::NotOurs { state: OrderState::LeftToSeller, reason })
}

fn ids(lines: &[&OrderLine]) -> Vec<LineId> {
    lines.iter().map(|l| l.id.clone()).collect()
}

/// The lines' SKUs, each once, for a person.
fn names(lines: &[&OrderLine]) -> String {
    let name = |l: &&OrderLine| l.seller_sku.as_ref().map_or_else(|| l.listing_sku.to_string(), ToString::to_string);
    lines.iter().map(name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}
