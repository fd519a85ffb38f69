//! Connections told from both sides: nothing is written before the review, and only two things in a live check.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod desk;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use desk::ask;
use serde_json::json;
use shopferry_domain::live_check::LiveStep;
use shopferry_domain::review::ReviewCase;
use shopferry_domain::settings::OrderLimits;
use shopferry_domain::{ConnectionId, ListingSkuId, OrderState, ReasonCode, RemoteOrderId};
use shopferry_engine::live_check::{StepState, live_check_of, live_steps};
use shopferry_engine::watch::{Watch, watch};
use shopferry_engine::{EngineError, flows::writes, seen_cases};
use shopferry_ledger::{Connection, ConnectionHealth, ExportRow, Flow, Platform};
use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Fleet, Stage, run};

const MINUTE: Duration = Duration::from_secs(60);

/// Both accounts as if they were a seller's own: everything that writes is off, nothing was reviewed.
fn real_story(tell: impl AsyncFnOnce(&mut Stage)) {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        stage
            .store
            .write(|tx| {
                for mut row in tx.connections().all()? {
                    row.practice = false;
                    row.start_line = None;
                    tx.connections().save(&row)?;
                    for mut flow in tx.flows().of(&row.id)? {
                        flow.on = !writes(flow.flow);
                        tx.flows().save(&flow)?;
                    }
                }
                Ok(())
            })
            .unwrap();
        stage.start();
        stage.pass(10 * MINUTE).await;
        tell(&mut stage).await;
        stage.end().await;
        Ok(())
    })
    .unwrap();
}

/// Both accounts of a practice shop, everything on.
fn practice_story(tell: impl AsyncFnOnce(&mut Stage)) {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        stage.start();
        stage.pass(10 * MINUTE).await;
        tell(&mut stage).await;
        stage.end().await;
        Ok(())
    })
    .unwrap();
}

fn shop(stage: &Stage) -> ConnectionId {
    stage.store.read(|view| Ok(view.connections().of(&Platform::TiktokShop)?[0].id.clone())).unwrap()
}

/// SKUs sold under one name on both sides, most units at Amazon first.
fn linked_skus(stage: &Stage) -> Vec<String> {
    let world = lock(&stage.world);
    let mut linked: Vec<_> = world.catalogue.items().iter().filter(|item| item.linked_by_sku()).collect();
    linked.sort_by_key(|item| std::cmp::Reverse(item.units_at_amazon));
    linked.iter().filter_map(|item| item.tiktok_sku.clone()).collect()
}

fn buys(stage: &Stage, sku: &str) -> String {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    let order = world.tiktok.place_order(NewOrder::of(&[(sku, 1)]), now_ms).unwrap();
    world.pay(now_ms, &order).unwrap();
    order
}

fn at_amazon(stage: &Stage, order: &str) -> usize {
    lock(&stage.world).amazon.orders().values().filter(|held| held.displayable_id == order).count()
}

fn watched(stage: &Stage) -> Watch {
    let id = shop(stage);
    stage.store.read(|view| watch(view, &id, stage.engine.now())).unwrap()
}

/// What the shop shows of each listing.
fn shown(stage: &Stage) -> BTreeMap<String, u32> {
    let world = lock(&stage.world);
    let skus = world.catalogue.items().iter().filter_map(|item| item.tiktok_sku.clone());
    let listings = skus.filter_map(|sku| world.tiktok.listings.by_seller_sku(&sku));
    listings.map(|listing| (listing.id.clone(), world.tiktok.stock.available(&listing.id))).collect()
}

/// Amazon gets stock, so that most listings should show another number.
fn restock(stage: &Stage) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    for stock in world.amazon.stock.values_mut() {
        stock.change(now_ms, |level| level.fulfillable += 50);
    }
}

fn refusal(result: Result<(), EngineError>) -> ReasonCode {
    result.expect_err("refused").as_reason().code
}

// F017, F316
#[test]
fn f017_f316_before_the_review_nothing_is_written_and_everything_that_would_be_is_listed() {
    real_story(async |stage| {
        let id = shop(stage);
        let sku = linked_skus(stage).remove(0);
        let order = buys(stage, &sku);
        restock(stage);
        let before = shown(stage);
        stage.pass(120 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order), 0, "watch only");
        assert_eq!(shown(stage), before, "no stock number is written");

        let seen = watched(stage);
        assert_eq!(seen.orders.len(), 1, "the order would go: {:?}", seen.left_out);
        assert_eq!(seen.orders[0].number.as_str(), order);
        assert_eq!(seen.orders[0].plan.units(), 1);
        assert!(seen.orders[0].stays, "it was paid before a switch: switching on leaves it to the seller");
        let stock = stage.engine.watch_stock(&id).await.unwrap();
        let listing = lock(&stage.world).tiktok.listings.by_seller_sku(&sku).unwrap().id.clone();
        let change = stock.changes.iter().find(|c| c.sku.as_str() == listing).unwrap();
        assert_eq!(change.from, Some(before[&listing]));
        assert!(change.to > change.from, "{change:?}");
        assert_eq!(shown(stage), before, "looking writes nothing");

        for (owner, flow) in [
            (&stage.amazon, Flow::Export),
            (&stage.amazon, Flow::CancelAtFulfiller),
            (&id, Flow::PushStock),
            (&id, Flow::PushTracking),
        ] {
            assert_eq!(
                refusal(stage.engine.switch_flow(owner, flow, true, None)),
                ReasonCode::ReviewNeeded,
                "{flow:?}"
            );
        }
        stage.engine.switch_flow(&id, Flow::PullOrders, true, None).unwrap();
    });
}

// F017, F327
#[test]
fn f017_f327_once_cases_are_seen_or_skipped_the_accepted_review_lets_flows_be_switched_on() {
    real_story(async |stage| {
        let id = shop(stage);
        let sku = linked_skus(stage).remove(0);
        let old = buys(stage, &sku);
        stage.pass(90 * MINUTE).await;
        assert_eq!(refusal(stage.engine.accept_review(&id)), ReasonCode::ReviewCaseOpen);
        let seen = stage.store.read(|view| seen_cases(view, &id)).unwrap();
        assert_eq!(seen.get(&ReviewCase::Normal).map(RemoteOrderId::as_str), Some(old.as_str()));
        for case in ReviewCase::ALL.into_iter().filter(|case| !seen.contains_key(case)) {
            stage.engine.skip_review_case(&id, case, true).unwrap();
        }
        stage.engine.accept_review(&id).unwrap();
        let log = stage.store.read(|view| view.audit().recent(Some(id.as_str()), 1)).unwrap();
        assert_eq!(log[0].kind, "review");
        assert!(log[0].after.as_ref().unwrap()["accepted_at"].is_string(), "it stands in the audit log");
        for (owner, flow) in [(&stage.amazon, Flow::Export), (&id, Flow::PushStock), (&id, Flow::PushTracking)] {
            stage.engine.switch_flow(owner, flow, true, None).unwrap();
        }
        stage.pass(5 * MINUTE).await;
        let new = buys(stage, &sku);
        stage.pass(90 * MINUTE).await;
        assert_eq!((at_amazon(stage, &old), at_amazon(stage, &new)), (0, 1), "paid before the line: it stays");
        let amazon = stage.store.read(|view| view.connections().get(&stage.amazon)).unwrap().unwrap();
        assert!(amazon.account["preview_ok_at"].is_string(), "F009: a preview has succeeded in this marketplace");
    });
}

// F325
#[test]
fn f325_a_live_check_writes_for_one_listing_and_one_order_and_for_nothing_else() {
    real_story(async |stage| {
        let id = shop(stage);
        let skus = linked_skus(stage);
        let (named, other) = (buys(stage, &skus[0]), buys(stage, &skus[1]));
        restock(stage);
        stage.pass(75 * MINUTE).await;
        let before = shown(stage);
        let listing = lock(&stage.world).tiktok.listings.by_seller_sku(&skus[0]).unwrap().id.clone();
        let sku = ListingSkuId::new(&listing).unwrap();
        let remote = RemoteOrderId::new(&named).unwrap();
        let unknown = stage.engine.begin_live_check(&id, sku.clone(), RemoteOrderId::new("no-such-order").unwrap());
        assert!(unknown.is_err(), "an order that is not here cannot be named");
        stage.engine.begin_live_check(&id, sku, remote).unwrap();
        stage.pass(30 * MINUTE).await;

        assert_eq!((at_amazon(stage, &named), at_amazon(stage, &other)), (1, 0));
        let after = shown(stage);
        assert!(after[&listing] > before[&listing], "its stock reached the shop");
        let others = |all: &BTreeMap<String, u32>| {
            all.iter().filter(|(l, _)| **l != listing).map(|(_, n)| *n).collect::<Vec<_>>()
        };
        assert_eq!(others(&before), others(&after), "no other listing was written");

        let steps = |stage: &Stage| {
            let read = stage.store.read(|view| {
                let check = live_check_of(view, &id)?.unwrap();
                live_steps(view, &id, &check)
            });
            read.unwrap().into_iter().collect::<BTreeMap<_, _>>()
        };
        let now = steps(stage);
        for step in [LiveStep::Product, LiveStep::Stock, LiveStep::Order] {
            assert!(matches!(now[&step], StepState::Done(_)), "{step:?}: {:?}", now[&step]);
        }
        assert_eq!(now[&LiveStep::Change], StepState::Waits);
        stage.engine.skip_live_step(&id, LiveStep::Change, true).unwrap();
        assert!(matches!(steps(stage)[&LiveStep::Change], StepState::Skipped(_)), "a skip is recorded");

        stage.pass(4 * 24 * 60 * MINUTE).await;
        assert!(matches!(steps(stage)[&LiveStep::Tracking], StepState::Done(_)), "{:?}", steps(stage));
        stage.engine.end_live_check(&id).unwrap();
        let later = buys(stage, &skus[0]);
        stage.pass(90 * MINUTE).await;
        assert_eq!((at_amazon(stage, &later), at_amazon(stage, &other)), (0, 0), "ended: nothing is written again");
    });
}

// F002
#[test]
fn f002_with_twenty_shops_two_failing_ones_delay_no_other() {
    run(async {
        let mut fleet = Fleet::set(20).await?;
        fleet.pass(10 * MINUTE).await;
        for (_, world) in fleet.shops.iter().take(2) {
            let mut world = lock(world);
            let now_ms = world.now_ms();
            world.tiktok.access.revoke();
            world.tiktok.access.expire_access(now_ms);
        }
        let mut placed = Vec::new();
        for (id, world) in &fleet.shops {
            let mut world = lock(world);
            let sku = world.catalogue.items().iter().filter_map(|i| i.tiktok_sku.clone()).find(|sku| {
                world.tiktok.listings.by_seller_sku(sku).is_some_and(|l| world.tiktok.stock.available(&l.id) > 5)
            });
            let now_ms = world.now_ms();
            let order = world.tiktok.place_order(NewOrder::of(&[(&sku.unwrap(), 1)]), now_ms).unwrap();
            world.pay(now_ms, &order).unwrap();
            placed.push((id.clone(), RemoteOrderId::new(order).unwrap()));
        }
        fleet.pass(3 * MINUTE).await;
        let here = |(id, order): &(ConnectionId, RemoteOrderId)| {
            fleet.store.read(|view| view.orders().by_remote(id, order)).unwrap().is_some()
        };
        assert_eq!(placed.iter().skip(2).filter(|one| here(one)).count(), 18, "within three minutes");
        assert_eq!(placed.iter().take(2).filter(|one| here(one)).count(), 0);
        for (id, _) in fleet.shops.iter().take(2) {
            let row = fleet.store.read(|view| view.connections().get(id)).unwrap().unwrap();
            assert_eq!(row.health, ConnectionHealth::NeedsSignIn);
        }
        fleet.end().await;
        Ok(())
    })
    .unwrap();
}

fn change(stage: &Stage, id: &ConnectionId, change: impl FnOnce(&mut Connection)) {
    let changed = stage.store.write(|tx| {
        let mut row = tx.connections().get(id)?.unwrap();
        change(&mut row);
        tx.connections().save(&row)
    });
    changed.unwrap();
}

// F008
#[test]
fn f008_a_shop_of_an_unknown_region_is_read_and_never_written_to() {
    real_story(async |stage| {
        let id = shop(stage);
        change(stage, &id, |row| row.account["region_known"] = json!(false));
        for case in ReviewCase::ALL {
            stage.engine.skip_review_case(&id, case, true).unwrap();
        }
        assert_eq!(refusal(stage.engine.accept_review(&id)), ReasonCode::RegionReadOnly);
        assert_eq!(refusal(stage.engine.switch_flow(&id, Flow::PushStock, true, None)), ReasonCode::RegionReadOnly);
        let turn = json!({ "id": stage.amazon.as_str(), "flow": "export", "on": true, "confirmed": true, "cadence_secs": null });
        assert_eq!(ask(stage, "flows.switch", turn).await.unwrap_err().code, "region_read_only");
        let state = ask(stage, "channels.state", json!({ "id": id.as_str() })).await.unwrap();
        assert_eq!(state["writing_refused"]["code"], json!("region_read_only"));
        let order = buys(stage, &linked_skus(stage)[0]);
        stage.pass(5 * MINUTE).await;
        let row = stage.store.read(|view| view.orders().by_remote(&id, &RemoteOrderId::new(&order).unwrap())).unwrap();
        assert!(row.is_some(), "orders are read as ever");
    });
}

// F007
#[test]
fn f007_an_authorisation_is_warned_about_in_time_and_its_end_rests_the_connection() {
    real_story(async |stage| {
        let id = shop(stage);
        let mut notices = stage.engine.notices();
        let mut told = async |stage: &Stage, days: i64| {
            let end = (stage.engine.now() + TimeDelta::days(days) - TimeDelta::minutes(5)).to_rfc3339();
            change(stage, &id, |row| row.account["authorisation_ends"] = json!(end));
            stage.engine.run_now(&id, Flow::PullPlaces).unwrap();
            stage.pass(MINUTE).await;
            std::iter::from_fn(|| notices.try_recv().ok()).map(|n| n.title).collect::<Vec<_>>()
        };
        assert!(told(stage, 40).await.is_empty());
        assert_eq!(told(stage, 30).await.len(), 1);
        assert!(told(stage, 20).await.is_empty(), "each step is told once");
        assert_eq!(told(stage, 7).await.len(), 1);
        assert_eq!(told(stage, 1).await.len(), 1);
        let home = ask(stage, "home.get", json!({})).await.unwrap();
        let group =
            |kind: &str| home["attention"].as_array().unwrap().iter().find(|g| g["kind"] == json!(kind)).cloned();
        assert_eq!(group("connection").unwrap()["items"][0]["reason"]["code"], json!("authorisation_ends"));
        assert_eq!(told(stage, 0).await.len(), 1);
        let row = stage.store.read(|view| view.connections().get(&id)).unwrap().unwrap();
        assert_eq!(row.health, ConnectionHealth::NeedsSignIn);
        let calls = lock(&stage.world).verdict().calls;
        stage.pass(60 * MINUTE).await;
        let tiktok = |calls: &BTreeMap<String, u64>| {
            calls.iter().filter(|(name, _)| name.starts_with("tiktok")).map(|(_, n)| *n).sum::<u64>()
        };
        assert_eq!(tiktok(&calls), tiktok(&lock(&stage.world).verdict().calls), "after the end the API is left alone");
        assert!(told(stage, 20_000).await.is_empty(), "decades ahead is no end");
    });
}

// F014
#[test]
fn f014_orders_of_the_shops_day_are_counted_and_warned_about_at_80_and_100_percent() {
    real_story(async |stage| {
        let id = shop(stage);
        let limit = |stage: &Stage, orders: u32| {
            let saved = stage.store.write(|tx| {
                let mut settings = tx.settings().shop(&id)?;
                settings.limits = OrderLimits { orders_a_day: Some(orders), uploads_a_day: None };
                tx.settings().set_shop(&id, &settings)
            });
            saved.unwrap();
        };
        let sku = linked_skus(stage).remove(0);
        for _ in 0..4 {
            buys(stage, &sku);
        }
        stage.pass(3 * MINUTE).await;
        let counter = async |stage: &Stage| {
            let state = ask(stage, "channels.state", json!({ "id": id.as_str() })).await.unwrap();
            (state["counter"]["orders"].clone(), state["counter"]["reason"]["code"].clone())
        };
        for (of, code) in [(6, json!(null)), (5, json!("daily_limit_near")), (4, json!("daily_limit_reached"))] {
            limit(stage, of);
            assert_eq!(counter(stage).await, (json!(4), code), "of {of}");
        }
        // Monday 00:13 UTC is Sunday afternoon by the shop's clock; its day ends at 08:00 UTC.
        stage.pass(8 * 60 * MINUTE).await;
        assert_eq!(counter(stage).await.0, json!(0), "a new day by the shop's own clock");
    });
}

/// An export of which nobody knows whether it arrived.
fn of_unknown_outcome(stage: &Stage) -> ExportRow {
    let order = watched(stage).orders.remove(0);
    let now = stage.engine.now();
    let export = ExportRow {
        key: order.plan.key.clone(),
        order: order.key,
        part: order.plan.part,
        connection: stage.amazon.clone(),
        content_hash: order.plan.content_hash(),
        plan: order.plan,
        attempts: 1,
        intent_at: now,
        accepted_at: None,
        adopted: false,
        reserved: false,
        preview: None,
        status: None,
        fulfillment: None,
        read_at: None,
        not_found_at: None,
        cancel_calls: 0,
        fence: 0,
    };
    let stored = stage.store.write(|tx| {
        tx.exports().insert(&export)?;
        tx.orders().set_state(order.key, OrderState::WaitingToExport, None, None, now)?;
        tx.orders().set_state(order.key, OrderState::Exporting, None, None, now)
    });
    stored.unwrap();
    export
}

// F004
#[test]
fn f004_removing_waits_for_unknown_outcomes_unless_forced_and_used_keys_stay() {
    real_story(async |stage| {
        let id = shop(stage);
        let order = buys(stage, &linked_skus(stage)[0]);
        stage.pass(75 * MINUTE).await;
        let export = of_unknown_outcome(stage);
        let page = ask(stage, "channels.get", json!({ "id": id.as_str() })).await.unwrap();
        assert_eq!((page["open_orders"].clone(), page["unknown_outcomes"].clone()), (json!(1), json!(1)));
        let remove = |force: bool| json!({ "id": id.as_str(), "force": force });
        assert_eq!(ask(stage, "channels.remove", remove(false)).await.unwrap_err().code, "outcome_unknown");
        ask(stage, "channels.remove", remove(true)).await.unwrap();
        stage
            .store
            .read(|view| {
                assert!(view.connections().all()?.iter().all(|c| c.id != id));
                assert!(view.exports().used(&export.key)?, "a used key is never forgotten");
                assert!(view.orders().by_remote(&id, &RemoteOrderId::new(&order).unwrap())?.is_some(), "history stays");
                Ok(())
            })
            .unwrap();
    });
}

// F003
#[test]
fn f003_a_disabled_connection_rests_and_catches_up_when_it_is_enabled() {
    real_story(async |stage| {
        let id = shop(stage);
        let enable = |enabled: bool| json!({ "id": id.as_str(), "enabled": enabled });
        ask(stage, "channels.enable", enable(false)).await.unwrap();
        stage.pass(MINUTE).await;
        let order = RemoteOrderId::new(buys(stage, &linked_skus(stage)[0])).unwrap();
        stage.pass(30 * MINUTE).await;
        let here = |stage: &Stage| stage.store.read(|view| view.orders().by_remote(&id, &order)).unwrap().is_some();
        assert!(!here(stage), "nothing is read while it is disabled");
        ask(stage, "channels.enable", enable(true)).await.unwrap();
        stage.pass(MINUTE).await;
        assert!(here(stage), "the first pass goes on where the last one ended");
    });
}

// F019
#[test]
fn f019_each_flow_tells_its_switch_its_last_and_its_next_run() {
    real_story(async |stage| {
        for id in [shop(stage), stage.amazon.clone()] {
            let page = ask(stage, "channels.get", json!({ "id": id.as_str() })).await.unwrap();
            for flow in page["flows"].as_array().unwrap() {
                assert_eq!(flow["on"], json!(!flow["writes"].as_bool().unwrap()), "writing ones start off: {flow}");
                assert_eq!(flow["next_run"].is_string(), flow["on"] == json!(true), "{flow}");
                assert_eq!(flow["last_ok"].is_string(), flow["on"] == json!(true), "{flow}");
            }
        }
    });
}

// F013: an order in another currency than the marketplace's stays, one banner says so, stock goes on; nothing is converted.
#[test]
fn f013_with_two_currencies_orders_stay_and_stock_goes_on() {
    practice_story(async |stage| {
        let amazon = stage.amazon.clone();
        change(stage, &amazon, |row| row.account["currency"] = json!("GBP"));
        let sku = linked_skus(stage).remove(0);
        let order = buys(stage, &sku);
        restock(stage);
        let before = shown(stage);
        stage.pass(75 * MINUTE).await;
        let id = shop(stage);
        let row =
            stage.store.read(|v| v.orders().by_remote(&id, &RemoteOrderId::new(&order).unwrap())).unwrap().unwrap();
        let reason = row.reason.unwrap();
        assert_eq!((row.state, reason.code), (Some(OrderState::NeedsAttention), ReasonCode::CurrencyDiffers));
        assert_eq!(reason.detail.as_deref(), Some("USD on TikTok Shop, GBP at Amazon"));
        assert_eq!(at_amazon(stage, &order), 0);
        assert_ne!(shown(stage), before, "stock goes on");
        let home = ask(stage, "home.get", json!({})).await.unwrap();
        let groups = home["attention"].as_array().unwrap();
        let banner = groups.iter().find(|g| g["kind"] == json!("connection")).unwrap();
        let codes: Vec<_> = banner["items"].as_array().unwrap().iter().map(|i| i["reason"]["code"].clone()).collect();
        assert_eq!(codes, [json!("currency_differs")], "one banner");

        change(stage, &amazon, |row| row.account["currency"] = json!("USD"));
        stage.engine.decide_all(&id).unwrap();
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order), 1, "cured, it goes on by itself");
    });
}

// F113, F018: the lane is on until the seller switches it off; the choice is kept and stands in the audit log.
#[test]
fn f113_the_low_stock_lane_is_switched_per_marketplace() {
    practice_story(async |stage| {
        let of = json!({ "id": stage.amazon.as_str(), "shop": null });
        let mut page = ask(stage, "marketplace_rules.get", of.clone()).await.unwrap();
        assert_eq!(page["draft"]["low_stock_lane"], json!(true));
        page["draft"]["low_stock_lane"] = json!(false);
        let save = json!({ "id": page["id"], "shop": null, "version": page["version"], "draft": page["draft"] });
        ask(stage, "marketplace_rules.save", save).await.unwrap();
        assert_eq!(ask(stage, "marketplace_rules.get", of).await.unwrap()["draft"]["low_stock_lane"], json!(false));
        let log = ask(stage, "audit.list", json!({ "before": null, "limit": 10 })).await.unwrap();
        assert!(log.to_string().contains("low_stock_lane"), "{log}");
    });
}
