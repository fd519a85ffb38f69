//! Single orders told from both sides: the real connectors, engine and ledger over the practice world, in virtual time.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod scene;

use shopferry_domain::{OrderState, ReasonCode};
use shopferry_ledger::Platform;
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::Initiator;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use scene::{MINUTE, at_amazon, buys, linked_sku, ours, story};

#[test]
fn f032_f060_an_order_waits_out_the_platforms_hour_and_then_leaves_once() {
    story(async |stage| {
        let order = buys(stage);
        stage.pass(55 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::OnHold));
        assert_eq!(at_amazon(stage, &order).len(), 0);
        stage.pass(10 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        stage.pass(60 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
    });
}

#[test]
fn f042_a_change_within_the_hour_is_what_is_sent_and_does_not_restart_it() {
    story(async |stage| {
        let order = buys(stage);
        stage.pass(40 * MINUTE).await;
        let moved_to = {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.change_address(&order, now_ms).unwrap();
            let buyer = &world.tiktok.order(&order).unwrap().buyer;
            (buyer.zip.to_owned(), Some(buyer.city.to_owned()))
        };
        stage.pass(25 * MINUTE).await;
        let held = at_amazon(stage, &order);
        assert_eq!(held.len(), 1, "65 minutes after the payment, 25 after the change");
        assert_eq!((held[0].address.postal_code.clone(), held[0].address.city.clone()), moved_to);
    });
}

#[test]
fn f100_an_order_cancelled_within_the_hour_never_leaves() {
    story(async |stage| {
        let order = buys(stage);
        stage.pass(30 * MINUTE).await;
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.cancel(&order, Initiator::Buyer, now_ms).unwrap();
        }
        stage.pass(90 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::Cancelled));
        assert_eq!(at_amazon(stage, &order).len(), 0);
    });
}

#[test]
fn f002_a_revoked_amazon_account_does_not_hold_up_the_shop() {
    story(async |stage| {
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.amazon.account.revoke(true);
            world.amazon.account.expire_tokens(now_ms);
        }
        let order = buys(stage);
        stage.pass(5 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::OnHold), "the shop's orders are read as ever");
        stage.pass(120 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::WaitingToExport), "it waits, and nothing is lost");
        assert_eq!(at_amazon(stage, &order).len(), 0);
    });
}

#[test]
fn f110_f111_linked_listings_follow_amazons_number_and_others_are_never_written() {
    let shown = |stage: &Stage| {
        let world = lock(&stage.world);
        let sold = world.catalogue.items().iter().filter(|item| item.pack_of.is_none());
        let mut rows = Vec::new();
        for item in sold {
            let Some(sku) = &item.tiktok_sku else { continue };
            let Some(listing) = world.tiktok.listings.by_seller_sku(sku) else { continue };
            let available = world.tiktok.stock.available(&listing.id);
            rows.push((item.linked_by_sku(), sku.clone(), available));
        }
        rows
    };
    story(async |stage| {
        let before = shown(stage);
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            for stock in world.amazon.stock.values_mut() {
                stock.change(now_ms, |level| level.fulfillable += 50);
            }
        }
        stage.pass(60 * MINUTE).await;
        let after = shown(stage);
        assert!(before.iter().any(|row| row.0) && before.iter().any(|row| !row.0), "both kinds are there");
        for (was, is) in before.iter().zip(&after) {
            if is.0 {
                // Amazon's own shoppers buy as well.
                assert!(is.2 > was.2 + 30, "{} shows what Amazon can send: {} after {}", is.1, is.2, was.2);
            } else {
                assert_eq!(was.2, is.2, "{} has no link", is.1);
            }
        }
    });
}

#[test]
fn f116_a_zero_that_the_platform_refuses_is_told_and_tried_again_in_a_while() {
    story(async |stage| {
        let sku = linked_sku(stage);
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.faults.set(&[Fault::ZeroRefused]);
            let amazon_sku = world.catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
            let stock = world.amazon.stock.get_mut(&amazon_sku).unwrap();
            stock.sales_per_day = 0.0;
            stock.change(now_ms, |level| level.fulfillable = 0);
        }
        let listing = lock(&stage.world).tiktok.listings.by_seller_sku(&sku).unwrap().id.clone();
        let refused = |stage: &Stage| lock(&stage.world).faults.struck().get(&Fault::ZeroRefused).copied().unwrap_or(0);
        let row = |stage: &Stage| {
            let rows = stage.store.read(|view| {
                let shops = view.connections().of(&Platform::TiktokShop)?;
                view.listing_stock().all(&shops[0].id)
            });
            rows.unwrap().into_iter().find(|row| row.sku.as_str() == listing).unwrap()
        };
        stage.pass(60 * MINUTE).await;
        let held = row(stage);
        assert_eq!((held.shown, held.acknowledged), (Some(0), None));
        assert_eq!(held.reason.map(|reason| reason.code), Some(ReasonCode::ZeroRefused));
        let zeros =
            lock(&stage.world).amazon.stock.values().filter(|stock| stock.level.fulfillable == 0).count() as u64;
        assert!(refused(stage) <= 3 * zeros, "{} refusals of {zeros} zeros in an hour", refused(stage));

        lock(&stage.world).faults.set(&[]);
        stage.pass(40 * MINUTE).await;
        assert_eq!(lock(&stage.world).tiktok.stock.available(&listing), 0);
        let taken = row(stage);
        assert_eq!((taken.shown, taken.acknowledged, taken.reason), (Some(0), Some(0), None));
    });
}
