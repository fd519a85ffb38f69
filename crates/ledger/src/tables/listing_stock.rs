//! Stock of listings at the sales platform: what it shows, what we sent, and why (F115, F127).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, ListingSkuId, Reason, WarehouseId};

use crate::decode::{Cols, collect, first, opt_json, to_json};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::opt_ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE listing_stock (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    warehouses TEXT NOT NULL,
    platform_read_at INTEGER,
    acknowledged INTEGER,
    acknowledged_at INTEGER,
    shown INTEGER,
    ladder TEXT,
    reason TEXT,
    pushed_at INTEGER,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;";

/// The stock of one listing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListingStockRow {
    /// Whose.
    pub connection: ConnectionId,
    /// The variant.
    pub sku: ListingSkuId,
    /// What the platform shows: warehouse, units to buy, units in its open orders.
    pub warehouses: Vec<(WarehouseId, u32, u32)>,
    /// Read there at.
    pub platform_read_at: Option<DateTime<Utc>>,
    /// The number the platform last took from us.
    pub acknowledged: Option<u32>,
    /// Taken at.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The number that is to be shown.
    pub shown: Option<u32>,
    /// How it came to be ("why this number").
    pub ladder: Option<serde_json::Value>,
    /// Why nothing is published.
    pub reason: Option<Reason>,
    /// Last sent at.
    pub pushed_at: Option<DateTime<Utc>>,
}

table_handles! {
    /// Stock at the sales platform.
    ListingStocks, ListingStocksMut
}

fn read(c: &Cols<'_>) -> Result<ListingStockRow> {
    Ok(ListingStockRow {
        connection: c.word("connection")?,
        sku: c.word("sku")?,
        warehouses: c.json("warehouses")?,
        platform_read_at: c.opt_time("platform_read_at")?,
        acknowledged: c.opt_number("acknowledged")?,
        acknowledged_at: c.opt_time("acknowledged_at")?,
        shown: c.opt_number("shown")?,
        ladder: c.opt_json("ladder")?,
        reason: c.opt_json("reason")?,
        pushed_at: c.opt_time("pushed_at")?,
    })
}

impl ListingStocks<'_> {
    /// All listings of a connection, by SKU id.
    pub fn all(&self, connection: &ConnectionId) -> Result<Vec<ListingStockRow>> {
        let sql = "SELECT * FROM listing_stock WHERE connection = ?1 ORDER BY sku";
        collect("listing_stock", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One listing.
    pub fn get(&self, connection: &ConnectionId, sku: &ListingSkuId) -> Result<Option<ListingStockRow>> {
        let sql = "SELECT * FROM listing_stock WHERE connection = ?1 AND sku = ?2";
        first("listing_stock", self.view.prepare(sql)?, [connection.as_str(), sku.as_str()], read)
    }
}

impl ListingStocksMut<'_> {
    /// Adds or replaces one.
    pub fn save(&self, row: &ListingStockRow) -> Result<()> {
        let sql = "INSERT INTO listing_stock (connection, sku, warehouses, platform_read_at, acknowledged, acknowledged_at, shown,
                ladder, reason, pushed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (connection, sku) DO UPDATE SET warehouses = excluded.warehouses,
                platform_read_at = excluded.platform_read_at, acknowledged = excluded.acknowledged,
                acknowledged_at = excluded.acknowledged_at, shown = excluded.shown, ladder = excluded.ladder,
                reason = excluded.reason, pushed_at = excluded.pushed_at";
        self.tx.run(
            Tag::Stock,
            sql,
            params![
                row.connection.as_str(),
                row.sku.as_str(),
                to_json(&row.warehouses)?,
                opt_ms(row.platform_read_at),
                row.acknowledged,
                opt_ms(row.acknowledged_at),
                row.shown,
                opt_json(row.ladder.as_ref())?,
                opt_json(row.reason.as_ref())?,
                opt_ms(row.pushed_at),
            ],
        )?;
        Ok(())
    }
}
