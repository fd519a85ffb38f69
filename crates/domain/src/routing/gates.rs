//! Whether an order is ours to send at all: the platform's state, the start line, who ships, the hour, special kinds.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Decision, Situation};
use crate::hold;
use crate::life::OrderState;
use crate::order::{FulfillmentBy, OrderType, PlatformStatus, ShippingBy};
use crate::reason::{Reason, ReasonCode};
use crate::settings::SpecialPolicy;

pub(super) fn refuse(reason: Reason) -> Option<Decision> {
    Some(Decision::Refuse { state: OrderState::NeedsAttention, reason })
}

/// Unpaid, cancelled, or already on its way without us (F031, F326, F327).
pub(super) fn platform_state(s: &Situation<'_>) -> Option<Decision> {
    use PlatformStatus as P;
    match &s.order.status {
        P::Unpaid => Some(Decision::Unpaid),
        P::Cancelled => Some(Decision::Done { state: OrderState::Cancelled, reason: None }),
        P::AwaitingCollection | P::InTransit | P::Delivered | P::Completed if s.order.is_seller_shipped() => {
            let reason = Reason::new(ReasonCode::ShippedByHand);
            Some(if s.first_seen {
                Decision::NotOurs { state: OrderState::BeforeShopferry, reason }
            } else {
                Decision::Done { state: OrderState::Shipped, reason: Some(reason) }
            })
        }
        _ => None,
    }
}

/// Paid before exports were switched on here (F327). While they never were, orders are shown but stay put.
pub(super) fn start_line(s: &Situation<'_>) -> Option<Decision> {
    if s.overrides.past_start_line {
        return None;
    }
    let line = s.settings.start_line?;
    (s.order.paid_or_placed_at() < line).then(|| Decision::NotOurs {
        state: OrderState::BeforeShopferry,
        reason: Reason::new(ReasonCode::BeforeStartLine),
    })
}

/// Only orders whose two types both say *seller* may go to Amazon (F034, F035).
pub(super) fn who_ships(s: &Situation<'_>) -> Option<Decision> {
    if s.order.is_seller_shipped() {
        return None;
    }
    let by_platform = s.order.shipping == ShippingBy::Platform || s.order.fulfillment == FulfillmentBy::Platform;
    if by_platform {
        let reason = Reason::new(ReasonCode::PlatformShipping);
        return Some(Decision::NotOurs { state: OrderState::ShippedByPlatform, reason });
    }
    refuse(match &s.order.shipping {
        ShippingBy::Digital => Reason::new(ReasonCode::DigitalOrder),
        ShippingBy::Pickup => Reason::new(ReasonCode::PickupOrder),
        other => Reason::about(ReasonCode::UnknownKind, format!("{other} / {}", s.order.fulfillment)),
    })
}

/// An order that is held past its hour is read again this often at most; its release shows among the changed orders.
const HELD_REREAD: TimeDelta = TimeDelta::minutes(10);

/// When to look again: right after the hour; the platform may hold on past it, then in a while.
fn held_until(s: &Situation<'_>) -> DateTime<Utc> {
    let after_the_hour = hold::window_ends_at(s.order) + hold::REREAD_AFTER;
    if after_the_hour > s.now { after_the_hour } else { s.now + HELD_REREAD }
}

/// The platform's hold and the hour after payment (F032, F033).
pub(super) fn window(s: &Situation<'_>) -> Option<Decision> {
    hold::must_wait(s.order, s.now).then(|| Decision::Hold {
        state: OrderState::OnHold,
        until: Some(held_until(s)),
        reason: Reason::new(ReasonCode::PlatformHold),
    })
}

/// Orders that need a decision (F328, F403), and an open cancel request of the buyer (F103).
pub(super) fn special_kind(s: &Situation<'_>) -> Option<Decision> {
    if s.order.cancel_asked_at.is_some() {
        return refuse(Reason::new(ReasonCode::BuyerAsksCancel));
    }
    let marks = &s.order.marks;
    if matches!(s.order.kind, OrderType::PreOrder | OrderType::MadeToOrder | OrderType::BackOrder)
        && marks.release_at.is_some_and(|at| at > s.now)
    {
        return Some(Decision::Hold {
            state: OrderState::OnHold,
            until: marks.release_at,
            reason: Reason::new(ReasonCode::AwaitingRelease),
        });
    }
    if s.order.kind == OrderType::Virtual {
        return refuse(Reason::new(ReasonCode::DigitalOrder));
    }
    if marks.collection_point {
        return refuse(Reason::new(ReasonCode::PickupOrder));
    }
    if s.overrides.allow_special {
        return None;
    }
    let chosen = &s.settings.chosen;
    let asks_about = |policy: SpecialPolicy| policy == SpecialPolicy::Ask;
    let asks = [
        (marks.cash_on_delivery, ReasonCode::CashOnDelivery),
        (marks.needs_authentication, ReasonCode::IdentityCheck),
        (marks.prescription, ReasonCode::Prescription),
        (marks.dangerous, ReasonCode::DangerousGoods),
        (marks.sample && asks_about(chosen.samples), ReasonCode::Sample),
        (marks.replacement && asks_about(chosen.replacements), ReasonCode::Replacement),
        (marks.exchange && asks_about(chosen.exchanges), ReasonCode::Exchange),
    ];
    if let Some((_, code)) = asks.into_iter().find(|(on, _)| *on) {
        let other = marks.replacement_of.clone().filter(|_| code == ReasonCode::Replacement);
        return refuse(Reason { code, detail: other });
    }
    match &s.order.kind {
        OrderType::Unknown(kind) if !kind.is_empty() => refuse(Reason::about(ReasonCode::UnknownKind, kind.clone())),
        _ => None,
    }
}

/// Only *awaiting shipment*, or what is left of *partly shipped* (F036).
pub(super) fn still_expected(s: &Situation<'_>) -> Option<Decision> {
    let expected = matches!(s.order.status, PlatformStatus::AwaitingShipment | PlatformStatus::PartiallyShipping);
    if !expected {
        return refuse(Reason::about(ReasonCode::NotAwaitingShipment, s.order.status.to_string()));
    }
    if s.order.open_lines().next().is_none() {
        let reason = Some(Reason::new(ReasonCode::ShippedByHand));
        return Some(Decision::Done { state: OrderState::Shipped, reason });
    }
    None
}
