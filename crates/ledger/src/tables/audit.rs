//! The audit log: what was changed, by whom, from what to what (F018, F311). Append only; each entry carries a hash over
//! itself and the one before it, so that a changed or missing entry shows. Never a secret, never buyer data.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::decode::{Cols, collect, first, opt_json};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, seq);";

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number, from 1 without a gap.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of thing: `shop_settings`, `marketplace_settings`, `notices`, `override`, `connection`, `flow`.
    pub kind: String,
    /// What it was about: a connection's id, an order's number.
    pub subject: String,
    /// What stood before.
    pub before: Option<serde_json::Value>,
    /// What stands now.
    pub after: Option<serde_json::Value>,
    /// Hash over the entry before and this one, hex.
    pub hash: String,
}

table_handles! {
    /// The audit log.
    Audit, AuditMut
}

fn read(c: &Cols<'_>) -> Result<AuditEntry> {
    Ok(AuditEntry {
        seq: c.get("seq")?,
        at: c.time("at")?,
        kind: c.get("kind")?,
        subject: c.get("subject")?,
        before: c.opt_json("before")?,
        after: c.opt_json("after")?,
        hash: c.get("hash")?,
    })
}

impl Audit<'_> {
    /// The newest entries, newest first; of one subject or all.
    pub fn recent(&self, subject: Option<&str>, limit: u32) -> Result<Vec<AuditEntry>> {
        let sql = "SELECT * FROM audit WHERE ?1 IS NULL OR subject = ?1 ORDER BY seq DESC LIMIT ?2";
        collect("audit", self.view.prepare(sql)?, params![subject, limit], read)
    }

    /// The first entry whose hash or number does not follow from the one before; none = unbroken (I19).
    pub fn first_break(&self) -> Result<Option<i64>> {
        let mut last = (0_i64, String::new());
        for entry in collect("audit", self.view.prepare("SELECT * FROM audit ORDER BY seq")?, [], read)? {
            let expected = chain(&last.1, entry.at, &entry.kind, &entry.subject, &texts(&entry)?);
            if entry.seq != last.0 + 1 || entry.hash != expected {
                return Ok(Some(entry.seq));
            }
            last = (entry.seq, entry.hash);
        }
        Ok(None)
    }
}

impl AuditMut<'_> {
    /// Adds an entry.
    pub fn add(
        &self,
        at: DateTime<Utc>,
        kind: &str,
        subject: &str,
        before: Option<&serde_json::Value>,
        after: Option<&serde_json::Value>,
    ) -> Result<()> {
        let sql = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
        let last: Option<String> = first("audit", self.view.prepare(sql)?, [], |c| c.get("hash"))?;
        let texts = (opt_json(before)?, opt_json(after)?);
        let hash = chain(&last.unwrap_or_default(), at, kind, subject, &texts);
        let sql = "INSERT INTO audit (at, kind, subject, before, after, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.tx.run(Tag::Settings, sql, params![ms(at), kind, subject, texts.0, texts.1, hash]).map(drop)
    }
}

fn texts(entry: &AuditEntry) -> Result<(Option<String>, Option<String>)> {
    Ok((opt_json(entry.before.as_ref())?, opt_json(entry.after.as_ref())?))
}

fn chain(
    last: &str,
    at: DateTime<Utc>,
    kind: &str,
    subject: &str,
    (before, after): &(Option<String>, Option<String>),
) -> String {
    let mut hash = Sha256::new();
    for part in
        [last, &ms(at).to_string(), kind, subject, before.as_deref().unwrap_or(""), after.as_deref().unwrap_or("")]
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
