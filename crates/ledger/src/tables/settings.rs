//! Settings: JSON values by key. Never a secret, never buyer data.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shopferry_domain::ConnectionId;
use shopferry_domain::settings::{MarketplaceSettings, NoticeSettings, ShopSettings};

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

    /// A shop's settings; the defaults until something was saved (F018).
    pub fn shop(&self, id: &ConnectionId) -> Result<ShopSettings> {
        Ok(self.get(&shop_key(id))?.unwrap_or_default())
    }

    /// An Amazon marketplace's settings; the defaults until something was saved (F018).
    pub fn marketplace(&self, id: &ConnectionId) -> Result<MarketplaceSettings> {
        Ok(self.get(&marketplace_key(id))?.unwrap_or_default())
    }

    /// Who hears of what (F020–F023).
    pub fn notices(&self) -> Result<NoticeSettings> {
        Ok(self.get(NOTICES)?.unwrap_or_default())
    }
}

const NOTICES: &str = "notices";

fn shop_key(id: &ConnectionId) -> String {
    format!("shop:{id}")
}

fn marketplace_key(id: &ConnectionId) -> String {
    format!("marketplace:{id}")
}

impl SettingsMut<'_> {
    /// Sets a setting.
    pub fn set<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let sql =
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.tx.run(Tag::Settings, sql, params![key, to_json(value)?]).map(drop)
    }

    /// Saves a shop's settings.
    pub fn set_shop(&self, id: &ConnectionId, value: &ShopSettings) -> Result<()> {
        self.set(&shop_key(id), value)
    }

    /// Saves an Amazon marketplace's settings.
    pub fn set_marketplace(&self, id: &ConnectionId, value: &MarketplaceSettings) -> Result<()> {
        self.set(&marketplace_key(id), value)
    }

    /// Saves who hears of what.
    pub fn set_notices(&self, value: &NoticeSettings) -> Result<()> {
        self.set(NOTICES, value)
    }

    /// Back to the default.
    pub fn remove(&self, key: &str) -> Result<()> {
        self.tx.run(Tag::Settings, "DELETE FROM settings WHERE key = ?1", [key]).map(drop)
    }
}
