//! What an answer's headers say about the pace.

use std::time::Duration;

use http::HeaderMap;

/// A server that asks for more than this is not believed.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 3600);

/// What one answer taught about the pace.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RateHints {
    /// The refill the platform names (`x-amzn-RateLimit-Limit`, amazon-sp-api fact sheet 3).
    pub rate_per_second: Option<f64>,
    /// How long the platform asks to wait (`Retry-After` in seconds).
    pub retry_after: Option<Duration>,
    /// Whether this answer was a refusal for speed.
    pub throttled: bool,
}

impl RateHints {
    /// Reads the headers; `throttled` is the classifier's to say.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let number =
            |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let retry_after = number("retry-after")
            .filter(|s| *s >= 0.0)
            .and_then(|s| Duration::try_from_secs_f64(s).ok())
            .map(|d| d.min(RETRY_AFTER_MAX));
        Self { rate_per_second: number("x-amzn-ratelimit-limit"), retry_after, throttled: false }
    }
}
