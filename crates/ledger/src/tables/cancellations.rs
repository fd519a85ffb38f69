//! Cancellations at the sales platform and buyers' requests for one (F100, F103).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{CancellationId, ConnectionId, RemoteOrderId};

use crate::decode::{Cols, collect, first};
use crate::error::Result;
use crate::stored_enum::stored_enum;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE cancellations (
    connection TEXT NOT NULL REFERENCES connections (id),
    id TEXT NOT NULL,
    remote TEXT NOT NULL,
    state TEXT NOT NULL,
    role TEXT NOT NULL,
    reason TEXT,
    updated_at INTEGER NOT NULL,
    answer_by INTEGER,
    PRIMARY KEY (connection, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cancellations_order ON cancellations (connection, remote, updated_at, id);
CREATE INDEX cancellations_asked ON cancellations (connection, answer_by, id) WHERE state = 'asked';";

stored_enum! {
    /// Where a cancellation stands.
    CancellationState {
        /// The buyer asks; the seller decides.
        Asked = "asked",
        /// Cancelled.
        Done = "done",
        /// Withdrawn or rejected.
        Withdrawn = "withdrawn",
        /// A word this version does not know.
        Unknown = "unknown",
    }
}

/// A cancellation or the request for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancellationRow {
    /// The shop.
    pub connection: ConnectionId,
    /// The platform's id.
    pub id: CancellationId,
    /// The order.
    pub remote: RemoteOrderId,
    /// Where it stands.
    pub state: CancellationState,
    /// Who started it, the platform's word.
    pub role: String,
    /// The platform's reason.
    pub reason: Option<String>,
    /// Last change, platform time.
    pub updated_at: DateTime<Utc>,
    /// Answer a buyer's request by.
    pub answer_by: Option<DateTime<Utc>>,
}

table_handles! {
    /// Cancellations.
    Cancellations, CancellationsMut
}

fn read(c: &Cols<'_>) -> Result<CancellationRow> {
    Ok(CancellationRow {
        connection: c.word("connection")?,
        id: c.word("id")?,
        remote: c.word("remote")?,
        state: c.word("state")?,
        role: c.get("role")?,
        reason: c.get("reason")?,
        updated_at: c.time("updated_at")?,
        answer_by: c.opt_time("answer_by")?,
    })
}

impl Cancellations<'_> {
    /// The cancellations of an order, newest change first.
    pub fn of_order(&self, connection: &ConnectionId, remote: &RemoteOrderId) -> Result<Vec<CancellationRow>> {
        let sql = "SELECT * FROM cancellations WHERE connection = ?1 AND remote = ?2 ORDER BY updated_at DESC, id DESC";
        collect("cancellations", self.view.prepare(sql)?, [connection.as_str(), remote.as_str()], read)
    }

    /// The request of an order's buyer that waits for an answer.
    pub fn open_request(&self, connection: &ConnectionId, remote: &RemoteOrderId) -> Result<Option<CancellationRow>> {
        let sql = "SELECT * FROM cancellations WHERE connection = ?1 AND remote = ?2 AND state = 'asked'
            ORDER BY updated_at DESC, id DESC LIMIT 1";
        first("cancellations", self.view.prepare(sql)?, [connection.as_str(), remote.as_str()], read)
    }

    /// Requests that wait for an answer, earliest answer-by first, none last, then by id.
    pub fn asked(&self, connection: &ConnectionId) -> Result<Vec<CancellationRow>> {
        let sql = "SELECT * FROM cancellations WHERE connection = ?1 AND state = 'asked'
            ORDER BY answer_by IS NULL, answer_by, id";
        collect("cancellations", self.view.prepare(sql)?, [connection.as_str()], read)
    }
}

impl CancellationsMut<'_> {
    /// Stores what the platform says; an older copy never replaces a newer one. Answers whether it is news.
    pub fn save(&self, row: &CancellationRow) -> Result<bool> {
        let sql = "INSERT INTO cancellations (connection, id, remote, state, role, reason, updated_at, answer_by)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (connection, id) DO UPDATE SET state = excluded.state, role = excluded.role, reason = excluded.reason,
                updated_at = excluded.updated_at, answer_by = excluded.answer_by
            WHERE excluded.updated_at >= updated_at AND (excluded.state <> state OR excluded.updated_at > updated_at)";
        let rows = self.tx.run(
            Tag::Orders,
            sql,
            params![
                row.connection.as_str(),
                row.id.as_str(),
                row.remote.as_str(),
                row.state.name(),
                row.role,
                row.reason,
                ms(row.updated_at),
                opt_ms(row.answer_by),
            ],
        )?;
        Ok(rows > 0)
    }
}
