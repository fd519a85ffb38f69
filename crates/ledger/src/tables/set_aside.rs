//! Records that could not be read or handled: set aside with their fault, so that the rest goes on.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::ConnectionId;

use crate::decode::{Cols, collect, first};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tables::flows::Flow;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    subject TEXT NOT NULL,
    fault TEXT NOT NULL,
    payload TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    resolved TEXT
) STRICT;
CREATE UNIQUE INDEX set_aside_open ON set_aside (connection, flow, subject) WHERE resolved IS NULL;";

stored_enum! {
    /// How a record that was set aside ended.
    Resolution {
        /// It could be read later.
        Read = "read",
        /// A person put it away.
        Dismissed = "dismissed",
    }
}

/// A record set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub connection: ConnectionId,
    /// Which flow met it.
    pub flow: Flow,
    /// What it is about: an id, or a place in an answer.
    pub subject: String,
    /// What is wrong with it.
    pub fault: String,
    /// The record, redacted.
    pub payload: String,
    /// First met.
    pub first_at: DateTime<Utc>,
    /// Last met.
    pub last_at: DateTime<Utc>,
    /// Times met.
    pub count: u32,
    /// How it ended; none = still open.
    pub resolved: Option<Resolution>,
}

table_handles! {
    /// Records set aside.
    SetAsides, SetAsidesMut
}

fn read(c: &Cols<'_>) -> Result<SetAside> {
    Ok(SetAside {
        id: c.get("id")?,
        connection: c.word("connection")?,
        flow: c.word("flow")?,
        subject: c.get("subject")?,
        fault: c.get("fault")?,
        payload: c.get("payload")?,
        first_at: c.time("first_at")?,
        last_at: c.time("last_at")?,
        count: c.number("count")?,
        resolved: c.opt_word("resolved")?,
    })
}

impl SetAsides<'_> {
    /// One record.
    pub fn get(&self, id: i64) -> Result<Option<SetAside>> {
        first("set_aside", self.view.prepare("SELECT * FROM set_aside WHERE id = ?1")?, [id], read)
    }

    /// Open ones, of one connection or all, newest first.
    pub fn open(&self, connection: Option<&ConnectionId>) -> Result<Vec<SetAside>> {
        let sql = "SELECT * FROM set_aside WHERE resolved IS NULL AND (?1 IS NULL OR connection = ?1) ORDER BY last_at DESC, id DESC";
        collect("set_aside", self.view.prepare(sql)?, params![connection.map(ConnectionId::as_str)], read)
    }
}

impl SetAsidesMut<'_> {
    /// Sets a record aside, or counts it once more while it is open.
    pub fn put(
        &self,
        connection: &ConnectionId,
        flow: Flow,
        subject: &str,
        fault: &str,
        payload: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "INSERT INTO set_aside (connection, flow, subject, fault, payload, first_at, last_at, count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1)
            ON CONFLICT (connection, flow, subject) WHERE resolved IS NULL DO UPDATE SET fault = excluded.fault,
                payload = excluded.payload, last_at = excluded.last_at, count = count + 1";
        let params = params![connection.as_str(), flow.name(), subject, fault, payload, ms(at)];
        self.tx.run(Tag::SetAside, sql, params).map(drop)
    }

    /// Ends one.
    pub fn resolve(&self, id: i64, how: Resolution) -> Result<()> {
        let sql = "UPDATE set_aside SET resolved = ?2 WHERE id = ?1";
        match self.tx.run(Tag::SetAside, sql, params![id, how.name()])? {
            0 => Err(LedgerError::NotFound { table: "set_aside", key: id.to_string() }),
            _ => Ok(()),
        }
    }

    /// A record that could be read after all; nothing when it was never set aside.
    pub fn resolve_subject(&self, connection: &ConnectionId, flow: Flow, subject: &str) -> Result<()> {
        let sql = "UPDATE set_aside SET resolved = 'read' WHERE connection = ?1 AND flow = ?2 AND subject = ?3 AND resolved IS NULL";
        self.tx.run(Tag::SetAside, sql, params![connection.as_str(), flow.name(), subject]).map(drop)
    }
}
