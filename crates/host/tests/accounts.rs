//! What a connection's page knows of its account: rights, terms, secrets, region (F006, F007, F008, F301, F421).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use chrono::{DateTime, TimeDelta};
use serde_json::json;
use shopferry_practice::clock::WorldClock;
use shopferry_practice::serve::serve;
use shopferry_practice::world::World;
use support::{Desk, amazon_form, answered, ask, begin_form, channels, connect_shop, refused, world};

// F421
#[tokio::test(flavor = "multi_thread")]
async fn f421_a_client_secret_has_an_age_and_is_renewed_without_a_new_sign_in() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let mut form = amazon_form(&keys, "Amazon");
    let now = ask(&host, "app.get", json!({})).await["now"].as_str().unwrap().to_owned();
    let now = DateTime::parse_from_rfc3339(&now).unwrap().to_utc();
    let made = (now - TimeDelta::days(100)).date_naive().to_string();
    form["secret_made_on"] = json!(made);
    let id = ask(&host, "channels.amazon_add", form).await["channels"][0]["id"].clone();
    let state = ask(&host, "channels.state", json!({ "id": id })).await;
    assert_eq!((state["secret_made_on"].clone(), state["secret"].clone()), (json!(made), json!("soon")));
    assert!(state["secret_age_days"].as_u64().unwrap() >= 99);

    let renew = |secret: &str, on: &str| json!({ "id": id, "client_secret": secret, "made_on": on });
    let wrong = refused(&host, "channels.renew_secret", renew("not the secret", "")).await;
    assert_eq!((wrong.code.as_str(), wrong.field.as_deref()), ("wrong_keys", Some("client_secret")));
    let future = refused(&host, "channels.renew_secret", renew(&keys.amazon.client_secret, "2199-01-01")).await;
    assert_eq!(future.field.as_deref(), Some("secret_made_on"));
    let kept = ask(&host, "channels.state", json!({ "id": id })).await;
    assert_eq!(kept["secret_made_on"], json!(made), "a refused secret changes nothing");

    ask(&host, "channels.renew_secret", renew(&keys.amazon.client_secret, "")).await;
    let state = ask(&host, "channels.state", json!({ "id": id })).await;
    assert_eq!((state["secret"].clone(), state["secret_age_days"].clone()), (json!("fine"), json!(0)));
    let test = ask(&host, "channels.test", json!({ "id": id })).await;
    assert!(test["steps"].as_array().unwrap().iter().all(|s| s["outcome"] != json!("failed")), "{test}");
    host.shutdown().await;
}

// F301, F006
#[tokio::test(flavor = "multi_thread")]
async fn f301_keys_are_tried_step_by_step_and_nothing_is_stored() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let mut form = amazon_form(&keys, "Amazon");
    let steps = ask(&host, "channels.amazon_check", form.clone()).await["steps"].as_array().unwrap().clone();
    assert_eq!(steps[0]["what"], json!("Reach the keychain"));
    assert!(steps.len() >= 5 && steps.iter().all(|s| s["outcome"] != json!("failed")), "{steps:?}");
    form["refresh_token"] = json!("Atzr|not-this-one");
    let steps = ask(&host, "channels.amazon_check", form.clone()).await["steps"].as_array().unwrap().clone();
    assert_eq!(steps.last().unwrap()["outcome"], json!("failed"), "{steps:?}");
    form["client_secret"] = json!("Atzr|this is a refresh token");
    assert_eq!(refused(&host, "channels.amazon_check", form).await.field.as_deref(), Some("client_secret"));
    assert!(channels(&host).await.is_empty() && desk.secrets().is_empty());
    host.shutdown().await;
}

// F007, F008
#[tokio::test(flavor = "multi_thread")]
async fn f007_f008_the_page_tells_region_rights_and_term() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let shop = connect_shop(&host, &keys, "Shop").await;
    let state = ask(&host, "channels.state", json!({ "id": shop["id"] })).await;
    assert_eq!((state["region"]["code"].clone(), state["region"]["known"].clone()), (json!("US"), json!(true)));
    assert_eq!(state["region"]["currency"], json!("USD"));
    assert!(state["authorised_at"].is_string());
    assert_eq!(state["writing_refused"], json!(null), "a practice shop is free");
    assert!(state["counter"]["limit"].is_null(), "no limit until one is set");
    let amazon = ask(&host, "channels.amazon_add", amazon_form(&keys, "Amazon")).await;
    let state = ask(&host, "channels.state", json!({ "id": amazon["channels"][0]["id"] })).await;
    assert_eq!((state["country"].clone(), state["verified"].clone()), (json!("US"), json!(true)), "US is offered");
    host.shutdown().await;
}

// F006
#[tokio::test(flavor = "multi_thread")]
async fn f006_a_missing_right_is_named_and_nothing_is_saved() {
    let mut without = World::new(7, WorldClock::live(1.0));
    without.tiktok.access.set_scope("seller.order.info", false);
    let bound = serve(without.share(), 0).await.unwrap();
    let keys = bound.credentials();
    let desk = Desk::new();
    let host = desk.host().await;
    let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
    let pasted = answered(&consent, &keys, &keys.tiktok.auth_code);
    let finish = json!({ "ticket": consent["ticket"], "pasted": pasted, "shops": [] });
    let error = refused(&host, "channels.tiktok_finish", finish).await;
    assert_eq!(error.code, "missing_scope");
    assert!(error.message.contains("seller.order.info"), "{error:?}");
    assert!(channels(&host).await.is_empty() && desk.secrets().is_empty());
    host.shutdown().await;
}

// F017, F325
#[tokio::test(flavor = "multi_thread")]
async fn f017_f325_review_and_live_check_answer_for_shops_only() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let shop = connect_shop(&host, &keys, "Shop").await;
    let amazon = ask(&host, "channels.amazon_add", amazon_form(&keys, "Amazon")).await;
    let id = amazon["channels"][0]["id"].clone();
    assert_eq!(refused(&host, "review.get", json!({ "id": id })).await.code, "not_found");
    let review = ask(&host, "review.get", json!({ "id": shop["id"] })).await;
    assert_eq!(review["cases"].as_array().unwrap().len(), 7);
    assert_eq!(review["flows"].as_array().unwrap().len(), 4, "two of the shop, two of who ships: {review}");
    let begin = json!({ "id": shop["id"], "sku": "no such SKU", "order": "1" });
    assert_eq!(refused(&host, "live_check.begin", begin).await.field.as_deref(), Some("sku"));
    assert_eq!(ask(&host, "live_check.get", json!({ "id": shop["id"] })).await["begun_at"], json!(null));
    host.shutdown().await;
}
