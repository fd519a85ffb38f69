//! Settings through the commands: every impossible value is refused at its field, a change made elsewhere is not
//! overwritten, every change stands in an unbroken audit log, and the values are there again after a restart.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use std::sync::Arc;

use serde_json::{Value, json};
use shopferry_host::Host;
use support::{Desk, amazon_form, ask, channels, connect_shop, refused, world};

/// A shop and its marketplace, connected.
struct Connected {
    host: Arc<Host>,
    shop: String,
    amazon: String,
    _world: shopferry_practice::serve::BoundPractice,
}

async fn connected(desk: &Desk) -> Connected {
    let (bound, keys) = world().await;
    let host = desk.host().await;
    connect_shop(&host, &keys, "Shop").await;
    ask(&host, "channels.amazon_add", amazon_form(&keys, "Amazon US")).await;
    let rows = channels(&host).await;
    let id = |platform: &str| rows.iter().find(|c| c["platform"] == json!(platform)).unwrap()["id"].clone();
    let (shop, amazon) = (id("tiktok_shop"), id("amazon"));
    let (shop, amazon) = (shop.as_str().unwrap().to_owned(), amazon.as_str().unwrap().to_owned());
    ask(&host, "channels.set_partners", json!({ "id": shop, "partners": [amazon] })).await;
    Connected { host, shop, amazon, _world: bound }
}

impl Connected {
    async fn shop(&self) -> Value {
        ask(&self.host, "shop_rules.get", json!({ "id": self.shop })).await
    }

    async fn marketplace(&self) -> Value {
        ask(&self.host, "marketplace_rules.get", json!({ "id": self.amazon, "shop": self.shop })).await
    }

    async fn audit(&self) -> Value {
        ask(&self.host, "audit.list", json!({ "subject": null, "limit": 50 })).await
    }
}

/// The stored form with some fields changed.
fn with(rules: &Value, changes: &Value) -> Value {
    let mut draft = rules["draft"].clone();
    for (name, value) in changes.as_object().unwrap() {
        assert!(draft.get(name).is_some(), "the form has no field {name}");
        draft[name] = value.clone();
    }
    let mut request = json!({ "id": rules["id"], "version": rules["version"], "draft": draft });
    if rules.get("switches").is_some() {
        request["shop"] = json!(null);
    }
    request
}

fn fields(error: &shopferry_commands::list::CommandError) -> Vec<(String, String)> {
    error.fields.iter().map(|f| (f.field.clone(), f.code.clone())).collect()
}

// F018, F061, F063–F065, F069, F084, F114–F116, F014
#[tokio::test(flavor = "multi_thread")]
async fn f018_a_shop_form_is_refused_with_every_field_that_cannot_be_as_it_is() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let rules = c.shop().await;
    assert_eq!(rules["draft"], rules["defaults"], "nothing was saved yet");
    assert_eq!(rules["facts"]["currency"], json!("USD"));
    let bad = with(
        &rules,
        &json!({
            "delay": "72:01", "max_pieces": "0", "max_total": "-1", "max_loss": "much", "commission_percent": "101",
            "blocked_skus": "*\nGOOD-1", "buffer": "100000", "unlinked_line": "perhaps", "fallback_carrier": "no-such",
            "target_warehouse": "no-such", "default_speed": "Priority", "orders_a_day": "0", "uploads_a_day": "x",
            "speeds": [{ "service": "Express", "speed": "Expedited" }, { "service": " express ", "speed": "Expedited" },
                { "service": "", "speed": "Standard" }],
        }),
    );
    let error = refused(&c.host, "shop_rules.save", bad.clone()).await;
    assert_eq!(error.code, "settings_refused");
    let told = fields(&error);
    for (field, code) in [
        ("delay", "setting_too_large"),
        ("max_pieces", "setting_too_small"),
        ("max_total", "setting_too_small"),
        ("max_loss", "setting_not_plain"),
        ("commission_percent", "setting_too_large"),
        ("blocked_skus", "setting_not_plain"),
        ("buffer", "setting_too_large"),
        ("unlinked_line", "setting_not_offered"),
        ("fallback_carrier", "setting_not_offered"),
        ("target_warehouse", "setting_not_offered"),
        ("default_speed", "setting_not_offered"),
        ("orders_a_day", "setting_too_small"),
        ("uploads_a_day", "setting_not_plain"),
        ("speeds.1", "setting_twice"),
        ("speeds.2", "setting_empty"),
    ] {
        assert!(told.contains(&(field.to_owned(), code.to_owned())), "{field} {code} is missing in {told:?}");
    }
    assert!(error.fields.iter().all(|f| !f.message.is_empty() && !f.cure.is_empty()));
    let error = refused(&c.host, "shop_rules.preview", bad).await;
    assert_eq!(error.code, "settings_refused", "a look before saving is refused alike");
    assert_eq!(c.shop().await["draft"], rules["draft"], "nothing was written");
    assert_eq!(
        c.audit().await["entries"].as_array().unwrap().iter().filter(|e| e["kind"] == "shop_settings").count(),
        0
    );
    c.host.shutdown().await;
}

// F018, F070–F073, F401, F427, F431
#[tokio::test(flavor = "multi_thread")]
async fn f018_a_marketplace_form_is_refused_with_every_field_that_cannot_be_as_it_is() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let rules = c.marketplace().await;
    let bad = with(
        &rules,
        &json!({
            "slip_text": "x".repeat(751), "slip_label": "", "plain_box": "prefer_plain", "api_version": "v2",
            "fill": "half", "own_queue": true, "queue_url": "http://queue.example/1", "queue_region": "",
            "queue_key_id": "no blanks", "signature_from": "-", "logistics": "sometimes",
        }),
    );
    let told = fields(&refused(&c.host, "marketplace_rules.save", bad).await);
    for (field, code) in [
        ("slip_text", "setting_too_long"),
        ("slip_label", "setting_empty"),
        ("plain_box", "setting_not_offered"),
        ("fill", "setting_not_offered"),
        ("queue_url", "setting_not_plain"),
        ("queue_region", "setting_not_plain"),
        ("queue_key_id", "setting_not_plain"),
        ("signature_from", "setting_not_plain"),
        ("logistics", "setting_not_offered"),
    ] {
        assert!(told.contains(&(field.to_owned(), code.to_owned())), "{field} {code} is missing in {told:?}");
    }
    assert_eq!(c.marketplace().await["draft"], rules["draft"], "nothing was written");
    c.host.shutdown().await;
}

// F020–F023
#[tokio::test(flavor = "multi_thread")]
async fn f020_wrong_addresses_are_named_and_duplicates_are_folded() {
    let desk = Desk::new();
    let host = desk.host().await;
    let rules = ask(&host, "notice_rules.get", json!({})).await;
    let send = |changes: Value| {
        let mut request = with(&rules, &changes);
        request.as_object_mut().unwrap().remove("id");
        request
    };
    let bad = send(json!({ "addresses": "a@example.com, nobody, b@", "mismatch_hour": "24", "quiet_minutes": "" }));
    let error = refused(&host, "notice_rules.save", bad).await;
    let told = fields(&error);
    for field in ["addresses", "mismatch_hour", "quiet_minutes"] {
        assert!(told.iter().any(|(name, _)| name == field), "{field} is missing in {told:?}");
    }
    assert!(error.fields.iter().any(|f| f.message.contains("nobody, b@")), "they are named: {error:?}");
    let mut ways = rules["draft"]["ways"].clone();
    ways[0]["way"] = json!("none");
    let good = send(json!({ "addresses": "a@example.com , b@example.com", "ways": ways, "daily_mismatch": true }));
    let kept = ask(&host, "notice_rules.save", good).await;
    assert_eq!(kept["draft"]["ways"][0]["way"], json!("none"));
    assert_eq!(kept["draft"]["ways"][1]["default_way"], json!("both"), "with an address, mail is on by default");
    host.shutdown().await;
    let host = desk.host().await;
    assert_eq!(ask(&host, "notice_rules.get", json!({})).await, kept, "the same after a restart");
    host.shutdown().await;
}

// F018, F061–F065, F115, F116, F324
#[tokio::test(flavor = "multi_thread")]
async fn f018_every_page_saved_once_is_found_again_after_a_restart_and_stands_in_an_unbroken_audit_log() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let rules = c.shop().await;
    let saved = ask(
        &c.host,
        "shop_rules.save",
        with(
            &rules,
            &json!({ "delay": "1:30", "max_pieces": "12", "max_total": "250.00", "blocked_skus": "GLASS-*\nMUG-1\nMUG-1",
                "buffer": "3", "hide_unlinked": true, "own_warehouse": true, "mixed": "split", "samples": "send",
                "speeds": [{ "service": "Express", "speed": "Expedited" }], "default_speed": "Standard" }),
        ),
    )
    .await;
    assert_eq!(saved["draft"]["blocked_skus"], json!("GLASS-*\nMUG-1"), "twice the same is once");
    assert_eq!(saved["draft"]["max_total"], json!("250.00"));
    assert_ne!(saved["version"], rules["version"]);
    let channel = ask(&c.host, "channels.get", json!({ "id": c.shop })).await;
    assert_eq!(channel["buffer"], json!(3), "the page of the connection shows it");
    let of_amazon = c.marketplace().await;
    let changes = json!({ "slip_label": "Thanks", "slip_text": "Thank you for your order", "fill": "fill_all_available",
        "forward_note": true });
    let kept = ask(&c.host, "marketplace_rules.save", with(&of_amazon, &changes)).await;
    assert_eq!(kept["draft"]["fill"], json!("fill_all_available"));

    let audit = c.audit().await;
    assert_eq!(audit["first_break"], json!(null));
    let kinds: Vec<&str> = audit["entries"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert!(kinds.starts_with(&["marketplace_settings", "shop_settings"]), "newest first: {kinds:?}");
    let entry = &audit["entries"][1];
    let delay = entry["changes"].as_array().unwrap().iter().find(|c| c["field"] == "delay_minutes").unwrap();
    assert_eq!((&delay["before"], &delay["after"]), (&json!("0"), &json!("90")), "old and new value");
    assert_eq!(entry["name"], json!("Shop"));
    c.host.shutdown().await;

    let again = Connected { host: desk.host().await, ..c };
    assert_eq!(again.shop().await["draft"], saved["draft"]);
    assert_eq!(again.marketplace().await["draft"], kept["draft"]);
    assert_eq!(again.audit().await["first_break"], json!(null));
    again.host.shutdown().await;
}

// F018: two windows
#[tokio::test(flavor = "multi_thread")]
async fn f018_settings_that_were_changed_in_another_window_are_not_overwritten() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let rules = c.shop().await;
    ask(&c.host, "shop_rules.save", with(&rules, &json!({ "delay": "2" }))).await;
    let error = refused(&c.host, "shop_rules.save", with(&rules, &json!({ "delay": "5" }))).await;
    assert_eq!(error.code, "setting_changed_elsewhere");
    assert_eq!(c.shop().await["draft"]["delay"], json!("2"));
    let entries = c.audit().await["entries"].as_array().unwrap().len();
    let now = c.shop().await;
    ask(&c.host, "shop_rules.save", with(&now, &json!({}))).await;
    assert_eq!(c.audit().await["entries"].as_array().unwrap().len(), entries, "nothing changed, nothing is written");
    c.host.shutdown().await;
}

// F066, F080, F100, F110: the switches of a marketplace block
#[tokio::test(flavor = "multi_thread")]
async fn f066_a_marketplace_shows_its_flows_and_those_of_the_shop_that_it_ships_for() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let rules = c.marketplace().await;
    let flows: Vec<&str> =
        rules["switches"].as_array().unwrap().iter().map(|s| s["flow"]["flow"].as_str().unwrap()).collect();
    assert_eq!(flows, ["export", "pull_tracking", "push_tracking", "push_stock", "cancel_at_fulfiller"]);
    let export = |rules: &Value| rules["switches"][0]["flow"]["on"].clone();
    assert_eq!(export(&rules), json!(true), "all is on in practice");
    let off = json!({ "id": c.amazon, "flow": "export", "on": false, "confirmed": false, "cadence_secs": null });
    ask(&c.host, "flows.switch", off).await;
    let rules = c.marketplace().await;
    assert_eq!(export(&rules), json!(false));
    assert_eq!(rules["switches"][0]["connection"], json!(c.amazon));
    assert_eq!(rules["switches"][3]["connection"], json!(c.shop), "stock is written by the shop's own flow");
    assert!(rules["switches"][0]["flow"]["next_run"].is_null(), "what is off does not run next");
    c.host.shutdown().await;
}

// F324
#[tokio::test(flavor = "multi_thread")]
async fn f324_only_a_fitting_marketplace_can_ship_and_the_change_is_logged() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let error = refused(&c.host, "channels.set_partners", json!({ "id": c.shop, "partners": [c.shop] })).await;
    assert_eq!(error.field.as_deref(), Some("partner"));
    ask(&c.host, "channels.set_partners", json!({ "id": c.shop, "partners": [] })).await;
    assert_eq!(c.shop().await["candidates"][0]["id"], json!(c.amazon));
    assert_eq!(c.audit().await["entries"][0]["kind"], json!("connection"));
    c.host.shutdown().await;
}

// F427: the queue is part of the settings, the secret half of its key is not; its flow comes and goes with it
#[tokio::test(flavor = "multi_thread")]
async fn f427_a_queue_is_saved_its_secret_kept_apart_and_never_shown() {
    let desk = Desk::new();
    let c = connected(&desk).await;
    let flows = |rules: &Value| -> Vec<String> {
        rules["switches"].as_array().unwrap().iter().map(|s| s["flow"]["flow"].as_str().unwrap().to_owned()).collect()
    };
    let rules = c.marketplace().await;
    assert!(!flows(&rules).contains(&"read_messages".to_owned()), "off");
    let elsewhere = json!({ "own_queue": true, "queue_url": "https://sqs.us-east-1.amazonaws.com.example/1/q",
        "queue_region": "us-east-1", "queue_key_id": "AKIA1" });
    let error = refused(&c.host, "marketplace_rules.save", with(&rules, &elsewhere)).await;
    assert_eq!(error.field.as_deref(), Some("queue_url"), "signed calls go to the service only");
    let there = json!({ "own_queue": true, "queue_url": "https://sqs.us-east-1.amazonaws.com/1/q",
        "queue_region": "us-east-1", "queue_key_id": "AKIA1" });
    let kept = ask(&c.host, "marketplace_rules.save", with(&rules, &there)).await;
    assert!(flows(&kept).contains(&"read_messages".to_owned()), "{kept}");
    assert_eq!(kept["facts"]["queue_secret_at"], json!(null));

    let error = refused(&c.host, "marketplace_rules.queue_secret", json!({ "id": c.amazon, "secret": " " })).await;
    assert_eq!(error.field.as_deref(), Some("secret"));
    ask(&c.host, "marketplace_rules.queue_secret", json!({ "id": c.amazon, "secret": "hush-hush-hush" })).await;
    let rules = c.marketplace().await;
    assert!(rules["facts"]["queue_secret_at"].is_string());
    assert!(!rules.to_string().contains("hush"), "no answer holds it");
    assert!(!c.audit().await.to_string().contains("hush"), "nor the log");
    let off = ask(&c.host, "marketplace_rules.save", with(&rules, &json!({ "own_queue": false }))).await;
    assert!(!flows(&off).contains(&"read_messages".to_owned()));
    c.host.shutdown().await;
}
