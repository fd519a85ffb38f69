//! getOrderPreview: planned shipments with offers, or the constraints that prevent them; nothing is set aside.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::amazon::answer::{Answer, Refusal, iso};
use crate::amazon::door::Call;
use crate::amazon::validate::{Fields, address, missing};

use super::body;

const DAY_MS: i64 = 86_400_000;

struct Line {
    sku: String,
    quantity: u32,
    grams: u32,
}

pub(super) fn preview(call: Call<'_>) -> Answer {
    let Call { world, now_ms, body, .. } = call;
    let fields = Fields::of(&body, world.strict)?;
    body::check_origin(fields)?;
    fields.text("channel", 40)?;
    let destination = address(fields.inner("destination")?.inner("deliveryAddress")?)?;
    let tiers = match fields.inner("fulfillmentConfiguration") {
        Ok(configuration) => body::tiers(configuration)?,
        Err(_) => Vec::new(),
    };
    let services = body::services(body.pointer("/fulfillmentConfiguration/services"), world.strict)?;
    let (lines, mut constraints) = lines(&body, fields, world)?;
    if destination.country_code != "US" {
        constraints.push(constraint("InvalidDestinationAddress", "The destination cannot be served.", &[]));
    }
    let asked = if tiers.is_empty() { vec!["STANDARD".to_owned(), "EXPEDITED".to_owned()] } else { tiers };
    let (served, unserved): (Vec<&String>, Vec<&String>) =
        asked.iter().partition(|tier| matches!(tier.as_str(), "STANDARD" | "EXPEDITED"));
    for tier in &unserved {
        constraints.push(constraint("DeliverySLAUnavailable", &format!("{tier} is not available."), &[]));
    }
    let prevented = served.is_empty() || constraints.len() > unserved.len();
    let with_fees = fields_bool(&body, "excludeEstimatedFees") != Some(true);
    let planned =
        if prevented { Vec::new() } else { vec![planned(&served, &lines, services.as_ref(), with_fees, now_ms)] };
    let mut answer = Map::new();
    answer.insert("plannedShipments".to_owned(), Value::Array(planned));
    if !constraints.is_empty() {
        answer.insert("constraints".to_owned(), Value::Array(constraints));
    }
    Ok(Value::Object(answer))
}

fn fields_bool(body: &Value, key: &str) -> Option<bool> {
    body.get(key).and_then(Value::as_bool)
}

/// Units on their way to Amazon count, so a preview may promise what a create then refuses.
fn lines(body: &Value, fields: Fields<'_>, world: &crate::world::World) -> Result<(Vec<Line>, Vec<Value>), Refusal> {
    let list = fields.list("lineItems")?;
    if list.is_empty() {
        return Err(missing("lineItems"));
    }
    let known = |sku: &str| world.amazon.stock.get(sku).filter(|stock| !stock.foreign && !sku.contains('"'));
    let mut left: BTreeMap<String, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut constraints = Vec::new();
    for entry in list {
        let (sku, quantity) = body::product(entry, world.strict)?;
        let Some(stock) = known(&sku) else {
            return Err(Refusal::input(format!("the amazonSku {sku} is invalid.")));
        };
        let free = left.entry(sku.clone()).or_insert(stock.level.fulfillable + stock.level.inbound);
        if quantity > *free {
            let text = format!("There is not enough quantity of {sku}.");
            constraints.push(constraint("ItemQuantityNotAvailable", &text, &[("amazonSku", &sku)]));
        }
        *free = free.saturating_sub(quantity);
        lines.push(Line { grams: stock.weight_grams, sku, quantity });
    }
    if body.pointer("/fulfillmentConfiguration/services/packaging/packagingOption") == Some(&json!("UNBRANDED"))
        && let Some(line) =
            lines.iter().find(|line| world.amazon.features.why_not("BLANK_BOX", &line.sku, known(&line.sku)).is_some())
    {
        let text = format!("Unbranded packaging is not available for {}.", line.sku);
        constraints.push(constraint("PackagingOptionNotAvailable", &text, &[("amazonSku", &line.sku)]));
    }
    Ok((lines, constraints))
}

fn constraint(code: &str, message: &str, details: &[(&str, &str)]) -> Value {
    let details: Vec<Value> = details.iter().map(|(kind, value)| json!({ "type": kind, "value": value })).collect();
    json!({ "type": "ValidationError", "code": code, "message": message, "details": details })
}

fn planned(tiers: &[&String], lines: &[Line], services: Option<&Value>, with_fees: bool, now_ms: i64) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({ "productIdentifier": { "amazonSku": line.sku },
                "amount": { "unit": "EACHES", "value": line.quantity.to_string() } })
        })
        .collect();
    let grams: u32 = lines.iter().map(|line| line.grams * line.quantity).sum();
    let pounds = Decimal::from(grams) * Decimal::new(220_462, 8);
    let offers: Vec<Value> = tiers.iter().map(|tier| offer(tier, lines, services, with_fees, now_ms)).collect();
    json!({
        "estimatedShippingWeight": { "unit": "POUNDS", "value": format!("{pounds:.3}") },
        "items": items,
        "offers": offers,
    })
}

fn offer(tier: &str, lines: &[Line], services: Option<&Value>, with_fees: bool, now_ms: i64) -> Value {
    let (ship, arrive) = if tier == "EXPEDITED" { (1, 2) } else { (2, 4) };
    let interval = |from_ms: i64, until_ms: i64| json!({ "startTime": iso(from_ms), "endTime": iso(until_ms) });
    let mut configuration = json!({ "serviceLevel": {
        "serviceTier": tier,
        "deliveryInterval": interval(now_ms + (arrive - 1) * DAY_MS, now_ms + arrive * DAY_MS),
        "shipInterval": interval(now_ms + DAY_MS / 2, now_ms + ship * DAY_MS),
    }});
    let packaging = services.and_then(|services| services.pointer("/packaging/packagingOption"));
    if let (Some(configuration), Some(option)) = (configuration.as_object_mut(), packaging) {
        configuration.insert("services".to_owned(), json!({ "packaging": { "packagingOption": option } }));
    }
    let mut offer = json!({ "fulfillmentConfiguration": configuration });
    if let Some(offer) = offer.as_object_mut().filter(|_| with_fees) {
        offer.insert("estimatedPrice".to_owned(), price(tier, lines));
    }
    offer
}

/// The first version's fees, and their sum.
fn price(tier: &str, lines: &[Line]) -> Value {
    let units = Decimal::from(lines.iter().map(|line| line.quantity).sum::<u32>());
    let kilos = Decimal::new(lines.iter().map(|line| i64::from(line.grams * line.quantity)).sum(), 3);
    let (order, unit) = if tier == "EXPEDITED" {
        (Decimal::new(505, 2), Decimal::new(435, 2))
    } else {
        (Decimal::new(185, 2), Decimal::new(340, 2))
    };
    let money = |amount: Decimal| json!({ "currencyCode": "USD", "amount": format!("{amount:.2}") });
    let fees = [
        ("FBAPerOrderFulfillmentFee", order),
        ("FBATransportationFee", (kilos * Decimal::new(95, 2)).round_dp(2)),
        ("FBAPerUnitFulfillmentFee", unit * units),
    ];
    let rollup: Vec<Value> = fees.iter().map(|(name, fee)| json!({ "type": name, "value": money(*fee) })).collect();
    json!({ "rollupPrices": rollup, "totalPrice": money(fees.iter().map(|(_, fee)| *fee).sum()) })
}
