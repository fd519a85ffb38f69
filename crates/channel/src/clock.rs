//! Time as an argument.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

/// Tells the time and waits. In a practice world both follow the world: a wait of a minute at 60x takes a second.
#[async_trait]
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now, in the world this connection lives in.
    fn now(&self) -> DateTime<Utc>;
    /// Waits for a span of that world's time; always on tokio's clock.
    async fn sleep(&self, span: Duration);
}

/// The computer's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the computer's clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}

/// A world's epoch plus tokio's elapsed time plus a skew: exact under paused time (rehearsals and tests).
#[derive(Debug, Clone)]
pub struct TokioClock {
    epoch: DateTime<Utc>,
    started: tokio::time::Instant,
    skew: TimeDelta,
}

impl TokioClock {
    /// A clock that shows `epoch` now.
    pub fn starting_at(epoch: DateTime<Utc>) -> Self {
        Self { epoch, started: tokio::time::Instant::now(), skew: TimeDelta::zero() }
    }

    /// The same clock, wrong by `skew`.
    #[must_use]
    pub fn skewed(&self, skew: TimeDelta) -> Self {
        Self { skew, ..self.clone() }
    }
}

#[async_trait]
impl Clock for TokioClock {
    fn now(&self) -> DateTime<Utc> {
        let elapsed = TimeDelta::from_std(self.started.elapsed()).unwrap_or(TimeDelta::MAX);
        self.epoch + elapsed + self.skew
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}
