//! Codes and tokens (tiktok-shop fact sheet 2).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use std::time::Duration;

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use shopferry_practice::tiktok::routes;
use tiktok_support::{Desk, EPOCH_MS, wait};
use tower::ServiceExt;

const GET: &str = "/api/v2/token/get";
const REFRESH: &str = "/api/v2/token/refresh";

#[tokio::test(start_paused = true)]
async fn a_code_is_good_once_and_the_expiries_are_moments() {
    let desk = Desk::open(1);
    let code = desk.keys.auth_code.clone();
    let reply = desk.token(GET, ("auth_code", &code), "authorized_code").await;
    let expires_s = reply.data()["access_token_expire_in"].as_i64().expect("a moment");
    assert_eq!(expires_s, EPOCH_MS / 1_000 + 7 * 86_400, "absolute, not a duration");
    assert!(reply.data()["refresh_token_expire_in"].as_i64().expect("a moment") > expires_s);
    assert_eq!(reply.data()["user_type"], 0);
    let again = desk.token(GET, ("auth_code", &code), "authorized_code").await;
    assert_eq!(again.code(), 36_004_004);
}

#[tokio::test(start_paused = true)]
async fn a_code_is_good_for_thirty_minutes() {
    let desk = Desk::open(1);
    wait(Duration::from_secs(30 * 60 + 1)).await;
    let reply = desk.token(GET, ("auth_code", &desk.keys.auth_code), "authorized_code").await;
    assert_eq!(reply.code(), 36_004_004);
}

#[tokio::test(start_paused = true)]
async fn the_grant_type_is_spelled_as_documented() {
    let desk = Desk::open(1);
    let reply = desk.token(GET, ("auth_code", &desk.keys.auth_code), "authorization_code").await;
    assert_eq!(reply.code(), 36_009_004);
}

#[tokio::test(start_paused = true)]
async fn refreshing_gives_a_new_pair_and_a_lost_answer_locks_nobody_out() {
    let mut desk = Desk::open(1);
    let first = desk.keys.refresh_token.clone();
    // The first answer is lost on the way; the client asks again with the token it still has.
    desk.token(REFRESH, ("refresh_token", &first), "refresh_token").await;
    let reply = desk.token(REFRESH, ("refresh_token", &first), "refresh_token").await;
    let second = reply.data()["refresh_token"].as_str().expect("a token").to_owned();
    assert_ne!(first, second);
    assert_eq!(desk.get("/authorization/202309/shops", &[]).await.code(), 0, "the former token lives on for minutes");

    desk.keys.access_token = reply.data()["access_token"].as_str().expect("a token").to_owned();
    desk.token(REFRESH, ("refresh_token", &second), "refresh_token").await.data();
    let dead = desk.token(REFRESH, ("refresh_token", &first), "refresh_token").await;
    assert_eq!(dead.code(), 36_004_005, "once the successor is used, the old one is gone");
    wait(Duration::from_secs(301)).await;
    assert_eq!(desk.get("/authorization/202309/shops", &[]).await.code(), 105_002);
}

#[tokio::test(start_paused = true)]
async fn the_authorization_ends_after_a_year() {
    let desk = Desk::open(1);
    wait(Duration::from_secs(366 * 86_400)).await;
    let reply = desk.token(REFRESH, ("refresh_token", &desk.keys.refresh_token), "refresh_token").await;
    assert_eq!(reply.code(), 36_004_001);
}

#[tokio::test(start_paused = true)]
async fn the_consent_page_leads_to_an_address_with_a_code() {
    let desk = Desk::open(1);
    let page = |uri: String| {
        let world = desk.world.clone();
        async move {
            let request = Request::get(uri).body(Body::empty()).expect("a request");
            let response = routes(world).oneshot(request).await.expect("never fails");
            let status = response.status();
            let bytes = response.into_body().collect().await.expect("a body").to_bytes();
            (status.as_u16(), String::from_utf8(bytes.to_vec()).expect("text"))
        }
    };
    let (status, html) = page(format!("/open/authorize?service_id={}&state=a%26b", desk.keys.service_id)).await;
    assert_eq!(status, 200);
    let code = html.split("code=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code").to_owned();
    assert!(html.contains("state=a%26b"));
    assert!(html.contains("code=null&amp;error=auth_denied"));
    assert_eq!(desk.token(GET, ("auth_code", &code), "authorized_code").await.code(), 0);
    assert_eq!(page("/open/authorize?service_id=1".to_owned()).await.0, 404);
    assert_eq!(page(format!("/registered-page?code={code}&state=x")).await.0, 200);
}
