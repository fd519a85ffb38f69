//! A clock that follows a practice world: its time, its speed, its jumps.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::Clock;
use tokio::sync::watch;
use tokio::time::Instant;

/// A difference beyond this, in real seconds at the world's speed, is a jump and not the way of the message.
const JUMP_SECS: f64 = 2.0;
/// A wait looks at the clock again at least this often, real time.
const LOOK: Duration = Duration::from_secs(1);

/// World time between two looks at the control API; waits are divided by the world's speed.
#[derive(Debug)]
pub struct PracticeClock {
    told: Mutex<Told>,
    changed: watch::Sender<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Told {
    world_ms: i64,
    at: Instant,
    speed: f64,
    paused: bool,
    /// Time never goes back, whatever the way of a message took.
    shown_ms: i64,
}

impl Told {
    fn now_ms(&self) -> i64 {
        let passed = if self.paused { 0.0 } else { self.at.elapsed().as_secs_f64() * self.speed * 1_000.0 };
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of some days")]
        let now = self.world_ms.saturating_add(passed as i64);
        now.max(self.shown_ms)
    }
}

impl PracticeClock {
    /// A clock that was told this just now.
    pub fn told(world_ms: i64, speed: f64, paused: bool) -> Self {
        let told = Told { world_ms, at: Instant::now(), speed, paused, shown_ms: world_ms };
        Self { told: Mutex::new(told), changed: watch::Sender::new(0) }
    }

    /// Takes what the world says now; answers whether its time jumped.
    pub fn tell(&self, world_ms: i64, speed: f64, paused: bool) -> bool {
        let jumped = {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            let expected = told.now_ms();
            #[expect(clippy::cast_precision_loss, reason = "a difference of milliseconds")]
            let ahead_secs = (world_ms - expected) as f64 / 1_000.0 / speed.max(0.01);
            *told = Told { world_ms, at: Instant::now(), speed, paused, shown_ms: expected };
            ahead_secs > JUMP_SECS
        };
        self.changed.send_modify(|count| *count += 1);
        jumped
    }

    /// Real time until the world has come to `until`; none = look again later.
    fn real_until(&self, until: DateTime<Utc>) -> Option<Duration> {
        let told = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let left_ms = until.timestamp_millis() - told.now_ms();
        if left_ms <= 0 {
            return None;
        }
        if told.paused {
            return Some(LOOK);
        }
        #[expect(clippy::cast_precision_loss, reason = "a wait")]
        let real = left_ms as f64 / 1_000.0 / told.speed.max(0.01);
        Some(Duration::from_secs_f64(real.clamp(0.001, LOOK.as_secs_f64())))
    }
}

#[async_trait]
impl Clock for PracticeClock {
    fn now(&self) -> DateTime<Utc> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.shown_ms = told.now_ms();
        DateTime::from_timestamp_millis(told.shown_ms).unwrap_or_default()
    }

    async fn sleep(&self, span: Duration) {
        let span = chrono::TimeDelta::from_std(span).unwrap_or(chrono::TimeDelta::days(3650));
        let until = self.now() + span;
        let mut changed = self.changed.subscribe();
        while let Some(real) = self.real_until(until) {
            // Either the time is over, or the world changed its pace: look again in both cases.
            let _ = tokio::time::timeout(real, changed.changed()).await;
        }
    }
}
