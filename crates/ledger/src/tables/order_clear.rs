//! Orders without a linked line are cleared after a while; a stub keeps them from being taken in again (F039).

use chrono::{DateTime, Utc};
use rusqlite::params;
use shopferry_domain::order::OrderMoney;
use shopferry_domain::{ConnectionId, Order, OrderState, Reason, ShipTo};

use crate::decode::{collect, to_json};
use crate::error::Result;
use crate::tables::order_row;
use crate::tables::orders::{OrderKey, OrderRow, Orders, OrdersMut, SELECT};
use crate::tables::search::{self, Texts};
use crate::tag::Tag;
use crate::time::ms;

impl Orders<'_> {
    /// Orders that stood without a linked line, were taken in at or before a moment and are not cleared; first seen
    /// first.
    pub fn unlinked_since(&self, connection: &ConnectionId, seen_by: DateTime<Utc>) -> Result<Vec<OrderRow>> {
        let sql = format!(
            "{SELECT} WHERE o.connection = ?1 AND o.first_seen_at <= ?2 AND o.unlinked_at IS NOT NULL
                AND o.cleared_at IS NULL ORDER BY o.first_seen_at, o.key"
        );
        collect("orders", self.view.prepare(&sql)?, params![connection.as_str(), ms(seen_by)], order_row::read)
    }
}

impl OrdersMut<'_> {
    /// The order stands without a linked line; [`Orders::unlinked_since`] finds it from now on.
    pub(crate) fn note_unlinked(&self, key: OrderKey, at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE orders SET unlinked_at = ?2 WHERE key = ?1 AND unlinked_at IS NULL";
        self.tx.run(Tag::Orders, sql, params![key.0, ms(at)]).map(drop)
    }

    /// The order went on: it is none of [`Orders::unlinked_since`] any more.
    pub fn forget_unlinked(&self, key: OrderKey) -> Result<()> {
        self.tx.run(Tag::Orders, "UPDATE orders SET unlinked_at = NULL WHERE key = ?1", [key.0]).map(drop)
    }

    /// Archives an order and deletes its items, its amounts and its buyer; ids, times and the reason stay, and later
    /// copies are ignored. Call [`crate::Ledger::truncate_log`] after a batch.
    pub fn clear(&self, row: &OrderRow, reason: Reason, at: DateTime<Utc>) -> Result<()> {
        let key = row.key;
        self.set_state(key, OrderState::Archived, Some(reason), None, at)?;
        self.set_notice(key, None)?;
        self.tx.buyers().erase(key, at)?;
        let stub = stub(&row.order);
        let sql = "UPDATE order_bodies SET body = ?2 WHERE order_key = ?1";
        self.tx.run(Tag::Orders, sql, params![key.0, to_json(&stub)?])?;
        self.tx.run(Tag::Orders, "DELETE FROM order_units WHERE order_key = ?1", [key.0])?;
        search::update(self.tx, key, &Texts::of(&stub))?;
        let sql = "UPDATE orders SET cleared_at = ?2, units = 0, summary = '', ship_by = NULL WHERE key = ?1";
        self.tx.run(Tag::Orders, sql, params![key.0, ms(at)]).map(drop)
    }

    /// A copy of a cleared order: only that it was read is noted, so that it is not read again and again.
    pub(crate) fn pass_over(&self, key: OrderKey, order: &Order, read_at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE orders SET updated_at = max(updated_at, ?2), read_at = max(read_at, ?3) WHERE key = ?1";
        self.tx.run(Tag::Orders, sql, params![key.0, ms(order.updated_at), ms(read_at)]).map(drop)
    }
}

fn stub(order: &Order) -> Order {
    Order {
        lines: Vec::new(),
        money: OrderMoney::default(),
        ship_to: ShipTo::default(),
        buyer_note: None,
        seller_note: None,
        cancel_asked_at: None,
        cancel_reason: None,
        ..order.clone()
    }
}
