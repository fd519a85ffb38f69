//! Orders that stay out of the lists, and unlinked orders that are cleared: F032, F034, F038, F039, F055.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod desk;
mod scene;

use desk::ask;
use serde_json::{Value, json};
use shopferry_domain::{OrderState as S, ReasonCode as R, StoredBy};
use shopferry_practice::tiktok::{Mark, NewOrder};
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use scene::{HOUR, MINUTE, at_amazon, link, linked_skus, orders, ours, set_shop, shop, state, story, unlink};

/// An order of one SKU that is linked to nothing; it is past its hour.
async fn unlinked_order(stage: &mut Stage) -> (String, String) {
    let sku = linked_skus(stage).remove(0);
    unlink(stage, &sku);
    let order = orders(stage, NewOrder::of(&[(&sku, 1)]));
    stage.pass(75 * MINUTE).await;
    assert_eq!(state(stage, &order), Some(S::Unlinked));
    (sku, order)
}

/// All loops pass once an hour, so that days go by quickly.
fn slow(stage: &Stage) {
    let flows = stage.store.read(|v| {
        let rows = v.connections().all()?;
        rows.iter().map(|c| v.flows().of(&c.id)).collect::<Result<Vec<_>, _>>()
    });
    for row in flows.unwrap().into_iter().flatten() {
        stage.engine.switch_flow(&row.connection, row.flow, row.on, Some(3_600)).unwrap();
    }
}

fn ships_by_hand(stage: &Stage, order: &str) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.ship_by_hand(order, "1Z999AA10123456784", "UPS", now_ms).unwrap();
}

async fn list(stage: &Stage, tab: &str, text: &str) -> Value {
    let asked = json!({
        "tab": tab, "state": null, "connection": null, "text": text, "sort": "newest", "offset": 0, "limit": 100,
    });
    ask(stage, "orders.list", asked).await.unwrap()
}

fn numbers(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect()
}

fn count(list: &Value, tab: &str) -> u64 {
    list["tabs"].as_array().unwrap().iter().find(|t| t["tab"] == tab).unwrap()["count"].as_u64().unwrap()
}

// F039: cleared three days after it was taken in: items, amounts and buyer go, a stub stays and is not taken in again.
#[test]
fn an_unlinked_order_is_cleared_after_three_days_and_never_taken_in_again() {
    story(async |stage| {
        let (_, order) = unlinked_order(stage).await;
        ships_by_hand(stage, &order);
        slow(stage);
        stage.pass(69 * HOUR).await;
        let row = ours(stage, &order);
        assert_eq!((row.state, row.cleared_at), (Some(S::Shipped), None), "not before its three days are over");
        assert!(row.order.ship_to.name.known().is_some());

        stage.pass(4 * HOUR).await;
        let row = ours(stage, &order);
        assert_eq!((row.state, row.reason.map(|r| r.code)), (Some(S::Archived), Some(R::UnlinkedCleared)));
        assert!(row.cleared_at.is_some() && row.order.lines.is_empty() && row.order.money.total.is_none());
        assert!(row.order.ship_to.name.known().is_none(), "the buyer is gone");
        let name = lock(&stage.world).tiktok.order(&order).unwrap().buyer.name().to_owned();
        assert_eq!(numbers(&list(stage, "all", &name).await), Vec::<&str>::new(), "from the search too");
        assert_eq!(numbers(&list(stage, "all", &order).await), [order.as_str()], "F055: its number is still found");
        assert!(!numbers(&list(stage, "all", "").await).contains(&order.as_str()));

        // The parcel arrives: the platform's copy changes, the stub does not.
        stage.pass(5 * 24 * HOUR).await;
        let later = ours(stage, &order);
        assert_eq!((later.key, later.state), (row.key, Some(S::Archived)));
        assert!(later.order.lines.is_empty() && later.order.ship_to.name.known().is_none());

        let page = ask(stage, "orders.get", json!({ "key": row.key.0.to_string() })).await.unwrap();
        assert!(page["cleared_at"].is_string());
        assert_eq!(page["lines"], json!([]));
        assert_eq!(page["actions"], json!([]), "there is nothing left to do with it");
        let told = page["timeline"].as_array().unwrap().iter().any(|e| e["text"] == R::UnlinkedCleared.text().sentence);
        assert!(told, "the time line says so");
        let back = stage.engine.unarchive(row.key).expect_err("nothing is left to take back");
        assert_eq!(back.as_reason().code, R::UnlinkedCleared);
    });
}

// F039: while the platform expects the seller to ship it, it stays with a warning; once it is over, it goes.
#[test]
fn an_unlinked_order_that_must_be_shipped_stays_with_a_warning() {
    story(async |stage| {
        let (_, order) = unlinked_order(stage).await;
        let notice = |stage: &Stage| ours(stage, &order).notice.map(|n| n.code);
        slow(stage);
        stage.pass(69 * HOUR).await;
        assert_eq!(notice(stage), None);
        stage.pass(4 * HOUR).await;
        let row = ours(stage, &order);
        assert_eq!((row.state, notice(stage)), (Some(S::Unlinked), Some(R::UnlinkedKept)));
        assert_eq!(row.order.lines.len(), 1);
        let kept = |stage: &Stage| {
            let events = stage.store.read(|v| v.timeline().of(row.key)).unwrap();
            events.iter().filter(|e| e.text == R::UnlinkedKept.text().sentence).count()
        };
        assert_eq!(kept(stage), 1);
        stage.pass(2 * HOUR).await;
        assert_eq!(kept(stage), 1, "once");
        ships_by_hand(stage, &order);
        stage.pass(2 * HOUR).await;
        assert_eq!((state(stage, &order), notice(stage)), (Some(S::Archived), None));
    });
}

// F039: linked in time it goes on, also when its three days were over, and the warning goes.
#[test]
fn linking_late_still_frees_an_unlinked_order() {
    story(async |stage| {
        let (sku, order) = unlinked_order(stage).await;
        slow(stage);
        stage.pass(74 * HOUR).await;
        assert!(ours(stage, &order).notice.is_some());
        let amazon_sku = lock(&stage.world).catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
        link(stage, &sku, &[(&amazon_sku, 1)], StoredBy::Amazon);
        stage.pass(2 * HOUR).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        assert_eq!(ours(stage, &order).notice, None);
        stage.pass(12 * HOUR).await;
        assert_eq!(ours(stage, &order).cleared_at, None, "it is an order like any other now");
    });
}

// F032: held orders that are not to be listed are in no list and no count; their units are demand all the same.
#[test]
fn held_orders_stay_out_of_the_lists_when_the_shop_wants_that() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let order = orders(stage, NewOrder::of(&[(&sku, 2)]));
        stage.pass(10 * MINUTE).await;
        let before = list(stage, "waiting", "").await;
        assert_eq!(numbers(&before), [order.as_str()]);
        set_shop(stage, |s| s.take_in_held = false);
        let all = list(stage, "all", "").await;
        assert_eq!((numbers(&all).len(), count(&all, "all"), count(&all, "waiting")), (0, 0, 0));
        assert_eq!(numbers(&list(stage, "all", &order).await).len(), 0, "nor by a search");
        let home = ask(stage, "home.get", json!({})).await.unwrap();
        assert!(!home["states"].as_array().unwrap().iter().any(|s| s["state"] == "on_hold"));
        let shop = shop(stage);
        let open = stage.store.read(|v| v.orders().open_units(&shop)).unwrap();
        assert_eq!(open.iter().map(|u| u.3).sum::<u32>(), 2, "the demand is counted");
        stage.pass(65 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1, "it goes its way");
        assert_eq!(numbers(&list(stage, "all", "").await), [order.as_str()], "and is listed once it is free");
    });
}

// F034: orders that the platform ships are in no list when the shop does not want them; they are taken in and counted.
#[test]
fn orders_that_the_platform_ships_stay_out_of_the_lists_when_the_shop_wants_that() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let order = orders(stage, NewOrder::of(&[(&sku, 1)]).mark(Mark::PlatformLabel));
        stage.pass(75 * MINUTE).await;
        assert_eq!(state(stage, &order), Some(S::ShippedByPlatform));
        let all = list(stage, "all", "").await;
        assert_eq!((numbers(&all), count(&all, "all")), (vec![order.as_str()], 1));
        set_shop(stage, |s| s.take_in_platform_shipped = false);
        let all = list(stage, "all", "").await;
        assert_eq!((numbers(&all).len(), count(&all, "all")), (0, 0));
        let shop = shop(stage);
        let placed = stage.store.read(|v| v.orders().placed_since(&shop, chrono::DateTime::UNIX_EPOCH)).unwrap();
        assert_eq!(placed, 1, "F014: it counts for the day");
    });
}

// F038: orders without any linked line are in no work list when the shop hides them; by default they are shown.
#[test]
fn unlinked_orders_stay_out_of_the_work_list_when_the_shop_hides_them() {
    story(async |stage| {
        let (_, order) = unlinked_order(stage).await;
        let shown = list(stage, "problems", "").await;
        assert_eq!((numbers(&shown), count(&shown, "problems")), (vec![order.as_str()], 1));
        set_shop(stage, |s| s.hide_unlinked = true);
        let hidden = list(stage, "problems", "").await;
        assert_eq!((numbers(&hidden).len(), count(&hidden, "problems"), count(&hidden, "all")), (0, 0, 0));
        let home = ask(stage, "home.get", json!({})).await.unwrap();
        assert!(!home["attention"].as_array().unwrap().iter().any(|g| g["kind"] == "unlinked"));
        // F039: what must still be shipped after three days comes back with its warning.
        slow(stage);
        stage.pass(74 * HOUR).await;
        let warned = list(stage, "problems", "").await;
        assert_eq!((numbers(&warned), count(&warned, "problems")), (vec![order.as_str()], 1));
    });
}
