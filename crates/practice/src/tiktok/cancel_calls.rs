//! Cancellations on the wire (tiktok-shop fact sheet 11.1 and 11.2).

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::ask::{Ask, member};
use super::cancellation::{CancelState, Cancellation, SELLER_REASONS};
use super::endpoint::Outcome;
use super::money::{Price, amount};
use super::order::{Line, OrderStatus};
use super::order_calls::put_next;
use super::page::{Place, cut};
use super::refusal::Refusal;
use super::shop::Shop;
use crate::fault::Fault;
use crate::world::World;

fn state_word(state: CancelState, version: &str) -> &'static str {
    match state {
        CancelState::Pending => "CANCELLATION_REQUEST_PENDING",
        CancelState::Success => "CANCELLATION_REQUEST_SUCCESS",
        CancelState::Dropped if version == "202309" => "CANCELLATION_REQUEST_CANCELLED",
        CancelState::Dropped => "CANCELLATION_REQUEST_CANCEL",
        CancelState::Complete => "CANCELLATION_REQUEST_COMPLETE",
    }
}

/// POST `/return_refund/{202602,202309}/cancellations`.
pub fn create(world: &mut World, ask: &Ask) -> Outcome {
    let order_id = ask.need_text("order_id")?;
    let reason = ask.need_text("cancel_reason")?;
    let lines = wanted_lines(world, ask, &order_id)?;
    let cancel_id = world.tiktok.seller_cancel(&order_id, lines, &reason, ask.now_ms)?;
    world.journal.note(ask.now_ms, "tiktok", "cancelled_by_seller", &order_id, &reason);
    Ok(Some(json!({ "cancel_id": cancel_id, "cancel_status": state_word(CancelState::Success, &ask.version) })))
}

/// The named lines, by id or by SKU and count; `None` means the whole order.
fn wanted_lines(world: &World, ask: &Ask, order_id: &str) -> Result<Option<Vec<String>>, Refusal> {
    let mut ids = ask.texts("order_line_item_ids", 100)?;
    for row in ask.list("order_line_list", 100)? {
        ids.push(member(row, "order_line_item_id", ask.strict)?);
    }
    let skus = ask.list("skus", 100)?;
    if !ids.is_empty() && !skus.is_empty() {
        return Err(Refusal::new(11_050_001, "give either skus or order lines, not both"));
    }
    if let Some(order) = world.tiktok.order(order_id) {
        for row in skus {
            let sku_id = member(row, "sku_id", ask.strict)?;
            let units = row.get("quantity").and_then(Value::as_u64).unwrap_or_default() as usize;
            let open = order.lines.iter().filter(|line| line.is_open() && line.goods.sku_id == sku_id);
            let found: Vec<String> = open.map(|line| line.id.clone()).take(units).collect();
            if units == 0 || found.len() < units {
                return Err(Refusal::new(25_005_011, format!("the order has not {units} open units of SKU {sku_id}")));
            }
            ids.extend(found);
        }
        let whole = order.lines.iter().filter(|line| line.is_open()).all(|line| ids.contains(&line.id));
        if whole {
            return Ok(None);
        }
    }
    Ok(if ids.is_empty() { None } else { Some(ids) })
}

/// POST `/return_refund/{202602,202309}/cancellations/search`; ascending by creation unless asked otherwise.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let size = ask.page_size(50, Some(10))?;
    let by_update = ask.query_word("sort_field", &["create_time", "update_time"])? == "update_time";
    let ascending = ask.query_word("sort_order", &["ASC", "DESC"])? == "ASC";
    let ids = ask.texts("cancel_ids", 100)?;
    let orders = ask.texts("order_ids", 100)?;
    let buyers = ask.texts("buyer_user_ids", 100)?;
    let types = ask.texts("cancel_types", 10)?;
    let states = ask.texts("cancel_status", 10)?;
    let (made_from, made_until) = ask.window_ms("create_time")?;
    let (changed_from, changed_until) = ask.window_ms("update_time")?;
    let late = world.faults.strikes(Fault::LatePage, &ask.operation);
    let shown_until = if late { ask.now_ms - 180_000 } else { i64::MAX };
    let shop = &world.tiktok;
    let user_id = |one: &Cancellation| shop.order(&one.order_id).map(|order| order.buyer.user_id()).unwrap_or_default();
    let found: Vec<&Cancellation> = shop
        .cancellations()
        .filter(|one| {
            (made_from..made_until).contains(&(one.created_ms.div_euclid(1_000) * 1_000))
                && (changed_from..changed_until).contains(&(one.updated_ms.div_euclid(1_000) * 1_000))
                && one.updated_ms <= shown_until
                && (ids.is_empty() || ids.contains(&one.id))
                && (orders.is_empty() || orders.contains(&one.order_id))
                && (types.is_empty() || types.iter().any(|word| word == type_word(one)))
                && (states.is_empty()
                    || states
                        .iter()
                        .any(|word| word == state_word(one.state, "202602") || word == state_word(one.state, "202309")))
                && (buyers.is_empty() || buyers.contains(&user_id(one)))
        })
        .collect();
    let place = |one: &&Cancellation| -> Place {
        let at_ms = if by_update { one.updated_ms } else { one.created_ms };
        (at_ms.div_euclid(1_000), one.id.clone())
    };
    let page = cut(ask, found, size, ascending, place, &mut world.faults)?;
    let rows: Vec<Value> = page.items.iter().map(|one| cancellation_json(shop, one, &ask.version)).collect();
    let mut data = json!({ "total_count": page.total, "cancellations": rows });
    put_next(&mut data, page.next, page.total);
    Ok(Some(data))
}

fn type_word(one: &Cancellation) -> &'static str {
    if one.is_request { "BUYER_CANCEL" } else { "CANCEL" }
}

fn cancellation_json(shop: &Shop, one: &Cancellation, version: &str) -> Value {
    let order = shop.order(&one.order_id);
    let all = order.map(|order| order.lines.as_slice()).unwrap_or_default();
    let lines: Vec<&Line> = all.iter().filter(|line| one.line_ids.contains(&line.id)).collect();
    let rows: Vec<Value> = lines.iter().map(|line| line_json(one, line)).collect();
    let whole = lines.len() == all.len();
    let shipping = order.filter(|_| whole).map(|order| order.bill.shipping).unwrap_or_default();
    let price = lines.iter().fold(Price::default(), |sum, line| Price {
        original: sum.original + line.price.original,
        seller_discount: sum.seller_discount + line.price.seller_discount,
        platform_discount: sum.platform_discount + line.price.platform_discount,
        tax: sum.tax + line.price.tax,
        tax_rate: Decimal::ZERO,
    });
    let fee = order.filter(|_| whole).map(|order| order.bill.retail_delivery_fee).unwrap_or_default();
    let mut out = json!({
        "cancel_id": one.id,
        "order_id": one.order_id,
        "cancel_type": type_word(one),
        "cancel_status": state_word(one.state, version),
        "role": one.by.word(),
        "cancel_reason": one.reason,
        "cancel_reason_text": one.reason.rsplit("reason_").next().unwrap_or_default().replace('_', " "),
        "create_time": one.created_ms.div_euclid(1_000),
        "update_time": one.updated_ms.div_euclid(1_000),
        "refund_amount": refund(&price, shipping.fee(), shipping.tax, fee),
        "cancel_line_items": rows,
    });
    let Some(members) = out.as_object_mut() else { return out };
    if version != "202309" {
        members.insert("should_replenish_stock".to_owned(), json!(true));
    }
    if let (Some(by_ms), CancelState::Pending) = (one.answer_by_ms, one.state) {
        let action = if version == "202309" { "SELLER_RESPOND_CANCEL" } else { "SELLER_RESPOND_BUYER_CANCEL" };
        let next = json!([{ "action": action, "deadline": by_ms.div_euclid(1_000) }]);
        members.insert("seller_next_action_response".to_owned(), next);
    }
    out
}

fn refund(price: &Price, shipping: Decimal, shipping_tax: Decimal, fee: Decimal) -> Value {
    json!({
        "currency": "USD",
        "refund_total": amount(price.sale() + price.tax + shipping + shipping_tax + fee),
        "refund_subtotal": amount(price.sale()),
        "refund_shipping_fee": amount(shipping),
        "refund_tax": amount(price.tax + shipping_tax),
        "retail_delivery_fee": amount(fee),
    })
}

fn line_json(one: &Cancellation, line: &Line) -> Value {
    json!({
        "cancel_line_item_id": format!("{}{}", &one.id.get(..6).unwrap_or_default(), line.id.get(6..).unwrap_or_default()),
        "order_line_item_id": line.id,
        "sku_id": line.goods.sku_id,
        "sku_name": line.goods.sku_name,
        "product_name": line.goods.product_name,
        "seller_sku": line.goods.seller_sku,
        "refund_amount": refund(&line.price, Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
    })
}

/// POST `/return_refund/202309/cancellations/{cancel_id}/approve`.
pub fn approve(world: &mut World, ask: &Ask) -> Outcome {
    world.tiktok.approve_cancel(ask.part(0), ask.now_ms)?;
    world.journal.note(ask.now_ms, "tiktok", "cancel_approved", ask.part(0), "");
    Ok(None)
}

/// POST `/return_refund/202309/cancellations/{cancel_id}/reject`.
pub fn reject(world: &mut World, ask: &Ask) -> Outcome {
    let reason = ask.need_text("reject_reason")?;
    world.tiktok.reject_cancel(ask.part(0), &reason, ask.now_ms)?;
    world.journal.note(ask.now_ms, "tiktok", "cancel_rejected", ask.part(0), &reason);
    Ok(None)
}

/// GET `/return_refund/202309/reject_reasons`.
pub fn reject_reasons(world: &mut World, ask: &Ask) -> Outcome {
    let fitting = world.tiktok.reject_reasons(ask.need_query("return_or_cancel_id")?)?;
    let reasons: Vec<Value> = fitting.iter().map(|(name, text)| json!({ "name": name, "text": text })).collect();
    Ok(Some(json!({ "reasons": reasons })))
}

/// GET `/return_refund/{202602,202309}/orders/{order_id}/aftersale_eligibility`, for cancelling by the seller.
pub fn eligibility(world: &mut World, ask: &Ask) -> Outcome {
    let order = world.tiktok.order(ask.part(0));
    let order = order.ok_or_else(|| Refusal::new(25_007_006, "The order does not exist"))?;
    let status = order.status();
    let asked = order.asked_to_cancel_ms.is_some();
    let eligible = !asked
        && matches!(status, OrderStatus::OnHold | OrderStatus::AwaitingShipment | OrderStatus::PartiallyShipping);
    let mut sku_ids: Vec<&str> = order.lines.iter().map(|line| line.goods.sku_id.as_str()).collect();
    sku_ids.sort_unstable();
    sku_ids.dedup();
    let rows: Vec<Value> = sku_ids
        .iter()
        .map(|sku_id| {
            let own = order.lines.iter().filter(|line| {
                let loose = line.pieces.iter().all(|piece| piece.package_id.is_none());
                line.goods.sku_id == *sku_id && line.is_open() && (loose || !eligible)
            });
            let ids: Vec<&str> = own.map(|line| line.id.as_str()).collect();
            let mut row = json!({
                "request_type": "CANCEL",
                "eligible": eligible && !ids.is_empty(),
                "order_line_items_ids": ids,
            });
            let Some(members) = row.as_object_mut() else { return row };
            if ask.version != "202309" {
                let lines: Vec<Value> = ids.iter().map(|id| json!({ "order_line_item_id": id })).collect();
                let reasons: &[&str] = if eligible && !ids.is_empty() { &SELLER_REASONS } else { &[] };
                members.insert("order_line_list".to_owned(), Value::Array(lines));
                members.insert("available_reason_names".to_owned(), json!(reasons));
            }
            if !eligible || ids.is_empty() {
                let (code, why) = if asked {
                    (25_001_010, "A cancel request is in progress".to_owned())
                } else {
                    (25_001_045, format!("The order is {}", status.word()))
                };
                members.insert("ineligible_code".to_owned(), json!(code));
                members.insert("ineligible_reason".to_owned(), json!(why));
            }
            json!({ "sku_id": sku_id, "line_item_eligibility": [row] })
        })
        .collect();
    Ok(Some(json!({ "sku_eligibility": rows })))
}

/// POST `/return_refund/{202602,202309}/returns/search`: this shop has none.
pub fn search_returns(_world: &mut World, ask: &Ask) -> Outcome {
    ask.page_size(50, Some(10))?;
    Ok(Some(json!({ "return_orders": [], "total_count": 0 })))
}
