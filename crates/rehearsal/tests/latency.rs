//! How long orders and numbers take, told by the world's own times (features, section 15).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fall over")]

use std::time::Duration;

use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Stage, latency, run};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// F080: an order's number may appear while Amazon's list of changes says nothing; such orders are read in turn.
#[test]
fn f080_a_number_without_a_change_of_state_is_found_when_its_turn_comes() {
    run(async {
        let mut stage = Stage::set(11, |clock| World::new(11, clock)).await?;
        stage.start();
        stage.pass(10 * MINUTE).await;
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            let linked = world.catalogue.items().iter().filter(|item| item.linked_by_sku());
            let sku = linked.max_by_key(|item| item.units_at_amazon).unwrap().tiktok_sku.clone().unwrap();
            for _ in 0..24 {
                // Two units get no early number.
                let order = world.tiktok.place_order(NewOrder::of(&[(&sku, 2)]), now_ms).unwrap();
                world.pay(now_ms, &order).unwrap();
            }
        }
        stage.pass(40 * HOUR).await;
        stage.end().await;
        let world = lock(&stage.world);
        let seen = world.latencies();
        assert!(seen.tracking_quiet.len() >= 4, "some numbers came quietly: {seen:?}");
        let slowest_ms = seen.tracking_quiet.iter().max().copied().unwrap();
        assert!(slowest_ms <= 5 * 60_000, "each within one turn and one pass, not {slowest_ms} ms");
        assert_eq!((seen.untold, world.verdict().throttled), (0, 0));
        Ok(())
    })
    .unwrap();
}

/// F066, F080: a busy day keeps the figures of features section 15, within the published limits of both platforms.
#[test]
fn f066_f080_a_days_orders_and_numbers_take_no_longer_than_promised() {
    let day = latency::run(3, 100).unwrap();
    assert!(day.accepted > 60 && day.told > 40 && day.told_quiet > 3, "enough to judge by: {day:?}");
    assert!(day.release_to_accepted_p50_s <= 35.0 && day.release_to_accepted_p99_s <= 75.0, "{day:?}");
    assert!(day.tracking_p50_s <= 35.0 && day.tracking_p99_s <= 90.0, "{day:?}");
    assert!(day.tracking_quiet_p99_s <= 1_800.0, "{day:?}");
    assert_eq!((day.untold, day.throttled), (0, 0));
}
