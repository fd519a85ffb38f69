//! Testing a connection, step by step (F016).

use std::time::Duration;

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// It works.
    Passed,
    /// It works, with something to know.
    Warned(String),
    /// It does not.
    Failed(shopferry_domain::Reason),
}

/// One harmless read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckStep {
    /// What was tried, for example "Read orders".
    pub what: String,
    /// The permission it needs.
    pub scope: String,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// How long it took.
    pub latency: Duration,
    /// Platform clock minus ours, in seconds, when told.
    pub clock_difference_secs: Option<i64>,
}
