//! External order references (tiktok-shop fact sheet 8.6).

use serde_json::{Value, json};

use super::ask::{Ask, member};
use super::endpoint::Outcome;
use super::reference::{PLATFORMS, Reference, ReferenceLine};
use super::refusal::Refusal;
use crate::world::World;

/// Number of the row for an order that is not this shop's.
const STRANGER: u32 = 21_008_111;

/// POST `/order/202406/orders/external_orders`: good rows are kept, bad ones listed in `data.errors`.
pub fn add(world: &mut World, ask: &Ask) -> Outcome {
    let rows = ask.list("orders", 100)?;
    if rows.is_empty() {
        return Err(Refusal::parameter("orders", "it is required", "1-100 entries"));
    }
    let mut errors = Vec::new();
    for row in rows {
        let order_id = member(row, "id", ask.strict)?;
        let reference = read(row.get("external_order").unwrap_or(&Value::Null), ask.strict)?;
        if let Err(refusal) = check(world, &order_id, &reference) {
            errors.push(json!({
                "code": refusal.code.to_string(),
                "message": refusal.message,
                "detail": {
                    "order_id": order_id,
                    "external_order": { "id": reference.id, "platform": reference.platform },
                },
            }));
            continue;
        }
        world.journal.note(ask.now_ms, "tiktok", "reference_added", &order_id, &reference.id);
        world.tiktok.references.put(&order_id, reference);
    }
    if errors.is_empty() {
        return Ok(None);
    }
    Ok(Some(json!({ "errors": errors })))
}

fn read(value: &Value, strict: bool) -> Result<Reference, Refusal> {
    let platform = member(value, "platform", strict)?;
    if !PLATFORMS.contains(&platform.as_str()) {
        return Err(Refusal::parameter("platform", &format!("{platform} is not known"), &PLATFORMS.join(" | ")));
    }
    let lines = value.get("line_items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if lines.len() > 100 || (strict && lines.is_empty()) {
        return Err(Refusal::parameter("line_items", &format!("it has {} entries", lines.len()), "1-100 entries"));
    }
    let line_items = lines
        .iter()
        .map(|line| {
            Ok(ReferenceLine { id: member(line, "id", strict)?, origin_id: member(line, "origin_id", strict)? })
        })
        .collect::<Result<_, Refusal>>()?;
    Ok(Reference { id: member(value, "id", strict)?, platform, line_items })
}

fn check(world: &World, order_id: &str, reference: &Reference) -> Result<(), Refusal> {
    let order = world.tiktok.order(order_id);
    let order = order.ok_or_else(|| Refusal::new(STRANGER, "The order does not belong to this seller"))?;
    let stranger = reference.line_items.iter().find(|line| !order.lines.iter().any(|own| own.id == line.origin_id));
    match stranger {
        Some(line) => Err(Refusal::new(21_011_029, format!("line {} is not in this order", line.origin_id))),
        None => Ok(()),
    }
}

fn platform(ask: &Ask) -> Result<&str, Refusal> {
    let platform = ask.need_query("platform")?;
    if PLATFORMS.contains(&platform) {
        Ok(platform)
    } else {
        Err(Refusal::parameter("platform", &format!("{platform} is not known"), &PLATFORMS.join(" | ")))
    }
}

/// GET `/order/202406/orders/{order_id}/external_orders`.
pub fn get(world: &mut World, ask: &Ask) -> Outcome {
    let platform = platform(ask)?;
    if world.tiktok.order(ask.part(0)).is_none() {
        return Err(Refusal::new(STRANGER, "The order does not belong to this seller"));
    }
    let found: Vec<&Reference> = world.tiktok.references.get(ask.part(0), platform).into_iter().collect();
    Ok(Some(json!({ "external_orders": found })))
}

/// POST `/order/202406/orders/external_order_search`.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let platform = platform(ask)?;
    let id = ask.need_query("external_order_id")?;
    let orders: Vec<Value> = world
        .tiktok
        .references
        .find(platform, id)
        .map(|(order_id, reference)| json!({ "id": order_id, "external_order": reference }))
        .collect();
    Ok(Some(json!({ "orders": orders })))
}
