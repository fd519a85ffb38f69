//! How often and how long one call is repeated.

use std::time::Duration;

use crate::waiting::Dice;

/// Bounds of the retry loop. What is left after them is the caller's (the outbox) to repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryLimits {
    /// Attempts in all, the first included.
    pub attempts: u32,
    /// Time for waits and exchanges together; waiting for a permit is not counted.
    pub elapsed: Duration,
    /// First wait; doubles with each attempt.
    pub first_wait: Duration,
    /// Longest wait.
    pub wait_max: Duration,
}

impl Default for RetryLimits {
    fn default() -> Self {
        Self {
            attempts: 4,
            elapsed: Duration::from_secs(90),
            first_wait: Duration::from_secs(1),
            wait_max: Duration::from_secs(60),
        }
    }
}

impl RetryLimits {
    /// One attempt only.
    pub const ONCE: Self = Self {
        attempts: 1,
        elapsed: Duration::from_secs(90),
        first_wait: Duration::from_secs(1),
        wait_max: Duration::from_secs(60),
    };

    /// The wait after attempt number `attempt` (from 1): doubling, the upper half of it by chance.
    pub(crate) fn wait_after(&self, attempt: u32, dice: &dyn Dice) -> Duration {
        let doubled = self.first_wait.saturating_mul(1u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
        let full = doubled.min(self.wait_max);
        full / 2 + (full / 2).mul_f64(dice.unit().clamp(0.0, 1.0))
    }
}
