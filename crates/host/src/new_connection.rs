//! A connection's first rows: itself, its flows, its partner (F001, F324, F327).

use chrono::{DateTime, Utc};
use serde_json::Value;
use shopferry_domain::ConnectionId;
use shopferry_ledger::{Connection, ConnectionHealth, FlowRow, LedgerError, Platform, Tx};

/// What a sign-in found out.
#[derive(Debug, Clone)]
pub struct NewConnection {
    /// Its id, never used before.
    pub id: ConnectionId,
    /// Platform.
    pub platform: Platform,
    /// Checked name.
    pub name: String,
    /// Facts that are not secret.
    pub account: Value,
    /// Talks to a practice world: all flows start switched on.
    pub practice: bool,
}

impl NewConnection {
    /// Writes the row and its flows, and pairs it where only one partner fits.
    ///
    /// # Errors
    /// As the ledger: a name in use, above all.
    pub fn insert(self, tx: &Tx<'_>, now: DateTime<Utc>) -> Result<Connection, LedgerError> {
        let row = Connection {
            id: self.id,
            platform: self.platform,
            name: self.name,
            enabled: true,
            practice: self.practice,
            health: ConnectionHealth::Connected,
            health_reason: None,
            account: self.account,
            created_at: now,
            // Practice exports are on from the start, so this is their start line (F327).
            start_line: self.practice.then_some(now),
            partners: Vec::new(),
            removed_at: None,
        };
        tx.connections().insert(&row)?;
        for seed in shopferry_engine::flows::default_flows(&row.platform, row.practice) {
            tx.flows().save(&FlowRow::fresh(row.id.clone(), seed.flow, seed.on, seed.cadence_secs, Some(now)))?;
        }
        pair_by_country(tx)?;
        Ok(tx.connections().get(&row.id)?.unwrap_or(row))
    }
}

/// Gives each shop without a partner the one Amazon marketplace of its country, when there is exactly one (F324).
///
/// # Errors
/// As the ledger.
pub fn pair_by_country(tx: &Tx<'_>) -> Result<(), LedgerError> {
    let rows = tx.connections().all()?;
    for shop in rows.iter().filter(|c| c.platform == Platform::TiktokShop && c.partners.is_empty()) {
        let fits = |c: &&Connection| {
            c.platform == Platform::Amazon
                && c.practice == shop.practice
                && country(c, "country") == country(shop, "region")
        };
        let fitting: Vec<&Connection> = rows.iter().filter(fits).collect();
        if let ([amazon], Some(_)) = (fitting.as_slice(), country(shop, "region")) {
            let mut shop = shop.clone();
            shop.partners.push(amazon.id.clone());
            tx.connections().save(&shop)?;
        }
    }
    Ok(())
}

fn country(c: &Connection, name: &str) -> Option<String> {
    let code = c.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty())?.to_ascii_uppercase();
    Some(if code == "UK" { "GB".to_owned() } else { code })
}
