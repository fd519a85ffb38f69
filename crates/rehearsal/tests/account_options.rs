//! What an Amazon account has, asked, kept and shown; choices tried before they are saved; what one order version's fault
//! leaves alone; ends of authorisations: F007, F062, F069, F072, F073, F401, F402, F408, F431.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod desk;
mod scene;

use desk::ask;
use serde_json::{Value, json};
use shopferry_commands::list::CommandError;
use shopferry_domain::settings::{ApiVersion, BoxPolicy};
use shopferry_domain::{OrderState, ReasonCode, StoredBy};
use shopferry_engine::account_facts::AccountFacts;
use shopferry_ledger::Flow;
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use scene::{HOUR, MINUTE, at_amazon, buys, link, linked_skus, orders, ours, set_marketplace, shop, state, story};

async fn rules(stage: &Stage) -> Value {
    ask(stage, "marketplace_rules.get", json!({ "id": stage.amazon.as_str(), "shop": null })).await.unwrap()
}

async fn refresh(stage: &Stage) {
    ask(stage, "marketplace_rules.refresh", json!({ "id": stage.amazon.as_str(), "shop": null })).await.unwrap();
}

/// Asks a command for the stored form with some fields changed.
async fn with(stage: &Stage, command: &str, changes: Value) -> Result<Value, CommandError> {
    let rules = rules(stage).await;
    let mut draft = rules["draft"].clone();
    for (name, value) in changes.as_object().unwrap() {
        assert!(draft.get(name).is_some(), "the form has no field {name}");
        draft[name] = value.clone();
    }
    let request = json!({ "id": rules["id"], "shop": null, "version": rules["version"], "draft": draft });
    ask(stage, command, request).await
}

fn option<'a>(rules: &'a Value, field: &str) -> &'a Value {
    rules["facts"]["features"].as_array().unwrap().iter().find(|f| f["field"] == json!(field)).unwrap()
}

fn calls(stage: &Stage, operation: &str) -> u64 {
    lock(&stage.world).verdict().calls.get(operation).copied().unwrap_or_default()
}

// F073, F431: asked once the account is connected; what it lacks is refused at its field; the page asks anew when the
// answer is old, and the loops do once a day.
#[test]
fn f073_f431_the_accounts_options_are_known_and_bind_the_form() {
    story(async |stage| {
        let seen = rules(stage).await;
        assert_eq!(option(&seen, "packing_slip")["offered"], json!(false), "the merchant is not enrolled");
        assert_eq!(option(&seen, "overbox")["offered"], json!(true));
        assert_eq!((&seen["facts"]["old"], &seen["facts"]["fault"]), (&json!(false), &json!(null)));
        let error = with(stage, "marketplace_rules.save", json!({ "packing_slip": "wanted" })).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some("packing_slip"));
        assert_eq!(error.fields[0].code, "setting_not_offered");

        lock(&stage.world).amazon.features.enrol("PACKING_SLIP", true);
        let asked = calls(stage, "amazon.getFeatures");
        refresh(stage).await;
        assert_eq!(calls(stage, "amazon.getFeatures"), asked, "young enough: nothing is asked");
        stage.pass(2 * HOUR).await;
        assert_eq!(rules(stage).await["facts"]["old"], json!(true));
        refresh(stage).await;
        let seen = rules(stage).await;
        assert_eq!(option(&seen, "packing_slip")["offered"], json!(true));
        with(stage, "marketplace_rules.save", json!({ "packing_slip": "wanted" })).await.unwrap();

        let read_at = seen["facts"]["read_at"].clone();
        stage.pass(25 * HOUR).await;
        assert_ne!(rules(stage).await["facts"]["read_at"], read_at, "once a day without any page");
    });
}

// F073: which linked SKUs lack an option is shown at it.
#[test]
fn f073_linked_skus_without_an_option_are_named() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let there = lock(&stage.world).catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
        lock(&stage.world).amazon.features.set_sku("OVERBOX", &there, false);
        stage.pass(2 * HOUR).await;
        refresh(stage).await;
        let seen = rules(stage).await;
        let lacking = option(&seen, "overbox")["lacking"].as_array().unwrap().clone();
        assert!(lacking.contains(&json!(there)), "{lacking:?}");
        assert_eq!(option(&seen, "overbox")["lacking_count"], json!(lacking.len()));
    });
}

// F073: an answer that does not come leaves what was known, with the reason beside it.
#[test]
fn f073_without_an_answer_the_last_one_stays() {
    story(async |stage| {
        stage.pass(2 * HOUR).await;
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.getFeatures", 50);
        refresh(stage).await;
        let seen = rules(stage).await;
        assert_eq!(option(&seen, "overbox")["offered"], json!(true), "as known before");
        assert!(!seen["facts"]["fault"].is_null());
        assert_eq!(seen["facts"]["old"], json!(true), "asked again the next time");
    });
}

// F069, F062: speeds are those that previews showed; the account's ability to hold is looked at.
#[test]
fn f069_speeds_come_from_previews() {
    story(async |stage| {
        let page =
            async |stage: &Stage| ask(stage, "shop_rules.get", json!({ "id": shop(stage).as_str() })).await.unwrap();
        assert_eq!(page(stage).await["facts"]["speeds_at"], json!(null), "no order, no preview");
        assert_eq!(page(stage).await["facts"]["holds"], json!(true));
        buys(stage);
        stage.pass(70 * MINUTE).await;
        let seen = page(stage).await;
        assert!(!seen["facts"]["speeds_at"].is_null());
        assert_eq!(seen["facts"]["speeds"], json!(["Standard", "Expedited"]));
        let row = stage.store.read(|v| v.connections().get(&stage.amazon)).unwrap().unwrap();
        let known = AccountFacts::of(&row);
        assert_eq!(known.speeds.keys().map(String::as_str).collect::<Vec<_>>(), ["Expedited", "Standard"]);
        assert_eq!(known.holds, Some(true));
    });
}

// F073, F431, F074: a required option that the SKU lacks: the trial says so before Save, and the order fails with that reason.
#[test]
fn f073_a_required_option_is_tried_before_it_is_saved() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let there = lock(&stage.world).catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
        let none = with(stage, "marketplace_rules.trial", json!({ "plain_box": "must_be_plain" })).await.unwrap();
        assert_eq!((&none["order"], &none["reason"]["code"]), (&json!(null), &json!("trial_no_order")));

        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        let goes = with(stage, "marketplace_rules.trial", json!({ "plain_box": "must_be_plain" })).await.unwrap();
        assert_eq!((&goes["order"], &goes["goes"]), (&json!(order), &json!(true)), "{goes}");
        assert!(!goes["fee"].is_null() && !goes["arrives_by"].is_null());
        assert_eq!(goes["asked"], json!(["BLANK_BOX"]));

        lock(&stage.world).amazon.features.set_sku("BLANK_BOX", &there, false);
        let lacks = with(stage, "marketplace_rules.trial", json!({ "plain_box": "must_be_plain" })).await.unwrap();
        assert_eq!((&lacks["goes"], &lacks["reason"]["code"]), (&json!(false), &json!("feature_not_offered")));
        let second = json!({ "plain_box": "must_be_plain", "api_version": "v2" });
        let second = with(stage, "marketplace_rules.trial", second).await.unwrap();
        assert_eq!(second["reason"]["code"], json!("feature_not_offered"), "the constraints tell: {second}");
        assert_eq!(lock(&stage.world).amazon.orders().len(), 1, "a trial creates nothing");

        set_marketplace(stage, |m| m.plain_box = BoxPolicy::MustBePlain);
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        let reason = ours(stage, &order).reason.map(|r| r.code);
        assert_eq!(
            (state(stage, &order), reason),
            (Some(OrderState::NeedsAttention), Some(ReasonCode::FeatureNotOffered))
        );
    });
}

// F401: another order version is saved only after a preview in it has succeeded.
#[test]
fn f401_the_version_is_switched_only_after_a_preview() {
    story(async |stage| {
        let switch =
            async |stage: &Stage, to: &str| with(stage, "marketplace_rules.save", json!({ "api_version": to })).await;
        let error = switch(stage, "v2").await.unwrap_err();
        assert_eq!((error.fields[0].field.as_str(), error.fields[0].code.as_str()), ("api_version", "trial_no_order"));
        buys(stage);
        stage.pass(70 * MINUTE).await;
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.getOrderPreview", 50);
        let error = switch(stage, "v2").await.unwrap_err();
        assert_eq!(error.fields[0].code, "trial_failed");
        assert_eq!(rules(stage).await["draft"]["api_version"], json!("v1"), "nothing was saved");
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.getOrderPreview", 0);
        stage.pass(MINUTE).await;
        let before = calls(stage, "amazon.getOrderPreview");
        assert_eq!(switch(stage, "v2").await.unwrap()["draft"]["api_version"], json!("v2"));
        assert!(calls(stage, "amazon.getOrderPreview") > before);
        assert_eq!(switch(stage, "v1").await.unwrap()["draft"]["api_version"], json!("v1"), "and back");
    });
}

// F402: the channel's name is tried in the first version when a person asks, and the answer shown.
#[test]
fn f402_the_channels_name_is_tried_before_it_is_saved() {
    story(async |stage| {
        buys(stage);
        stage.pass(70 * MINUTE).await;
        let no = with(stage, "marketplace_rules.trial", json!({ "tell_channel": true })).await.unwrap();
        assert_eq!(no["reason"]["code"], json!("channel_name_refused"), "{no}");
        lock(&stage.world).amazon.features.channels = true;
        let yes = with(stage, "marketplace_rules.trial", json!({ "tell_channel": true })).await.unwrap();
        assert_eq!(yes["goes"], json!(true), "{yes}");
        let second = with(stage, "marketplace_rules.trial", json!({ "api_version": "v2" })).await.unwrap();
        assert_eq!(second["goes"], json!(true), "the second version knows channels: {second}");
    });
}

// F401, F080: a list of the second version that fails leaves the first version's orders alone, and is told.
#[test]
fn f401_a_dead_list_of_one_version_does_not_end_the_reading_of_the_other() {
    story(async |stage| {
        lock(&stage.world).amazon.versions_share_orders = false;
        let skus = linked_skus(stage);
        let old = orders(stage, NewOrder::of(&[(&skus[0], 2)]));
        stage.pass(70 * MINUTE).await;
        set_marketplace(stage, |m| m.api_version = ApiVersion::V2);
        let new = orders(stage, NewOrder::of(&[(&skus[0], 2)]));
        stage.pass(70 * MINUTE).await;
        assert!(at_amazon(stage, &old)[0].v2.is_none() && at_amazon(stage, &new)[0].v2.is_some());
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.listOrders", 1_000_000);
        let flow =
            |stage: &Stage| stage.store.read(|v| v.flows().get(&stage.amazon, Flow::PullTracking)).unwrap().unwrap();
        stage.pass(10 * MINUTE).await;
        let cursor = flow(stage).cursor;
        stage.pass(3 * 24 * HOUR).await;
        let read = state(stage, &old);
        assert!(matches!(read, Some(OrderState::Shipped | OrderState::Completed)), "{read:?}");
        assert!(flow(stage).last_reason.is_some(), "the flow says why");
        assert_eq!(flow(stage).cursor, cursor, "what is missed now is listed again");
        lock(&stage.world).faults.force(Fault::Unavailable, "amazon.listOrders", 0);
        stage.pass(HOUR).await;
        let read = state(stage, &new);
        assert!(matches!(read, Some(OrderState::Shipped | OrderState::Completed)), "{read:?}");
        assert!(flow(stage).last_reason.is_none());
    });
}

// F408, F401: news of a second-version parcel are read in that version.
#[test]
fn f408_news_of_a_parcel_are_asked_in_its_orders_version() {
    story(async |stage| {
        set_marketplace(stage, |m| m.api_version = ApiVersion::V2);
        let order = buys(stage);
        stage.pass(4 * 24 * HOUR).await;
        let key = ours(stage, &order).key;
        let parcels = stage.store.read(|v| v.packages().of_order(key)).unwrap();
        assert!(!parcels.is_empty() && parcels.iter().all(|p| p.progress.milestone.is_some()), "{parcels:?}");
    });
}

// F007: a renewed token may tell another end of the authorisation; the stored one follows.
#[test]
fn f007_the_end_of_an_authorisation_follows_the_renewed_tokens() {
    story(async |stage| {
        let id = shop(stage);
        let end = |stage: &Stage| {
            let row = stage.store.read(|v| v.connections().get(&id)).unwrap().unwrap();
            row.account["authorisation_ends"].clone()
        };
        let before = end(stage);
        assert!(before.is_string(), "{before}");
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.access.endless = true;
            world.tiktok.access.expire_access(now_ms);
        }
        stage.pass(5 * MINUTE).await;
        stage.engine.run_now(&id, Flow::PullPlaces).unwrap();
        stage.pass(MINUTE).await;
        assert_eq!(end(stage), json!(null), "no end any more");
    });
}

// F062, F073: what a linked listing stands for matters, not what merely lies at Amazon.
#[test]
fn f073_skus_of_ones_own_warehouse_are_not_named() {
    story(async |stage| {
        let sku = linked_skus(stage).remove(0);
        let there = lock(&stage.world).catalogue.by_tiktok_sku(&sku).unwrap().amazon_sku.clone().unwrap();
        lock(&stage.world).amazon.features.set_sku("OVERBOX", &there, false);
        link(stage, &sku, &[(&there, 1)], StoredBy::Merchant);
        stage.pass(2 * HOUR).await;
        refresh(stage).await;
        let seen = rules(stage).await;
        assert!(!option(&seen, "overbox")["lacking"].as_array().unwrap().contains(&json!(there)));
    });
}
