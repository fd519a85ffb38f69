//! The signature vectors of tiktok-shop fact sheet 4.

use shopferry_channel::Secret;
use shopferry_tiktok_shop::sign::sign;

const APP: (&str, &str) = ("app_key", "68xu9ks5p4i8");
const CIPHER: (&str, &str) = ("shop_cipher", "ROW_xkMbgAAAeVAQra0eZWebFQq5aIK");

fn signed(path: &str, query: &[(&str, &str)], body: Option<&str>) -> String {
    sign(&Secret::new("e59af819cc"), path, query, body.map(str::as_bytes))
}

#[test]
fn vector_1_a_get_without_body() {
    let query = [("app_key", "29a39d"), ("timestamp", "1623812664")];
    assert_eq!(
        signed("/authorization/202309/shops", &query, None),
        "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8"
    );
}

#[test]
fn vector_2_a_body_is_signed_byte_for_byte() {
    let query = [("timestamp", "1696909648"), CIPHER, APP];
    let body = r#"{"address":"https://partner.tiktokshop.com","event_type":"PACKAGE_UPDATE"}"#;
    assert_eq!(
        signed("/event/202309/webhooks", &query, Some(body)),
        "cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a"
    );
}

const SEARCH: [(&str, &str); 6] = [
    ("timestamp", "1700000000"),
    ("sort_order", "ASC"),
    APP,
    CIPHER,
    ("sort_field", "update_time"),
    ("page_size", "50"),
];
const SEARCH_BODY: &str = r#"{"order_status":"AWAITING_SHIPMENT","update_time_ge":1699990000}"#;

#[test]
fn vector_3_a_search_in_whatever_order_its_query_comes() {
    let expected = "6a4d54649b8400a49c82e7020e8833c53cc828d71bfd4b8de1d174e3e5b799c2";
    assert_eq!(signed("/order/202309/orders/search", &SEARCH, Some(SEARCH_BODY)), expected);
    let mut with_extras = SEARCH.to_vec();
    with_extras.extend([("sign", "anything"), ("access_token", "anything")]);
    assert_eq!(signed("/order/202309/orders/search", &with_extras, Some(SEARCH_BODY)), expected);
}

#[test]
fn vector_4_a_page_token_is_signed_decoded() {
    let mut query = SEARCH.to_vec();
    query.push(("page_token", "aGk+/w=="));
    assert_eq!(
        signed("/order/202309/orders/search", &query, Some(SEARCH_BODY)),
        "82a1fea2c4d7e5937134c5f6fcac80de58ac672ca3098ce18eb74de5886c4d6e"
    );
}

#[test]
fn vector_5_a_multipart_body_is_left_out() {
    let query = [APP, ("timestamp", "1700000000")];
    assert_eq!(
        signed("/product/202309/images/upload", &query, None),
        "dd630b9fc5d68615d1965cbe9414698e75ca2f15f2d1011e979c8f5dfabd8e37"
    );
}
