//! Parcels and their numbers, told from both sides (features section 9 and 10; F077, F080–F092, F405–F409, F430).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod parcel_stage;

use parcel_stage::*;
use shopferry_domain::{CarrierId, OrderState, ReasonCode, WarehouseId};
use shopferry_engine::NoticeKind;
use shopferry_ledger::PackageState;
use shopferry_practice::amazon::{OrderStatus, StagedParcel};
use shopferry_practice::tiktok;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

const UPS: &str = "1Z999AA10123456784";
const OTHER_UPS: &str = "1Z999AA10123456799";
const USPS: &str = "9400111899223344556677";

fn tells(stage: &Stage, order: &str) -> Vec<(String, Vec<String>)> {
    at_tiktok(stage, order).packages.iter().map(|p| (p.tracking_number.clone(), p.line_ids.clone())).collect()
}

// F086, F080, I04, I05: the worked example of section 9.
#[test]
fn f086_the_worked_example_of_section_9_reaches_the_platform() {
    story(async |stage| {
        let skus = linked_skus(stage);
        let (a, b, c, k) = (&skus[0], &skus[1], &skus[2], &skus[3]);
        link(stage, k, &[(b, 1), (c, 1)]);
        let order = buys(stage, &[(a, 3), (k, 1)]);
        stage.pass(66 * MINUTE).await;
        let lines: Vec<String> = at_tiktok(stage, &order).lines.iter().map(|l| l.id.clone()).collect();
        let now_ms = lock(&stage.world).now_ms();
        let p1 = StagedParcel::of(1, &[(a, 1), (b, 1)]).numbered("UPS", UPS).left(now_ms);
        let p2 = StagedParcel::of(2, &[(a, 2)]).numbered("UPS", OTHER_UPS);
        let p3 = StagedParcel::of(3, &[(c, 1)]);
        parcels(stage, &order, OrderStatus::Processing, &[p1.clone(), p2.clone(), p3.clone()]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::PartlyShipped));
        let told = tells(stage, &order);
        assert_eq!(told.len(), 2, "a parcel without a number waits: {told:?}");
        assert_eq!(told[0], (UPS.to_owned(), vec![lines[0].clone(), lines[3].clone()]));
        assert_eq!(told[1], (OTHER_UPS.to_owned(), vec![lines[1].clone(), lines[2].clone()]));

        let all = [p1, p2.left(now_ms), p3.numbered("UPS", "1Z999AA10123456700").left(now_ms)];
        parcels(stage, &order, OrderStatus::Complete, &all);
        stage.pass(10 * MINUTE).await;
        assert_eq!(tells(stage, &order), told, "the bundle's line was shipped: nothing more is told");
        let third = our_parcels(stage, &order).into_iter().find(|p| p.package.as_str() == "3").unwrap();
        assert_eq!(third.state, PackageState::Noted);
        assert_eq!(third.carrier_number.as_deref(), Some("1Z999AA10123456700"), "a later number is noted");
        assert_eq!(ours(stage, &order).state, Some(OrderState::Shipped));
        let marked = calls(stage, "tiktok.markAsShipped");
        stage.pass(60 * MINUTE).await;
        assert_eq!(calls(stage, "tiktok.markAsShipped"), marked, "a package is sent once (I06)");
    });
}

// F086, I05: a bundle made on the platform.
#[test]
fn f086_each_unit_of_a_platform_bundle_is_told_with_the_parcel_that_holds_it() {
    story(async |stage| {
        let bundle = tiktok::listing::BUNDLE_SKU;
        let (first, second) = {
            let world = lock(&stage.world);
            let sku = world.tiktok.listings.by_seller_sku(bundle).unwrap();
            let name = |id: &str| world.tiktok.listings.sku(id).unwrap().seller_sku.clone();
            (name(&sku.contents[0].0), name(&sku.contents[1].0))
        };
        link(stage, bundle, &[(&first, 1), (&second, 2)]);
        let order = buys(stage, &[(bundle, 1)]);
        stage.pass(66 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(OrderState::Accepted));
        let now_ms = lock(&stage.world).now_ms();
        let p1 = StagedParcel::of(1, &[(&first, 1), (&second, 1)]).numbered("UPS", UPS).left(now_ms);
        let p2 = StagedParcel::of(2, &[(&second, 1)]);
        parcels(stage, &order, OrderStatus::Processing, &[p1.clone(), p2.clone()]);
        stage.pass(10 * MINUTE).await;
        let packed = |stage: &Stage| {
            let line = at_tiktok(stage, &order).lines[0].clone();
            line.pieces.iter().filter(|piece| piece.package_id.is_some()).count()
        };
        assert_eq!(packed(stage), 2, "two of the bundle's three units are in a parcel");
        parcels(stage, &order, OrderStatus::Complete, &[p1, p2.numbered("UPS", OTHER_UPS).left(now_ms)]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(packed(stage), 3);
        assert_eq!(shown(stage, &order), [UPS, OTHER_UPS]);
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::AwaitingCollection);
    });
}

// F086: the notice after 48 hours.
#[test]
fn f086_a_parcel_without_a_number_is_told_of_after_two_days() {
    story(async |stage| {
        let order = accepted(stage).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        parcels(stage, &order, OrderStatus::Processing, &[StagedParcel::of(9, &[(&sku, 1)])]);
        let mut notices = stage.engine.notices();
        stage.pass(47 * HOUR).await;
        assert_eq!(heard(&mut notices, NoticeKind::TrackingFailed), Vec::<String>::new());
        stage.pass(2 * HOUR).await;
        assert_eq!(heard(&mut notices, NoticeKind::TrackingFailed).len(), 1);
        let reason = our_parcels(stage, &order)[0].reason.clone().unwrap();
        assert_eq!(reason.code, ReasonCode::ParcelWithoutNumber);
    });
}

// F091
#[test]
fn f091_the_early_number_goes_at_once_and_a_later_one_is_kept_beside_it() {
    story(async |stage| {
        let order = accepted(stage).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        let parcel = StagedParcel::of(5, &[(&sku, 1)]).early("AFTN700000000001");
        parcels(stage, &order, OrderStatus::Planning, std::slice::from_ref(&parcel));
        stage.pass(5 * MINUTE).await;
        assert_eq!(shown(stage, &order), ["AFTN700000000001"]);
        let now_ms = lock(&stage.world).now_ms();
        parcels(stage, &order, OrderStatus::Complete, &[parcel.numbered("UPS", UPS).left(now_ms)]);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &order), ["AFTN700000000001"], "the first stays");
        let row = our_parcels(stage, &order).remove(0);
        assert_eq!((row.carrier_number.as_deref(), row.corrections), (Some(UPS), 0));
    });
}

// F091: the setting overrides the region.
#[test]
fn f091_with_early_numbers_off_the_carriers_number_is_waited_for() {
    story(async |stage| {
        set(stage, |s| s.early_numbers = Some(false));
        let order = accepted(stage).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        let parcel = StagedParcel::of(5, &[(&sku, 1)]).early("AFTN700000000002");
        parcels(stage, &order, OrderStatus::Planning, std::slice::from_ref(&parcel));
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &order), Vec::<String>::new());
        let now_ms = lock(&stage.world).now_ms();
        parcels(stage, &order, OrderStatus::Complete, &[parcel.numbered("UPS", UPS).left(now_ms)]);
        stage.pass(5 * MINUTE).await;
        assert_eq!(shown(stage, &order), [UPS]);
    });
}

// F430
#[test]
fn f430_amazons_number_goes_instead_of_a_usps_number_and_without_one_the_refusal_says_what_to_do() {
    story(async |stage| {
        set(stage, |s| s.early_numbers = Some(false));
        lock(&stage.world).tiktok.refuse_usps(true);
        let order = accepted(stage).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        let now_ms = lock(&stage.world).now_ms();
        let both = StagedParcel::of(6, &[(&sku, 1)]).numbered("USPS", USPS).early("AFTN700000000003").left(now_ms);
        parcels(stage, &order, OrderStatus::Complete, &[both]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), ["AFTN700000000003"]);

        let other = accepted(stage).await;
        let now_ms = lock(&stage.world).now_ms();
        let alone = StagedParcel::of(7, &[(&sku, 1)]).numbered("USPS", USPS).left(now_ms);
        parcels(stage, &other, OrderStatus::Complete, &[alone]);
        stage.pass(10 * MINUTE).await;
        let row = our_parcels(stage, &other).remove(0);
        assert_eq!(row.state, PackageState::Failed);
        assert_eq!(row.reason.unwrap().code, ReasonCode::UspsNotTheirs);
        // F085: a person mends it there and sends it again.
        lock(&stage.world).tiktok.refuse_usps(false);
        stage.engine.send_number(ours(stage, &other).key, true).unwrap();
        stage.pass(5 * MINUTE).await;
        assert_eq!(shown(stage, &other), [USPS]);
    });
}

// F082, F083
#[test]
fn f082_f083_without_an_amazon_entry_the_parcel_waits_and_one_answer_frees_all() {
    story(async |stage| {
        lock(&stage.world).tiktok.rename_carrier("Amazon", "Forest Couriers").unwrap();
        let order = accepted(stage).await;
        parcels(stage, &order, OrderStatus::Complete, &[one_left(stage, &order)]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), Vec::<String>::new());
        let reason = our_parcels(stage, &order)[0].reason.clone().unwrap();
        assert_eq!((reason.code, reason.detail.as_deref()), (ReasonCode::CarrierUnknown, Some("Amazon")));
        let id = {
            let world = lock(&stage.world);
            let entry = world.tiktok.providers().iter().find(|p| p.name == "Forest Couriers").unwrap();
            CarrierId::new(&entry.id).unwrap()
        };
        assert_eq!(stage.engine.choose_carrier(&shop(stage), "Amazon", &id).unwrap(), 1);
        stage.pass(5 * MINUTE).await;
        assert_eq!(shown(stage, &order), [UPS]);
        assert_eq!(at_tiktok(stage, &order).packages[0].provider_id, id.as_str());
        // F082: the list is kept for a day.
        assert_eq!(calls(stage, "tiktok.getShippingProviders").max(1), 1);
    });
}

// F089, I06
#[test]
fn f089_a_number_that_amazon_changes_is_corrected_once_and_then_only_told_of() {
    story(async |stage| {
        let order = accepted(stage).await;
        let first = one_left(stage, &order);
        parcels(stage, &order, OrderStatus::Complete, std::slice::from_ref(&first));
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), [UPS]);
        parcels(stage, &order, OrderStatus::Processing, &[first.clone().numbered("UPS", OTHER_UPS)]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), [OTHER_UPS], "within 72 hours it is corrected by itself");
        let mut notices = stage.engine.notices();
        parcels(stage, &order, OrderStatus::Complete, &[first.numbered("UPS", "1Z999AA10123456700")]);
        stage.pass(60 * MINUTE).await;
        assert_eq!(shown(stage, &order), [OTHER_UPS], "never a second time");
        let row = our_parcels(stage, &order).remove(0);
        assert_eq!((row.corrections, row.reason.unwrap().code), (1, ReasonCode::NumberChanged));
        assert_eq!(at_tiktok(stage, &order).packages[0].corrections, 1);
        assert_eq!(heard(&mut notices, NoticeKind::ExportFailed).len(), 1, "told of once");
    });
}

// F089, I04: a parcel that Amazon gave up after it was told of.
#[test]
fn f089_a_parcel_that_is_replaced_after_it_was_told_of_gets_its_new_number_once() {
    story(async |stage| {
        let order = accepted(stage).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        let first = StagedParcel::of(1, &[(&sku, 1)]).numbered("UPS", UPS);
        parcels(stage, &order, OrderStatus::Processing, &[first]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), [UPS]);
        let now_ms = lock(&stage.world).now_ms();
        let next = StagedParcel::of(2, &[(&sku, 1)]).numbered("UPS", OTHER_UPS).left(now_ms);
        parcels(stage, &order, OrderStatus::Complete, &[next]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order), [OTHER_UPS], "one package there, with the number of the parcel that left");
        let states: Vec<PackageState> = our_parcels(stage, &order).iter().map(|p| p.state).collect();
        assert_eq!(states, [PackageState::Gone, PackageState::Sent]);
    });
}

// F089: the switch.
#[test]
fn f089_without_the_setting_a_changed_number_is_only_told_of() {
    story(async |stage| {
        set(stage, |s| s.correct_tracking = false);
        let order = accepted(stage).await;
        let first = one_left(stage, &order);
        parcels(stage, &order, OrderStatus::Complete, std::slice::from_ref(&first));
        stage.pass(10 * MINUTE).await;
        parcels(stage, &order, OrderStatus::Processing, &[first.numbered("UPS", OTHER_UPS)]);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &order), [UPS]);
        assert_eq!(our_parcels(stage, &order)[0].reason.clone().unwrap().code, ReasonCode::NumberChanged);
    });
}

/// Marks the order's warehouse as Amazon's.
fn marks_warehouse(stage: &Stage, order: &str) -> WarehouseId {
    let warehouse = ours(stage, order).order.warehouse.unwrap();
    let marked = warehouse.clone();
    set(stage, |s| s.amazon_warehouses = vec![marked]);
    warehouse
}

// F092
#[test]
fn f092_three_parcels_not_from_amazon_stop_a_marked_warehouse_until_a_person_resets_it() {
    story(async |stage| {
        let mut told = Vec::new();
        for number in 0..3 {
            let order = accepted(stage).await;
            marks_warehouse(stage, &order);
            let parcel = one_left(stage, &order).early(&format!("AFTN80000000000{number}"));
            parcels(stage, &order, OrderStatus::Complete, &[parcel]);
            told.push(order);
        }
        stage.pass(10 * MINUTE).await;
        let mut notices = stage.engine.notices();
        for order in &told {
            assert_eq!(shown(stage, order).len(), 1);
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.find_not_from_amazon(order, now_ms);
        }
        stage.pass(8 * HOUR).await;
        let warehouse = ours(stage, &told[0]).order.warehouse.unwrap();
        let of = shop(stage);
        let count = stage.store.read(|v| v.parcel_strikes().count(&of, &warehouse)).unwrap();
        assert_eq!(count, 3);
        assert_eq!(heard(&mut notices, NoticeKind::Red).len(), 1, "told of once");

        let next = accepted(stage).await;
        parcels(stage, &next, OrderStatus::Complete, &[one_left(stage, &next).early("AFTN800000000009")]);
        stage.pass(40 * MINUTE).await;
        assert_eq!(shown(stage, &next), Vec::<String>::new(), "its confirmations wait");
        stage.engine.reset_warehouse(&shop(stage), &warehouse).unwrap();
        stage.pass(5 * MINUTE).await;
        assert_eq!(shown(stage, &next), ["AFTN800000000009"]);
    });
}

// F092
#[test]
fn f092_a_number_that_did_not_come_from_amazon_for_this_order_is_refused() {
    story(async |stage| {
        let order = accepted(stage).await;
        let row = ours(stage, &order);
        let guard = |package: Option<&shopferry_ledger::PackageRow>, number: &str| {
            stage.store.read(|v| shopferry_engine::guard(v, &row, package, number)).unwrap().map(|r| r.code)
        };
        assert_eq!(guard(None, UPS), None, "the warehouse is not marked");
        marks_warehouse(stage, &order);
        assert_eq!(guard(None, UPS), Some(ReasonCode::NotAmazonsNumber), "typed in");
        parcels(stage, &order, OrderStatus::Complete, &[one_left(stage, &order)]);
        stage.pass(10 * MINUTE).await;
        let parcel = our_parcels(stage, &order).remove(0);
        assert_eq!(guard(Some(&parcel), UPS), None);
        assert_eq!(guard(Some(&parcel), OTHER_UPS), Some(ReasonCode::NotAmazonsNumber));
        let mut stranger = parcel.clone();
        let other = accepted(stage).await;
        let other_key = ours(stage, &other).key;
        stranger.export = stage.store.read(|v| v.exports().of_order(other_key)).unwrap().remove(0).key;
        assert_eq!(guard(Some(&stranger), UPS), Some(ReasonCode::NotAmazonsNumber), "another order's parcel");
    });
}

// F077
#[test]
fn f077_a_deadline_is_warned_of_24_6_and_1_hours_before_once_each() {
    story(async |stage| {
        let order = accepted(stage).await;
        let ship_by = ours(stage, &order).order.deadlines.ship_by.unwrap();
        let mut notices = stage.engine.notices();
        let mut titles = Vec::new();
        while stage.engine.now() < ship_by {
            stage.pass(30 * MINUTE).await;
            titles.extend(heard(&mut notices, NoticeKind::DeadlineAtRisk));
        }
        let ship: Vec<&str> = titles.iter().filter(|t| t.contains("must ship")).map(String::as_str).collect();
        let within: Vec<&str> = ship.iter().filter_map(|t| t.split("within ").nth(1)).collect();
        assert_eq!(within, ["24 h.", "6 h.", "1 h."], "{titles:?}");
        let said = timeline(stage, &order).iter().any(|e| e.text.contains("waits for Amazon"));
        assert!(said, "with what the order waits for");
    });
}

// F087, F090, F405
#[test]
fn f087_the_order_follows_the_platform_to_its_end() {
    story(async |stage| {
        let sku = linked_skus(stage)[0].clone();
        let order = buys(stage, &[(&sku, 1)]);
        for _ in 0..40 {
            stage.pass(12 * HOUR).await;
            if ours(stage, &order).state == Some(OrderState::Completed) {
                break;
            }
        }
        assert_eq!(ours(stage, &order).state, Some(OrderState::Completed));
        let parcel = our_parcels(stage, &order).into_iter().find(|p| p.state == PackageState::Sent).unwrap();
        assert!(parcel.progress.delivered_at.is_some());
        let said = |word: &str| timeline(stage, &order).iter().any(|e| e.text.contains(word));
        assert!(said("IN_TRANSIT") && said("DELIVERED") && said("COMPLETED"), "{:?}", timeline(stage, &order));
    });
}

// F407, F408
#[test]
fn f407_f408_a_moving_parcel_that_the_platform_does_not_see_is_told_of_after_a_day() {
    story(async |stage| {
        let order = accepted(stage).await;
        parcels(stage, &order, OrderStatus::Complete, &[one_left(stage, &order)]);
        let mut notices = stage.engine.notices();
        stage.pass(20 * HOUR).await;
        let parcel = our_parcels(stage, &order).remove(0);
        assert_eq!(parcel.progress.milestone.as_deref(), Some("IN_TRANSIT"), "F408: Amazon's milestone");
        assert!(parcel.progress.moved_at.is_some() && parcel.progress.estimated.is_some());
        let seen = |titles: Vec<String>| titles.iter().filter(|t| t.contains("does not see")).count();
        assert_eq!(seen(heard(&mut notices, NoticeKind::DeadlineAtRisk)), 0);
        stage.pass(12 * HOUR).await;
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::AwaitingCollection);
        assert_eq!(seen(heard(&mut notices, NoticeKind::DeadlineAtRisk)), 1);
        let reason = our_parcels(stage, &order)[0].reason.clone().unwrap();
        assert_eq!(reason.code, ReasonCode::ParcelNotSeen);
        stage.pass(12 * HOUR).await;
        assert_eq!(seen(heard(&mut notices, NoticeKind::DeadlineAtRisk)), 0, "once");
    });
}
