//! Orders from placing to completion: holds, masks, kinds, sums and pages (F033, F034, F044, F328, F403).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::{BUNDLE_SKU, Mark, NewOrder, Scan};
use shopferry_practice::world::lock;
use tiktok_support::{Desk, HOUR, cents, wait};

const MINUTE: Duration = Duration::from_secs(60);

fn shown(order: &Value) -> [String; 4] {
    let address = &order["recipient_address"];
    ["name", "address_line1", "postal_code", "phone_number"]
        .map(|key| address[key].as_str().expect("a text").to_owned())
}

fn is_hidden(order: &Value) -> bool {
    shown(order).iter().all(|text| text.contains('*'))
}

#[tokio::test(start_paused = true)]
async fn f033_a_paid_order_is_held_for_an_hour_and_its_address_hidden() {
    let desk = Desk::open(3);
    let sku = desk.sku(0);
    let id = desk.with(|world, now_ms| world.tiktok.place_order(NewOrder::of(&[(&sku, 2)]), now_ms).expect("placed"));
    let order = desk.order(&id).await;
    assert_eq!(order["status"], "UNPAID");
    assert!(is_hidden(&order));
    assert!(order.get("paid_time").is_none(), "an unpaid order has no time of payment");

    desk.with(|world, now_ms| world.tiktok.pay(&id, now_ms).expect("paid"));
    wait(59 * MINUTE).await;
    let order = desk.order(&id).await;
    assert_eq!(order["status"], "ON_HOLD");
    assert_eq!(order["is_on_hold_order"], true);
    assert_eq!(order["line_items"][0]["display_status"], "AWAITING_SHIPMENT", "lines know no hold");
    assert!(is_hidden(&order));
    assert_eq!(desk.ship(&id, "TBA123456789012", "Amazon").await.code(), 21_011_044);

    wait(MINUTE).await;
    let order = desk.order(&id).await;
    assert_eq!(order["status"], "AWAITING_SHIPMENT");
    let [name, street, zip, phone] = shown(&order);
    assert_eq!(name, "Practice Buyer 0001");
    assert!(street.ends_with("Practice Street"), "{street}");
    assert!(zip.len() == 5 && zip.bytes().all(|byte| byte.is_ascii_digit()), "{zip}");
    assert!(!phone.contains('*'));
    assert_eq!(order["update_time"].as_i64(), order["paid_time"].as_i64().map(|paid| paid + 3_600));
    assert_eq!(order["packages"], json!([]), "US packages exist only after shipping");
    let lines = order["line_items"].as_array().expect("lines");
    assert_eq!(lines.len(), 2, "one entry per unit");
    assert_ne!(lines[0]["id"], lines[1]["id"]);
    assert!(lines.iter().all(|line| line["seller_sku"] == json!(sku) && line.get("quantity").is_none()));
}

#[tokio::test(start_paused = true)]
async fn f033_a_shop_without_hold_may_ship_at_once() {
    let desk = Desk::open(3);
    let id = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]).without_hold());
    let order = desk.order(&id).await;
    assert_eq!(
        (order["status"].as_str(), order["is_on_hold_order"].as_bool()),
        (Some("AWAITING_SHIPMENT"), Some(false))
    );
    assert!(!is_hidden(&order));
}

#[tokio::test(start_paused = true)]
async fn f031_unpaid_orders_lapse_and_give_their_units_back() {
    let desk = Desk::open(3);
    let sku = desk.sku(0);
    let before =
        desk.with(|world, _| world.tiktok.stock.available(&world.tiktok.listings.by_seller_sku(&sku).unwrap().id));
    let id = desk.with(|world, now_ms| world.tiktok.place_order(NewOrder::of(&[(&sku, 3)]), now_ms).expect("placed"));
    let available =
        || desk.with(|world, _| world.tiktok.stock.available(&world.tiktok.listings.by_seller_sku(&sku).unwrap().id));
    assert_eq!(available(), before - 3, "placing takes the units");
    wait(24 * HOUR).await;
    let order = desk.order(&id).await;
    assert_eq!(order["status"], "CANCELLED");
    assert_eq!(order["cancel_reason"], "system_cancel_unpaid_time_out");
    assert_eq!(order["cancellation_initiator"], "SYSTEM");
    assert_eq!(available(), before, "cancelling gives them back");
}

#[tokio::test(start_paused = true)]
async fn f034_platform_shipped_orders_go_their_own_way() {
    let desk = Desk::open_for_months(3);
    let label = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]).mark(Mark::PlatformLabel));
    let stored = desk.buy(NewOrder::of(&[(&desk.sku(1), 1)]).mark(Mark::Fbt));
    wait(HOUR).await;
    let order = desk.order(&label).await;
    assert_eq!(
        (order["shipping_type"].as_str(), order["fulfillment_type"].as_str()),
        (Some("TIKTOK"), Some("FULFILLMENT_BY_SELLER"))
    );
    assert_eq!(desk.ship(&label, "TBA123456789012", "Amazon").await.code(), 21_011_004);

    let order = desk.order(&stored).await;
    assert_eq!(order["fulfillment_type"], "FULFILLMENT_BY_TIKTOK");
    assert!(is_hidden(&order), "stored by the platform: never readable");
    let city = order["recipient_address"]["district_info"][3]["address_name"].as_str().expect("a city");
    assert!(!city.contains('*'), "the city is readable from AWAITING_SHIPMENT on");
    assert_eq!(desk.ship(&stored, "TBA123456789012", "Amazon").await.code(), 21_008_025);

    wait(8 * 24 * HOUR).await;
    for id in [&label, &stored] {
        let status = desk.status(id).await;
        assert!(status == "DELIVERED" || status == "COMPLETED", "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn f328_f403_special_kinds_show_their_marks() {
    let desk = Desk::open(3);
    let sku = desk.sku(0);
    let marked = |mark| desk.buy(NewOrder::of(&[(&sku, 1)]).mark(mark));
    for (mark, key) in [
        (Mark::Cod, "is_cod"),
        (Mark::Sample, "is_sample_order"),
        (Mark::Replacement, "is_replacement_order"),
        (Mark::Exchange, "is_exchange_order"),
        (Mark::Subscription, "is_subscription_order"),
        (Mark::Authentication, "authentication_required"),
    ] {
        assert_eq!(desk.order(&marked(mark)).await[key], true, "{key}");
    }
    for (mark, kind) in [
        (Mark::PreOrder, "PRE_ORDER"),
        (Mark::MadeToOrder, "MADE_TO_ORDER"),
        (Mark::BackOrder, "BACK_ORDER"),
        (Mark::Lottery, "ZERO_LOTTERY"),
        (Mark::Auction, "AUCTION"),
        (Mark::Digital, "VIRTUAL_ORDER"),
        (Mark::UnknownKind, "PRACTICE_NEW_KIND"),
    ] {
        assert_eq!(desk.order(&marked(mark)).await["order_type"], kind);
    }
    assert_eq!(desk.order(&marked(Mark::CollectionPoint)).await["delivery_type"], "COLLECTION_POINT");
    assert_eq!(desk.order(&marked(Mark::Dangerous)).await["line_items"][0]["is_dangerous_good"], true);
    assert_eq!(desk.order(&marked(Mark::Prescription)).await["line_items"][0]["needs_prescription"], true);
    let sample = desk.order(&marked(Mark::Sample)).await;
    assert_eq!(cents(&sample["payment"]["total_amount"]), 0);
}

#[tokio::test(start_paused = true)]
async fn f403_pre_orders_wait_for_their_release() {
    let desk = Desk::open(3);
    let mut order = NewOrder::of(&[(&desk.sku(0), 1)]).mark(Mark::PreOrder);
    order.release_after_ms = Some(3 * 86_400_000);
    let id = desk.buy(order);
    wait(71 * HOUR).await;
    let seen = desk.order(&id).await;
    assert_eq!(seen["status"], "ON_HOLD");
    assert_eq!(seen["release_date"].as_i64(), seen["create_time"].as_i64().map(|made| made + 3 * 86_400));
    wait(HOUR).await;
    assert_eq!(desk.status(&id).await, "AWAITING_SHIPMENT");
}

#[tokio::test(start_paused = true)]
async fn f403_a_gift_line_costs_nothing() {
    let desk = Desk::open(3);
    let id = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]).mark(Mark::Gift));
    let order = desk.order(&id).await;
    let gift = &order["line_items"][1];
    assert_eq!((gift["is_gift"].as_bool(), cents(&gift["sale_price"])), (Some(true), 0));
    assert!(cents(&gift["gift_retail_price"]) > 0);
}

#[tokio::test(start_paused = true)]
async fn f086_a_bundle_is_one_line_with_its_contents() {
    let desk = Desk::open(3);
    let id = desk.buy(NewOrder::of(&[(BUNDLE_SKU, 1)]));
    let order = desk.order(&id).await;
    let lines = order["line_items"].as_array().expect("lines");
    assert_eq!(lines.len(), 1);
    let (parts, items) = (&lines[0]["combined_listing_skus"], lines[0]["sub_item_info"].as_array().expect("items"));
    assert_eq!(parts[1]["sku_count"], 2);
    assert_eq!(items.len(), 3, "one entry per contained unit");
    let sum: i64 = items.iter().map(|item| cents(&item["sale_price"])).sum();
    assert_eq!(sum, cents(&lines[0]["sale_price"]), "the parts cost what the bundle costs");
    let ids: BTreeSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(ids.len(), 3, "each sub item has its own id");
}

#[tokio::test(start_paused = true)]
async fn the_sums_of_every_order_hold() {
    let desk = Desk::open(5);
    for index in 0..24 {
        let (one, two) = (desk.sku(index % 20), desk.sku((index + 7) % 20));
        desk.buy(NewOrder::of(&[(&one, 1 + (index % 3) as u32), (&two, 1)]));
    }
    let reply = desk.search(&[("page_size", "100")], &json!({})).await;
    let mut discounted = 0;
    for order in reply.data()["orders"].as_array().expect("orders") {
        let pay = |key: &str| cents(&order["payment"][key]);
        let lines = order["line_items"].as_array().expect("lines");
        let sum = |key: &str| lines.iter().map(|line| cents(&line[key])).sum::<i64>();
        let taxes: i64 =
            lines.iter().filter_map(|line| line["item_tax"].get(0)).map(|tax| cents(&tax["tax_amount"])).sum();
        assert_eq!(pay("original_total_product_price"), sum("original_price"));
        assert_eq!(pay("seller_discount"), sum("seller_discount"));
        assert_eq!(pay("platform_discount"), sum("platform_discount"));
        assert_eq!(pay("sub_total"), sum("sale_price"));
        assert_eq!(
            pay("sub_total"),
            pay("original_total_product_price") - pay("seller_discount") - pay("platform_discount")
        );
        assert_eq!(
            pay("shipping_fee"),
            pay("original_shipping_fee") - pay("shipping_fee_seller_discount") - pay("shipping_fee_platform_discount")
        );
        assert_eq!(pay("product_tax"), taxes);
        assert_eq!(pay("tax"), pay("product_tax") + pay("shipping_fee_tax"));
        assert_eq!(
            pay("total_amount"),
            pay("sub_total") + pay("shipping_fee") + pay("tax") + pay("retail_delivery_fee")
        );
        discounted += u32::from(pay("seller_discount") > 0) + u32::from(pay("platform_discount") > 0);

        let id = order["id"].as_str().expect("an id");
        let detail = desk.get(&format!("/order/202407/orders/{id}/price_detail"), &[]).await;
        let detail = detail.data();
        assert_eq!(cents(&detail["payment"]), pay("total_amount"));
        let rows = detail["line_items"].as_array().expect("rows");
        let rows_total: i64 = rows.iter().map(|row| cents(&row["total"])).sum();
        assert_eq!(rows_total + pay("retail_delivery_fee"), pay("total_amount"));
    }
    assert!(discounted > 3, "some orders are discounted");
}

#[tokio::test(start_paused = true)]
async fn f030_an_order_that_moves_between_pages_is_met_again_and_none_is_lost() {
    let desk = Desk::open(5);
    let mut placed = BTreeSet::new();
    for index in 0..9 {
        placed.insert(desk.buy(NewOrder::of(&[(&desk.sku(index), 1)])));
        wait(MINUTE).await;
    }
    let query = [("page_size", "4"), ("sort_field", "update_time"), ("sort_order", "ASC")];
    let body = json!({ "update_time_ge": desk.now_s() - 86_400 });
    let first = desk.search(&query, &body).await;
    let token = first.data()["next_page_token"].as_str().expect("there is more").to_owned();
    assert!(["+", "/", "="].iter().all(|mark| token.contains(mark)), "{token}");
    assert_eq!(first.data()["total_count"], 9);
    let mut seen: Vec<String> = ids(first.data());
    let moved = seen[0].clone();
    desk.with(|world, now_ms| world.tiktok.change_address(&moved, now_ms).expect("moved"));

    let mut token = Some(token);
    while let Some(next) = token.filter(|token| !token.is_empty()) {
        let mut query = query.to_vec();
        query.push(("page_token", &next));
        let page = desk.search(&query, &body).await;
        seen.extend(ids(page.data()));
        token = page.data()["next_page_token"].as_str().map(str::to_owned);
    }
    assert_eq!(seen.iter().cloned().collect::<BTreeSet<_>>(), placed, "none is lost");
    assert_eq!(seen.len(), 10, "the moved one is met twice");

    let other = desk.search(&[("page_size", "4"), ("page_token", "abc")], &body).await;
    assert_eq!(other.code(), 36_009_004);
}

fn ids(data: &Value) -> Vec<String> {
    data["orders"]
        .as_array()
        .expect("orders")
        .iter()
        .filter_map(|order| order["id"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_page_token_belongs_to_its_filters() {
    let desk = Desk::open(5);
    for index in 0..3 {
        desk.buy(NewOrder::of(&[(&desk.sku(index), 1)]));
    }
    let first = desk.search(&[("page_size", "1")], &json!({ "order_status": "ON_HOLD" })).await;
    let token = first.data()["next_page_token"].as_str().expect("more").to_owned();
    let query = [("page_size", "1"), ("page_token", token.as_str())];
    assert_eq!(desk.search(&query, &json!({ "order_status": "UNPAID" })).await.code(), 36_009_004);
    assert_eq!(desk.search(&query, &json!({ "order_status": "ON_HOLD" })).await.code(), 0);
    assert_eq!(desk.search(&[], &json!({})).await.code(), 98_001_004, "the page size is required");
    assert_eq!(desk.search(&[("page_size", "101")], &json!({})).await.code(), 98_001_004);
    assert_eq!(desk.search(&[("page_size", "1")], &json!({ "order_status": "NEW" })).await.code(), 98_001_004);
}

#[tokio::test(start_paused = true)]
async fn pages_repeat_end_early_and_come_late_on_demand() {
    let desk = Desk::open(5);
    for index in 0..6 {
        desk.buy(NewOrder::of(&[(&desk.sku(index), 1)]));
    }
    wait(2 * HOUR).await;
    let query = [("page_size", "3"), ("sort_order", "ASC")];
    let first = desk.search(&query, &json!({})).await;
    let token = first.data()["next_page_token"].as_str().expect("more").to_owned();
    lock(&desk.world).faults.set_one(Fault::DuplicatePage, 1.0);
    let second = desk.search(&[("page_size", "3"), ("sort_order", "ASC"), ("page_token", &token)], &json!({})).await;
    assert_eq!(ids(second.data())[..2], ids(first.data())[1..], "the page begins with the end of the one before");

    lock(&desk.world).faults.set(&[Fault::MissingNext]);
    lock(&desk.world).faults.set_one(Fault::MissingNext, 1.0);
    let cut = desk.search(&query, &json!({})).await;
    assert_eq!(cut.data()["total_count"], 6);
    assert!(cut.data()["next_page_token"].as_str().unwrap_or_default().is_empty());

    lock(&desk.world).faults.set(&[]);
    desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]));
    lock(&desk.world).faults.set_one(Fault::LatePage, 1.0);
    assert_eq!(desk.search(&[("page_size", "50")], &json!({})).await.data()["total_count"], 6);
    wait(4 * MINUTE).await;
    assert_eq!(desk.search(&[("page_size", "50")], &json!({})).await.data()["total_count"], 7);
}

#[tokio::test(start_paused = true)]
async fn f044_addresses_hide_again_after_cancelling_and_long_after_completion() {
    let desk = Desk::open_for_months(3);
    let cancelled = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    desk.with(|world, now_ms| {
        world.tiktok.cancel(&cancelled, shopferry_practice::tiktok::Initiator::Seller, now_ms).expect("done")
    });
    assert!(is_hidden(&desk.order(&cancelled).await));

    let kept = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(1), 1)])).await;
    desk.ship(&kept, "TBA123456789012", "Amazon").await.data();
    desk.with(|world, now_ms| world.tiktok.carrier_scan("TBA123456789012", Scan::Delivered, now_ms));
    wait(2 * HOUR).await;
    assert_eq!(desk.status(&kept).await, "DELIVERED");
    wait(7 * 24 * HOUR).await;
    let order = desk.order(&kept).await;
    assert_eq!(order["status"], "COMPLETED");
    assert!(!is_hidden(&order));
    wait(31 * 24 * HOUR).await;
    assert!(is_hidden(&desk.order(&kept).await));
}

#[tokio::test(start_paused = true)]
async fn the_detail_call_takes_both_list_forms_and_fifty_ids() {
    let desk = Desk::open(3);
    let (one, two) = (desk.buy(NewOrder::of(&[(&desk.sku(0), 1)])), desk.buy(NewOrder::of(&[(&desk.sku(1), 1)])));
    for path in ["/order/202507/orders", "/order/202309/orders"] {
        let joined = desk.get(path, &[("ids", &format!("{one},{two}"))]).await;
        let repeated = desk.get(path, &[("ids", &one), ("ids", &two)]).await;
        assert_eq!(ids(joined.data()), vec![one.clone(), two.clone()]);
        assert_eq!(ids(repeated.data()), ids(joined.data()));
    }
    let many = vec![one.as_str(); 51].join(",");
    assert_eq!(desk.get("/order/202507/orders", &[("ids", &many)]).await.code(), 98_001_004);
    assert_eq!(
        ids(desk.get("/order/202507/orders", &[("ids", "576000000000000000")]).await.data()),
        Vec::<String>::new()
    );
}

#[tokio::test(start_paused = true)]
async fn other_systems_numbers_stay_with_the_order() {
    let desk = Desk::open(3);
    let id = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]));
    let line = desk.order(&id).await["line_items"][0]["id"].clone();
    let row = |order: &str, ours: &str| json!({ "id": order, "external_order": { "id": ours, "platform": "AMAZON", "line_items": [{ "id": "L1", "origin_id": line }] } });
    let add = "/order/202406/orders/external_orders";
    let reply = desk.post(add, &[], &json!({ "orders": [row(&id, "A-1"), row("1", "A-2")] })).await;
    assert_eq!(reply.data()["errors"][0]["detail"]["order_id"], "1", "a bad row does not stop the good one");
    desk.post(add, &[], &json!({ "orders": [row(&id, "A-3")] })).await.data();
    let path = format!("/order/202406/orders/{id}/external_orders");
    let reply = desk.get(&path, &[("platform", "AMAZON")]).await;
    assert_eq!(reply.data()["external_orders"][0]["id"], "A-3", "the same system again overwrites");
    let find = "/order/202406/orders/external_order_search";
    let reply = desk.post(find, &[("platform", "AMAZON"), ("external_order_id", "A-3")], &json!({})).await;
    assert_eq!(reply.data()["orders"][0]["id"], json!(id));
    let reply = desk.post(find, &[("platform", "EBAY"), ("external_order_id", "A-3")], &json!({})).await;
    assert_eq!(reply.code(), 98_001_004);
}

#[tokio::test(start_paused = true)]
async fn orders_sold_out_or_unlisted_cannot_be_placed() {
    let desk = Desk::open(3);
    let sku = desk.sku(0);
    desk.with(|world, now_ms| {
        world.tiktok.set_stock(&sku, 1, now_ms).expect("set");
        let refused = world.tiktok.place_order(NewOrder::of(&[(&sku, 2)]), now_ms).expect_err("sold out");
        assert!(refused.to_string().contains("sold out"), "{refused}");
        assert!(world.tiktok.place_order(NewOrder::of(&[("NOTHING", 1)]), now_ms).is_err());
        assert!(world.tiktok.place_order(NewOrder::of(&[]), now_ms).is_err());
        world.tiktok.place_order(NewOrder::of(&[(&sku, 1)]), now_ms).expect("one is left");
    });
}
