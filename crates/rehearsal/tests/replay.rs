//! A look before saving, and settings that change what TikTok shows: F063, F114, F115, F116, F317.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod scene;

use chrono::TimeDelta;
use shopferry_domain::OrderState;
use shopferry_domain::settings::ShopSettings;
use shopferry_engine::replay;
use shopferry_engine::situation::{routing_settings, routing_settings_with};
use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use OrderState as S;
use scene::{HOUR, MINUTE, linked_sku, linked_skus, orders, ours, set_shop, shop, state, story, unlink};

/// What the platform shows of a SKU, in all warehouses.
fn shown(stage: &Stage, sku: &str) -> u32 {
    let world = lock(&stage.world);
    let id = world.tiktok.listings.by_seller_sku(sku).unwrap().id.clone();
    world.tiktok.stock.available(&id)
}

// F317, F063: an order that left long ago is looked at as it stood when it was released; nothing is stored or sent.
#[test]
fn a_draft_is_run_over_the_orders_of_the_last_days() {
    story(async |stage| {
        let sku = linked_sku(stage);
        let (small, large) = (NewOrder::of(&[(&sku, 1)]), NewOrder::of(&[(&sku, 3)]));
        let gone = orders(stage, large.clone());
        stage.pass(48 * HOUR).await;
        assert!(!state(stage, &gone).unwrap().is_before_export(), "sent long ago");
        let waits = orders(stage, large);
        let other = orders(stage, small);
        stage.pass(5 * MINUTE).await;
        let shop = shop(stage);
        let look = |max_pieces| {
            let draft = ShopSettings { max_pieces, ..ShopSettings::default() };
            let now = stage.engine.now();
            let found = stage.store.read(|view| {
                let stored = routing_settings(view, &shop)?;
                let draft = routing_settings_with(view, &shop, draft)?;
                replay::orders(view, &shop, (&stored, &draft), now - TimeDelta::days(30), now)
            });
            found.unwrap()
        };
        let found = look(Some(2));
        assert_eq!(found.orders, 3);
        let numbers: Vec<String> = found.differing.iter().map(|one| one.number.to_string()).collect();
        assert!(numbers.contains(&gone), "{numbers:?}");
        assert!(!numbers.contains(&other), "one piece is not more than two");
        let of_gone = found.differing.iter().find(|one| one.number.as_str() == gone).unwrap();
        assert_eq!(of_gone.before.state(), Some(S::WaitingToExport));
        assert_eq!(of_gone.after.state(), Some(S::BlockedByRule));
        assert!(look(Some(3)).differing.is_empty(), "equal is allowed");
        assert!(look(None).differing.is_empty(), "the same settings change nothing");
        stage.pass(2 * HOUR).await;
        assert_ne!(ours(stage, &waits).state, Some(S::BlockedByRule), "a look changes nothing");
    });
}

// F116, F317: at or below the buffer 0 is shown, and the look before says so.
#[test]
fn the_buffer_shows_zero_at_or_below_it() {
    story(async |stage| {
        stage.pass(20 * MINUTE).await;
        let sku = linked_sku(stage);
        let before = shown(stage, &sku);
        assert!(before > 0);
        let shop = shop(stage);
        let numbers = |buffer| {
            let draft = ShopSettings { buffer, ..ShopSettings::default() };
            let now = stage.engine.now();
            stage.store.read(|view| replay::numbers(view, &shop, &draft, now)).unwrap()
        };
        let id = lock(&stage.world).tiktok.listings.by_seller_sku(&sku).unwrap().id.clone();
        let of = |buffer| numbers(buffer).into_iter().find(|one| one.0.as_str() == id).unwrap().2.unwrap();
        assert_eq!(of(0), of(of(0) - 1), "above the buffer nothing is subtracted");
        assert_eq!(of(of(0)), 0);
        set_shop(stage, |s| s.buffer = 99_999);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &sku), 0);
    });
}

// F114: what is linked to nothing shows 0 once the seller says so, and is left alone until then.
#[test]
fn listings_that_are_not_at_amazon_show_zero_when_the_seller_says_so() {
    story(async |stage| {
        let sku = linked_skus(stage)[1].clone();
        stage.pass(20 * MINUTE).await;
        unlink(stage, &sku);
        stage.pass(20 * MINUTE).await;
        assert!(shown(stage, &sku) > 0, "left alone");
        set_shop(stage, |s| s.zero_not_at_amazon = true);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &sku), 0);
        assert!(shown(stage, &linked_sku(stage)) > 0, "what is at Amazon keeps its number");
    });
}
