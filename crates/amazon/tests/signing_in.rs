//! Login with Amazon over the door (F001, F301, F302; fact sheet 1).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use std::time::Duration;

use serde_json::json;
use shopferry_amazon::{CLIENT_SECRET, Hosts, REFRESH_TOKEN, Region};
use shopferry_channel::{ChannelError, Fulfiller, SecretStoreError};
use shopferry_domain::ReasonCode;
use stand_in::{Keychain, StandIn, access_token, error, key, ok, raw, with_status};

fn no_order() -> stand_in::Outcome {
    error(404, "NotFound", "no such order", "")
}

fn denied(details: &str) -> stand_in::Outcome {
    error(403, "Unauthorized", "Access to requested resource is denied.", details)
}

#[tokio::test(start_paused = true)]
async fn the_keys_go_as_a_form_and_the_token_as_a_header() {
    let world = StandIn::answering([no_order()]);
    assert_eq!(world.amazon().get(&key()).await, Ok(None));
    let form = &world.renewals()[0];
    assert_eq!(
        (form.method.as_str(), form.headers["content-type"].as_str()),
        ("POST", "application/x-www-form-urlencoded")
    );
    let mut fields: Vec<_> = std::str::from_utf8(&form.body).unwrap().split('&').collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "client_id=amzn1.application-oa2-client.practice",
            "client_secret=amzn1.oa2-cs.v1.s%26cret",
            "grant_type=refresh_token",
            "refresh_token=Atzr%7Crefresh"
        ]
    );
    let call = &world.asked()[0];
    assert_eq!(call.headers["x-amz-access-token"], "Atza|1");
    assert_eq!(call.headers["x-amz-date"], "20260901T120000Z");
    assert!(call.headers["user-agent"].starts_with("Shopferry/0.1.0 (Language=Rust/1.95; Platform="));
    assert!(!call.headers.contains_key("content-type") && call.body.is_empty(), "a GET has no body");
}

#[tokio::test(start_paused = true)]
async fn one_token_serves_many_calls_and_is_renewed_three_minutes_early() {
    let world = StandIn::answering((0..4).map(|_| no_order()));
    let amazon = world.amazon();
    let (key_a, key_b) = (key(), key());
    let (a, b) = tokio::join!(amazon.get(&key_a), amazon.get(&key_b));
    assert_eq!((a, b, world.renewals().len()), (Ok(None), Ok(None), 1), "single flight");
    tokio::time::sleep(Duration::from_secs(3600 - 181)).await;
    amazon.get(&key()).await.unwrap();
    assert_eq!(world.renewals().len(), 1);
    tokio::time::sleep(Duration::from_secs(2)).await;
    amazon.get(&key()).await.unwrap();
    assert_eq!(world.renewals().len(), 2);
    assert_eq!(world.asked()[3].headers["x-amz-access-token"], "Atza|2");
}

#[tokio::test(start_paused = true)]
async fn each_of_the_three_token_texts_renews() {
    for details in [
        "The access token you provided has expired.",
        "The access token you provided is revoked, malformed or invalid.",
        "Access token is missing in the request header.",
    ] {
        let world = StandIn::answering([denied(details), no_order()]);
        assert_eq!(world.amazon().get(&key()).await, Ok(None), "{details}");
        assert_eq!((world.renewals().len(), world.asked().len()), (2, 2));
        // Two calls an attempt: with the token that there was, and with the new one.
        let world = StandIn::answering([(); 8].map(|()| denied(details)));
        let result = world.amazon().get(&key()).await;
        assert!(matches!(result, Err(ChannelError::NeedsSignIn { .. })), "{details} {result:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_role_is_no_matter_of_tokens() {
    let world = StandIn::answering([denied("")]);
    let result = world.amazon().get(&key()).await;
    assert!(matches!(result, Err(ChannelError::MissingScope { scope }) if scope.starts_with("Amazon Fulfillment")));
    assert_eq!(world.renewals().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn refused_keys_ask_for_a_person_and_are_not_tried_again() {
    for (status, word) in
        [(400, "invalid_grant"), (401, "invalid_client"), (400, "unauthorized_client"), (400, "invalid_scope")]
    {
        let world = StandIn::default();
        world.token(with_status(
            status,
            json!({"error": word, "error_description": "The request has an invalid parameter", "request_id": "r"}),
        ));
        let error = world.amazon().get(&key()).await.unwrap_err();
        assert_eq!(error.as_reason().code, ReasonCode::NeedsSignIn, "{word}");
        assert!(error.to_string().contains(word), "{error}");
        assert_eq!((world.renewals().len(), world.asked().len()), (1, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_service_that_is_down_for_a_moment_is_asked_again() {
    let world = StandIn::answering([no_order()]);
    world.token(raw(503, "<html>"));
    world.token(raw(429, ""));
    assert_eq!(world.amazon().get(&key()).await, Ok(None));
    assert_eq!(world.renewals().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_token_answer_never_shows_the_token() {
    for body in [
        json!({"access_token": "Atza|secret"}),
        json!({"access_token": 7, "token_type": "bearer"}),
        json!(["Atza|secret"]),
    ] {
        let world = StandIn::default();
        world.token(ok(body));
        let error = world.amazon().get(&key()).await.unwrap_err();
        assert!(matches!(error, ChannelError::Malformed { .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("Atza"), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_without_a_lifetime_is_taken_for_an_hour() {
    let world = StandIn::answering([no_order(), no_order()]);
    let mut token = access_token(1);
    token.as_object_mut().unwrap().remove("expires_in");
    world.token(ok(token));
    let amazon = world.amazon();
    amazon.get(&key()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3000)).await;
    amazon.get(&key()).await.unwrap();
    assert_eq!(world.renewals().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn missing_keys_and_a_locked_keychain_are_said_before_anything_is_sent() {
    for missing in [CLIENT_SECRET, REFRESH_TOKEN] {
        let mut keychain = Keychain::filled();
        keychain.0.remove(missing);
        let world = StandIn::default();
        let error = world.amazon_with(&keychain).get(&key()).await.unwrap_err();
        assert!(error.to_string().contains(&missing.replace('_', " ")), "{error}");
        assert_eq!(error.as_reason().code, ReasonCode::NeedsSignIn);
    }
    let locked = Keychain(Keychain::filled().0, Some(SecretStoreError::Locked));
    let world = StandIn::default();
    let error = world.amazon_with(&locked).get(&key()).await.unwrap_err();
    assert_eq!(error.as_reason().code, ReasonCode::KeychainLocked);
    assert_eq!(world.renewals().len(), 0);
}

#[test]
fn hosts_are_amazons_or_this_computer() {
    let hosts = Hosts::production(Region::Europe).unwrap();
    assert_eq!(hosts.api.to_string(), "https://sellingpartnerapi-eu.amazon.com/");
    assert_eq!(hosts.lwa.to_string(), "https://api.amazon.com/");
    assert!(Hosts::loopback("http://127.0.0.1:1", "http://192.168.0.1").is_err());
    let with_path = Hosts::loopback("http://127.0.0.1:1", "http://127.0.0.1:1/auth/o2/token").unwrap();
    assert_eq!(with_path.lwa, with_path.api);
}
