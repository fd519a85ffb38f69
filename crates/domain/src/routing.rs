//! What happens to an order that has not been exported, and why.
//!
//! A pure function of the order, the links, the settings and the time. "Why?" on a screen is its value, not a guess.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::export_key::ExportKey;
use crate::hold;
use crate::ids::{LineId, MarketplaceId, PartNumber, ShopId};
use crate::life::OrderState;
use crate::link::{Links, StoredBy};
use crate::order::{FulfillmentBy, Order, OrderType, PlatformStatus, ShippingBy};
use crate::plan::{ExportAction, ExportPlan, FillPolicy, LINES_MAX, Speed, UNITS_MAX, items_for};
use crate::plan_text::{order_number, slip_text};
use crate::reason::{Reason, ReasonCode};

/// What a connection's settings say about its orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingSettings {
    /// Sales platform's short name, part of the export key.
    pub platform: String,
    /// Shop, part of the export key.
    pub shop: ShopId,
    /// The Amazon marketplace of the shop's country, when one is paired (F324).
    pub marketplace: Option<MarketplaceId>,
    /// Orders paid before this are never exported by themselves (F327). None = exports were never on.
    pub start_line: Option<DateTime<Utc>>,
    /// Speed by delivery option name; others go as Standard (F069).
    pub speeds: Vec<(String, Speed)>,
    /// F075.
    pub policy: FillPolicy,
    /// Text for the packing slip where the call demands one (F071).
    pub slip_text: String,
}

/// What a person has decided about this order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// A special kind may go on (F328).
    pub allow_special: bool,
    /// Exported by hand although paid before the start line (F327).
    pub past_start_line: bool,
}

/// Everything the decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The order as last read.
    pub order: &'a Order,
    /// Links of its connection.
    pub links: &'a Links,
    /// Settings of its connection.
    pub settings: &'a RoutingSettings,
    /// A person's decisions.
    pub overrides: &'a Overrides,
    /// Number the next part gets.
    pub part: PartNumber,
    /// Whether we have seen it before in any state.
    pub first_seen: bool,
    /// Platform time.
    pub now: DateTime<Utc>,
}

/// The outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Decision {
    /// Not paid: stock demand only (F031).
    Unpaid,
    /// Wait until a moment, or until the platform says more.
    Hold {
        /// State to show: *On hold*, or *New* when only the address is missing.
        state: OrderState,
        /// Look again at.
        until: Option<DateTime<Utc>>,
        /// Why.
        reason: Reason,
    },
    /// Send this plan.
    Send {
        /// What would be sent.
        plan: Box<ExportPlan>,
    },
    /// Cannot go on without a person.
    Refuse {
        /// *Needs attention* or *Unlinked*.
        state: OrderState,
        /// Why.
        reason: Reason,
    },
    /// Not for us to ship.
    NotOurs {
        /// *Shipped by platform*, *Before Shopferry* or *Left to seller*.
        state: OrderState,
        /// Why.
        reason: Reason,
    },
    /// Finished without us.
    Done {
        /// *Cancelled* or *Shipped*.
        state: OrderState,
        /// Why, where it helps.
        reason: Option<Reason>,
    },
}

impl Decision {
    /// The state the order gets; none for unpaid orders.
    pub fn state(&self) -> Option<OrderState> {
        match self {
            Self::Unpaid => None,
            Self::Send { .. } => Some(OrderState::WaitingToExport),
            Self::Hold { state, .. }
            | Self::Refuse { state, .. }
            | Self::NotOurs { state, .. }
            | Self::Done { state, .. } => Some(*state),
        }
    }

    /// The reason, if there is one.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Hold { reason, .. } | Self::Refuse { reason, .. } | Self::NotOurs { reason, .. } => Some(reason),
            Self::Done { reason, .. } => reason.as_ref(),
            Self::Unpaid | Self::Send { .. } => None,
        }
    }
}

/// Decides what happens to an order of which nothing was exported.
pub fn decide(s: &Situation<'_>) -> Decision {
    platform_state(s)
        .or_else(|| start_line(s))
        .or_else(|| who_ships(s))
        .or_else(|| window(s))
        .or_else(|| special_kind(s))
        .or_else(|| still_expected(s))
        .or_else(|| lines_are_linked(s))
        .or_else(|| address(s))
        .unwrap_or_else(|| send(s))
}

fn refuse(reason: Reason) -> Option<Decision> {
    Some(Decision::Refuse { state: OrderState::NeedsAttention, reason })
}

/// Unpaid, cancelled, or already on its way without us (F031, F326, F327).
fn platform_state(s: &Situation<'_>) -> Option<Decision> {
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
fn start_line(s: &Situation<'_>) -> Option<Decision> {
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
fn who_ships(s: &Situation<'_>) -> Option<Decision> {
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
fn window(s: &Situation<'_>) -> Option<Decision> {
    hold::must_wait(s.order, s.now).then(|| Decision::Hold {
        state: OrderState::OnHold,
        until: Some(held_until(s)),
        reason: Reason::new(ReasonCode::PlatformHold),
    })
}

/// Orders that need a decision (F328, F403), and an open cancel request of the buyer (F103).
fn special_kind(s: &Situation<'_>) -> Option<Decision> {
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
    let asks = [
        (marks.cash_on_delivery, ReasonCode::CashOnDelivery),
        (marks.needs_authentication, ReasonCode::IdentityCheck),
        (marks.prescription, ReasonCode::Prescription),
        (marks.dangerous, ReasonCode::DangerousGoods),
        (marks.sample, ReasonCode::Sample),
        (marks.replacement, ReasonCode::Replacement),
        (marks.exchange, ReasonCode::Exchange),
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
fn still_expected(s: &Situation<'_>) -> Option<Decision> {
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

/// Every open line linked, and all of it stored at Amazon (F037, F041: block).
fn lines_are_linked(s: &Situation<'_>) -> Option<Decision> {
    let open: Vec<_> = s.order.open_lines().collect();
    let missing: BTreeSet<String> = open
        .iter()
        .filter(|l| s.links.get(&l.listing_sku).is_none())
        .map(|l| l.seller_sku.as_ref().map_or_else(|| l.listing_sku.to_string(), ToString::to_string))
        .collect();
    if !missing.is_empty() {
        let names = missing.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let reason = Reason::about(ReasonCode::NotLinked, names);
        let none_linked = open.iter().all(|l| s.links.get(&l.listing_sku).is_none());
        let state = if none_linked { OrderState::Unlinked } else { OrderState::NeedsAttention };
        return Some(Decision::Refuse { state, reason });
    }
    let own: BTreeSet<&str> = open
        .iter()
        .filter_map(|l| s.links.get(&l.listing_sku))
        .filter(|l| l.stored_by != StoredBy::Amazon)
        .flat_map(|l| l.components.iter().map(|c| c.sku.as_str()))
        .collect();
    if own.is_empty() {
        return None;
    }
    refuse(Reason::about(ReasonCode::MixedOrder, own.into_iter().collect::<Vec<_>>().join(", ")))
}

/// An order whose address is hidden is read again this often (F044: wait and poll).
const ADDRESS_REREAD: TimeDelta = TimeDelta::minutes(5);

/// Readable and short enough (F044, F068).
fn address(s: &Situation<'_>) -> Option<Decision> {
    let hidden = s.order.ship_to.unreadable();
    if !hidden.is_empty() {
        return Some(Decision::Hold {
            state: OrderState::New,
            until: Some(s.now + ADDRESS_REREAD),
            reason: Reason::about(ReasonCode::AddressHidden, hidden.join(", ")),
        });
    }
    let long = s.order.ship_to.too_long();
    let (field, limit) = long.first()?;
    refuse(Reason::about(ReasonCode::AddressTooLong, format!("{field}, at most {limit} characters")))
}

/// Builds the plan and checks Amazon's size limits (F068).
fn send(s: &Situation<'_>) -> Decision {
    let Some(marketplace) = s.settings.marketplace.clone() else {
        let reason = Reason::new(ReasonCode::NoPartner);
        return Decision::Refuse { state: OrderState::NeedsAttention, reason };
    };
    if s.settings.start_line.is_none() && !s.overrides.past_start_line {
        // Exports were never switched on: the order waits where it is, without an outbox row.
        let reason = Reason::new(ReasonCode::FlowOff);
        return Decision::Hold { state: OrderState::New, until: None, reason };
    }
    let items = items_for(s.order.open_lines(), s.links);
    let option = s.order.delivery_option_name.as_deref().unwrap_or_default();
    let speed = s.settings.speeds.iter().find(|(n, _)| n.eq_ignore_ascii_case(option)).map(|(_, s)| s.clone());
    let plan = ExportPlan {
        part: s.part,
        key: ExportKey::of(&s.settings.platform, &s.settings.shop, &s.order.remote, s.part),
        display_number: order_number(s.order.remote.as_str()),
        display_date: s.order.placed_at,
        slip_text: slip_text(&s.settings.slip_text),
        marketplace,
        speed: speed.unwrap_or(Speed::Standard),
        policy: s.settings.policy.clone(),
        items,
        ship_to: s.order.ship_to.clone(),
        action: ExportAction::Ship,
        features: Vec::new(),
        sales_channel: None,
    };
    let over = if plan.items.len() > LINES_MAX {
        Some(ReasonCode::TooManyLines)
    } else if plan.units() > UNITS_MAX {
        Some(ReasonCode::TooManyUnits)
    } else {
        None
    };
    match over {
        Some(code) => Decision::Refuse { state: OrderState::NeedsAttention, reason: Reason::new(code) },
        None => Decision::Send { plan: Box::new(plan) },
    }
}

/// The lines an exported plan stands for.
pub fn plan_lines(plan: &ExportPlan) -> BTreeSet<LineId> {
    plan.items.iter().flat_map(|i| i.lines.iter().cloned()).collect()
}
