//! Run records: every pass of a flow, how it ended and why (Activity).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, Reason};

use crate::decode::{Cols, collect, first, opt_json};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tables::flows::Flow;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    read INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT
) STRICT;
CREATE INDEX runs_flow ON runs (connection, flow, id);";

/// Run records kept.
pub const RUNS_KEPT: u32 = 5_000;

stored_enum! {
    /// How a pass ended.
    RunOutcome {
        /// It did what it could.
        Ok = "ok",
        /// It could not.
        Failed = "failed",
        /// It was stopped.
        Cancelled = "cancelled",
    }
}

/// One pass of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub connection: ConnectionId,
    /// Which flow.
    pub flow: Flow,
    /// Began.
    pub started_at: DateTime<Utc>,
    /// Ended; none = still running, or the process died.
    pub ended_at: Option<DateTime<Utc>>,
    /// Records read.
    pub read: u32,
    /// Records that changed something.
    pub changed: u32,
    /// Records set aside or refused.
    pub failed: u32,
    /// Cut short by a limit; the next pass goes on from the cursor.
    pub partial: bool,
    /// How it ended.
    pub outcome: Option<RunOutcome>,
    /// Why.
    pub reason: Option<Reason>,
}

table_handles! {
    /// Run records.
    Runs, RunsMut
}

fn read(c: &Cols<'_>) -> Result<Run> {
    Ok(Run {
        id: c.get("id")?,
        connection: c.word("connection")?,
        flow: c.word("flow")?,
        started_at: c.time("started_at")?,
        ended_at: c.opt_time("ended_at")?,
        read: c.number("read")?,
        changed: c.number("changed")?,
        failed: c.number("failed")?,
        partial: c.get("partial")?,
        outcome: c.opt_word("outcome")?,
        reason: c.opt_json("reason")?,
    })
}

impl Runs<'_> {
    /// One run.
    pub fn get(&self, id: i64) -> Result<Option<Run>> {
        first("runs", self.view.prepare("SELECT * FROM runs WHERE id = ?1")?, [id], read)
    }

    /// The newest runs, newest first.
    pub fn recent(&self, limit: u32, connection: Option<&ConnectionId>, flow: Option<Flow>) -> Result<Vec<Run>> {
        let sql = "SELECT * FROM runs WHERE (?2 IS NULL OR connection = ?2) AND (?3 IS NULL OR flow = ?3) ORDER BY id DESC LIMIT ?1";
        let params = params![limit, connection.map(ConnectionId::as_str), flow.map(Flow::name)];
        collect("runs", self.view.prepare(sql)?, params, read)
    }
}

impl RunsMut<'_> {
    /// Begins a run; answers its number.
    pub fn start(&self, connection: &ConnectionId, flow: Flow, at: DateTime<Utc>) -> Result<i64> {
        let sql = "INSERT INTO runs (connection, flow, started_at, read, changed, failed, partial) VALUES (?1, ?2, ?3, 0, 0, 0, 0)";
        self.tx.run(Tag::Runs, sql, params![connection.as_str(), flow.name(), ms(at)])?;
        Ok(self.tx.last_id())
    }

    /// Ends a run: everything but its number, flow and start is taken from `run`.
    pub fn finish(&self, run: &Run) -> Result<()> {
        let sql = "UPDATE runs SET ended_at = ?2, read = ?3, changed = ?4, failed = ?5, partial = ?6, outcome = ?7, reason = ?8 WHERE id = ?1";
        let rows = self.tx.run(
            Tag::Runs,
            sql,
            params![
                run.id,
                opt_ms(run.ended_at),
                run.read,
                run.changed,
                run.failed,
                run.partial,
                run.outcome.map(RunOutcome::name),
                opt_json(run.reason.as_ref())?,
            ],
        )?;
        if rows == 0 { Err(LedgerError::NotFound { table: "runs", key: run.id.to_string() }) } else { Ok(()) }
    }

    /// Deletes all but the newest [`RUNS_KEPT`].
    pub fn prune(&self) -> Result<usize> {
        let sql = "DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?1";
        self.tx.run(Tag::Runs, sql, [RUNS_KEPT])
    }
}
