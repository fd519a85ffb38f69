//! A whole day without mistakes: a merchant who works at the platforms' counters, the verdict over it, and replay.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use std::collections::{BTreeMap, BTreeSet};

use client::{Client, EPOCH_MS, order};
use shopferry_practice::amazon::FulfillmentOrder;
use shopferry_practice::clock::WorldClock;
use shopferry_practice::house_rules::HouseRules;
use shopferry_practice::tiktok::{CancelState, NewOrder, Order, OrderStatus};
use shopferry_practice::world::{World, lock};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

fn day(seed: u64, orders: u64) -> World {
    World::practice_day(seed, WorldClock::rehearsal(EPOCH_MS), orders)
}

#[tokio::test(start_paused = true)]
async fn f318_a_day_without_a_merchant_replays_to_the_byte() {
    let text = |seed| {
        let mut world = day(seed, 300);
        world.advance_to(EPOCH_MS + 3 * DAY_MS);
        world.journal.text()
    };
    let first = text(7);
    assert!(first.lines().count() > 900, "{}", first.lines().count());
    assert_eq!(first, text(7), "one seed, one history");
    assert_ne!(first, text(8));
}

#[tokio::test(start_paused = true)]
async fn f318_four_in_five_orders_of_a_day_may_be_exported() {
    let mut world = day(1, 1_000);
    world.clock.jump_to_ms(EPOCH_MS + 2 * DAY_MS);
    world.advance();
    let verdict = world.verdict();
    assert_eq!(verdict.placed + world.buyers.turned_away, 1_000);
    assert!((730..=860).contains(&verdict.eligible), "{}", verdict.eligible);
    assert_eq!(world.eligible_not_exported().len() as u64, verdict.eligible);
    let marks: BTreeSet<_> = world.tiktok.orders().flat_map(|order| order.marks.clone()).collect();
    assert!(marks.len() >= 8, "special kinds turn up: {marks:?}");
    assert_eq!((verdict.exported, verdict.forbidden_moves), (0, 0));
}

/// F318: a mixed day has cancels at every moment, changes, fast ways, strange words, many units and empty shelves.
#[tokio::test(start_paused = true)]
async fn f318_a_mixed_day_has_something_of_everything() {
    let mut world = World::mixed_day(5, WorldClock::rehearsal(EPOCH_MS), 600);
    world.clock.jump_to_ms(EPOCH_MS + 3 * DAY_MS);
    world.advance();
    assert_eq!(world.verdict().placed + world.buyers.turned_away, 600);
    let express = world.tiktok.delivery_options().last().unwrap().id.clone();
    let count = |fits: &dyn Fn(&Order) -> bool| world.tiktok.orders().filter(|order| fits(order)).count();
    assert!(count(&|order| order.delivery_option_id == express) > 60, "some pay for the fast way");
    assert!(count(&|order| order.lines.len() > 3) > 60, "some buy many units");
    assert!(count(&|order| order.buyer.written.is_some()) > 8, "some have strange names");
    assert!(count(&|order| order.message.chars().count() > 9_000) > 0, "somebody writes a long line");
    assert!(count(&|order| order.address_changed) > 8, "some move");
    let minutes = |order: &Order| Some((order.cancelled_ms? - order.paid_ms?) / MINUTE_MS);
    for (what, span) in
        [("held", 0..60), ("leaving", 60..63), ("accepted", 62..80), ("picked", 80..700), ("late", 700..2_600)]
    {
        assert!(count(&|order| minutes(order).is_some_and(|m| span.contains(&m))) > 0, "cancelled while {what}");
    }
    let taken_back = world.tiktok.cancellations().filter(|one| one.state == CancelState::Dropped).count();
    assert!(taken_back > 3, "some take their request back: {taken_back}");
    assert!(world.journal.lines().any(|line| line.step == "shelf found empty"));
}

/// F061, F063–F065: the world notices when a seller's rule is broken.
#[tokio::test(start_paused = true)]
async fn f061_f063_f065_a_broken_house_rule_is_a_forbidden_move() {
    let mut world = World::new(7, WorldClock::rehearsal(EPOCH_MS));
    let linked = world.catalogue.items().iter().filter(|item| item.linked_by_sku() && item.units_at_amazon > 100);
    let skus: Vec<String> = linked.filter_map(|item| item.tiktok_sku.clone()).take(2).collect();
    world.house = Some(HouseRules {
        delay_minutes: 120,
        max_pieces: Some(3),
        blocked_skus: vec![skus[1].clone()],
        ..HouseRules::seeded(7, &world.catalogue)
    });
    let now_ms = world.now_ms();
    let mut buy = |sku: &str, units: u32| {
        let id = world.tiktok.place_order(NewOrder::of(&[(sku, units)]), now_ms).unwrap();
        world.pay(now_ms, &id).unwrap();
        id
    };
    let (early, many, blocked) = (buy(&skus[0], 1), buy(&skus[0], 4), buy(&skus[1], 1));
    let mut client = Client::over(world.share());
    client.pass(61 * 60);
    client.sign_in().await;
    client.create(order("early", &early, &[(&skus[0], 1)])).await;
    client.pass(120 * 60);
    client.sign_in().await;
    client.create(order("many", &many, &[(&skus[0], 4)])).await;
    client.create(order("blocked", &blocked, &[(&skus[1], 1)])).await;
    let broken: Vec<String> = lock(&client.world).forbidden().into_values().collect();
    assert_eq!(broken.len(), 3, "{broken:?}");
    for word in ["was to wait 120 minutes", "4 units, more than", "does not send"] {
        assert!(broken.iter().any(|text| text.contains(word)), "{word}: {broken:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn f318_a_careful_merchant_gets_a_clean_verdict() {
    let world = day(3, 150).share();
    let mut client = Client::over(world);
    let mut told: BTreeSet<i32> = BTreeSet::new();
    let mut settled_at = None;
    for round in 0..(9 * 24 * 12) {
        client.pass(300);
        if round % 11 == 0 {
            client.sign_in().await;
        }
        export_due(&client).await;
        tell_numbers(&client, &mut told);
        let world = lock(&client.world);
        if world.is_settled() {
            settled_at = Some(world.now_ms());
            break;
        }
    }
    assert!(settled_at.is_some(), "the world comes to rest");
    let world = lock(&client.world);
    let verdict = world.verdict();
    assert_eq!(world.forbidden(), BTreeMap::new());
    assert_eq!((verdict.exported_twice, verdict.tracking_wrong), (0, 0));
    assert_eq!(verdict.tracking_confirmed, verdict.shipped);
    assert!(verdict.shipped > 100, "{verdict:?}");
    assert!(verdict.exported >= verdict.shipped);
    let missing = world.eligible_not_exported();
    assert!(missing.len() < 12, "only what is out of stock stays behind: {missing:?}");
}

/// Sends what is eligible and free to Amazon.
async fn export_due(client: &Client) {
    let due: Vec<(String, Vec<(String, u32)>)> = {
        let world = lock(&client.world);
        let missing = world.eligible_not_exported();
        let orders = missing.iter().filter_map(|id| world.tiktok.order(id));
        let free = orders.filter(|order| order.status() == OrderStatus::AwaitingShipment);
        free.take(25)
            .map(|order| {
                let mut units: BTreeMap<String, u32> = BTreeMap::new();
                for line in &order.lines {
                    *units.entry(line.goods.seller_sku.clone()).or_default() += 1;
                }
                (order.id.clone(), units.into_iter().collect())
            })
            .collect()
    };
    for (id, units) in due {
        let lines: Vec<(&str, u32)> = units.iter().map(|(sku, units)| (sku.as_str(), *units)).collect();
        let reply = client.create(order(&format!("TT-{id}-1"), &id, &lines)).await;
        assert!(matches!(reply.status.as_u16(), 200 | 400), "{}", reply.body);
    }
}

/// Tells TikTok the numbers of parcels that have left.
fn tell_numbers(client: &Client, told: &mut BTreeSet<i32>) {
    let mut world = lock(&client.world);
    let now_ms = world.now_ms();
    let listed = world.tiktok.providers().iter().find(|one| one.name.starts_with("Amazon"));
    let amazon = listed.unwrap().id.clone();
    let exports: Vec<FulfillmentOrder> = world.amazon.orders().values().cloned().collect();
    for export in exports {
        let left = export.shipments.iter().filter(|shipment| shipment.ship_ms <= now_ms && shipment.status.is_live());
        for shipment in left {
            for package in &shipment.packages {
                if told.contains(&package.number) || package.tracking_from_ms > now_ms {
                    continue;
                }
                let Some(tiktok) = world.tiktok.order(&export.displayable_id) else { continue };
                let mut lines: Vec<(String, Option<String>)> = Vec::new();
                for item in shipment.items.iter().filter(|item| item.package_number == package.number) {
                    let sku = &export.items[item.item].seller_sku;
                    let named: Vec<String> = lines.iter().map(|(id, _)| id.clone()).collect();
                    let open = tiktok.lines.iter().filter(|line| {
                        line.goods.seller_sku == *sku
                            && line.is_open()
                            && !line.is_packed()
                            && !named.contains(&line.id)
                    });
                    lines.extend(open.take(item.quantity as usize).map(|line| (line.id.clone(), None)));
                }
                told.insert(package.number);
                if lines.is_empty() {
                    continue;
                }
                let done =
                    world.tiktok.mark_shipped(&export.displayable_id, &lines, &package.tracking, &amazon, now_ms);
                assert!(done.is_ok(), "{done:?} {} {}", package.carrier, package.tracking);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn i01_i02_the_verdict_sees_what_must_not_happen() {
    let mut world = World::new(5, WorldClock::rehearsal(EPOCH_MS));
    world.amazon.mishaps = false;
    let client = Client::signed_in(world.share()).await;
    let sku = client.plenty();
    let id = {
        let mut world = lock(&client.world);
        let order = shopferry_practice::tiktok::NewOrder::of(&[(&sku, 1)]);
        let id = world.tiktok.place_order(order, EPOCH_MS).unwrap();
        world.pay(EPOCH_MS, &id).unwrap();
        id
    };
    client.create(order("too-early", &id, &[(&sku, 1)])).await;
    assert!(lock(&client.world).forbidden()["too-early"].contains("ON_HOLD"));
    client.pass(61 * 60);
    let mut client = client;
    client.sign_in().await;
    client.create(order("second", &id, &[(&sku, 1)])).await;
    client.create(order("stranger", "999", &[(&sku, 1)])).await;
    let world = lock(&client.world);
    assert!(!world.forbidden().contains_key("second"), "it was time, but it is twice");
    assert!(world.forbidden()["stranger"].contains("999"));
    let verdict = world.verdict();
    assert_eq!((verdict.exported_twice, verdict.exported, verdict.forbidden_moves), (1, 1, 2));
}

#[tokio::test(start_paused = true)]
async fn i04_a_number_of_another_order_is_wrong() {
    let mut world = World::new(6, WorldClock::rehearsal(EPOCH_MS));
    world.amazon.mishaps = false;
    let client = Client::signed_in(world.share()).await;
    let sku = client.plenty();
    let place = |client: &Client| {
        let mut world = lock(&client.world);
        let order = shopferry_practice::tiktok::NewOrder::of(&[(&sku, 1)]);
        let id = world.tiktok.place_order(order, EPOCH_MS).unwrap();
        world.pay(EPOCH_MS, &id).unwrap();
        id
    };
    let (one, other) = (place(&client), place(&client));
    client.pass(61 * 60);
    let mut client = client;
    client.sign_in().await;
    client.create(order("A-1", &one, &[(&sku, 1)])).await;
    client.create(order("A-2", &other, &[(&sku, 1)])).await;
    client.pass(3 * 86_400);
    let mut world = lock(&client.world);
    let package = world.amazon.orders()["A-2"].shipments[0].packages[0].clone();
    let provider = world.tiktok.providers().iter().find(|one| one.name.contains("Amazon")).unwrap().id.clone();
    let number = package.aftn.map_or(package.tracking, |(number, _)| number);
    let now_ms = world.now_ms();
    let done = world.tiktok.mark_shipped(&one, &Vec::new(), &number, &provider, now_ms);
    assert!(done.is_ok(), "{done:?} {number}");
    let verdict = world.verdict();
    assert_eq!((verdict.shipped, verdict.tracking_confirmed, verdict.tracking_wrong), (2, 0, 1));
    assert_eq!(verdict.forbidden_moves, 1);
}

#[tokio::test(start_paused = true)]
async fn f318_a_practice_shop_starts_with_two_weeks_behind_it() {
    let mut world = World::practice_shop(9, WorldClock::rehearsal(EPOCH_MS), 40);
    let open = world.tiktok.orders().filter(|order| order.status() < OrderStatus::AwaitingCollection).count();
    let all = world.tiktok.orders().count();
    assert!((500..=560).contains(&all), "{all}");
    assert!((5..80).contains(&open), "{open} orders of the last day are open");
    assert_eq!(world.journal.calls().len(), 0);
    world.clock.jump_to_ms(EPOCH_MS + 2 * DAY_MS + 30 * MINUTE_MS);
    world.advance();
    assert!(world.tiktok.orders().count() >= all + 70, "buyers keep coming");
}
