//! The control API (docs/practice.md): time, orders, stock, faults, and what the world holds.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use axum::body::Body;
use axum::http::Request;
use client::{Client, EPOCH_MS, quiet_world};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn f318_only_the_bearer_steers_the_world() {
    let client = Client::over(quiet_world(31));
    let bare = Request::get("/_practice/state").body(Body::empty()).unwrap();
    assert_eq!(client.send(bare).await.status, 401);
    let state = client.control("GET", "/state", None).await.body;
    assert_eq!((&state["seed"], &state["now_ms"], &state["speed"]), (&json!(31), &json!(EPOCH_MS), &json!(1.0)));
    assert_eq!(client.control("GET", "/nowhere", None).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn f318_an_order_is_placed_paid_and_released_by_a_jump() {
    let client = Client::over(quiet_world(32));
    let sku = client.plenty();
    let wanted = json!({ "lines": [{ "sku": sku, "quantity": 2 }], "pay": true });
    let placed = client.control("POST", "/orders", Some(wanted)).await;
    assert_eq!(placed.status, 200, "{}", placed.body);
    assert_eq!(placed.body["status"], "ON_HOLD");
    assert_eq!(placed.body["lines"].as_array().unwrap().len(), 2, "one line per unit");
    let id = placed.body["id"].as_str().unwrap().to_owned();

    let state = client.control("POST", "/time", Some(json!({ "next_event": true }))).await.body;
    assert_eq!(state["now_ms"], EPOCH_MS + 3_600_000);
    let order = client.control("GET", &format!("/orders/{id}"), None).await.body;
    assert_eq!(order["status"], "AWAITING_SHIPMENT");
    let asked = client.control("POST", &format!("/orders/{id}/ask-cancel"), None).await.body;
    assert!(asked["asked_to_cancel_ms"].is_i64());
    let cancelled = client.control("POST", &format!("/orders/{id}/cancel"), Some(json!({ "by": "seller" }))).await.body;
    assert_eq!(cancelled["status"], "CANCELLED");
    let listed = client.control("GET", "/orders?status=CANCELLED", None).await.body;
    assert_eq!(listed["orders"].as_array().unwrap().len(), 1);
    assert_eq!(client.control("POST", &format!("/orders/{id}/pay"), None).await.status, 409);
    assert_eq!(client.control("POST", "/orders/1/pay", None).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn f318_time_is_paused_hastened_and_never_turned_back() {
    let client = Client::over(quiet_world(33));
    client.control("POST", "/time", Some(json!({ "speed": 60.0 }))).await;
    tokio::time::advance(std::time::Duration::from_secs(10)).await;
    let state = client.control("POST", "/time", Some(json!({ "pause": true }))).await.body;
    assert_eq!(state["now_ms"], EPOCH_MS + 600_000);
    tokio::time::advance(std::time::Duration::from_secs(10)).await;
    assert_eq!(client.control("GET", "/state", None).await.body["now_ms"], EPOCH_MS + 600_000);
    assert_eq!(client.control("POST", "/time", Some(json!({ "to_ms": EPOCH_MS }))).await.status, 400);
    let state = client.control("POST", "/time", Some(json!({ "pause": false, "by_ms": 5_000 }))).await.body;
    assert_eq!(state["now_ms"], EPOCH_MS + 605_000);
}

#[tokio::test(start_paused = true)]
async fn f318_stock_faults_and_counters_are_steered_and_read() {
    let client = Client::over(quiet_world(34));
    let sku = client.plenty();
    let moved = json!({ "platform": "amazon", "sku": sku, "by": -10_000 });
    let rows = client.control("POST", "/stock", Some(moved)).await.body["stock"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["amazon"]["sku"] == sku.as_str()).unwrap();
    assert_eq!(row["amazon"]["fulfillable"], 0);
    let set = json!({ "platform": "tiktok", "sku": sku, "units": 5 });
    assert_eq!(client.control("POST", "/stock", Some(set)).await.status, 200);
    assert_eq!(
        client.control("POST", "/stock", Some(json!({ "platform": "amazon", "sku": "?", "units": 1 }))).await.status,
        404
    );

    let faults = json!({ "set": "throttle", "probability": { "slow-answer": 0.5 },
        "force": { "fault": "server-error", "operation": "amazon.token", "times": 1 } });
    let state = client.control("POST", "/faults", Some(faults)).await.body;
    assert_eq!(state["faults"], json!({ "throttle": 0.02, "slow-answer": 0.5 }));
    assert_eq!(client.control("POST", "/faults", Some(json!({ "set": "gremlins" }))).await.status, 400);
    assert_eq!(client.token(&client.refresh_form()).await.status, 500);

    let calls = client.control("GET", "/calls", None).await.body;
    assert_eq!(calls, json!({ "calls": { "amazon.token": 1 }, "throttled": 0 }), "control calls are not counted");
    let verdict = client.control("GET", "/verdict", None).await.body;
    assert_eq!((&verdict["verdict"]["placed"], &verdict["settled"]), (&json!(0), &json!(true)));
    let holdings = client.control("GET", "/holdings", None).await.body;
    assert!(holdings["stock"].as_array().unwrap().len() > 40);
    assert_eq!(client.control("POST", "/strict", Some(json!({ "strict": false }))).await.body["strict"], false);
}

#[tokio::test(start_paused = true)]
async fn f318_an_authorization_is_revoked_and_granted_again() {
    let mut client = Client::signed_in(quiet_world(35)).await;
    client.control("POST", "/access", Some(json!({ "platform": "amazon", "action": "expire" }))).await;
    assert_eq!(client.get_order("x").await.error().1, "The access token you provided has expired.");
    client.control("POST", "/access", Some(json!({ "platform": "amazon", "action": "revoke" }))).await;
    assert_eq!(client.token(&client.refresh_form()).await.body["error"], "invalid_grant");
    client.control("POST", "/access", Some(json!({ "platform": "amazon", "action": "grant" }))).await;
    client.sign_in().await;
    assert_eq!(client.get_order("x").await.status, 404);
}

// F012, F042, F045, F092, F407, F430: what the shop can be made to do is steered from outside, and read back.
#[tokio::test(start_paused = true)]
async fn f318_the_shop_is_made_to_lack_refuse_and_write_strange_things() {
    let client = Client::over(quiet_world(35));
    let place = client.control("GET", "/shop", None).await.body["warehouses"][0]["id"].clone();
    let change = json!({ "prerequisites": { "SHOP_TAX": false, "bank_account": null }, "texts": "hostile",
        "refuse_usps": true, "keep_for_amazon": place, "sign_in": { "user_type": 1, "scopes": { "seller.logistics": false } } });
    let shop = client.control("POST", "/shop", Some(change)).await;
    assert_eq!(shop.status, 200, "{}", shop.body);
    assert_eq!((&shop.body["hostile_texts"], &shop.body["refuse_usps"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&shop.body["warehouses"][0]["for_amazon"], &shop.body["warehouses"][0]["state"]),
        (&json!(true), &json!("ENABLED"))
    );
    for wrong in
        [json!({ "texts": "loud" }), json!({ "prerequisites": { "LUCK": true } }), json!({ "keep_for_amazon": "1" })]
    {
        assert_eq!(client.control("POST", "/shop", Some(wrong)).await.status, 400);
    }
    let sku = client.plenty();
    let wanted = json!({ "lines": [{ "sku": sku, "quantity": 1 }], "pay": true });
    let placed = client.control("POST", "/orders", Some(wanted)).await.body;
    let id = placed["id"].as_str().unwrap().to_owned();
    client.pass(3_601);
    for (action, body) in [
        ("change-note", json!({ "text": "Back door" })),
        ("seller-note", json!({ "text": "Checked" })),
        ("add-line", json!({ "sku": sku })),
        ("drop-line", json!({ "line_id": placed["lines"][0]["id"] })),
        ("unseen", json!({})),
    ] {
        let reply = client.control("POST", &format!("/orders/{id}/{action}"), Some(body)).await;
        assert_eq!(reply.status, 200, "{action}: {}", reply.body);
    }
    let order = client.control("GET", &format!("/orders/{id}"), None).await.body;
    let states: Vec<&str> = order["lines"].as_array().unwrap().iter().map(|l| l["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["CANCELLED", "AWAITING_SHIPMENT"]);
}
