//! Orders on the wire (tiktok-shop fact sheet 8.2 and 8.3).

use serde_json::{Map, Value, json};

use super::money::{Price, amount};
use super::order::{Line, Mark, Order, OrderStatus, Piece};
use super::person_wire::{Veil, address};
use super::shop::Shop;

fn secs(ms: i64) -> i64 {
    ms.div_euclid(1_000)
}

fn put_time(members: &mut Map<String, Value>, key: &str, ms: Option<i64>) {
    if let Some(ms) = ms {
        members.insert(key.to_owned(), json!(secs(ms)));
    }
}

/// Absent texts are left out of even orders and empty in odd ones: both are seen.
fn put_text(members: &mut Map<String, Value>, key: &str, text: &str, keep_empty: bool) {
    if keep_empty || !text.is_empty() {
        members.insert(key.to_owned(), json!(text));
    }
}

/// The package status word of a piece.
fn package_status(order: &Order, piece: &Piece) -> &'static str {
    match piece.package_id.as_deref().and_then(|id| order.package(id)) {
        Some(package) => package.status(),
        None if order.status() == OrderStatus::Cancelled => "CANCELLED",
        None => "TO_FULFILL",
    }
}

/// The kind word; empty for some ordinary orders.
fn order_type(order: &Order) -> &'static str {
    let kinds = [
        (Mark::PreOrder, "PRE_ORDER"),
        (Mark::MadeToOrder, "MADE_TO_ORDER"),
        (Mark::BackOrder, "BACK_ORDER"),
        (Mark::Lottery, "ZERO_LOTTERY"),
        (Mark::Auction, "AUCTION"),
        (Mark::Digital, "VIRTUAL_ORDER"),
        (Mark::UnknownKind, "PRACTICE_NEW_KIND"),
    ];
    let found = kinds.iter().find(|(mark, _)| order.is(*mark)).map(|(_, word)| *word);
    found.unwrap_or(if order.number % 5 == 4 { "" } else { "NORMAL" })
}

/// Who ships: the platform's label, the platform's digital delivery, or the seller.
#[must_use]
pub fn shipping_type(order: &Order) -> &'static str {
    if order.is(Mark::Digital) {
        "TIKTOK_DIGITAL"
    } else if order.is(Mark::PlatformLabel) || order.is(Mark::Fbt) {
        "TIKTOK"
    } else {
        "SELLER"
    }
}

/// One order. `detail`: the detail call's form; the list leaves bundle contents of odd orders out.
#[must_use]
pub fn order_json(shop: &Shop, order: &Order, veil: Veil, detail: bool) -> Value {
    let keep = order.number % 2 == 1;
    let status = order.status();
    let mut out = Map::new();
    out.insert("id".into(), json!(order.id));
    out.insert("status".into(), json!(status.word()));
    out.insert("user_id".into(), json!(order.buyer.user_id()));
    out.insert("buyer_email".into(), json!(order.buyer.email()));
    out.insert("buyer_nickname".into(), json!(format!("practice_buyer_{:04}", order.buyer.number)));
    put_text(&mut out, "buyer_message", &order.message, keep);
    put_text(&mut out, "seller_note", &order.seller_note, keep);
    out.insert("order_type".into(), json!(order_type(order)));
    out.insert("commerce_platform".into(), json!("TIKTOK_SHOP"));
    out.insert(
        "fulfillment_type".into(),
        json!(if order.is(Mark::Fbt) { "FULFILLMENT_BY_TIKTOK" } else { "FULFILLMENT_BY_SELLER" }),
    );
    out.insert("shipping_type".into(), json!(shipping_type(order)));
    out.insert(
        "delivery_type".into(),
        json!(if order.is(Mark::CollectionPoint) { "COLLECTION_POINT" } else { "HOME_DELIVERY" }),
    );
    out.insert("delivery_option_id".into(), json!(order.delivery_option_id));
    let option = shop.delivery_options().iter().find(|option| option.id == order.delivery_option_id);
    out.insert("delivery_option_name".into(), json!(option.map_or("", |option| option.name)));
    let warehouse = order.lines.first().and_then(|line| line.pieces.first()).map(|piece| piece.warehouse_id.as_str());
    out.insert("warehouse_id".into(), json!(warehouse.unwrap_or_default()));
    out.insert("payment".into(), payment(order));
    out.insert("payment_method_name".into(), json!(if order.is(Mark::Cod) { "Cash on delivery" } else { "CCDC" }));
    out.insert("recipient_address".into(), address(order, veil, false));
    flags(&mut out, order);
    times(&mut out, order);
    parcels(&mut out, shop, order, keep);
    cancels(&mut out, order, keep);
    let contents = detail || order.number.is_multiple_of(2);
    let lines: Vec<Value> = order.lines.iter().map(|line| line_json(shop, order, line, contents, keep)).collect();
    out.insert("line_items".into(), Value::Array(lines));
    out.insert("handling_duration".into(), json!({ "days": "2", "type": "BUSINESS_DAY" }));
    if order.number % 7 == 3 {
        out.insert("field_of_a_later_version".into(), json!({ "kind": "NOT_DOCUMENTED", "value": 1 }));
    }
    Value::Object(out)
}

fn flags(out: &mut Map<String, Value>, order: &Order) {
    for (key, mark) in [
        ("is_cod", Mark::Cod),
        ("is_sample_order", Mark::Sample),
        ("is_replacement_order", Mark::Replacement),
        ("is_exchange_order", Mark::Exchange),
        ("is_subscription_order", Mark::Subscription),
        ("authentication_required", Mark::Authentication),
    ] {
        if order.is(mark) || !order.number.is_multiple_of(3) {
            out.insert(key.into(), json!(order.is(mark)));
        }
    }
    let follows = order.follows.as_deref().unwrap_or_default();
    if order.is(Mark::Replacement) {
        out.insert("replaced_order_id".into(), json!(follows));
    }
    if order.is(Mark::Exchange) {
        out.insert("exchange_source_order_id".into(), json!(follows));
    }
    out.insert("is_on_hold_order".into(), json!(order.has_hold));
    out.insert("has_updated_recipient_address".into(), json!(order.address_changed));
    out.insert("is_buyer_request_cancel".into(), json!(order.asked_to_cancel_ms.is_some()));
}

fn times(out: &mut Map<String, Value>, order: &Order) {
    out.insert("create_time".into(), json!(secs(order.placed_ms)));
    out.insert("update_time".into(), json!(secs(order.updated_ms)));
    put_time(out, "paid_time", order.paid_ms);
    put_time(out, "request_cancel_time", order.asked_to_cancel_ms);
    put_time(out, "rts_time", order.shipped_ms);
    put_time(out, "collection_time", order.collected_ms);
    put_time(out, "delivery_time", order.delivered_ms);
    put_time(out, "cancel_time", order.cancelled_ms);
    if order.announced_ms.is_some() {
        put_time(out, "release_date", order.announced_ms);
    }
    if order.paid_ms.is_some() {
        let times = order.deadlines;
        put_time(out, "rts_sla_time", Some(times.ship_by_ms));
        put_time(out, "tts_sla_time", Some(times.collect_by_ms));
        put_time(out, "shipping_due_time", Some(times.ship_or_cancel_ms));
        put_time(out, "collection_due_time", Some(times.collect_or_cancel_ms));
        put_time(out, "delivery_due_time", Some(times.deliver_or_cancel_ms));
        put_time(out, "cancel_order_sla_time", Some(times.ship_or_cancel_ms));
    }
}

fn parcels(out: &mut Map<String, Value>, shop: &Shop, order: &Order, keep: bool) {
    let ids: Vec<Value> = order.packages.iter().map(|package| json!({ "id": package.id })).collect();
    out.insert("packages".into(), Value::Array(ids));
    let first = order.packages.first();
    put_text(out, "tracking_number", first.map_or("", |package| &package.tracking_number), keep);
    put_text(out, "shipping_provider_id", first.map_or("", |package| &package.provider_id), keep);
    let name = first.map_or("", |package| shop.provider_name(&package.provider_id));
    put_text(out, "shipping_provider", name, keep);
    if order.packages.len() > 1 {
        out.insert("split_or_combine_tag".into(), json!("SPLIT"));
    }
}

fn cancels(out: &mut Map<String, Value>, order: &Order, keep: bool) {
    let first = order.lines.iter().find_map(|line| line.cancelled.as_ref());
    put_text(out, "cancel_reason", first.map_or("", |(reason, _)| reason), keep);
    if let Some((_, by)) = first {
        out.insert("cancellation_initiator".into(), json!(by.word()));
    }
}

fn payment(order: &Order) -> Value {
    let bill = &order.bill;
    json!({
        "currency": "USD",
        "sub_total": amount(bill.sub_total()),
        "shipping_fee": amount(bill.shipping.fee()),
        "seller_discount": amount(bill.seller_discount),
        "platform_discount": amount(bill.platform_discount),
        "payment_platform_discount": "0",
        "total_amount": amount(bill.total()),
        "original_total_product_price": amount(bill.original),
        "original_shipping_fee": amount(bill.shipping.original),
        "shipping_fee_seller_discount": amount(bill.shipping.seller_discount),
        "shipping_fee_platform_discount": amount(bill.shipping.platform_discount),
        "shipping_fee_cofunded_discount": "0",
        "tax": amount(bill.tax()),
        "product_tax": amount(bill.product_tax),
        "shipping_fee_tax": amount(bill.shipping.tax),
        "retail_delivery_fee": amount(bill.retail_delivery_fee),
    })
}

fn tax(price: &Price) -> Value {
    if price.tax_rate.is_zero() {
        return json!([]);
    }
    json!([{ "tax_type": "SALES_TAX", "tax_amount": amount(price.tax), "tax_rate": price.tax_rate.normalize().to_string() }])
}

fn image(sku_id: &str) -> String {
    format!("https://images.practice-shop.example/{sku_id}.jpg")
}

fn line_json(shop: &Shop, order: &Order, line: &Line, contents: bool, keep: bool) -> Value {
    let mut out = Map::new();
    let goods = &line.goods;
    out.insert("id".into(), json!(line.id));
    out.insert("product_id".into(), json!(goods.product_id));
    out.insert("product_name".into(), json!(goods.product_name));
    out.insert("sku_id".into(), json!(goods.sku_id));
    out.insert("sku_name".into(), json!(goods.sku_name));
    out.insert("sku_image".into(), json!(image(&goods.sku_id)));
    out.insert("seller_sku".into(), json!(goods.seller_sku));
    prices(&mut out, &line.price);
    out.insert("display_status".into(), json!(order.line_status(line)));
    out.insert("is_gift".into(), json!(line.is_gift));
    if line.is_gift {
        let worth = shop.listings.sku(&goods.sku_id).map(|sku| amount(sku.price)).unwrap_or_default();
        out.insert("gift_retail_price".into(), json!(worth));
    }
    out.insert("is_dangerous_good".into(), json!(order.is(Mark::Dangerous)));
    out.insert("needs_prescription".into(), json!(order.is(Mark::Prescription)));
    if let Some(piece) = line.pieces.iter().find(|piece| piece.package_id.is_some()).or(line.pieces.first()) {
        shipment(&mut out, shop, order, piece, keep);
    }
    if let Some((reason, by)) = &line.cancelled {
        out.insert("cancel_reason".into(), json!(reason));
        out.insert("cancel_user".into(), json!(by.word()));
        out.insert("package_status".into(), json!("CANCELLED"));
    }
    if line.is_bundle && contents {
        out.insert("combined_listing_skus".into(), composition(line));
        let items: Vec<Value> = line.pieces.iter().map(|piece| sub_item(shop, order, line, piece, keep)).collect();
        out.insert("sub_item_info".into(), Value::Array(items));
    }
    Value::Object(out)
}

fn prices(out: &mut Map<String, Value>, price: &Price) {
    out.insert("currency".into(), json!("USD"));
    out.insert("original_price".into(), json!(amount(price.original)));
    out.insert("sale_price".into(), json!(amount(price.sale())));
    out.insert("seller_discount".into(), json!(amount(price.seller_discount)));
    out.insert("platform_discount".into(), json!(amount(price.platform_discount)));
    out.insert("item_tax".into(), tax(price));
}

fn shipment(out: &mut Map<String, Value>, shop: &Shop, order: &Order, piece: &Piece, keep: bool) {
    let package = piece.package_id.as_deref().and_then(|id| order.package(id));
    out.insert("package_status".into(), json!(package_status(order, piece)));
    put_text(out, "package_id", package.map_or("", |package| &package.id), keep);
    put_text(out, "tracking_number", package.map_or("", |package| &package.tracking_number), keep);
    put_text(out, "shipping_provider_id", package.map_or("", |package| &package.provider_id), keep);
    let name = package.map_or("", |package| shop.provider_name(&package.provider_id));
    put_text(out, "shipping_provider_name", name, keep);
    put_time(out, "rts_time", package.map(|package| package.created_ms));
}

/// What a bundle consists of: SKU and count.
fn composition(line: &Line) -> Value {
    let mut parts: Vec<(&super::order::Goods, u32)> = Vec::new();
    for piece in &line.pieces {
        match parts.iter_mut().find(|(goods, _)| goods.sku_id == piece.goods.sku_id) {
            Some((_, count)) => *count += 1,
            None => parts.push((&piece.goods, 1)),
        }
    }
    parts
        .iter()
        .map(|(goods, count)| {
            json!({
                "sku_id": goods.sku_id,
                "sku_count": count,
                "product_id": goods.product_id,
                "seller_sku": goods.seller_sku,
            })
        })
        .collect()
}

fn sub_item(shop: &Shop, order: &Order, line: &Line, piece: &Piece, keep: bool) -> Value {
    let mut out = Map::new();
    let status = if line.is_open() && order.paid_ms.is_some() {
        order.piece_status(piece).word()
    } else {
        order.line_status(line)
    };
    out.insert("id".into(), json!(piece.id));
    out.insert("sku_id".into(), json!(piece.goods.sku_id));
    out.insert("product_id".into(), json!(piece.goods.product_id));
    out.insert("product_name".into(), json!(piece.goods.product_name));
    out.insert("seller_sku".into(), json!(piece.goods.seller_sku));
    out.insert("sku_name".into(), json!(piece.goods.sku_name));
    out.insert("sku_image".into(), json!(image(&piece.goods.sku_id)));
    out.insert("display_status".into(), json!(status));
    prices(&mut out, &piece.price);
    out.insert("warehouse_id".into(), json!(piece.warehouse_id));
    out.insert("is_dangerous_good".into(), json!(order.is(Mark::Dangerous)));
    shipment(&mut out, shop, order, piece, keep);
    if let Some((reason, by)) = &line.cancelled {
        out.insert("cancel_reason".into(), json!(reason));
        out.insert("cancel_user".into(), json!(by.word()));
    }
    Value::Object(out)
}
