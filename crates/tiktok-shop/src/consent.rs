//! Signing in for the first time: the consent link, and the answer that the seller brings back
//! (F001, F006, F007; tiktok-shop fact sheet 2).

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use shopferry_channel::Secret;
use shopferry_net::{BaseUrl, CallFault, Steady, TokioTime, Transport};
use url::Url;

use crate::errors::{self, Meaning};
use crate::scope;
use crate::sign_in::{TokenAsk, ask_for_tokens};
use crate::tokens::{self, Grant};

const CONSENT_US: &str = "https://services.us.tiktokshop.com/open/authorize";
const CONSENT_ELSEWHERE: &str = "https://services.tiktokshop.com/open/authorize";
/// The answer counts for this long after the link was given out (F001).
const ANSWER_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// Longer input is no code and no address.
const PASTED_CHARS_MAX: usize = 4_000;
/// Everything but unreserved characters, so that decoded values survive exactly.
pub(crate) const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The page on which the seller agrees. `region` is the shop's; the United States have a page of their own.
pub fn consent_link(service_id: &str, state: &str, region: &str) -> String {
    let page = if region.eq_ignore_ascii_case("US") { CONSENT_US } else { CONSENT_ELSEWHERE };
    let encode = |text| utf8_percent_encode(text, QUERY_VALUE);
    format!("{page}?service_id={}&state={}", encode(service_id), encode(state))
}

/// The link that the seller copied from the app's page in Partner Center, with our state. `None` if it is no
/// `https` address; that page is authoritative where spellings of the host differ (fact sheet 1).
pub fn consent_link_from(copied: &str, state: &str) -> Option<String> {
    let mut link = Url::parse(copied.trim()).ok().filter(|url| url.scheme() == "https" && url.host().is_some())?;
    let kept: Vec<(String, String)> =
        link.query_pairs().filter(|(key, _)| key != "state").map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    link.query_pairs_mut().clear().extend_pairs(kept).append_pair("state", state);
    Some(link.into())
}

/// The state value that was given out, once.
#[derive(Clone)]
pub struct ExpectedState {
    /// The random value of the link.
    pub state: String,
    /// When the link was given out.
    pub issued_at: DateTime<Utc>,
}

impl std::fmt::Debug for ExpectedState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpectedState").field("issued_at", &self.issued_at).finish_non_exhaustive()
    }
}

/// Why a sign-in did not come about; each text names the cure. Nothing is kept then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The seller said no on the platform's page.
    #[error("TikTok Shop says that the permission was not given. Open the link again and press “Authorize”.")]
    Denied,
    /// Neither a code nor an address with one.
    #[error(
        "No code can be found in what was pasted. Copy the whole address of the page that opened after “Authorize”."
    )]
    NoCode,
    /// The address carries no or another state.
    #[error("This answer does not belong to the link that Shopferry opened. Open the link again and paste its answer.")]
    OtherState,
    /// More than ten minutes passed.
    #[error("The link is older than ten minutes. Open a new one and paste its answer within ten minutes.")]
    TooLate,
    /// The platform does not take the code.
    #[error(
        "TikTok Shop does not take this code ({message}). A code works once and for 30 minutes: open the link again."
    )]
    CodeNotTaken {
        /// Their words.
        message: String,
    },
    /// App key or secret are wrong.
    #[error(
        "TikTok Shop does not know this app key and secret. Copy both again from the app’s page in Partner Center."
    )]
    WrongKeys,
    /// The account is no seller's.
    #[error("This is not the account of a seller. Sign in with the shop’s main account.")]
    NotASeller,
    /// Needed permissions were not granted.
    #[error("These permissions are missing: {}. Switch them on for the app in Partner Center, then authorize again.", scopes.join(", "))]
    MissingScopes {
        /// Their keys.
        scopes: Vec<String>,
    },
    /// The platform cannot be reached, or no answer came. The code may be used up.
    #[error("TikTok Shop did not answer ({message}). Check the internet connection, then open the link again.")]
    NoAnswer {
        /// What was seen.
        message: String,
    },
    /// The answer holds no tokens.
    #[error("The answer of TikTok Shop cannot be read ({message}). Try again; if it stays, send a bug report.")]
    Unreadable {
        /// Where.
        message: String,
    },
}

/// Exchanges the seller's answer for tokens: the whole address of the page the browser ended on, or the code alone.
///
/// An address must carry the expected state, within ten minutes of its issue. The code is sent once and never again.
/// `auth` is the token host.
///
/// # Errors
/// [`SignInError`]; nothing is stored in any case.
pub async fn exchange(
    transport: Arc<dyn Transport>,
    auth: &BaseUrl,
    app_key: &str,
    app_secret: &Secret,
    pasted: &str,
    expected: &ExpectedState,
    now: DateTime<Utc>,
) -> Result<Grant, SignInError> {
    let code = code_in(pasted, expected, now)?;
    let door = crate::sign_in::token_door(transport, Arc::new(TokioTime::start()), Arc::new(Steady(0.5)), true);
    let ask = TokenAsk::Code(&code);
    let data = ask_for_tokens(&door, auth, app_key, app_secret, ask).await.map_err(told)?;
    if data.user_type.is_some_and(|kind| kind != 0) {
        return Err(SignInError::NotASeller);
    }
    let tokens = tokens::read(&data, now).ok_or_else(|| SignInError::Unreadable { message: "no tokens".to_owned() })?;
    let missing = data.granted_scopes.as_deref().map(scope::missing).unwrap_or_default();
    if !missing.is_empty() {
        return Err(SignInError::MissingScopes { scopes: missing.into_iter().map(str::to_owned).collect() });
    }
    Ok(Grant {
        tokens,
        open_id: data.open_id,
        seller_name: data.seller_name,
        base_region: data.seller_base_region,
        scopes: data.granted_scopes,
    })
}

/// The code in an address or, without an address, the text itself.
fn code_in(pasted: &str, expected: &ExpectedState, now: DateTime<Utc>) -> Result<Secret, SignInError> {
    if now - expected.issued_at > ANSWER_WITHIN {
        return Err(SignInError::TooLate);
    }
    let pasted = pasted.trim();
    if pasted.chars().count() > PASTED_CHARS_MAX {
        return Err(SignInError::NoCode);
    }
    let is_code = |code: &str| !code.is_empty() && code != "null" && !code.contains(char::is_whitespace);
    let Some(query) = query_of(pasted) else {
        let bare = !pasted.contains(['/', '?', '&', '=']) && is_code(pasted);
        return if bare { Ok(Secret::new(pasted)) } else { Err(SignInError::NoCode) };
    };
    let value = |key: &str| query.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    if value("error").is_some() {
        return Err(SignInError::Denied);
    }
    let code = value("code").filter(|code| is_code(code)).ok_or(SignInError::NoCode)?;
    if value("state") != Some(expected.state.as_str()) {
        return Err(SignInError::OtherState);
    }
    Ok(Secret::new(code))
}

/// The query of an address, decoded. A plus sign stays one: codes are opaque.
fn query_of(pasted: &str) -> Option<Vec<(String, String)>> {
    let (_, query) = pasted.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(query.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decode(k), decode(v))).collect())
}

fn told(fault: CallFault) -> SignInError {
    let whole = fault.to_string();
    match fault {
        CallFault::NeedsSignIn { code, message, .. } | CallFault::Refused { code, message, .. } => {
            match code.parse().map(|code| errors::meaning(code, &message)) {
                Ok(Meaning::WrongKeys) => SignInError::WrongKeys,
                _ => SignInError::CodeNotTaken { message },
            }
        }
        CallFault::Malformed { path, why, .. } => SignInError::Unreadable { message: format!("{path}: {why}") },
        CallFault::MissingScope { .. }
        | CallFault::Unreachable { .. }
        | CallFault::OutcomeUnknown { .. }
        | CallFault::Unavailable { .. }
        | CallFault::Throttled { .. }
        | CallFault::Secrets { .. }
        | CallFault::Unsendable { .. } => SignInError::NoAnswer { message: whole },
    }
}
