//! What a seller may choose at Amazon: holds, fill policies, box and delivery options, and what becomes of parcels.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use client::{Client, order, quiet_world};
use serde_json::{Value, json};
use shopferry_practice::amazon::OrderStatus;
use shopferry_practice::world::lock;

const ORDERS: &str = "/fba/outbound/2020-07-01/fulfillmentOrders";
const DAY: i64 = 86_400;

async fn client(seed: u64) -> (Client, String) {
    let client = Client::signed_in(quiet_world(seed)).await;
    let sku = client.plenty();
    (client, sku)
}

fn status(client: &Client, id: &str) -> OrderStatus {
    lock(&client.world).amazon.orders()[id].status
}

fn set_units(client: &Client, sku: &str, units: u32) {
    let mut world = lock(&client.world);
    let now_ms = world.now_ms();
    let stock = world.amazon.stock.get_mut(sku).unwrap();
    stock.sales_per_day = 0.0;
    stock.change(now_ms, |level| level.fulfillable = units);
}

fn featured(id: &str, sku: &str, features: &[(&str, &str)]) -> Value {
    let mut body = order(id, "576000000000000001", &[(sku, 1)]);
    let features =
        features.iter().map(|(name, policy)| json!({"featureName": name, "featureFulfillmentPolicy": policy}));
    body["featureConstraints"] = features.collect();
    body
}

async fn previews(client: &Client, body: &Value) -> Value {
    let ask = json!({ "marketplaceId": "ATVPDKIKX0DER", "address": body["destinationAddress"], "items": body["items"],
        "featureConstraints": body["featureConstraints"] });
    let reply = client.call("POST", &format!("{ORDERS}/preview"), Some(ask)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body["payload"]["fulfillmentPreviews"].clone()
}

/// F062
#[tokio::test(start_paused = true)]
async fn f062_an_update_without_an_action_holds_again_and_a_hold_is_dropped_after_fourteen_days() {
    let (mut client, sku) = client(21).await;
    let before = lock(&client.world).amazon.stock[&sku].level;
    let mut body = order("TT-1", "576000000000000001", &[(&sku, 2)]);
    body["fulfillmentAction"] = json!("Hold");
    assert_eq!(client.create(body).await.status, 200);
    client.pass(600);
    let update = client.call("PUT", &format!("{ORDERS}/TT-1"), Some(json!({}))).await;
    assert_eq!(update.status, 200, "{}", update.body);
    client.pass(DAY);
    client.sign_in().await;
    let head = client.get_order("TT-1").await.body["payload"]["fulfillmentOrder"].clone();
    assert_eq!((head["fulfillmentAction"].as_str(), status(&client, "TT-1")), (Some("Hold"), OrderStatus::Received));
    let late = json!({ "featureConstraints": [{"featureName": "BLANK_BOX", "featureFulfillmentPolicy": "Required"}] });
    assert_eq!(client.call("PUT", &format!("{ORDERS}/TT-1"), Some(late)).await.status, 400, "fixed at creation");

    client.pass(13 * DAY);
    client.sign_in().await;
    let head = client.get_order("TT-1").await.body["payload"]["fulfillmentOrder"].clone();
    assert_eq!(status(&client, "TT-1"), OrderStatus::Cancelled);
    assert_eq!(head["fulfillmentAction"], "Hold", "it was never let go");
    let after = lock(&client.world).amazon.stock[&sku].level;
    assert_eq!(after.reserved, before.reserved, "its units are free again");
    let late = client.call("PUT", &format!("{ORDERS}/TT-1"), Some(json!({ "fulfillmentAction": "Ship" }))).await;
    assert_eq!((late.status.as_u16(), late.error().0.as_str()), (403, "Unauthorized"));
}

/// F075
#[tokio::test(start_paused = true)]
async fn f075_all_or_nothing_is_refused_whole_when_a_unit_is_missing() {
    let (client, sku) = client(22).await;
    set_units(&client, &sku, 2);
    assert_eq!(client.create(order("TT-1", "576000000000000001", &[(&sku, 3)])).await.status, 400);
    assert_eq!(lock(&client.world).amazon.stock[&sku].level.fulfillable, 2, "nothing is set aside");
}

/// F075
#[tokio::test(start_paused = true)]
async fn f075_send_what_is_there_cancels_the_rest_at_once() {
    let (mut client, sku) = client(23).await;
    set_units(&client, &sku, 2);
    let mut body = order("TT-1", "576000000000000001", &[(&sku, 3)]);
    body["fulfillmentPolicy"] = json!("FillAllAvailable");
    assert_eq!(client.create(body).await.status, 200);
    let item = |body: Value| body["payload"]["fulfillmentOrderItems"][0].clone();
    assert_eq!(item(client.get_order("TT-1").await.body)["cancelledQuantity"], 1);
    client.pass(6 * DAY);
    client.sign_in().await;
    assert_eq!(status(&client, "TT-1"), OrderStatus::CompletePartialled);
    assert_eq!(lock(&client.world).amazon.orders()["TT-1"].units_shipped(), 2);
}

/// F075
#[tokio::test(start_paused = true)]
async fn f075_the_rest_may_follow_for_a_day_and_then_counts_as_unfulfillable() {
    let (mut client, sku) = client(24).await;
    set_units(&client, &sku, 2);
    let mut body = order("TT-1", "576000000000000001", &[(&sku, 3)]);
    body["fulfillmentPolicy"] = json!("FillAll");
    assert_eq!(client.create(body.clone()).await.status, 200);
    let item = |body: Value| body["payload"]["fulfillmentOrderItems"][0].clone();
    let open = item(client.get_order("TT-1").await.body);
    assert_eq!((&open["cancelledQuantity"], &open["unfulfillableQuantity"]), (&json!(0), &json!(0)), "still open");
    client.pass(6 * DAY);
    client.sign_in().await;
    assert_eq!(status(&client, "TT-1"), OrderStatus::CompletePartialled);
    assert_eq!(item(client.get_order("TT-1").await.body)["unfulfillableQuantity"], 1);

    set_units(&client, &sku, 2);
    body["sellerFulfillmentOrderId"] = json!("TT-2");
    assert_eq!(client.create(body).await.status, 200);
    set_units(&client, &sku, 5);
    client.pass(6 * DAY);
    assert_eq!(status(&client, "TT-2"), OrderStatus::Complete, "the missing unit came in before the planning");
}

/// F073
#[tokio::test(start_paused = true)]
async fn f073_options_can_be_asked_for_marketplace_and_sku() {
    let (client, sku) = client(25).await;
    let base = "/fba/outbound/2020-07-01/features";
    let market = "marketplaceId=ATVPDKIKX0DER";
    let all = client.call("GET", &format!("{base}?{market}"), None).await.body["payload"]["features"].clone();
    let of = |name: &str| all.as_array().unwrap().iter().find(|row| row["featureName"] == name).unwrap().clone();
    assert_eq!(
        (&of("BLANK_BOX")["sellerEligible"], &of("PACKING_SLIP")["sellerEligible"]),
        (&json!(true), &json!(false))
    );

    lock(&client.world).amazon.features.set_sku("BLANK_BOX", &sku, false);
    let ask = async |name: &str, sku: &str| {
        client.call("GET", &format!("{base}/inventory/{name}/{sku}?{market}"), None).await
    };
    assert_eq!(ask("BLANK_BOX", &sku).await.body["payload"]["ineligibleReasons"], json!(["SKU_NOT_ELIGIBLE"]));
    assert_eq!(ask("BLOCK_AMZL", &sku).await.body["payload"]["isEligible"], true);
    assert_eq!(ask("BLOCK_AMZL", "NO-SUCH").await.body["payload"]["ineligibleReasons"], json!(["INVALID_SKU"]));
    assert_eq!(ask("PACKING_SLIP", &sku).await.body["payload"]["ineligibleReasons"], json!(["MERCHANT_NOT_ENROLLED"]));
    let bad = ask("GOLD_WRAP", &sku).await;
    assert!(bad.body["errors"][0]["message"].as_str().unwrap().starts_with("Must be BLANK_BOX or "), "{}", bad.body);

    let (mut token, mut seen) = (String::new(), 0);
    loop {
        let path = format!("{base}/inventory/BLANK_BOX?{market}&nextToken={token}");
        let page = client.call("GET", &path, None).await.body["payload"].clone();
        let rows = page["featureSkus"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["sellerSku"] != sku.as_str()), "not for this SKU");
        seen += rows.len();
        match page["nextToken"].as_str() {
            Some(next) => token = next.to_owned(),
            None => break,
        }
    }
    assert!(seen > 10, "several pages: {seen}");

    let rules = client.control("POST", "/amazon", Some(json!({ "features": false }))).await;
    assert_eq!(rules.body, json!({ "channels": false, "features": false }));
    let reply = ask("GOLD_WRAP", &sku).await;
    assert_eq!(reply.body["errors"][0]["message"], "Region does not support feature: GOLD_WRAP");
}

/// F073, F431
#[tokio::test(start_paused = true)]
async fn f073_a_required_option_that_is_not_to_be_had_fails_preview_and_create_a_wanted_one_does_not() {
    let (client, sku) = client(26).await;
    lock(&client.world).amazon.features.set_sku("BLANK_BOX", &sku, false);
    let required = featured("TT-1", &sku, &[("BLANK_BOX", "Required")]);
    let preview = previews(&client, &required).await[0].clone();
    assert_eq!(preview["isFulfillable"], false);
    assert_eq!(preview["unfulfillablePreviewItems"][0]["itemUnfulfillableReasons"], json!(["SKU_NOT_ELIGIBLE"]));
    let reply = client.create(required).await;
    assert_eq!(reply.status, 400);
    assert!(reply.body["errors"][0]["message"].as_str().unwrap().contains("BLANK_BOX"), "{}", reply.body);
    assert!(lock(&client.world).amazon.orders().is_empty());

    let wanted = featured("TT-2", &sku, &[("BLANK_BOX", "NotRequired"), ("OVERBOX", "NotRequired")]);
    assert_eq!(previews(&client, &wanted).await[0]["isFulfillable"], true);
    assert_eq!(client.create(wanted.clone()).await.status, 200);
    let head = client.get_order("TT-2").await.body["payload"]["fulfillmentOrder"].clone();
    assert_eq!(head["featureConstraints"], wanted["featureConstraints"], "as sent");
}

/// F072, F431
#[tokio::test(start_paused = true)]
async fn f072_without_amazons_couriers_it_costs_more_takes_longer_and_other_carriers_bring_it() {
    let (client, sku) = client(27).await;
    let sum = |preview: &Value| -> f64 {
        let fees = preview["estimatedFees"].as_array().unwrap();
        fees.iter().map(|fee| fee["amount"]["value"].as_str().unwrap().parse::<f64>().unwrap()).sum()
    };
    let arrives =
        |preview: &Value| preview["fulfillmentPreviewShipments"][0]["latestArrivalDate"].as_str().unwrap().to_owned();
    let plain = previews(&client, &featured("TT-0", &sku, &[])).await[0].clone();
    let blocked = featured("TT-1", &sku, &[("BLOCK_AMZL", "Required")]);
    let preview = previews(&client, &blocked).await[0].clone();
    assert!((sum(&preview) / sum(&plain) - 1.05).abs() < 0.01, "five in a hundred: {preview}");
    assert!(arrives(&preview) > arrives(&plain));
    let signed = featured("TT-2", &sku, &[("SIGNATURE_CONFIRMATION", "NotRequired")]);
    assert!(sum(&previews(&client, &signed).await[0]) > sum(&plain) + 2.0, "F431: a signature has a fee");
    for n in 0..20 {
        let body = featured(&format!("TT-b{n}"), &sku, &[("BLOCK_AMZL", "Required")]);
        assert_eq!(client.create(body).await.status, 200);
    }
    client.pass(2 * DAY);
    let world = lock(&client.world);
    let parcels: Vec<_> = world.amazon.orders().values().flat_map(|order| order.live_packages()).collect();
    assert!(parcels.len() >= 20 && parcels.iter().all(|parcel| !parcel.by_amazon()));
    assert!(parcels.iter().any(|parcel| parcel.carrier == "USPS"), "F430");
}

/// F402
#[tokio::test(start_paused = true)]
async fn f402_a_channels_name_is_an_unknown_option_unless_the_world_takes_it() {
    let (client, sku) = client(28).await;
    let body = featured("TT-1", &sku, &[("CHANNEL.TIKTOK", "NotRequired")]);
    let reply = client.create(body.clone()).await;
    let message = reply.body["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("CHANNEL.TIKTOK") && message.contains("ADULT_SIGNATURE_CONFIRMATION"), "{message}");
    client.control("POST", "/amazon", Some(json!({ "channels": true }))).await;
    assert_eq!(client.create(body).await.status, 200);
}

/// F408
#[tokio::test(start_paused = true)]
async fn f408_parcels_arrive_get_lost_or_come_back_and_a_photo_opens_for_an_hour() {
    let (mut client, sku) = client(29).await;
    for n in 0..12 {
        client.create(order(&format!("TT-{n:02}"), "576000000000000001", &[(&sku, 1)])).await;
    }
    client.pass(2 * 3_600);
    let numbers: Vec<(String, i32, bool)> = {
        let world = lock(&client.world);
        let of = |order: &shopferry_practice::amazon::FulfillmentOrder| {
            order.live_packages().next().map(|p| (order.id.clone(), p.number, p.by_amazon()))
        };
        world.amazon.orders().values().filter_map(of).collect()
    };
    let fate = async |number: i32, fate: &str| {
        client.control("POST", "/parcels", Some(json!({ "number": number.to_string(), "fate": fate }))).await
    };
    assert_eq!(fate(numbers[0].1, "lost").await.body, json!({ "parcels": 1 }));
    assert_eq!(fate(numbers[1].1, "undeliverable").await.status, 200);
    assert_eq!((fate(7, "lost").await.status.as_u16(), fate(7, "eaten").await.status.as_u16()), (404, 400));
    client.pass(8 * DAY);
    client.sign_in().await;
    let told = async |number: i32| {
        let path = format!("/fba/outbound/2020-07-01/tracking?packageNumber={number}");
        client.call("GET", &path, None).await.body["payload"].clone()
    };
    let last = |payload: &Value| payload["trackingEvents"].as_array().unwrap().last().unwrap()["eventCode"].clone();
    let (lost, back) = (told(numbers[0].1).await, told(numbers[1].1).await);
    assert_eq!((&lost["currentStatus"], last(&lost)), (&json!("DELAYED"), json!("EVENT_409")));
    assert_eq!((&back["currentStatus"], last(&back)), (&json!("UNDELIVERABLE"), json!("EVENT_416")));

    let (id, number, _) = numbers.iter().skip(2).find(|(_, _, by_amazon)| *by_amazon).unwrap();
    assert_eq!(told(*number).await["currentStatus"], "DELIVERED");
    let path = format!("{ORDERS}/{id}");
    let request = axum::http::Request::get(&path)
        .header("host", "127.0.0.1:8790")
        .header("user-agent", "Practice/1 (Language=Rust)")
        .header("x-amz-access-token", &client.access_token);
    let found = client.send(request.body(axum::body::Body::empty()).unwrap()).await.body;
    let package = &found["payload"]["fulfillmentShipments"][0]["fulfillmentShipmentPackage"][0];
    let link = package["deliveryInformation"]["deliveryDocumentList"][0]["url"].as_str().unwrap().to_owned();
    let path = link.strip_prefix("http://127.0.0.1:8790").unwrap();
    assert_eq!(client.call("GET", path, None).await.status, 200);
    client.pass(3_601);
    assert_eq!(client.call("GET", path, None).await.status, 403, "an hour later");
}
