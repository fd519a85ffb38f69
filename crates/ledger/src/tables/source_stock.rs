//! Stock at the fulfiller, as last read (F110–F112). Unknown is not zero.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, SellerSku};

use crate::decode::{Cols, collect, first};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE source_stock (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    title TEXT,
    fulfillable INTEGER,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;";

/// The number of one SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// The fulfiller.
    pub connection: ConnectionId,
    /// SKU there.
    pub sku: SellerSku,
    /// Product name there.
    pub title: Option<String>,
    /// Units that can be sent; none = unknown.
    pub fulfillable: Option<u32>,
    /// The number is of this moment.
    pub read_at: DateTime<Utc>,
}

table_handles! {
    /// Stock at the fulfiller.
    SourceStocks, SourceStocksMut
}

fn read(c: &Cols<'_>) -> Result<SourceRow> {
    Ok(SourceRow {
        connection: c.word("connection")?,
        sku: c.word("sku")?,
        title: c.get("title")?,
        fulfillable: c.opt_number("fulfillable")?,
        read_at: c.time("read_at")?,
    })
}

impl SourceStocks<'_> {
    /// All SKUs of a fulfiller, by SKU.
    pub fn all(&self, connection: &ConnectionId) -> Result<Vec<SourceRow>> {
        let sql = "SELECT * FROM source_stock WHERE connection = ?1 ORDER BY sku";
        collect("source_stock", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One SKU.
    pub fn get(&self, connection: &ConnectionId, sku: &SellerSku) -> Result<Option<SourceRow>> {
        let sql = "SELECT * FROM source_stock WHERE connection = ?1 AND sku = ?2";
        first("source_stock", self.view.prepare(sql)?, [connection.as_str(), sku.as_str()], read)
    }
}

impl SourceStocksMut<'_> {
    /// Stores a number unless a newer one is held; a missing title keeps the one held. Answers whether it was stored.
    pub fn save(&self, row: &SourceRow) -> Result<bool> {
        let sql = "INSERT INTO source_stock (connection, sku, title, fulfillable, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (connection, sku) DO UPDATE SET title = coalesce(excluded.title, title),
                fulfillable = excluded.fulfillable, read_at = excluded.read_at
            WHERE excluded.read_at >= read_at";
        let params = params![row.connection.as_str(), row.sku.as_str(), row.title, row.fulfillable, ms(row.read_at)];
        Ok(self.tx.run(Tag::Stock, sql, params)? > 0)
    }
}
