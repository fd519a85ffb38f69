//! What was told about an order once and is never told again: deadline warnings, parcels without a number (F077, F086).

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::error::Result;
use crate::tables::orders::OrderKey;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE order_marks (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (order_key, mark)
) STRICT, WITHOUT ROWID;";

table_handles! {
    /// Marks of orders.
    OrderMarks, OrderMarksMut
}

impl OrderMarks<'_> {
    /// Whether an order bears a mark.
    pub fn has(&self, order: OrderKey, mark: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM order_marks WHERE order_key = ?1 AND mark = ?2";
        Ok(self.view.prepare(sql)?.exists(params![order.0, mark])?)
    }
}

impl OrderMarksMut<'_> {
    /// Marks an order; answers whether it did not bear the mark before.
    pub fn put(&self, order: OrderKey, mark: &str, at: DateTime<Utc>) -> Result<bool> {
        let sql = "INSERT INTO order_marks (order_key, mark, at) VALUES (?1, ?2, ?3) ON CONFLICT (order_key, mark) DO NOTHING";
        Ok(self.tx.run(Tag::Timeline, sql, params![order.0, mark, ms(at)])? > 0)
    }
}
