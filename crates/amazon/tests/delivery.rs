//! Where parcels are (F408), and the carriers that bring them (F430).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod practice_world;
mod stand_in;

use std::time::Duration;

use practice_world::Practice;
use serde_json::{Value, json};
use shopferry_channel::{ChannelError, DeliverySource, Fulfiller};
use shopferry_domain::delivery::{DeliveryDocument, Milestone};
use shopferry_domain::fulfillment::FulfillmentPackage;
use shopferry_domain::tracking::{NumberRules, ParcelNumbers, number_to_send};
use shopferry_practice::amazon::ParcelFate;
use shopferry_practice::world::lock;
use stand_in::{StandIn, at, error, key, ok, package};

fn tracking(status: &str, events: &[(&str, &str)]) -> Value {
    let place = json!({"city": "Portland", "state": "OR", "country": ""});
    let events: Vec<Value> = events
        .iter()
        .map(|(at, code)| json!({"eventDate": at, "eventCode": code, "eventDescription": "…", "eventAddress": place}))
        .collect();
    json!({"payload": {"packageNumber": 7, "currentStatus": status, "trackingEvents": events,
        "estimatedArrivalDate": "2026-09-05T10:00:00Z"}})
}

/// F408
#[tokio::test(start_paused = true)]
async fn f408_news_put_the_steps_in_order_and_survive_new_words() {
    let world = StandIn::answering([
        ok(tracking("delivered", &[("2026-09-04T10:00:00Z", "EVENT_301"), ("2026-09-03T10:00:00Z", "EVENT_101")])),
        ok(tracking("TELEPORTED", &[("not a time", "EVENT_999")])),
        error(404, "NotFound", "", ""),
        ok(json!({"payload": {"packageNumber": 8}})),
    ]);
    let amazon = world.amazon();
    let news = amazon.news(&package(7)).await.unwrap().unwrap();
    assert_eq!(world.asked()[0].query, "packageNumber=7");
    assert_eq!(news.events.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["EVENT_101", "EVENT_301"]);
    assert_eq!((news.milestone, news.delivered_at), (Milestone::Delivered, Some(at("2026-09-04T10:00:00Z"))));
    assert_eq!(news.events[0].place.as_deref(), Some("Portland, OR"));
    let news = amazon.news(&package(7)).await.unwrap().unwrap();
    assert_eq!((news.milestone, news.events[0].at), (Milestone::Unknown("TELEPORTED".into()), None));
    assert_eq!(amazon.news(&package(7)).await, Ok(None), "not known yet");
    assert!(matches!(amazon.news(&package(7)).await, Err(ChannelError::Malformed { .. })), "another parcel's answer");
    let unnumbered = FulfillmentPackage { number: None, ..package(7) };
    assert_eq!(amazon.news(&unnumbered).await, Ok(None), "nothing to ask with");
}

/// F408
#[tokio::test(start_paused = true)]
async fn f408_lost_and_undeliverable_are_told_by_state_or_step_until_it_arrives_after_all() {
    let day = "2026-09-04T10:00:00Z";
    for (status, events, lost, undeliverable) in [
        ("DELAYED", vec![(day, "EVENT_409")], true, false),
        ("LOST", vec![], true, false),
        ("UNDELIVERABLE", vec![], false, true),
        ("IN_TRANSIT", vec![(day, "event_416")], false, true),
        ("RETURNING", vec![], false, true),
        ("DELAYED", vec![(day, "EVENT_418")], false, false),
        ("DELIVERED", vec![(day, "EVENT_409"), ("2026-09-05T10:00:00Z", "EVENT_301")], false, false),
    ] {
        let world = StandIn::answering([ok(tracking(status, &events))]);
        let news = world.amazon().news(&package(7)).await.unwrap().unwrap();
        assert_eq!((news.lost, news.undeliverable), (lost, undeliverable), "{status} {events:?}");
    }
}

/// F408
#[tokio::test(start_paused = true)]
async fn f408_the_photos_link_is_fetched_on_demand_and_shows_nowhere_else() {
    let link = "https://photos.example/door.jpg?signature=s3cret";
    let order = |documents: Value| {
        ok(
            json!({"payload": {"fulfillmentOrder": {"sellerFulfillmentOrderId": key().as_str(), "displayableOrderId": "5",
            "fulfillmentOrderStatus": "Complete"}, "fulfillmentShipments": [{"fulfillmentShipmentStatus": "SHIPPED",
            "fulfillmentShipmentPackage": [{"packageNumber": 7, "carrierCode": "AMZN_US",
                "deliveryInformation": {"deliveryDocumentList": documents}}]}]}}),
        )
    };
    let image = |url: &str| json!([{"documentType": "SIGNATURE"}, {"documentType": "DELIVERY_IMAGE", "url": url}]);
    let world = StandIn::answering([
        order(image(link)),
        order(image(link)),
        order(image("http://elsewhere.example/x")),
        order(Value::Null),
        error(404, "NotFound", "", ""),
    ]);
    let amazon = world.amazon();
    let read = amazon.get(&key()).await.unwrap().unwrap();
    assert_eq!(read.packages[0].documents, [DeliveryDocument::Signature, DeliveryDocument::Image]);
    let stored = serde_json::to_string(&read).unwrap() + &format!("{read:?}");
    assert!(!stored.contains("s3cret"), "never stored");
    let photo = amazon.photo(&key(), &package(7)).await.unwrap().unwrap();
    assert_eq!(photo.expose(), link);
    assert!(!format!("{photo:?}").contains("s3cret"));
    assert_eq!(amazon.photo(&key(), &package(7)).await, Ok(None), "no plain http but on this computer");
    assert_eq!(amazon.photo(&key(), &package(7)).await, Ok(None), "no documents");
    assert_eq!(amazon.photo(&key(), &package(7)).await, Ok(None), "no order");
}

/// F408
#[tokio::test(start_paused = true)]
async fn f408_a_parcel_is_followed_to_the_door_a_lost_one_and_one_that_comes_back_are_told() {
    let practice = Practice::quiet();
    let amazon = &practice.amazon;
    let fates = [ParcelFate::Arrives, ParcelFate::Lost, ParcelFate::Undeliverable];
    for n in 0..24 {
        amazon.create(&practice.plan(&format!("TT-{n:02}-1-A"))).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let mut seen = std::collections::BTreeSet::new();
    let mut photos = 0;
    for hour in 0..9 * 24 {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        for (n, fate) in fates.into_iter().enumerate() {
            let order = amazon.get(&practice.plan(&format!("TT-{n:02}-1-A")).key).await.unwrap().unwrap();
            let Some(parcel) = order.packages.first() else { continue };
            lock(&practice.world).amazon.set_fate(parcel.id.as_str(), fate);
            let news = amazon.news(parcel).await.unwrap().unwrap();
            seen.insert((n, news.milestone.clone()));
            assert!(!news.lost || n == 1, "{hour} {news:?}");
            assert!(!news.undeliverable || n == 2, "{hour} {news:?}");
            if hour == 9 * 24 - 1 {
                let ends = [news.delivered_at.is_some(), news.lost, news.undeliverable];
                assert!(ends[n] && ends.iter().filter(|end| **end).count() == 1, "{n} {news:?}");
            }
        }
    }
    for milestone in [Milestone::InTransit, Milestone::OutForDelivery, Milestone::Delivered] {
        assert!(seen.contains(&(0, milestone.clone())), "{milestone} {seen:?}");
    }
    for n in 3..24 {
        let order = amazon.get(&practice.plan(&format!("TT-{n:02}-1-A")).key).await.unwrap().unwrap();
        let parcel = &order.packages[0];
        let photo = amazon.photo(&order.key, parcel).await.unwrap();
        assert_eq!(photo.is_some(), parcel.documents.contains(&DeliveryDocument::Image));
        photos += usize::from(photo.is_some());
    }
    assert!(photos > 3, "Amazon's own couriers take pictures: {photos}");
}

/// F430
#[tokio::test(start_paused = true)]
async fn f430_usps_parcels_come_with_and_without_an_amazon_number() {
    let practice = Practice::quiet();
    let mut usps = Vec::new();
    for n in 0..160 {
        let mut plan = practice.plan(&format!("TT-{n:02}-1-A"));
        plan.items[0].quantity = 1 + n % 2;
        practice.amazon.create(&plan).await.unwrap();
    }
    practice.days(6).await;
    for n in 0..160 {
        let order = practice.amazon.get(&practice.plan(&format!("TT-{n:02}-1-A")).key).await.unwrap().unwrap();
        usps.extend(order.packages.into_iter().filter(|p| p.carrier.as_deref() == Some("USPS")));
    }
    let (with, without): (Vec<_>, Vec<_>) = usps.iter().partition(|p| p.amazon_number.is_some());
    assert!(!with.is_empty() && !without.is_empty(), "{} {}", with.len(), without.len());
    let sent = |p: &FulfillmentPackage| {
        let parcel = ParcelNumbers {
            carrier: p.carrier.as_deref(),
            carrier_number: p.carrier_number.as_deref(),
            amazon_number: p.amazon_number.as_deref(),
            rejected: &[],
        };
        number_to_send(parcel, NumberRules { early: false, spares_usps: true }).unwrap().to_owned()
    };
    assert!(sent(with[0]).starts_with("AFTN"), "before a USPS number");
    assert!(sent(without[0]).starts_with("94"));
}
