//! World time for waits, and chance for jitter, as seen from here.

use std::time::Duration;

use async_trait::async_trait;
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
