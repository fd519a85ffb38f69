//! The second order version against the strict practice Amazon, in-process on paused time (F401, F402, F062, F080,
//! F091, F100, F408).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt as _;
use shopferry_amazon::{AmazonFulfiller, AmazonParts, CLIENT_SECRET, Hosts, REFRESH_TOKEN};
use shopferry_channel::{ChannelError, CheckOutcome, Fulfiller, RefusalKind, SeededChance, TokioClock};
use shopferry_domain::delivery::{DeliveryDocument, Milestone};
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentStatus};
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FeatureWish, PlanItem, Speed};
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{ExportKey, MarketplaceId, ReasonCode, SellerSku};
use shopferry_net::{InProcess, TransportFault};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::fault::Fault;
use shopferry_practice::world::{SharedWorld, World, lock};
use stand_in::{Keychain, StandIn, at, connection, plan, sku};
use tower::ServiceExt as _;

const START: &str = "2026-09-01T12:00:00Z";
const DAY: u64 = 24 * 3600;

/// A practice Amazon and a connection to it in both versions.
struct Practice {
    world: SharedWorld,
    front: AmazonFulfiller,
    v1: Arc<dyn Fulfiller>,
    v2: Arc<dyn Fulfiller>,
}

impl Practice {
    fn open() -> Self {
        let mut world = World::new(7, WorldClock::rehearsal(at(START).timestamp_millis()));
        world.amazon.mishaps = false;
        let world = world.share();
        let account = lock(&world).credentials("http://127.0.0.1:9", "unused").amazon;
        let router = shopferry_practice::serve::service(world.clone());
        let transport = InProcess::fallible(Duration::from_secs(30), move |request| {
            let router = router.clone();
            async move {
                let (parts, body) = router.oneshot(request.map(Body::from)).await.unwrap().into_parts();
                let body = body.collect().await.map_err(|_| TransportFault::outcome_unknown("the connection broke"))?;
                Ok(http::Response::from_parts(parts, body.to_bytes()))
            }
        });
        let mut keychain = Keychain::filled();
        keychain.0.insert(CLIENT_SECRET.to_owned(), account.client_secret);
        keychain.0.insert(REFRESH_TOKEN.to_owned(), account.refresh_token);
        let front = AmazonFulfiller::new(AmazonParts {
            connection: connection(),
            marketplace: MarketplaceId::new(&account.marketplace_id).unwrap(),
            client_id: account.client_id,
            hosts: Hosts::loopback(&account.base_url, &account.lwa_url).unwrap(),
            secrets: Arc::new(keychain),
            transport: Arc::new(transport),
            clock: Arc::new(TokioClock::starting_at(at(START))),
            chance: Arc::new(SeededChance::new(1)),
            observer: Arc::new(StandIn::default()),
        });
        let (v1, v2) = (front.in_version(ApiVersion::V1).unwrap(), front.in_version(ApiVersion::V2).unwrap());
        Self { world, front, v1, v2 }
    }

    fn stocked(&self) -> SellerSku {
        let world = lock(&self.world);
        let stock = world.amazon.stock.values().find(|s| !s.foreign && s.level.fulfillable > 200);
        sku(&stock.unwrap().seller_sku)
    }

    /// A TikTok order's plan in the second version.
    fn plan(&self, key: &str, units: u32) -> ExportPlan {
        let items = vec![PlanItem { key: "item-1".into(), sku: self.stocked(), quantity: units, lines: Vec::new() }];
        ExportPlan {
            key: ExportKey::from_text(key),
            items,
            sales_channel: Some("TIKTOK".to_owned()),
            api_version: Some(ApiVersion::V2),
            ..plan()
        }
    }

    /// Places an order as the engine does: an unknown outcome is looked up until it shows.
    async fn place(&self, plan: &ExportPlan) -> FulfillmentOrder {
        match self.front.create(plan).await {
            Ok(()) | Err(ChannelError::OutcomeUnknown { .. }) => {}
            Err(other) => panic!("{other:?}"),
        }
        for _ in 0..3 {
            if let Some(found) = self.v2.get(&plan.key).await.unwrap() {
                return found;
            }
            sleep(5).await;
        }
        panic!("{} does not show", plan.key);
    }
}

async fn sleep(secs: u64) {
    tokio::time::sleep(Duration::from_secs(secs)).await;
}

/// F401, F402, F068, F080, F408: created, read back, listed with its packages, tracked, delivered.
#[tokio::test(start_paused = true)]
async fn f401_f402_an_order_is_previewed_placed_listed_and_tracked() {
    let practice = Practice::open();
    let (v2, mut plan) = (&practice.v2, practice.plan("TT-1-1-A", 1));
    plan.features = vec![
        FeatureWish { name: FeatureName::BlankBox, required: true },
        FeatureWish { name: FeatureName::BlockAmzl, required: true },
    ];
    let preview = practice.front.preview(&plan).await.unwrap();
    assert!(preview.fulfillable && preview.fee.is_some() && preview.arrives_by.is_some(), "{preview:?}");
    assert_eq!(preview.speeds, ["Standard", "Expedited"]);
    let accepted = practice.place(&plan).await;
    assert_eq!(accepted.status, FulfillmentStatus::InProgress);
    assert_eq!(accepted.display_number, plan.display_number);
    assert_eq!((accepted.features.clone(), accepted.speed.clone()), (plan.features.clone(), Some(Speed::Standard)));
    assert_eq!((accepted.policy.clone(), accepted.postcode.as_deref()), (Some(plan.policy.clone()), Some("97201")));
    {
        let world = lock(&practice.world);
        let held = &world.amazon.orders()["TT-1-1-A"];
        assert_eq!(held.v2.as_ref().unwrap().channel.as_deref(), Some("TIKTOK"), "F402");
        assert_eq!(
            (held.displayable_id.as_str(), held.comment.as_str()),
            ("576461413038785752", "Thank you for your order")
        );
    }
    sleep(5 * DAY).await;
    let order = v2.get(&plan.key).await.unwrap().unwrap();
    assert_eq!(order.status, FulfillmentStatus::Complete, "{order:?}");
    let package = &order.packages[0];
    assert!(package.shipped && package.carrier.is_some() && package.carrier_number.is_some(), "{package:?}");
    assert_eq!((package.contents[0].quantity, package.documents.as_slice()), (1, &[DeliveryDocument::Image][..]));
    let delivery = v2.delivery().unwrap();
    assert_eq!(delivery.news(package).await.unwrap().unwrap().milestone, Milestone::Delivered);
    assert!(delivery.photo(&plan.key, package).await.unwrap().is_some(), "asked for when it is opened, never kept");
    let page = v2.changed(at(START), None).await.unwrap();
    let listed = page.records.good.iter().find(|row| row.key == plan.key).unwrap();
    assert_eq!(
        (listed.api_version, listed.order.as_deref()),
        (ApiVersion::V2, Some(&order)),
        "the list brings packages"
    );
    assert!(practice.front.stock().unwrap().read(&[practice.stocked()]).await.unwrap().good.len() == 1);
}

/// F401: the whole order or only *taken*, both are believed only after a read-back; nothing is placed twice.
#[tokio::test(start_paused = true)]
async fn f401_a_create_that_was_only_taken_is_accepted_when_it_is_read_back() {
    let practice = Practice::open();
    let (mut accepted, mut unknown) = (0, 0);
    for n in 0..30 {
        let plan = practice.plan(&format!("TT-{n}-1-A"), 1);
        match practice.front.create(&plan).await {
            Ok(()) => accepted += 1,
            Err(ChannelError::OutcomeUnknown { message }) => {
                assert!(message.contains("does not show it yet"), "{message}");
                unknown += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
        sleep(10).await;
        assert!(practice.v2.get(&plan.key).await.unwrap().is_some(), "looked up, it is there");
    }
    assert!(accepted > 20 && unknown > 0, "{accepted} {unknown}");
    assert_eq!(lock(&practice.world).amazon.orders().len(), 30);
}

/// F401, F076: a lost answer is unknown, and a look-up under the same key finds the one order.
#[tokio::test(start_paused = true)]
async fn f401_a_lost_answer_is_looked_up_and_never_sent_twice() {
    let practice = Practice::open();
    for n in 0..6 {
        lock(&practice.world).faults.force(Fault::LostAnswer, "amazon.createOrder", 1);
        let plan = practice.plan(&format!("TT-{n}-1-A"), 1);
        let fault = practice.front.create(&plan).await.unwrap_err();
        assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
        sleep(10).await;
        assert!(practice.v2.get(&plan.key).await.unwrap().is_some());
        match practice.front.create(&plan).await {
            Err(ChannelError::Refused(no)) => assert_eq!(no.kind, RefusalKind::AlreadyDone),
            other => panic!("a used key is refused: {other:?}"),
        }
    }
    assert_eq!(lock(&practice.world).amazon.orders().len(), 6);
    // A fault of the read-back after a taken create is no *nothing happened*.
    for fault in [Fault::Throttle, Fault::Unavailable, Fault::ServerError] {
        lock(&practice.world).faults.force(fault, "amazon.getOrder", 9);
        let plan = practice.plan(&format!("TT-{}-2-A", fault.name()), 1);
        let result = practice.front.create(&plan).await;
        assert!(matches!(result, Ok(()) | Err(ChannelError::OutcomeUnknown { .. })), "{result:?}");
        sleep(600).await;
    }
    assert_eq!(lock(&practice.world).amazon.orders().len(), 9);
}

/// F062: held, released by naming *Ship*, read back; released again it is no longer held.
#[tokio::test(start_paused = true)]
async fn f062_a_hold_is_kept_and_released() {
    let practice = Practice::open();
    let plan = ExportPlan { action: ExportAction::Hold, ..practice.plan("TT-1-1-A", 2) };
    let held = practice.place(&plan).await;
    assert!(held.is_held() && practice.v2.abilities().holds);
    sleep(2 * DAY).await;
    assert!(practice.v2.get(&plan.key).await.unwrap().unwrap().is_held());
    practice.v2.release(&plan.key).await.unwrap();
    let released = practice.v2.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((released.action.clone(), released.is_held()), (Some(ExportAction::Ship), false));
    match practice.v2.release(&plan.key).await {
        Err(ChannelError::Refused(no)) => {
            assert_eq!((no.kind, no.reason), (RefusalKind::AlreadyDone, ReasonCode::NotHeldAtAmazon))
        }
        other => panic!("{other:?}"),
    }
    sleep(5 * DAY).await;
    assert_eq!(practice.v2.get(&plan.key).await.unwrap().unwrap().status, FulfillmentStatus::Complete);
}

/// F100: the stage is not told, so the call is always tried; only the order itself tells whether it worked.
#[tokio::test(start_paused = true)]
async fn f100_a_cancel_is_tried_while_in_progress_and_believed_only_when_shown() {
    let practice = Practice::open();
    let plan = practice.plan("TT-1-1-A", 1);
    assert!(practice.place(&plan).await.status.is_cancellable());
    practice.v2.cancel(&plan.key).await.unwrap();
    assert_eq!(practice.v2.get(&plan.key).await.unwrap().unwrap().status, FulfillmentStatus::InProgress);
    sleep(120).await;
    let order = practice.v2.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((order.status, order.items[0].cancelled), (FulfillmentStatus::Cancelled, 1));
    let late = practice.plan("TT-2-1-A", 1);
    practice.place(&late).await;
    sleep(5 * DAY).await;
    match practice.v2.cancel(&late.key).await {
        Err(ChannelError::Refused(no)) => assert_eq!(no.reason, ReasonCode::CancelTooLate),
        other => panic!("{other:?}"),
    }
}

/// F080: all pages of the list, with the first page's arguments repeated.
#[tokio::test(start_paused = true)]
async fn f080_all_pages_of_the_list_are_read() {
    let practice = Practice::open();
    for n in 0..45 {
        practice.place(&practice.plan(&format!("TT-{n:02}-1-A"), 1)).await;
    }
    sleep(10).await;
    let (mut page, mut keys) = (None, std::collections::BTreeSet::new());
    for pages in 0.. {
        assert!(pages < 9, "the pages end");
        let answer = practice.v2.changed(at(START), page.as_ref()).await.unwrap();
        assert!(answer.records.bad.is_empty(), "{:?}", answer.records.bad);
        keys.extend(answer.records.good.into_iter().map(|row| row.key));
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    assert_eq!(keys.len(), 45);
}

/// F401: whatever the versions show of each other's orders, a call by key goes where its version says.
#[tokio::test(start_paused = true)]
async fn f401_calls_by_key_go_to_the_version_that_is_asked_for() {
    let practice = Practice::open();
    lock(&practice.world).amazon.versions_share_orders = false;
    let second = practice.plan("TT-2-1-A", 1);
    practice.place(&second).await;
    let first = ExportPlan { api_version: None, sales_channel: None, ..practice.plan("TT-1-1-A", 1) };
    practice.front.create(&first).await.unwrap();
    assert_eq!(practice.v1.get(&second.key).await, Ok(None));
    assert!(practice.v1.get(&first.key).await.unwrap().is_some());
    assert!(practice.front.get(&first.key).await.unwrap().is_some());
    assert!(practice.v2.get(&second.key).await.unwrap().is_some());
    let abilities = practice.v2.abilities();
    assert!(abilities.tells_channel && abilities.lists_packages && !abilities.prefers_plain_box && !abilities.returns);
    assert!(!abilities.features_can_be_asked && practice.v2.features().is_none(), "F073: options cannot be asked for");
    let steps = practice.v2.check().await.unwrap();
    assert!(steps.iter().all(|s| s.outcome == CheckOutcome::Passed), "{steps:?}");
    assert!(steps.iter().any(|s| s.what.contains("second version")));
}

/// F074, F073: why a preview says no.
#[tokio::test(start_paused = true)]
async fn f074_a_preview_names_the_constraints() {
    let practice = Practice::open();
    let sku = practice.stocked();
    let free = lock(&practice.world).amazon.stock[sku.as_str()].level;
    let too_many = practice.plan("TT-1-1-A", 250.min(free.fulfillable + free.inbound + 1));
    if free.fulfillable + free.inbound < 250 {
        let preview = practice.front.preview(&too_many).await.unwrap();
        assert!(!preview.fulfillable && preview.reasons[0].starts_with("ItemQuantityNotAvailable"), "{preview:?}");
        assert_eq!(preview.unfulfillable[0].sku, practice.stocked());
    }
    let fast = ExportPlan { speed: Speed::Priority, ..practice.plan("TT-1-1-A", 1) };
    let preview = practice.front.preview(&fast).await.unwrap();
    assert!(!preview.fulfillable && preview.reasons[0].contains("PRIORITY"), "{preview:?}");
    assert_eq!(preview.speeds, ["Standard", "Expedited"], "F432: what would go instead");
}
