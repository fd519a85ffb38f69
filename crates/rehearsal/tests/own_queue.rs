//! The seller's own message queue, told from both sides in virtual time (F427).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod desk;
mod scene;

use chrono::TimeDelta;
use desk::ask;
use serde_json::json;
use shopferry_channel::Secret;
use shopferry_domain::OrderState;
use shopferry_domain::settings::OwnQueue;
use shopferry_engine::read_messages::follow_settings;
use shopferry_ledger::{Flow, FlowRow};
use shopferry_practice::amazon::queue::{REGION, URL};
use shopferry_practice::fault::Fault;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use scene::{HOUR, MINUTE, at_amazon, buys, set_marketplace, state, story};

/// The queue as the seller enters it, with the secret half in the keychain.
async fn connect(stage: &Stage, secret: Option<String>) {
    let key_id = lock(&stage.world).amazon.queue.key_id.clone();
    let queue = OwnQueue { url: URL.to_owned(), region: REGION.to_owned(), access_key_id: key_id };
    set_marketplace(stage, |m| m.own_queue = Some(queue.clone()));
    let row = stage
        .store
        .write(|tx| {
            follow_settings(tx, &stage.amazon, &tx.settings().marketplace(&stage.amazon)?, stage.engine.now())?;
            tx.connections().get(&stage.amazon)
        })
        .unwrap()
        .unwrap();
    if let Some(secret) = secret {
        stage.workshop.keep_queue_secret(&stage.amazon, Secret::new(secret)).await.unwrap();
    }
    stage.engine.set_queue(&stage.amazon, Some(stage.workshop.queue(&row, queue).unwrap()));
}

fn secret(stage: &Stage) -> Option<String> {
    Some(lock(&stage.world).amazon.queue.secret.clone())
}

fn flow(stage: &Stage, flow: Flow) -> FlowRow {
    stage.store.read(|v| v.flows().get(&stage.amazon, flow)).unwrap().unwrap()
}

/// Reading on schedule only once in an hour, from now on.
fn seldom(stage: &Stage) {
    stage
        .store
        .write(|tx| {
            for which in [Flow::PullTracking, Flow::PullSourceStock] {
                let mut row = tx.flows().get(&stage.amazon, which)?.unwrap();
                row.cadence_secs = 3_600;
                row.due_at = Some(stage.engine.now() + TimeDelta::hours(1));
                tx.flows().save(&row)?;
            }
            Ok(())
        })
        .unwrap();
}

fn calls(stage: &Stage, operation: &str) -> u64 {
    lock(&stage.world).verdict().calls.get(operation).copied().unwrap_or_default()
}

/// Minutes from a change at Amazon until we know of it.
async fn minutes_until_processing_is_seen(stage: &Stage) -> u32 {
    let order = buys(stage);
    stage.pass(65 * MINUTE).await;
    assert_eq!(state(stage, &order), Some(OrderState::Accepted));
    seldom(stage);
    let begun = |stage: &Stage| !matches!(at_amazon(stage, &order)[0].status.word(), "New" | "Received" | "Planning");
    for _ in 0..1_440 {
        if begun(stage) {
            break;
        }
        stage.pass(MINUTE).await;
        seldom(stage);
    }
    assert!(begun(stage));
    for minute in 0..59 {
        if state(stage, &order) != Some(OrderState::Accepted) {
            return minute;
        }
        stage.pass(MINUTE).await;
    }
    60
}

// F427: a message makes a change seen sooner than the schedule would.
#[test]
fn f427_a_message_makes_a_change_seen_sooner() {
    story(async |stage| {
        lock(&stage.world).amazon.queue.untidy = false;
        assert!(minutes_until_processing_is_seen(stage).await > 30, "by schedule alone");
    });
    story(async |stage| {
        lock(&stage.world).amazon.queue.untidy = false;
        connect(stage, secret(stage)).await;
        let seen = minutes_until_processing_is_seen(stage).await;
        assert!(seen <= 2, "{seen} minutes");
        assert_eq!(flow(stage, Flow::ReadMessages).last_reason, None);
    });
}

// F427: delivered twice, a message does nothing the second time; what is of no use is deleted and counted.
#[test]
fn f427_a_duplicate_does_nothing_and_unknown_kinds_are_removed() {
    story(async |stage| {
        lock(&stage.world).amazon.queue.subscribed = false;
        connect(stage, secret(stage)).await;
        stage.pass(2 * MINUTE).await;
        seldom(stage);
        let put = |stage: &Stage, kind: &str, id: &str| {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.amazon.queue.put(kind, id, &json!({}), now_ms);
        };
        let before = calls(stage, "amazon.listAllFulfillmentOrders");
        put(stage, "FULFILLMENT_ORDER_STATUS", "n-1");
        stage.pass(2 * MINUTE).await;
        assert_eq!(calls(stage, "amazon.listAllFulfillmentOrders"), before + 1);
        put(stage, "FULFILLMENT_ORDER_STATUS", "n-1");
        put(stage, "SOMETHING_NEW", "n-2");
        stage.pass(2 * MINUTE).await;
        assert_eq!(calls(stage, "amazon.listAllFulfillmentOrders"), before + 1, "at most once by its id");
        assert!(lock(&stage.world).amazon.queue.is_empty(), "all are deleted");
        let runs = stage.store.read(|v| v.runs().recent(100, Some(&stage.amazon), Some(Flow::ReadMessages))).unwrap();
        assert!(runs.iter().any(|run| run.failed == 1), "counted");
        let stock = calls(stage, "amazon.getInventorySummaries");
        put(stage, "FBA_INVENTORY_AVAILABILITY_CHANGES", "n-3");
        stage.pass(2 * MINUTE).await;
        assert!(calls(stage, "amazon.getInventorySummaries") > stock, "stock is read at once");
    });
}

// F427: late and double messages of a busy queue change nothing but the time of reading.
#[test]
fn f427_an_untidy_queue_is_emptied() {
    story(async |stage| {
        connect(stage, secret(stage)).await;
        let orders: Vec<String> = (0..5).map(|_| buys(stage)).collect();
        stage.pass(4 * 24 * HOUR).await;
        for order in &orders {
            assert_eq!(at_amazon(stage, order).len(), 1);
            let seen = state(stage, order);
            assert!(matches!(seen, Some(OrderState::Shipped | OrderState::Completed)), "{seen:?}");
        }
        assert!(lock(&stage.world).amazon.queue.len() < 10, "what is there was delivered lately");
    });
}

// F427: a dead queue, a wrong key or none never stops reading on schedule, and its flow says why.
#[test]
fn f427_a_dead_queue_never_stops_polling() {
    story(async |stage| {
        connect(stage, None).await;
        stage.pass(5 * MINUTE).await;
        let reason = |stage: &Stage| flow(stage, Flow::ReadMessages).last_reason.map(|r| r.code.name());
        assert_eq!(reason(stage), Some("queue_key_missing"));
        connect(stage, Some("not the secret".to_owned())).await;
        stage.pass(30 * MINUTE).await;
        assert_eq!(reason(stage), Some("queue_key_refused"));
        let page =
            ask(stage, "marketplace_rules.get", json!({ "id": stage.amazon.as_str(), "shop": null })).await.unwrap();
        let shown = page["switches"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (&shown["flow"]["flow"], &shown["flow"]["reason"]["code"]),
            (&json!("read_messages"), &json!("queue_key_refused"))
        );

        connect(stage, secret(stage)).await;
        lock(&stage.world).amazon.queue.gone = true;
        stage.pass(30 * MINUTE).await;
        assert_eq!(reason(stage), Some("queue_not_there"));
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.queue", 1_000_000);
        let before = calls(stage, "amazon.listAllFulfillmentOrders");
        stage.pass(30 * MINUTE).await;
        assert!(reason(stage).is_some());
        assert!(calls(stage, "amazon.listAllFulfillmentOrders") >= before + 25, "reading goes on each minute");
        let row = stage.store.read(|v| v.connections().get(&stage.amazon)).unwrap().unwrap();
        assert_eq!(row.health, shopferry_ledger::ConnectionHealth::Connected, "the account itself is well");
    });
}
