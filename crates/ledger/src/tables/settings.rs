//! Settings: JSON values by key. Never a secret, never buyer data.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::decode::{first, to_json};
use crate::error::Result;
use crate::tag::Tag;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;";

table_handles! {
    /// Settings.
    Settings, SettingsMut
}

impl Settings<'_> {
    /// A setting, or none when it was never set.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        first("settings", self.view.prepare("SELECT key, value FROM settings WHERE key = ?1")?, [key], |c| {
            c.json("value")
        })
    }
}

impl SettingsMut<'_> {
    /// Sets a setting.
    pub fn set<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let sql =
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.tx.run(Tag::Settings, sql, params![key, to_json(value)?]).map(drop)
    }

    /// Back to the default.
    pub fn remove(&self, key: &str) -> Result<()> {
        self.tx.run(Tag::Settings, "DELETE FROM settings WHERE key = ?1", [key]).map(drop)
    }
}
