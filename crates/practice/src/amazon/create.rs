//! createFulfillmentOrder (fact sheet 4.1 and 4.6).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::world::World;

use super::answer::{Answer, Refusal};
use super::door::Call;
use super::features;
use super::lifecycle;
use super::order::{FulfillmentOrder, Item, OrderStatus};
use super::validate::{Fields, SPEEDS, address, invalid, missing};

pub(super) const LINES_MAX: usize = 100;
pub(super) const UNITS_MAX: u32 = 250;

pub(super) fn create(call: Call<'_>) -> Answer {
    let Call { world, now_ms, body, .. } = call;
    let channels = world.amazon.features.channels;
    let order = read(&body, world.strict, channels, now_ms)?;
    place(world, now_ms, order)?;
    Ok(json!({}))
}

/// Accepts an order that was read from a body of either version, or refuses it with nothing changed.
pub(super) fn place(world: &mut World, now_ms: i64, mut order: FulfillmentOrder) -> Result<(), Refusal> {
    let seller = &mut world.amazon;
    if seller.orders.contains_key(&order.id) {
        let text = "Value for parameter sellerFulfillmentOrderId is invalid. Reason: it must be unique.";
        return Err(Refusal {
            details: Some("An order with this sellerFulfillmentOrderId already exists.".to_owned()),
            ..Refusal::input(text)
        });
    }
    for item in &order.items {
        let known = seller.stock.get(&item.seller_sku).is_some_and(|stock| !stock.foreign);
        if !known || item.seller_sku.contains('"') {
            return Err(Refusal::input(format!("the SellerSKU for Item Id: {} is invalid.", item.item_id)));
        }
    }
    if order.address.country_code != "US" {
        return Err(Refusal::input("Value NotEligibleForExport for parameter Item is invalid"));
    }
    if order.speed == "Priority" || order.speed == "ScheduledDelivery" {
        return Err(Refusal::input("Value DeliverySLAUnavailable for parameter shippingSpeedCategory is invalid."));
    }
    let skus = order.items.iter().map(|item| item.seller_sku.as_str());
    features::check_required(seller, &order.features, skus)?;
    set_aside(seller, &mut order, now_ms)?;
    let mut chance = seller.stream(&order.id, "spelling");
    order.shouts = world.strict && chance.happens(0.4);
    let digest = format!(
        "{} {:?}",
        order.displayable_id,
        order.items.iter().map(|i| (&i.seller_sku, i.quantity)).collect::<Vec<_>>()
    );
    world.journal.note(now_ms, "amazon", "created", &order.id, &digest);
    let (id, hold) = (order.id.clone(), order.hold);
    seller.orders.insert(id.clone(), order);
    lifecycle::accepted(seller, now_ms, &id, hold);
    world.judge_export(&id, now_ms);
    Ok(())
}

/// Reserves stock for the order, as its policy says; refuses with nothing reserved.
fn set_aside(seller: &mut super::Seller, order: &mut FulfillmentOrder, now_ms: i64) -> Result<(), Refusal> {
    let mut free: BTreeMap<String, u32> = BTreeMap::new();
    for item in &mut order.items {
        let left = free
            .entry(item.seller_sku.clone())
            .or_insert_with(|| seller.stock.get(&item.seller_sku).map_or(0, |stock| stock.level.fulfillable));
        item.reserved = item.quantity.min(*left);
        *left -= item.reserved;
    }
    let wanted: u32 = order.units();
    let got: u32 = order.items.iter().map(|item| item.reserved).sum();
    if got == 0 {
        return Err(Refusal::input("Value AllQuantityZero for parameter  is invalid."));
    }
    if got < wanted && order.policy == "FillOrKill" {
        let short: Vec<&str> =
            order.items.iter().filter(|i| i.reserved < i.quantity).map(|i| i.item_id.as_str()).collect();
        return Err(Refusal {
            details: Some(format!("Not enough inventory for items: {}", short.join(", "))),
            ..Refusal::input("Value InventoryUnavailable for parameter Items is invalid.")
        });
    }
    for item in &mut order.items {
        let short = item.quantity - item.reserved;
        match order.policy.as_str() {
            "FillAll" => item.waiting = short,
            _ => item.cancelled = short, // FillAllAvailable
        }
        let units = item.reserved;
        if let Some(stock) = seller.stock.get_mut(&item.seller_sku) {
            stock.change(now_ms, |level| {
                level.fulfillable = level.fulfillable.saturating_sub(units);
                level.reserved += units;
            });
        }
    }
    Ok(())
}

fn read(body: &serde_json::Value, strict: bool, channels: bool, now_ms: i64) -> Result<FulfillmentOrder, Refusal> {
    let fields = Fields::of(body, strict)?;
    let displayable_id = fields.need("displayableOrderId", 40)?;
    if strict {
        check_printable("displayableOrderId", displayable_id)?;
    }
    if let Some(marketplace) = fields.text("marketplaceId", 100)?
        && marketplace != super::MARKETPLACE_ID
    {
        return Err(invalid("marketplaceId", "the seller does not participate in this marketplace"));
    }
    let hold = fields.word("fulfillmentAction", &["Ship", "Hold"])?.unwrap_or("Ship") == "Hold";
    let policies = ["FillOrKill", "FillAll", "FillAllAvailable"];
    let emails = fields.list("notificationEmails")?;
    let emails: Vec<String> = emails.iter().filter_map(|e| e.as_str().map(str::to_owned)).collect();
    if emails.iter().any(|email| email.chars().count() > 64) {
        return Err(invalid("notificationEmails", "an address is longer than 64 characters"));
    }
    Ok(FulfillmentOrder {
        id: fields.need("sellerFulfillmentOrderId", 40)?.to_owned(),
        marketplace_id: super::MARKETPLACE_ID.to_owned(),
        displayable_id: displayable_id.to_owned(),
        displayable_date: fields.time("displayableOrderDate")?.to_owned(),
        comment: fields.should("displayableOrderComment", 750)?.to_owned(),
        speed: fields
            .word("shippingSpeedCategory", &SPEEDS)?
            .ok_or_else(|| missing("shippingSpeedCategory"))?
            .to_owned(),
        address: address(fields.inner("destinationAddress")?)?,
        hold,
        policy: fields.word("fulfillmentPolicy", &policies)?.unwrap_or("FillOrKill").to_owned(),
        features: fields.features(channels)?,
        emails,
        items: items(fields, strict)?,
        shipments: Vec::new(),
        status: OrderStatus::New,
        received_ms: now_ms,
        status_ms: now_ms,
        v2: None,
        shouts: false,
    })
}

fn items(fields: Fields<'_>, strict: bool) -> Result<Vec<Item>, Refusal> {
    let list = fields.list("items")?;
    if list.is_empty() {
        return Err(missing("items"));
    }
    if list.len() > LINES_MAX {
        return Err(invalid("items", "there are more than 100"));
    }
    let mut ids = BTreeSet::new();
    let mut items = Vec::new();
    for entry in list {
        let entry = Fields::of(entry, strict)?;
        let item_id = entry.need("sellerFulfillmentOrderItemId", 50)?;
        if !ids.insert(item_id) {
            return Err(invalid("sellerFulfillmentOrderItemId", "it is used twice in this order"));
        }
        for money in ["perUnitDeclaredValue", "perUnitPrice", "perUnitTax"] {
            entry.money(money)?;
        }
        items.push(Item {
            seller_sku: entry.need("sellerSku", 50)?.to_owned(),
            item_id: item_id.to_owned(),
            quantity: entry.units("quantity")?,
            cancelled: 0,
            unfulfillable: 0,
            comment: entry.text("displayableComment", 250)?.map(str::to_owned),
            gift_message: entry.text("giftMessage", 512)?.map(str::to_owned),
            reserved: 0,
            waiting: 0,
        });
    }
    if items.iter().map(|item| item.quantity).fold(0, u32::saturating_add) > UNITS_MAX {
        return Err(invalid("items", "there are more than 250 units"));
    }
    Ok(items)
}

/// ISO 8859-1, no two blanks in a row, ends trimmed.
pub(super) fn check_printable(key: &str, text: &str) -> Result<(), Refusal> {
    let fits =
        text.chars().all(|c| u32::from(c) < 256 && !c.is_control()) && !text.contains("  ") && text.trim() == text;
    if fits { Ok(()) } else { Err(invalid(key, "only ISO 8859-1 without double or outer blanks is allowed")) }
}
