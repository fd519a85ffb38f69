//! What the world holds: orders on both sides, stock, counters, verdict and journal.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::amazon::FulfillmentOrder;
use crate::world::{SharedWorld, World, lock};

use super::{Answer, Fault};

fn amazon_order(order: &FulfillmentOrder) -> Value {
    let items: Vec<Value> = order
        .items
        .iter()
        .map(|item| {
            json!({ "sku": item.seller_sku, "item_id": item.item_id, "quantity": item.quantity,
                "cancelled": item.cancelled, "unfulfillable": item.unfulfillable })
        })
        .collect();
    let shipments: Vec<Value> = order
        .shipments
        .iter()
        .map(|shipment| {
            let packages: Vec<Value> = shipment
                .packages
                .iter()
                .map(|package| {
                    json!({ "package_number": package.number, "carrier": package.carrier,
                        "tracking_number": package.tracking, "visible_from_ms": package.tracking_from_ms,
                        "aftn": package.aftn.as_ref().map(|(number, _)| number),
                        "ship_ms": package.ship_ms, "arrive_ms": package.arrive_ms })
                })
                .collect();
            json!({ "id": shipment.id, "status": shipment.status.word(), "packages": packages })
        })
        .collect();
    json!({
        "id": order.id,
        "displayable_order_id": order.displayable_id,
        "status": order.status.word(),
        "hold": order.hold,
        "speed": order.speed,
        "received_ms": order.received_ms,
        "status_ms": order.status_ms,
        "items": items,
        "shipments": shipments,
    })
}

fn stock_rows(world: &World) -> Vec<Value> {
    let mut rows: Vec<Value> = Vec::new();
    for item in world.catalogue.items() {
        let amazon = item.amazon_sku.as_deref().and_then(|sku| world.amazon.stock.get(sku)).map(|stock| {
            json!({ "sku": stock.seller_sku, "fulfillable": stock.level.fulfillable, "reserved": stock.level.reserved,
                "inbound": stock.level.inbound, "unfulfillable": stock.level.unfulfillable })
        });
        let tiktok = item.tiktok_sku.as_deref().map(|sku| {
            let listed = world.tiktok.listings.by_seller_sku(sku);
            let available = listed.map(|listed| world.tiktok.stock.available(&listed.id));
            json!({ "sku": sku, "available": available })
        });
        rows.push(
            json!({ "title": item.title, "linked_by_sku": item.linked_by_sku(), "amazon": amazon, "tiktok": tiktok }),
        );
    }
    rows
}

pub(super) async fn all(State(world): State<SharedWorld>) -> Json<Value> {
    let world = lock(&world);
    let tiktok: Vec<Value> = world.tiktok.orders().map(super::orders::describe).collect();
    let amazon: Vec<Value> = world.amazon.orders().values().map(amazon_order).collect();
    Json(
        json!({ "now_ms": world.now_ms(), "tiktok_orders": tiktok, "amazon_orders": amazon, "stock": stock_rows(&world) }),
    )
}

pub(super) async fn stock(State(world): State<SharedWorld>) -> Json<Value> {
    Json(json!({ "stock": stock_rows(&lock(&world)) }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StockMove {
    /// `amazon` or `tiktok`.
    platform: String,
    sku: String,
    /// Set to this many units,
    units: Option<u32>,
    /// or change by so many (Amazon only).
    by: Option<i64>,
}

pub(super) async fn move_stock(State(world): State<SharedWorld>, Json(wanted): Json<StockMove>) -> Answer {
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    let sku = wanted.sku.as_str();
    match (wanted.platform.as_str(), wanted.units, wanted.by) {
        ("amazon", units, by) if units.is_some() != by.is_some() => {
            let stock = world.amazon.stock.get_mut(sku);
            let stock = stock.ok_or_else(|| Fault::missing(format!("Amazon holds no SKU {sku:?}")))?;
            let target = units.map_or(i64::from(stock.level.fulfillable) + by.unwrap_or(0), i64::from);
            let target = u32::try_from(target.max(0)).map_err(|_| Fault::bad("too many units"))?;
            stock.change(now_ms, |level| level.fulfillable = target);
        }
        ("tiktok", Some(units), None) => {
            let moved = world.tiktok.set_stock(sku, units, now_ms);
            moved.map_err(|refusal| Fault::refused(refusal.to_string()))?;
        }
        _ => return Err(Fault::bad("give platform amazon with units or by, or platform tiktok with units")),
    }
    world.journal.note(now_ms, "control", "stock moved", sku, "");
    Ok(Json(json!({ "stock": stock_rows(&world) })))
}

pub(super) async fn calls(State(world): State<SharedWorld>) -> Json<Value> {
    let world = lock(&world);
    Json(json!({ "calls": world.journal.calls(), "throttled": world.journal.throttled() }))
}

pub(super) async fn verdict(State(world): State<SharedWorld>) -> Json<Value> {
    let world = lock(&world);
    Json(json!({
        "verdict": world.verdict(),
        "forbidden": world.forbidden(),
        "eligible_not_exported": world.eligible_not_exported(),
        "settled": world.is_settled(),
    }))
}

#[derive(Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    from_seq: u64,
}

/// The journal as text, at most 10,000 lines from `from_seq` on.
pub(super) async fn journal(State(world): State<SharedWorld>, Query(since): Query<Since>) -> String {
    let world = lock(&world);
    let lines = world.journal.lines().filter(|line| line.seq >= since.from_seq).take(10_000);
    lines.map(ToString::to_string).collect()
}
