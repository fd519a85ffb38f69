//! The connector against the strict practice TikTok Shop, in-process on paused time (F001, F005–F008, F015, F016, F030,
//! F042, F044–F046, F082, F086, F087, F089, F092, F100, F102, F103, F115, F404–F407, F430).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fall over"
)]

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, Response};
use http_body_util::BodyExt;
use shopferry_channel::{
    CancellationStatus, ChannelError, CheckOutcome, Clock, Correction, RefusalKind, SalesChannel, Secret, SeededChance,
    ShipmentNotice, StockWrite, TokioClock, WarehouseState,
};
use shopferry_domain::carrier::{CarrierChoice, amazon_entry};
use shopferry_domain::order::{PackageStatus, PlatformStatus};
use shopferry_domain::readiness::Prerequisite;
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{ConnectionId, LineId, Order, ReasonCode, RemoteOrderId};
use shopferry_net::{InProcess, Transport, TransportFault, Unobserved};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::{BUNDLE_SKU, Mark, NewOrder, Scan};
use shopferry_practice::world::{SharedWorld, World, lock};
use shopferry_tiktok_shop::{
    ExpectedState, HeldTokens, Hosts, Parts, TiktokConfig, TiktokShop, authorized_shops, exchange,
};
use tower::ServiceExt;

/// 2026-03-02 09:00:00 UTC.
const EPOCH_MS: i64 = 1_772_442_000_000;
const HOUR: Duration = Duration::from_secs(3_601);
const TBA: &str = "TBA123456789012";

/// A practice shop and a connection to it, signed in as a seller would.
struct Practice {
    world: SharedWorld,
    shop: TiktokShop,
    tokens: Arc<HeldTokens>,
    clock: TokioClock,
}

fn transport(world: &SharedWorld) -> Arc<dyn Transport> {
    let router = shopferry_practice::serve::service(world.clone());
    let answer = move |request: Request<Bytes>| {
        let router = router.clone();
        async move {
            let answer = router.oneshot(request.map(axum::body::Body::from)).await.expect("a router never fails");
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.map_err(|_| TransportFault::outcome_unknown("cut off"))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        }
    };
    Arc::new(InProcess::fallible(Duration::from_secs(30), answer))
}

impl Practice {
    async fn open() -> Self {
        Self::skewed(TimeDelta::zero()).await
    }

    async fn skewed(skew: TimeDelta) -> Self {
        let world = World::new(7, WorldClock::rehearsal(EPOCH_MS)).share();
        let clock = TokioClock::starting_at(DateTime::from_timestamp_millis(EPOCH_MS).unwrap()).skewed(skew);
        let keys = lock(&world).tiktok.credentials();
        let (network, hosts) = (transport(&world), Hosts::loopback("http://127.0.0.1:4010").unwrap());
        let secret = Secret::new(keys.app_secret.clone());
        let expected = ExpectedState { state: "s1".to_owned(), issued_at: clock.now() };
        let address = format!("https://localhost/cb?app_key={}&code={}&state=s1", keys.app_key, keys.auth_code);
        let grant = exchange(network.clone(), &hosts.auth, &keys.app_key, &secret, &address, &expected, clock.now())
            .await
            .unwrap();
        assert!(grant.missing_scopes().is_empty());
        let again =
            exchange(network.clone(), &hosts.auth, &keys.app_key, &secret, &address, &expected, clock.now()).await;
        assert!(again.is_err(), "a code works once");
        let tokens = Arc::new(HeldTokens::new(secret, Some(grant.tokens)));
        let chance = Arc::new(SeededChance::new(7));
        let time = Arc::new(clock.clone());
        let shops = authorized_shops(
            network.clone(),
            hosts.clone(),
            &keys.app_key,
            tokens.clone(),
            time.clone(),
            chance.clone(),
        );
        let ours = shops.await.unwrap().remove(0);
        let config = TiktokConfig {
            connection: ConnectionId::new("tt-1").unwrap(),
            shop: ours.id,
            cipher: ours.cipher,
            region: ours.region,
            cross_border: ours.cross_border,
            app_key: keys.app_key,
            hosts,
        };
        let parts =
            Parts { transport: network, clock: time, chance, tokens: tokens.clone(), observer: Arc::new(Unobserved) };
        Self { world, shop: TiktokShop::connect(config, parts), tokens, clock }
    }

    fn with<T>(&self, act: impl FnOnce(&mut World, i64) -> T) -> T {
        let mut world = lock(&self.world);
        world.advance();
        let now_ms = world.now_ms();
        act(&mut world, now_ms)
    }

    fn sku(&self, index: usize) -> String {
        self.with(|world, _| {
            let listed = world.catalogue.items().iter().filter(|item| item.units_at_tiktok > 40);
            listed.filter_map(|item| item.tiktok_sku.clone()).nth(index).unwrap()
        })
    }

    fn buy(&self, order: NewOrder) -> RemoteOrderId {
        self.with(|world, now_ms| {
            let id = world.tiktok.place_order(order, now_ms).unwrap();
            world.tiktok.pay(&id, now_ms).unwrap();
            RemoteOrderId::new(id).unwrap()
        })
    }

    async fn order(&self, id: &RemoteOrderId) -> Order {
        let mut records = self.shop.orders().read(std::slice::from_ref(id)).await.unwrap();
        assert_eq!(records.bad, vec![]);
        records.good.remove(0)
    }

    fn started(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(EPOCH_MS).unwrap() - TimeDelta::minutes(10)
    }

    async fn notice(&self, order: &Order, number: &str) -> ShipmentNotice {
        let sink = self.shop.shipments().unwrap();
        let carriers = sink.carriers(order.delivery_option.as_ref().unwrap()).await.unwrap();
        let CarrierChoice::Found(carrier) = amazon_entry(&carriers) else { panic!("{carriers:?}") };
        let lines: Vec<LineId> = order.lines.iter().map(|line| line.id.clone()).collect();
        ShipmentNotice {
            units: Vec::new(),
            order: order.remote.clone(),
            lines,
            number: TrackingNumber::as_given(number).unwrap(),
            carrier,
        }
    }
}

fn kind(fault: ChannelError) -> RefusalKind {
    match fault {
        ChannelError::Refused(refusal) => refusal.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_fresh_sign_in_passes_its_test() {
    let practice = Practice::open().await;
    let steps = practice.shop.check().await.unwrap();
    assert_eq!(steps.len(), 6);
    assert!(steps.iter().all(|step| step.outcome == CheckOutcome::Passed), "{steps:?}");
    assert_eq!(steps[0].clock_difference_secs, Some(0));
    practice.with(|world, _| world.tiktok.access.set_scope("seller.product.basic", false));
    let steps = practice.shop.check().await.unwrap();
    let failed: Vec<_> = steps.iter().filter(|step| step.outcome != CheckOutcome::Passed).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].scope, "seller.product.basic");
}

#[tokio::test(start_paused = true)]
async fn an_order_goes_from_held_to_shipped() {
    let practice = Practice::open().await;
    let id = practice.buy(NewOrder::of(&[(&practice.sku(0), 2), (&practice.sku(1), 1)]));
    let page = practice.shop.orders().changed(practice.started(), None).await.unwrap();
    assert_eq!(page.records.good[0].remote, id);
    assert_eq!((page.records.bad.len(), page.next), (0, None));
    let held = practice.order(&id).await;
    assert_eq!(held.status, PlatformStatus::OnHold);
    assert!(!held.ship_to.unreadable().is_empty(), "F044: {:?}", held.ship_to);
    assert_eq!(held.lines.len(), 3);
    let early = practice.notice(&held, TBA).await;
    let sink = practice.shop.shipments().unwrap();
    assert_eq!(kind(sink.mark_shipped(&early).await.unwrap_err()), RefusalKind::Held);

    tokio::time::advance(HOUR).await;
    let ready = practice.order(&id).await;
    assert_eq!(ready.status, PlatformStatus::AwaitingShipment);
    assert_eq!(ready.ship_to.unreadable(), Vec::<&str>::new());
    assert!(ready.ship_to.state.known().is_some());
    assert!(!ready.money.does_not_add_up, "F046: {:?}", ready.money);
    assert_eq!(sink.is_platforms_own(&TrackingNumber::as_given(TBA).unwrap()).await.unwrap(), Some(false));
    let mut first = practice.notice(&ready, TBA).await;
    first.lines.truncate(1);
    let receipt = sink.mark_shipped(&first).await.unwrap();
    let partly = practice.order(&id).await;
    assert_eq!(partly.status, PlatformStatus::PartiallyShipping);
    assert_eq!(partly.lines[0].package, receipt.package);
    assert_eq!(partly.lines[0].tracking.as_deref(), Some(TBA));
    assert_eq!(partly.open_lines().count(), 2);
    assert_eq!(kind(sink.mark_shipped(&first).await.unwrap_err()), RefusalKind::AlreadyDone);
    let mut rest = practice.notice(&partly, "TBA123456789013").await;
    rest.lines.remove(0);
    sink.mark_shipped(&rest).await.unwrap();
    assert_eq!(practice.order(&id).await.status, PlatformStatus::AwaitingCollection);
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_order_is_read() {
    let practice = Practice::open().await;
    let sku = practice.sku(0);
    let marks = [
        Mark::Cod,
        Mark::Sample,
        Mark::Subscription,
        Mark::CollectionPoint,
        Mark::PlatformLabel,
        Mark::Fbt,
        Mark::Gift,
        Mark::Authentication,
        Mark::Dangerous,
        Mark::Prescription,
        Mark::Auction,
        Mark::Lottery,
        Mark::UnknownKind,
        Mark::Digital,
    ];
    let mut ids: Vec<_> = marks.iter().map(|mark| practice.buy(NewOrder::of(&[(&sku, 1)]).mark(*mark))).collect();
    ids.push(practice.buy(NewOrder::of(&[(BUNDLE_SKU, 1)])));
    for hours in 0..2 {
        let records = practice.shop.orders().read(&ids).await.unwrap();
        assert_eq!(records.bad, vec![], "after {hours} h");
        assert_eq!(records.good.len(), ids.len());
        assert!(records.good.iter().all(|order| !order.money.does_not_add_up));
        let bundle = records.good.iter().find(|order| order.remote == ids[marks.len()]).unwrap();
        assert!(!bundle.lines[0].contents.is_empty(), "{:?}", bundle.lines);
        tokio::time::advance(HOUR).await;
    }
}

#[tokio::test(start_paused = true)]
async fn all_changes_are_met_page_by_page() {
    let practice = Practice::open().await;
    let sku = practice.sku(0);
    for _ in 0..130 {
        practice.with(|world, now_ms| {
            world.tiktok.set_stock(&sku, 50, now_ms).unwrap();
            world.tiktok.place_order(NewOrder::of(&[(&sku, 1)]), now_ms).unwrap();
        });
    }
    let (mut met, mut page) = (std::collections::BTreeSet::new(), None);
    loop {
        let answer = practice.shop.orders().changed(practice.started(), page.as_ref()).await.unwrap();
        met.extend(answer.records.good.into_iter().map(|head| head.remote));
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    assert_eq!(met.len(), 130);
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_in_the_middle_is_renewed_and_kept() {
    let practice = Practice::open().await;
    let before = practice.tokens.newest().unwrap();
    practice.with(|world, now_ms| world.tiktok.access.expire_access(now_ms));
    practice.shop.orders().changed(practice.started(), None).await.unwrap();
    let after = practice.tokens.newest().unwrap();
    assert_ne!(before.refresh.expose(), after.refresh.expose());
    practice.with(|world, _| world.tiktok.access.revoke());
    let fault = practice.shop.orders().changed(practice.started(), None).await.unwrap_err();
    assert!(matches!(fault, ChannelError::NeedsSignIn { .. }), "{fault:?}");
    tokio::time::advance(Duration::from_secs(8 * 86_400)).await;
    assert!(practice.clock.now() > after.access_expires_at);
}

#[tokio::test(start_paused = true)]
async fn tokens_are_renewed_for_months_without_a_hand() {
    let practice = Practice::open().await;
    for _ in 0..10 {
        tokio::time::advance(Duration::from_secs(8 * 86_400)).await;
        practice.shop.orders().changed(practice.clock.now(), None).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_computer_three_hours_late_still_signs() {
    let practice = Practice::skewed(TimeDelta::hours(-3)).await;
    practice.shop.orders().changed(practice.started(), None).await.unwrap();
    let steps = practice.shop.check().await.unwrap();
    assert_eq!(steps[0].clock_difference_secs, Some(10_800));
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_a_shipment_is_found_by_looking() {
    let practice = Practice::open().await;
    let id = practice.buy(NewOrder::of(&[(&practice.sku(0), 1)]));
    tokio::time::advance(HOUR).await;
    let ready = practice.order(&id).await;
    let notice = practice.notice(&ready, TBA).await;
    practice.with(|world, _| world.faults.force(Fault::LostAnswer, "tiktok.markAsShipped", 1));
    let sink = practice.shop.shipments().unwrap();
    let fault = sink.mark_shipped(&notice).await.unwrap_err();
    assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
    let seen = practice.order(&id).await;
    assert_eq!(seen.lines[0].tracking.as_deref(), Some(TBA), "it had happened");
    assert_eq!(kind(sink.mark_shipped(&notice).await.unwrap_err()), RefusalKind::AlreadyDone);
}

#[tokio::test(start_paused = true)]
async fn reads_survive_what_passes() {
    let practice = Practice::open().await;
    let id = practice.buy(NewOrder::of(&[(&practice.sku(0), 1)]));
    let faults = [
        Fault::Throttle,
        Fault::ServerError,
        Fault::Unavailable,
        Fault::LostAnswer,
        Fault::ExpiredToken,
        Fault::MalformedAnswer,
        Fault::Html400,
        Fault::SlowAnswer,
    ];
    for fault in faults {
        practice.with(|world, _| world.faults.force(fault, "tiktok.getOrders", 1));
        assert_eq!(practice.order(&id).await.remote, id, "{fault:?}");
        tokio::time::advance(Duration::from_secs(120)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn stock_is_listed_read_and_written() {
    let practice = Practice::open().await;
    let listings = practice.shop.listings().unwrap();
    let (mut all, mut page) = (Vec::new(), None);
    loop {
        let answer = listings.listings(page.as_ref()).await.unwrap();
        assert_eq!(answer.records.bad, vec![]);
        all.extend(answer.records.good);
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    let seller_sku = practice.sku(0);
    let one = all.iter().find(|l| l.seller_sku.as_ref().is_some_and(|s| s.as_str() == seller_sku)).unwrap();
    assert!(one.live);
    let skus: Vec<_> = all.iter().map(|listing| listing.sku.clone()).collect();
    let stock = listings.read(&skus).await.unwrap();
    assert_eq!(stock.bad, vec![]);
    let held = stock.good.iter().find(|held| held.sku == one.sku).unwrap();
    let numbers = |units: u32| {
        let quantities = held.warehouses.iter().map(|w| (w.warehouse.clone(), units)).collect();
        [StockWrite { sku: one.sku.clone(), quantities }]
    };
    let written = listings.write(&one.product, &numbers(3)).await.unwrap();
    assert_eq!(written[0].outcome, Ok(()));
    let again = listings.read(std::slice::from_ref(&one.sku)).await.unwrap();
    assert!(again.good[0].warehouses.iter().all(|warehouse| warehouse.available == 3));
    assert_eq!(listings.write(&one.product, &numbers(0)).await.unwrap()[0].outcome, Ok(()));
    practice.with(|world, _| world.faults.set(&[Fault::ZeroRefused]));
    let refused = listings.write(&one.product, &numbers(0)).await.unwrap();
    assert_eq!(refused[0].outcome.clone().unwrap_err().reason, ReasonCode::ZeroRefused);
}

#[tokio::test(start_paused = true)]
async fn warehouses_are_read() {
    let practice = Practice::open().await;
    let places = practice.shop.places().unwrap();
    let warehouses = places.warehouses().await.unwrap();
    let default = warehouses.iter().find(|place| place.is_default && place.is_sales).unwrap();
    assert!(warehouses.iter().any(|place| !place.is_sales), "a return warehouse");
    assert!(!places.delivery_options(&default.id).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_buyers_request_is_seen_on_the_order_and_among_the_cancellations() {
    let practice = Practice::open().await;
    let id = practice.buy(NewOrder::of(&[(&practice.sku(0), 1)]));
    tokio::time::advance(HOUR).await;
    practice.with(|world, now_ms| world.tiktok.request_cancel(id.as_str(), now_ms).unwrap());
    assert!(practice.order(&id).await.cancel_asked_at.is_some(), "F409");
    let source = practice.shop.cancellations().unwrap();
    let page = source.changed(practice.started(), None).await.unwrap();
    assert_eq!((&page.records.good[0].order, &page.records.good[0].status), (&id, &CancellationStatus::Asked));
    assert!(page.records.good[0].answer_by.is_some());
    practice.with(|world, now_ms| world.tiktok.withdraw_cancel(id.as_str(), now_ms).unwrap());
    assert_eq!(practice.order(&id).await.cancel_asked_at, None);
    let page = source.changed(practice.started(), None).await.unwrap();
    assert_eq!(page.records.good[0].status, CancellationStatus::Withdrawn);
}

impl Practice {
    async fn released(&self, units: u32) -> Order {
        let id = self.buy(NewOrder::of(&[(&self.sku(0), units)]));
        tokio::time::advance(HOUR).await;
        self.order(&id).await
    }
}

// F102, F103: eligibility, reasons of this very request, both answers, and the strict refusals.
#[tokio::test(start_paused = true)]
async fn cancellations_are_decided_at_the_desk() {
    let practice = Practice::open().await;
    let desk = practice.shop.cancel_desk().unwrap();
    let order = practice.released(2).await;
    let found = desk.eligibility(&order.remote).await.unwrap();
    assert_eq!(found.lines.len(), 2);
    let single = found.reasons_for_line(&order.lines[0].id);
    assert_eq!(single.len(), 1, "only for lack of stock: {single:?}");
    desk.cancel(&order.remote, Some(&[order.lines[0].id.clone()]), &single[0].name).await.unwrap();
    let left = practice.order(&order.remote).await;
    assert_eq!(left.lines.iter().filter(|line| line.is_wanted()).count(), 1);
    let receipt = desk.cancel(&order.remote, None, &found.reasons_for_all()[1].name).await.unwrap();
    assert_eq!(receipt.status, CancellationStatus::Done);
    let end = desk.cancel(&order.remote, None, &single[0].name).await.unwrap_err();
    assert_eq!(kind(end), RefusalKind::AlreadyDone);

    for agree in [true, false] {
        let order = practice.released(1).await;
        practice.with(|world, now_ms| world.tiktok.request_cancel(order.remote.as_str(), now_ms).unwrap());
        let page = practice.shop.cancellations().unwrap().changed(practice.started(), None).await.unwrap();
        let asked = page.records.good.iter().find(|c| c.order == order.remote).unwrap();
        assert!(asked.answer_by.is_some_and(|by| by > asked.updated_at));
        let open = desk.eligibility(&order.remote).await.unwrap();
        assert!(open.reasons_for_all().is_empty(), "a request is open");
        let reasons = desk.reject_reasons(&asked.id).await.unwrap();
        assert!(reasons.iter().all(|reason| !reason.name.ends_with("_delivered")), "it has not left: {reasons:?}");
        if agree {
            desk.approve(&asked.id).await.unwrap();
            assert_eq!(practice.order(&order.remote).await.status, PlatformStatus::Cancelled);
            assert_eq!(kind(desk.approve(&asked.id).await.unwrap_err()), RefusalKind::AlreadyDone);
        } else {
            let unfit = "order_manage_list_action_respond_popup_reject_reason_delivered";
            assert!(desk.reject(&asked.id, unfit).await.is_err());
            desk.reject(&asked.id, &reasons[0].name).await.unwrap();
            assert_eq!(practice.order(&order.remote).await.cancel_asked_at, None);
            assert_eq!(kind(desk.approve(&asked.id).await.unwrap_err()), RefusalKind::TooLate);
        }
    }
}

// F089, F087: one change within 72 hours, and the parcel shows it.
#[tokio::test(start_paused = true)]
async fn a_number_is_changed_once_and_the_parcel_is_read_back() {
    let practice = Practice::open().await;
    let order = practice.released(1).await;
    let notice = practice.notice(&order, TBA).await;
    let sink = practice.shop.shipments().unwrap();
    let package = sink.mark_shipped(&notice).await.unwrap().package.unwrap();
    let packages = practice.shop.packages().unwrap();
    let parcel = packages.read(&package).await.unwrap().unwrap();
    assert_eq!((parcel.number.as_deref(), parcel.status), (Some(TBA), PackageStatus::AwaitingCollection));
    assert_eq!(parcel.carrier.as_ref(), Some(&notice.carrier));
    let number = |text: &str| TrackingNumber::as_given(text).unwrap();
    let mut correction = Correction { package, number: number("TBA000000000777"), carrier: notice.carrier.clone() };
    sink.correct(&correction).await.unwrap();
    let parcel = packages.read(&correction.package).await.unwrap().unwrap();
    assert_eq!(parcel.number.as_deref(), Some("TBA000000000777"));
    correction.number = number("TBA000000000778");
    let end = sink.correct(&correction).await.unwrap_err();
    assert_eq!(end.as_reason().code, ReasonCode::CorrectionUsed);
    assert_eq!(kind(end), RefusalKind::TooLate);
    let strange = shopferry_domain::PackageId::new("1").unwrap();
    assert_eq!(packages.read(&strange).await.unwrap(), None);
}

// F092: a warehouse kept for Amazon marks strangers and closes at the fifth; other carriers are refused at once.
#[tokio::test(start_paused = true)]
async fn a_warehouse_kept_for_amazon_closes_at_the_fifth_stranger() {
    let practice = Practice::open().await;
    let place = practice.with(|world, _| world.tiktok.warehouses()[0].id.clone());
    practice.with(|world, _| world.tiktok.keep_for_amazon(&place).unwrap());
    let sink = practice.shop.shipments().unwrap();
    let mut packages = Vec::new();
    for n in 0..5 {
        let order = practice.released(1).await;
        let mut notice = practice.notice(&order, &format!("TBA00000000010{n}")).await;
        if n == 0 {
            let amazon = notice.carrier.clone();
            let list = sink.carriers(order.delivery_option.as_ref().unwrap()).await.unwrap();
            notice.carrier = list.iter().find(|entry| entry.name == "GOFO").unwrap().id.clone();
            assert!(sink.mark_shipped(&notice).await.is_err(), "not with Amazon's carrier");
            notice.carrier = amazon;
        }
        packages.push(sink.mark_shipped(&notice).await.unwrap().package.unwrap());
    }
    tokio::time::advance(HOUR).await;
    for package in &packages {
        let parcel = practice.shop.packages().unwrap().read(package).await.unwrap().unwrap();
        assert!(parcel.is_wrong_tracking(), "no Amazon parcel has this number");
    }
    let places = practice.shop.places().unwrap().warehouses().await.unwrap();
    let closed = places.iter().find(|one| one.id.as_str() == place).unwrap();
    assert_eq!(closed.state, WarehouseState::Disabled);
}

// F430
#[tokio::test(start_paused = true)]
async fn usps_numbers_may_be_refused() {
    let practice = Practice::open().await;
    practice.with(|world, _| world.tiktok.refuse_usps = true);
    for last in ['1', '2'] {
        let order = practice.released(1).await;
        let notice = practice.notice(&order, &format!("940010000000000000000{last}")).await;
        let end = practice.shop.shipments().unwrap().mark_shipped(&notice).await.unwrap_err();
        assert_eq!(end.as_reason().code, ReasonCode::UspsNotTheirs);
        assert_eq!(kind(end), RefusalKind::PostageNotTheirs);
    }
}

// F407: the platform sees nothing although the carrier moves; its dates to keep are told.
#[tokio::test(start_paused = true)]
async fn a_parcel_that_the_platform_does_not_see_stays_uncollected() {
    let practice = Practice::open().await;
    let mut shown = Vec::new();
    for (number, unseen) in [("TBA000000000201", true), ("TBA000000000202", false)] {
        let order = practice.released(1).await;
        let notice = practice.notice(&order, number).await;
        let package = practice.shop.shipments().unwrap().mark_shipped(&notice).await.unwrap().package.unwrap();
        practice.with(|world, now_ms| {
            if unseen {
                world.tiktok.hide_scans(order.remote.as_str()).unwrap();
            }
            world.tiktok.carrier_scan(number, Scan::Collected, now_ms);
        });
        tokio::time::advance(HOUR).await;
        shown.push(practice.shop.packages().unwrap().read(&package).await.unwrap().unwrap().status);
        let order = practice.order(&order.remote).await;
        assert!(order.deadlines.uncollected_cancel_at > order.deadlines.auto_cancel_at);
        assert_eq!(order.progress.collected_at.is_some(), !unseen);
    }
    assert_eq!(shown, [PackageStatus::AwaitingCollection, PackageStatus::InTransit]);
}

// F012
#[tokio::test(start_paused = true)]
async fn the_practice_shop_can_lack_something() {
    let practice = Practice::open().await;
    let readiness = practice.shop.readiness().unwrap();
    assert!(readiness.readiness().await.unwrap().iter().all(|item| item.passed == Some(true)));
    practice.with(|world, _| {
        world.tiktok.readiness.set("BANK_ACCOUNT", Some(false)).unwrap();
        world.tiktok.readiness.set("SHOP_TAX", None).unwrap();
    });
    let list = readiness.readiness().await.unwrap();
    let of = |name: Prerequisite| list.iter().find(|item| item.name == name).unwrap();
    assert_eq!((of(Prerequisite::BankAccount).passed, of(Prerequisite::Tax).passed), (Some(false), None));
    assert_eq!(of(Prerequisite::BankAccount).reasons.len(), 1);
}

// F045, F042: hostile texts and changes of an order that exists.
#[tokio::test(start_paused = true)]
async fn hostile_buyers_and_changed_orders_are_read_as_they_are() {
    let practice = Practice::open().await;
    practice.with(|world, _| world.tiktok.hostile_texts = true);
    for n in 0..4 {
        let order = practice.released(1).await;
        let name = order.ship_to.name.known().unwrap().to_owned();
        assert!(name.contains("Practice Buyer 0"), "{n}: {}", name.chars().take(60).collect::<String>());
        let texts = [Some(&name), order.buyer_note.as_ref(), order.seller_note.as_ref(), Some(&order.lines[0].title)];
        for text in texts {
            assert!(text.is_some_and(|text| !text.is_empty() && !text.chars().any(char::is_control)), "{n}");
        }
        assert!(order.buyer_note.as_ref().is_some_and(|note| note.chars().count() <= 1_000));
        practice.with(|world, now_ms| {
            let id = order.remote.as_str();
            world.tiktok.change_message(id, "Back door, please", now_ms).unwrap();
            let sku = order.lines[0].seller_sku.clone().unwrap();
            world.tiktok.add_line(id, sku.as_str(), now_ms).unwrap();
            world.tiktok.drop_line(id, order.lines[0].id.as_str(), now_ms).unwrap();
        });
        let changed = practice.order(&order.remote).await;
        assert_eq!(changed.buyer_note.as_deref(), Some("Back door, please"));
        let wanted: Vec<bool> = changed.lines.iter().map(|line| line.is_wanted()).collect();
        assert_eq!((wanted.len(), wanted.iter().filter(|wanted| **wanted).count()), (2, 1));
        assert!(!changed.money.does_not_add_up);
    }
}
