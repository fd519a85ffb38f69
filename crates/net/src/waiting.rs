//! World time for waits, and chance for jitter, as seen from here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{Chance, Clock};
use tokio::time::Instant;

/// World time: what pacing, back-off and server hints are counted in. A practice world at 60× passes a world
/// minute in a real second. HTTP time-outs are not counted in it.
#[async_trait]
pub trait Waiting: Send + Sync {
    /// World time since some fixed start; never goes back.
    fn elapsed(&self) -> Duration;

    /// Returns when `world` more world time has passed.
    async fn wait(&self, world: Duration);
}

/// World time at the runtime's own speed.
pub struct TokioTime {
    start: Instant,
}

impl TokioTime {
    /// Starts counting now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }
}

#[async_trait]
impl Waiting for TokioTime {
    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    async fn wait(&self, world: Duration) {
        tokio::time::sleep(world).await;
    }
}

/// World time told by a connection's [`Clock`]. A clock that is set back stops the count instead of turning it.
pub struct ClockTime {
    clock: Arc<dyn Clock>,
    seen: Mutex<(DateTime<Utc>, Duration)>,
}

impl ClockTime {
    /// Starts counting at the clock's now.
    pub fn over(clock: Arc<dyn Clock>) -> Self {
        let now = clock.now();
        Self { clock, seen: Mutex::new((now, Duration::ZERO)) }
    }
}

#[async_trait]
impl Waiting for ClockTime {
    fn elapsed(&self) -> Duration {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = (now - seen.0).to_std().unwrap_or(Duration::ZERO);
        *seen = (now, seen.1 + passed);
        seen.1
    }

    async fn wait(&self, world: Duration) {
        self.clock.sleep(world).await;
    }
}

/// The random stream that jitter is drawn from.
pub trait Dice: Send + Sync {
    /// The next number in `0.0..1.0`.
    fn unit(&self) -> f64;
}

/// Always the same number: no jitter where a test wants none.
pub struct Steady(pub f64);

impl Dice for Steady {
    fn unit(&self) -> f64 {
        self.0
    }
}

/// A stream of the injected [`Chance`].
pub struct Drawn {
    chance: Arc<dyn Chance>,
    stream: String,
}

impl Drawn {
    /// Draws from `stream`, which no one else should use.
    pub fn from(chance: Arc<dyn Chance>, stream: impl Into<String>) -> Self {
        Self { chance, stream: stream.into() }
    }
}

impl Dice for Drawn {
    fn unit(&self) -> f64 {
        self.chance.fraction(&self.stream)
    }
}
