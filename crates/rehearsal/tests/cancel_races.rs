//! Every row of features section 7, told from both sides: when a cancel meets an order on its way (F100–F103, F108, F409).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod parcel_stage;

use parcel_stage::*;
use shopferry_domain::{LineId, ListingSkuId, OrderState as S, ReasonCode, SellerSku};
use shopferry_engine::NoticeKind;
use shopferry_ledger::{ExportRow, Flow};
use shopferry_practice::amazon::{OrderStatus, StagedParcel};
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

fn exports(stage: &Stage, order: &str) -> Vec<ExportRow> {
    let key = ours(stage, order).key;
    stage.store.read(|v| v.exports().of_order(key)).unwrap()
}

fn notice(stage: &Stage, order: &str) -> Option<ReasonCode> {
    ours(stage, order).notice.map(|n| n.code)
}

fn switch(stage: &Stage, flow: Flow, on: bool) {
    stage.engine.switch_flow(&stage.amazon, flow, on, None).unwrap();
}

/// One due unit whose create call gets no usable answer, and whose look-ups fail for a while.
async fn unknown_outcome(stage: &Stage, fault: Fault) -> String {
    let sku = linked_skus(stage)[0].clone();
    let order = buys(stage, &[(&sku, 1)]);
    {
        let mut world = lock(&stage.world);
        world.faults.force(fault, "amazon.createFulfillmentOrder", 1);
        world.faults.force(Fault::Unavailable, "amazon.getFulfillmentOrder", 25);
    }
    stage.pass(55 * MINUTE).await;
    until(stage, &order, S::Exporting).await;
    order
}

// F100, section 7: before the intent is stored.
#[test]
fn a_cancel_before_the_intent_drops_the_part_and_its_key_is_never_used() {
    story(async |stage| {
        switch(stage, Flow::Export, false);
        let sku = linked_skus(stage)[0].clone();
        let held = buys(stage, &[(&sku, 1)]);
        stage.pass(5 * MINUTE).await;
        assert_eq!(ours(stage, &held).state, Some(S::OnHold));
        cancels(stage, &held);
        until(stage, &held, S::Cancelled).await;

        let waiting = buys(stage, &[(&sku, 1)]);
        stage.pass(2 * MINUTE).await;
        until(stage, &waiting, S::WaitingToExport).await;
        cancels(stage, &waiting);
        until(stage, &waiting, S::Cancelled).await;
        switch(stage, Flow::Export, true);
        stage.pass(30 * MINUTE).await;
        assert_eq!((at_amazon(stage, &held).len(), at_amazon(stage, &waiting).len()), (0, 0));
        assert_eq!((exports(stage, &held).len(), exports(stage, &waiting).len()), (0, 0), "no key was used");
    });
}

// F100, section 7: between intent and send; the look-up finds nothing.
#[test]
fn a_cancel_while_nothing_was_placed_is_dropped_after_two_look_ups() {
    story(async |stage| {
        let order = unknown_outcome(stage, Fault::ServerError).await;
        cancels(stage, &order);
        until(stage, &order, S::Cancelled).await;
        stage.pass(30 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 0);
        assert_eq!(ours(stage, &order).state, Some(S::Cancelled));
    });
}

// F100, section 7: the request is in flight.
#[test]
fn a_cancel_while_the_request_is_in_flight_waits_for_its_outcome_and_then_asks_amazon() {
    story(async |stage| {
        let order = unknown_outcome(stage, Fault::LostAnswer).await;
        cancels(stage, &order);
        until(stage, &order, S::CancelRequested).await;
        until(stage, &order, S::Cancelled).await;
        let held = at_amazon(stage, &order);
        assert_eq!((held.len(), held[0].status), (1, OrderStatus::Cancelled));
    });
}

// F100, section 7: accepted, and Amazon still lets it go.
#[test]
fn a_cancel_of_an_order_that_amazon_plans_is_believed_only_when_amazon_shows_it() {
    story(async |stage| {
        for status in [OrderStatus::New, OrderStatus::Received, OrderStatus::Planning] {
            let order = accepted(stage).await;
            parcels(stage, &order, status, &[]);
            cancels(stage, &order);
            until(stage, &order, S::CancelRequested).await;
            until(stage, &order, S::Cancelled).await;
            assert_eq!(at_amazon(stage, &order)[0].status, OrderStatus::Cancelled);
            assert_eq!(notice(stage, &order), None, "cancelled on both sides");
        }
    });
}

// F100, section 7: Processing and later; cancelled at the platform: Amazon ships anyway.
#[test]
fn a_cancel_after_picking_began_is_too_late_with_a_red_notice_and_no_call() {
    story(async |stage| {
        let order = accepted(stage).await;
        parcels(stage, &order, OrderStatus::Processing, &[]);
        let before = calls(stage, "amazon.cancelFulfillmentOrder");
        let mut notices = stage.engine.notices();
        cancels(stage, &order);
        until(stage, &order, S::CancelTooLate).await;
        assert_eq!(calls(stage, "amazon.cancelFulfillmentOrder"), before, "no call");
        assert_eq!(ours(stage, &order).reason.unwrap().code, ReasonCode::CancelTooLate);
        assert_eq!(heard(&mut notices, NoticeKind::Red).len(), 1);
        parcels(stage, &order, OrderStatus::Complete, &[one_left(stage, &order)]);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &order), Vec::<String>::new(), "nothing is told for a cancelled order (I04)");
    });
}

// F103, F409, section 7: the buyer's request is open when a number arrives.
#[test]
fn f409_a_number_waits_for_the_request_and_goes_when_amazon_can_no_longer_cancel() {
    story(async |stage| {
        let order = accepted(stage).await;
        parcels(stage, &order, OrderStatus::Processing, &[]);
        let mut notices = stage.engine.notices();
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelTooLate).await;
        assert_eq!(ours(stage, &order).reason.unwrap().code, ReasonCode::CancelImpossible);
        assert!(heard(&mut notices, NoticeKind::DeadlineAtRisk).iter().any(|t| t.contains("asks to cancel")));
        parcels(stage, &order, OrderStatus::Complete, &[one_left(stage, &order)]);
        stage.pass(10 * MINUTE).await;
        assert_eq!(shown(stage, &order).len(), 1, "in the US the shipping call rejects the request");
        assert_eq!(at_tiktok(stage, &order).asked_to_cancel_ms, None);
        until(stage, &order, S::Shipped).await;
    });
}

// F409: while Amazon may still cancel, the shipping call is not made.
#[test]
fn f409_an_early_number_is_not_told_while_amazon_may_still_cancel() {
    story(async |stage| {
        let order = accepted(stage).await;
        lock(&stage.world).faults.force(Fault::ServerError, "amazon.cancelFulfillmentOrder", 50);
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelRequested).await;
        let sku = at_amazon(stage, &order)[0].items[0].seller_sku.clone();
        parcels(stage, &order, OrderStatus::Planning, &[StagedParcel::of(3, &[(&sku, 1)]).early("AFTN900000000001")]);
        stage.pass(20 * MINUTE).await;
        assert_eq!(shown(stage, &order), Vec::<String>::new());
        assert!(at_tiktok(stage, &order).asked_to_cancel_ms.is_some());
    });
}

// F100, section 7: the cancel call gets no answer.
#[test]
fn a_cancel_call_without_an_answer_is_repeated_at_most_three_times() {
    story(async |stage| {
        let order = accepted(stage).await;
        lock(&stage.world).faults.force(Fault::ServerError, "amazon.cancelFulfillmentOrder", 50);
        cancels(stage, &order);
        stage.pass(60 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(S::CancelRequested), "by its status alone");
        assert_eq!(exports(stage, &order)[0].cancel_calls, 3);
        parcels(stage, &order, OrderStatus::Processing, &[]);
        until(stage, &order, S::CancelTooLate).await;

        let lost = accepted(stage).await;
        lock(&stage.world).faults.force(Fault::ServerError, "amazon.cancelFulfillmentOrder", 0);
        lock(&stage.world).faults.force(Fault::LostAnswer, "amazon.cancelFulfillmentOrder", 1);
        cancels(stage, &lost);
        until(stage, &lost, S::Cancelled).await;
    });
}

// F100, section 7: partly shipped.
#[test]
fn a_cancel_of_a_partly_shipped_order_cancels_what_amazon_still_lets_go() {
    story(async |stage| {
        let skus = linked_skus(stage);
        let order = buys(stage, &[(&skus[0], 1), (&skus[1], 1)]);
        stage.pass(66 * MINUTE).await;
        let now_ms = lock(&stage.world).now_ms();
        let out = StagedParcel::of(1, &[(&skus[0], 1)]).numbered("UPS", "1Z999AA10123456784").left(now_ms);
        let rest = StagedParcel::of(2, &[(&skus[1], 1)]);
        parcels(stage, &order, OrderStatus::Planning, &[out, rest]);
        until(stage, &order, S::PartlyShipped).await;
        stage.pass(5 * MINUTE).await;
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelRequested).await;
        until(stage, &order, S::Shipped).await;
        assert_eq!(at_amazon(stage, &order)[0].status, OrderStatus::Cancelled);
        assert_eq!(shown(stage, &order).len(), 1);
        assert!(timeline(stage, &order).iter().any(|e| e.text.contains("remainder is cancelled")));
    });
}

// F102, section 7: single lines, for lack of stock, before export.
#[test]
fn f102_a_single_line_cancelled_on_the_platform_is_not_exported() {
    story(async |stage| {
        switch(stage, Flow::Export, false);
        let skus = linked_skus(stage);
        let order = buys(stage, &[(&skus[0], 1), (&skus[1], 1)]);
        stage.pass(2 * MINUTE).await;
        until(stage, &order, S::WaitingToExport).await;
        let key = ours(stage, &order).key;
        let line = LineId::new(&at_tiktok(stage, &order).lines[0].id).unwrap();
        let choices = stage.engine.cancel_choices(key).await.unwrap();
        let (_, reasons) = choices.lines.iter().find(|(l, _)| *l == line).unwrap();
        assert_eq!(reasons.len(), 1, "only for lack of stock: {reasons:?}");
        let wrong = &choices.cancel_reasons.iter().find(|r| r.name != reasons[0].name).unwrap().name;
        assert!(stage.engine.cancel_on_platform(key, std::slice::from_ref(&line), wrong).await.is_err());
        stage.engine.cancel_on_platform(key, &[line], &reasons[0].name).await.unwrap();
        switch(stage, Flow::Export, true);
        until(stage, &order, S::Accepted).await;
        let held = at_amazon(stage, &order);
        assert_eq!((held.len(), held[0].items.len()), (1, 1));
        assert_eq!(held[0].items[0].seller_sku, skus[1]);
    });
}

// F102: the whole order from its page, after Amazon has it.
#[test]
fn f102_an_order_cancelled_from_its_page_is_cancelled_at_amazon_too() {
    story(async |stage| {
        let order = accepted(stage).await;
        let key = ours(stage, &order).key;
        assert!(stage.engine.cancel_on_platform(key, &[], "because").await.is_err(), "only a listed reason");
        let reason = stage.engine.cancel_choices(key).await.unwrap().cancel_reasons[0].name.clone();
        stage.engine.cancel_on_platform(key, &[], &reason).await.unwrap();
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::Cancelled);
        until(stage, &order, S::Cancelled).await;
        assert_eq!(at_amazon(stage, &order)[0].status, OrderStatus::Cancelled);
    });
}

// F103: ask Amazon, then accept by a click.
#[test]
fn f103_a_request_is_accepted_only_after_amazon_confirmed_its_cancel() {
    story(async |stage| {
        let order = accepted(stage).await;
        let key = ours(stage, &order).key;
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelRequested).await;
        assert!(stage.engine.accept_request(key).await.is_err(), "Amazon may still ship it");
        until(stage, &order, S::Cancelled).await;
        assert_eq!(notice(stage, &order), Some(ReasonCode::CancelConfirmed));
        let choices = stage.engine.cancel_choices(key).await.unwrap();
        assert!(choices.may_accept && choices.request.unwrap().answer_by.is_some());
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::AwaitingShipment, "never by itself");
        stage.engine.accept_request(key).await.unwrap();
        stage.pass(3 * MINUTE).await;
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::Cancelled);
        assert_eq!((ours(stage, &order).state, notice(stage, &order)), (Some(S::Cancelled), None));
    });
}

// F103: the setting accepts what Amazon confirmed, and nothing else.
#[test]
fn f103_with_the_setting_a_confirmed_cancel_is_accepted_by_itself() {
    story(async |stage| {
        set(stage, |s| s.accept_confirmed_cancels = true);
        let order = accepted(stage).await;
        asks_to_cancel(stage, &order);
        until(stage, &order, S::Cancelled).await;
        stage.pass(5 * MINUTE).await;
        assert_eq!(at_tiktok(stage, &order).status(), tiktok::OrderStatus::Cancelled);

        let late = accepted(stage).await;
        parcels(stage, &late, OrderStatus::Processing, &[]);
        asks_to_cancel(stage, &late);
        until(stage, &late, S::CancelTooLate).await;
        stage.pass(30 * MINUTE).await;
        assert!(at_tiktok(stage, &late).asked_to_cancel_ms.is_some(), "this one a person answers");
    });
}

// F103: Amazon refuses, so the request is rejected with a listed reason; the order goes on.
#[test]
fn f103_a_request_that_amazon_cannot_meet_is_rejected_with_a_listed_reason() {
    story(async |stage| {
        let order = accepted(stage).await;
        let key = ours(stage, &order).key;
        parcels(stage, &order, OrderStatus::Processing, &[]);
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelTooLate).await;
        assert!(stage.engine.accept_request(key).await.is_err());
        assert!(stage.engine.reject_request(key, "no").await.is_err(), "only a listed reason");
        let reasons = stage.engine.cancel_choices(key).await.unwrap().reject_reasons;
        stage.engine.reject_request(key, &reasons[0].name).await.unwrap();
        until(stage, &order, S::Processing).await;
        assert_eq!(at_tiktok(stage, &order).asked_to_cancel_ms, None);
    });
}

// Section 7: a request that is withdrawn before anything was cancelled.
#[test]
fn a_withdrawn_request_returns_the_part_to_where_it_was() {
    story(async |stage| {
        let order = accepted(stage).await;
        lock(&stage.world).faults.force(Fault::ServerError, "amazon.cancelFulfillmentOrder", 50);
        asks_to_cancel(stage, &order);
        until(stage, &order, S::CancelRequested).await;
        withdraws(stage, &order);
        until(stage, &order, S::Accepted).await;
        assert_eq!(notice(stage, &order), None);
        // Asked a second time, Amazon is asked a second time.
        lock(&stage.world).faults.force(Fault::ServerError, "amazon.cancelFulfillmentOrder", 0);
        asks_to_cancel(stage, &order);
        until(stage, &order, S::Cancelled).await;
    });
}

// Section 7: withdrawn after Amazon has cancelled: a new part, only by a click.
#[test]
fn a_request_withdrawn_too_late_is_placed_anew_by_a_click_under_the_next_part() {
    story(async |stage| {
        let order = accepted(stage).await;
        let key = ours(stage, &order).key;
        asks_to_cancel(stage, &order);
        until(stage, &order, S::Cancelled).await;
        withdraws(stage, &order);
        stage.pass(5 * MINUTE).await;
        assert_eq!(notice(stage, &order), Some(ReasonCode::WithdrawnTooLate));
        stage.pass(60 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1, "never by itself");
        stage.engine.place_anew(key).unwrap();
        until(stage, &order, S::Accepted).await;
        let live: Vec<_> = at_amazon(stage, &order).into_iter().filter(|o| o.is_live()).collect();
        assert_eq!((at_amazon(stage, &order).len(), live.len()), (2, 1));
        assert_eq!(exports(stage, &order).len(), 2, "another key: the next part number");
    });
}

// F100: the switch.
#[test]
fn f100_switched_off_no_cancel_is_passed_on_and_a_person_hears_of_it() {
    story(async |stage| {
        switch(stage, Flow::CancelAtFulfiller, false);
        let order = accepted(stage).await;
        let mut notices = stage.engine.notices();
        cancels(stage, &order);
        stage.pass(20 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(S::Accepted));
        assert_eq!(notice(stage, &order), Some(ReasonCode::CancelSwitchedOff));
        assert_eq!(heard(&mut notices, NoticeKind::ExportFailed).len(), 1);
        assert_eq!(at_amazon(stage, &order)[0].status, OrderStatus::Received);
    });
}

// F108
#[test]
fn f108_after_a_cancel_the_number_shown_rises_only_with_a_newer_source_reading() {
    story(async |stage| {
        let sku = linked_skus(stage)[0].clone();
        let listing = {
            let world = lock(&stage.world);
            ListingSkuId::new(&world.tiktok.listings.by_seller_sku(&sku).unwrap().id).unwrap()
        };
        let available = |stage: &Stage| lock(&stage.world).tiktok.stock.available(listing.as_str());
        // What Amazon said last.
        let source = |stage: &Stage| {
            let amazon_sku = SellerSku::new(&sku).unwrap();
            let row = stage.store.read(|v| v.source_stock().get(&stage.amazon, &amazon_sku)).unwrap().unwrap();
            row.fulfillable.unwrap()
        };
        let order = buys(stage, &[(&sku, 3)]);
        stage.pass(20 * MINUTE).await;
        switch(stage, Flow::PullSourceStock, false);
        stage.pass(10 * MINUTE).await;
        let lowered = available(stage);
        assert_eq!(lowered, source(stage) - 3, "own open demand");
        cancels(stage, &order);
        stage.pass(10 * MINUTE).await;
        assert_eq!(ours(stage, &order).state, Some(S::Cancelled));
        assert_eq!(
            available(stage),
            lowered,
            "the platform gave the units back by itself; the number is written again"
        );
        switch(stage, Flow::PullSourceStock, true);
        stage.engine.run_now(&stage.amazon, Flow::PullSourceStock).unwrap();
        stage.pass(20 * MINUTE).await;
        assert_eq!(available(stage), source(stage));
        assert!(available(stage) > lowered);
    });
}

// F116: a person who asks for it now does not wait for the rest of a refused number.
#[test]
fn run_now_does_not_wait_for_the_rest_of_a_refused_number() {
    story(async |stage| {
        let sku = linked_skus(stage)[0].clone();
        let listing = lock(&stage.world).tiktok.listings.by_seller_sku(&sku).unwrap().id.clone();
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.faults.set(&[Fault::ZeroRefused]);
            let amazon_sku = world.catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
            let stock = world.amazon.stock.get_mut(&amazon_sku).unwrap();
            stock.sales_per_day = 0.0;
            stock.change(now_ms, |level| level.fulfillable = 0);
        }
        let shown = |stage: &Stage| lock(&stage.world).tiktok.stock.available(&listing);
        for _ in 0..120 {
            stage.pass(MINUTE).await;
            let id = ListingSkuId::new(&listing).unwrap();
            let of = shop(stage);
            let row = stage.store.read(|v| v.listing_stock().get(&of, &id)).unwrap().unwrap();
            if row.reason.is_some_and(|r| r.code == ReasonCode::ZeroRefused) {
                break;
            }
        }
        lock(&stage.world).faults.set(&[]);
        stage.pass(6 * MINUTE).await;
        assert_ne!(shown(stage), 0, "it rests");
        stage.engine.run_now(&shop(stage), Flow::PushStock).unwrap();
        stage.pass(2 * MINUTE).await;
        assert_eq!(shown(stage), 0);
    });
}
