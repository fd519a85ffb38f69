//! Warehouses of the sales platform (F015). One that disappears is marked, never deleted.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, WarehouseId};

use crate::decode::{Cols, collect, first, to_words};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE warehouses (
    connection TEXT NOT NULL REFERENCES connections (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    is_sales INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (connection, id)
) STRICT, WITHOUT ROWID;";

/// A warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseRow {
    /// Whose.
    pub connection: ConnectionId,
    /// Id; a place used for sales and returns has two.
    pub id: WarehouseId,
    /// Name.
    pub name: String,
    /// `enabled`, `disabled`, `restricted`, or the platform's own word.
    pub state: String,
    /// Orders are shipped from it (else returns come to it).
    pub is_sales: bool,
    /// The default one.
    pub is_default: bool,
    /// The platform no longer tells it.
    pub gone: bool,
    /// Last seen.
    pub seen_at: DateTime<Utc>,
}

table_handles! {
    /// Warehouses of the sales platform.
    Warehouses, WarehousesMut
}

fn read(c: &Cols<'_>) -> Result<WarehouseRow> {
    Ok(WarehouseRow {
        connection: c.word("connection")?,
        id: c.word("id")?,
        name: c.get("name")?,
        state: c.get("state")?,
        is_sales: c.get("is_sales")?,
        is_default: c.get("is_default")?,
        gone: c.get("gone")?,
        seen_at: c.time("seen_at")?,
    })
}

impl Warehouses<'_> {
    /// All of a connection, those gone included; the default first, then by name and id.
    pub fn all(&self, connection: &ConnectionId) -> Result<Vec<WarehouseRow>> {
        let sql = "SELECT * FROM warehouses WHERE connection = ?1 ORDER BY gone, is_default DESC, name, id";
        collect("warehouses", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One.
    pub fn get(&self, connection: &ConnectionId, id: &WarehouseId) -> Result<Option<WarehouseRow>> {
        let sql = "SELECT * FROM warehouses WHERE connection = ?1 AND id = ?2";
        first("warehouses", self.view.prepare(sql)?, [connection.as_str(), id.as_str()], read)
    }
}

impl WarehousesMut<'_> {
    /// Adds or replaces one.
    pub fn save(&self, w: &WarehouseRow) -> Result<()> {
        let sql = "INSERT INTO warehouses (connection, id, name, state, is_sales, is_default, gone, seen_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (connection, id) DO UPDATE SET name = excluded.name, state = excluded.state, is_sales = excluded.is_sales,
                is_default = excluded.is_default, gone = excluded.gone, seen_at = excluded.seen_at";
        let params = params![
            w.connection.as_str(),
            w.id.as_str(),
            w.name,
            w.state,
            w.is_sales,
            w.is_default,
            w.gone,
            ms(w.seen_at)
        ];
        self.tx.run(Tag::Places, sql, params).map(drop)
    }

    /// Stores the platform's whole list; those missing from it are marked as gone, unless the list is empty.
    pub fn save_full_pass(&self, connection: &ConnectionId, rows: &[WarehouseRow], at: DateTime<Utc>) -> Result<usize> {
        for row in rows {
            self.save(&WarehouseRow { connection: connection.clone(), seen_at: at, gone: false, ..row.clone() })?;
        }
        if rows.is_empty() {
            return Ok(0);
        }
        let met: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
        let sql = "UPDATE warehouses SET gone = 1 WHERE connection = ?1 AND gone = 0 AND id NOT IN (SELECT value FROM json_each(?2))";
        self.tx.run(Tag::Places, sql, params![connection.as_str(), to_words(&met)?])
    }
}
