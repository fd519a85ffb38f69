//! The engine's steps in the world's own journal, so that one sequence holds both sides.

use chrono::{DateTime, Utc};
use shopferry_engine::StepLog;
use shopferry_practice::world::{SharedWorld, lock};

/// Writes each step as a line of the actor `shopferry`.
pub(crate) struct WorldLog(pub(crate) SharedWorld);

impl std::fmt::Debug for WorldLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WorldLog")
    }
}

impl StepLog for WorldLog {
    fn step(&self, at: DateTime<Utc>, actor: &str, step: &str, subject: &str, detail: &str) {
        let mut world = lock(&self.0);
        world.journal.note(at.timestamp_millis(), "shopferry", step, &format!("{actor}/{subject}"), detail);
    }
}
