//! What the platform refuses before it looks at the body (tiktok-shop fact sheet 3, 5, 6 and 13).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use serde_json::json;
use shopferry_practice::world::lock;
use std::time::Duration;
use tiktok_support::{Desk, own, wait};

const ORDERS: &str = "/order/202507/orders";

#[tokio::test(start_paused = true)]
async fn a_good_call_is_answered_in_the_envelope() {
    let desk = Desk::open(1);
    let reply = desk.get("/authorization/202309/shops", &[]).await;
    assert_eq!(reply.data()["shops"][0]["cipher"], json!(desk.keys.shop_cipher));
    assert_eq!(reply.message(), "Success");
    let id = reply.body["request_id"].as_str().expect("a request id");
    assert_eq!(id.len(), 34, "{id}");
    assert!(id.starts_with("20260302090000"), "{id}");
    assert!(id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()), "{id}");
    assert!(reply.headers.contains_key("date"), "a client learns the platform's clock");
}

#[tokio::test(start_paused = true)]
async fn paths_methods_and_versions_are_told_apart() {
    let desk = Desk::open(1);
    let nowhere = desk.get("/order/202309/nothing", &[]).await;
    assert_eq!((nowhere.status.as_u16(), nowhere.code()), (404, 36_009_009));
    let method = desk.post(ORDERS, &[], &json!({})).await;
    assert_eq!(method.code(), 36_009_010);
    let version = desk.get("/order/199901/orders", &[("ids", "1")]).await;
    assert_eq!(version.code(), 36_009_014);
}

#[tokio::test(start_paused = true)]
async fn the_checks_come_in_the_documented_order() {
    let desk = Desk::open(1);
    // Everything is wrong; repairing one thing brings up the next complaint.
    let mut pairs = vec![own("app_key", "nobody")];
    let send = async |pairs: &[(String, String)]| desk.send(desk.unsigned("GET", ORDERS, pairs, "")).await;
    let reply = send(&pairs).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (400, 36_009_004));
    assert!(reply.message().contains("Invalid 'app_key' query parameter"));
    assert!(reply.body["data"].is_null());

    pairs = vec![own("app_key", &desk.keys.app_key)];
    assert!(send(&pairs).await.message().contains("timestamp"));
    pairs.push(own("timestamp", &desk.now_s().to_string()));
    assert!(send(&pairs).await.message().contains("Missing credentials"));
    pairs.push(own("sign", &"0".repeat(64)));
    let reply = send(&pairs).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, 106_001));
    pairs.pop();

    let mut request = desk.request("GET", ORDERS, pairs.clone(), "");
    request.headers_mut().insert("x-tts-access-token", "TTP_wrong".parse().expect("a header"));
    let reply = desk.send(request).await;
    assert_eq!(reply.code(), 36_009_004);
    assert!(reply.message().contains("x-tts-access-token"));

    lock(&desk.world).tiktok.access.set_scope("seller.order.info", false);
    let reply = desk.send(desk.request("GET", ORDERS, pairs.clone(), "")).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, 105_005));
    lock(&desk.world).tiktok.access.set_scope("seller.order.info", true);

    assert_eq!(desk.send(desk.request("GET", ORDERS, pairs.clone(), "")).await.code(), 106_013);
    pairs.push(own("shop_cipher", "TTP_of_someone_else"));
    assert_eq!(desk.send(desk.request("GET", ORDERS, pairs.clone(), "")).await.code(), 101_000);
    pairs.pop();
    pairs.push(own("shop_cipher", &desk.keys.shop_cipher));
    let reply = desk.send(desk.request("GET", ORDERS, pairs, "")).await;
    assert_eq!(reply.code(), 98_001_004, "only the body or parameters are left to complain about");
}

#[tokio::test(start_paused = true)]
async fn a_superfluous_cipher_is_refused_unless_the_world_is_lenient() {
    let desk = Desk::open(1);
    let path = "/authorization/202309/shops";
    let call = || {
        let mut pairs = desk.pairs(path, &[]);
        pairs.push(own("shop_cipher", &desk.keys.shop_cipher));
        desk.request("GET", path, pairs, "")
    };
    let reply = desk.send(call()).await;
    assert_eq!(reply.code(), 36_009_004);
    assert!(reply.message().contains("not required"));
    lock(&desk.world).strict = false;
    assert_eq!(desk.send(call()).await.code(), 0);
}

#[tokio::test(start_paused = true)]
async fn timestamps_may_be_five_minutes_old_and_half_a_minute_ahead() {
    let desk = Desk::open(1);
    let path = "/authorization/202309/shops";
    for (shift, fits) in [(0, true), (-300, true), (-301, false), (30, true), (31, false)] {
        let stamp = (desk.now_s() + shift).to_string();
        let pairs = vec![own("app_key", &desk.keys.app_key), own("timestamp", &stamp)];
        let reply = desk.send(desk.request("GET", path, pairs, "")).await;
        assert_eq!(reply.code() == 0, fits, "{shift} s: {}", reply.body);
    }
    let pairs = vec![own("app_key", &desk.keys.app_key), own("timestamp", "1772442000000")];
    assert_eq!(desk.send(desk.request("GET", path, pairs, "")).await.code(), 36_009_004, "milliseconds are no seconds");
}

#[tokio::test(start_paused = true)]
async fn tokens_expire_after_seven_days() {
    let desk = Desk::open(1);
    wait(Duration::from_secs(7 * 86_400)).await;
    let reply = desk.get("/authorization/202309/shops", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, 105_002));
}

#[tokio::test(start_paused = true)]
async fn more_than_fifty_calls_a_second_are_throttled_with_and_without_a_hint() {
    let desk = Desk::open(1);
    let path = "/logistics/202309/warehouses";
    for _ in 0..50 {
        assert_eq!(desk.get(path, &[]).await.code(), 0);
    }
    let first = desk.get(path, &[]).await;
    let second = desk.get(path, &[]).await;
    assert_eq!((first.status.as_u16(), first.code()), (429, 36_009_002));
    assert_eq!((second.status.as_u16(), second.code()), (429, 36_009_002));
    let hints = [&first, &second].map(|reply| reply.headers.contains_key("retry-after"));
    assert!(hints[0] != hints[1], "both kinds are seen: {hints:?}");
    assert_eq!(desk.get("/seller/202309/shops", &[]).await.code(), 0, "another endpoint has its own bucket");
    wait(Duration::from_secs(1)).await;
    assert_eq!(desk.get(path, &[]).await.code(), 0);
    assert_eq!(lock(&desk.world).journal.throttled(), 2);
}

#[tokio::test(start_paused = true)]
async fn bodies_must_be_json_objects() {
    let desk = Desk::open(1);
    let path = "/order/202309/orders/search";
    let request = desk.signed("POST", path, &[("page_size", "10")], "[1]");
    assert_eq!(desk.send(request).await.code(), 98_001_004);
    let mut request = desk.signed("POST", path, &[("page_size", "10")], "{}");
    request.headers_mut().remove("content-type");
    assert_eq!(desk.send(request).await.code(), 36_009_022);
    let request = desk.signed("POST", path, &[("page_size", "10")], "");
    assert_eq!(desk.send(request).await.code(), 0, "the body is optional here");
}
