//! Packages and their tracking (tiktok-shop fact sheet 9.4).

use serde_json::{Value, json};

use super::ask::Ask;
use super::endpoint::Outcome;
use super::order::{Order, Piece};
use super::order_calls::put_next;
use super::order_wire::shipping_type;
use super::package::Package;
use super::page::{Place, cut};
use super::person_wire::{address, veil};
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::world::World;

const STATUSES: [&str; 5] = ["TO_FULFILL", "PROCESSING", "FULFILLING", "COMPLETED", "CANCELLED"];

/// POST `/fulfillment/202309/packages/search`. US packages exist only after shipping.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let size = ask.page_size(50, None)?;
    let field = ask.query_word("sort_field", &["create_time", "update_time", "order_pay_time"])?;
    let ascending = ask.query_word("sort_order", &["DESC", "ASC"])? == "ASC";
    let (made_from, made_until) = ask.window_ms("create_time")?;
    let (changed_from, changed_until) = ask.window_ms("update_time")?;
    let status = ask.word("package_status", &STATUSES)?;
    let shop = &world.tiktok;
    let found: Vec<(&Order, &Package)> = shop
        .orders()
        .flat_map(|order| order.packages.iter().map(move |package| (order, package)))
        .filter(|(_, package)| {
            (made_from..made_until).contains(&(package.created_ms.div_euclid(1_000) * 1_000))
                && (changed_from..changed_until).contains(&(package.updated_ms.div_euclid(1_000) * 1_000))
                && status.as_ref().is_none_or(|word| package.status() == word)
        })
        .collect();
    let place = |(order, package): &(&Order, &Package)| -> Place {
        let at_ms = match field {
            "update_time" => package.updated_ms,
            "order_pay_time" => order.paid_ms.unwrap_or_default(),
            _ => package.created_ms,
        };
        (at_ms.div_euclid(1_000), package.id.clone())
    };
    let page = cut(ask, found, size, ascending, place, &mut world.faults)?;
    let packages: Vec<Value> = page
        .items
        .iter()
        .map(|(order, package)| {
            json!({
                "id": package.id,
                "orders": [{ "id": order.id, "skus": skus(order, package) }],
                "create_time": package.created_ms.div_euclid(1_000),
                "update_time": package.updated_ms.div_euclid(1_000),
                "status": package.status(),
                "tracking_number": package.tracking_number,
                "shipping_provider_name": shop.provider_name(&package.provider_id),
                "shipping_provider_id": package.provider_id,
                "order_line_item_ids": package.line_ids,
            })
        })
        .collect();
    let mut data = json!({ "total_count": page.total, "packages": packages });
    put_next(&mut data, page.next, page.total);
    Ok(Some(data))
}

/// GET `/fulfillment/202309/packages/{package_id}`.
pub fn detail(world: &mut World, ask: &Ask) -> Outcome {
    let missing = || Refusal::new(21_011_028, "The package does not belong to this shop");
    let package = world.tiktok.package(ask.part(0)).ok_or_else(missing)?;
    if ask.now_ms - package.created_ms < 5_000 && world.faults.strikes(Fault::ReadsLag, &ask.operation) {
        return Err(missing());
    }
    let shop = &world.tiktok;
    let order = shop.order(&package.order_id).ok_or_else(missing)?;
    let pieces: Vec<&Piece> = inside(order, package).collect();
    let grams: u32 =
        pieces.iter().filter_map(|piece| shop.listings.sku(&piece.goods.sku_id)).map(|sku| sku.weight_grams).sum();
    let option = shop.delivery_options().iter().find(|option| option.id == order.delivery_option_id);
    let mut data = json!({
        "package_id": package.id,
        "orders": [{ "id": order.id, "skus": skus(order, package) }],
        "package_status": package.status(),
        "package_sub_status": package.sub_status(),
        "split_and_combine_tag": if order.packages.len() > 1 { "SPLIT" } else { "DEFAULT" },
        "has_multi_skus": skus(order, package).len() > 1,
        "note_tag": if order.message.is_empty() { "BUYER_UNNOTED" } else { "BUYER_NOTED" },
        "shipping_provider_name": shop.provider_name(&package.provider_id),
        "shipping_provider_id": package.provider_id,
        "shipping_type": shipping_type(order),
        "delivery_option_name": option.map_or("", |option| option.name),
        "delivery_option_id": order.delivery_option_id,
        "tracking_number": package.tracking_number,
        "create_time": package.created_ms.div_euclid(1_000),
        "update_time": package.updated_ms.div_euclid(1_000),
        "handover_method": "DROP_OFF",
        "order_line_item_ids": package.line_ids,
        "recipient_address": address(order, veil(order, ask.now_ms, &world.faults), true),
        "weight": { "value": grams.to_string(), "unit": "GRAM" },
        "biz_extension_tags": package.tags,
        "warehouse_id": pieces.first().map_or("", |piece| piece.warehouse_id.as_str()),
    });
    if let (Some(_), Some(members)) = (package.lost_ms, data.as_object_mut()) {
        members.insert("ship_exception_reason".to_owned(), json!("PACKAGE_LOST"));
    }
    Ok(Some(data))
}

fn inside<'a>(order: &'a Order, package: &'a Package) -> impl Iterator<Item = &'a Piece> {
    let pieces = order.lines.iter().flat_map(|line| line.pieces.iter());
    pieces.filter(|piece| piece.package_id.as_deref() == Some(&package.id))
}

fn skus(order: &Order, package: &Package) -> Vec<Value> {
    let mut counted: Vec<(&Piece, u32)> = Vec::new();
    for piece in inside(order, package) {
        match counted.iter_mut().find(|(known, _)| known.goods.sku_id == piece.goods.sku_id) {
            Some((_, count)) => *count += 1,
            None => counted.push((piece, 1)),
        }
    }
    counted
        .iter()
        .map(|(piece, count)| json!({ "id": piece.goods.sku_id, "name": piece.goods.sku_name, "quantity": count }))
        .collect()
}

/// GET `/fulfillment/202309/orders/{order_id}/tracking`, newest event first.
pub fn tracking(world: &mut World, ask: &Ask) -> Outcome {
    let order = world.tiktok.order(ask.part(0));
    let order = order.ok_or_else(|| Refusal::new(21_001_001, "The order does not exist"))?;
    let mut events: Vec<_> = order.packages.iter().flat_map(|package| package.scans.iter()).collect();
    events.sort_by_key(|(at_ms, _)| std::cmp::Reverse(*at_ms));
    let tracking: Vec<Value> = events
        .iter()
        .map(|(at_ms, scan)| {
            json!({ "description": scan.sentence(), "update_time_millis": at_ms, "action_code": scan.action_code() })
        })
        .collect();
    Ok(Some(json!({ "tracking": tracking })))
}

/// GET `/logistics/202604/orders/{order_id}/tracking`.
pub fn logistics_tracking(world: &mut World, ask: &Ask) -> Outcome {
    let shop = &world.tiktok;
    let order = shop.order(ask.part(0)).ok_or_else(|| Refusal::new(21_001_001, "The order does not exist"))?;
    let details: Vec<Value> = order
        .packages
        .iter()
        .map(|package| {
            let track: Vec<Value> = package
                .scans
                .iter()
                .rev()
                .map(|(at_ms, scan)| {
                    json!({
                        "description": scan.sentence(),
                        "tracking_no": package.tracking_number,
                        "update_time_millis": at_ms,
                        "action_code": scan.action_code(),
                    })
                })
                .collect();
            json!({
                "newest_tracking_no": package.tracking_number,
                "carrier_name": shop.provider_name(&package.provider_id),
                "track_list": track,
            })
        })
        .collect();
    Ok(Some(json!({ "order_id": order.id, "logistics_details": details })))
}
