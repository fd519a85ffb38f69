//! The second version of Amazon's order API as its clients meet it (F318, F401): the same orders in other words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;
mod model;

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use client::{Client, quiet_world};
use model::{Model, say};
use serde_json::{Value, json};
use shopferry_practice::amazon::OrderStatus;
use shopferry_practice::world::lock;

const ORDERS: &str = "/fulfillment/outbound/2026-07-04/orders";
const PREVIEWS: &str = "/fulfillment/outbound/2026-07-04/previews";

/// A create body as Amazon's model has it.
fn body(id: &str, number: &str, lines: &[(&str, &str)]) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(at, (sku, value))| {
            json!({ "lineItemId": format!("line-{at}"), "product": { "productIdentifier": { "amazonSku": sku } },
                "amount": { "unit": "EACHES", "value": value } })
        })
        .collect();
    json!({
        "orderId": id,
        "channel": "TIKTOK",
        "origin": { "countryCode": "US" },
        "destination": { "deliveryAddress": {
            "name": "Practice Buyer 0417", "addressLine1": "17 Practice Street", "city": "Austin",
            "stateOrRegion": "TX", "postalCode": "78701", "countryCode": "US" } },
        "lineItems": items,
        "fulfillmentConfiguration": {
            "serviceLevel": { "serviceTiers": ["STANDARD"] },
            "action": "SHIP",
            "policy": "FILL_OR_KILL",
            "services": { "packaging": { "packagingOption": "UNBRANDED", "packingSlip": { "templateAttributes": {
                "orderId": number, "orderTime": "2026-11-22T09:00:00Z", "orderText": "Thank you." } } },
                "additional": { "blockAMZL": "REQUIRED" } }
        }
    })
}

async fn get(client: &Client, id: &str) -> client::Reply {
    client.call("GET", &format!("{ORDERS}/{id}"), None).await
}

/// F318, F401: a share of the creates is answered in full, the others are only taken; both exist once.
#[tokio::test(start_paused = true)]
async fn f401_a_create_is_answered_in_full_or_only_taken() {
    let client = Client::signed_in(quiet_world(21)).await;
    let sku = client.plenty();
    let mut seen: BTreeMap<u16, u32> = BTreeMap::new();
    for n in 0..20 {
        let reply =
            client.call("POST", ORDERS, Some(body(&format!("TT-{n}"), "57600000000000000", &[(&sku, "1")]))).await;
        *seen.entry(reply.status.as_u16()).or_default() += 1;
        match reply.status.as_u16() {
            200 => assert_eq!(reply.body["order"]["orderId"], format!("TT-{n}")),
            _ => assert_eq!(reply.body, json!({ "orderId": format!("TT-{n}"), "status": "PROCESSING" })),
        }
        let again =
            client.call("POST", ORDERS, Some(body(&format!("TT-{n}"), "57600000000000000", &[(&sku, "1")]))).await;
        assert_eq!((again.status.as_u16(), again.error().0.as_str()), (400, "InvalidInput"));
        client.pass(2);
    }
    assert!(seen[&200] >= 8 && seen[&202] >= 3, "{seen:?}");
    client.pass(10);
    for n in 0..20 {
        let order = get(&client, &format!("TT-{n}")).await.body["order"].clone();
        assert_eq!((&order["channel"], &order["status"]), (&json!("TIKTOK"), &json!("PROCESSING")));
        assert_eq!(order["fulfillmentConfiguration"]["services"]["additional"]["blockAMZL"], "REQUIRED");
    }
    let world = lock(&client.world);
    assert_eq!(
        world.amazon.orders()["TT-3"].displayable_id,
        "57600000000000000",
        "the packing slip carries the number"
    );
    assert_eq!(world.amazon.orders()["TT-3"].features.len(), 2);
}

/// F318: what the model or its descriptions forbid is refused, in Amazon's words.
#[tokio::test(start_paused = true)]
async fn f318_bodies_of_the_second_version_are_held_against_its_model() {
    let client = Client::signed_in(quiet_world(22)).await;
    let sku = client.plenty();
    let good = body("TT-good", "576000000000000001", &[(&sku, "1.0")]);
    let with = |pointer: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let services = "/fulfillmentConfiguration/services";
    let bad = [
        with("/orderId", json!("x".repeat(41))),
        with("/channel", json!("x".repeat(41))),
        with("/origin/countryCode", json!("GB")),
        with("/lineItems", json!([])),
        with("/lineItems/0/amount/value", json!(1)),
        with("/lineItems/0/amount/value", json!("1.5")),
        with("/lineItems/0/amount/value", json!("0")),
        with("/lineItems/0/amount/unit", json!("PALLETS")),
        with("/destination/deliveryAddress/city", Value::Null),
        with("/fulfillmentConfiguration/action", json!("Ship")),
        with("/fulfillmentConfiguration/policy", json!("FillOrKill")),
        with("/fulfillmentConfiguration/serviceLevel/serviceTiers", json!(["Standard"])),
        with(&format!("{services}/packaging/packagingOption"), json!("PLAIN")),
        with(&format!("{services}/packaging/packingSlip/templateAttributes/orderText"), json!("x".repeat(751))),
        with(&format!("{services}/additional"), json!({ "goldWrap": "REQUIRED" })),
        with(&format!("{services}/additional/blockAMZL"), json!(true)),
    ];
    for body in bad {
        let reply = client.call("POST", ORDERS, Some(body.clone())).await;
        assert_eq!((reply.status.as_u16(), reply.error().0.as_str()), (400, "InvalidInput"), "{body}");
    }
    let typed = |kind: &str| {
        Request::post(ORDERS)
            .header("x-amz-access-token", &client.access_token)
            .header("user-agent", "Practice/1 (Language=Rust)")
            .header("content-type", kind)
    };
    let reply = client.send(typed("text/plain").body(Body::from(good.to_string())).unwrap()).await;
    assert_eq!(reply.status, 415);
    let reply = client.send(typed("application/json").body(Body::from(" ".repeat(2 << 20))).unwrap()).await;
    assert_eq!(reply.status, 413);
    assert!(lock(&client.world).amazon.orders().is_empty());
}

/// F080, F318: pages repeat the first page's arguments, bring packages unless told not to, and end without a token.
#[tokio::test(start_paused = true)]
async fn f080_the_list_brings_packages_page_by_page() {
    let mut client = Client::signed_in(quiet_world(23)).await;
    let sku = client.plenty();
    for n in 0..50 {
        client.pass(1);
        let body = body(&format!("TT-{n:02}"), &format!("5760000000000000{n:02}"), &[(&sku, "2")]);
        assert!(client.call("POST", ORDERS, Some(body)).await.status.is_success());
    }
    client.pass(86_400);
    client.sign_in().await;
    let since = "updatedAfter=2026-11-22T09:00:00Z";
    for (shipments, brings) in [("INCLUDE", true), ("EXCLUDE", false)] {
        let mut seen = BTreeSet::new();
        let mut packages = 0;
        let mut token = None;
        for page in 0.. {
            assert!(page < 12, "the pages end");
            let tail = token.map_or(String::new(), |token: String| format!("&pageToken={token}"));
            let reply = client.call("GET", &format!("{ORDERS}?{since}&shipments={shipments}{tail}"), None).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            for order in reply.body["orders"].as_array().unwrap() {
                seen.insert(order["orderId"].as_str().unwrap().to_owned());
                packages += order["shipments"].as_array().map_or(0, Vec::len);
            }
            token = reply.body["pagination"]["nextToken"].as_str().map(str::to_owned);
            client.pass(1);
            match &token {
                Some(token) if page == 0 => {
                    let other = format!("{ORDERS}?shipments={shipments}&pageToken={token}");
                    assert_eq!(client.call("GET", &other, None).await.status, 400, "other arguments than page one's");
                }
                Some(_) => {}
                None => break,
            }
        }
        assert_eq!((seen.len(), packages > 0), (50, brings));
    }
    let reply = client.call("GET", &format!("{ORDERS}?shipments=MAYBE"), None).await;
    assert_eq!(reply.status, 400);
}

/// F100: a cancel call is always taken or refused, and only the status tells whether it worked.
#[tokio::test(start_paused = true)]
async fn f100_only_the_status_tells_whether_a_cancel_worked() {
    let client = Client::signed_in(quiet_world(24)).await;
    let sku = client.plenty();
    client.call("POST", ORDERS, Some(body("TT-early", "576000000000000001", &[(&sku, "1")]))).await;
    for n in 0..12 {
        client.call("POST", ORDERS, Some(body(&format!("TT-{n}"), "576000000000000002", &[(&sku, "1")]))).await;
    }
    client.pass(30);
    let reply = client.call("PUT", &format!("{ORDERS}/TT-early/cancel"), None).await;
    assert_eq!((reply.status.as_u16(), reply.body), (202, json!({})));
    client.pass(61);
    let order = get(&client, "TT-early").await.body["order"].clone();
    assert_eq!(order["status"], "CANCELLED");
    assert_eq!(order["lineItems"][0]["cancelledAmount"]["value"].as_str().unwrap().trim_end_matches(".0"), "1");
    let mut client = client;
    while lock(&client.world).amazon.orders().values().any(|o| o.status < OrderStatus::Processing) {
        client.pass(300);
    }
    client.sign_in().await;
    let mut answers = BTreeSet::new();
    for n in 0..12 {
        if lock(&client.world).amazon.orders()[&format!("TT-{n}")].status == OrderStatus::Processing {
            assert_eq!(get(&client, &format!("TT-{n}")).await.body["order"]["status"], "PROCESSING");
            answers.insert(client.call("PUT", &format!("{ORDERS}/TT-{n}/cancel"), None).await.status.as_u16());
            client.pass(61);
            assert_ne!(lock(&client.world).amazon.orders()[&format!("TT-{n}")].status, OrderStatus::Cancelled);
        }
    }
    assert_eq!(answers, BTreeSet::from([202, 400]), "a late call is refused, or taken in vain");
    assert_eq!(client.call("PUT", &format!("{ORDERS}/nobody/cancel"), None).await.status, 404);
}

/// F062: a hold sets stock aside; only its action can be changed, and only while it is held.
#[tokio::test(start_paused = true)]
async fn f062_a_hold_is_released_by_naming_ship() {
    let client = Client::signed_in(quiet_world(25)).await;
    let sku = client.plenty();
    let mut held = body("TT-1", "576000000000000001", &[(&sku, "2")]);
    held["fulfillmentConfiguration"]["action"] = json!("HOLD");
    assert!(client.call("POST", ORDERS, Some(held)).await.status.is_success());
    client.pass(3_000);
    let path = format!("{ORDERS}/TT-1");
    let update = |body: Value| client.call("PUT", &path, Some(body));
    assert_eq!(update(json!({ "lineItems": [] })).await.status, 400);
    assert_eq!(update(json!({})).await.status, 202, "an update without an action holds again");
    assert_eq!(get(&client, "TT-1").await.body["order"]["fulfillmentConfiguration"]["action"], "HOLD");
    let ship = json!({ "fulfillmentConfiguration": { "action": "SHIP" } });
    assert_eq!(update(ship.clone()).await.status, 202);
    assert_eq!(get(&client, "TT-1").await.body["order"]["fulfillmentConfiguration"]["action"], "SHIP");
    assert_eq!(update(ship).await.status, 400, "no more after Ship");
    client.pass(900);
    assert!(lock(&client.world).amazon.orders()["TT-1"].status >= OrderStatus::Planning);
}

/// F401: what one version shows of the other's orders is not known, so worlds differ; a key is used up in both.
#[tokio::test(start_paused = true)]
async fn f401_an_order_lives_in_the_version_that_created_it() {
    let client = Client::signed_in(quiet_world(26)).await;
    let sku = client.plenty();
    assert!(
        client.call("POST", ORDERS, Some(body("TT-2", "576000000000000002", &[(&sku, "1")]))).await.status.is_success()
    );
    client.create(client::order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
    client.pass(20);
    for shared in [true, false] {
        lock(&client.world).amazon.versions_share_orders = shared;
        let across = if shared { 200 } else { 404 };
        assert_eq!(client.get_order("TT-1").await.status, 200);
        assert_eq!(client.get_order("TT-2").await.status, across);
        assert_eq!(get(&client, "TT-2").await.status, 200);
        assert_eq!(get(&client, "TT-1").await.status, across);
        assert_eq!(client.create(client::order("TT-2", "576000000000000002", &[(&sku, 1)])).await.status, 400);
        let mine = body("TT-1", "576000000000000001", &[(&sku, "1")]);
        assert_eq!(client.call("POST", ORDERS, Some(mine)).await.status, 400);
    }
}

/// F074: planned shipments with offers, or constraints that say why not.
#[tokio::test(start_paused = true)]
async fn f074_a_preview_brings_offers_or_constraints() {
    let client = Client::signed_in(quiet_world(27)).await;
    let sku = client.plenty();
    let ask = |value: &str, tiers: Value| {
        let order = body("TT-1", "1", &[(&sku, value)]);
        json!({ "channel": "TIKTOK", "origin": { "countryCode": "US" }, "destination": order["destination"],
            "lineItems": [{ "product": order["lineItems"][0]["product"], "amount": order["lineItems"][0]["amount"] }],
            "fulfillmentConfiguration": { "serviceLevel": { "serviceTiers": tiers } } })
    };
    let good = client.call("POST", PREVIEWS, Some(ask("2", json!(["STANDARD", "PRIORITY"])))).await.body;
    let offers = good["plannedShipments"][0]["offers"].as_array().unwrap();
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0]["estimatedPrice"]["rollupPrices"].as_array().unwrap().len(), 3);
    assert_eq!(good["constraints"][0]["code"], "DeliverySLAUnavailable");
    let short = client.call("POST", PREVIEWS, Some(ask("99999", json!([])))).await.body;
    assert_eq!(short["plannedShipments"], json!([]));
    assert_eq!(short["constraints"][0]["code"], "ItemQuantityNotAvailable");
}

/// F318: every answer fits Amazon's own model of the second version.
#[tokio::test(start_paused = true)]
async fn f318_answers_fit_the_model_of_the_second_version() {
    let Some(model) = Model::load("fulfillmentOutbound_2026-07-04.json") else {
        say(format_args!("the reference folder is not here: nothing checked"));
        return;
    };
    let mut covered = BTreeSet::new();
    let mut client = Client::signed_in(quiet_world(28)).await;
    let sku = client.plenty();
    let (one, cancel) = (format!("{ORDERS}/{{orderId}}"), format!("{ORDERS}/{{orderId}}/cancel"));
    let covered = &mut covered;
    for n in 0..12 {
        let mut order = body(&format!("TT-{n}"), &format!("5760000000000000{n:02}"), &[(&sku, "3")]);
        if n == 1 {
            order["fulfillmentConfiguration"]["action"] = json!("HOLD");
        }
        model.check(covered, "post", ORDERS, &client.call("POST", ORDERS, Some(order)).await);
    }
    let again = body("TT-3", "576000000000000003", &[(&sku, "3")]);
    model.check(covered, "post", ORDERS, &client.call("POST", ORDERS, Some(again.clone())).await);
    let ask = |value: &str| {
        json!({ "destination": again["destination"], "origin": again["origin"],
            "lineItems": [{ "product": again["lineItems"][0]["product"], "amount": { "value": value } }] })
    };
    model.check(covered, "post", PREVIEWS, &client.call("POST", PREVIEWS, Some(ask("1"))).await);
    model.check(covered, "post", PREVIEWS, &client.call("POST", PREVIEWS, Some(ask("99999"))).await);
    client.pass(30);
    let ship = json!({ "fulfillmentConfiguration": { "action": "SHIP" } });
    model.check(covered, "put", &one, &client.call("PUT", &format!("{ORDERS}/TT-1"), Some(ship.clone())).await);
    model.check(covered, "put", &one, &client.call("PUT", &format!("{ORDERS}/TT-2"), Some(ship)).await);
    model.check(covered, "put", &cancel, &client.call("PUT", &format!("{ORDERS}/TT-2/cancel"), None).await);
    model.check(covered, "get", &one, &get(&client, "nobody").await);
    for _ in 0..80 {
        client.pass(3_600);
        client.sign_in().await;
        for n in 0..6 {
            model.check(covered, "get", &one, &get(&client, &format!("TT-{n}")).await);
        }
        model.check(covered, "get", ORDERS, &client.call("GET", ORDERS, None).await);
    }
    client.access_token = String::new();
    model.check(covered, "get", &one, &get(&client, "TT-1").await);
    client.sign_in().await;
    for _ in 0..31 {
        model.check(covered, "get", &one, &get(&client, "nobody").await);
    }
    say(format_args!("checked: {covered:#?}"));
    assert!(covered.len() >= 12, "{covered:#?}");
}
