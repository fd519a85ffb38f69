//! What happens to an order that has not been exported, and why.
//!
//! A pure function of the order, the links, the settings and the time. "Why?" on a screen is its value, not a guess.
//! The gates stand in the order in which they are asked: `gates` (is it ours at all), `rules` (the seller's own), `split`
//! (who ships which line), `delay` (when), `send` (what exactly).

mod delay;
mod gates;
mod rules;
mod send;
mod split;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ConnectionId, LineId, MarketplaceId, PartNumber, SellerSku, ShopId};
use crate::life::OrderState;
use crate::link::Links;
use crate::money::Currency;
use crate::order::Order;
use crate::plan::ExportPlan;
use crate::reason::Reason;
use crate::settings::{MarketplaceSettings, ShopSettings};

pub use delay::{due_at, is_risky, number_expected_in};
pub use rules::other_currency;
pub use send::{slip_text, trial_plan};
pub use split::{Split, split};

/// An Amazon marketplace that ships for a shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedMarketplace {
    /// Its connection.
    pub connection: ConnectionId,
    /// Its id.
    pub id: MarketplaceId,
    /// What the seller chose for it.
    pub settings: MarketplaceSettings,
    /// Whether it can hold orders (F062).
    pub holds: bool,
    /// Which of this order's SKUs lie there; none = it is the only marketplace, so it is asked by preview.
    pub stocked: Option<BTreeSet<SellerSku>>,
    /// In which it counts; none = not known, so nothing is compared (F013).
    pub currency: Option<Currency>,
}

/// What a connection's settings say about its orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingSettings {
    /// Sales platform's short name, part of the export key.
    pub platform: String,
    /// Shop, part of the export key.
    pub shop: ShopId,
    /// The shop's name, for the packing slip.
    pub shop_name: String,
    /// Amazon marketplaces of the shop's country, most preferred first (F324).
    pub marketplaces: Vec<PairedMarketplace>,
    /// Orders paid before this are never exported by themselves (F327). None = exports were never on.
    pub start_line: Option<DateTime<Utc>>,
    /// What the seller chose for the shop.
    pub chosen: ShopSettings,
}

/// What a person has decided about this order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// A special kind may go on (F328).
    pub allow_special: bool,
    /// Exported by hand although paid before the start line (F327).
    pub past_start_line: bool,
    /// The seller's own rules do not count for it (F067); logged.
    pub past_rules: bool,
    /// The rest of the extra delay is skipped (F061).
    pub send_now: bool,
    /// The cancel at Amazon was asked for by a person here: no copy of the order takes it back.
    pub cancel_by_hand: bool,
    /// Placed anew as soon as Amazon confirms the cancel (F043).
    pub place_anew: bool,
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
    /// When it left the platform's window; none = it has not, or is seen outside it for the first time.
    pub released_at: Option<DateTime<Utc>>,
    /// Platform time.
    pub now: DateTime<Utc>,
}

impl Situation<'_> {
    /// When it left the platform's window, as far as is known: seen leaving it, else the later of the hour's end and
    /// the platform's last change (features section 5).
    pub fn released(&self) -> DateTime<Utc> {
        let at_least = crate::hold::window_ends_at(self.order);
        self.released_at.unwrap_or_else(|| at_least.max(self.order.updated_at).min(self.now))
    }
}

/// The outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Decision {
    /// Not paid: stock demand only (F031).
    Unpaid,
    /// Wait until a moment, or until the platform says more.
    Hold {
        /// State to show: *On hold*, *Delayed*, or *New* when only the address is missing.
        state: OrderState,
        /// Look again at.
        until: Option<DateTime<Utc>>,
        /// Why.
        reason: Reason,
    },
    /// Place this plan as *Hold* now, so that the stock stays (F062); it ships at `until`.
    Reserve {
        /// What would be sent, with the action *Hold*.
        plan: Box<ExportPlan>,
        /// Through which connection.
        through: ConnectionId,
        /// When the delay ends.
        until: DateTime<Utc>,
    },
    /// Send this plan.
    Send {
        /// What would be sent.
        plan: Box<ExportPlan>,
        /// Through which connection.
        through: ConnectionId,
    },
    /// All of it goes to the own warehouse (F011).
    OwnWarehouse {
        /// Why.
        reason: Reason,
    },
    /// Cannot go on without a person.
    Refuse {
        /// *Needs attention*, *Blocked by rule* or *Unlinked*.
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
            Self::Send { .. } | Self::OwnWarehouse { .. } => Some(OrderState::WaitingToExport),
            Self::Reserve { .. } => Some(OrderState::Delayed),
            Self::Hold { state, .. }
            | Self::Refuse { state, .. }
            | Self::NotOurs { state, .. }
            | Self::Done { state, .. } => Some(*state),
        }
    }

    /// The reason, if there is one.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Hold { reason, .. }
            | Self::Refuse { reason, .. }
            | Self::NotOurs { reason, .. }
            | Self::OwnWarehouse { reason } => Some(reason.clone()),
            Self::Done { reason, .. } => reason.clone(),
            Self::Reserve { .. } => Some(Reason::new(crate::reason::ReasonCode::ExtraDelay)),
            Self::Unpaid | Self::Send { .. } => None,
        }
    }

    /// What would be sent, now or as *Hold*, and through which connection.
    pub fn plan(&self) -> Option<(&ExportPlan, &ConnectionId)> {
        match self {
            Self::Send { plan, through } | Self::Reserve { plan, through, .. } => Some((plan, through)),
            _ => None,
        }
    }
}

/// Decides what happens to an order of which nothing was exported.
pub fn decide(s: &Situation<'_>) -> Decision {
    let gate = gates::platform_state(s)
        .or_else(|| gates::start_line(s))
        .or_else(|| gates::who_ships(s))
        .or_else(|| gates::window(s))
        .or_else(|| gates::special_kind(s))
        .or_else(|| gates::still_expected(s))
        .or_else(|| rules::blocked(s));
    if let Some(decision) = gate {
        return decision;
    }
    let split = split(s.order, s.links, &s.settings.chosen, s.overrides);
    if let Some(decision) = split.decision {
        return decision;
    }
    send::send(s, &split.amazon)
}

/// The lines an exported plan stands for.
pub fn plan_lines(plan: &ExportPlan) -> BTreeSet<LineId> {
    plan.items.iter().flat_map(|i| i.lines.iter().cloned()).collect()
}
