//! Orders at TikTok: place, change, pay, cancel, ship by hand, list and read.

use std::collections::BTreeSet;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::tiktok::{Initiator, Mark, NewOrder, Order, Written};
use crate::world::{SharedWorld, lock};

use super::{Answer, Fault};

pub(super) fn describe(order: &Order) -> Value {
    let lines: Vec<Value> = order
        .lines
        .iter()
        .map(|line| {
            let pieces: Vec<Value> = line
                .pieces
                .iter()
                .map(|piece| json!({ "id": piece.id, "sku": piece.goods.seller_sku, "package_id": piece.package_id }))
                .collect();
            json!({ "id": line.id, "sku": line.goods.seller_sku, "status": order.line_status(line),
                "is_gift": line.is_gift, "is_bundle": line.is_bundle, "units": pieces })
        })
        .collect();
    let packages: Vec<Value> = order
        .packages
        .iter()
        .map(|package| {
            json!({ "id": package.id, "status": package.status(), "tracking_number": package.tracking_number,
                "former_numbers": package.former_numbers, "provider_id": package.provider_id,
                "line_ids": package.line_ids, "tags": package.tags, "by_hand": package.by_hand, "created_ms": package.created_ms })
        })
        .collect();
    json!({
        "id": order.id,
        "status": order.status().word(),
        "marks": order.marks,
        "buyer": order.buyer.name(),
        "placed_ms": order.placed_ms,
        "paid_ms": order.paid_ms,
        "release_ms": order.release_ms,
        "updated_ms": order.updated_ms,
        "cancelled_ms": order.cancelled_ms,
        "asked_to_cancel_ms": order.asked_to_cancel_ms,
        "address_changed": order.address_changed,
        "shipped_by_hand": order.shipped_by_hand,
        "lines": lines,
        "packages": packages,
    })
}

#[derive(Deserialize)]
pub(super) struct Filter {
    status: Option<String>,
    since_ms: Option<i64>,
}

pub(super) async fn list(State(world): State<SharedWorld>, Query(filter): Query<Filter>) -> Json<Value> {
    let world = lock(&world);
    let fits = |order: &&Order| {
        filter.status.as_deref().is_none_or(|status| order.status().word() == status)
            && filter.since_ms.is_none_or(|since_ms| order.placed_ms >= since_ms)
    };
    let orders: Vec<Value> = world.tiktok.orders().filter(fits).map(describe).collect();
    Json(json!({ "orders": orders }))
}

pub(super) async fn one(State(world): State<SharedWorld>, Path(id): Path<String>) -> Answer {
    let world = lock(&world);
    world.tiktok.order(&id).map(|order| Json(describe(order))).ok_or_else(|| unknown(&id))
}

#[derive(Deserialize)]
struct WantedLine {
    sku: String,
    #[serde(default = "one_unit")]
    quantity: u32,
}

fn one_unit() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Placing {
    lines: Vec<WantedLine>,
    #[serde(default)]
    marks: BTreeSet<Mark>,
    hold: Option<bool>,
    #[serde(default)]
    message: String,
    follows: Option<String>,
    release_after_ms: Option<i64>,
    /// The fast way of delivery.
    #[serde(default)]
    express: bool,
    /// The buyer's own words.
    buyer: Option<Words>,
    /// Pay at once.
    #[serde(default)]
    pay: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(default)]
    name: String,
    #[serde(default)]
    street: String,
}

pub(super) async fn place(State(world): State<SharedWorld>, Json(placing): Json<Placing>) -> Answer {
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    let order = NewOrder {
        lines: placing.lines.into_iter().map(|line| (line.sku, line.quantity)).collect(),
        marks: placing.marks,
        hold: placing.hold.unwrap_or(true),
        message: placing.message,
        follows: placing.follows,
        express: placing.express,
        written: placing.buyer.map(|words| Written { name: words.name, street: words.street }),
        release_after_ms: placing.release_after_ms,
    };
    let id = world.tiktok.place_order(order, now_ms).map_err(|refusal| Fault::refused(refusal.to_string()))?;
    world.journal.note(now_ms, "control", "placed", &id, "");
    if placing.pay {
        world.pay(now_ms, &id).map_err(Fault::refused)?;
    }
    world.tiktok.order(&id).map(|order| Json(describe(order))).ok_or_else(|| unknown(&id))
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Particulars {
    /// Who cancels: `seller`, `system` or `buyer`.
    by: Option<Initiator>,
    tracking_number: Option<String>,
    carrier: Option<String>,
    /// A note's text.
    text: Option<String>,
    sku: Option<String>,
    line_id: Option<String>,
}

/// `pay`, `change-address`, `change-note`, `seller-note`, `add-line`, `drop-line`, `unseen`, `ask-cancel`,
/// `withdraw-cancel`, `cancel`, `ship-by-hand`.
pub(super) async fn act(
    State(world): State<SharedWorld>,
    Path((id, action)): Path<(String, String)>,
    body: Bytes,
) -> Answer {
    let given: Particulars = if body.is_empty() {
        Particulars::default()
    } else {
        serde_json::from_slice(&body).map_err(|error| Fault::bad(error.to_string()))?
    };
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    world.tiktok.order(&id).ok_or_else(|| unknown(&id))?;
    let done = match action.as_str() {
        "pay" => world.pay(now_ms, &id).map_err(Fault::refused),
        "change-address" => refused(world.tiktok.change_address(&id, now_ms)),
        "change-note" => refused(world.tiktok.change_message(&id, given.text.as_deref().unwrap_or_default(), now_ms)),
        "seller-note" => {
            refused(world.tiktok.change_seller_note(&id, given.text.as_deref().unwrap_or_default(), now_ms))
        }
        "add-line" => refused(world.tiktok.add_line(&id, given.sku.as_deref().unwrap_or_default(), now_ms)),
        "drop-line" => refused(world.tiktok.drop_line(&id, given.line_id.as_deref().unwrap_or_default(), now_ms)),
        "unseen" => refused(world.tiktok.hide_scans(&id)),
        "ask-cancel" => refused(world.tiktok.request_cancel(&id, now_ms)),
        "withdraw-cancel" => refused(world.tiktok.withdraw_cancel(&id, now_ms)),
        "cancel" => refused(world.tiktok.cancel(&id, given.by.unwrap_or(Initiator::Buyer), now_ms)),
        "ship-by-hand" => {
            let number = given.tracking_number.ok_or_else(|| Fault::bad("name a tracking_number"))?;
            let carrier = given.carrier.as_deref().unwrap_or("UPS");
            let shipped = world.tiktok.ship_by_hand(&id, &number, carrier, now_ms);
            if let Ok(package_id) = &shipped {
                world.judge_parcel(package_id, now_ms);
            }
            refused(shipped)
        }
        other => Err(Fault::bad(format!("{other:?} is no action; see docs/practice.md"))),
    };
    done?;
    world.journal.note(now_ms, "control", &action, &id, "");
    world.tiktok.order(&id).map(|order| Json(describe(order))).ok_or_else(|| unknown(&id))
}

fn refused<T>(done: Result<T, impl std::fmt::Display>) -> Result<(), Fault> {
    done.map(|_| ()).map_err(|refusal| Fault::refused(refusal.to_string()))
}

fn unknown(id: &str) -> Fault {
    Fault::missing(format!("TikTok has no order {id}"))
}
