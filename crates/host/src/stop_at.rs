//! Ends the process at a named point: how a crash test kills it between two writes.

use chrono::{DateTime, Utc};
use shopferry_engine::StepLog;

/// Aborts, without any clean-up, when the engine reaches the point.
#[derive(Debug, Clone)]
pub struct StopAt {
    point: String,
}

impl StopAt {
    /// Stops at `point`, for example `export.intent_stored`.
    pub fn new(point: impl Into<String>) -> Self {
        Self { point: point.into() }
    }
}

impl StepLog for StopAt {
    fn step(&self, _at: DateTime<Utc>, _actor: &str, _step: &str, _subject: &str, _detail: &str) {}

    fn reach(&self, point: &str) {
        if point == self.point {
            std::process::abort();
        }
    }
}
