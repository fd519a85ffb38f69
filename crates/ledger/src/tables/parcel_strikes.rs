//! What counts against a warehouse that the shop marked as Amazon's: numbers that the platform refused and parcels that
//! it tags as not from Amazon (F092). A person resets the count; nothing is deleted.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, WarehouseId};

use crate::decode::{collect, first};
use crate::error::Result;
use crate::stored_enum::stored_enum;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE parcel_strikes (
    connection TEXT NOT NULL REFERENCES connections (id),
    warehouse TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    cleared_at INTEGER,
    PRIMARY KEY (connection, warehouse, kind, subject)
) STRICT, WITHOUT ROWID;";

stored_enum! {
    /// What counts.
    StrikeKind {
        /// The platform refused the number.
        Refused = "refused",
        /// The platform tags the parcel as not from Amazon.
        NotFromAmazon = "not_from_amazon",
    }
}

/// One thing that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strike {
    /// What.
    pub kind: StrikeKind,
    /// The order's number, or the platform's package.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
}

table_handles! {
    /// What counts against warehouses.
    ParcelStrikes, ParcelStrikesMut
}

impl ParcelStrikes<'_> {
    /// What counts now against a warehouse, oldest first.
    pub fn of(&self, connection: &ConnectionId, warehouse: &WarehouseId) -> Result<Vec<Strike>> {
        let sql = "SELECT * FROM parcel_strikes WHERE connection = ?1 AND warehouse = ?2 AND cleared_at IS NULL
            ORDER BY at, kind, subject";
        collect("parcel_strikes", self.view.prepare(sql)?, [connection.as_str(), warehouse.as_str()], |c| {
            Ok(Strike { kind: c.word("kind")?, subject: c.get("subject")?, at: c.time("at")? })
        })
    }

    /// How much counts now against a warehouse.
    pub fn count(&self, connection: &ConnectionId, warehouse: &WarehouseId) -> Result<u32> {
        let sql = "SELECT warehouse, count(*) AS n FROM parcel_strikes
            WHERE connection = ?1 AND warehouse = ?2 AND cleared_at IS NULL GROUP BY warehouse";
        let found = first("parcel_strikes", self.view.prepare(sql)?, [connection.as_str(), warehouse.as_str()], |c| {
            c.number("n")
        })?;
        Ok(found.unwrap_or(0))
    }
}

impl ParcelStrikesMut<'_> {
    /// Counts one thing; the same thing counts once, also after a reset. Answers whether it was new.
    pub fn put(
        &self,
        connection: &ConnectionId,
        warehouse: &WarehouseId,
        kind: StrikeKind,
        subject: &str,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let sql = "INSERT INTO parcel_strikes (connection, warehouse, kind, subject, at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (connection, warehouse, kind, subject) DO NOTHING";
        let params = params![connection.as_str(), warehouse.as_str(), kind.name(), subject, ms(at)];
        Ok(self.tx.run(Tag::Places, sql, params)? > 0)
    }

    /// A person has looked: the count starts anew.
    pub fn clear(&self, connection: &ConnectionId, warehouse: &WarehouseId, at: DateTime<Utc>) -> Result<()> {
        let sql =
            "UPDATE parcel_strikes SET cleared_at = ?3 WHERE connection = ?1 AND warehouse = ?2 AND cleared_at IS NULL";
        self.tx.run(Tag::Places, sql, params![connection.as_str(), warehouse.as_str(), ms(at)]).map(drop)
    }
}
