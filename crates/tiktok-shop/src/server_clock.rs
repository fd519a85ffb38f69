//! The platform's time: ours, corrected by what its answers say.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, Response, header};
use shopferry_channel::Clock;
use shopferry_net::{Transport, TransportFault};

/// A `Date` header has whole seconds and is read late; smaller differences mean nothing.
const NOISE_SECS: i64 = 3;
const UNTOLD: i64 = i64::MIN;

/// A clock that follows the server's, so that a computer that is off by hours can still sign (fact sheet 3: a
/// timestamp may be 300 s old and 30 s ahead).
#[derive(Debug)]
pub(crate) struct ServerClock {
    clock: Arc<dyn Clock>,
    ahead_secs: AtomicI64,
}

impl ServerClock {
    pub(crate) fn over(clock: Arc<dyn Clock>) -> Self {
        Self { clock, ahead_secs: AtomicI64::new(UNTOLD) }
    }

    /// Now, at the server.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let ahead = self.difference_secs().filter(|secs| secs.abs() > NOISE_SECS).unwrap_or(0);
        self.clock.now() + TimeDelta::seconds(ahead)
    }

    /// Server clock minus ours, when told.
    pub(crate) fn difference_secs(&self) -> Option<i64> {
        Some(self.ahead_secs.load(Ordering::Relaxed)).filter(|secs| *secs != UNTOLD)
    }

    fn learn(&self, headers: &http::HeaderMap) {
        let date = headers.get(header::DATE).and_then(|value| value.to_str().ok());
        if let Some(date) = date.and_then(|text| DateTime::parse_from_rfc2822(text).ok()) {
            let ahead = date.timestamp().saturating_sub(self.clock.now().timestamp());
            self.ahead_secs.store(ahead, Ordering::Relaxed);
        }
    }
}

/// A transport that tells the clock of every answer.
pub(crate) struct ClockSetting {
    pub(crate) inner: Arc<dyn Transport>,
    pub(crate) time: Arc<ServerClock>,
}

#[async_trait]
impl Transport for ClockSetting {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
        let answer = self.inner.send(request).await;
        if let Ok(response) = &answer {
            self.time.learn(response.headers());
        }
        answer
    }
}
