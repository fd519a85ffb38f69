//! Orders that wait, are kept, kept back or split: F011, F037, F039–F043, F055, F061–F065, F067, F070–F073, F320, F402, F432.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod scene;

use shopferry_domain::settings::{ApiVersion, BoxPolicy, LogisticsPolicy, MixedPolicy, SkuPattern, UnlinkedPolicy};
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{Money, OrderState, PartNumber, ReasonCode, StoredBy};
use shopferry_engine::OwnShipment;
use shopferry_ledger::PartRoute;
use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use OrderState as S;
use ReasonCode as R;
use scene::{
    HOUR, MINUTE, at_amazon, buyer_cancels, buys, link, linked_skus, orders, ours, set_marketplace, set_shop, state,
    story, unlink,
};

fn reason(stage: &Stage, order: &str) -> Option<ReasonCode> {
    ours(stage, order).reason.map(|r| r.code)
}

// F061: delayed from the release on; a shorter delay makes it due at once; send now skips the rest.
#[test]
fn a_delayed_order_leaves_when_its_delay_is_over() {
    story(async |stage| {
        set_shop(stage, |s| s.delay_minutes = 24 * 60);
        let order = buys(stage);
        let second = buys(stage);
        stage.pass(2 * HOUR).await;
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::Delayed), Some(R::ExtraDelay)));
        stage.engine.send_now(ours(stage, &second).key).unwrap();
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &second).len(), 1, "sent now");
        stage.pass(22 * HOUR).await;
        assert_eq!(at_amazon(stage, &order).len(), 0, "24 h after its release, not after its payment");
        stage.pass(HOUR + 5 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
    });
}

// F062: the stock is kept at once, let go when due, and the order ships.
#[test]
fn a_kept_order_reserves_the_stock_and_is_let_go_when_due() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.delay_minutes = 12 * 60;
            s.keep_stock = true;
        });
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        let held = at_amazon(stage, &order);
        assert_eq!(held.len(), 1, "placed as soon as it is released");
        assert!(held[0].hold, "as Hold");
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::Delayed), Some(R::StockReserved)));
        stage.pass(11 * HOUR).await;
        assert!(at_amazon(stage, &order)[0].hold);
        stage.pass(2 * HOUR).await;
        let freed = at_amazon(stage, &order);
        assert_eq!(freed.len(), 1, "one order, let go");
        assert!(!freed[0].hold);
        assert!(matches!(state(stage, &order), Some(S::Accepted | S::Processing)));
        stage.pass(72 * HOUR).await;
        assert!(matches!(state(stage, &order), Some(S::Shipped | S::Completed)), "{:?}", state(stage, &order));
    });
}

// F062, features section 7: cancelled while kept: the cancel is passed on, nothing ships.
#[test]
fn a_kept_order_is_cancelled_with_its_buyer() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.delay_minutes = 12 * 60;
            s.keep_stock = true;
        });
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        buyer_cancels(stage, &order);
        stage.pass(10 * MINUTE).await;
        assert_eq!(state(stage, &order), Some(S::Cancelled));
        assert_eq!(at_amazon(stage, &order)[0].status.word(), "Cancelled");
    });
}

// F062: another address while kept means cancel and place anew, by itself, under the next part number.
#[test]
fn a_kept_order_with_a_new_address_is_placed_anew() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.delay_minutes = 12 * 60;
            s.keep_stock = true;
        });
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        let zip = {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.change_address(&order, now_ms).unwrap();
            world.tiktok.order(&order).unwrap().buyer.zip.to_owned()
        };
        stage.pass(15 * MINUTE).await;
        let there = at_amazon(stage, &order);
        assert_eq!(there.len(), 2);
        let live: Vec<_> = there.iter().filter(|o| o.status.word() != "Cancelled").collect();
        assert_eq!(live.len(), 1, "never two at once");
        assert_eq!(live[0].address.postal_code, zip);
        assert_eq!(ours(stage, &order).part, PartNumber(2));
        assert_eq!(state(stage, &order), Some(S::Delayed));
    });
}

// F062: Amazon drops a Hold after 14 days: the order needs attention, and trying again places it under the next number.
#[test]
fn a_kept_order_that_amazon_drops_needs_attention() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.delay_minutes = 72 * 60;
            s.keep_stock = true;
        });
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            let key = world.amazon.orders().values().find(|o| o.displayable_id == order).unwrap().id.clone();
            world.amazon.cancel_elsewhere(&key, now_ms);
        }
        stage.pass(10 * MINUTE).await;
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::NeedsAttention), Some(R::ReserveGone)));
        stage.engine.retry(ours(stage, &order).key).unwrap();
        stage.pass(5 * MINUTE).await;
        assert_eq!(ours(stage, &order).part, PartNumber(2));
        assert_eq!(state(stage, &order), Some(S::Delayed));
    });
}

// F063, F064, F065, F067: kept back by a rule, visible with its reason, let pass by a person; the override is logged.
#[test]
fn a_rule_keeps_an_order_back_until_a_person_lets_it_pass() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        set_shop(stage, |s| s.max_pieces = Some(2));
        let order = orders(stage, NewOrder::of(&[(&sku, 3)]));
        stage.pass(70 * MINUTE).await;
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::BlockedByRule), Some(R::RuleTooManyPieces)));
        set_shop(stage, |s| {
            s.max_pieces = None;
            s.blocked_skus = vec![SkuPattern::parse(&sku).unwrap()];
        });
        assert_eq!(reason(stage, &order), Some(R::RuleBlockedSku), "decided again when the settings change");
        set_shop(stage, |s| {
            s.blocked_skus.clear();
            s.max_total = Money::parse("0.01", "USD").ok();
        });
        assert_eq!(reason(stage, &order), Some(R::RuleTotalTooHigh));
        assert_eq!(at_amazon(stage, &order).len(), 0);
        stage.engine.send_anyway(ours(stage, &order).key).unwrap();
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        let audit = stage.store.read(|v| v.audit().recent(Some(&order), 9)).unwrap();
        assert_eq!(audit.len(), 1, "the override is in the audit log");
        assert_eq!(stage.store.read(|v| v.audit().first_break()).unwrap(), None, "F311: the chain is whole");
    });
}

// F320: a loss greater than allowed is seen in the preview, before anything is placed.
#[test]
fn an_order_that_loses_too_much_is_kept_back() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.max_loss = Money::parse("0", "USD").ok();
            s.commission_percent = "99.9".parse().ok();
        });
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::BlockedByRule), Some(R::RuleLossTooGreat)));
        assert_eq!(at_amazon(stage, &order).len(), 0);
        set_shop(stage, |s| s.commission_percent = Some("6".parse().unwrap()));
        stage.engine.retry(ours(stage, &order).key).unwrap();
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1, "with the real share it earns");
    });
}

// F011, F037, F040, F041: Amazon's lines go on, own stock goes to the own warehouse, the rest is left to the seller.
#[test]
fn an_order_is_split_and_each_part_goes_its_way() {
    story(async |stage| {
        let skus = linked_skus(stage);
        link(stage, &skus[1], &[("OWN-1", 1)], StoredBy::Merchant);
        unlink(stage, &skus[2]);
        set_shop(stage, |s| {
            s.unlinked_line = UnlinkedPolicy::Split;
            s.mixed = MixedPolicy::Split;
            s.own_warehouse = true;
        });
        let order = orders(stage, NewOrder::of(&[(&skus[0], 2), (&skus[1], 1), (&skus[2], 1)]));
        stage.pass(75 * MINUTE).await;
        let there = at_amazon(stage, &order);
        assert_eq!((there.len(), there[0].units()), (1, 2), "only what Amazon stores");
        let key = ours(stage, &order).key;
        let parts = stage.store.read(|v| v.order_parts().of(key)).unwrap();
        let found: Vec<_> = parts.iter().map(|p| (p.part, p.route, p.state, p.lines.len())).collect();
        assert_eq!(
            found,
            [
                (PartNumber(2), PartRoute::OwnWarehouse, S::WaitingToExport, 1),
                (PartNumber(3), PartRoute::Seller, S::LeftToSeller, 1)
            ]
        );
        let carrier = own_carrier(stage);
        let own = OwnShipment {
            part: PartNumber(2),
            carrier,
            number: TrackingNumber::tidy("1Z 999 AA1 0123 4567 84").unwrap(),
            lines: parts[0].lines.clone(),
        };
        stage.engine.ship_own(key, &own).unwrap();
        stage.pass(5 * MINUTE).await;
        let parts = stage.store.read(|v| v.order_parts().of(key)).unwrap();
        assert_eq!(parts[0].state, S::Shipped);
        let world = lock(&stage.world);
        let lines = world.tiktok.order(&order).unwrap();
        assert_eq!(lines.lines.iter().filter(|l| l.is_packed()).count(), 1, "exactly the part's line");
    });
}

fn own_carrier(stage: &Stage) -> shopferry_domain::CarrierId {
    let world = lock(&stage.world);
    let ups = world.tiktok.providers().iter().find(|p| p.name == "UPS").unwrap();
    shopferry_domain::CarrierId::new(&ups.id).unwrap()
}

// F041: a merchant-fulfilled SKU never goes to Amazon; by default the whole order waits.
#[test]
fn a_mixed_order_is_blocked_by_default() {
    story(async |stage| {
        let skus = linked_skus(stage);
        link(stage, &skus[1], &[("OWN-1", 1)], StoredBy::Merchant);
        let order = orders(stage, NewOrder::of(&[(&skus[0], 1), (&skus[1], 1)]));
        stage.pass(75 * MINUTE).await;
        assert_eq!((state(stage, &order), reason(stage, &order)), (Some(S::NeedsAttention), Some(R::MixedOrder)));
        assert_eq!(at_amazon(stage, &order).len(), 0);
    });
}

// F039: an unlinked order goes on when one of its SKUs is linked.
#[test]
fn linking_frees_an_unlinked_order() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        unlink(stage, &sku);
        let order = orders(stage, NewOrder::of(&[(&sku, 1)]));
        stage.pass(75 * MINUTE).await;
        assert_eq!(state(stage, &order), Some(S::Unlinked));
        let amazon_sku = lock(&stage.world).catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
        link(stage, &sku, &[(&amazon_sku, 1)], StoredBy::Amazon);
        stage.pass(3 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
    });
}

// F043: changed after export: a mark, no second export; placed anew only after Amazon confirms the cancel; or accepted.
#[test]
fn an_order_changed_after_export_is_marked_and_placed_anew_by_a_click() {
    story(async |stage| {
        let (order, other) = (buys(stage), buys(stage));
        stage.pass(63 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        for id in [&order, &other] {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.change_address(id, now_ms).unwrap();
        }
        stage.pass(3 * MINUTE).await;
        let notice = |stage: &Stage, id: &str| ours(stage, id).notice.map(|n| n.code);
        assert_eq!(notice(stage, &order), Some(R::ChangedAfterExport));
        assert_eq!(at_amazon(stage, &order).len(), 1, "no second export by itself");
        stage.engine.accept_change(ours(stage, &other).key).unwrap();
        assert_eq!(notice(stage, &other), None);
        stage.engine.place_anew(ours(stage, &order).key).unwrap();
        stage.pass(10 * MINUTE).await;
        let there = at_amazon(stage, &order);
        assert_eq!(there.len(), 2);
        assert_eq!(there.iter().filter(|o| o.status.word() != "Cancelled").count(), 1);
        assert_eq!(ours(stage, &order).part, PartNumber(2));
    });
}

// F070, F071, F072, F073: what was chosen stands on the order at Amazon.
#[test]
fn slip_text_box_and_couriers_reach_amazon() {
    story(async |stage| {
        set_marketplace(stage, |m| {
            m.slip_label = "Thanks".into();
            m.slip_text = "Thank you for your order".into();
            m.logistics = LogisticsPolicy::Blocked;
            m.plain_box = BoxPolicy::PreferPlain;
            m.api_version = ApiVersion::V1;
        });
        let order = buys(stage);
        stage.pass(75 * MINUTE).await;
        let there = at_amazon(stage, &order);
        assert_eq!(there.len(), 1, "{:?}", ours(stage, &order).reason);
        assert_eq!(there[0].comment, "Thank you for your order");
        let features: Vec<_> = there[0].features.iter().map(|f| f.0.as_str()).collect();
        assert!(features.contains(&"BLOCK_AMZL") && features.contains(&"BLANK_BOX"), "{features:?}");
    });
}

// F402: an unknown channel name is refused by the preview; the order goes without it and the setting is turned off.
#[test]
fn a_channel_name_that_amazon_refuses_is_dropped() {
    story(async |stage| {
        set_marketplace(stage, |m| m.tell_channel = true);
        let order = buys(stage);
        stage.pass(75 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        let settings = stage.store.read(|v| v.settings().marketplace(&stage.amazon)).unwrap();
        assert!(!settings.tell_channel);
    });
}

// F432: the cheapest speed that arrives in time.
#[test]
fn the_speed_by_promise_is_chosen_from_one_preview() {
    story(async |stage| {
        set_shop(stage, |s| {
            s.speed_by_promise = true;
            s.default_speed = shopferry_domain::plan::Speed::Expedited;
        });
        let order = buys(stage);
        stage.pass(75 * MINUTE).await;
        let there = at_amazon(stage, &order);
        assert_eq!(there.len(), 1);
        assert_eq!(there[0].speed, "Standard", "cheaper, and in time");
    });
}

// F047: the line keeps the price that the buyer paid, whatever the listing costs later; so do total and margin.
#[test]
fn a_line_keeps_the_price_that_the_buyer_paid() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let order = orders(stage, NewOrder::of(&[(&sku, 1)]));
        stage.pass(2 * MINUTE).await;
        let before = ours(stage, &order).order;
        let paid = before.lines[0].price.clone().unwrap();
        let dearer = paid.amount + paid.amount;
        assert!(lock(&stage.world).tiktok.listings.set_price(&sku, dearer));
        let later = orders(stage, NewOrder::of(&[(&sku, 1)]));
        stage.pass(75 * MINUTE).await;
        let after = ours(stage, &order).order;
        assert_eq!((&after.lines[0].price, &after.money), (&Some(paid.clone()), &before.money));
        assert_eq!(at_amazon(stage, &order).len(), 1, "read again, decided again, sent");
        let dear = ours(stage, &later).order.lines[0].price.clone().unwrap();
        assert_eq!(dear.amount, dearer, "the next buyer pays the new price");
    });
}
