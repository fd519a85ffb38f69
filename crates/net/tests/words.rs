//! Nothing secret and no buyer in text (F302, F310), and decode errors that name the place, never the value.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use chrono::{DateTime, TimeDelta};
use serde::Deserialize;
use shopferry_net::{CallFault, Fresh, TokenCache, decode, redact};
use std::sync::atomic::{AtomicU32, Ordering};

#[test]
fn payloads_lose_people_and_secrets_and_keep_the_trade() {
    let shown = redact::payload(
        br#"{"order_id":"576461413038785752","buyer_email":"a@b.co","recipient_address":{"name":"Jane","full_address":"1 Road"},
            "destinationAddress":{"name":"Jane","postalCode":"97201"},"items":[{"sellerSku":"MUG-1","quantity":2,"giftMessage":"love"}],
            "access_token":"x","refreshToken":"y","App-Secret":"z","note":"mail jane@example.com now","name":"Jane","city":null}"#,
    );
    let value: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        value,
        serde_json::json!({
            "order_id": "576461413038785752", "buyer_email": "[hidden]", "recipient_address": "[hidden]",
            "destinationAddress": "[hidden]", "items": [{"sellerSku": "MUG-1", "quantity": 2, "giftMessage": "[hidden]"}],
            "access_token": "[hidden]", "refreshToken": "[hidden]", "App-Secret": "[hidden]",
            "note": "mail [hidden] now", "name": "[hidden]", "city": null,
        })
    );
    assert_eq!(redact::payload(b"<html>Jane</html>"), "[17 bytes that are not JSON]");
}

/// Every row of the table, as platforms spell it on the wire.
const SPELLINGS: &[&str] = &[
    "access_token",
    "refreshToken",
    "x-tts-access-token",
    "x-amz-access-token",
    "Authorization",
    "Cookie",
    "Set-Cookie",
    "token",
    "app_secret",
    "client_secret",
    "secret",
    "password",
    "sign",
    "signature",
    "auth_code",
    "code_verifier",
    "shop_cipher",
    "spapi_oauth_code",
    "restrictedDataToken",
    "name",
    "first_name",
    "last_name",
    "fullName",
    "recipient_name",
    "buyerName",
    "first_name_local_script",
    "last_name_local_script",
    "buyer_nickname",
    "nickname",
    "buyer_email",
    "email",
    "email_address",
    "notificationEmails",
    "phone",
    "phone_number",
    "buyer_message",
    "giftMessage",
    "cpf",
    "cpf_name",
    "seller_note",
    "signedForBy",
    "receivedBy",
    "address",
    "address_detail",
    "addressLine1",
    "address_line2",
    "addressLine3",
    "address_line4",
    "address_lines",
    "addressLineOne",
    "addressLineTwo",
    "full_address",
    "city",
    "postalCode",
    "postcode",
    "zipcode",
    "zip",
    "postal_town",
    "districtOrCounty",
    "dropOffLocation",
    "delivery_notes",
    "latitude",
    "longitude",
];
const TREES: &[&str] = &[
    "recipient_address",
    "destinationAddress",
    "delivery_address",
    "shipToAddress",
    "billing_address",
    "shippingAddress",
    "district_info",
    "delivery_preferences",
];

#[test]
fn every_row_of_the_redaction_table_hides_its_field() {
    assert_eq!((SPELLINGS.len(), TREES.len()), (redact::HIDDEN_NAMES.len(), redact::HIDDEN_TREES.len()));
    for name in SPELLINGS {
        let body = format!(r#"{{"outer":[{{"{name}":"Practice Buyer 0417"}}]}}"#);
        assert_eq!(redact::payload(body.as_bytes()), format!(r#"{{"outer":[{{"{name}":"[hidden]"}}]}}"#));
        assert_eq!(redact::url(&format!("/p?{name}=x&a=b")), format!("/p?{name}=[hidden]&a=b"));
        assert!(redact::is_hidden_header(name));
    }
    for name in TREES {
        let body = format!(r#"{{"{name}":{{"anything":["Practice Buyer 0417"]}}}}"#);
        assert_eq!(redact::payload(body.as_bytes()), format!(r#"{{"{name}":"[hidden]"}}"#));
    }
}

#[test]
fn urls_lose_signature_token_secret_and_cipher() {
    assert_eq!(
        redact::url("https://h/p?app_key=k&sign=s&timestamp=1&shop_cipher=c&access_token=t&app_secret=q&page_token=p"),
        "https://h/p?app_key=k&sign=[hidden]&timestamp=1&shop_cipher=[hidden]&access_token=[hidden]&app_secret=[hidden]&page_token=p"
    );
    for header in ["x-amz-access-token", "x-tts-access-token", "Authorization", "Set-Cookie"] {
        assert!(redact::is_hidden_header(header), "{header}");
    }
    assert!(!redact::is_hidden_header("x-amzn-RequestId"));
}

#[test]
fn sentences_lose_mail_addresses_and_tokens_and_stay_short() {
    assert_eq!(redact::text("to <jane@example.com>, token Atzr|IwEB x"), "to [hidden] token [hidden] x");
    assert_eq!(redact::text("ROW_abc and TTP_abc"), "[hidden] and [hidden]");
    assert_eq!(redact::text(&"long ".repeat(1000)).chars().count(), redact::TEXT_CHARS_MAX + 1);
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only decoding is tested")]
struct Page {
    orders: Vec<Order>,
}
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only decoding is tested")]
struct Order {
    id: String,
    count: u32,
}

fn fault(body: &str) -> (String, String) {
    match decode::<Page>("shop.search", body.as_bytes()) {
        Err(CallFault::Malformed { operation: "shop.search", path, why }) => (path, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_decode_error_names_the_path_and_hides_the_value() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        fault(r#"{"orders":[{"id":"1","count":1},{"id":"2","count":"Jane, expected Doe"}]}"#),
        pair("orders[1].count", "expected u32")
    );
    assert_eq!(fault(r#"{"orders":[{"id":"1"}]}"#), pair("orders[0]", "missing field `count`"));
    assert_eq!(fault(r#"{"orders":[{"id":"1","count":-5}]}"#), pair("orders[0].count", "expected u32"));
    assert_eq!(fault("<html>").1, "this is not complete JSON");
    assert_eq!(fault(r#"{"orders":["#).1, "this is not complete JSON");
    assert_eq!(fault(r#"{"orders":[]} x"#).1, "text follows the JSON");
    let deep = format!("{}{}", r#"{"ignored":"#, "[".repeat(100_000));
    assert_eq!(fault(&deep).1, "this is not complete JSON", "nesting is bounded");
}

#[tokio::test]
async fn one_caller_renews_for_all_early_and_after_a_rejection() {
    let at = |secs| DateTime::from_timestamp(secs, 0).unwrap();
    let cache = TokenCache::new(TimeDelta::seconds(120));
    let made = AtomicU32::new(0);
    let obtain = || async {
        tokio::task::yield_now().await;
        let number = made.fetch_add(1, Ordering::SeqCst) + 1;
        Ok::<_, ()>(Fresh { value: number, expires_at: at(i64::from(number) * 3600) })
    };
    let (a, b) = tokio::join!(cache.get(at(0), None, obtain), cache.get(at(0), None, obtain));
    assert_eq!((a.unwrap().0, b.unwrap().0), (1, 1), "one renewal for two callers");
    assert_eq!(cache.get(at(3479), None, obtain).await.unwrap().0, 1);
    let (value, generation) = cache.get(at(3480), None, obtain).await.unwrap();
    assert_eq!(value, 2, "renewed two minutes early");
    let (a, b) =
        tokio::join!(cache.get(at(3481), Some(generation), obtain), cache.get(at(3481), Some(generation), obtain));
    assert_eq!((a.unwrap().0, b.unwrap().0), (3, 3), "two callers rejected with one token renew once");
    let failed = cache.get(at(999_999), None, || async { Err::<Fresh<u32>, _>(()) }).await;
    assert_eq!(failed, Err(()));
    assert_eq!(cache.get(at(3490), None, obtain).await.unwrap().0, 3, "a failed renewal keeps the old token");
}
