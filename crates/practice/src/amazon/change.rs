//! updateFulfillmentOrder and cancelFulfillmentOrder (fact sheet 4.6).

use serde_json::json;

use super::answer::{Answer, Refusal};
use super::door::Call;
use super::lifecycle;
use super::order::OrderStatus;
use super::seller::Due;
use super::validate::{Fields, SPEEDS, address, invalid};

/// Cancelling is best effort: an accepted call may still come too late, so the order's status is the only proof.
pub(super) fn cancel(call: Call<'_>) -> Answer {
    let Call { world, now_ms, id, .. } = call;
    let seller = &mut world.amazon;
    let order = seller.orders.get(&id).ok_or_else(|| not_found(&id))?;
    match order.status {
        OrderStatus::Cancelled => return Ok(json!({})),
        status if !status.cancellable() => {
            return Err(Refusal {
                details: Some(format!("The order is {}.", status.word())),
                ..Refusal::input("Fulfillment order cannot be cancelled in its current status.")
            });
        }
        _ => {}
    }
    let mut chance = seller.stream(&id, "cancel");
    let ignored = seller.mishaps && order.status == OrderStatus::Planning && chance.happens(0.1);
    world.journal.note(now_ms, "amazon", "cancel asked", &id, "");
    if ignored {
        seller.ignored_cancels.insert(id);
    } else {
        seller.expect(now_ms + chance.range(2, 60) * 1_000, Due::Cancel(id));
    }
    Ok(json!({}))
}

/// Works only while the order is held; an update that names no action holds again; quantities may only go down.
pub(super) fn update(call: Call<'_>) -> Answer {
    let Call { world, now_ms, id, body, .. } = call;
    let fields = Fields::of(&body, world.strict)?;
    let action = fields.word("fulfillmentAction", &["Ship", "Hold"])?.unwrap_or("Hold");
    let speed = fields.word("shippingSpeedCategory", &SPEEDS)?;
    let destination = match fields.inner("destinationAddress") {
        Ok(inner) => Some(address(inner)?),
        Err(_) => None,
    };
    let changes = quantities(fields, world.strict)?;
    let features = fields.features(world.amazon.features.channels)?;
    let seller = &mut world.amazon;
    let order = seller.orders.get_mut(&id).ok_or_else(|| not_found(&id))?;
    if !order.hold || order.status.is_final() {
        return Err(Refusal::access("Fulfillment order cannot be updated: it is not on hold."));
    }
    if !features.is_empty() && features != order.features {
        return Err(invalid("featureConstraints", "features cannot be changed after creation"));
    }
    for (item_id, quantity) in &changes {
        let item = order.items.iter().find(|item| item.item_id == *item_id);
        let item = item.ok_or_else(|| invalid("sellerFulfillmentOrderItemId", "the order has no such item"))?;
        if *quantity > item.quantity {
            return Err(invalid("quantity", "it may only go down"));
        }
    }
    for item in &mut order.items {
        let Some((_, quantity)) = changes.iter().find(|(item_id, _)| *item_id == item.item_id) else { continue };
        let mut back = item.quantity - quantity;
        item.quantity = *quantity;
        let unmet = back.min(item.waiting);
        item.waiting -= unmet;
        back = (back - unmet).min(item.reserved);
        item.reserved -= back;
        if let Some(stock) = seller.stock.get_mut(&item.seller_sku).filter(|_| back > 0) {
            stock.change(now_ms, |level| {
                level.reserved = level.reserved.saturating_sub(back);
                level.fulfillable += back;
            });
        }
    }
    order.speed = speed.map_or_else(|| order.speed.clone(), str::to_owned);
    order.address = destination.unwrap_or_else(|| order.address.clone());
    order.status_ms = now_ms;
    let received = order.status == OrderStatus::Received;
    order.hold = action == "Hold";
    let ships = !order.hold;
    world.journal.note(now_ms, "amazon", "updated", &id, action);
    if ships && received {
        lifecycle::released(seller, now_ms, &id);
    }
    if ships {
        world.judge_export(&id, now_ms);
    }
    Ok(json!({}))
}

fn quantities(fields: Fields<'_>, strict: bool) -> Result<Vec<(String, u32)>, Refusal> {
    let entries = fields.list("items")?.iter();
    entries
        .map(|entry| {
            let entry = Fields::of(entry, strict)?;
            Ok((entry.need("sellerFulfillmentOrderItemId", 50)?.to_owned(), entry.units("quantity")?))
        })
        .collect()
}

fn not_found(id: &str) -> Refusal {
    Refusal::not_found(format!("Fulfillment order {id} was not found."))
}
