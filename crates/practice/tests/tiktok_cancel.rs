//! Cancelling by buyer, seller and platform (F100, F103, F409; tiktok-shop fact sheet 11).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use std::time::Duration;

use serde_json::{Value, json};
use shopferry_practice::tiktok::{Initiator, NewOrder};
use tiktok_support::{Desk, HOUR, cents, wait};

const SEARCH: &str = "/return_refund/202602/cancellations/search";
const CREATE: &str = "/return_refund/202602/cancellations";

async fn cancellation(desk: &Desk, path: &str, order_id: &str) -> Value {
    desk.post(path, &[], &json!({ "order_ids": [order_id] })).await.data()["cancellations"][0].clone()
}

#[tokio::test(start_paused = true)]
async fn f100_in_the_hold_a_buyer_cancels_without_asking() {
    let desk = Desk::open(9);
    let id = desk.buy(NewOrder::of(&[(&desk.sku(0), 2)]));
    wait(HOUR / 2).await;
    desk.with(|world, now_ms| world.tiktok.request_cancel(&id, now_ms).expect("cancelled"));
    let order = desk.order(&id).await;
    assert_eq!(
        (order["status"].as_str(), order["cancellation_initiator"].as_str()),
        (Some("CANCELLED"), Some("BUYER"))
    );
    assert!(order["line_items"].as_array().expect("lines").iter().all(|line| line["display_status"] == "CANCELLED"));
    let row = cancellation(&desk, SEARCH, &id).await;
    assert_eq!(
        (row["cancel_status"].as_str(), row["role"].as_str()),
        (Some("CANCELLATION_REQUEST_SUCCESS"), Some("BUYER"))
    );
    assert_eq!(cents(&row["refund_amount"]["refund_total"]), cents(&order["payment"]["total_amount"]));
    wait(HOUR).await;
    assert_eq!(cancellation(&desk, SEARCH, &id).await["cancel_status"], "CANCELLATION_REQUEST_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn without_hold_the_first_hour_is_free_too() {
    let desk = Desk::open(9);
    let id = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]).without_hold());
    wait(HOUR / 2).await;
    desk.with(|world, now_ms| world.tiktok.request_cancel(&id, now_ms).expect("cancelled"));
    assert_eq!(desk.status(&id).await, "CANCELLED");
}

#[tokio::test(start_paused = true)]
async fn f103_later_the_seller_decides() {
    let desk = Desk::open(9);
    let mut asked = Vec::new();
    for index in 0..4 {
        let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(index), 1)])).await;
        let cancel_id = desk.with(|world, now_ms| world.tiktok.request_cancel(&id, now_ms).expect("asked"));
        assert_eq!(desk.status(&id).await, "AWAITING_SHIPMENT");
        asked.push((id, cancel_id));
    }
    let row = cancellation(&desk, SEARCH, &asked[0].0).await;
    assert_eq!(
        (row["cancel_type"].as_str(), row["cancel_status"].as_str()),
        (Some("BUYER_CANCEL"), Some("CANCELLATION_REQUEST_PENDING"))
    );
    assert_eq!(row["seller_next_action_response"][0]["action"], "SELLER_RESPOND_BUYER_CANCEL");

    let decide = |cancel_id: &str, word: &str| format!("/return_refund/202309/cancellations/{cancel_id}/{word}");
    assert_eq!(desk.post(&decide(&asked[0].1, "approve"), &[("idempotency_key", "k")], &json!({})).await.code(), 0);
    assert_eq!(desk.status(&asked[0].0).await, "CANCELLED");
    assert_eq!(desk.post(&decide(&asked[0].1, "approve"), &[], &json!({})).await.code(), 25_020_009);

    assert_eq!(
        desk.post(&decide(&asked[1].1, "reject"), &[], &json!({ "reject_reason": "no" })).await.code(),
        25_001_014
    );
    let reasons = desk.get("/return_refund/202309/reject_reasons", &[("return_or_cancel_id", &asked[1].1)]).await;
    let reason = reasons.data()["reasons"][2]["name"].clone();
    assert_eq!(desk.post(&decide(&asked[1].1, "reject"), &[], &json!({ "reject_reason": reason })).await.code(), 0);
    assert_eq!(desk.status(&asked[1].0).await, "AWAITING_SHIPMENT");
    let older = cancellation(&desk, "/return_refund/202309/cancellations/search", &asked[1].0).await;
    assert_eq!(older["cancel_status"], "CANCELLATION_REQUEST_CANCELLED", "the older version spells it so");

    desk.with(|world, now_ms| world.tiktok.withdraw_cancel(&asked[2].0, now_ms).expect("withdrawn"));
    assert_eq!(desk.order(&asked[2].0).await["is_buyer_request_cancel"], false);
    assert_eq!(desk.post(&decide(&asked[2].1, "approve"), &[], &json!({})).await.code(), 25_020_003);

    wait(Duration::from_secs(48 * 3_600)).await;
    assert_eq!(desk.status(&asked[3].0).await, "CANCELLED", "no answer in 48 hours counts as a yes");
}

#[tokio::test(start_paused = true)]
async fn the_seller_cancels_with_a_reason_that_fits() {
    let desk = Desk::open(9);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 2)])).await;
    let line = desk.order(&id).await["line_items"][0]["id"].clone();
    let body = |reason: &str| json!({ "order_id": id, "cancel_reason": reason });
    assert_eq!(desk.post(CREATE, &[], &body("because")).await.code(), 25_001_014);
    assert_eq!(
        desk.post(CREATE, &[], &body("ecom_order_to_ship_canceled_reason_better_price")).await.code(),
        25_001_015
    );
    assert_eq!(desk.post(CREATE, &[], &body("seller_cancel_unpaid_reason_wrong_price")).await.code(), 25_001_021);
    let single =
        json!({ "order_id": id, "cancel_reason": "seller_cancel_reason_wrong_price", "order_line_item_ids": [line] });
    assert_eq!(desk.post(CREATE, &[], &single).await.code(), 25_005_010, "single lines only for lack of stock");
    let single = json!({ "order_id": id, "cancel_reason": "seller_cancel_reason_out_of_stock", "order_line_list": [{ "order_line_item_id": line }] });
    assert_eq!(desk.post(CREATE, &[], &single).await.data()["cancel_status"], "CANCELLATION_REQUEST_SUCCESS");
    let order = desk.order(&id).await;
    assert_eq!(
        (order["status"].as_str(), order["line_items"][0]["cancel_user"].as_str()),
        (Some("AWAITING_SHIPMENT"), Some("SELLER"))
    );
    desk.post(CREATE, &[], &body("seller_cancel_reason_out_of_stock")).await.data();
    assert_eq!(desk.status(&id).await, "CANCELLED");
    assert_eq!(desk.post(CREATE, &[], &body("seller_cancel_reason_out_of_stock")).await.code(), 25_001_011);

    let shipped = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(1), 1)])).await;
    desk.ship(&shipped, "TBA123456789012", "Amazon").await.data();
    let body = json!({ "order_id": shipped, "cancel_reason": "seller_cancel_reason_out_of_stock" });
    assert_eq!(desk.post(CREATE, &[], &body).await.code(), 25_001_045);
    let refused = desk.with(|world, now_ms| world.tiktok.request_cancel(&shipped, now_ms).expect_err("too late"));
    assert_eq!(refused.code, 25_001_045);
}

#[tokio::test(start_paused = true)]
async fn cancelled_orders_cannot_be_shipped_and_pages_run_oldest_first() {
    let desk = Desk::open(9);
    let mut ids = Vec::new();
    for by in [Initiator::Buyer, Initiator::Seller, Initiator::System] {
        let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
        desk.with(|world, now_ms| world.tiktok.cancel(&id, by, now_ms).expect("cancelled"));
        assert_eq!(desk.ship(&id, "TBA123456789012", "Amazon").await.code(), 21_042_057);
        ids.push(id);
    }
    let first = desk.post(SEARCH, &[("page_size", "2")], &json!({})).await;
    let rows: Vec<&str> = first.data()["cancellations"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["order_id"].as_str())
        .collect();
    assert_eq!(rows, [&ids[0], &ids[1]], "the default order is ascending");
    let token = first.data()["next_page_token"].as_str().expect("more");
    let second = desk.post(SEARCH, &[("page_size", "2"), ("page_token", token)], &json!({})).await;
    assert_eq!(second.data()["cancellations"][0]["order_id"], json!(ids[2]));
}
