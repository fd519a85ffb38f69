//! Orders in Amazon's second version, told from both sides in virtual time (F401, F402, F080, F100).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use std::time::Duration;

use shopferry_domain::settings::{ApiVersion, MarketplaceSettings};
use shopferry_domain::{OrderState, RemoteOrderId};
use shopferry_ledger::{ExportRow, OrderRow, Platform};
use shopferry_practice::amazon::{FulfillmentOrder, OrderStatus};
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::{Initiator, NewOrder};
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Stage, run};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// A world without other buyers, whose versions do not show each other's orders; both accounts connected.
fn story(tell: impl AsyncFnOnce(&mut Stage)) {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        lock(&stage.world).amazon.versions_share_orders = false;
        stage.start();
        stage.pass(10 * MINUTE).await;
        tell(&mut stage).await;
        stage.end().await;
        Ok(())
    })
    .unwrap();
}

/// The marketplace's setting (F401).
fn choose(stage: &Stage, version: ApiVersion) {
    stage
        .store
        .write(|tx| {
            let fulfiller = tx.connections().of(&Platform::Amazon)?[0].id.clone();
            tx.settings()
                .set_marketplace(&fulfiller, &MarketplaceSettings { api_version: version, ..Default::default() })
        })
        .unwrap();
}

fn buys(stage: &Stage) -> String {
    buys_units(stage, 1)
}

fn buys_units(stage: &Stage, units: u32) -> String {
    let mut world = lock(&stage.world);
    let linked = world.catalogue.items().iter().filter(|item| item.linked_by_sku());
    let sku = linked.max_by_key(|item| item.units_at_amazon).unwrap().tiktok_sku.clone().unwrap();
    let now_ms = world.now_ms();
    let order = world.tiktok.place_order(NewOrder::of(&[(&sku, units)]), now_ms).unwrap();
    world.pay(now_ms, &order).unwrap();
    order
}

fn at_amazon(stage: &Stage, order: &str) -> Vec<FulfillmentOrder> {
    let world = lock(&stage.world);
    world.amazon.orders().values().filter(|held| held.displayable_id == order).cloned().collect()
}

fn ours(stage: &Stage, order: &str) -> (OrderRow, Vec<ExportRow>) {
    let remote = RemoteOrderId::new(order).unwrap();
    let found = stage.store.read(|view| {
        let shops = view.connections().of(&Platform::TiktokShop)?;
        let row = view.orders().by_remote(&shops[0].id, &remote)?.unwrap();
        let exports = view.exports().of_order(row.key)?;
        Ok((row, exports))
    });
    found.unwrap()
}

/// Whether the platform still let the buyer cancel.
fn cancels(stage: &Stage, order: &str) -> bool {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.cancel(order, Initiator::Buyer, now_ms).is_ok()
}

/// F401, F402: with the second version chosen an order is created, accepted after its read-back, and shipped there,
/// with TikTok as its channel; several orders meet both kinds of answer.
#[test]
fn f401_f402_orders_are_created_and_shipped_in_the_second_version() {
    story(async |stage| {
        choose(stage, ApiVersion::V2);
        let orders: Vec<String> = (0..8).map(|_| buys(stage)).collect();
        stage.pass(70 * MINUTE).await;
        for order in &orders {
            let held = at_amazon(stage, order);
            assert_eq!(held.len(), 1, "exported once");
            assert_eq!(held[0].v2.as_ref().unwrap().channel.as_deref(), Some("TIKTOK"));
            let (row, exports) = ours(stage, order);
            assert!(matches!(row.state, Some(OrderState::Accepted | OrderState::Processing)), "{:?}", row.state);
            assert_eq!(exports[0].plan.api_version, Some(ApiVersion::V2));
        }
        stage.pass(4 * 24 * HOUR).await;
        for order in &orders {
            let (row, _) = ours(stage, order);
            assert!(matches!(row.state, Some(OrderState::Shipped | OrderState::Completed)), "{:?}", row.state);
        }
    });
}

/// F401: an order lives to its end in the version that created it, whichever is chosen meanwhile.
#[test]
fn f401_an_order_stays_in_its_version_when_the_setting_changes() {
    story(async |stage| {
        let first = buys(stage);
        stage.pass(70 * MINUTE).await;
        choose(stage, ApiVersion::V2);
        let second = buys(stage);
        stage.pass(70 * MINUTE).await;
        choose(stage, ApiVersion::V1);
        assert!(at_amazon(stage, &first)[0].v2.is_none() && at_amazon(stage, &second)[0].v2.is_some());
        stage.pass(4 * 24 * HOUR).await;
        for order in [&first, &second] {
            let (row, exports) = ours(stage, order);
            assert!(matches!(row.state, Some(OrderState::Shipped | OrderState::Completed)), "{:?}", row.state);
            assert_eq!(exports.len(), 1);
        }
    });
}

/// F401, F076: a lost answer to a create ends with one order, found by its key in the version it was sent to.
#[test]
fn f401_a_lost_answer_is_looked_up_in_the_version_it_went_to() {
    story(async |stage| {
        choose(stage, ApiVersion::V2);
        let order = buys(stage);
        stage.pass(50 * MINUTE).await;
        lock(&stage.world).faults.force(Fault::LostAnswer, "amazon.createOrder", 1);
        stage.pass(20 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        let (row, exports) = ours(stage, &order);
        assert!(matches!(row.state, Some(OrderState::Accepted | OrderState::Processing)), "{:?}", row.state);
        assert_eq!(exports[0].attempts, 1);
    });
}

/// F100: the stage is not told, so the call is tried whatever the warehouse does; what Amazon shows decides.
#[test]
fn f100_a_cancel_is_always_tried_and_believed_only_when_shown() {
    story(async |stage| {
        choose(stage, ApiVersion::V2);
        // Of two units, so that no early number marks the order as shipped before the warehouse begins.
        let early = buys_units(stage, 2);
        let late: Vec<String> = (0..8).map(|_| buys_units(stage, 2)).collect();
        stage.pass(63 * MINUTE).await;
        assert!(cancels(stage, &early));
        for _ in 0..1_000 {
            let picked = |order: &String| at_amazon(stage, order)[0].status >= OrderStatus::Processing;
            if late.iter().any(picked) {
                break;
            }
            stage.pass(MINUTE).await;
        }
        let picked: Vec<&String> = late
            .iter()
            .filter(|order| at_amazon(stage, order)[0].status == OrderStatus::Processing)
            .filter(|order| cancels(stage, order))
            .collect();
        assert!(!picked.is_empty());
        stage.pass(HOUR).await;
        assert_eq!(at_amazon(stage, &early)[0].status, OrderStatus::Cancelled);
        assert_eq!(ours(stage, &early).0.state, Some(OrderState::Cancelled));
        for order in picked {
            let (row, exports) = ours(stage, order);
            assert!(exports[0].cancel_calls >= 1, "the call was tried");
            assert_ne!(at_amazon(stage, order)[0].status, OrderStatus::Cancelled);
            assert_eq!(row.state, Some(OrderState::CancelTooLate));
        }
    });
}
