//! Amazon as its clients meet it (F318): tokens, fulfillment orders and their life, inventory.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use axum::body::Body;
use axum::http::Request;
use client::{Client, order, quiet_world};
use serde_json::{Value, json};
use shopferry_practice::amazon::OrderStatus;
use shopferry_practice::world::lock;

const ORDERS: &str = "/fba/outbound/2020-07-01/fulfillmentOrders";

#[tokio::test(start_paused = true)]
async fn f318_tokens_are_given_for_forms_and_json_and_refused_in_oauths_words() {
    let client = Client::over(quiet_world(1));
    let form = client.refresh_form();
    let reply = client.token(&form).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body["token_type"], "bearer");
    assert_eq!(reply.body["expires_in"], 3_600);
    assert!(reply.body["access_token"].as_str().unwrap().starts_with("Atza|"));

    let fields: serde_json::Map<String, Value> = url::form_urlencoded::parse(form.as_bytes())
        .map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())))
        .collect();
    let json_request = Request::post("/auth/o2/token")
        .header("content-type", "application/json;charset=UTF-8")
        .body(Body::from(Value::Object(fields).to_string()))
        .unwrap();
    assert_eq!(client.send(json_request).await.status, 200, "two large clients send JSON");

    let reply = client.token("client_id=x&client_secret=y").await;
    assert_eq!((reply.status.as_u16(), &reply.body["error"]), (400, &json!("unsupported_grant_type")));
    let reply = client.token(&form.replace("client_secret=", "client_secret=wrong")).await;
    assert_eq!((reply.status.as_u16(), &reply.body["error"]), (401, &json!("invalid_client")));
    let reply = client.token(&form.replace("Atzr", "Atzx")).await;
    assert_eq!((reply.status.as_u16(), &reply.body["error"]), (400, &json!("invalid_grant")));
}

#[tokio::test(start_paused = true)]
async fn f318_a_missing_foreign_or_old_access_token_is_403() {
    let mut client = Client::over(quiet_world(1));
    let reply = client.get_order("none").await;
    assert_eq!(reply.status, 403);
    assert_eq!(reply.error(), ("Unauthorized".into(), "Access token is missing in the request header.".into()));

    client.access_token = "Atza|foreign".into();
    let details = client.get_order("none").await.error().1;
    assert_eq!(details, "The access token you provided is revoked, malformed or invalid.");

    client.sign_in().await;
    assert_eq!(client.get_order("none").await.status, 404);
    client.pass(3_601);
    assert_eq!(client.get_order("none").await.error().1, "The access token you provided has expired.");
    assert_eq!(client.call("GET", "/fba/none/v1", None).await.status, 403, "an unknown path is the same 403");
}

#[tokio::test(start_paused = true)]
async fn f318_the_same_order_id_is_taken_once() {
    let client = Client::signed_in(quiet_world(2)).await;
    let sku = client.plenty();
    let free = |client: &Client| lock(&client.world).amazon.stock[&sku].level.fulfillable;
    let before = free(&client);
    let reply = client.create(order("TT-1-1", "576000000000000001", &[(&sku, 2)])).await;
    assert_eq!((reply.status.as_u16(), reply.body), (200, json!({})));
    assert_eq!(reply.headers["x-amzn-ratelimit-limit"], "2.0");

    let reply = client.create(order("TT-1-1", "576000000000000001", &[(&sku, 2)])).await;
    assert_eq!((reply.status.as_u16(), reply.error().0.as_str()), (400, "InvalidInput"));
    assert_eq!(free(&client), before - 2, "stock is set aside once");

    let got = client.get_order("TT-1-1").await.body;
    assert_eq!(got["payload"]["fulfillmentOrder"]["displayableOrderId"], "576000000000000001");
    assert_eq!(got["payload"]["fulfillmentOrderItems"][0]["quantity"], 2);
}

#[tokio::test(start_paused = true)]
async fn f091_an_early_number_shows_while_the_shipment_is_pending_and_the_order_completes() {
    let client = Client::signed_in(quiet_world(3)).await;
    let sku = client.plenty();
    for n in 0..8 {
        client.create(order(&format!("TT-{n}"), &format!("57600000000000000{n}"), &[(&sku, 1)])).await;
    }
    let mut early = 0;
    for _ in 0..50 {
        client.pass(60);
        early = 0;
        for n in 0..8 {
            let shipments = client.get_order(&format!("TT-{n}")).await.body["payload"]["fulfillmentShipments"].clone();
            let package = &shipments[0]["fulfillmentShipmentPackage"][0];
            let is_early = shipments[0]["fulfillmentShipmentStatus"] == "PENDING"
                && package["amazonFulfillmentTrackingNumber"].as_str().is_some_and(|n| n.starts_with("AFTN"));
            early += u32::from(is_early);
        }
        client.pass(4);
    }
    assert!(early >= 4, "most single-unit orders have an early number within the hour, got {early}");

    client.pass(3 * 86_400);
    let world = lock(&client.world);
    for order in world.amazon.orders().values() {
        assert_eq!(order.status, OrderStatus::Complete);
        assert_eq!(order.units_shipped(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn f318_thirty_calls_at_once_then_two_a_second() {
    let client = Client::signed_in(quiet_world(4)).await;
    for _ in 0..30 {
        assert_eq!(client.get_order("none").await.status, 404);
    }
    let reply = client.get_order("none").await;
    assert_eq!((reply.status.as_u16(), reply.error().0.as_str()), (429, "QuotaExceeded"));
    assert!(reply.headers.get("x-amzn-ratelimit-limit").is_none());
    assert_eq!(reply.headers["x-amzn-errortype"], "TooManyRequestsException");
    tokio::time::advance(std::time::Duration::from_millis(500)).await;
    assert_eq!(client.get_order("none").await.status, 404, "one more after half a second");
    assert_eq!(client.get_order("none").await.status, 429);
    assert_eq!(lock(&client.world).journal.throttled(), 2);
}

#[tokio::test(start_paused = true)]
async fn f080_changed_orders_are_listed_fifty_a_page_without_packages() {
    let client = Client::signed_in(quiet_world(5)).await;
    let sku = client.plenty();
    for n in 0..70 {
        client.pass(1);
        let reply = client.create(order(&format!("TT-{n:03}"), &format!("5760000000000001{n:02}"), &[(&sku, 1)])).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut path = ORDERS.to_owned();
    for page in 0.. {
        assert!(page < 8, "the pages end");
        let reply = client.call("GET", &path, None).await;
        let orders = reply.body["payload"]["fulfillmentOrders"].as_array().unwrap().clone();
        assert!(orders.len() <= 50);
        for order in orders {
            assert!(order.get("fulfillmentShipments").is_none());
            seen.insert(order["sellerFulfillmentOrderId"].as_str().unwrap().to_owned());
        }
        match reply.body["payload"]["nextToken"].as_str().filter(|token| !token.is_empty()) {
            Some(token) => path = format!("{ORDERS}?nextToken={token}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 70);
    client.pass(12 * 86_400);
    let mut client = client;
    client.sign_in().await;
    let reply = client.call("GET", ORDERS, None).await;
    assert_eq!(reply.body["payload"]["fulfillmentOrders"], json!([]), "36 hours is the default window");
    assert_eq!(client.call("GET", &format!("{ORDERS}?nextToken=abc"), None).await.status, 400);
}

#[tokio::test(start_paused = true)]
async fn f318_bodies_are_held_against_the_model() {
    let client = Client::signed_in(quiet_world(6)).await;
    let sku = client.plenty();
    let good = order("TT-good", "576000000000000001", &[(&sku, 1)]);
    let with = |pointer: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let bad = [
        with("/sellerFulfillmentOrderId", json!("x".repeat(41))),
        with("/shippingSpeedCategory", json!("STANDARD")),
        with("/displayableOrderComment", json!("x".repeat(751))),
        with("/displayableOrderId", json!("two  blanks")),
        with("/destinationAddress/city", Value::Null),
        with("/destinationAddress/addressLine1", json!("x".repeat(61))),
        with("/items/0/quantity", json!(0)),
        with("/items/0/quantity", json!("1")),
        with("/items", json!([])),
        with("/displayableOrderDate", json!("yesterday")),
        with("/marketplaceId", json!("A1F83G8C2ARO7P")),
    ];
    for body in bad {
        let reply = client.create(body.clone()).await;
        assert_eq!((reply.status.as_u16(), reply.error().0.as_str()), (400, "InvalidInput"), "{body}");
    }
    let mut featured = good.clone();
    featured["featureConstraints"] = json!([{ "featureName": "GOLD_WRAP", "featureFulfillmentPolicy": "Required" }]);
    assert!(client.create(featured).await.body["errors"][0]["message"].as_str().unwrap().contains("GOLD_WRAP"));
    let unknown = client.create(order("TT-x", "1", &[("NO-SUCH-SKU", 1)])).await;
    assert_eq!(unknown.body["errors"][0]["message"], "the SellerSKU for Item Id: line-0 is invalid.");
    assert!(lock(&client.world).amazon.orders().is_empty());

    lock(&client.world).strict = false;
    let mut loose = with("/shippingSpeedCategory", json!("STANDARD"));
    loose["marketplaceIds"] = json!(["ATVPDKIKX0DER"]);
    assert_eq!(client.create(loose).await.status, 200, "clients of others get by when the switch is off");
}

#[tokio::test(start_paused = true)]
async fn f318_ids_with_blank_or_plus_are_taken_but_never_found() {
    let client = Client::signed_in(quiet_world(7)).await;
    let sku = client.plenty();
    assert_eq!(client.create(order("TT 1", "576000000000000001", &[(&sku, 1)])).await.status, 200);
    assert_eq!(client.create(order("TT+2", "576000000000000002", &[(&sku, 1)])).await.status, 200);
    assert_eq!(client.get_order("TT%201").await.status, 403);
    assert_eq!(client.get_order("TT%2B2").await.status, 403, "even an encoded + becomes a blank");
}

#[tokio::test(start_paused = true)]
async fn f100_a_cancel_works_until_picking_begins() {
    let client = Client::signed_in(quiet_world(8)).await;
    let sku = client.plenty();
    let level = |client: &Client| lock(&client.world).amazon.stock[&sku].level;
    let before = level(&client);
    client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
    client.create(order("TT-2", "576000000000000002", &[(&sku, 1)])).await;
    client.pass(45);
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-1/cancel"), None).await.status, 200);
    client.pass(61);
    let got = client.get_order("TT-1").await.body;
    assert_eq!(got["payload"]["fulfillmentOrderItems"][0]["cancelledQuantity"], 1);
    assert_eq!(lock(&client.world).amazon.orders()["TT-1"].status, OrderStatus::Cancelled);
    assert_eq!(level(&client).reserved, before.reserved + 1, "the units of the cancelled order are free again");

    while lock(&client.world).amazon.orders()["TT-2"].status < OrderStatus::Processing {
        client.pass(300);
    }
    let mut client = client;
    client.sign_in().await;
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-2/cancel"), None).await.status, 400);
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-9/cancel"), None).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn f318_a_hold_reserves_until_it_is_released_by_an_update() {
    let client = Client::signed_in(quiet_world(9)).await;
    let sku = client.plenty();
    let mut held = order("TT-1", "576000000000000001", &[(&sku, 2)]);
    held["fulfillmentAction"] = json!("Hold");
    client.create(held).await;
    client.pass(3_000);
    assert_eq!(lock(&client.world).amazon.orders()["TT-1"].status, OrderStatus::Received);
    let more = json!({ "items": [{ "sellerFulfillmentOrderItemId": "line-0", "quantity": 3 }] });
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-1"), Some(more)).await.status, 400, "only down");
    let release = json!({ "fulfillmentAction": "Ship" });
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-1"), Some(release.clone())).await.status, 200);
    client.pass(500);
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-1"), Some(release)).await.status, 403, "no more after Ship");
    client.pass(400);
    assert!(lock(&client.world).amazon.orders()["TT-1"].status >= OrderStatus::Planning);
}

#[tokio::test(start_paused = true)]
async fn f074_a_preview_may_promise_what_create_refuses() {
    let client = Client::signed_in(quiet_world(10)).await;
    let sku = client.plenty();
    lock(&client.world).amazon.stock.get_mut(&sku).unwrap().change(client::EPOCH_MS, |level| {
        level.fulfillable = 1;
        level.inbound = 50;
    });
    let body = order("TT-1", "576000000000000001", &[(&sku, 2)]);
    let ask = |quantity: u32| {
        json!({ "marketplaceId": "ATVPDKIKX0DER", "address": body["destinationAddress"],
            "items": [{ "sellerSku": sku, "quantity": quantity, "sellerFulfillmentOrderItemId": "line-0" }],
            "shippingSpeedCategories": ["Standard"] })
    };
    let path = format!("{ORDERS}/preview");
    let preview = client.call("POST", &path, Some(ask(2))).await.body["payload"]["fulfillmentPreviews"][0].clone();
    assert_eq!(preview["isFulfillable"], true);
    assert_eq!(preview["estimatedFees"].as_array().unwrap().len(), 3);
    let preview = client.call("POST", &path, Some(ask(52))).await.body["payload"]["fulfillmentPreviews"][0].clone();
    assert_eq!(preview["unfulfillablePreviewItems"][0]["itemUnfulfillableReasons"], json!(["InventoryUnavailable"]));

    let reply = client.create(body).await;
    assert_eq!(reply.status, 400, "inbound units cannot be shipped");
    assert!(lock(&client.world).amazon.orders().is_empty());
}

#[tokio::test(start_paused = true)]
async fn f318_inventory_pages_outlive_thirty_seconds_only() {
    let client = Client::signed_in(quiet_world(11)).await;
    let base = "/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=ATVPDKIKX0DER\
        &marketplaceIds=ATVPDKIKX0DER&MarketplaceId=ATVPDKIKX0DER&details=True";
    let first = client.call("GET", base, None).await.body;
    let rows = first["payload"]["inventorySummaries"].as_array().unwrap();
    assert_eq!(rows.len(), 20);
    assert!(rows[0]["inventoryDetails"]["fulfillableQuantity"].is_u64());
    let token = first["pagination"]["nextToken"].as_str().expect("the pagination stands outside the payload");
    client.pass(5);
    let second = client.call("GET", &format!("{base}&nextToken={token}"), None).await.body;
    assert_ne!(second["payload"]["inventorySummaries"][0]["sellerSku"], rows[0]["sellerSku"]);
    client.pass(30);
    assert_eq!(client.call("GET", &format!("{base}&nextToken={token}"), None).await.status, 400, "expired");

    client.pass(5);
    let sku = client.plenty();
    let both = format!("{base}&sellerSkus={sku}%2CNO-SUCH");
    let rows = client.call("GET", &both, None).await.body["payload"]["inventorySummaries"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1, "an unknown SKU is simply missing");
    let many: Vec<String> = (0..51).map(|n| format!("S{n}")).collect();
    client.pass(5);
    assert_eq!(client.call("GET", &format!("{base}&sellerSkus={}", many.join(",")), None).await.status, 400);
    client.pass(5);
    assert_eq!(client.call("GET", &base.replace("Type=Marketplace", "Type=Foo"), None).await.status, 400);
}

#[tokio::test(start_paused = true)]
async fn f318_gets_with_bodies_are_refused_and_participations_cost_a_minute_each() {
    let client = Client::signed_in(quiet_world(12)).await;
    let reply = client.call("GET", ORDERS, Some(json!({}))).await;
    assert_eq!(reply.status, 400);
    for _ in 0..15 {
        let reply = client.call("GET", "/sellers/v1/marketplaceParticipations", None).await;
        assert_eq!(reply.body["payload"][0]["marketplace"]["id"], "ATVPDKIKX0DER");
    }
    assert_eq!(client.call("GET", "/sellers/v1/marketplaceParticipations", None).await.status, 429);
    client.pass(63);
    assert_eq!(client.call("GET", "/sellers/v1/marketplaceParticipations", None).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn f090_a_package_is_followed_to_the_door() {
    let client = Client::signed_in(quiet_world(13)).await;
    let sku = client.plenty();
    client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
    client.pass(8 * 86_400);
    let mut client = client;
    client.sign_in().await;
    let package =
        client.get_order("TT-1").await.body["payload"]["fulfillmentShipments"][0]["fulfillmentShipmentPackage"][0]
            .clone();
    let number = package["packageNumber"].as_i64().unwrap();
    let path = format!("/fba/outbound/2020-07-01/tracking?packageNumber={number}");
    let details = client.call("GET", &path, None).await.body["payload"].clone();
    assert_eq!(details["currentStatus"], "DELIVERED");
    assert_eq!(details["trackingNumber"], package["trackingNumber"]);
    assert_eq!(client.call("GET", "/fba/outbound/2020-07-01/tracking", None).await.status, 400);
}
