//! Notices in their quiet periods, on virtual time (F023).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod scene;

use std::sync::Arc;

use shopferry_channel::TokioClock;
use shopferry_domain::settings::{NoticeTopic, NoticeWay};
use shopferry_engine::NoticeKind;
use shopferry_host::{Notice, QuietTimes, tell_notices};
use shopferry_ledger::OrderKey;
use shopferry_practice::tiktok::NewOrder;
use shopferry_rehearsal::Stage;
use tokio::sync::broadcast;

use scene::{HOUR, MINUTE, linked_skus, orders, story};

/// The desktop of a stage: what would be shown.
fn desktop(stage: &Stage) -> broadcast::Receiver<Notice> {
    let (sender, shown) = broadcast::channel(64);
    let clock = Arc::new(TokioClock::starting_at(stage.engine.now()));
    let told = tell_notices(stage.engine.notices(), stage.store.clone(), QuietTimes::default(), clock, sender);
    tokio::spawn(told);
    shown
}

fn titles(shown: &mut broadcast::Receiver<Notice>) -> Vec<String> {
    std::iter::from_fn(|| shown.try_recv().ok()).map(|notice| notice.title).collect()
}

fn choose(stage: &Stage, minutes: u32, way: Option<NoticeWay>) {
    stage
        .store
        .write(|tx| {
            let mut chosen = tx.settings().notices()?;
            chosen.quiet_minutes = minutes;
            chosen.ways.extend(way.map(|way| (NoticeTopic::NeedsAttention, way)));
            tx.settings().set_notices(&chosen)
        })
        .unwrap();
}

/// Buyers order the first SKU; the hour of each passes.
async fn trouble(stage: &Stage, count: usize) -> Vec<String> {
    let sku = linked_skus(stage).remove(0);
    let placed: Vec<String> = (0..count).map(|_| orders(stage, NewOrder::of(&[(&sku, 1)]))).collect();
    stage.pass(62 * MINUTE).await;
    placed
}

/// A world in which every order of the first SKU comes to need attention: its plain box cannot be had.
fn troubled(stage: &Stage) {
    scene::set_marketplace(stage, |m| m.plain_box = shopferry_domain::settings::BoxPolicy::MustBePlain);
    let sku = linked_skus(stage).remove(0);
    let mut world = shopferry_practice::world::lock(&stage.world);
    let there = world.catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
    world.amazon.features.set_sku("BLANK_BOX", &there, false);
}

/// What the engine would say of an order.
fn about(number: &str) -> shopferry_engine::Notice {
    shopferry_engine::Notice {
        kind: NoticeKind::ExportFailed,
        title: format!("Order {number} needs attention"),
        body: "Amazon has no stock. Wait for stock.".to_owned(),
        order: Some(OrderKey(number.parse().unwrap())),
        connection: None,
    }
}

/// A desktop that hears from the test instead of an engine.
fn spoken_to(stage: &Stage) -> (broadcast::Sender<shopferry_engine::Notice>, broadcast::Receiver<Notice>) {
    let (speaker, heard) = broadcast::channel(64);
    let (sender, shown) = broadcast::channel(64);
    let clock = Arc::new(TokioClock::starting_at(stage.engine.now()));
    tokio::spawn(tell_notices(heard, stage.store.clone(), QuietTimes::default(), clock, sender));
    (speaker, shown)
}

// F023: the first is told at once, those of the quiet period are counted, and when it is over one notice tells how many.
#[test]
fn f023_repeats_are_counted_and_told_together() {
    story(async |stage| {
        choose(stage, 15, None);
        let (speaker, mut shown) = spoken_to(stage);
        for number in ["1", "2", "2", "3", "4"] {
            speaker.send(about(number)).unwrap();
            stage.pass(MINUTE).await;
        }
        assert_eq!(titles(&mut shown), ["Order 1 needs attention"]);
        stage.pass(9 * MINUTE).await;
        assert!(titles(&mut shown).is_empty(), "the period is not over");
        stage.pass(2 * MINUTE).await;
        let told = shown.try_recv().unwrap();
        assert_eq!((told.title.as_str(), told.order), ("3 orders need attention", None));
        assert_eq!(
            told.body,
            "Order 2 needs attention; Order 3 needs attention; Order 4 needs attention, 4 notices in all. They stand on Home."
        );
        speaker.send(about("5")).unwrap();
        stage.pass(MINUTE).await;
        assert!(titles(&mut shown).is_empty(), "the sum began a new period");
        stage.pass(15 * MINUTE).await;
        assert_eq!(titles(&mut shown), ["Order 5 needs attention"]);
        stage.pass(HOUR).await;
        speaker.send(about("6")).unwrap();
        stage.pass(MINUTE).await;
        assert_eq!(titles(&mut shown), ["Order 6 needs attention"], "after a quiet hour at once");
    });
}

// F023: the same thing again and again is one notice with its number; another kind has its own period.
#[test]
fn f023_one_thing_is_told_with_how_often_and_kinds_do_not_hide_each_other() {
    story(async |stage| {
        choose(stage, 30, None);
        let (speaker, mut shown) = spoken_to(stage);
        for _ in 0..4 {
            speaker.send(about("7")).unwrap();
        }
        let late =
            shopferry_engine::Notice { kind: NoticeKind::Red, title: "Too late to cancel".to_owned(), ..about("8") };
        speaker.send(late).unwrap();
        stage.pass(MINUTE).await;
        assert_eq!(titles(&mut shown), ["Order 7 needs attention", "Too late to cancel"]);
        stage.pass(30 * MINUTE).await;
        let told = shown.try_recv().unwrap();
        assert_eq!((told.title.as_str(), told.order.as_deref()), ("Order 7 needs attention (3 times)", Some("7")));
        assert!(titles(&mut shown).is_empty());
    });
}

// F023: a kind that nobody wants to hear of on the desktop is not told, also not what was counted before.
#[test]
fn f023_a_kind_that_is_off_is_not_told() {
    story(async |stage| {
        choose(stage, 60, None);
        troubled(stage);
        let mut shown = desktop(stage);
        trouble(stage, 3).await;
        assert_eq!(titles(&mut shown).len(), 1);
        choose(stage, 60, Some(NoticeWay::None));
        stage.pass(2 * HOUR).await;
        assert!(titles(&mut shown).is_empty());
    });
}

// F023: without a quiet period each is told.
#[test]
fn f023_without_a_quiet_period_each_is_told() {
    story(async |stage| {
        choose(stage, 0, None);
        troubled(stage);
        let mut shown = desktop(stage);
        let placed = trouble(stage, 3).await;
        let told = titles(&mut shown);
        assert!(placed.iter().all(|order| told.iter().any(|title| title.contains(order))), "{told:?}");
    });
}
