//! What a preview of the second version says (fact sheet 5; F073, F074, F320, F432); pure.

use shopferry_channel::{Preview, SpeedPreview, UnfulfillableUnits};
use shopferry_domain::Money;
use shopferry_domain::plan::{ExportPlan, FeatureName, FeatureWish, PlanItem, Speed};

use super::map::{UNBRANDED, tier};
use super::wire_preview::{Constraint, Offer, Previewed};

/// All speeds that are offered, and the asked one in front. It can be done when every unit is planned, every planned
/// parcel is offered at that speed, and no constraint speaks against a required option.
pub fn preview(wire: &Previewed, plan: &ExportPlan) -> Preview {
    let unfulfillable: Vec<UnfulfillableUnits> =
        plan.items.iter().filter_map(|item| missing(wire, plan, item)).collect();
    let refused: Vec<&FeatureWish> = plan.features.iter().filter(|w| w.required && speaks_against(wire, w)).collect();
    let mut tiers = vec![tier(&plan.speed)];
    for offer in wire.planned_shipments.iter().flat_map(|s| &s.offers) {
        let name = offer.fulfillment_configuration.service_level.service_tier.to_ascii_uppercase();
        if !name.is_empty() && !tiers.contains(&name) {
            tiers.push(name);
        }
    }
    let all_there = unfulfillable.is_empty() && refused.is_empty() && !wire.planned_shipments.is_empty();
    let by_speed: Vec<SpeedPreview> = tiers.iter().map(|tier| one(wire, tier, all_there)).collect();
    let asked = by_speed.first();
    let fulfillable = asked.is_some_and(|speed| speed.fulfillable);
    let speeds = by_speed.iter().filter(|s| s.fulfillable).map(|s| s.speed.as_str().to_owned()).collect();
    let mut reasons: Vec<String> = if fulfillable { Vec::new() } else { words(wire) };
    if !fulfillable && reasons.is_empty() {
        reasons.push(format!("Amazon does not offer the speed {}", plan.speed));
    }
    // Amazon's words of this version do not name the option as ours do.
    for wish in refused.iter().filter(|_| !fulfillable) {
        reasons.push(format!("{} is not offered", wish.name));
    }
    Preview {
        fulfillable,
        reasons,
        fee: asked.and_then(|speed| speed.fee.clone()),
        arrives_by: asked.and_then(|speed| speed.arrives_by),
        speeds,
        unfulfillable,
        features: echoed(wire, &plan.speed),
        by_speed,
    }
}

fn one(wire: &Previewed, tier: &str, all_there: bool) -> SpeedPreview {
    let of_tier =
        |offer: &&Offer| offer.fulfillment_configuration.service_level.service_tier.eq_ignore_ascii_case(tier);
    let offers: Vec<&Offer> = wire.planned_shipments.iter().filter_map(|s| s.offers.iter().find(of_tier)).collect();
    let offered = !offers.is_empty() && offers.len() == wire.planned_shipments.len();
    let fulfillable = offered && all_there;
    let level = |offer: &&Offer| {
        let level = &offer.fulfillment_configuration.service_level;
        let end = |interval: Option<&super::wire_preview::Interval>| interval.and_then(|i| i.end_time);
        (end(level.ship_interval.as_ref()), end(level.delivery_interval.as_ref()))
    };
    SpeedPreview {
        speed: Speed::parse(tier),
        fulfillable,
        fee: if offered { fee(&offers) } else { None },
        ships_by: offers.iter().filter_map(|o| level(o).0).max(),
        arrives_by: offers.iter().filter_map(|o| level(o).1).max(),
        reasons: if fulfillable { Vec::new() } else { words(wire) },
    }
}

/// The sum over the parcels; unknown when one has none or they are of several currencies.
fn fee(offers: &[&Offer]) -> Option<Money> {
    let price = |offer: &&Offer| {
        let total = &offer.estimated_price.as_ref()?.total_price;
        Money::parse(&total.amount, &total.currency_code).ok()
    };
    let fees: Vec<Money> = offers.iter().map(price).collect::<Option<_>>()?;
    let mut fees = fees.into_iter();
    let first = fees.next()?;
    fees.try_fold(first, |sum, fee| sum.plus(&fee)).ok()
}

fn missing(wire: &Previewed, plan: &ExportPlan, item: &PlanItem) -> Option<UnfulfillableUnits> {
    let planned = wire.planned_shipments.iter().flat_map(|s| &s.items);
    let of_sku = planned.filter(|p| p.product_identifier.amazon_sku == item.sku.as_str());
    let planned: u32 = of_sku.map(|p| p.amount.units().unwrap_or(0)).sum();
    let wanted: u32 = plan.items.iter().filter(|i| i.sku == item.sku).map(|i| i.quantity).sum();
    let lacking = wanted.saturating_sub(planned);
    if lacking == 0 {
        return None;
    }
    let about = wire
        .constraints
        .iter()
        .filter(|c| c.message.contains(item.sku.as_str()) || c.details.iter().any(|d| d.value == item.sku.as_str()));
    let told = !wire.planned_shipments.is_empty();
    Some(UnfulfillableUnits {
        item_key: item.key.clone(),
        sku: item.sku.clone(),
        quantity: told.then_some(lacking),
        reasons: about.map(word).collect(),
    })
}

fn words(wire: &Previewed) -> Vec<String> {
    wire.constraints.iter().map(word).collect()
}

fn word(constraint: &Constraint) -> String {
    match (constraint.code.as_str(), constraint.message.as_str()) {
        (code, "") => code.to_owned(),
        ("", message) => message.to_owned(),
        (code, message) => format!("{code}: {message}"),
    }
}

/// A constraint about the option, or an offer that names another box than the required one.
fn speaks_against(wire: &Previewed, wish: &FeatureWish) -> bool {
    let about: &[&str] = match wish.name {
        FeatureName::BlankBox => &["packaging", "unbranded"],
        FeatureName::Overbox => &["overbox"],
        FeatureName::BlockAmzl => &["amzl"],
        _ => return false,
    };
    let names_it = |constraint: &Constraint| {
        let text = format!("{} {}", constraint.code, constraint.message).to_lowercase();
        about.iter().any(|word| text.contains(word))
    };
    let boxes = wire.planned_shipments.iter().flat_map(|s| &s.offers).filter_map(packaging);
    let branded =
        wish.name == FeatureName::BlankBox && boxes.into_iter().any(|option| !option.eq_ignore_ascii_case(UNBRANDED));
    branded || wire.constraints.iter().any(names_it)
}

fn packaging(offer: &Offer) -> Option<&str> {
    offer.fulfillment_configuration.services.as_ref()?.packaging.as_ref()?.packaging_option.as_deref()
}

/// Options as the asked speed's offers name them.
fn echoed(wire: &Previewed, speed: &Speed) -> Vec<FeatureWish> {
    let offers = wire.planned_shipments.iter().flat_map(|s| &s.offers);
    let mut asked =
        offers.filter(|o| o.fulfillment_configuration.service_level.service_tier.eq_ignore_ascii_case(speed.as_str()));
    let plain = asked.any(|o| packaging(o).is_some_and(|option| option.eq_ignore_ascii_case(UNBRANDED)));
    if plain { vec![FeatureWish { name: FeatureName::BlankBox, required: true }] } else { Vec::new() }
}
