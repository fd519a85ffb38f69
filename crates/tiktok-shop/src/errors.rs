//! What each of the platform's error codes means, as data (tiktok-shop fact sheet 5).

use std::time::Duration;

use chrono::{DateTime, Timelike};
use http::{StatusCode, header};
use serde::Deserialize;
use shopferry_channel::RefusalKind;
use shopferry_domain::ReasonCode;
use shopferry_net::{Answer, Classify, Verdict};

use crate::operation::{CORRECT_PACKAGE, MARK_AS_SHIPPED, Operation, SHIP_PACKAGE};
use crate::wire::lenient;

/// What a code asks us to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Renew the access token once and repeat once.
    ExpiredToken,
    /// A person has to sign in again.
    NeedsSignIn,
    /// The app's key or secret is wrong.
    WrongKeys,
    /// A permission is missing.
    MissingScope,
    /// The token does not belong to the shop of the cipher: reload the authorized shops once.
    OtherShop,
    /// Wait; nothing happened.
    Throttled,
    /// The hour's calls are used up: wait for the next hour; nothing happened.
    HourUsedUp,
    /// A fault on their side; a read may be repeated, a write has an unknown outcome.
    Passing,
    /// The version of the operation is unknown or retired: an older one is tried.
    UnknownVersion,
    /// The timestamp is out of the accepted window: sign again with the time of the answer.
    ClockWrong,
    /// A definite no; without a reason the operation's own is shown.
    Refused(RefusalKind, Option<ReasonCode>),
}

/// One row: a code, words that the message must hold (lower case, all of them), and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Their code.
    pub code: i64,
    /// Words that tell apart what shares a code.
    pub words: &'static [&'static str],
    /// What it means.
    pub meaning: Meaning,
}

use Meaning as M;
use ReasonCode as Why;
use RefusalKind as K;

const fn row(code: i64, meaning: Meaning) -> Row {
    Row { code, words: &[], meaning }
}

const fn worded(code: i64, words: &'static [&'static str], meaning: Meaning) -> Row {
    Row { code, words, meaning }
}

const fn no(code: i64, kind: RefusalKind, reason: ReasonCode) -> Row {
    Row { code, words: &[], meaning: M::Refused(kind, Some(reason)) }
}

/// A no whose reason is the operation's own.
const fn plain_no(code: i64, kind: RefusalKind) -> Row {
    Row { code, words: &[], meaning: M::Refused(kind, None) }
}

/// The first row that fits wins. 36009004 is reused for many things, so its words decide, never the number alone.
pub const TABLE: &[Row] = &[
    // Gateway.
    row(105_002, M::ExpiredToken),
    worded(36_009_004, &["access_token", "header", "invalid"], M::ExpiredToken),
    worded(36_009_004, &["access-token", "header", "invalid"], M::ExpiredToken),
    worded(36_009_004, &["app_key"], M::WrongKeys),
    worded(36_009_004, &["timestamp"], M::ClockWrong),
    worded(36_009_004, &["api version"], M::UnknownVersion),
    worded(36_009_004, &["not required"], M::Refused(K::Other, Some(Why::StateFault))),
    worded(36_009_004, &["missing credentials"], M::Refused(K::Other, Some(Why::StateFault))),
    worded(36_009_004, &["shop_id"], M::OtherShop),
    row(36_009_004, M::Refused(K::Other, None)),
    row(106_001, M::WrongKeys),
    row(105_005, M::MissingScope),
    row(101_000, M::OtherShop),
    no(106_013, K::Other, Why::StateFault),
    row(36_009_002, M::Throttled),
    row(36_009_037, M::HourUsedUp),
    row(36_009_003, M::Passing),
    row(36_009_007, M::Passing),
    row(36_009_009, M::UnknownVersion),
    row(36_009_010, M::UnknownVersion),
    row(36_009_014, M::UnknownVersion),
    plain_no(36_009_021, K::Other),
    plain_no(36_009_022, K::Other),
    plain_no(36_009_023, K::Other),
    no(36_009_033, K::Other, Why::AddressNotAllowed),
    no(36_009_043, K::Other, Why::ShopInactive),
    no(36_009_044, K::Other, Why::ShopInactive),
    row(36_004_001, M::NeedsSignIn),
    row(36_004_004, M::NeedsSignIn),
    row(36_004_005, M::NeedsSignIn),
    plain_no(98_001_004, K::Other),
    plain_no(11_050_001, K::Other),
    plain_no(21_001_001, K::Other),
    // Reading orders.
    plain_no(21_008_111, K::NotFound),
    plain_no(10_006_402, K::Other),
    row(10_002_014, M::Passing),
    row(10_002_015, M::Passing),
    row(10_037_002, M::Passing),
    row(10_037_003, M::Passing),
    row(10_037_004, M::Passing),
    // Shipping.
    no(21_011_044, K::Held, Why::PlatformHold),
    no(21_011_006, K::AlreadyDone, Why::ShippedByHand),
    no(21_011_020, K::AlreadyDone, Why::ShippedByHand),
    no(21_011_027, K::AlreadyDone, Why::ShippedByHand),
    no(21_011_040, K::AlreadyDone, Why::ShippedByHand),
    no(21_042_056, K::AlreadyDone, Why::ShippedByHand),
    no(21_008_099, K::AlreadyDone, Why::ShippedByHand),
    no(11_006_021, K::AlreadyDone, Why::ShippedByHand),
    no(21_011_007, K::OpenRequest, Why::BuyerAsksCancel),
    no(21_008_044, K::OpenRequest, Why::BuyerAsksCancel),
    no(21_011_022, K::Other, Why::TrackingRefused),
    no(21_004_015, K::Other, Why::TrackingRefused),
    no(21_004_016, K::Other, Why::TrackingRefused),
    no(11_028_006, K::Other, Why::TrackingRefused),
    no(21_004_012, K::Other, Why::NumberFormat),
    no(21_011_025, K::Other, Why::NumberUsed),
    no(21_034_012, K::Other, Why::NumberUsed),
    no(21_011_026, K::Other, Why::NumberUsed),
    no(21_011_029, K::NotFound, Why::TrackingRefused),
    no(21_011_028, K::NotFound, Why::TrackingRefused),
    no(21_011_048, K::Other, Why::TrackingRefused),
    no(21_011_036, K::Other, Why::TrackingRefused),
    no(21_011_046, K::Other, Why::TrackingRefused),
    no(21_011_033, K::Other, Why::TrackingRefused),
    no(21_004_019, K::Other, Why::TrackingRefused),
    no(21_004_020, K::Other, Why::TrackingRefused),
    no(21_008_025, K::Other, Why::PlatformShipping),
    no(21_011_004, K::Other, Why::PlatformShipping),
    no(21_008_106, K::NotThisRegion, Why::RegionNotSupported),
    no(21_042_057, K::Other, Why::NotAwaitingShipment),
    no(21_011_003, K::Other, Why::NotAwaitingShipment),
    no(21_011_041, K::Other, Why::NotAwaitingShipment),
    no(21_011_042, K::Other, Why::NotAwaitingShipment),
    row(11_001_027, M::Passing),
    row(11_001_031, M::Passing),
    row(11_006_005, M::Passing),
    row(11_006_026, M::Passing),
    row(21_001_003, M::Passing),
    row(21_001_008, M::Passing),
    row(21_001_011, M::Passing),
    row(21_001_029, M::Passing),
    row(21_001_043, M::Passing),
    row(21_001_055, M::Passing),
    row(21_008_300, M::Passing),
    row(21_022_029, M::Passing),
    row(21_022_030, M::Passing),
    row(21_034_006, M::Passing),
    row(21_042_001, M::Passing),
    row(21_042_076, M::Passing),
    // Carriers.
    no(21_008_117, K::Other, Why::PlatformShipping),
    plain_no(21_008_116, K::NotFound),
    // Labels of the platform.
    no(21_008_042, K::Other, Why::PlatformShipping),
    no(21_022_025, K::Other, Why::PlatformShipping),
    // Changing a number.
    no(21_011_049, K::TooLate, Why::CorrectionOver),
    no(21_011_050, K::TooLate, Why::CorrectionOver),
    no(21_011_030, K::TooLate, Why::CorrectionOver),
    no(21_011_051, K::TooLate, Why::CorrectionUsed),
    no(21_011_052, K::TooLate, Why::CorrectionUsed),
    no(21_011_043, K::Other, Why::NotShippedThere),
    plain_no(10_007_002, K::Other),
    // Cancellations.
    plain_no(25_001_001, K::Other),
    no(25_001_010, K::AlreadyDone, Why::CancelOpen),
    no(25_001_011, K::AlreadyDone, Why::CancelOpen),
    no(25_020_009, K::AlreadyDone, Why::CancelOpen),
    no(25_001_014, K::Other, Why::CancelReasonRefused),
    no(25_001_015, K::Other, Why::CancelReasonRefused),
    no(25_001_016, K::Other, Why::CancelReasonRefused),
    no(25_001_020, K::Other, Why::CancelReasonRefused),
    no(25_001_021, K::Other, Why::CancelReasonRefused),
    no(25_001_057, K::Other, Why::CancelReasonRefused),
    no(25_001_045, K::TooLate, Why::CancelAfterShipping),
    no(25_001_051, K::TooLate, Why::CancelAfterEnd),
    no(25_001_046, K::Other, Why::CancelRefused),
    no(25_005_010, K::Other, Why::CancelSingleLines),
    no(25_005_011, K::Other, Why::CancelSingleLines),
    no(25_001_003, K::TooLate, Why::RequestDecided),
    no(25_011_010, K::TooLate, Why::RequestDecided),
    no(25_011_011, K::TooLate, Why::RequestDecided),
    no(25_011_012, K::TooLate, Why::RequestDecided),
    no(25_020_003, K::TooLate, Why::RequestDecided),
    no(25_020_004, K::TooLate, Why::RequestDecided),
    no(25_020_010, K::TooLate, Why::RequestDecided),
    plain_no(25_007_006, K::NotFound),
    no(25_020_005, K::Other, Why::CancelRefused),
    row(25_001_028, M::Passing),
    row(25_001_058, M::Passing),
    row(25_007_002, M::Passing),
    row(33_001_002, M::Passing),
    // Listings and stock.
    no(12_052_032, K::NotFound, Why::StockRefused),
    no(12_052_260, K::NotFound, Why::StockRefused),
    no(12_052_031, K::NotFound, Why::StockRefused),
    no(12_019_150, K::NotFound, Why::StockRefused),
    no(12_052_556, K::NotFound, Why::StockRefused),
    no(12_052_048, K::Other, Why::StockRefused),
    no(12_052_034, K::Other, Why::StockRefused),
    no(12_052_901, K::Other, Why::StockRefused),
    no(12_019_113, K::Other, Why::StockRefused),
    no(12_052_700, K::Other, Why::ShopInactive),
    no(12_052_704, K::Other, Why::ShopInactive),
    no(12_052_533, K::Other, Why::StockRefused),
    no(12_019_028, K::Other, Why::StockRefused),
    no(12_052_037, K::Other, Why::StockRefused),
    no(12_052_097, K::Other, Why::NoWarehouse),
    no(12_052_530, K::Other, Why::NoWarehouse),
    no(12_052_531, K::Other, Why::NoWarehouse),
    no(12_052_532, K::Other, Why::NoWarehouse),
    no(12_019_022, K::Other, Why::NoWarehouse),
    no(12_052_115, K::Other, Why::NoWarehouse),
    no(12_052_055, K::Other, Why::StockRefused),
    no(12_019_024, K::Other, Why::StockRefused),
    no(12_052_393, K::Other, Why::StockRefused),
    no(12_052_850, K::Other, Why::StockRefused),
    no(12_052_708, K::Other, Why::StockRefused),
    no(12_052_921, K::Other, Why::StockRefused),
    no(12_052_553, K::Other, Why::StockRefused),
];

/// Codes that say that a stock number is out of the accepted range; a refused zero has a reason of its own.
pub const QUANTITY_CODES: &[i64] = &[12_052_055, 12_019_024];

/// Words of a refusal that say that a carrier's label must be bought from the platform; all of a row. No code of its
/// own is documented for it, so every refusal of a shipping call is read for them (F430; fact sheet 9.2).
pub const POSTAGE_WORDS: &[&[&str]] =
    &[&["usps", "tiktok"], &["usps", "not supported"], &["usps", "not allowed"], &["usps", "label"]];

/// What a code with that message means; codes the table does not name are a plain no.
pub fn meaning(code: i64, message: &str) -> Meaning {
    let message = message.to_lowercase();
    TABLE
        .iter()
        .find(|row| row.code == code && row.words.iter().all(|word| message.contains(word)))
        .map_or(M::Refused(K::Other, None), |row| row.meaning)
}

/// What a refusal of an operation means, in the ports' words.
pub fn refusal(operation: &Operation, code: &str, message: &str) -> (RefusalKind, ReasonCode) {
    match code.parse().map_or(M::Refused(K::Other, None), |code| meaning(code, message)) {
        M::Refused(K::Other, _) if is_shipping(operation) && is_about_postage(message) => {
            (K::PostageNotTheirs, Why::UspsNotTheirs)
        }
        M::Refused(kind, reason) => (kind, reason.unwrap_or(operation.refused_as)),
        M::ClockWrong => (K::Other, Why::ClockWrong),
        M::WrongKeys => (K::Other, Why::WrongKeys),
        M::NeedsSignIn | M::OtherShop | M::ExpiredToken => (K::Other, Why::NeedsSignIn),
        M::MissingScope => (K::Other, Why::MissingScope),
        M::Throttled | M::HourUsedUp => (K::Other, Why::Throttled),
        M::Passing | M::UnknownVersion => (K::Other, Why::PlatformError),
    }
}

fn is_shipping(operation: &Operation) -> bool {
    [&MARK_AS_SHIPPED, &SHIP_PACKAGE, &CORRECT_PACKAGE].iter().any(|one| one.name == operation.name)
}

fn is_about_postage(message: &str) -> bool {
    let message = message.to_lowercase();
    POSTAGE_WORDS.iter().any(|words| words.iter().all(|word| message.contains(word)))
}

/// Judges answers by [`TABLE`]: success is `code` 0, not the HTTP status (fact sheet 5).
#[derive(Debug, Clone, Copy)]
pub struct Judge;

/// The part of an answer that says how it went.
#[derive(Debug, Deserialize)]
struct Head {
    #[serde(default, deserialize_with = "lenient::whole")]
    code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    request_id: Option<String>,
}

impl Classify for Judge {
    fn classify(&self, answer: &Answer<'_>) -> Verdict {
        let head = serde_json::from_slice::<Head>(answer.body).ok();
        let message = head.as_ref().and_then(|head| head.message.clone()).unwrap_or_default();
        match head.and_then(|head| head.code) {
            Some(0) if answer.status == StatusCode::TOO_MANY_REQUESTS => Verdict::Throttled { after: None },
            Some(0) if answer.status.is_server_error() => Verdict::Passing { code: "0".to_owned(), message },
            Some(0) => Verdict::Success,
            Some(code) => verdict(answer, code, message),
            None => without_code(answer.status),
        }
    }

    fn request_id(&self, answer: &Answer<'_>) -> Option<String> {
        serde_json::from_slice::<Head>(answer.body).ok()?.request_id
    }
}

fn verdict(answer: &Answer<'_>, number: i64, message: String) -> Verdict {
    let code = number.to_string();
    let found = meaning(number, &message);
    let named = TABLE.iter().any(|row| row.code == number);
    match found {
        M::Throttled => Verdict::Throttled { after: None },
        M::HourUsedUp => Verdict::Throttled { after: Some(until_next_hour(answer)) },
        M::ExpiredToken => Verdict::ExpiredToken,
        M::NeedsSignIn | M::WrongKeys => Verdict::NeedsSignIn { code, message },
        M::MissingScope => {
            let scope = Operation::find(answer.operation).map_or("not told", |operation| operation.scope);
            Verdict::MissingScope { scope: scope.to_owned() }
        }
        M::Passing => Verdict::Passing { code, message },
        // A code nobody told us of: the HTTP status is the next best word.
        M::Refused(..) if !named && answer.status == StatusCode::TOO_MANY_REQUESTS => {
            Verdict::Throttled { after: None }
        }
        M::Refused(..) if !named && answer.status == StatusCode::UNAUTHORIZED => Verdict::NeedsSignIn { code, message },
        M::Refused(..) if answer.status.is_server_error() => Verdict::Passing { code, message },
        M::Refused(..) | M::UnknownVersion | M::ClockWrong | M::OtherShop => Verdict::Refused { code, message },
    }
}

/// Not this platform's envelope: a gateway, a proxy, or an answer that was cut off. It says nothing about what became of
/// the request.
fn without_code(status: StatusCode) -> Verdict {
    let message = "the answer holds no code".to_owned();
    match status {
        StatusCode::TOO_MANY_REQUESTS => Verdict::Throttled { after: None },
        StatusCode::NOT_FOUND => Verdict::Refused { code: "36009009".to_owned(), message },
        _ => Verdict::Passing { code: status.as_u16().to_string(), message },
    }
}

/// Until the next full hour of the server's clock; without one, an hour.
fn until_next_hour(answer: &Answer<'_>) -> Duration {
    let date = answer.headers.get(header::DATE).and_then(|value| value.to_str().ok());
    let past = date
        .and_then(|text| DateTime::parse_from_rfc2822(text).ok())
        .map_or(0, |time| time.minute() * 60 + time.second());
    Duration::from_secs(u64::from(3600_u32.saturating_sub(past)))
}
