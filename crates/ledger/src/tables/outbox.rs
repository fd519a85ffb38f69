//! The outbox: everything that is to be written to a platform, one at a time per subject.
//!
//! Status says whether the job ran, outcome what the platform said; retrying looks at the first, people at the second.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, Reason};

use crate::decode::{Cols, collect, first, opt_json, to_json, to_words};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tables::orders::OrderKey;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    order_key INTEGER REFERENCES orders (key),
    payload TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    attempt INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    look_first INTEGER NOT NULL,
    reason TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE UNIQUE INDEX outbox_queued ON outbox (kind, subject) WHERE status = 'queued';
CREATE INDEX outbox_due ON outbox (connection, due_at, id) WHERE status = 'queued';
CREATE INDEX outbox_running ON outbox (subject) WHERE status = 'running';
CREATE INDEX outbox_queued_subject ON outbox (subject, due_at, id) WHERE status = 'queued';";

stored_enum! {
    /// What a job does.
    JobKind {
        /// Places an order part with the fulfiller.
        Export = "export",
        /// Lets go an order that the fulfiller holds (F062).
        Release = "release",
        /// Tells the sales platform what the own warehouse shipped (F011).
        OwnShipment = "own_shipment",
        /// Asks the fulfiller to cancel one.
        CancelAtFulfiller = "cancel_at_fulfiller",
        /// Tells the sales platform a tracking number.
        ConfirmShipment = "confirm_shipment",
        /// Writes stock to the sales platform.
        WriteStock = "write_stock",
    }
}
stored_enum! {
    /// Whether a job ran.
    JobStatus {
        /// Waits until it is due.
        Queued = "queued",
        /// Is being done.
        Running = "running",
        /// Was done; the outcome says how it ended.
        Done = "done",
        /// Was given up.
        Dead = "dead",
    }
}
stored_enum! {
    /// What the platform said.
    JobOutcome {
        /// Taken.
        Ok = "ok",
        /// A definite no.
        Refused = "refused",
        /// Some of it.
        Partial = "partial",
        /// No longer needed.
        Dropped = "dropped",
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// What it does.
    pub kind: JobKind,
    /// What it is about; one job at a time per subject.
    pub subject: String,
    /// The connection it writes to.
    pub connection: ConnectionId,
    /// The order it is about.
    pub order: Option<OrderKey>,
    /// What else it needs; neither buyer data nor secrets.
    pub payload: serde_json::Value,
    /// Whether it ran.
    pub status: JobStatus,
    /// How it ended.
    pub outcome: Option<JobOutcome>,
    /// Tries so far.
    pub attempt: u32,
    /// Not before.
    pub due_at: DateTime<Utc>,
    /// An earlier try may have arrived: look before sending.
    pub look_first: bool,
    /// Why it waits or failed.
    pub reason: Option<Reason>,
    /// Put in at.
    pub created_at: DateTime<Utc>,
    /// Done or dead at.
    pub finished_at: Option<DateTime<Utc>>,
}

table_handles! {
    /// The outbox.
    Outbox, OutboxMut
}

fn read(c: &Cols<'_>) -> Result<Job> {
    Ok(Job {
        id: c.get("id")?,
        kind: c.word("kind")?,
        subject: c.get("subject")?,
        connection: c.word("connection")?,
        order: c.get::<Option<i64>>("order_key")?.map(OrderKey),
        payload: c.json("payload")?,
        status: c.word("status")?,
        outcome: c.opt_word("outcome")?,
        attempt: c.number("attempt")?,
        due_at: c.time("due_at")?,
        look_first: c.get("look_first")?,
        reason: c.opt_json("reason")?,
        created_at: c.time("created_at")?,
        finished_at: c.opt_time("finished_at")?,
    })
}

impl Outbox<'_> {
    /// One job.
    pub fn get(&self, id: i64) -> Result<Option<Job>> {
        first("outbox", self.view.prepare("SELECT * FROM outbox WHERE id = ?1")?, [id], read)
    }

    /// Queued jobs of these kinds that are due, one per subject, none whose subject has a running job; longest due first.
    pub fn due(
        &self,
        connection: &ConnectionId,
        kinds: &[JobKind],
        now: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Job>> {
        let sql = "SELECT j.* FROM outbox j
            WHERE j.status = 'queued' AND j.connection = ?1 AND j.due_at <= ?3 AND j.kind IN (SELECT value FROM json_each(?2))
              AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.status = 'running' AND r.subject = j.subject)
              AND NOT EXISTS (SELECT 1 FROM outbox q WHERE q.status = 'queued' AND q.subject = j.subject
                AND q.kind IN (SELECT value FROM json_each(?2)) AND (q.due_at, q.id) < (j.due_at, j.id))
            ORDER BY j.due_at, j.id LIMIT ?4";
        collect("outbox", self.view.prepare(sql)?, params![connection.as_str(), to_words(kinds)?, ms(now), limit], read)
    }

    /// Queued and running jobs, of one connection or all, next first.
    pub fn waiting(&self, connection: Option<&ConnectionId>) -> Result<Vec<Job>> {
        let sql = "SELECT * FROM outbox WHERE status IN ('queued', 'running') AND (?1 IS NULL OR connection = ?1) ORDER BY due_at, id";
        collect("outbox", self.view.prepare(sql)?, params![connection.map(ConnectionId::as_str)], read)
    }

    /// The jobs of an order, oldest first.
    pub fn of_order(&self, order: OrderKey) -> Result<Vec<Job>> {
        collect("outbox", self.view.prepare("SELECT * FROM outbox WHERE order_key = ?1 ORDER BY id")?, [order.0], read)
    }

    /// The newest jobs, newest first.
    pub fn recent(&self, limit: u32) -> Result<Vec<Job>> {
        collect("outbox", self.view.prepare("SELECT * FROM outbox ORDER BY id DESC LIMIT ?1")?, [limit], read)
    }

    /// When the next queued job of a connection is due.
    pub fn next_due(&self, connection: &ConnectionId) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT connection, min(due_at) AS due_at FROM outbox WHERE status = 'queued' AND connection = ?1";
        Ok(first("outbox", self.view.prepare(sql)?, [connection.as_str()], |c| c.opt_time("due_at"))?.flatten())
    }
}

impl OutboxMut<'_> {
    /// Puts a job in, or puts new contents into the queued job of the same kind and subject, which keeps its number and
    /// whether it must look first. Answers the number.
    #[expect(clippy::too_many_arguments, reason = "the columns of a new job")]
    pub fn put(
        &self,
        kind: JobKind,
        subject: &str,
        connection: &ConnectionId,
        order: Option<OrderKey>,
        payload: &serde_json::Value,
        due_at: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<i64> {
        let sql = "SELECT id FROM outbox WHERE kind = ?1 AND subject = ?2 AND status = 'queued'";
        let queued = first("outbox", self.view.prepare(sql)?, [kind.name(), subject], |c| c.get::<i64>("id"))?;
        let payload = to_json(payload)?;
        if let Some(id) = queued {
            let sql = "UPDATE outbox SET connection = ?2, order_key = ?3, payload = ?4, due_at = ?5, reason = NULL,
                attempt = CASE look_first WHEN 1 THEN attempt ELSE 0 END WHERE id = ?1";
            let params = params![id, connection.as_str(), order.map(|o| o.0), payload, ms(due_at)];
            self.tx.run(Tag::Outbox, sql, params)?;
            return Ok(id);
        }
        let sql = "INSERT INTO outbox (kind, subject, connection, order_key, payload, status, attempt, due_at, look_first, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, 'queued', 0, ?6, 0, ?7)";
        let params =
            params![kind.name(), subject, connection.as_str(), order.map(|o| o.0), payload, ms(due_at), ms(at)];
        self.tx.run(Tag::Outbox, sql, params)?;
        Ok(self.tx.last_id())
    }

    /// Stores a job's progress. A job that goes back to *queued* while a newer one of its kind and subject waits is
    /// merged into that one: it ends as *dropped*, and the newer one looks first if this one had to.
    pub fn save(&self, job: &Job) -> Result<()> {
        if job.status == JobStatus::Queued && self.give_way(job)? {
            return Ok(());
        }
        let sql = "UPDATE outbox SET payload = ?2, status = ?3, outcome = ?4, attempt = ?5, due_at = ?6, look_first = ?7, reason = ?8,
            finished_at = ?9 WHERE id = ?1";
        let rows = self.tx.run(
            Tag::Outbox,
            sql,
            params![
                job.id,
                to_json(&job.payload)?,
                job.status.name(),
                job.outcome.map(JobOutcome::name),
                job.attempt,
                ms(job.due_at),
                job.look_first,
                opt_json(job.reason.as_ref())?,
                opt_ms(job.finished_at),
            ],
        )?;
        if rows == 0 { Err(LedgerError::NotFound { table: "outbox", key: job.id.to_string() }) } else { Ok(()) }
    }

    fn give_way(&self, job: &Job) -> Result<bool> {
        let sql = "SELECT id FROM outbox WHERE kind = ?1 AND subject = ?2 AND status = 'queued' AND id <> ?3";
        let params = params![job.kind.name(), job.subject, job.id];
        let Some(other) = first("outbox", self.view.prepare(sql)?, params, |c| c.get::<i64>("id"))? else {
            return Ok(false);
        };
        let sql = "UPDATE outbox SET look_first = max(look_first, ?2), attempt = max(attempt, ?3), due_at = max(due_at, ?4) WHERE id = ?1";
        self.tx.run(Tag::Outbox, sql, params![other, job.look_first, job.attempt, ms(job.due_at)])?;
        let sql =
            "UPDATE outbox SET status = 'done', outcome = 'dropped', attempt = ?2, finished_at = due_at WHERE id = ?1";
        self.tx.run(Tag::Outbox, sql, params![job.id, job.attempt])?;
        Ok(true)
    }

    /// Jobs that ran when the process died are queued again and look first.
    pub(crate) fn requeue_running(&self) -> Result<usize> {
        let running = collect(
            "outbox",
            self.view.prepare("SELECT * FROM outbox WHERE status = 'running' ORDER BY id")?,
            [],
            read,
        )?;
        for job in &running {
            self.save(&Job { status: JobStatus::Queued, look_first: true, ..job.clone() })?;
        }
        Ok(running.len())
    }

    /// Deletes ended jobs but the newest `keep`.
    pub fn prune(&self, keep: u32) -> Result<usize> {
        let sql = "DELETE FROM outbox WHERE status IN ('done', 'dead') AND id NOT IN (
            SELECT id FROM outbox WHERE status IN ('done', 'dead') ORDER BY id DESC LIMIT ?1)";
        self.tx.run(Tag::Outbox, sql, [keep])
    }
}
