//! The connector against the strict practice Amazon, in-process on paused time (F068, F074, F076, F080, F091, F100,
//! F112).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod practice_world;
mod stand_in;

use std::time::Duration;

use chrono::{DateTime, Utc};
use practice_world::{Practice, START};
use shopferry_channel::{ChannelError, CheckOutcome, Fulfiller, StockSource};
use shopferry_domain::ExportKey;
use shopferry_domain::delivery::Milestone;
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_practice::fault::Fault;
use shopferry_practice::world::lock;
use stand_in::at;

#[tokio::test(start_paused = true)]
async fn an_order_is_previewed_placed_packed_and_numbered() {
    let practice = Practice::open();
    let (amazon, plan) = (&practice.amazon, practice.plan("TT-1-1-A"));
    let preview = amazon.preview(&plan).await.unwrap();
    assert!(preview.fulfillable && preview.fee.is_some(), "{preview:?}");
    assert_eq!(amazon.get(&plan.key).await, Ok(None));
    amazon.create(&plan).await.unwrap();
    let accepted = amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!(accepted.display_number, plan.display_number);
    assert_eq!((accepted.items[0].sku.clone(), accepted.postcode.as_deref()), (practice.stocked(), Some("97201")));
    let since: DateTime<Utc> = at(START);
    tokio::time::sleep(Duration::from_secs(5 * 24 * 3600)).await;
    let order = amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!(order.status, FulfillmentStatus::Complete, "{order:?}");
    let package = &order.packages[0];
    assert!(package.shipped && package.carrier.is_some() && package.carrier_number.is_some(), "{package:?}");
    assert_eq!(package.contents[0].quantity, 1);
    let news = amazon.delivery().unwrap().news(package).await.unwrap().unwrap();
    assert_eq!((news.milestone, news.delivered_at.is_some()), (Milestone::Delivered, true));
    let (mut page, mut rows) = (None, Vec::new());
    loop {
        let answer = amazon.changed(since, page.as_ref()).await.unwrap();
        rows.extend(answer.records.good);
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    assert_eq!(rows.iter().map(|r| r.key.as_str()).collect::<Vec<_>>(), ["TT-1-1-A"]);
}

#[tokio::test(start_paused = true)]
async fn a_create_whose_answer_is_lost_is_unknown_and_there_exactly_once() {
    let practice = Practice::open();
    for n in 0..6 {
        lock(&practice.world).faults.force(Fault::LostAnswer, "amazon.createFulfillmentOrder", 1);
        let plan = practice.plan(&format!("TT-{n}-1-A"));
        let fault = practice.amazon.create(&plan).await.unwrap_err();
        assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
        assert!(practice.amazon.get(&plan.key).await.unwrap().is_some(), "looking it up finds it");
    }
    assert_eq!(practice.orders(), 6);
}

#[tokio::test(start_paused = true)]
async fn each_fault_before_the_effect_ends_as_its_kind_says() {
    let unknown = |r: &Result<(), ChannelError>| matches!(r, Err(ChannelError::OutcomeUnknown { .. }));
    for (fault, passes) in [
        (Fault::Throttle, true),
        (Fault::ExpiredToken, true),
        (Fault::ServerError, false),
        (Fault::Unavailable, false),
        (Fault::Html400, false),
        (Fault::MalformedAnswer, false),
    ] {
        let practice = Practice::open();
        lock(&practice.world).faults.force(fault, "amazon.createFulfillmentOrder", 1);
        let result = practice.amazon.create(&practice.plan("TT-1-1-A")).await;
        assert!(if passes { result.is_ok() } else { unknown(&result) }, "{} {result:?}", fault.name());
        lock(&practice.world).faults.force(fault, "amazon.getFulfillmentOrder", 1);
        let read = practice.amazon.get(&ExportKey::from_text("TT-1-1-A")).await;
        let sound =
            read.is_ok() || (fault == Fault::MalformedAnswer && matches!(read, Err(ChannelError::Malformed { .. })));
        assert!(sound, "{}: a read gets over it: {read:?}", fault.name());
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_key_twice_is_refused_and_found() {
    let practice = Practice::open();
    let plan = practice.plan("TT-1-1-A");
    practice.amazon.create(&plan).await.unwrap();
    let again = practice.amazon.create(&plan).await;
    assert!(matches!(again, Err(ChannelError::Refused(_))), "{again:?}");
    assert!(practice.amazon.get(&plan.key).await.unwrap().is_some());
    assert_eq!(practice.orders(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_can_be_cancelled_until_it_is_picked() {
    let practice = Practice::open();
    let plan = practice.plan("TT-1-1-A");
    practice.amazon.create(&plan).await.unwrap();
    practice.amazon.cancel(&plan.key).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    let order = practice.amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((order.status, order.items[0].cancelled), (FulfillmentStatus::Cancelled, 1));
    let late = practice.plan("TT-2-1-A");
    practice.amazon.create(&late).await.unwrap();
    tokio::time::sleep(Duration::from_secs(5 * 24 * 3600)).await;
    assert!(matches!(practice.amazon.cancel(&late.key).await, Err(ChannelError::Refused(_))));
}

#[tokio::test(start_paused = true)]
async fn three_hundred_exports_are_never_throttled() {
    let practice = Practice::open();
    let start = tokio::time::Instant::now();
    for n in 0..300 {
        let _ = practice.amazon.create(&practice.plan(&format!("TT-{n}-1-A"))).await;
    }
    let took = start.elapsed().as_secs_f64();
    assert_eq!(practice.throttled(), 0);
    assert!(took < (300.0 - 30.0) / 2.0 * 1.03, "close to Amazon's own limit: {took} s");
}

#[tokio::test(start_paused = true)]
async fn the_whole_stock_is_read_and_the_foreign_rows_do_no_harm() {
    let practice = Practice::open();
    let (mut page, mut rows) = (None, Vec::new());
    loop {
        let answer = practice.amazon.all(page.as_ref()).await.unwrap();
        assert!(answer.records.bad.is_empty(), "{:?}", answer.records.bad);
        rows.extend(answer.records.good);
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    let wanted = practice.stocked();
    let swept = rows.iter().find(|s| s.sku == wanted).unwrap();
    let read = StockSource::read(&practice.amazon, std::slice::from_ref(&wanted)).await.unwrap();
    let truth = lock(&practice.world).amazon.stock[wanted.as_str()].level.fulfillable;
    assert_eq!((swept.fulfillable, read.good[0].fulfillable), (Some(truth), Some(truth)));
    assert_eq!(practice.throttled(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_connection_test_passes_and_a_revoked_sign_in_is_told() {
    let practice = Practice::open();
    let steps = practice.amazon.check().await.unwrap();
    assert!(steps.iter().all(|s| s.outcome == CheckOutcome::Passed), "{steps:?}");
    lock(&practice.world).amazon.account.revoke(true);
    let result = practice.amazon.get(&ExportKey::from_text("TT-1-1-A")).await;
    assert!(matches!(result, Err(ChannelError::NeedsSignIn { .. })), "{result:?}");
}
