//! What an answer means, in words that all platforms share.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

/// One answer as a classifier sees it.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// `platform.operation` of the call.
    pub operation: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// Answer headers.
    pub headers: &'a HeaderMap,
    /// Answer body as received.
    pub body: &'a [u8],
}

/// The meaning of an answer. A 200 whose body says "throttled" is [`Verdict::Throttled`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// What was asked for.
    Success,
    /// Too fast; nothing happened. `after` is the platform's own hint, if any.
    Throttled {
        /// How long to wait.
        after: Option<Duration>,
    },
    /// The access token has expired: renew it once and repeat once. Nothing happened.
    ExpiredToken,
    /// A fault on their side that may pass. Something may have happened.
    Passing {
        /// Their word for it.
        code: String,
        /// Their text.
        message: String,
    },
    /// A clear no that repeating will not change.
    Refused {
        /// Their word or number for it.
        code: String,
        /// Their text.
        message: String,
    },
    /// The credentials are not accepted: a person must sign in again or grant a permission.
    NeedsSignIn {
        /// Their word or number for it.
        code: String,
        /// Their text.
        message: String,
    },
    /// The app or its token lacks a permission.
    MissingScope {
        /// Which one, as far as the answer tells.
        scope: String,
    },
    /// Not an answer of this platform: HTML, broken JSON, an impossible shape.
    Malformed {
        /// What is wrong with it, without its content.
        why: String,
    },
}

/// A platform's error table applied to one answer. Plain functions qualify.
pub trait Classify: Send + Sync {
    /// Judges one answer.
    fn classify(&self, answer: &Answer<'_>) -> Verdict;

    /// The platform's id of the request, for logs and support cases.
    fn request_id(&self, _answer: &Answer<'_>) -> Option<String> {
        None
    }
}

impl<F> Classify for F
where
    F: for<'a> Fn(&Answer<'a>) -> Verdict + Send + Sync,
{
    fn classify(&self, answer: &Answer<'_>) -> Verdict {
        self(answer)
    }
}
