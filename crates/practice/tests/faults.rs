//! Faults on demand (F318): what each does to one call, and what it leaves behind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use std::time::Duration;

use client::{Client, order, quiet_world};
use serde_json::Value;
use shopferry_practice::fault::{FAULTS, Fault};
use shopferry_practice::world::lock;

const CREATE: &str = "amazon.createFulfillmentOrder";

async fn with_fault(fault: Fault, operation: &str) -> Client {
    let client = Client::signed_in(quiet_world(21)).await;
    lock(&client.world).faults.force(fault, operation, 1);
    client
}

fn held(client: &Client) -> usize {
    lock(&client.world).amazon.orders().len()
}

#[tokio::test(start_paused = true)]
async fn f318_refusing_faults_have_no_effect_and_amazons_words() {
    for (fault, status, code) in [
        (Fault::Throttle, 429, "QuotaExceeded"),
        (Fault::ServerError, 500, "InternalFailure"),
        (Fault::Unavailable, 503, "ServiceUnavailable"),
        (Fault::ExpiredToken, 403, "Unauthorized"),
    ] {
        let client = with_fault(fault, CREATE).await;
        let sku = client.plenty();
        let reply = client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
        assert_eq!((reply.status.as_u16(), reply.error().0.as_str()), (status, code));
        assert_eq!(held(&client), 0, "{}", fault.name());
        let reply = client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
        assert_eq!(reply.status, 200, "once was enough");
        assert_eq!(lock(&client.world).journal.throttled(), 0, "an injected 429 is nobody's fault");
    }
}

#[tokio::test(start_paused = true)]
async fn f318_a_gateway_answers_html() {
    let client = with_fault(Fault::Html400, CREATE).await;
    let sku = client.plenty();
    let reply = client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
    assert_eq!(reply.status, 400);
    assert!(matches!(reply.body, Value::String(text) if text.starts_with("<html>")));
    assert_eq!(held(&client), 0);
}

#[tokio::test(start_paused = true)]
async fn f318_a_lost_answer_leaves_its_effect() {
    let client = Client::signed_in(quiet_world(22)).await;
    let sku = client.plenty();
    let mut without_answer = 0;
    for n in 0..20 {
        lock(&client.world).faults.force(Fault::LostAnswer, CREATE, 1);
        let body = order(&format!("TT-{n}"), &format!("5760000000000001{n:02}"), &[(&sku, 1)]);
        let answer = tokio::time::timeout(Duration::from_secs(30), client.create(body)).await;
        let usable = answer.as_ref().is_ok_and(|reply| reply.status == 200 && reply.body.is_object());
        assert!(!usable, "no lost answer can be mistaken for a good one");
        without_answer += u32::from(answer.is_err());
    }
    assert!((1..20).contains(&without_answer), "some never answer, some break or fail: {without_answer}");
    assert_eq!(held(&client), 20);
}

#[tokio::test(start_paused = true)]
async fn f318_giving_up_on_a_slow_answer_does_not_undo_it() {
    let client = with_fault(Fault::SlowAnswer, CREATE).await;
    let sku = client.plenty();
    let body = order("TT-1", "576000000000000001", &[(&sku, 1)]);
    let answer = tokio::time::timeout(Duration::from_secs(3), client.create(body)).await;
    assert!(answer.is_err());
    assert_eq!(held(&client), 1);
}

#[tokio::test(start_paused = true)]
async fn f318_a_new_order_may_be_invisible_for_less_than_a_minute() {
    let client = Client::signed_in(quiet_world(23)).await;
    let sku = client.plenty();
    lock(&client.world).faults.set_one(Fault::ReadsLag, 1.0);
    client.create(order("TT-1", "576000000000000001", &[(&sku, 1)])).await;
    assert_eq!(client.get_order("TT-1").await.status, 404);
    client.pass(46);
    assert_eq!(client.get_order("TT-1").await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn f318_a_spoiled_answer_is_no_json() {
    let client = with_fault(Fault::MalformedAnswer, "amazon.listAllFulfillmentOrders").await;
    let reply = client.call("GET", "/fba/outbound/2020-07-01/fulfillmentOrders", None).await;
    assert!(matches!(reply.body, Value::String(_)), "{}", reply.body);
}

#[tokio::test(start_paused = true)]
async fn f318_late_stock_shows_older_figures() {
    let client = Client::signed_in(quiet_world(24)).await;
    let sku = client.plenty();
    let path = format!(
        "/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=ATVPDKIKX0DER\
         &marketplaceIds=ATVPDKIKX0DER&details=true&sellerSkus={sku}"
    );
    let shown = async |client: &Client| {
        let body = client.call("GET", &path, None).await.body;
        body["payload"]["inventorySummaries"][0]["inventoryDetails"]["fulfillableQuantity"].as_u64().unwrap()
    };
    let before = shown(&client).await;
    client.create(order("TT-1", "576000000000000001", &[(&sku, 2)])).await;
    client.pass(2);
    assert_eq!(shown(&client).await, before - 2);
    lock(&client.world).faults.force(Fault::LateStock, "amazon.getInventorySummaries", 1);
    client.pass(2);
    assert_eq!(shown(&client).await, before);
}

#[test]
fn f318_fault_names_are_read_and_unknown_ones_are_named() {
    assert_eq!(Fault::parse("all").unwrap().len(), FAULTS.len());
    assert_eq!(Fault::parse("throttle, lost-answer").unwrap(), [Fault::Throttle, Fault::LostAnswer]);
    assert_eq!(Fault::parse("none").unwrap(), []);
    assert!(Fault::parse("throttle,nonsense").unwrap_err().contains("nonsense"));
}
