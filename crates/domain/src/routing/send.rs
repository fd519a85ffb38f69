//! When and through which marketplace the main part goes, and what exactly is sent (F061, F062, F068–F073, F324, F431).

use chrono::TimeDelta;

use super::delay::due_at;
use super::gates::refuse;
use super::{Decision, PairedMarketplace, Situation};
use crate::export_key::ExportKey;
use crate::ids::LineId;
use crate::life::OrderState;
use crate::order::{Order, OrderLine};
use crate::plan::{
    ExportAction, ExportPlan, FeatureName, FeatureWish, LINES_MAX, PlanItem, Speed, UNITS_MAX, items_for,
};
use crate::plan_text::{check_sku, order_number, slip_text as printed};
use crate::reason::{Reason, ReasonCode};
use crate::settings::{BoxPolicy, FeatureUse, LogisticsPolicy, MarketplaceSettings, ShopSettings};

/// An order whose address is hidden is read again this often (F044: wait and poll).
const ADDRESS_REREAD: TimeDelta = TimeDelta::minutes(5);

/// The decision for lines that Amazon ships.
pub(super) fn send(s: &Situation<'_>, lines: &[LineId]) -> Decision {
    let open: Vec<&OrderLine> = s.order.open_lines().filter(|l| lines.contains(&l.id)).collect();
    let items = items_for(open.iter().copied(), s.links);
    let market = match marketplace(s, &items) {
        Ok(market) => market,
        Err(reason) => return Decision::Refuse { state: OrderState::NeedsAttention, reason },
    };
    if let Some(decision) = other_currency(s, market) {
        return decision;
    }
    if s.settings.start_line.is_none() && !s.overrides.past_start_line {
        // Exports were never switched on: the order waits where it is, without an outbox row.
        let reason = Reason::new(ReasonCode::FlowOff);
        return Decision::Hold { state: OrderState::New, until: None, reason };
    }
    let due = due_at(s);
    let chosen = &s.settings.chosen;
    let delayed = due > s.now;
    let hold =
        Decision::Hold { state: OrderState::Delayed, until: Some(due), reason: Reason::new(ReasonCode::ExtraDelay) };
    if delayed && !(chosen.keep_stock && market.holds) {
        return hold;
    }
    if let Some(decision) = address(s) {
        // The stock cannot be kept before the address is known (F062); the delay runs on.
        return if delayed && matches!(decision, Decision::Hold { .. }) { hold } else { decision };
    }
    if let Some(decision) = too_large(&items) {
        return decision;
    }
    let mut plan = plan(s, market, items);
    if delayed {
        plan.action = ExportAction::Hold;
        return Decision::Reserve { plan: Box::new(plan), through: market.connection.clone(), until: due };
    }
    Decision::Send { plan: Box::new(plan), through: market.connection.clone() }
}

/// F324: the first marketplace, in the shop's order of preference, that stores all of it.
fn marketplace<'a>(s: &Situation<'a>, items: &[PlanItem]) -> Result<&'a PairedMarketplace, Reason> {
    let all = &s.settings.marketplaces;
    let stores = |m: &PairedMarketplace| match &m.stocked {
        None => true,
        Some(skus) => items.iter().all(|i| skus.contains(&i.sku)),
    };
    match all.as_slice() {
        [] => Err(Reason::new(ReasonCode::NoPartner)),
        [only] => Ok(only),
        several => several.iter().find(|m| stores(m)).ok_or_else(|| Reason::new(ReasonCode::SeveralMarketplaces)),
    }
}

/// F013: amounts are never converted silently, so an order in another currency stays.
fn other_currency(s: &Situation<'_>, market: &PairedMarketplace) -> Option<Decision> {
    let (paid, counted) = (&s.order.money.total.as_ref()?.currency, market.currency.as_ref()?);
    (paid != counted).then(|| {
        let both = format!("{} on TikTok Shop, {} at Amazon", paid.as_str(), counted.as_str());
        refuse(Reason::about(ReasonCode::CurrencyDiffers, both))
    })?
}

/// Readable and short enough (F044, F068, F321).
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

/// Amazon's size limits (F068).
fn too_large(items: &[PlanItem]) -> Option<Decision> {
    let units: u32 = items.iter().map(|i| i.quantity).fold(0, u32::saturating_add);
    if let Some((sku, fault)) = items.iter().find_map(|i| check_sku(i.sku.as_str()).err().map(|f| (&i.sku, f))) {
        return refuse(Reason::about(ReasonCode::SkuUnknownAtAmazon, format!("{sku}: {fault}")));
    }
    if items.len() > LINES_MAX {
        return refuse(Reason::new(ReasonCode::TooManyLines));
    }
    (units > UNITS_MAX).then(|| refuse(Reason::new(ReasonCode::TooManyUnits))).flatten()
}

/// What an order would be sent as, whatever its state and the seller's rules: for a trial by preview (F073, F401). None
/// when nothing of it is linked, or its address cannot be read.
pub fn trial_plan(s: &Situation<'_>, market: &PairedMarketplace) -> Option<ExportPlan> {
    let items = items_for(s.order.lines.iter().filter(|line| line.is_wanted()), s.links);
    if items.is_empty() || too_large(&items).is_some() || address(s).is_some() {
        return None;
    }
    Some(plan(s, market, items))
}

fn plan(s: &Situation<'_>, market: &PairedMarketplace, items: Vec<PlanItem>) -> ExportPlan {
    let settings = &market.settings;
    ExportPlan {
        part: s.part,
        key: ExportKey::of(&s.settings.platform, &s.settings.shop, &s.order.remote, s.part),
        display_number: order_number(s.order.remote.as_str()),
        display_date: s.order.placed_at,
        slip_text: slip_text(s.order, settings, &s.settings.shop_name),
        marketplace: market.id.clone(),
        speed: speed_of(s.order, &s.settings.chosen),
        policy: settings.fill.into(),
        items,
        ship_to: s.order.ship_to.clone(),
        action: ExportAction::Ship,
        features: features(s.order, settings),
        sales_channel: settings.tell_channel.then(|| "TIKTOK".to_owned()),
        // Chosen when the intent is stored (F401).
        api_version: None,
    }
}

/// F069: by the platform's shipping service, else the default.
pub(super) fn speed_of(order: &Order, chosen: &ShopSettings) -> Speed {
    let service = order.delivery_option_name.as_deref().unwrap_or_default().trim();
    let row = chosen.speeds.iter().find(|r| r.service.trim().eq_ignore_ascii_case(service));
    row.map_or_else(|| chosen.default_speed.clone(), |r| r.speed.clone())
}

/// The packing slip's text (F070, F071): the notes, the buyer's first, if they are forwarded and there are any; else the
/// standard text; else the shop's name, as the first version demands a text. Latin-1 only, no two blanks in a row
/// (Amazon fact sheet 4.1), cut at a character boundary.
pub fn slip_text(order: &Order, settings: &MarketplaceSettings, shop_name: &str) -> String {
    let notes = [&order.buyer_note, &order.seller_note].into_iter().flatten().map(|n| printed(n));
    let notes = printed(&notes.filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" / "));
    let standard = printed(&settings.slip_text);
    let text = match () {
        () if settings.forward_note && !notes.is_empty() => notes,
        () if !standard.is_empty() => standard,
        () => printed(shop_name),
    };
    if text.is_empty() { "Thank you".to_owned() } else { text }
}

/// Box and delivery options of a TikTok order (F072, F073, F431).
fn features(order: &Order, settings: &MarketplaceSettings) -> Vec<FeatureWish> {
    let mut wishes = Vec::new();
    let mut wish = |name: FeatureName, required: bool| wishes.push(FeatureWish { name, required });
    // *TikTok only* allows Amazon's couriers for TikTok orders and blocks them for others, so nothing is sent here.
    if settings.logistics == LogisticsPolicy::Blocked {
        wish(FeatureName::BlockAmzl, true);
    }
    match settings.plain_box {
        BoxPolicy::PreferPlain => wish(FeatureName::BlankBox, false),
        BoxPolicy::MustBePlain => wish(FeatureName::BlankBox, true),
        BoxPolicy::Account | BoxPolicy::PlainForOthers => {}
    }
    let extras = &settings.extras;
    let signature = match (&extras.signature_from, &order.money.total) {
        (Some(from), Some(total)) if total.currency == from.currency => total.amount >= from.amount,
        (Some(_), _) => false,
        (None, _) => true,
    };
    let signed = if signature { extras.signature } else { FeatureUse::Off };
    for (name, used) in [
        (FeatureName::PackingSlip, extras.packing_slip),
        (FeatureName::Overbox, extras.overbox),
        (FeatureName::DeliverTogether, extras.deliver_together),
        (FeatureName::SignatureConfirmation, signed),
    ] {
        match used {
            FeatureUse::Off => {}
            FeatureUse::Wanted => wish(name, false),
            FeatureUse::Required => wish(name, true),
        }
    }
    wishes
}
