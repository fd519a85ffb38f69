//! Reads this version's bodies as its model describes them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::Value;

use crate::amazon::answer::{Refusal, iso};
use crate::amazon::create::{LINES_MAX, UNITS_MAX, check_printable};
use crate::amazon::order::{FulfillmentOrder, Item, OrderStatus, SecondVersion};
use crate::amazon::validate::{Fields, address, invalid, missing};

/// Tiers of the model and the first version's words for them; the last two are for other countries.
pub(super) const TIERS: [(&str, &str); 4] = [
    ("STANDARD", "Standard"),
    ("EXPEDITED", "Expedited"),
    ("PRIORITY", "Priority"),
    ("SCHEDULED", "ScheduledDelivery"),
];
const POLICIES: [(&str, &str); 3] =
    [("FILL_OR_KILL", "FillOrKill"), ("FILL_ALL", "FillAll"), ("FILL_ALL_AVAILABLE", "FillAllAvailable")];
/// The additional services that were ever seen; the model takes any text.
const ADDITIONAL: [&str; 1] = ["blockAMZL"];

/// The order of a create body.
pub(super) fn order(body: &Value, strict: bool, now_ms: i64) -> Result<FulfillmentOrder, Refusal> {
    let fields = Fields::of(body, strict)?;
    let id = fields.need("orderId", 40)?.to_owned();
    check_origin(fields)?;
    let none = Value::Object(serde_json::Map::new());
    let configuration = body.get("fulfillmentConfiguration").unwrap_or(&none);
    let configuration = Fields::of(configuration, strict)?;
    let tiers = tiers(configuration)?;
    let policy = configuration.word("policy", &POLICIES.map(|(word, _)| word))?.unwrap_or("FILL_OR_KILL");
    let action = configuration.word("action", &["SHIP", "HOLD"])?.unwrap_or("SHIP");
    let services = services(body.pointer("/fulfillmentConfiguration/services"), strict)?;
    let slip = |key: &str| {
        let text = services.as_ref()?.pointer(&format!("/packaging/packingSlip/templateAttributes/{key}"))?;
        text.as_str().map(str::to_owned)
    };
    let destination = fields.inner("destination")?;
    Ok(FulfillmentOrder {
        marketplace_id: crate::amazon::MARKETPLACE_ID.to_owned(),
        displayable_id: slip("orderId").unwrap_or_else(|| id.clone()),
        displayable_date: slip("orderTime").unwrap_or_else(|| iso(now_ms)),
        comment: slip("orderText").unwrap_or_default(),
        id,
        speed: tiers.first().and_then(|tier| same(&TIERS, tier)).unwrap_or("Standard").to_owned(),
        address: address(destination.inner("deliveryAddress")?)?,
        hold: action == "HOLD",
        policy: same(&POLICIES, policy).unwrap_or("FillOrKill").to_owned(),
        features: features(services.as_ref()),
        emails: Vec::new(),
        items: items(fields, strict)?,
        shipments: Vec::new(),
        status: OrderStatus::New,
        received_ms: now_ms,
        status_ms: now_ms,
        v2: Some(SecondVersion {
            channel: fields.text("channel", 40)?.map(str::to_owned),
            services,
            readable_from_ms: now_ms,
        }),
        shouts: false,
    })
}

/// The tiers asked for, in order of preference; only the first counts.
pub(super) fn tiers(configuration: Fields<'_>) -> Result<Vec<String>, Refusal> {
    let Ok(level) = configuration.inner("serviceLevel") else { return Ok(Vec::new()) };
    let known = |tier: &Value| {
        let tier = tier.as_str().filter(|tier| TIERS.iter().any(|(word, _)| word == tier));
        tier.map(str::to_owned).ok_or_else(|| invalid("serviceTiers", "it is not one of the allowed values"))
    };
    level.list("serviceTiers")?.iter().map(known).collect()
}

/// The practice seller's origin is the United States.
pub(super) fn check_origin(fields: Fields<'_>) -> Result<(), Refusal> {
    let Ok(origin) = fields.inner("origin") else { return Ok(()) };
    match origin.need("countryCode", 2)? {
        "US" => Ok(()),
        _ => Err(invalid("countryCode", "the seller does not participate in this marketplace")),
    }
}

/// `services`, checked field by field: the model says plain strings, the words are those of its descriptions.
pub(super) fn services(services: Option<&Value>, strict: bool) -> Result<Option<Value>, Refusal> {
    let Some(services) = services.filter(|services| !services.is_null()) else { return Ok(None) };
    let fields = Fields::of(services, strict)?;
    if let Ok(packaging) = fields.inner("packaging") {
        packaging.word("packagingOption", &["UNBRANDED", "ANY"])?;
        packaging.word("overbox", &["REQUIRED", "NOT_REQUIRED"])?;
        if let Ok(slip) = packaging.inner("packingSlip") {
            check_slip(slip, strict)?;
        }
    }
    if let Some(additional) = services.get("additional").and_then(Value::as_object) {
        for (name, value) in additional {
            if !ADDITIONAL.contains(&name.as_str()) {
                return Err(invalid(name, "it is not a known additional service"));
            }
            if !matches!(value.as_str(), Some("REQUIRED" | "NOT_REQUIRED")) {
                return Err(invalid(name, "it is not one of the allowed values"));
            }
        }
    }
    Ok(Some(services.clone()))
}

fn check_slip(slip: Fields<'_>, strict: bool) -> Result<(), Refusal> {
    slip.text("templateName", 100)?;
    let Ok(attributes) = slip.inner("templateAttributes") else { return Ok(()) };
    if let Some(number) = attributes.text("orderId", 40)?
        && strict
    {
        check_printable("orderId", number)?;
    }
    attributes.text("orderText", 750)?;
    if attributes.text("orderTime", 60)?.is_some() {
        attributes.time("orderTime")?;
    }
    Ok(())
}

/// The first version's names of what was asked for, as Amazon's migration table has them.
fn features(services: Option<&Value>) -> Vec<(String, String)> {
    let asked = |pointer: &str, word: &str| {
        services.and_then(|services| services.pointer(pointer)).and_then(Value::as_str) == Some(word)
    };
    [
        ("BLANK_BOX", asked("/packaging/packagingOption", "UNBRANDED")),
        ("OVERBOX", asked("/packaging/overbox", "REQUIRED")),
        ("BLOCK_AMZL", asked("/additional/blockAMZL", "REQUIRED")),
    ]
    .into_iter()
    .filter(|(_, asked)| *asked)
    .map(|(name, _)| (name.to_owned(), "Required".to_owned()))
    .collect()
}

fn items(fields: Fields<'_>, strict: bool) -> Result<Vec<Item>, Refusal> {
    let list = fields.list("lineItems")?;
    if list.is_empty() {
        return Err(missing("lineItems"));
    }
    if list.len() > LINES_MAX {
        return Err(invalid("lineItems", "there are more than 100"));
    }
    let mut ids = BTreeSet::new();
    let mut items = Vec::new();
    for entry in list {
        let line = Fields::of(entry, strict)?;
        let item_id = line.need("lineItemId", 50)?;
        if !ids.insert(item_id) {
            return Err(invalid("lineItemId", "it is used twice in this order"));
        }
        let (sku, quantity) = product(entry, strict)?;
        let slip = |key: &str| {
            let text = entry
                .pointer("/fulfillmentConfiguration/services/packaging/packingSlip/templateAttributes")?
                .get(key)?;
            text.as_str().map(str::to_owned)
        };
        items.push(Item {
            seller_sku: sku,
            item_id: item_id.to_owned(),
            quantity,
            cancelled: 0,
            unfulfillable: 0,
            comment: slip("lineItemText"),
            gift_message: slip("giftMessage"),
            reserved: 0,
            waiting: 0,
        });
    }
    if items.iter().map(|item| item.quantity).fold(0, u32::saturating_add) > UNITS_MAX {
        return Err(invalid("lineItems", "there are more than 250 units"));
    }
    Ok(items)
}

/// SKU and units of a line of an order or preview.
pub(super) fn product(line: &Value, strict: bool) -> Result<(String, u32), Refusal> {
    let line = Fields::of(line, strict)?;
    let product = line.inner("product")?;
    let sku = product.inner("productIdentifier")?.need("amazonSku", 50)?.to_owned();
    if let Ok(worth) = product.inner("perUnitDeclaredValue") {
        worth.need("currencyCode", 3)?;
        decimal(worth, "amount")?;
    }
    let amount = line.inner("amount")?;
    if amount.text("unit", 20)?.is_some_and(|unit| unit != "EACHES") {
        return Err(invalid("unit", "it is not one of the allowed values"));
    }
    let value = decimal(amount, "value")?;
    let units = value.to_u32().filter(|units| *units >= 1 && value.fract().is_zero());
    Ok((sku, units.ok_or_else(|| invalid("value", "it must be a whole number, 1 or more"))?))
}

fn decimal(fields: Fields<'_>, key: &str) -> Result<Decimal, Refusal> {
    fields.need(key, 40)?.parse().map_err(|_| invalid(key, "it is not a decimal"))
}

fn same(table: &'static [(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(theirs, _)| *theirs == word).map(|(_, other)| *other)
}

/// This version's word for a tier of the first one.
pub(super) fn tier(speed: &str) -> &'static str {
    TIERS.iter().find(|(_, other)| *other == speed).map_or("STANDARD", |(word, _)| word)
}

/// This version's word for a policy of the first one.
pub(super) fn policy(policy: &str) -> &'static str {
    POLICIES.iter().find(|(_, other)| *other == policy).map_or("FILL_OR_KILL", |(word, _)| word)
}
