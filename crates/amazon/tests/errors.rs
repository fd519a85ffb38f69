//! Amazon's errors: one test case per row of the tables (F066, F076; fact sheet 3 and 4.6).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use http::{HeaderMap, StatusCode};
use serde_json::json;
use shopferry_amazon::errors::{ERRORS, Meaning, REFUSALS, SpApiErrors, meaning, refusal_meaning};
use shopferry_amazon::operation::{
    CANCEL, CREATE, FEATURE_SKU, GET, LIST, PREVIEW, UPDATE, V2_CANCEL, V2_CREATE, V2_PREVIEW, V2_UPDATE,
};
use shopferry_channel::RefusalKind::{AlreadyDone, NotFound, NotThisRegion, Other};
use shopferry_domain::ReasonCode as R;
use shopferry_net::{Answer, Classify, Verdict};

/// One wire example per row of `ERRORS`, in the table's order: status, code, text, meaning.
const EXAMPLES: &[(u16, &str, &str, Meaning)] = &[
    (429, "QuotaExceeded", "You exceeded your quota for the requested resource.", Meaning::Throttled),
    (403, "Unauthorized", "The access token you provided has expired.", Meaning::ExpiredToken),
    (403, "Unauthorized", "The access token you provided is revoked, malformed or invalid.", Meaning::ExpiredToken),
    (403, "Unauthorized", "Access token is missing in the request header.", Meaning::ExpiredToken),
    (401, "Unauthorized", "", Meaning::ExpiredToken),
    (403, "Unauthorized", "Access to requested resource is denied.", Meaning::Refused),
    (403, "Unauthorized", "Access to requested resource is denied.", Meaning::Refused),
    (403, "Unauthorized", "Access to requested resource is denied.", Meaning::MissingRole),
    (408, "", "", Meaning::Passing),
    (413, "RequestTooLarge", "Request size exceeded.", Meaning::Refused),
    (415, "UnsupportedMediaType", "The entity of the request is in a format not supported.", Meaning::Refused),
    (500, "InternalFailure", "We encountered an internal error. Please try again.", Meaning::Passing),
    (502, "", "", Meaning::Passing),
    (503, "ServiceUnavailable", "", Meaning::Passing),
    (504, "", "", Meaning::Passing),
    (200, "QuotaExceeded", "You exceeded your quota for the requested resource.", Meaning::Throttled),
    (200, "InternalFailure", "We encountered an internal error. Please try again.", Meaning::Passing),
    (200, "ServiceUnavailable", "", Meaning::Passing),
    (200, "Unauthorized", "The access token you provided has expired.", Meaning::ExpiredToken),
    (200, "Unauthorized", "Access to requested resource is denied.", Meaning::MissingRole),
    (200, "AccessDenied", "", Meaning::MissingRole),
    (400, "InvalidInput", "Invalid Input", Meaning::Refused),
];

#[test]
fn every_row_of_the_error_table_has_its_example() {
    assert_eq!(EXAMPLES.len(), ERRORS.len(), "a new row needs an example");
    for (row, (status, code, text, expected)) in ERRORS.iter().zip(EXAMPLES) {
        assert_eq!(row.meaning, *expected, "{row:?}");
        assert_eq!(meaning(row.operation.unwrap_or(GET.name), *status, code, text), *expected, "{row:?}");
        assert!(row.status.is_none_or(|s| s == *status), "{row:?}");
        assert!(row.code.is_none_or(|c| c == *code), "{row:?}");
        assert!(row.text.is_none_or(|t| text.to_lowercase().contains(t)), "{row:?}");
    }
}

fn judge(operation: &'static str, status: u16, body: &str) -> Verdict {
    let answer = Answer {
        operation,
        status: StatusCode::from_u16(status).unwrap(),
        headers: &HeaderMap::new(),
        body: body.as_bytes(),
    };
    SpApiErrors.classify(&answer)
}

#[test]
fn a_200_that_carries_errors_is_an_error() {
    let refused = json!({"errors": [{"code": "InvalidInput", "message": "no"}]}).to_string();
    assert_eq!(judge(GET.name, 200, &refused), Verdict::Refused { code: "InvalidInput".into(), message: "no".into() });
    let throttled = json!({"payload": {}, "errors": [{"code": "QuotaExceeded", "message": ""}]}).to_string();
    assert_eq!(judge(GET.name, 200, &throttled), Verdict::Throttled { after: None });
    for fine in ["{}", r#"{"payload":{}}"#, r#"{"payload":{},"errors":[]}"#, r#"{"payload":{},"errors":null}"#] {
        assert_eq!(judge(GET.name, 200, fine), Verdict::Success, "{fine}");
    }
    for broken in ["", "<html>", "[", "[]x", "null", "7"] {
        assert!(matches!(judge(GET.name, 200, broken), Verdict::Malformed { .. }), "{broken}");
    }
}

#[test]
fn an_answer_without_readable_errors_is_a_gateways_and_may_pass() {
    for body in ["<html>gateway</html>", "", "{}", r#"{"errors":[]}"#, r#"{"errors":"x"}"#] {
        for status in [400, 403, 404, 502, 599] {
            assert!(matches!(judge(CREATE.name, status, body), Verdict::Passing { .. }), "{status} {body}");
        }
        assert_eq!(judge(CREATE.name, 429, body), Verdict::Throttled { after: None }, "{body}");
        assert_eq!(judge(CREATE.name, 401, body), Verdict::ExpiredToken, "{body}");
        assert!(matches!(judge(CREATE.name, 302, body), Verdict::Malformed { .. }), "{body}");
    }
}

#[test]
fn a_missing_role_is_named() {
    let denied = json!({"errors": [{"code": "Unauthorized", "message": "Access to requested resource is denied.", "details": ""}]});
    assert_eq!(
        judge(CREATE.name, 403, &denied.to_string()),
        Verdict::MissingScope { scope: "Amazon Fulfillment (Access to requested resource is denied.)".into() }
    );
}

#[test]
fn details_count_as_text() {
    let body = json!({"errors": [{"code": "Unauthorized", "message": "Access to requested resource is denied.",
        "details": "The access token you provided has expired."}]});
    assert_eq!(judge(GET.name, 403, &body.to_string()), Verdict::ExpiredToken);
}

#[test]
fn every_row_of_the_refusal_table_has_its_example() {
    // operation, code, text, kind, reason; in the table's order.
    let no_region = "Region does not support feature: BLANK_BOX";
    let unknown = "Value GOLD_WRAP for parameter featureName is invalid.";
    let examples = [
        (CREATE.name, "InvalidInput", "Value CHANNEL.TIKTOK for parameter featureName", Other, R::ChannelNameRefused),
        (FEATURE_SKU.name, "InvalidInput", no_region, NotThisRegion, R::FeatureNotOffered),
        (FEATURE_SKU.name, "InvalidInput", "Must be BLANK_BOX or BLOCK_AMZL or OVERBOX", Other, R::FeatureNotOffered),
        (CREATE.name, "InvalidInput", unknown, Other, R::FeatureNotOffered),
        (PREVIEW.name, "InvalidInput", unknown, Other, R::FeatureNotOffered),
        (CREATE.name, "InvalidInput", "the SellerSKU for Item Id: item-1 is invalid.", Other, R::SkuUnknownAtAmazon),
        (CREATE.name, "InvalidInput", "Value AllQuantityZero for parameter  is invalid.", Other, R::OutOfStock),
        (CREATE.name, "InvalidInput", "Not enough inventory.", Other, R::OutOfStock),
        (CREATE.name, "InvalidInput", "sellerFulfillmentOrderId must be unique", AlreadyDone, R::AmazonRefused),
        (CREATE.name, "InvalidInput", "An order with this id already exists", AlreadyDone, R::AmazonRefused),
        (CREATE.name, "InvalidInput", "InvalidDestinationAddress", Other, R::AddressRefused),
        (CREATE.name, "InvalidInput", "The destination address is not valid", Other, R::AddressRefused),
        (CREATE.name, "InvalidInput", "destinationAddress.postalCode", Other, R::AddressRefused),
        (
            CREATE.name,
            "InvalidInput",
            "Value NotEligibleForExport for parameter Item is invalid",
            Other,
            R::AmazonRefused,
        ),
        (PREVIEW.name, "InvalidInput", "the SellerSKU for Item Id: item-1 is invalid.", Other, R::SkuUnknownAtAmazon),
        (PREVIEW.name, "InvalidInput", "address.postalCode", Other, R::AddressRefused),
        (PREVIEW.name, "InvalidInput", "Invalid Input", Other, R::PreviewRefused),
        (V2_CREATE.name, "InvalidInput", "The feature is not offered.", Other, R::FeatureNotOffered),
        (
            V2_CREATE.name,
            "InvalidInput",
            "Value for parameter packagingOption is invalid.",
            Other,
            R::FeatureNotOffered,
        ),
        (V2_CREATE.name, "InvalidInput", "Value for parameter blockAMZL is invalid.", Other, R::FeatureNotOffered),
        (V2_CREATE.name, "InvalidInput", "the SellerSKU for Item Id: item-1 is invalid.", Other, R::SkuUnknownAtAmazon),
        (V2_CREATE.name, "InvalidInput", "the amazonSku MUG-1 is invalid.", Other, R::SkuUnknownAtAmazon),
        (V2_CREATE.name, "InvalidInput", "Value AllQuantityZero is invalid.", Other, R::OutOfStock),
        (V2_CREATE.name, "ItemQuantityNotAvailable", "ItemQuantityNotAvailable", Other, R::OutOfStock),
        (V2_CREATE.name, "InvalidInput", "Not enough inventory.", Other, R::OutOfStock),
        (V2_CREATE.name, "InvalidInput", "orderId must be unique", AlreadyDone, R::AmazonRefused),
        (V2_CREATE.name, "InvalidInput", "this order already exists", AlreadyDone, R::AmazonRefused),
        (V2_CREATE.name, "InvalidInput", "Value for parameter deliveryAddress is invalid.", Other, R::AddressRefused),
        (V2_CREATE.name, "InvalidInput", "Invalid Input", Other, R::AmazonRefused),
        (
            V2_PREVIEW.name,
            "InvalidInput",
            "Value for parameter packagingOption is invalid.",
            Other,
            R::FeatureNotOffered,
        ),
        (V2_PREVIEW.name, "InvalidInput", "the amazonSku MUG-1 is invalid.", Other, R::SkuUnknownAtAmazon),
        (V2_PREVIEW.name, "InvalidInput", "deliveryAddress", Other, R::AddressRefused),
        (V2_PREVIEW.name, "InvalidInput", "Invalid Input", Other, R::PreviewRefused),
        (V2_UPDATE.name, "NotFound", "no such order", NotFound, R::AmazonRefused),
        (V2_UPDATE.name, "InvalidInput", "it is not on hold", AlreadyDone, R::NotHeldAtAmazon),
        (V2_CANCEL.name, "NotFound", "no such order", NotFound, R::AmazonRefused),
        (V2_CANCEL.name, "InvalidInput", "cannot be cancelled", Other, R::CancelTooLate),
        (UPDATE.name, "NotFound", "no such order", NotFound, R::AmazonRefused),
        (UPDATE.name, "Unauthorized", "Access to requested resource is denied.", AlreadyDone, R::NotHeldAtAmazon),
        (CANCEL.name, "NotFound", "no such order", NotFound, R::AmazonRefused),
        (CANCEL.name, "InvalidInput", "cannot be cancelled", Other, R::CancelTooLate),
        (GET.name, "NotFound", "no such order", NotFound, R::AmazonRefused),
        (LIST.name, "InvalidInput", "Invalid Input", Other, R::AmazonRefused),
    ];
    assert_eq!(examples.len(), REFUSALS.len(), "a new row needs an example");
    for (row, (operation, code, text, kind, reason)) in REFUSALS.iter().zip(examples) {
        assert_eq!((row.kind, row.reason), (kind, reason), "{row:?}");
        assert_eq!(refusal_meaning(operation, code, text), (kind, reason), "{row:?}");
    }
}
