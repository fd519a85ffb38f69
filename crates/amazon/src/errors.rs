//! Amazon's errors as data: what an answer means, and what a refusal means to us (fact sheet 3 and 4.6).

use serde::Deserialize;
use shopferry_channel::RefusalKind;
use shopferry_domain::ReasonCode;
use shopferry_net::{Answer, Classify, Verdict};

use crate::operation::{CANCEL, CREATE, Operation, PREVIEW, UPDATE, V2_CANCEL, V2_CREATE, V2_PREVIEW, V2_UPDATE};

/// One entry of `errors`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct WireError {
    /// A word, not the HTTP status.
    pub code: String,
    /// Text.
    pub message: String,
    /// More text; may be absent.
    pub details: Option<String>,
}

/// What a row of the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Too fast, nothing happened.
    Throttled,
    /// The access token is not accepted: renew once.
    ExpiredToken,
    /// The app lacks the role.
    MissingRole,
    /// May pass.
    Passing,
    /// A clear no.
    Refused,
}

/// One row: the first that fits wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorRow {
    /// The operation; `None` fits any.
    pub operation: Option<&'static str>,
    /// HTTP status; `None` fits any.
    pub status: Option<u16>,
    /// Amazon's code; `None` fits any.
    pub code: Option<&'static str>,
    /// A part of message or details, lower case; `None` fits any.
    pub text: Option<&'static str>,
    /// The meaning.
    pub meaning: Meaning,
}

const fn row(
    status: Option<u16>,
    code: Option<&'static str>,
    text: Option<&'static str>,
    meaning: Meaning,
) -> ErrorRow {
    ErrorRow { operation: None, status, code, text, meaning }
}

/// The table. A 200 that carries `errors` is judged by the rows without a status.
pub const ERRORS: &[ErrorRow] = &[
    row(Some(429), None, None, Meaning::Throttled),
    row(Some(403), None, Some("access token you provided has expired"), Meaning::ExpiredToken),
    row(Some(403), None, Some("revoked, malformed or invalid"), Meaning::ExpiredToken),
    row(Some(403), None, Some("access token is missing"), Meaning::ExpiredToken),
    row(Some(401), None, None, Meaning::ExpiredToken),
    // An update of an order that is no longer held was answered with 403 (fact sheet 4.6); a missing role shows at
    // every other call as well.
    ErrorRow { operation: Some(UPDATE.name), ..row(Some(403), None, None, Meaning::Refused) },
    ErrorRow { operation: Some(V2_UPDATE.name), ..row(Some(403), None, None, Meaning::Refused) },
    row(Some(403), None, None, Meaning::MissingRole),
    row(Some(408), None, None, Meaning::Passing),
    // Declared by the second version (fact sheet 5): the body was not even read, the same one never passes.
    row(Some(413), None, None, Meaning::Refused),
    row(Some(415), None, None, Meaning::Refused),
    row(Some(500), None, None, Meaning::Passing),
    row(Some(502), None, None, Meaning::Passing),
    row(Some(503), None, None, Meaning::Passing),
    row(Some(504), None, None, Meaning::Passing),
    row(None, Some("QuotaExceeded"), None, Meaning::Throttled),
    row(None, Some("InternalFailure"), None, Meaning::Passing),
    row(None, Some("ServiceUnavailable"), None, Meaning::Passing),
    row(None, Some("Unauthorized"), Some("access token"), Meaning::ExpiredToken),
    row(None, Some("Unauthorized"), None, Meaning::MissingRole),
    row(None, Some("AccessDenied"), None, Meaning::MissingRole),
    row(None, None, None, Meaning::Refused),
];

/// The Selling Partner API's classifier.
pub struct SpApiErrors;

impl Classify for SpApiErrors {
    fn classify(&self, answer: &Answer<'_>) -> Verdict {
        let status = answer.status.as_u16();
        let body = serde_json::from_slice::<Envelope>(answer.body);
        if answer.status.is_success() {
            return match body {
                Ok(Envelope { errors }) if errors.as_ref().is_none_or(Vec::is_empty) => Verdict::Success,
                Ok(Envelope { errors }) => verdict(status, answer.operation, errors),
                Err(_) => Verdict::Malformed { why: "the answer is not a JSON object".to_owned() },
            };
        }
        if answer.status.is_redirection() || answer.status.is_informational() {
            return Verdict::Malformed { why: format!("status {status} is no answer of this API") };
        }
        verdict(status, answer.operation, body.ok().and_then(|b| b.errors))
    }

    fn request_id(&self, answer: &Answer<'_>) -> Option<String> {
        answer.headers.get("x-amzn-requestid")?.to_str().ok().map(str::to_owned)
    }
}

#[derive(Deserialize)]
struct Envelope {
    errors: Option<Vec<WireError>>,
}

fn verdict(status: u16, operation: &str, errors: Option<Vec<WireError>>) -> Verdict {
    let Some(WireError { code, message, details }) = errors.unwrap_or_default().into_iter().next() else {
        return without_words(status);
    };
    let message = match details.as_deref().map(str::trim) {
        Some(details) if !details.is_empty() && details != message => format!("{message} {details}"),
        _ => message,
    };
    let passing_status = status >= 500;
    match meaning(operation, status, &code, &message) {
        Meaning::Throttled => Verdict::Throttled { after: None },
        Meaning::ExpiredToken => Verdict::ExpiredToken,
        Meaning::MissingRole => {
            let role = Operation::by_name(operation).map_or("", |o| o.role);
            Verdict::MissingScope { scope: format!("{role} ({message})") }
        }
        Meaning::Passing => Verdict::Passing { code, message },
        Meaning::Refused if passing_status => Verdict::Passing { code, message },
        Meaning::Refused => Verdict::Refused { code, message },
    }
}

/// A gateway in front of Amazon may answer HTML (fact sheet 3). That is no verdict of Amazon's own, so it may pass: a
/// read is tried again, a create is looked up.
fn without_words(status: u16) -> Verdict {
    match status {
        429 => Verdict::Throttled { after: None },
        401 => Verdict::ExpiredToken,
        413 | 415 => Verdict::Refused {
            code: format!("http_{status}"),
            message: "the request is too large or of a kind that is not taken".to_owned(),
        },
        _ => Verdict::Passing {
            code: format!("http_{status}"),
            message: "the answer holds no error that can be read".to_owned(),
        },
    }
}

/// Looks an error up in [`ERRORS`].
pub fn meaning(operation: &str, status: u16, code: &str, text: &str) -> Meaning {
    let text = text.to_lowercase();
    ERRORS
        .iter()
        .find(|row| {
            row.operation.is_none_or(|o| o == operation)
                && row.status.is_none_or(|s| s == status)
                && row.code.is_none_or(|c| c.eq_ignore_ascii_case(code))
                && row.text.is_none_or(|t| text.contains(t))
        })
        .map_or(Meaning::Refused, |row| row.meaning)
}

/// One row of [`REFUSALS`]: the first that fits wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusalRow {
    /// The operation; `None` fits any.
    pub operation: Option<&'static str>,
    /// Amazon's code; `None` fits any.
    pub code: Option<&'static str>,
    /// A part of the text, lower case; `None` fits any.
    pub text: Option<&'static str>,
    /// What the engine does about it.
    pub kind: RefusalKind,
    /// What a person sees.
    pub reason: ReasonCode,
}

const fn refusal(
    operation: Option<&'static str>,
    code: Option<&'static str>,
    text: Option<&'static str>,
    kind: RefusalKind,
    reason: ReasonCode,
) -> RefusalRow {
    RefusalRow { operation, code, text, kind, reason }
}

/// Refusals in our words. Amazon has one code for most of them, so the known texts (fact sheet 4.6) are the rows; an
/// unknown text ends at the operation's last row and is shown as Amazon wrote it.
pub const REFUSALS: &[RefusalRow] = &[
    refusal(None, None, Some("channel."), RefusalKind::Other, ReasonCode::ChannelNameRefused),
    refusal(None, None, Some("does not support feature"), RefusalKind::NotThisRegion, ReasonCode::FeatureNotOffered),
    refusal(None, None, Some("must be blank_box or"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(CREATE.name), None, Some("feature"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(PREVIEW.name), None, Some("feature"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(CREATE.name), None, Some("sellersku"), RefusalKind::Other, ReasonCode::SkuUnknownAtAmazon),
    refusal(Some(CREATE.name), None, Some("allquantityzero"), RefusalKind::Other, ReasonCode::OutOfStock),
    refusal(Some(CREATE.name), None, Some("inventory"), RefusalKind::Other, ReasonCode::OutOfStock),
    refusal(Some(CREATE.name), None, Some("must be unique"), RefusalKind::AlreadyDone, ReasonCode::AmazonRefused),
    refusal(Some(CREATE.name), None, Some("already exists"), RefusalKind::AlreadyDone, ReasonCode::AmazonRefused),
    refusal(Some(CREATE.name), None, Some("invaliddestinationaddress"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(CREATE.name), None, Some("destination address"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(CREATE.name), None, Some("destinationaddress"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(CREATE.name), None, None, RefusalKind::Other, ReasonCode::AmazonRefused),
    refusal(Some(PREVIEW.name), None, Some("sellersku"), RefusalKind::Other, ReasonCode::SkuUnknownAtAmazon),
    refusal(Some(PREVIEW.name), None, Some("address"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(PREVIEW.name), None, None, RefusalKind::Other, ReasonCode::PreviewRefused),
    refusal(Some(V2_CREATE.name), None, Some("feature"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(V2_CREATE.name), None, Some("packaging"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(V2_CREATE.name), None, Some("blockamzl"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(V2_CREATE.name), None, Some("sellersku"), RefusalKind::Other, ReasonCode::SkuUnknownAtAmazon),
    refusal(Some(V2_CREATE.name), None, Some("amazonsku"), RefusalKind::Other, ReasonCode::SkuUnknownAtAmazon),
    refusal(Some(V2_CREATE.name), None, Some("allquantityzero"), RefusalKind::Other, ReasonCode::OutOfStock),
    refusal(Some(V2_CREATE.name), None, Some("itemquantitynotavailable"), RefusalKind::Other, ReasonCode::OutOfStock),
    refusal(Some(V2_CREATE.name), None, Some("inventory"), RefusalKind::Other, ReasonCode::OutOfStock),
    refusal(Some(V2_CREATE.name), None, Some("must be unique"), RefusalKind::AlreadyDone, ReasonCode::AmazonRefused),
    refusal(Some(V2_CREATE.name), None, Some("already exists"), RefusalKind::AlreadyDone, ReasonCode::AmazonRefused),
    refusal(Some(V2_CREATE.name), None, Some("address"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(V2_CREATE.name), None, None, RefusalKind::Other, ReasonCode::AmazonRefused),
    refusal(Some(V2_PREVIEW.name), None, Some("packaging"), RefusalKind::Other, ReasonCode::FeatureNotOffered),
    refusal(Some(V2_PREVIEW.name), None, Some("amazonsku"), RefusalKind::Other, ReasonCode::SkuUnknownAtAmazon),
    refusal(Some(V2_PREVIEW.name), None, Some("address"), RefusalKind::Other, ReasonCode::AddressRefused),
    refusal(Some(V2_PREVIEW.name), None, None, RefusalKind::Other, ReasonCode::PreviewRefused),
    refusal(Some(V2_UPDATE.name), Some("NotFound"), None, RefusalKind::NotFound, ReasonCode::AmazonRefused),
    refusal(Some(V2_UPDATE.name), None, None, RefusalKind::AlreadyDone, ReasonCode::NotHeldAtAmazon),
    refusal(Some(V2_CANCEL.name), Some("NotFound"), None, RefusalKind::NotFound, ReasonCode::AmazonRefused),
    refusal(Some(V2_CANCEL.name), None, None, RefusalKind::Other, ReasonCode::CancelTooLate),
    refusal(Some(UPDATE.name), Some("NotFound"), None, RefusalKind::NotFound, ReasonCode::AmazonRefused),
    // Whatever Amazon's words for it: the order is read, and shows whether it was let go.
    refusal(Some(UPDATE.name), None, None, RefusalKind::AlreadyDone, ReasonCode::NotHeldAtAmazon),
    refusal(Some(CANCEL.name), Some("NotFound"), None, RefusalKind::NotFound, ReasonCode::AmazonRefused),
    refusal(Some(CANCEL.name), None, None, RefusalKind::Other, ReasonCode::CancelTooLate),
    refusal(None, Some("NotFound"), None, RefusalKind::NotFound, ReasonCode::AmazonRefused),
    refusal(None, None, None, RefusalKind::Other, ReasonCode::AmazonRefused),
];

/// Looks a refusal up in [`REFUSALS`].
pub fn refusal_meaning(operation: &str, code: &str, text: &str) -> (RefusalKind, ReasonCode) {
    let text = text.to_lowercase();
    REFUSALS
        .iter()
        .find(|row| {
            row.operation.is_none_or(|o| o == operation)
                && row.code.is_none_or(|c| c.eq_ignore_ascii_case(code))
                && row.text.is_none_or(|t| text.contains(t))
        })
        .map_or((RefusalKind::Other, ReasonCode::AmazonRefused), |row| (row.kind, row.reason))
}
