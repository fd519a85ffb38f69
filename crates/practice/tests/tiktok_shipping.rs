//! Marking as shipped and what follows (F086, F088, F326, F404, F405, F406, F409).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use std::time::Duration;

use serde_json::json;
use shopferry_practice::tiktok::{BUNDLE_SKU, NewOrder, Scan};
use tiktok_support::{Desk, HOUR, wait};

const TBA: &str = "TBA123456789012";
const UPS: &str = "1Z999AA10123456784";

#[tokio::test(start_paused = true)]
async fn f404_marking_as_shipped_makes_the_package_and_moves_the_order() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 2)])).await;
    let reply = desk.ship(&id, TBA, "Amazon").await;
    let package = reply.data()["package_id"].as_str().expect("a package").to_owned();
    assert_eq!(reply.data()["order_line_item_ids"].as_array().map(Vec::len), Some(2));
    assert!(reply.data().get("warning").is_none());
    let order = desk.order(&id).await;
    assert_eq!(order["status"], "AWAITING_COLLECTION");
    assert_eq!(order["packages"], json!([{ "id": package }]));
    assert_eq!(order["tracking_number"], TBA);
    assert_eq!(order["line_items"][0]["package_status"], "PROCESSING");

    desk.with(|world, now_ms| world.tiktok.carrier_scan(TBA, Scan::Collected, now_ms));
    assert_eq!(desk.status(&id).await, "AWAITING_COLLECTION", "the platform sees scans late");
    wait(HOUR).await;
    assert_eq!(desk.status(&id).await, "IN_TRANSIT");
    desk.with(|world, now_ms| world.tiktok.carrier_scan(TBA, Scan::Delivered, now_ms));
    wait(HOUR).await;
    assert_eq!(desk.status(&id).await, "DELIVERED");
    let tracking = desk.get(&format!("/fulfillment/202309/orders/{id}/tracking"), &[]).await;
    assert_eq!(tracking.data()["tracking"].as_array().map(Vec::len), Some(2));
    wait(Duration::from_secs(5 * 86_400)).await;
    assert_eq!(desk.status(&id).await, "DELIVERED");
}

#[tokio::test(start_paused = true)]
async fn scans_from_before_the_number_was_known_are_seen_soon_after() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    desk.with(|world, now_ms| {
        world.tiktok.carrier_scan(TBA, Scan::Collected, now_ms);
        world.tiktok.carrier_scan(TBA, Scan::Delivered, now_ms + 1);
    });
    wait(5 * HOUR).await;
    desk.ship(&id, TBA, "Amazon").await.data();
    assert_eq!(desk.status(&id).await, "AWAITING_COLLECTION");
    wait(2 * HOUR).await;
    assert_eq!(desk.status(&id).await, "DELIVERED");
}

#[tokio::test(start_paused = true)]
async fn f086_several_packages_hold_exactly_their_units() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 2), (&desk.sku(1), 1)])).await;
    let order = desk.order(&id).await;
    let line = |index: usize| order["line_items"][index]["id"].clone();
    let path = format!("/fulfillment/202610/orders/{id}/packages");
    let amazon = desk.carrier("Amazon");
    let ship = async |lines: &[serde_json::Value], number: &str| {
        let lines: Vec<_> = lines.iter().map(|id| json!({ "order_line_id": id })).collect();
        let info = json!([{ "tracking_number": number, "shipping_provider_id": amazon }]);
        desk.post(&path, &[], &json!({ "order_line_list": lines, "shipping_info_list": info })).await
    };
    ship(&[line(0), line(2)], TBA).await.data();
    assert_eq!(desk.status(&id).await, "PARTIALLY_SHIPPING");
    assert_eq!(ship(&[line(0)], "TBA000000000001").await.code(), 21_011_006, "the line lies in a package already");
    assert_eq!(ship(&[json!("577000000000000001")], "TBA000000000001").await.code(), 21_011_029);
    assert_eq!(ship(&[], "TBA000000000001").await.code(), 21_011_048, "once split, the lines must be named");
    let second = ship(&[line(1)], "TBA000000000002").await;
    assert_eq!(second.data()["order_line_item_ids"], json!([line(1)]));
    let shipped = desk.order(&id).await;
    assert_eq!(
        (shipped["status"].as_str(), shipped["split_or_combine_tag"].as_str()),
        (Some("AWAITING_COLLECTION"), Some("SPLIT"))
    );
    assert_eq!(shipped["line_items"][1]["tracking_number"], "TBA000000000002");

    desk.with(|world, now_ms| world.tiktok.carrier_scan(TBA, Scan::Collected, now_ms));
    wait(HOUR).await;
    assert_eq!(desk.status(&id).await, "AWAITING_COLLECTION", "in transit only when all packages are");
}

#[tokio::test(start_paused = true)]
async fn f086_a_bundles_sub_items_go_with_the_package_that_holds_them() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(BUNDLE_SKU, 1)])).await;
    let order = desk.order(&id).await;
    let line = order["line_items"][0]["id"].clone();
    let subs: Vec<_> = order["line_items"][0]["sub_item_info"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["id"].clone())
        .collect();
    let path = format!("/fulfillment/202610/orders/{id}/packages");
    for (index, sub) in subs.iter().enumerate() {
        let number = format!("TBA00000000000{index}");
        let body = json!({
            "order_line_list": [{ "order_line_id": line, "sub_item_id": sub }],
            "shipping_info_list": [{ "tracking_number": number, "shipping_provider_id": desk.carrier("Amazon") }],
        });
        desk.post(&path, &[], &body).await.data();
        let expected = if index + 1 == subs.len() { "AWAITING_COLLECTION" } else { "PARTIALLY_SHIPPING" };
        assert_eq!(desk.status(&id).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn f405_every_refusal_of_a_shipping_call_has_its_number() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let other = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    assert_eq!(desk.ship(&id, "AB", "Amazon").await.code(), 11_050_001);
    assert_eq!(desk.ship(&id, "TBA#12345", "Amazon").await.code(), 21_004_012);
    let wrong = desk.ship(&id, TBA, "USPS").await.code();
    assert!([21_011_022, 21_004_015].contains(&wrong), "an Amazon number is none of USPS: {wrong}");
    assert!([21_011_022, 21_004_015].contains(&desk.ship(&id, "9200190212345678901234", "USPS").await.code()));
    let path = format!("/fulfillment/202309/orders/{id}/packages");
    let unknown = json!({ "tracking_number": TBA, "shipping_provider_id": "12" });
    assert_eq!(desk.post(&path, &[], &unknown).await.code(), 21_004_016);
    assert_eq!(desk.post(&path, &[], &json!({ "tracking_number": TBA })).await.code(), 98_001_004);
    assert_eq!(desk.post("/fulfillment/202309/orders/1/packages", &[], &unknown).await.code(), 21_001_001);

    desk.ship(&id, TBA, "Amazon").await.data();
    let again = desk.ship(&id, TBA, "Amazon").await;
    assert_eq!((again.status.as_u16(), again.code()), (200, 21_011_006), "a business error may come with HTTP 200");
    assert_eq!(desk.ship(&other, TBA, "Amazon").await.code(), 21_011_025, "used by another order");

    let two = json!([{ "tracking_number": "TBA1", "shipping_provider_id": "1" }, { "tracking_number": "TBA2", "shipping_provider_id": "1" }]);
    let path = format!("/fulfillment/202610/orders/{other}/packages");
    assert_eq!(desk.post(&path, &[], &json!({ "shipping_info_list": two })).await.code(), 11_050_001);
    assert_eq!(desk.post(&path, &[], &json!({})).await.code(), 11_050_001);
}

#[tokio::test(start_paused = true)]
async fn f405_a_doubtful_number_is_taken_with_a_warning() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let reply = desk.ship(&id, UPS, "Amazon").await;
    assert!(reply.data()["warning"]["message"].as_str().expect("a warning").contains("matches another"));
    assert_eq!(desk.status(&id).await, "AWAITING_COLLECTION", "a warning is no failure");
    let early = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    assert!(desk.ship(&early, "AFTN0123456789", "Amazon").await.data().get("warning").is_none());
}

#[tokio::test(start_paused = true)]
async fn f409_a_shipping_call_rejects_the_buyers_open_request() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let cancel_id = desk.with(|world, now_ms| world.tiktok.request_cancel(&id, now_ms).expect("asked"));
    let order = desk.order(&id).await;
    assert_eq!(order["is_buyer_request_cancel"], true);
    assert!(order["request_cancel_time"].is_i64());
    desk.ship(&id, TBA, "Amazon").await.data();
    let order = desk.order(&id).await;
    assert_eq!(
        (order["status"].as_str(), order["is_buyer_request_cancel"].as_bool()),
        (Some("AWAITING_COLLECTION"), Some(false))
    );
    let found =
        desk.post("/return_refund/202602/cancellations/search", &[], &json!({ "cancel_ids": [cancel_id] })).await;
    assert_eq!(found.data()["cancellations"][0]["cancel_status"], "CANCELLATION_REQUEST_CANCEL");
}

#[tokio::test(start_paused = true)]
async fn f406_the_coverage_check_knows_the_platforms_own_numbers() {
    let desk = Desk::open(7);
    let path = "/fulfillment/202508/tts_tracking_validation";
    let own = desk.get(path, &[("tracking_number", "9200190212345678901234")]).await;
    assert_eq!(own.data()["is_tiktok_shipping"], true);
    assert_eq!(desk.get(path, &[("tracking_number", TBA)]).await.data()["is_tiktok_shipping"], false);
    assert_eq!(desk.get(path, &[]).await.code(), 98_001_004);
}

#[tokio::test(start_paused = true)]
async fn numbers_may_be_corrected_once_within_72_hours() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let order_path = format!("/fulfillment/202309/orders/{id}/shipping_info/update");
    let body = |number: &str, carrier: &str| json!({ "tracking_number": number, "shipping_provider_id": desk.carrier(carrier) });
    assert_eq!(desk.post(&order_path, &[], &body(UPS, "UPS")).await.code(), 21_011_043);
    let package = desk.ship(&id, TBA, "Amazon").await.data()["package_id"].as_str().expect("an id").to_owned();
    assert_eq!(desk.post(&order_path, &[], &body(UPS, "UPS")).await.code(), 0);
    assert_eq!(desk.order(&id).await["tracking_number"], UPS);
    let package_path = format!("/fulfillment/202610/packages/{package}/shipping_info/update");
    let newer = json!({ "shipping_info_list": [body("1Z999AA10123456785", "UPS")] });
    assert_eq!(desk.post(&package_path, &[], &newer).await.code(), 21_011_051, "only once");
    assert_eq!(
        desk.post("/fulfillment/202309/packages/1/shipping_info/update", &[], &body(UPS, "UPS")).await.code(),
        21_011_028
    );

    let late = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    desk.ship(&late, "TBA000000000009", "Amazon").await.data();
    wait(73 * HOUR).await;
    let path = format!("/fulfillment/202309/orders/{late}/shipping_info/update");
    assert_eq!(desk.post(&path, &[], &body("1Z999AA10123456786", "UPS")).await.code(), 21_011_049);

    desk.with(|world, now_ms| world.tiktok.carrier_scan(TBA, Scan::Delivered, now_ms));
    wait(2 * HOUR).await;
    assert_eq!(desk.status(&id).await, "DELIVERED", "scans of the former number still count");
    assert_eq!(desk.post(&order_path, &[], &body(TBA, "Amazon")).await.code(), 21_011_030);
}

#[tokio::test(start_paused = true)]
async fn f326_an_order_shipped_by_hand_moves_on_its_own() {
    let desk = Desk::open(7);
    let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let package = desk.with(|world, now_ms| world.tiktok.ship_by_hand(&id, UPS, "ups", now_ms).expect("shipped"));
    let order = desk.order(&id).await;
    assert_eq!(
        (order["status"].as_str(), order["shipping_provider"].as_str()),
        (Some("AWAITING_COLLECTION"), Some("UPS"))
    );
    assert_eq!(desk.ship(&id, TBA, "Amazon").await.code(), 21_011_006);
    let seen = desk.get(&format!("/fulfillment/202309/packages/{package}"), &[]).await;
    assert_eq!(seen.data()["biz_extension_tags"], json!(["NON_MCF"]));
    wait(Duration::from_secs(6 * 86_400)).await;
    assert_eq!(desk.status(&id).await, "DELIVERED");
}

#[tokio::test(start_paused = true)]
async fn f404_calls_of_other_regions_say_so() {
    let desk = Desk::open(7);
    let body = json!({ "self_shipment": { "tracking_number": TBA, "shipping_provider_id": "1" } });
    assert_eq!(desk.post("/fulfillment/202309/packages/1/ship", &[], &body).await.code(), 21_008_106);
}

#[tokio::test(start_paused = true)]
async fn f082_the_carrier_list_has_one_amazon_entry_whose_id_differs_by_world() {
    let (one, two) = (Desk::open(7), Desk::open(8));
    let option = one.with(|world, _| world.tiktok.delivery_options()[0].id.clone());
    let list = one.get(&format!("/logistics/202309/delivery_options/{option}/shipping_providers"), &[]).await;
    let names: Vec<&str> = list.data()["shipping_providers"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["name"].as_str())
        .collect();
    assert_eq!(names.iter().filter(|name| name.contains("Amazon")).count(), 1, "{names:?}");
    assert!(["USPS", "UPS", "FedEx"].iter().all(|name| names.contains(name)));
    assert_ne!(one.carrier("Amazon"), two.carrier("Amazon"));
    let platform = one.with(|world, _| world.tiktok.delivery_options()[1].id.clone());
    let reply = one.get(&format!("/logistics/202309/delivery_options/{platform}/shipping_providers"), &[]).await;
    assert_eq!(reply.code(), 21_008_117);
    let reply = one.get("/logistics/202309/delivery_options/1/shipping_providers", &[]).await;
    assert_eq!(reply.code(), 21_008_116);
}

#[tokio::test(start_paused = true)]
async fn orders_that_nobody_ships_or_collects_are_cancelled_by_the_platform() {
    let desk = Desk::open_for_months(7);
    let waiting = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    let untracked = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(1), 1)])).await;
    desk.ship(&untracked, TBA, "Amazon").await.data();
    wait(Duration::from_secs(8 * 86_400)).await;
    assert_eq!(desk.order(&waiting).await["cancel_reason"], "system_cancel_order_reason_shipping_timeout");
    assert_eq!(desk.status(&untracked).await, "AWAITING_COLLECTION");
    wait(Duration::from_secs(3 * 86_400)).await;
    let order = desk.order(&untracked).await;
    assert_eq!(
        (order["status"].as_str(), order["cancel_reason"].as_str()),
        (Some("CANCELLED"), Some("system_cancel_order_untracked"))
    );
}
