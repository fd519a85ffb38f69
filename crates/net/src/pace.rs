//! How fast an operation may be called.

/// A published token bucket: `rate` calls a second refill up to `burst`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Calls a second that the platform publishes.
    pub rate: f64,
    /// Calls that may go at once.
    pub burst: u32,
}

impl Pace {
    /// A bucket as published; the margins of features.md section 6 are applied by the door.
    pub const fn new(rate: f64, burst: u32) -> Self {
        Self { rate, burst }
    }

    /// No pacing, for token endpoints that publish no limit but are called rarely.
    pub const UNPACED: Self = Self { rate: 1000.0, burst: 1000 };

    /// Our refill: 1 % slower than published (features.md section 6, Limits).
    pub(crate) fn refill_per_second(self) -> f64 {
        (self.rate * 0.99).max(1e-6)
    }

    /// Our burst: one token of a burst of ten or more stays unused (features.md section 6, Limits).
    pub(crate) fn capacity(self) -> f64 {
        f64::from(if self.burst >= 10 { self.burst - 1 } else { self.burst.max(1) })
    }
}

/// Who is waiting. Interactive calls overtake background ones; within a class it is first come, first served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Urgency {
    /// A person waits for the answer.
    Interactive,
    /// A loop's work.
    #[default]
    Background,
}
