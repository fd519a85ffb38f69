//! Buyer data, and nowhere else: addresses, notes, the place shown in lists (F303). Erased on schedule (F310).
//!
//! One row for the order itself (`export` empty) and one for each export, with the address as it was sent.

use chrono::{DateTime, Utc};
use rusqlite::params;
use shopferry_domain::ShipTo;

use crate::decode::{collect, to_json};
use crate::error::Result;
use crate::tables::orders::OrderKey;
use crate::tables::search;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::{Tx, table_handles};

pub(crate) const CREATE: &str = "
CREATE TABLE buyers (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    export TEXT NOT NULL,
    ship_to TEXT NOT NULL,
    buyer_note TEXT,
    seller_note TEXT,
    place TEXT,
    PRIMARY KEY (order_key, export)
) STRICT, WITHOUT ROWID;";

/// What is stored of one buyer.
pub(crate) struct BuyerFields<'a> {
    pub ship_to: &'a ShipTo,
    pub buyer_note: Option<&'a str>,
    pub seller_note: Option<&'a str>,
}

table_handles! {
    /// Buyer data: what is known and its erasure.
    Buyers, BuyersMut
}

impl Buyers<'_> {
    /// Orders at rest in one of `states` since before `since` whose buyer is still known, oldest first (F310).
    pub fn due_for_erasure(
        &self,
        states: &[shopferry_domain::OrderState],
        since: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<OrderKey>> {
        let sql = "SELECT o.key FROM orders o WHERE o.erased_at IS NULL AND o.state_since < ?2
                AND o.state IN (SELECT value FROM json_each(?1))
            ORDER BY o.state_since, o.key LIMIT ?3";
        let params = params![crate::decode::to_words(states)?, ms(since), limit];
        collect("orders", self.view.prepare(sql)?, params, |c| Ok(OrderKey(c.get("key")?)))
    }
}

impl BuyersMut<'_> {
    /// Erases what is known of the buyer of an order, its exports and the search included; later copies of the order
    /// do not bring it back. Call [`crate::Ledger::truncate_log`] after a batch.
    pub fn erase(&self, order: OrderKey, at: DateTime<Utc>) -> Result<()> {
        self.tx.run(Tag::Orders, "DELETE FROM buyers WHERE order_key = ?1", [order.0])?;
        search::forget_buyer(self.tx, order)?;
        self.tx.run(Tag::Orders, "UPDATE orders SET erased_at = ?2 WHERE key = ?1", params![order.0, ms(at)]).map(drop)
    }
}

/// Stores the buyer of an order (`export` empty) or of an export.
pub(crate) fn put(tx: &Tx<'_>, order: OrderKey, export: &str, b: &BuyerFields<'_>) -> Result<()> {
    let sql = "INSERT INTO buyers (order_key, export, ship_to, buyer_note, seller_note, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (order_key, export) DO UPDATE SET ship_to = excluded.ship_to, buyer_note = excluded.buyer_note,
            seller_note = excluded.seller_note, place = excluded.place";
    let ship_to = to_json(b.ship_to)?;
    tx.run(Tag::Orders, sql, params![order.0, export, ship_to, b.buyer_note, b.seller_note, place(b.ship_to)]).map(drop)
}

/// City and state, as far as readable: "Austin, TX".
fn place(ship_to: &ShipTo) -> Option<String> {
    let parts: Vec<&str> = [&ship_to.city, &ship_to.state].into_iter().filter_map(|f| f.known()).collect();
    if parts.is_empty() { ship_to.country.known().map(ToOwned::to_owned) } else { Some(parts.join(", ")) }
}
