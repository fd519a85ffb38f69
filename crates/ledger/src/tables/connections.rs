//! Connections to accounts (F001–F004).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, Reason};

use crate::decode::{Cols, collect, first, opt_json, to_json};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    practice INTEGER NOT NULL,
    health TEXT NOT NULL,
    health_reason TEXT,
    account TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    start_line INTEGER,
    partners TEXT NOT NULL,
    removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX connections_name ON connections (name COLLATE NOCASE) WHERE removed_at IS NULL;";

/// Longest name, in characters.
const NAME_MAX: usize = 60;

/// What a connection speaks; a word of a later version survives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Platform {
    /// TikTok Shop.
    TiktokShop,
    /// Amazon.
    Amazon,
    /// One this version does not know.
    Unknown(String),
}

impl Platform {
    /// The stable name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::TiktokShop => "tiktok_shop",
            Self::Amazon => "amazon",
            Self::Unknown(word) => word,
        }
    }
}

impl From<String> for Platform {
    fn from(word: String) -> Self {
        match word.as_str() {
            "tiktok_shop" => Self::TiktokShop,
            "amazon" => Self::Amazon,
            _ => Self::Unknown(word),
        }
    }
}

impl From<Platform> for String {
    fn from(platform: Platform) -> Self {
        platform.as_str().to_owned()
    }
}

stored_enum! {
    /// Whether a connection works.
    ConnectionHealth {
        /// It works.
        Connected = "connected",
        /// The sign-in is rejected: its flows rest until a person signs in.
        NeedsSignIn = "needs_sign_in",
        /// Something else is the matter; the reason says what.
        Degraded = "degraded",
    }
}

/// A connection to one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// Our id, never re-used.
    pub id: ConnectionId,
    /// What it speaks.
    pub platform: Platform,
    /// The user's name for it: 1 to 60 characters, unique among those not removed.
    pub name: String,
    /// Whether its flows may run.
    pub enabled: bool,
    /// Talks to a practice world.
    pub practice: bool,
    /// Whether it works.
    pub health: ConnectionHealth,
    /// Why not.
    pub health_reason: Option<Reason>,
    /// Facts about the account that are not secret: shop id, region, marketplace, base URLs, names of secrets.
    pub account: serde_json::Value,
    /// Added at.
    pub created_at: DateTime<Utc>,
    /// Exports first switched on at: orders paid before stay where they are (F327).
    pub start_line: Option<DateTime<Utc>>,
    /// The fulfillers of a shop, most preferred first (F324).
    pub partners: Vec<ConnectionId>,
    /// Removed at; its history stays.
    pub removed_at: Option<DateTime<Utc>>,
}

impl Connection {
    /// The fulfiller a shop prefers.
    pub fn first_partner(&self) -> Option<&ConnectionId> {
        self.partners.first()
    }

    /// Whether a fulfiller ships for this shop.
    pub fn has_partner(&self, fulfiller: &ConnectionId) -> bool {
        self.partners.contains(fulfiller)
    }
}

table_handles! {
    /// Connections.
    Connections, ConnectionsMut
}

fn read(c: &Cols<'_>) -> Result<Connection> {
    Ok(Connection {
        id: c.word("id")?,
        platform: c.word("platform")?,
        name: c.get("name")?,
        enabled: c.get("enabled")?,
        practice: c.get("practice")?,
        health: c.word("health")?,
        health_reason: c.opt_json("health_reason")?,
        account: c.json("account")?,
        created_at: c.time("created_at")?,
        start_line: c.opt_time("start_line")?,
        partners: c.json("partners")?,
        removed_at: c.opt_time("removed_at")?,
    })
}

impl Connections<'_> {
    /// Those not removed, oldest first.
    pub fn all(&self) -> Result<Vec<Connection>> {
        let sql = "SELECT * FROM connections WHERE removed_at IS NULL ORDER BY created_at, id";
        collect("connections", self.view.prepare(sql)?, [], read)
    }

    /// All that ever were, removed ones included, oldest first: history still names them.
    pub fn ever(&self) -> Result<Vec<Connection>> {
        let sql = "SELECT * FROM connections ORDER BY created_at, id";
        collect("connections", self.view.prepare(sql)?, [], read)
    }

    /// One, removed ones included.
    pub fn get(&self, id: &ConnectionId) -> Result<Option<Connection>> {
        first("connections", self.view.prepare("SELECT * FROM connections WHERE id = ?1")?, [id.as_str()], read)
    }

    /// Those of a platform that are not removed, oldest first.
    pub fn of(&self, platform: &Platform) -> Result<Vec<Connection>> {
        let sql = "SELECT * FROM connections WHERE platform = ?1 AND removed_at IS NULL ORDER BY created_at, id";
        collect("connections", self.view.prepare(sql)?, [platform.as_str()], read)
    }
}

impl ConnectionsMut<'_> {
    /// Adds one; [`LedgerError::Conflict`] when its id or name is in use or the name is not 1 to 60 characters.
    pub fn insert(&self, c: &Connection) -> Result<()> {
        if self.get(&c.id)?.is_some() {
            return Err(LedgerError::conflict(format!(
                "the connection id {} is in use; ids are never used again",
                c.id
            )));
        }
        self.put(c)
    }

    /// Stores a changed one; same errors about the name.
    pub fn save(&self, c: &Connection) -> Result<()> {
        if self.get(&c.id)?.is_none() {
            return Err(LedgerError::NotFound { table: "connections", key: c.id.to_string() });
        }
        self.put(c)
    }

    /// Takes it out of use; orders, exports and used keys stay (F004).
    pub fn remove(&self, id: &ConnectionId, at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE connections SET removed_at = ?2, enabled = 0 WHERE id = ?1 AND removed_at IS NULL";
        if self.tx.run(Tag::Connections, sql, params![id.as_str(), ms(at)])? == 0 {
            return Err(LedgerError::NotFound { table: "connections", key: id.to_string() });
        }
        for mut shop in self.ever()?.into_iter().filter(|c| c.partners.contains(id)) {
            shop.partners.retain(|p| p != id);
            self.put(&shop)?;
        }
        self.tx.run(Tag::Flows, "UPDATE flows SET \"on\" = 0 WHERE connection = ?1", [id.as_str()]).map(drop)
    }

    fn put(&self, c: &Connection) -> Result<()> {
        self.check_name(c)?;
        let sql = "INSERT INTO connections (id, platform, name, enabled, practice, health, health_reason, account, created_at,
                start_line, partners, removed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT (id) DO UPDATE SET platform = excluded.platform, name = excluded.name, enabled = excluded.enabled,
                practice = excluded.practice, health = excluded.health, health_reason = excluded.health_reason,
                account = excluded.account, start_line = excluded.start_line, partners = excluded.partners,
                removed_at = excluded.removed_at";
        self.tx.run(
            Tag::Connections,
            sql,
            params![
                c.id.as_str(),
                c.platform.as_str(),
                c.name.trim(),
                c.enabled,
                c.practice,
                c.health.name(),
                opt_json(c.health_reason.as_ref())?,
                to_json(&c.account)?,
                ms(c.created_at),
                opt_ms(c.start_line),
                to_json(&c.partners)?,
                opt_ms(c.removed_at),
            ],
        )?;
        Ok(())
    }

    fn check_name(&self, c: &Connection) -> Result<()> {
        let length = c.name.trim().chars().count();
        if !(1..=NAME_MAX).contains(&length) {
            return Err(LedgerError::conflict("a connection’s name has 1 to 60 characters; choose another"));
        }
        let sql = "SELECT count(*) FROM connections WHERE name = ?1 COLLATE NOCASE AND id <> ?2 AND removed_at IS NULL";
        let others: i64 = self.view.prepare(sql)?.query_row(params![c.name.trim(), c.id.as_str()], |row| row.get(0))?;
        if others > 0 && c.removed_at.is_none() {
            let what = format!("another connection is called “{}”; choose another name", c.name.trim());
            return Err(LedgerError::conflict(what));
        }
        Ok(())
    }
}
