//! Holds, box and delivery options, speeds, the channel's name: what a seller may choose (F062, F072, F073, F074, F075,
//! F320, F402, F431, F432).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod practice_world;
mod stand_in;

use practice_world::Practice;
use serde_json::json;
use shopferry_channel::{ChannelError, FeatureSource, Fulfiller, RefusalKind};
use shopferry_domain::ReasonCode;
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FeatureWish, FillPolicy, PlanItem, Speed};
use shopferry_net::TransportFault;
use shopferry_practice::fault::Fault;
use shopferry_practice::world::lock;
use stand_in::{StandIn, at, error, key, ok, plan};

fn wish(name: FeatureName, required: bool) -> FeatureWish {
    FeatureWish { name, required }
}

fn held(plan: ExportPlan) -> ExportPlan {
    ExportPlan { action: ExportAction::Hold, ..plan }
}

fn with(plan: &ExportPlan, key: &str, features: Vec<FeatureWish>) -> ExportPlan {
    ExportPlan { key: shopferry_domain::ExportKey::from_text(key), features, ..plan.clone() }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, ChannelError>) -> (RefusalKind, ReasonCode) {
    match result {
        Err(ChannelError::Refused(no)) => (no.kind, no.reason),
        other => panic!("{other:?}"),
    }
}

/// F062
#[tokio::test(start_paused = true)]
async fn f062_a_held_order_is_let_go_by_an_update_that_names_ship() {
    let world = StandIn::answering([ok(json!({})), ok(json!({}))]);
    let amazon = world.amazon();
    amazon.create(&held(plan())).await.unwrap();
    amazon.release(&key()).await.unwrap();
    let asked = world.asked();
    assert_eq!(asked[0].json()["fulfillmentAction"], "Hold");
    assert_eq!((asked[1].method.as_str(), asked[1].json()), ("PUT", json!({"fulfillmentAction": "Ship"})));
    assert_eq!(asked[1].path, format!("/fba/outbound/2020-07-01/fulfillmentOrders/{}", key()));
}

/// F062
#[tokio::test(start_paused = true)]
async fn f062_a_lost_answer_to_a_release_is_not_repeated_blindly() {
    for answer in [Err(TransportFault::outcome_unknown("cut")), error(500, "InternalFailure", "", "")] {
        let world = StandIn::answering([answer]);
        let fault = world.amazon().release(&key()).await.unwrap_err();
        assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
        assert_eq!(world.asked().len(), 1);
    }
}

/// F062
#[tokio::test(start_paused = true)]
async fn f062_a_403_to_a_release_means_not_held_any_more_and_is_no_missing_role() {
    let denied = "Access to requested resource is denied.";
    let world = StandIn::answering([
        error(403, "Unauthorized", denied, ""),
        error(400, "InvalidInput", "it is not on hold", ""),
        error(404, "NotFound", "", ""),
    ]);
    let amazon = world.amazon();
    let not_held = (RefusalKind::AlreadyDone, ReasonCode::NotHeldAtAmazon);
    assert_eq!(refused(amazon.release(&key()).await), not_held);
    assert_eq!(refused(amazon.release(&key()).await), not_held);
    assert_eq!(refused(amazon.release(&key()).await).0, RefusalKind::NotFound);
    let world = StandIn::answering([error(403, "Unauthorized", denied, "")]);
    assert!(matches!(world.amazon().cancel(&key()).await, Err(ChannelError::MissingScope { .. })));
}

/// F062, F090
#[tokio::test(start_paused = true)]
async fn f062_a_hold_sets_the_stock_aside_until_it_is_let_go_once() {
    let practice = Practice::quiet();
    let (amazon, plan) = (&practice.amazon, held(practice.plan("TT-1-1-A")));
    let sku = practice.stocked();
    let reserved = || lock(&practice.world).amazon.stock[sku.as_str()].level.reserved;
    let before = reserved();
    amazon.create(&plan).await.unwrap();
    practice.days(2).await;
    let order = amazon.get(&plan.key).await.unwrap().unwrap();
    assert!(order.is_held() && order.packages.is_empty(), "{order:?}");
    assert_eq!((order.speed, order.policy), (Some(Speed::Standard), Some(FillPolicy::FillOrKill)), "F090");
    assert_eq!(reserved(), before + 1);
    amazon.release(&plan.key).await.unwrap();
    let order = amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((order.is_held(), order.action), (false, Some(ExportAction::Ship)));
    assert_eq!(refused(amazon.release(&plan.key).await).1, ReasonCode::NotHeldAtAmazon);
    practice.days(5).await;
    let order = amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((order.status, order.packages.len()), (FulfillmentStatus::Complete, 1));
}

/// F062
#[tokio::test(start_paused = true)]
async fn f062_amazon_drops_a_hold_after_fourteen_days() {
    let practice = Practice::quiet();
    let plan = held(practice.plan("TT-1-1-A"));
    practice.amazon.create(&plan).await.unwrap();
    practice.days(15).await;
    let order = practice.amazon.get(&plan.key).await.unwrap().unwrap();
    assert_eq!((order.status.clone(), order.action.clone()), (FulfillmentStatus::Cancelled, Some(ExportAction::Hold)));
    assert!(!order.is_held());
}

/// F072, F073
#[tokio::test(start_paused = true)]
async fn f072_f073_options_go_with_preview_and_order_and_only_when_asked() {
    let empty = || ok(json!({"payload": {"fulfillmentPreviews": []}}));
    let world = StandIn::answering([empty(), ok(json!({})), empty()]);
    let amazon = world.amazon();
    let features = vec![wish(FeatureName::BlockAmzl, true), wish(FeatureName::BlankBox, false)];
    let plan = ExportPlan { features, ..plan() };
    let _ = amazon.preview(&plan).await;
    let _ = amazon.create(&plan).await;
    let _ = amazon.preview(&stand_in::plan()).await;
    let sent = json!([{"featureName": "BLOCK_AMZL", "featureFulfillmentPolicy": "Required"},
        {"featureName": "BLANK_BOX", "featureFulfillmentPolicy": "NotRequired"}]);
    let asked = world.asked();
    assert_eq!((&asked[0].json()["featureConstraints"], &asked[1].json()["featureConstraints"]), (&sent, &sent));
    assert!(asked[2].json().get("featureConstraints").is_none());
}

/// F073, F431
#[tokio::test(start_paused = true)]
async fn f073_what_account_and_sku_have_can_be_asked() {
    let practice = Practice::quiet();
    let (amazon, sku) = (&practice.amazon, practice.stocked());
    assert!(amazon.abilities().features_can_be_asked);
    let features = amazon.list().await.unwrap();
    let eligible = |name: FeatureName| features.iter().find(|f| f.name == name).unwrap().seller_eligible;
    assert_eq!(eligible(FeatureName::BlankBox), Some(true));
    assert_eq!(eligible(FeatureName::PackingSlip), Some(false));
    lock(&practice.world).amazon.features.set_sku("BLANK_BOX", sku.as_str(), false);
    let answer = amazon.of_sku(&FeatureName::BlankBox, &sku).await.unwrap();
    assert_eq!((answer.eligible, answer.reasons), (false, vec!["SKU_NOT_ELIGIBLE".to_owned()]));
    let answer = amazon.of_sku(&FeatureName::BlockAmzl, &sku).await.unwrap();
    let there = lock(&practice.world).amazon.stock[sku.as_str()].level.fulfillable;
    assert_eq!((answer.eligible, answer.units), (true, Some(there)));
    let (mut page, mut rows) = (None, Vec::new());
    loop {
        let answer = amazon.skus(&FeatureName::BlankBox, page.as_ref()).await.unwrap();
        assert!(answer.records.bad.is_empty());
        rows.extend(answer.records.good);
        page = answer.next;
        if page.is_none() {
            break;
        }
    }
    assert!(rows.len() > 10 && rows.iter().all(|row| row.sku != sku), "{}", rows.len());
    let strange = FeatureName::Unknown("GOLD_WRAP".into());
    assert_eq!(refused(amazon.of_sku(&strange, &sku).await).1, ReasonCode::FeatureNotOffered);
    lock(&practice.world).amazon.features.region_without = true;
    let no = refused(amazon.of_sku(&FeatureName::BlankBox, &sku).await);
    assert_eq!(no, (RefusalKind::NotThisRegion, ReasonCode::FeatureNotOffered));
}

/// F073, F074
#[tokio::test(start_paused = true)]
async fn f073_an_order_that_cannot_be_plain_fails_with_that_reason_when_it_must_be() {
    let practice = Practice::quiet();
    let (amazon, sku) = (&practice.amazon, practice.stocked());
    lock(&practice.world).amazon.features.set_sku("BLANK_BOX", sku.as_str(), false);
    let must = with(&practice.plan("x"), "TT-1-1-A", vec![wish(FeatureName::BlankBox, true)]);
    let preview = amazon.preview(&must).await.unwrap();
    assert!(!preview.fulfillable);
    assert_eq!(preview.reasons, [format!("{sku}: SKU_NOT_ELIGIBLE")]);
    let unit = &preview.unfulfillable[0];
    assert_eq!((unit.item_key.as_str(), &unit.sku, unit.quantity), ("item-1", &sku, Some(1)));
    assert_eq!(preview.features, must.features, "echoed");
    assert_eq!(refused(amazon.create(&must).await), (RefusalKind::Other, ReasonCode::FeatureNotOffered));
    assert_eq!(amazon.get(&must.key).await, Ok(None));

    let prefer = with(&must, "TT-2-1-A", vec![wish(FeatureName::BlankBox, false)]);
    assert!(amazon.preview(&prefer).await.unwrap().fulfillable);
    amazon.create(&prefer).await.unwrap();
    assert_eq!(amazon.get(&prefer.key).await.unwrap().unwrap().features, prefer.features, "read back");
}

/// F072, F320
#[tokio::test(start_paused = true)]
async fn f072_keeping_amazons_couriers_away_costs_more_and_takes_longer() {
    let practice = Practice::quiet();
    let free = practice.amazon.preview(&practice.plan("TT-1-1-A")).await.unwrap();
    let blocked = with(&practice.plan("x"), "TT-2-1-A", vec![wish(FeatureName::BlockAmzl, true)]);
    let blocked = practice.amazon.preview(&blocked).await.unwrap();
    assert!(blocked.fee.as_ref().unwrap().amount > free.fee.as_ref().unwrap().amount, "{blocked:?} {free:?}");
    assert!(blocked.arrives_by > free.arrives_by);
}

/// F432, F320
#[tokio::test(start_paused = true)]
async fn f432_one_preview_answers_for_every_speed_with_fee_and_times() {
    let practice = Practice::quiet();
    let preview = practice.amazon.preview(&practice.plan("TT-1-1-A")).await.unwrap();
    let calls =
        practice.journal.0.lock().unwrap().iter().filter(|a| a.operation == "amazon.getFulfillmentPreview").count();
    assert_eq!(calls, 1);
    let of = |speed: Speed| preview.by_speed.iter().find(|p| p.speed == speed).unwrap().clone();
    let (standard, expedited, priority) = (of(Speed::Standard), of(Speed::Expedited), of(Speed::Priority));
    assert!(standard.fulfillable && expedited.fulfillable && !priority.fulfillable);
    assert_eq!(priority.reasons, ["DeliverySLAUnavailable"]);
    assert_eq!((priority.fee, priority.arrives_by), (None, None), "unknown is not zero");
    assert!(standard.fee.as_ref().unwrap().amount < expedited.fee.as_ref().unwrap().amount);
    assert!(expedited.arrives_by < standard.arrives_by && expedited.ships_by < standard.ships_by);
    assert_eq!((preview.fee, preview.arrives_by), (standard.fee, standard.arrives_by), "the asked speed in front");
}

/// F074
#[tokio::test(start_paused = true)]
async fn f074_create_may_refuse_what_the_preview_promised() {
    let practice = Practice::quiet();
    let (amazon, mut plan) = (&practice.amazon, practice.plan("TT-1-1-A"));
    plan.items[0].quantity = 200;
    let sku = practice.stocked();
    let now = at(practice_world::START).timestamp_millis();
    lock(&practice.world).amazon.stock.get_mut(sku.as_str()).unwrap().change(now, |level| {
        level.fulfillable = 1;
        level.inbound = 0;
    });
    let honest = amazon.preview(&plan).await.unwrap();
    assert_eq!((honest.fulfillable, honest.unfulfillable[0].quantity), (false, Some(199)));
    lock(&practice.world).faults.force(Fault::PreviewPromises, "amazon.getFulfillmentPreview", 1);
    assert!(amazon.preview(&plan).await.unwrap().fulfillable);
    assert_eq!(refused(amazon.create(&plan).await).1, ReasonCode::OutOfStock);
}

/// F402
#[tokio::test(start_paused = true)]
async fn f402_the_channels_name_is_tried_by_a_preview_and_goes_only_when_told() {
    let practice = Practice::quiet();
    let (amazon, plan) = (&practice.amazon, practice.plan("TT-1-1-A"));
    assert!(!amazon.abilities().tells_channel);
    let named = ExportPlan { sales_channel: Some("TIKTOK".into()), ..plan.clone() };
    assert_eq!(refused(amazon.preview(&named).await).1, ReasonCode::ChannelNameRefused);
    assert_eq!(refused(amazon.create(&named).await).1, ReasonCode::ChannelNameRefused);
    lock(&practice.world).amazon.features.channels = true;
    assert!(amazon.preview(&named).await.unwrap().features.is_empty(), "the name is no option");
    amazon.create(&named).await.unwrap();
    let stored = lock(&practice.world).amazon.orders()["TT-1-1-A"].features.clone();
    assert_eq!(stored, [("CHANNEL.TIKTOK".to_owned(), "NotRequired".to_owned())]);
    assert!(amazon.get(&named.key).await.unwrap().unwrap().features.is_empty());
}

/// F075
#[tokio::test(start_paused = true)]
async fn f075_each_policy_ends_as_amazon_says_when_a_unit_is_missing() {
    for (policy, cancelled, unfulfillable) in [(FillPolicy::FillAllAvailable, 1, 0), (FillPolicy::FillAll, 0, 1)] {
        let practice = Practice::quiet();
        let sku = practice.stocked();
        let now = at(practice_world::START).timestamp_millis();
        {
            let mut world = lock(&practice.world);
            let stock = world.amazon.stock.get_mut(sku.as_str()).unwrap();
            stock.sales_per_day = 0.0;
            stock.change(now, |level| (level.fulfillable, level.inbound) = (2, 0));
        }
        let items = vec![PlanItem { key: "item-1".into(), sku, quantity: 3, lines: Vec::new() }];
        let all = ExportPlan { items, ..practice.plan("TT-1-1-A") };
        assert_eq!(refused(practice.amazon.create(&all).await).1, ReasonCode::OutOfStock, "all or nothing");
        let some = ExportPlan { policy: policy.clone(), ..all };
        practice.amazon.create(&some).await.unwrap();
        practice.days(3).await;
        let order = practice.amazon.get(&some.key).await.unwrap().unwrap();
        let item = &order.items[0];
        assert_eq!((order.status, order.policy), (FulfillmentStatus::CompletePartialled, Some(policy)));
        assert_eq!((item.cancelled, item.unfulfillable), (cancelled, unfulfillable));
    }
}
