//! The signature vectors of the tiktok-shop fact sheet, section 4.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use shopferry_practice::tiktok::sign::{is_signed, sign};

const SECRET: &str = "e59af819cc";
const CIPHER: &str = "ROW_xkMbgAAAeVAQra0eZWebFQq5aIK";

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn all_vectors_are_met() {
    let one = sign(
        SECRET,
        "/authorization/202309/shops",
        &pairs(&[("timestamp", "1623812664"), ("app_key", "29a39d"), ("sign", "x"), ("access_token", "y")]),
        b"",
    );
    assert_eq!(one, "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8");

    let webhook = br#"{"address":"https://partner.tiktokshop.com","event_type":"PACKAGE_UPDATE"}"#;
    let query = pairs(&[("app_key", "68xu9ks5p4i8"), ("shop_cipher", CIPHER), ("timestamp", "1696909648")]);
    let two = sign(SECRET, "/event/202309/webhooks", &query, webhook);
    assert_eq!(two, "cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a");

    let body = br#"{"order_status":"AWAITING_SHIPMENT","update_time_ge":1699990000}"#;
    let mut query = pairs(&[
        ("app_key", "68xu9ks5p4i8"),
        ("page_size", "50"),
        ("shop_cipher", CIPHER),
        ("sort_field", "update_time"),
        ("sort_order", "ASC"),
        ("timestamp", "1700000000"),
    ]);
    let three = sign(SECRET, "/order/202309/orders/search", &query, body);
    assert_eq!(three, "6a4d54649b8400a49c82e7020e8833c53cc828d71bfd4b8de1d174e3e5b799c2");

    query.push(("page_token".to_owned(), "aGk+/w==".to_owned()));
    let four = sign(SECRET, "/order/202309/orders/search", &query, body);
    assert_eq!(four, "82a1fea2c4d7e5937134c5f6fcac80de58ac672ca3098ce18eb74de5886c4d6e");

    query.pop();
    query.push(("page_token".to_owned(), "aGk%2B%2Fw%3D%3D".to_owned()));
    let wrong = sign(SECRET, "/order/202309/orders/search", &query, body);
    assert!(wrong.starts_with("64e009e1"), "signing the encoded value is the documented mistake");

    let five = sign(
        SECRET,
        "/product/202309/images/upload",
        &pairs(&[("app_key", "68xu9ks5p4i8"), ("timestamp", "1700000000")]),
        b"",
    );
    assert_eq!(five, "dd630b9fc5d68615d1965cbe9414698e75ca2f15f2d1011e979c8f5dfabd8e37");
}

#[test]
fn a_repeated_key_may_be_signed_in_each_way_that_clients_do() {
    let repeated = pairs(&[("ids", "1"), ("ids", "2"), ("app_key", "k")]);
    for signed in [
        repeated.clone(),
        pairs(&[("app_key", "k"), ("ids", "1")]),
        pairs(&[("app_key", "k"), ("ids", "2")]),
        pairs(&[("app_key", "k"), ("ids", "1,2")]),
    ] {
        let seal = sign(SECRET, "/order/202507/orders", &signed, b"");
        assert!(is_signed(&seal, SECRET, "/order/202507/orders", &repeated, b""));
    }
    let other = sign(SECRET, "/order/202507/orders", &pairs(&[("app_key", "k"), ("ids", "3")]), b"");
    assert!(!is_signed(&other, SECRET, "/order/202507/orders", &repeated, b""));
}
