//! Order list, order detail and price detail (tiktok-shop fact sheet 8.2, 8.3, 8.5).

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::ask::Ask;
use super::endpoint::Outcome;
use super::money::{Price, amount};
use super::order::{Order, OrderStatus};
use super::order_wire::{order_json, shipping_type};
use super::page::{Place, cut, is_later};
use super::person_wire::veil;
use super::refusal::Refusal;
use crate::fault::Fault;
use crate::world::World;

/// Most ids in a detail call.
const IDS_MAX: usize = 50;
/// How long a list may leave changed orders out under [`Fault::LatePage`].
const LATE_MS: i64 = 180_000;
/// Later pages may show update times past the wanted end (fact sheet 8.2).
const LATER_PAGE_SLACK_MS: i64 = 60_000;

/// POST `/order/202309/orders/search`.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let size = ask.page_size(100, None)?;
    let by_update = ask.query_word("sort_field", &["create_time", "update_time"])? == "update_time";
    let ascending = ask.query_word("sort_order", &["DESC", "ASC"])? == "ASC";
    let (placed_from, placed_until) = ask.window_ms("create_time")?;
    let (changed_from, changed_until) = ask.window_ms("update_time")?;
    let changed_until = if is_later(ask) { changed_until.saturating_add(LATER_PAGE_SLACK_MS) } else { changed_until };
    let status = ask.text("order_status")?;
    if let Some(word) = status.as_deref().filter(|word| !OrderStatus::known(word)) {
        return Err(Refusal::parameter("order_status", &format!("{word} is not known"), "an order status"));
    }
    let shipping = ask.text("shipping_type")?;
    let buyer = ask.text("buyer_user_id")?;
    let asked = ask.flag("is_buyer_request_cancel")?;
    let warehouses = ask.texts("warehouse_ids", 100)?;
    let late = world.faults.strikes(Fault::LatePage, &ask.operation);
    let shown_until = if late { ask.now_ms - LATE_MS } else { i64::MAX };

    let shop = &world.tiktok;
    let wanted = |order: &&Order| {
        let changed_s = order.updated_ms.div_euclid(1_000) * 1_000;
        let placed_s = order.placed_ms.div_euclid(1_000) * 1_000;
        (changed_from..changed_until).contains(&changed_s)
            && (placed_from..placed_until).contains(&placed_s)
            && order.updated_ms <= shown_until
            && status.as_ref().is_none_or(|word| order.status().word() == word)
            && shipping.as_ref().is_none_or(|word| shipping_type(order) == word)
            && buyer.as_ref().is_none_or(|id| order.buyer.user_id() == *id)
            && asked.is_none_or(|asked| order.asked_to_cancel_ms.is_some() == asked)
            && (warehouses.is_empty()
                || order
                    .lines
                    .iter()
                    .flat_map(|line| &line.pieces)
                    .any(|piece| warehouses.contains(&piece.warehouse_id)))
    };
    let found: Vec<&Order> = shop.orders().filter(wanted).collect();
    let place = |order: &&Order| -> Place {
        let at_ms = if by_update { order.updated_ms } else { order.placed_ms };
        (at_ms.div_euclid(1_000), order.id.clone())
    };
    let page = cut(ask, found, size, ascending, place, &mut world.faults)?;
    let faults = &world.faults;
    let orders: Vec<Value> =
        page.items.iter().map(|order| order_json(shop, order, veil(order, ask.now_ms, faults), false)).collect();
    let mut data = json!({ "total_count": page.total, "orders": orders });
    put_next(&mut data, page.next, page.total);
    Ok(Some(data))
}

/// Sets `next_page_token`; at the end it is empty or absent, both are seen.
pub(super) fn put_next(data: &mut Value, next: Option<String>, total: usize) {
    let Some(members) = data.as_object_mut() else { return };
    match next {
        Some(token) => {
            members.insert("next_page_token".to_owned(), json!(token));
        }
        None if total.is_multiple_of(2) => {
            members.insert("next_page_token".to_owned(), json!(""));
        }
        None => {}
    }
}

/// GET `/order/202507/orders` and `/order/202309/orders`. Unknown ids are left out.
pub fn detail(world: &mut World, ask: &Ask) -> Outcome {
    let ids = ask.query_list("ids");
    if ids.is_empty() || ids.len() > IDS_MAX {
        return Err(Refusal::parameter("ids", &format!("it has {} entries", ids.len()), "1-50 order ids"));
    }
    let shop = &world.tiktok;
    let orders: Vec<Value> = ids
        .iter()
        .filter_map(|id| shop.order(id))
        .map(|order| order_json(shop, order, veil(order, ask.now_ms, &world.faults), true))
        .collect();
    if orders.is_empty() && ids.iter().any(|id| !id.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Refusal::parameter("ids", "it holds something that is no order id", "1-50 order ids"));
    }
    Ok(Some(json!({ "orders": orders })))
}

/// GET `/order/202407/orders/{order_id}/price_detail`.
pub fn price_detail(world: &mut World, ask: &Ask) -> Outcome {
    let order = world.tiktok.order(ask.part(0));
    let order = order.ok_or_else(|| Refusal::new(21_001_001, "The order does not exist"))?;
    let bill = &order.bill;
    let shipping = Price {
        original: bill.shipping.original,
        seller_discount: bill.shipping.seller_discount,
        platform_discount: bill.shipping.platform_discount,
        tax: bill.shipping.tax,
        tax_rate: Decimal::ZERO,
    };
    let total = Price {
        original: bill.original,
        seller_discount: bill.seller_discount,
        platform_discount: bill.platform_discount,
        tax: bill.product_tax,
        tax_rate: Decimal::new(order.buyer.tax_bps, 4),
    };
    let weights = vec![Decimal::ONE; order.lines.len()];
    let shares = shipping.split(&weights);
    let lines: Vec<Value> = order
        .lines
        .iter()
        .zip(shares)
        .map(|(line, share)| {
            let mut out = prices(&line.price, &share, Decimal::ZERO);
            if let Some(members) = out.as_object_mut() {
                members.insert("id".to_owned(), json!(line.id));
                members.insert("seller_funded_product_promotions".to_owned(), promotions(line.price.seller_discount));
                members.insert("seller_funded_shipping_promotions".to_owned(), promotions(share.seller_discount));
                if line.is_gift {
                    members.insert("sku_gift_original_price".to_owned(), json!("0"));
                    members.insert("sku_gift_net_price".to_owned(), json!("0"));
                }
            }
            out
        })
        .collect();
    let mut data = prices(&total, &shipping, bill.retail_delivery_fee);
    if let Some(members) = data.as_object_mut() {
        members.insert("line_items".to_owned(), Value::Array(lines));
    }
    Ok(Some(data))
}

fn promotions(discount: Decimal) -> Value {
    if discount.is_zero() {
        return json!([]);
    }
    json!([{ "activity_id": "7136104329798256386", "discount_amount": amount(discount), "discount_type": "ACTIVITY" }])
}

fn prices(goods: &Price, shipping: &Price, fee: Decimal) -> Value {
    let total = goods.sale() + goods.tax + shipping.sale() + shipping.tax + fee;
    json!({
        "currency": "USD",
        "total": amount(total),
        "payment": amount(total),
        "sku_list_price": amount(goods.original),
        "sku_sale_price": amount(goods.sale()),
        "subtotal": amount(goods.sale()),
        "subtotal_deduction_seller": amount(goods.seller_discount),
        "subtotal_deduction_platform": amount(goods.platform_discount),
        "subtotal_tax_amount": amount(goods.tax),
        "voucher_deduction_platform": "0",
        "voucher_deduction_seller": "0",
        "shipping_list_price": amount(shipping.original),
        "shipping_sale_price": amount(shipping.sale()),
        "shipping_fee_deduction_seller": amount(shipping.seller_discount),
        "shipping_fee_deduction_platform": amount(shipping.platform_discount),
        "shipping_fee_deduction_platform_voucher": "0",
        "tax_amount": amount(goods.tax + shipping.tax),
        "tax_rate": goods.tax_rate.normalize().to_string(),
        "net_price_amount": amount(goods.sale()),
    })
}
