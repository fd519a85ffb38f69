//! FBA stock (F112; fact sheet 6) and the connection test (F016).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use serde_json::{Value, json};
use shopferry_amazon::{MARKETPLACES, Marketplace, Region};
use shopferry_channel::{ChannelError, CheckOutcome, Fulfiller, PageToken, StockSource};
use shopferry_domain::{ReasonCode, SellerSku};
use stand_in::{Outcome, StandIn, US, at, error, ok, sku};

fn row(sku: &str, fulfillable: Value) -> Value {
    json!({"sellerSku": sku, "productName": "A mug", "totalQuantity": 999, "lastUpdatedTime": "",
        "inventoryDetails": {"fulfillableQuantity": fulfillable, "inboundShippedQuantity": 500}})
}

fn page(marketplace: &str, rows: Value, next: Option<&str>) -> Outcome {
    ok(
        json!({"payload": {"granularity": {"granularityType": "Marketplace", "granularityId": marketplace}, "inventorySummaries": rows},
        "pagination": next.map(|t| json!({"nextToken": t}))}),
    )
}

#[tokio::test(start_paused = true)]
async fn only_the_fulfillable_quantity_counts_and_what_is_missing_is_unknown() {
    let world = StandIn::answering([page(
        US,
        json!([row("A", json!(7)), row("B", json!(0)), row("C", json!(-1)), {"sellerSku": "D", "totalQuantity": 9}, row("NOT-ASKED", json!(1))]),
        None,
    )]);
    let asked = ["A", "B", "C", "D", "E"].map(sku);
    let stock = StockSource::read(&world.amazon(), &asked).await.unwrap();
    let seen: Vec<_> = stock.good.iter().map(|s| (s.sku.as_str(), s.fulfillable)).collect();
    assert_eq!(seen, [("A", Some(7)), ("B", Some(0)), ("C", None), ("D", None)], "E is missing: unknown, not zero");
    assert_eq!((stock.good[0].title.as_deref(), stock.good[0].read_at), (Some("A mug"), at("2026-09-01T12:00:00Z")));
    assert_eq!(
        world.asked()[0].query,
        "details=true&granularityType=Marketplace&granularityId=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER&sellerSkus=A,B,C,D,E"
    );
}

#[tokio::test(start_paused = true)]
async fn rows_of_another_marketplace_are_ignored() {
    let world = StandIn::answering([page("A2EUQ1WTGCTBG2", json!([row("A", json!(7))]), None)]);
    assert!(StockSource::read(&world.amazon(), &[sku("A")]).await.unwrap().good.is_empty());
}

#[tokio::test(start_paused = true)]
async fn fifty_skus_a_call_and_a_comma_goes_alone() {
    let world = StandIn::answering((0..3).map(|_| page(US, json!([]), None)));
    let mut skus: Vec<SellerSku> = (0..60).map(|i| sku(&format!("S {i}"))).collect();
    skus.insert(3, sku("RED,BLUE"));
    StockSource::read(&world.amazon(), &skus).await.unwrap();
    let asked = world.asked();
    assert_eq!(asked[0].query.matches("S%20").count(), 50);
    assert_eq!(asked[1].query.matches("S%20").count(), 10);
    assert!(asked[2].query.ends_with("&sellerSku=RED%2CBLUE"), "{}", asked[2].query);
}

#[tokio::test(start_paused = true)]
async fn a_bad_row_is_set_aside() {
    let world = StandIn::answering([page(
        US,
        json!([{"sellerSku": "A", "inventoryDetails": {"fulfillableQuantity": "many"}}, row("B", json!(1))]),
        None,
    )]);
    let stock = StockSource::read(&world.amazon(), &[sku("A"), sku("B")]).await.unwrap();
    assert_eq!((stock.good.len(), stock.bad.len()), (1, 1));
    assert!(stock.bad[0].fault.contains("inventoryDetails.fulfillableQuantity"), "{:?}", stock.bad[0]);
}

#[tokio::test(start_paused = true)]
async fn a_dead_page_token_begins_the_sweep_again_a_few_times() {
    let dead = || error(400, "InvalidInput", "The nextToken has expired", "");
    let world = StandIn::answering([
        page(US, json!([row("A", json!(1))]), Some("one")),
        dead(),
        page(US, json!([row("A", json!(1))]), Some("again")),
        page(US, json!([row("B", json!(2))]), None),
    ]);
    let amazon = world.amazon();
    let first = amazon.all(None).await.unwrap();
    let restarted = amazon.all(first.next.as_ref()).await.unwrap();
    assert_eq!(restarted.records.good[0].sku, sku("A"), "from the beginning");
    let last = amazon.all(restarted.next.as_ref()).await.unwrap();
    assert_eq!((last.records.good[0].sku.clone(), last.next), (sku("B"), None));
    assert!(world.asked()[3].query.ends_with("&nextToken=again"));

    let world = StandIn::default();
    let amazon = world.amazon();
    let mut token = Some(PageToken("0:dying".into()));
    for _ in 0..3 {
        world.then(dead());
        world.then(page(US, json!([]), Some("dying")));
        token = amazon.all(token.as_ref()).await.unwrap().next;
    }
    world.then(dead());
    assert!(matches!(amazon.all(token.as_ref()).await, Err(ChannelError::Refused(_))), "not for ever");
}

#[tokio::test(start_paused = true)]
async fn the_stock_calls_keep_two_a_second() {
    let world = StandIn::answering((0..6).map(|_| page(US, json!([]), None)));
    let amazon = world.amazon();
    let start = tokio::time::Instant::now();
    for _ in 0..6 {
        StockSource::read(&amazon, &[sku("A")]).await.unwrap();
    }
    let took = start.elapsed().as_secs_f64();
    assert!((2.0..2.1).contains(&took), "two at once, four more at 1.98 a second: {took}");
}

#[tokio::test(start_paused = true)]
async fn the_connection_test_asks_each_thing_once() {
    let mut seller = ok(json!({"payload": [
        {"marketplace": {"id": "A1MQXOICRS2Z7M", "name": "SI CA Prod Marketplace"}, "participation": {"isParticipating": true}},
        {"marketplace": {"id": US, "name": "Amazon.com"}, "participation": {"isParticipating": true, "hasSuspendedListings": false}, "storeName": "Practice"}]}))
    .unwrap();
    seller.headers_mut().insert("date", "Tue, 01 Sep 2026 12:00:07 GMT".parse().unwrap());
    let world = StandIn::answering([
        Ok(seller),
        ok(json!({"payload": {"fulfillmentOrders": []}})),
        error(400, "InvalidInput", "Invalid Input", ""),
    ]);
    let steps = world.amazon().check().await.unwrap();
    let names: Vec<_> = steps.iter().map(|s| s.what.as_str()).collect();
    assert_eq!(
        names,
        ["Sign in with Amazon", "Read the account's marketplaces", "Read fulfillment orders", "Read FBA stock"]
    );
    assert_eq!(steps[1].clock_difference_secs, Some(7));
    assert!(steps[..3].iter().all(|s| s.outcome == CheckOutcome::Passed), "{steps:?}");
    assert!(matches!(&steps[3].outcome, CheckOutcome::Warned(text) if text.contains("no FBA stock")), "{steps:?}");
}

#[tokio::test(start_paused = true)]
async fn an_account_of_another_country_fails_the_test() {
    let world = StandIn::answering([
        ok(json!({"payload": []})),
        ok(json!({"payload": {}})),
        ok(json!({"payload": {"inventorySummaries": []}})),
    ]);
    let steps = world.amazon().check().await.unwrap();
    assert!(matches!(&steps[1].outcome, CheckOutcome::Failed(r) if r.code == ReasonCode::ShopInactive));
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_fails_ends_the_test() {
    let world = StandIn::default();
    world.token(stand_in::with_status(400, json!({"error": "invalid_grant"})));
    let steps = world.amazon().check().await.unwrap();
    assert_eq!(steps.len(), 1);
    assert!(matches!(&steps[0].outcome, CheckOutcome::Failed(r) if r.code == ReasonCode::NeedsSignIn));
}

#[test]
fn marketplaces_are_found_by_id_and_country() {
    assert_eq!(MARKETPLACES.len(), 23);
    assert_eq!(Marketplace::by_id(US).map(|m| (m.country, m.region)), Some(("US", Region::NorthAmerica)));
    assert_eq!(Marketplace::by_country("gb").map(|m| m.region.host()), Some("sellingpartnerapi-eu.amazon.com"));
    assert_eq!(Marketplace::by_id("A1MQXOICRS2Z7M"), None);
}
