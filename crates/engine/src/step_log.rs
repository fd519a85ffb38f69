//! The log of a rehearsal, and the named stop points of crash tests.

use chrono::{DateTime, Utc};

/// Told every step. A rehearsal writes (virtual ms, sequence, actor, step, subject, digest); production listens not at all.
pub trait StepLog: Send + Sync + std::fmt::Debug {
    /// A step was taken. No buyer data in any argument.
    fn step(&self, at: DateTime<Utc>, actor: &str, step: &str, subject: &str, detail: &str);
    /// A named point between two writes was reached; a crash test ends the process here.
    fn reach(&self, _point: &str) {}
}

/// Listens not at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLog;

impl StepLog for NoLog {
    fn step(&self, _at: DateTime<Utc>, _actor: &str, _step: &str, _subject: &str, _detail: &str) {}
}

/// The intent of an export is on disk, nothing was sent.
pub const EXPORT_INTENT_STORED: &str = "export.intent_stored";
/// The export was answered, the answer is not stored.
pub const EXPORT_ANSWERED: &str = "export.answered";
/// The intent of a shipment confirmation is on disk, nothing was sent.
pub const SHIPMENT_INTENT_STORED: &str = "shipment.intent_stored";
/// The confirmation was answered, the answer is not stored.
pub const SHIPMENT_ANSWERED: &str = "shipment.answered";
/// The intent of a cancel at the fulfiller is on disk, nothing was sent.
pub const CANCEL_INTENT_STORED: &str = "cancel.intent_stored";
/// The intent of a stock write is on disk, nothing was sent.
pub const STOCK_INTENT_STORED: &str = "stock.intent_stored";
