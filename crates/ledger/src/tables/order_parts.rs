//! Parts of an order that go beside its main part: to the own warehouse, or left to the seller (F011, F040, F041; features
//! section 8). The main part's state stands with the order itself.

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, LineId, OrderState, PartNumber, Reason};

use crate::decode::{Cols, collect, first, opt_json, to_json, to_word, to_words};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tables::orders::OrderKey;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE order_parts (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    route TEXT NOT NULL,
    lines TEXT NOT NULL,
    state TEXT NOT NULL,
    state_since INTEGER NOT NULL,
    reason TEXT,
    taken_at INTEGER,
    PRIMARY KEY (order_key, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_parts_work ON order_parts (connection, route, state, order_key, part);";

stored_enum! {
    /// Who ships a part that is not the main one.
    PartRoute {
        /// The seller's own warehouse (F011).
        OwnWarehouse = "own_warehouse",
        /// Nobody of ours: left to the seller (F040).
        Seller = "seller",
    }
}

/// A part beside the main one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// Its order.
    pub order: OrderKey,
    /// Its number; never re-used.
    pub part: PartNumber,
    /// The shop.
    pub connection: ConnectionId,
    /// Who ships it.
    pub route: PartRoute,
    /// The platform's lines in it.
    pub lines: Vec<LineId>,
    /// Where it stands.
    pub state: OrderState,
    /// Since.
    pub state_since: DateTime<Utc>,
    /// Why.
    pub reason: Option<Reason>,
    /// When the own warehouse took it over (queue or file).
    pub taken_at: Option<DateTime<Utc>>,
}

table_handles! {
    /// Parts beside the main one.
    OrderParts, OrderPartsMut
}

fn read(c: &Cols<'_>) -> Result<PartRow> {
    Ok(PartRow {
        order: OrderKey(c.get("order_key")?),
        part: PartNumber(c.number("part")?),
        connection: c.word("connection")?,
        route: c.word("route")?,
        lines: c.json("lines")?,
        state: c.word("state")?,
        state_since: c.time("state_since")?,
        reason: c.opt_json("reason")?,
        taken_at: c.opt_time("taken_at")?,
    })
}

impl OrderParts<'_> {
    /// The parts of an order, by number.
    pub fn of(&self, order: OrderKey) -> Result<Vec<PartRow>> {
        let sql = "SELECT * FROM order_parts WHERE order_key = ?1 ORDER BY part";
        collect("order_parts", self.view.prepare(sql)?, [order.0], read)
    }

    /// One part.
    pub fn get(&self, order: OrderKey, part: PartNumber) -> Result<Option<PartRow>> {
        let sql = "SELECT * FROM order_parts WHERE order_key = ?1 AND part = ?2";
        first("order_parts", self.view.prepare(sql)?, params![order.0, part.0], read)
    }

    /// Parts of a shop on a route in a state, oldest order first.
    pub fn waiting(&self, shop: &ConnectionId, route: PartRoute, state: OrderState) -> Result<Vec<PartRow>> {
        let sql =
            "SELECT * FROM order_parts WHERE connection = ?1 AND route = ?2 AND state = ?3 ORDER BY order_key, part";
        collect("order_parts", self.view.prepare(sql)?, params![shop.as_str(), route.name(), to_word(&state)?], read)
    }

    /// Parts on a route in one of some states, of all shops; earliest ship-by first, none last, then by order and number.
    pub fn open(&self, route: PartRoute, states: &[OrderState]) -> Result<Vec<PartRow>> {
        let sql = "SELECT p.* FROM order_parts p JOIN orders o ON o.key = p.order_key
            WHERE p.route = ?1 AND p.state IN (SELECT value FROM json_each(?2))
            ORDER BY o.ship_by IS NULL, o.ship_by, p.order_key, p.part";
        collect("order_parts", self.view.prepare(sql)?, params![route.name(), to_words(states)?], read)
    }

    /// The greatest part number of an order; 0 when it has none beside the main one.
    pub fn last_number(&self, order: OrderKey) -> Result<u16> {
        let sql = "SELECT coalesce(max(part), 0) AS part FROM order_parts WHERE order_key = ?1";
        Ok(first("order_parts", self.view.prepare(sql)?, [order.0], |c| c.number("part"))?.unwrap_or(0))
    }
}

impl OrderPartsMut<'_> {
    /// Adds or changes a part; a move that the table of F054 does not hold is [`LedgerError::ForbiddenMove`].
    pub fn put(&self, row: &PartRow) -> Result<()> {
        let held = self.get(row.order, row.part)?;
        if let Some(held) = &held {
            OrderState::check_move(Some(held.state), row.state).map_err(|source| LedgerError::ForbiddenMove {
                order: format!("{}/{}", row.order, row.part),
                source,
            })?;
        }
        let sql =
            "INSERT INTO order_parts (order_key, part, connection, route, lines, state, state_since, reason, taken_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (order_key, part) DO UPDATE SET route = excluded.route, lines = excluded.lines,
                state = excluded.state, state_since = excluded.state_since, reason = excluded.reason,
                taken_at = excluded.taken_at";
        self.tx.run(
            Tag::Orders,
            sql,
            params![
                row.order.0,
                row.part.0,
                row.connection.as_str(),
                row.route.name(),
                to_json(&row.lines)?,
                to_word(&row.state)?,
                ms(row.state_since),
                opt_json(row.reason.as_ref())?,
                opt_ms(row.taken_at),
            ],
        )?;
        Ok(())
    }

    /// Forgets a part that nobody has taken over: the order is split anew.
    pub fn forget(&self, order: OrderKey, part: PartNumber) -> Result<()> {
        let sql = "DELETE FROM order_parts WHERE order_key = ?1 AND part = ?2 AND taken_at IS NULL";
        self.tx.run(Tag::Orders, sql, params![order.0, part.0]).map(drop)
    }
}
