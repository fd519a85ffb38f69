//! Connecting accounts: an answer counts once and with its own state; a failure leaves nothing behind (F001, F004, F005).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use serde_json::json;
use shopferry_practice::world::{SharedWorld, lock};
use support::{Desk, amazon_form, answered, ask, begin_form, channels, connect_shop, refused, world};

#[tokio::test(flavor = "multi_thread")]
async fn f001_a_shop_and_an_amazon_account_are_connected_and_paired() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    assert_eq!(ask(&host, "app.get", json!({})).await["first_run"], json!(true));
    let shop = connect_shop(&host, &keys, "  Corner shop ").await;
    assert_eq!(shop["name"], json!("Corner shop"), "names are trimmed");
    let amazon = ask(&host, "channels.amazon_add", amazon_form(&keys, "Amazon US")).await;
    let page = ask(&host, "channels.get", json!({ "id": shop["id"] })).await;
    assert_eq!(
        page["partner"], amazon["channels"][0]["id"],
        "the one marketplace of the country ships for the shop (F324)"
    );
    assert_eq!(desk.secrets().len(), 5, "app secret and two tokens; client secret and refresh token");
    let shown = ask(&host, "app.get", json!({})).await;
    assert_eq!(shown["first_run"], json!(false));
    let told = serde_json::to_string(&page).unwrap();
    for secret in [&keys.tiktok.app_secret, &keys.tiktok.refresh_token, &keys.amazon.client_secret] {
        assert!(!told.contains(secret.as_str()), "what is typed goes inwards only");
    }
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f001_an_answer_counts_once_and_with_the_state_that_was_given_out() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
    let right = answered(&consent, &keys, &keys.tiktok.auth_code);
    let forged = right.rsplit_once("state=").unwrap().0.to_owned() + "state=somebody-elses";
    let finish = |ticket: &serde_json::Value, pasted: &str| json!({ "ticket": ticket, "pasted": pasted, "shops": [] });

    let error = refused(&host, "channels.tiktok_finish", finish(&consent["ticket"], &forged)).await;
    assert_eq!((error.code.as_str(), error.field.as_deref()), ("wrong_state", Some("pasted")));
    let error = refused(&host, "channels.tiktok_finish", finish(&consent["ticket"], &right)).await;
    assert_eq!(error.code, "expired", "a run is over after its first answer");

    let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
    let error = refused(&host, "channels.tiktok_finish", finish(&consent["ticket"], &keys.tiktok.auth_code)).await;
    assert_eq!(error.code, "bad_input", "a bare code carries no state");

    let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
    let denied = answered(&consent, &keys, "null").replace("code=null", "code=null&error=auth_denied");
    let error = refused(&host, "channels.tiktok_finish", finish(&consent["ticket"], &denied)).await;
    assert_eq!(error.code, "sign_in_denied");

    let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
    let used = answered(&consent, &keys, "a-code-nobody-issued");
    refused(&host, "channels.tiktok_finish", finish(&consent["ticket"], &used)).await;

    assert!(channels(&host).await.is_empty(), "a failed authorisation leaves no row");
    assert!(desk.secrets().is_empty(), "and no secret");
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f001_forms_name_the_field_that_cannot_be_used() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    connect_shop(&host, &keys, "Shop").await;
    for (change, field) in [
        (json!({ "name": "  " }), "name"),
        (json!({ "name": "sHOP" }), "name"),
        (json!({ "name": "x".repeat(61) }), "name"),
        (json!({ "app_key": "" }), "app_key"),
        (json!({ "app_secret": " " }), "app_secret"),
        (json!({ "service_id": "" }), "service_id"),
        (json!({ "base_url": "https://elsewhere.example" }), "base_url"),
    ] {
        let mut form = begin_form(&keys, "Another");
        form.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let error = refused(&host, "channels.tiktok_begin", form).await;
        assert_eq!(error.field.as_deref(), Some(field), "{error:?}");
        assert!(!error.cure.is_empty(), "each error says what to do: {error:?}");
    }
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f001_amazon_keys_are_proved_before_anything_is_stored() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let mut wrong = amazon_form(&keys, "Amazon");
    wrong["client_secret"] = json!("not the secret");
    let error = refused(&host, "channels.amazon_add", wrong).await;
    assert_eq!((error.code.as_str(), error.field.as_deref()), ("wrong_keys", Some("client_secret")));
    assert!(!format!("{error:?}").contains("not the secret"), "what was typed is in no error");
    assert!(channels(&host).await.is_empty());
    assert!(desk.secrets().is_empty());
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f005_signing_in_again_must_be_the_same_account() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let amazon = ask(&host, "channels.amazon_add", amazon_form(&keys, "Amazon")).await;
    let id = amazon["channels"][0]["id"].clone();
    let mut again = amazon_form(&keys, "Amazon");
    again["connection"] = id.clone();
    again["seller_id"] = json!("A1OTHERSELLER");
    assert_eq!(refused(&host, "channels.amazon_add", again.clone()).await.code, "other_account");
    again["seller_id"] = json!(keys.amazon.seller_id);
    let renewed = ask(&host, "channels.amazon_add", again).await;
    assert_eq!(renewed["channels"][0]["id"], id, "the connection stays what it was");
    assert_eq!(channels(&host).await.len(), 1);
    host.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f004_removing_a_connection_deletes_its_secrets_at_once() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let shop = connect_shop(&host, &keys, "Shop").await;
    assert_eq!(desk.secrets().len(), 3);
    ask(&host, "channels.remove", json!({ "id": shop["id"], "force": false })).await;
    assert!(desk.secrets().is_empty(), "secrets go at once");
    assert!(channels(&host).await.is_empty());
    connect_shop_again(&host, &keys).await;
    host.shutdown().await;
}

/// A removed name may be used again; its id never is.
async fn connect_shop_again(host: &shopferry_host::Host, keys: &shopferry_practice::serve::Credentials) {
    let consent = ask(host, "channels.tiktok_begin", begin_form(keys, "Shop")).await;
    assert!(consent["url"].as_str().unwrap().contains("/open/authorize?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn f016_a_test_names_each_step() {
    let (_bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let shop = connect_shop(&host, &keys, "Shop").await;
    let test = ask(&host, "channels.test", json!({ "id": shop["id"] })).await;
    let steps = test["steps"].as_array().unwrap();
    assert!(steps.len() >= 3, "one read per permission: {steps:?}");
    assert!(steps.iter().all(|s| s["outcome"] == json!("passed")), "{steps:?}");
    host.shutdown().await;
}

// F006: the seller's kind and each permission are asked before anything is stored, even where the answer lists none.
#[tokio::test(flavor = "multi_thread")]
async fn f006_who_is_no_seller_or_lacks_a_permission_is_told_and_nothing_is_stored() {
    let (bound, keys) = world().await;
    let desk = Desk::new();
    let host = desk.host().await;
    let attempt = async || {
        let consent = ask(&host, "channels.tiktok_begin", begin_form(&keys, "Shop")).await;
        let code = fresh_code(&bound.world);
        let pasted = answered(&consent, &keys, &code);
        let form = json!({ "ticket": consent["ticket"], "pasted": pasted, "shops": [] });
        refused(&host, "channels.tiktok_finish", form).await
    };
    lock(&bound.world).tiktok.access.user_type = 1;
    let error = attempt().await;
    assert_eq!(error.code, "not_a_seller");
    assert!(error.cure.contains("main account"), "{error:?}");
    permit(&bound.world, false);
    let error = attempt().await;
    assert_eq!(error.code, "missing_scope");
    assert!(error.message.contains("seller.logistics"), "{error:?}");
    assert!(channels(&host).await.is_empty() && desk.secrets().is_empty());
    permit(&bound.world, true);
    connect_shop(&host, &keys, "Shop").await;
    host.shutdown().await;
}

fn fresh_code(world: &SharedWorld) -> String {
    let mut world = lock(world);
    let now_ms = world.now_ms();
    world.tiktok.access.issue_code(now_ms)
}

/// A seller's account whose sign-in lists no scopes and ends decades ahead, with or without one permission.
fn permit(world: &SharedWorld, logistics: bool) {
    let access = &mut lock(world).tiktok.access;
    access.user_type = 0;
    access.tells_scopes = false;
    access.endless = true;
    access.set_scope("seller.logistics", logistics);
}
