//! The call journal: one record for each attempt.

use http::StatusCode;

/// One attempt, without any content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// `platform.operation`.
    pub operation: &'static str,
    /// From 1.
    pub attempt: u32,
    /// HTTP status, `None` if no answer came.
    pub status: Option<StatusCode>,
    /// Runtime milliseconds from sending to the last byte.
    pub millis: u64,
    /// Refused for speed.
    pub throttled: bool,
    /// One word: `ok`, `throttled`, `expired_token`, `passing`, `refused`, `needs_sign_in`, `missing_scope`, `malformed`,
    /// `never_left`, `outcome_unknown`.
    pub outcome: &'static str,
    /// The platform's id of the request, if it gave one.
    pub request_id: Option<String>,
}

/// Hears of every attempt. Must return at once.
pub trait Observer: Send + Sync {
    /// Called after each attempt, before the next one.
    fn attempted(&self, attempt: &Attempt);
}

/// Hears nothing.
pub struct Unobserved;

impl Observer for Unobserved {
    fn attempted(&self, _: &Attempt) {}
}
