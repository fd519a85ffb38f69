//! Profiles: the practice shop apart from real accounts, one owner at a time, trouble shown with its cure.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use serde_json::json;
use shopferry_commands::list::COMMANDS;
use shopferry_host::Host;
use shopferry_vault::MemoryState;
use support::{Desk, ask, channels, connect_shop, refused, world};

#[tokio::test(flavor = "multi_thread")]
async fn f318_the_practice_shop_opens_with_one_command_and_is_left_with_another() {
    let desk = Desk::new();
    let host = desk.host().await;
    let added = ask(&host, "practice.start", json!({})).await;
    let rows = added["channels"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 2, "a shop and who ships for it");
    assert!(rows.iter().all(|c| c["practice"] == json!(true) && c["flows_on"] == c["flows"]), "all flows on: {rows:?}");
    let app = ask(&host, "app.get", json!({})).await;
    assert_eq!(app["practice"]["seed"], json!(7));
    assert_eq!(app["practice"]["speed"], json!(60.0));
    let real = json!({ "name": "Mine", "app_key": "k", "app_secret": "s", "service_id": "1", "region": "us", "base_url": null, "connection": null });
    assert_eq!(
        refused(&host, "channels.tiktok_begin", real).await.code,
        "practice_profile",
        "made-up and real data never mix"
    );
    ask(&host, "practice.leave", json!({})).await;
    assert!(channels(&host).await.is_empty());
    assert_eq!(ask(&host, "app.get", json!({})).await["practice"], json!(null));
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f318_the_practice_bar_stops_time_and_jumps_to_the_next_event() {
    let desk = Desk::new();
    let host = desk.host().await;
    ask(&host, "practice.start", json!({})).await;
    let paused = ask(&host, "practice.control", json!({ "action": "pause" })).await;
    assert_eq!(paused["paused"], json!(true));
    let then = ask(&host, "practice.get", json!({})).await["now"].clone();
    assert_eq!(ask(&host, "practice.get", json!({})).await["now"], then, "time stands still");
    let next = paused["next_event"].clone();
    let jumped = ask(&host, "practice.control", json!({ "action": "next_event" })).await;
    assert_eq!(jumped["now"], next, "to the very moment of the next event");
    let on = ask(&host, "practice.control", json!({ "action": { "speed": 1.0 } })).await;
    assert_eq!((on["paused"].clone(), on["speed"].clone()), (json!(false), json!(1.0)));
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f318_a_practice_shop_is_made_anew_at_each_start() {
    let desk = Desk::new();
    let host = desk.host().await;
    ask(&host, "practice.start", json!({})).await;
    let before = channels(&host).await;
    host.shutdown().await;
    let secrets = desk.secrets();
    let host = desk.host().await;
    let after = channels(&host).await;
    assert_eq!(after.len(), 2, "it was open last, so it opens again");
    assert_ne!(before[0]["id"], after[0]["id"], "ids are never used again");
    assert!(desk.secrets().iter().all(|s| !secrets.contains(s)), "the old shop's secrets are gone");
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f314_a_second_program_reads_and_refuses_to_write_naming_the_owner() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let first = desk.host().await;
    connect_shop(&first, &keys, "Shop").await;
    let mut options = desk.options();
    options.name = "The second program".to_owned();
    let second = Host::open(options).await.unwrap();
    let app = ask(&second, "app.get", json!({})).await;
    assert_eq!(app["engine"], json!("read_only"));
    assert!(app["owner"].as_str().unwrap().starts_with("The first program"));
    assert_eq!(channels(&second).await.len(), 1, "it reads");
    let error = refused(&second, "channels.rename", json!({ "id": "x", "name": "y" })).await;
    assert_eq!(error.code, "other_owner");
    assert!(error.message.contains("The first program"), "{}", error.message);
    first.shutdown().await;
    ask(&second, "app.reopen", json!({})).await;
    assert_eq!(ask(&second, "app.get", json!({})).await["owner"], json!(null), "the profile is free again");
    second.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f302_a_locked_keychain_is_a_state_with_a_cure() {
    let desk = Desk::new();
    desk.vault.set_state(MemoryState::Locked);
    let host = desk.host().await;
    let app = ask(&host, "app.get", json!({})).await;
    assert_eq!(app["trouble"]["code"], json!("keychain_locked"));
    assert!(!app["trouble"]["cure"].as_str().unwrap().is_empty());
    assert_eq!(refused(&host, "channels.list", json!({})).await.code, "keychain_locked");
    desk.vault.set_state(MemoryState::Open);
    ask(&host, "app.reopen", json!({})).await;
    assert_eq!(ask(&host, "app.get", json!({})).await["trouble"], json!(null));
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f303_a_database_without_its_key_is_told_and_left_alone() {
    let desk = Desk::new();
    let host = desk.host().await;
    host.shutdown().await;
    let other = Desk { folder: desk.folder, vault: std::sync::Arc::default() };
    let host = other.host().await;
    let app = ask(&host, "app.get", json!({})).await;
    assert_eq!(app["trouble"]["code"], json!("database_key"));
    assert!(other.secrets().is_empty() && other.vault.names().is_empty(), "no new key is made for an old database");
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reading_command_answers_on_an_empty_profile() {
    let desk = Desk::new();
    let host = desk.host().await;
    let list = json!({ "connection": null, "text": "", "offset": 0, "limit": 10, "unlinked": false, "tab": "all", "state": null, "sort": "newest", "failed": false });
    for command in COMMANDS.iter().filter(|c| !c.provides.is_empty()) {
        let named = matches!(
            command.name,
            "orders.get"
                | "channels.get"
                | "channels.state"
                | "review.get"
                | "live_check.get"
                | "orders.cancel_choices"
                | "links.candidates"
                | "practice.get"
                | "shop_rules.get"
                | "marketplace_rules.get"
                | "own.carriers"
                | "own.sheet"
        );
        if !named {
            ask(&host, command.name, list.clone()).await;
        }
    }
    assert_eq!(refused(&host, "orders.get", json!({ "key": "12" })).await.code, "not_found");
    assert_eq!(refused(&host, "no.such", json!({})).await.code, "unknown_command");
    assert!(host.pending_work().await.is_empty());
    host.shutdown().await;
}
