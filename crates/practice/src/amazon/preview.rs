//! getFulfillmentPreview (fact sheet 4.5): what would happen, with no stock set aside.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::fault::Fault;

use super::answer::{Answer, Refusal, iso};
use super::door::Call;
use super::validate::{Fields, SPEEDS, address, missing};

const DAY_MS: i64 = 86_400_000;

struct Line {
    sku: String,
    item_id: String,
    quantity: u32,
    grams: u32,
    /// Units that exist, those still on the way to Amazon included: a preview may promise too much.
    promised: u32,
    /// Why a required option is not to be had for it.
    without: Option<&'static str>,
}

impl Line {
    fn reasons(&self) -> Vec<&'static str> {
        let short = (self.promised < self.quantity).then_some("InventoryUnavailable");
        self.without.into_iter().chain(short).collect()
    }
}

/// Options that cost something or take longer (fact sheet 4.2 and 4.7).
#[derive(Clone, Copy)]
struct Wishes {
    blocked: bool,
    signed: bool,
}

pub(super) fn preview(call: Call<'_>) -> Answer {
    let mut call = call;
    let optimistic = call.strikes(Fault::PreviewPromises);
    let Call { world, now_ms, body, .. } = call;
    let fields = Fields::of(&body, world.strict)?;
    let destination = address(fields.inner("address")?)?;
    let features = fields.features(world.amazon.features.channels)?;
    if let Some((name, _)) = features.first().filter(|_| world.amazon.features.region_without) {
        return Err(super::features::no_region(name));
    }
    let mut lines = lines(fields, world, &features)?;
    if optimistic {
        lines.iter_mut().for_each(|line| line.promised = line.quantity);
    }
    let asked: Vec<&str> = fields.list("shippingSpeedCategories")?.iter().filter_map(Value::as_str).collect();
    if asked.iter().any(|speed| !SPEEDS.contains(speed)) {
        return Err(super::validate::invalid("shippingSpeedCategories", "it is not one of the allowed values"));
    }
    let speeds: Vec<&str> = if asked.is_empty() { vec!["Standard", "Expedited", "Priority"] } else { asked };
    let wishes = Wishes {
        blocked: features.iter().any(|(name, _)| name == "BLOCK_AMZL"),
        signed: features.iter().any(|(name, _)| name == "SIGNATURE_CONFIRMATION"),
    };
    let features: Vec<Value> = features
        .iter()
        .map(|(name, policy)| json!({ "featureName": name, "featureFulfillmentPolicy": policy }))
        .collect();
    let abroad = destination.country_code != "US";
    let previews: Vec<Value> =
        speeds.iter().map(|speed| one(speed, &lines, abroad, (&features, wishes), now_ms)).collect();
    Ok(json!({ "payload": { "fulfillmentPreviews": previews } }))
}

fn lines(fields: Fields<'_>, world: &crate::world::World, features: &[(String, String)]) -> Result<Vec<Line>, Refusal> {
    let required = features.iter().filter(|(name, policy)| policy == "Required" && !name.starts_with("CHANNEL."));
    let list = fields.list("items")?;
    if list.is_empty() {
        return Err(missing("items"));
    }
    let mut left: BTreeMap<String, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    for entry in list {
        let entry = Fields::of(entry, world.strict)?;
        let sku = entry.need("sellerSku", 50)?.to_owned();
        let item_id = entry.need("sellerFulfillmentOrderItemId", 50)?.to_owned();
        let quantity = entry.units("quantity")?;
        entry.money("perUnitDeclaredValue")?;
        let stock = world.amazon.stock.get(&sku).filter(|stock| !stock.foreign && !sku.contains('"'));
        let stock = stock.ok_or_else(|| Refusal::input(format!("the SellerSKU for Item Id: {item_id} is invalid.")))?;
        let free = left.entry(sku.clone()).or_insert(stock.level.fulfillable + stock.level.inbound);
        let promised = quantity.min(*free);
        *free -= promised;
        let book = &world.amazon.features;
        let without = required.clone().find_map(|(name, _)| book.why_not(name, &sku, Some(stock)));
        lines.push(Line { sku, item_id, quantity, grams: stock.weight_grams, promised, without });
    }
    Ok(lines)
}

fn one(speed: &str, lines: &[Line], abroad: bool, (features, wishes): (&[Value], Wishes), now_ms: i64) -> Value {
    let mut reasons = Vec::new();
    if abroad {
        reasons.push("InvalidDestinationAddress");
    }
    if speed != "Standard" && speed != "Expedited" {
        reasons.push("DeliverySLAUnavailable");
    }
    let unfulfillable: Vec<Value> = lines
        .iter()
        .filter(|line| !line.reasons().is_empty())
        .map(|line| {
            let units = if line.without.is_some() { line.quantity } else { line.quantity - line.promised };
            json!({ "sellerSku": line.sku, "quantity": units,
                "sellerFulfillmentOrderItemId": line.item_id, "itemUnfulfillableReasons": line.reasons() })
        })
        .collect();
    let mut answer = json!({
        "shippingSpeedCategory": speed,
        "isFulfillable": reasons.is_empty() && unfulfillable.is_empty(),
        "isCODCapable": false,
        "marketplaceId": super::MARKETPLACE_ID,
        "orderUnfulfillableReasons": reasons,
        "unfulfillablePreviewItems": unfulfillable,
        "featureConstraints": features,
    });
    if reasons.is_empty()
        && let Some(answer) = answer.as_object_mut()
    {
        answer.insert("estimatedShippingWeight".to_owned(), pounds(lines.iter().map(|l| l.grams * l.promised).sum()));
        answer.insert("estimatedFees".to_owned(), fees(speed, lines, wishes));
        answer.insert("fulfillmentPreviewShipments".to_owned(), json!([shipment(speed, lines, wishes, now_ms)]));
    }
    answer
}

fn shipment(speed: &str, lines: &[Line], wishes: Wishes, now_ms: i64) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .filter(|line| line.promised > 0)
        .map(|line| {
            json!({ "sellerSku": line.sku, "quantity": line.promised, "sellerFulfillmentOrderItemId": line.item_id,
                "estimatedShippingWeight": pounds(line.grams * line.promised), "shippingWeightCalculationMethod": "Package" })
        })
        .collect();
    let (ship, arrive) = match (speed == "Expedited", wishes.blocked) {
        (true, false) => (1, 2),
        (true, true) => (1, 3),
        (false, false) => (2, 4),
        (false, true) => (2, 6),
    };
    json!({
        "earliestShipDate": iso(now_ms + DAY_MS / 2),
        "latestShipDate": iso(now_ms + ship * DAY_MS),
        "earliestArrivalDate": iso(now_ms + (arrive - 1) * DAY_MS),
        "latestArrivalDate": iso(now_ms + arrive * DAY_MS),
        "fulfillmentPreviewItems": items,
    })
}

/// Plausible fees: a base per order (signature included), a fee per unit by weight, and transportation (the surcharge
/// for keeping Amazon's couriers away included).
fn fees(speed: &str, lines: &[Line], wishes: Wishes) -> Value {
    let units = Decimal::from(lines.iter().map(|line| line.promised).sum::<u32>());
    let kilos = Decimal::new(lines.iter().map(|line| i64::from(line.grams * line.promised)).sum(), 3);
    let (order, unit) = if speed == "Expedited" {
        (Decimal::new(505, 2), Decimal::new(435, 2))
    } else {
        (Decimal::new(185, 2), Decimal::new(340, 2))
    };
    let carried = kilos * Decimal::new(95, 2);
    let surcharge = (order + unit * units + carried) * Decimal::new(5, 2);
    let carried = if wishes.blocked { carried + surcharge } else { carried };
    let order = if wishes.signed { order + Decimal::new(295, 2) } else { order };
    let fee = |name: &str, value: Decimal| json!({ "name": name, "amount": { "currencyCode": "USD", "value": format!("{:.2}", value) } });
    json!([
        fee("FBAPerOrderFulfillmentFee", order),
        fee("FBATransportationFee", carried),
        fee("FBAPerUnitFulfillmentFee", unit * units),
    ])
}

fn pounds(grams: u32) -> Value {
    let pounds = Decimal::from(grams) * Decimal::new(220_462, 8);
    json!({ "unit": "POUNDS", "value": format!("{:.3}", pounds) })
}
