//! Delivery options of warehouses (F015).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, DeliveryOptionId, WarehouseId};

use crate::decode::{Cols, collect};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE delivery_options (
    connection TEXT NOT NULL REFERENCES connections (id),
    warehouse TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (connection, warehouse, id)
) STRICT, WITHOUT ROWID;";

/// A delivery option of a warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryOptionRow {
    /// Whose.
    pub connection: ConnectionId,
    /// Of which warehouse.
    pub warehouse: WarehouseId,
    /// Id.
    pub id: DeliveryOptionId,
    /// Name.
    pub name: String,
    /// The platform's kind, for example `STANDARD`.
    pub kind: String,
    /// Last seen.
    pub seen_at: DateTime<Utc>,
}

table_handles! {
    /// Delivery options of warehouses.
    DeliveryOptions, DeliveryOptionsMut
}

fn read(c: &Cols<'_>) -> Result<DeliveryOptionRow> {
    Ok(DeliveryOptionRow {
        connection: c.word("connection")?,
        warehouse: c.word("warehouse")?,
        id: c.word("id")?,
        name: c.get("name")?,
        kind: c.get("kind")?,
        seen_at: c.time("seen_at")?,
    })
}

impl DeliveryOptions<'_> {
    /// All of a connection, by warehouse, name and id.
    pub fn all(&self, connection: &ConnectionId) -> Result<Vec<DeliveryOptionRow>> {
        let sql = "SELECT * FROM delivery_options WHERE connection = ?1 ORDER BY warehouse, name, id";
        collect("delivery_options", self.view.prepare(sql)?, [connection.as_str()], read)
    }
}

impl DeliveryOptionsMut<'_> {
    /// Replaces the options of one warehouse.
    pub fn replace(
        &self,
        connection: &ConnectionId,
        warehouse: &WarehouseId,
        rows: &[DeliveryOptionRow],
        at: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "DELETE FROM delivery_options WHERE connection = ?1 AND warehouse = ?2";
        self.tx.run(Tag::Places, sql, [connection.as_str(), warehouse.as_str()])?;
        for row in rows {
            let sql = "INSERT OR REPLACE INTO delivery_options (connection, warehouse, id, name, kind, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let params = params![connection.as_str(), warehouse.as_str(), row.id.as_str(), row.name, row.kind, ms(at)];
            self.tx.run(Tag::Places, sql, params)?;
        }
        Ok(())
    }
}
