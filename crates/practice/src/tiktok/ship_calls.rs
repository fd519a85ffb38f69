//! Marking as shipped, corrections, the tracking coverage check (tiktok-shop fact sheet 9.1 to 9.3).

use serde_json::{Value, json};

use super::ask::{Ask, as_text, member};
use super::carrier::is_platform_number;
use super::endpoint::Outcome;
use super::refusal::Refusal;
use super::shipping::Named;
use crate::world::World;

/// POST `/fulfillment/{202610,202309}/orders/{order_id}/packages`.
pub fn mark_shipped(world: &mut World, ask: &Ask) -> Outcome {
    let order_id = ask.part(0).to_owned();
    let newer = ask.version == "202610";
    let (number, provider_id) = if newer { listed_number(ask)? } else { plain_number(ask)? };
    let named = if newer { listed_lines(ask)? } else { plain_lines(ask)? };
    let shipped = world.tiktok.mark_shipped(&order_id, &named, &number, &provider_id, ask.now_ms)?;
    world.journal.note(ask.now_ms, "tiktok", "marked_shipped", &order_id, &number);
    world.judge_parcel(&shipped.package_id, ask.now_ms);
    let mut data = json!({
        "order_id": order_id,
        "order_line_item_ids": shipped.line_ids,
        "package_id": shipped.package_id,
    });
    if let (Some(warning), Some(members)) = (shipped.warning, data.as_object_mut()) {
        members.insert("warning".to_owned(), json!({ "message": warning }));
    }
    Ok(Some(data))
}

fn plain_number(ask: &Ask) -> Result<(String, String), Refusal> {
    Ok((ask.need_text("tracking_number")?, ask.need_text("shipping_provider_id")?))
}

/// The newer form; more than one entry is for allow-listed sellers only, and this shop is none.
fn listed_number(ask: &Ask) -> Result<(String, String), Refusal> {
    match ask.list("shipping_info_list", 20)? {
        [only] => Ok((member(only, "tracking_number", ask.strict)?, member(only, "shipping_provider_id", ask.strict)?)),
        [] => Err(Refusal::new(11_050_001, "shipping_info_list is required")),
        _ => Err(Refusal::new(11_050_001, "shipping_info_list: this seller may give one entry only")),
    }
}

fn plain_lines(ask: &Ask) -> Result<Named, Refusal> {
    Ok(ask.texts("order_line_item_ids", 500)?.into_iter().map(|id| (id, None)).collect())
}

fn listed_lines(ask: &Ask) -> Result<Named, Refusal> {
    let rows = ask.list("order_line_list", 500)?;
    rows.iter()
        .map(|row| {
            let sub = match row.get("sub_item_id") {
                None | Some(Value::Null) => None,
                Some(value) => Some(as_text(value, "sub_item_id", ask.strict)?).filter(|id| !id.is_empty()),
            };
            Ok((member(row, "order_line_id", ask.strict)?, sub))
        })
        .collect()
}

/// POST `/fulfillment/202309/orders/{order_id}/shipping_info/update`.
pub fn correct_order(world: &mut World, ask: &Ask) -> Outcome {
    let (number, provider_id) = plain_number(ask)?;
    world.tiktok.correct_order(ask.part(0), &number, &provider_id, ask.now_ms)?;
    world.journal.note(ask.now_ms, "tiktok", "number_corrected", ask.part(0), &number);
    Ok(None)
}

/// POST `/fulfillment/{202610,202309}/packages/{package_id}/shipping_info/update`.
pub fn correct_package(world: &mut World, ask: &Ask) -> Outcome {
    let (number, provider_id) = if ask.version == "202610" { listed_number(ask)? } else { plain_number(ask)? };
    world.tiktok.correct_package(ask.part(0), &number, &provider_id, ask.now_ms)?;
    world.judge_parcel(ask.part(0), ask.now_ms);
    world.journal.note(ask.now_ms, "tiktok", "number_corrected", ask.part(0), &number);
    Ok(None)
}

/// Endpoints of regions whose packages exist from payment on.
pub fn not_in_this_region(_world: &mut World, _ask: &Ask) -> Outcome {
    Err(Refusal::new(21_008_106, "This API is not available in the shop's region"))
}

/// GET `/fulfillment/202309/orders/split_attributes`.
pub fn split_attributes(world: &mut World, ask: &Ask) -> Outcome {
    let ids = ask.query_list("order_ids");
    if ids.is_empty() || ids.len() > 50 {
        return Err(Refusal::parameter("order_ids", &format!("it has {} entries", ids.len()), "1-50 order ids"));
    }
    let rows: Vec<Value> = ids
        .iter()
        .filter_map(|id| world.tiktok.order(id))
        .map(|order| {
            let several = order.lines.iter().filter(|line| line.is_open()).count() > 1;
            let reason = if several { "" } else { "The order has a single item" };
            json!({ "order_id": order.id, "can_split": several, "reason": reason, "must_split": false })
        })
        .collect();
    Ok(Some(json!({ "split_attributes": rows })))
}

/// GET `/fulfillment/202508/tts_tracking_validation`: whether the number belongs to the platform's own services.
pub fn validate_tracking(_world: &mut World, ask: &Ask) -> Outcome {
    let own = is_platform_number(ask.need_query("tracking_number")?);
    Ok(Some(json!({ "is_tiktok_shipping": own, "is_tiktok_collection": false })))
}
