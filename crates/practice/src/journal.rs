//! The world's log and its counters. One seed gives the same bytes in any process.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use crate::chance::fnv;

/// Most lines kept; older ones are dropped and counted.
pub const LINES_MAX: usize = 400_000;

/// One line: what an actor did to a subject, and a digest of the particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// World time, Unix milliseconds.
    pub at_ms: i64,
    /// Position in the log, from 0.
    pub seq: u64,
    /// Who acted: `buyer`, `tiktok`, `amazon`, `courier`, `fault`, `control`, `call`.
    pub actor: &'static str,
    /// What was done.
    pub step: String,
    /// The id of the thing it was done to.
    pub subject: String,
    /// FNV-1a of the particulars, 16 hexadecimal digits.
    pub digest: String,
}

impl std::fmt::Display for Line {
    /// One tab-separated line with its line end.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { at_ms, seq, actor, step, subject, digest } = self;
        writeln!(out, "{at_ms}\t{seq}\t{actor}\t{step}\t{subject}\t{digest}")
    }
}

/// The log and the counters of calls.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    lines: VecDeque<Line>,
    seq: u64,
    dropped: u64,
    calls: BTreeMap<String, u64>,
    throttled: u64,
}

impl Journal {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line; only the digest of `detail` is kept.
    pub fn note(&mut self, at_ms: i64, actor: &'static str, step: &str, subject: &str, detail: &str) {
        let digest = format!("{:016x}", fnv(detail.as_bytes()));
        let line = Line { at_ms, seq: self.seq, actor, step: step.to_owned(), subject: subject.to_owned(), digest };
        self.seq += 1;
        if self.lines.len() >= LINES_MAX {
            self.lines.pop_front();
            self.dropped += 1;
        }
        self.lines.push_back(line);
    }

    /// Counts one call of `operation` (`amazon.createFulfillmentOrder`).
    pub fn count_call(&mut self, operation: &str) {
        *self.calls.entry(operation.to_owned()).or_default() += 1;
    }

    /// Counts one call that was refused because of its pace (injected refusals are not counted).
    pub fn count_throttled(&mut self) {
        self.throttled += 1;
    }

    /// Calls by operation.
    pub fn calls(&self) -> &BTreeMap<String, u64> {
        &self.calls
    }

    /// Calls refused for breaking a platform's limit.
    pub fn throttled(&self) -> u64 {
        self.throttled
    }

    /// The lines kept, oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// How many old lines were dropped at the limit.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The log as text, one tab-separated line each.
    pub fn text(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, line| {
            let _ = write!(text, "{line}");
            text
        })
    }
}
