//! One assertion for each row of the error table (tiktok-shop fact sheet 5).

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use shopferry_channel::RefusalKind as K;
use shopferry_domain::ReasonCode as Why;
use shopferry_net::{Answer, Classify, Verdict};
use shopferry_tiktok_shop::errors::{Judge, Meaning as M, TABLE, meaning};

const fn no(kind: K, reason: Why) -> M {
    M::Refused(kind, Some(reason))
}

const OWN: M = M::Refused(K::Other, None);
const UNKNOWN_THING: M = M::Refused(K::NotFound, None);

/// Code, a message as the platform writes it, and what it must mean.
const ROWS: &[(i64, &str, M)] = &[
    (105_002, "Expired credentials. The 'access_token' has expired.", M::ExpiredToken),
    (36_009_004, "Invalid credentials. The 'access_token' header is invalid.", M::ExpiredToken),
    (36_009_004, "Invalid credentials. The 'x-tts-access-token' header is invalid.", M::ExpiredToken),
    (36_009_004, "Invalid 'app_key' query parameter", M::WrongKeys),
    (36_009_004, "Invalid 'timestamp': must not be lesser than 0", M::ClockWrong),
    (36_009_004, "The timestamp cannot be earlier than 5 minutes", M::ClockWrong),
    (36_009_004, "The timestamp cannot exceed the present by more than 30 seconds", M::ClockWrong),
    (36_009_004, "Invalid API version", M::UnknownVersion),
    (36_009_004, "'shop_cipher' query parameter is not required", no(K::Other, Why::StateFault)),
    (36_009_004, "'category_asset_cipher' is not required", no(K::Other, Why::StateFault)),
    (36_009_004, "Missing credentials. The signature is missing.", no(K::Other, Why::StateFault)),
    (36_009_004, "The 'shop_id' is invalid", M::OtherShop),
    (36_009_004, "something else", OWN),
    (106_001, "Invalid sign", M::WrongKeys),
    (105_005, "Access denied", M::MissingScope),
    (101_000, "wrong user type", M::OtherShop),
    (106_013, "shop_cipher is missing", no(K::Other, Why::StateFault)),
    (36_009_002, "Too many requests", M::Throttled),
    (36_009_037, "hourly quota", M::HourUsedUp),
    (36_009_003, "Internal error", M::Passing),
    (36_009_007, "Gateway timeout", M::Passing),
    (36_009_009, "Invalid path", M::UnknownVersion),
    (36_009_010, "Invalid method", M::UnknownVersion),
    (36_009_014, "Unknown version", M::UnknownVersion),
    (36_009_021, "", OWN),
    (36_009_022, "", OWN),
    (36_009_023, "", OWN),
    (36_009_033, "IP not in allow list", no(K::Other, Why::AddressNotAllowed)),
    (36_009_043, "shop inactive", no(K::Other, Why::ShopInactive)),
    (36_009_044, "seller inactive", no(K::Other, Why::ShopInactive)),
    (36_004_001, "refresh_token is expired", M::NeedsSignIn),
    (36_004_004, "auth code invalid", M::NeedsSignIn),
    (36_004_005, "no matching record", M::NeedsSignIn),
    (98_001_004, "Invalid parameter", OWN),
    (11_050_001, "invalid param", OWN),
    (21_001_001, "Invalid parameters", OWN),
    (21_008_111, "belongs to another seller", UNKNOWN_THING),
    (10_006_402, "permission denied", OWN),
    (10_002_014, "", M::Passing),
    (10_002_015, "", M::Passing),
    (10_037_002, "", M::Passing),
    (10_037_003, "", M::Passing),
    (10_037_004, "", M::Passing),
    (21_011_044, "on hold", no(K::Held, Why::PlatformHold)),
    (21_011_006, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_011_020, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_011_027, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_011_040, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_042_056, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_008_099, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (11_006_021, "", no(K::AlreadyDone, Why::ShippedByHand)),
    (21_011_007, "", no(K::OpenRequest, Why::BuyerAsksCancel)),
    (21_008_044, "", no(K::OpenRequest, Why::BuyerAsksCancel)),
    (21_011_022, "", no(K::Other, Why::TrackingRefused)),
    (21_004_015, "", no(K::Other, Why::TrackingRefused)),
    (21_004_016, "", no(K::Other, Why::TrackingRefused)),
    (11_028_006, "", no(K::Other, Why::TrackingRefused)),
    (21_004_012, "", no(K::Other, Why::NumberFormat)),
    (21_011_025, "", no(K::Other, Why::NumberUsed)),
    (21_034_012, "", no(K::Other, Why::NumberUsed)),
    (21_011_026, "", no(K::Other, Why::NumberUsed)),
    (21_011_029, "", no(K::NotFound, Why::TrackingRefused)),
    (21_011_028, "", no(K::NotFound, Why::TrackingRefused)),
    (21_011_048, "", no(K::Other, Why::TrackingRefused)),
    (21_011_036, "", no(K::Other, Why::TrackingRefused)),
    (21_011_046, "", no(K::Other, Why::TrackingRefused)),
    (21_011_033, "", no(K::Other, Why::TrackingRefused)),
    (21_004_019, "", no(K::Other, Why::TrackingRefused)),
    (21_004_020, "", no(K::Other, Why::TrackingRefused)),
    (21_008_025, "", no(K::Other, Why::PlatformShipping)),
    (21_011_004, "", no(K::Other, Why::PlatformShipping)),
    (21_008_106, "", no(K::NotThisRegion, Why::RegionNotSupported)),
    (21_042_057, "", no(K::Other, Why::NotAwaitingShipment)),
    (21_011_003, "", no(K::Other, Why::NotAwaitingShipment)),
    (21_011_041, "", no(K::Other, Why::NotAwaitingShipment)),
    (21_011_042, "", no(K::Other, Why::NotAwaitingShipment)),
    (11_001_027, "", M::Passing),
    (11_001_031, "", M::Passing),
    (11_006_005, "", M::Passing),
    (11_006_026, "", M::Passing),
    (21_001_003, "", M::Passing),
    (21_001_008, "", M::Passing),
    (21_001_011, "", M::Passing),
    (21_001_029, "", M::Passing),
    (21_001_043, "", M::Passing),
    (21_001_055, "", M::Passing),
    (21_008_300, "", M::Passing),
    (21_022_029, "", M::Passing),
    (21_022_030, "", M::Passing),
    (21_034_006, "", M::Passing),
    (21_042_001, "", M::Passing),
    (21_042_076, "", M::Passing),
    (21_008_117, "", no(K::Other, Why::PlatformShipping)),
    (21_008_116, "", UNKNOWN_THING),
    (21_008_042, "", no(K::Other, Why::PlatformShipping)),
    (21_022_025, "", no(K::Other, Why::PlatformShipping)),
    (21_011_049, "", no(K::TooLate, Why::CorrectionOver)),
    (21_011_050, "", no(K::TooLate, Why::CorrectionOver)),
    (21_011_030, "", no(K::TooLate, Why::CorrectionOver)),
    (21_011_051, "", no(K::TooLate, Why::CorrectionUsed)),
    (21_011_052, "", no(K::TooLate, Why::CorrectionUsed)),
    (21_011_043, "", no(K::Other, Why::NotShippedThere)),
    (10_007_002, "", OWN),
    (25_001_001, "", OWN),
    (25_001_010, "", no(K::AlreadyDone, Why::CancelOpen)),
    (25_001_011, "", no(K::AlreadyDone, Why::CancelOpen)),
    (25_020_009, "", no(K::AlreadyDone, Why::CancelOpen)),
    (25_001_014, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_015, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_016, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_020, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_021, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_057, "", no(K::Other, Why::CancelReasonRefused)),
    (25_001_045, "", no(K::TooLate, Why::CancelAfterShipping)),
    (25_001_051, "", no(K::TooLate, Why::CancelAfterEnd)),
    (25_001_046, "", no(K::Other, Why::CancelRefused)),
    (25_005_010, "", no(K::Other, Why::CancelSingleLines)),
    (25_005_011, "", no(K::Other, Why::CancelSingleLines)),
    (25_001_003, "", no(K::TooLate, Why::RequestDecided)),
    (25_011_010, "", no(K::TooLate, Why::RequestDecided)),
    (25_011_011, "", no(K::TooLate, Why::RequestDecided)),
    (25_011_012, "", no(K::TooLate, Why::RequestDecided)),
    (25_020_003, "", no(K::TooLate, Why::RequestDecided)),
    (25_020_004, "", no(K::TooLate, Why::RequestDecided)),
    (25_020_010, "", no(K::TooLate, Why::RequestDecided)),
    (25_007_006, "", UNKNOWN_THING),
    (25_020_005, "", no(K::Other, Why::CancelRefused)),
    (25_001_028, "", M::Passing),
    (25_001_058, "", M::Passing),
    (25_007_002, "", M::Passing),
    (33_001_002, "", M::Passing),
    (12_052_032, "", no(K::NotFound, Why::StockRefused)),
    (12_052_260, "", no(K::NotFound, Why::StockRefused)),
    (12_052_031, "", no(K::NotFound, Why::StockRefused)),
    (12_019_150, "", no(K::NotFound, Why::StockRefused)),
    (12_052_556, "", no(K::NotFound, Why::StockRefused)),
    (12_052_048, "", no(K::Other, Why::StockRefused)),
    (12_052_034, "", no(K::Other, Why::StockRefused)),
    (12_052_901, "", no(K::Other, Why::StockRefused)),
    (12_019_113, "", no(K::Other, Why::StockRefused)),
    (12_052_700, "", no(K::Other, Why::ShopInactive)),
    (12_052_704, "", no(K::Other, Why::ShopInactive)),
    (12_052_533, "", no(K::Other, Why::StockRefused)),
    (12_019_028, "", no(K::Other, Why::StockRefused)),
    (12_052_037, "", no(K::Other, Why::StockRefused)),
    (12_052_097, "", no(K::Other, Why::NoWarehouse)),
    (12_052_530, "", no(K::Other, Why::NoWarehouse)),
    (12_052_531, "", no(K::Other, Why::NoWarehouse)),
    (12_052_532, "", no(K::Other, Why::NoWarehouse)),
    (12_019_022, "", no(K::Other, Why::NoWarehouse)),
    (12_052_115, "", no(K::Other, Why::NoWarehouse)),
    (12_052_055, "", no(K::Other, Why::StockRefused)),
    (12_019_024, "", no(K::Other, Why::StockRefused)),
    (12_052_393, "", no(K::Other, Why::StockRefused)),
    (12_052_850, "", no(K::Other, Why::StockRefused)),
    (12_052_708, "", no(K::Other, Why::StockRefused)),
    (12_052_921, "", no(K::Other, Why::StockRefused)),
    (12_052_553, "", no(K::Other, Why::StockRefused)),
    (77, "a code that nobody told us of", OWN),
];

#[test]
fn each_code_means_what_the_fact_sheet_says() {
    for (code, message, expected) in ROWS {
        assert_eq!(meaning(*code, message), *expected, "{code} {message}");
    }
}

#[test]
fn each_row_of_the_table_is_tested() {
    for row in TABLE {
        let fits = |(code, message, _): &&(i64, &str, M)| {
            *code == row.code && row.words.iter().all(|word| message.to_lowercase().contains(word))
        };
        assert!(ROWS.iter().any(|tested| fits(&tested)), "{row:?}");
    }
}

fn judged(status: u16, body: &str) -> Verdict {
    let headers = HeaderMap::new();
    let body = Bytes::copy_from_slice(body.as_bytes());
    let status = StatusCode::from_u16(status).unwrap();
    Judge.classify(&Answer { operation: "tiktok.getOrders", status, headers: &headers, body: &body })
}

#[test]
fn success_is_code_zero_and_not_the_status() {
    assert_eq!(judged(200, r#"{"code":0,"data":{}}"#), Verdict::Success);
    assert_eq!(judged(400, r#"{"code":0}"#), Verdict::Success);
    assert_eq!(judged(200, r#"{"code":"0"}"#), Verdict::Success);
    assert!(matches!(judged(200, r#"{"code":105002,"message":"x"}"#), Verdict::ExpiredToken));
    assert!(matches!(judged(200, r#"{"code":36009002}"#), Verdict::Throttled { after: None }));
    assert!(matches!(judged(503, r#"{"code":0}"#), Verdict::Passing { .. }));
    let scope = Verdict::MissingScope { scope: "seller.order.info".to_owned() };
    assert_eq!(judged(403, r#"{"code":105005,"message":"x"}"#), scope);
}

#[test]
fn answers_without_a_code_say_nothing_about_the_request() {
    for (status, body) in
        [(200, "<html>"), (200, r#"{"code":0,"da"#), (400, "<html>"), (401, ""), (408, ""), (502, "<html>")]
    {
        assert!(matches!(judged(status, body), Verdict::Passing { .. }), "{status} {body}");
    }
    assert!(matches!(judged(429, "<html>"), Verdict::Throttled { after: None }));
    assert!(matches!(judged(404, "<html>"), Verdict::Refused { code, .. } if code == "36009009"));
    assert!(matches!(judged(401, r#"{"code":77}"#), Verdict::NeedsSignIn { .. }), "an unknown code with 401");
    assert!(matches!(judged(429, r#"{"code":77}"#), Verdict::Throttled { .. }));
    assert!(matches!(judged(500, r#"{"code":77}"#), Verdict::Passing { .. }));
}
