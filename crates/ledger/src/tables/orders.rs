//! Orders: what the platform says, where each stands with us, and why.
//!
//! The narrow table serves lists and decisions; whole orders stand in `order_bodies`, without anything of the buyer.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::routing::Overrides;
use shopferry_domain::{ConnectionId, ListingSkuId, Order, OrderState, PartNumber, Reason, ReasonCode, RemoteOrderId};

use crate::decode::{collect, first, opt_json, to_json, to_word, to_words};
use crate::error::{LedgerError, Result};
use crate::tables::{order_row, search};
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub use crate::tables::order_upsert::{Changes, Upsert};

pub(crate) const CREATE: &str = "
CREATE TABLE orders (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    remote TEXT NOT NULL,
    status TEXT NOT NULL,
    state TEXT,
    state_since INTEGER NOT NULL,
    state_before TEXT,
    reason TEXT,
    hold_until INTEGER,
    notice TEXT,
    part INTEGER NOT NULL,
    overrides TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ship_by INTEGER,
    read_at INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    released_at INTEGER,
    units INTEGER NOT NULL,
    summary TEXT NOT NULL,
    erased_at INTEGER,
    unlinked_at INTEGER,
    cleared_at INTEGER,
    UNIQUE (connection, remote)
) STRICT;
CREATE INDEX orders_state ON orders (state, connection);
CREATE INDEX orders_work ON orders (connection, state, ship_by, remote);
CREATE INDEX orders_placed ON orders (placed_at, state, connection);
CREATE INDEX orders_ship_by ON orders (ship_by, state, connection);
CREATE INDEX orders_hold ON orders (connection, hold_until) WHERE hold_until IS NOT NULL;
CREATE INDEX orders_unlinked ON orders (connection, first_seen_at) WHERE unlinked_at IS NOT NULL AND cleared_at IS NULL;
CREATE TABLE order_bodies (
    order_key INTEGER PRIMARY KEY REFERENCES orders (key) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE order_units (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    listing_sku TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    open INTEGER NOT NULL,
    PRIMARY KEY (order_key, listing_sku)
) STRICT, WITHOUT ROWID;";

/// Our number of an order, never re-used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderKey(pub i64);

impl std::fmt::Display for OrderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// An order and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Our number.
    pub key: OrderKey,
    /// As last read, with the best address and notes known.
    pub order: Order,
    /// Where it stands; none while unpaid (F031).
    pub state: Option<OrderState>,
    /// Why it stands there.
    pub reason: Option<Reason>,
    /// The part that is or will be exported.
    pub part: PartNumber,
    /// What a person decided about it.
    pub overrides: Overrides,
    /// Look again at.
    pub hold_until: Option<DateTime<Utc>>,
    /// A mark beside the state, for example *changed after export*.
    pub notice: Option<Reason>,
    /// Our last detail read.
    pub read_at: DateTime<Utc>,
    /// First seen.
    pub first_seen_at: DateTime<Utc>,
    /// Left the platform's window at (F033): the extra delay counts from here; none = still inside.
    pub released_at: Option<DateTime<Utc>>,
    /// In this state since.
    pub state_since: DateTime<Utc>,
    /// The state before.
    pub state_before: Option<OrderState>,
    /// Its items and its buyer were deleted at (F039): a stub that keeps it from being taken in again.
    pub cleared_at: Option<DateTime<Utc>>,
}

/// Units that buyers still expect of one listing SKU: SKU, state, acceptance at the fulfiller, units (F128).
pub type OpenUnits = (ListingSkuId, Option<OrderState>, Option<DateTime<Utc>>, u32);
/// Id, last change at the platform, our last detail read.
pub type OrderHeadRow = (RemoteOrderId, DateTime<Utc>, DateTime<Utc>);

table_handles! {
    /// Orders.
    Orders, OrdersMut
}

pub(crate) const SELECT: &str = "SELECT o.*, d.body, b.ship_to, b.buyer_note, b.seller_note FROM orders o
    JOIN order_bodies d ON d.order_key = o.key LEFT JOIN buyers b ON b.order_key = o.key AND b.export = ''";

impl Orders<'_> {
    /// One order.
    pub fn get(&self, key: OrderKey) -> Result<Option<OrderRow>> {
        first("orders", self.view.prepare(&format!("{SELECT} WHERE o.key = ?1"))?, [key.0], order_row::read)
    }

    /// One order by the platform's id.
    pub fn by_remote(&self, connection: &ConnectionId, remote: &RemoteOrderId) -> Result<Option<OrderRow>> {
        let sql = format!("{SELECT} WHERE o.connection = ?1 AND o.remote = ?2");
        first("orders", self.view.prepare(&sql)?, [connection.as_str(), remote.as_str()], order_row::read)
    }

    /// Orders of a connection in some states, earliest ship-by first, none last, then by number.
    pub fn in_states(&self, connection: &ConnectionId, states: &[OrderState]) -> Result<Vec<OrderRow>> {
        let sql = format!(
            "{SELECT} WHERE o.connection = ?1 AND o.state IN (SELECT value FROM json_each(?2))
             ORDER BY o.ship_by IS NULL, o.ship_by, o.remote"
        );
        collect("orders", self.view.prepare(&sql)?, params![connection.as_str(), to_words(states)?], order_row::read)
    }

    /// Unpaid orders of a connection, which only hold stock demand (F031), by number.
    pub fn unpaid(&self, connection: &ConnectionId) -> Result<Vec<OrderRow>> {
        let sql = format!("{SELECT} WHERE o.connection = ?1 AND o.state IS NULL ORDER BY o.remote");
        collect("orders", self.view.prepare(&sql)?, [connection.as_str()], order_row::read)
    }

    /// What we hold of these orders; unknown ones are left out. By number.
    pub fn heads(&self, connection: &ConnectionId, remotes: &[RemoteOrderId]) -> Result<Vec<OrderHeadRow>> {
        let sql = "SELECT remote, updated_at, read_at FROM orders
            WHERE connection = ?1 AND remote IN (SELECT value FROM json_each(?2)) ORDER BY remote";
        let params = params![connection.as_str(), to_words(remotes)?];
        collect("orders", self.view.prepare(sql)?, params, |c| {
            Ok((c.word("remote")?, c.time("updated_at")?, c.time("read_at")?))
        })
    }

    /// Orders of which nothing was exported and whose moment to look again has come, longest due first.
    pub fn due_rereads(&self, connection: &ConnectionId, now: DateTime<Utc>) -> Result<Vec<RemoteOrderId>> {
        let sql = "SELECT remote FROM orders WHERE connection = ?1 AND hold_until <= ?2
            AND state IN (SELECT value FROM json_each(?3)) ORDER BY hold_until, remote";
        let params = params![connection.as_str(), ms(now), before_export()?];
        collect("orders", self.view.prepare(sql)?, params, |c| c.word("remote"))
    }

    /// The earliest moment at which [`Orders::due_rereads`] finds something.
    pub fn next_reread(&self, connection: &ConnectionId) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT min(hold_until) AS hold_until FROM orders WHERE connection = ?1 AND hold_until IS NOT NULL
            AND state IN (SELECT value FROM json_each(?2))";
        let params = params![connection.as_str(), before_export()?];
        Ok(first("orders", self.view.prepare(sql)?, params, |c| c.opt_time("hold_until"))?.flatten())
    }

    /// Orders by state, of one connection or all; unpaid ones are not counted.
    pub fn counts_by_state(&self, connection: Option<&ConnectionId>) -> Result<BTreeMap<OrderState, u64>> {
        let sql = "SELECT state, count(*) AS n FROM orders
            WHERE state IS NOT NULL AND (?1 IS NULL OR connection = ?1) GROUP BY state ORDER BY state";
        let params = params![connection.map(ConnectionId::as_str)];
        let rows = collect("orders", self.view.prepare(sql)?, params, |c| Ok((c.word("state")?, c.number("n")?)))?;
        Ok(rows.into_iter().collect())
    }

    /// Orders in a state by reason, most first: what Home groups.
    pub fn counts_by_reason(
        &self,
        connection: Option<&ConnectionId>,
        state: OrderState,
    ) -> Result<Vec<(Option<ReasonCode>, u64)>> {
        let sql = "SELECT reason ->> '$.code' AS code, count(*) AS n FROM orders
            WHERE state = ?2 AND (?1 IS NULL OR connection = ?1) GROUP BY code ORDER BY n DESC, code";
        let params = params![connection.map(ConnectionId::as_str), to_word(&state)?];
        collect("orders", self.view.prepare(sql)?, params, |c| Ok((c.opt_word("code")?, c.number("n")?)))
    }

    /// Units of a connection's orders that still hold stock, unpaid ones included, by SKU, state and acceptance
    /// (F128). Of orders not exported only units in no parcel count.
    pub fn open_units(&self, connection: &ConnectionId) -> Result<Vec<OpenUnits>> {
        let holds: Vec<OrderState> = shopferry_domain::life::STATES.into_iter().filter(|s| s.holds_demand()).collect();
        let sql = "SELECT u.listing_sku, o.state, e.accepted_at,
                sum(CASE WHEN o.state IS NULL OR o.state IN (SELECT value FROM json_each(?3)) THEN u.open ELSE u.wanted END) AS n
            FROM orders o JOIN order_units u ON u.order_key = o.key
            LEFT JOIN exports e ON e.order_key = o.key AND e.part = o.part
            WHERE o.key IN (SELECT key FROM orders WHERE connection = ?1 AND state IS NULL UNION ALL
                SELECT key FROM orders WHERE connection = ?1 AND state IN (SELECT value FROM json_each(?2)))
            GROUP BY u.listing_sku, o.state, e.accepted_at HAVING n > 0
            ORDER BY u.listing_sku, o.state, e.accepted_at";
        let params = params![connection.as_str(), to_words(&holds)?, before_export()?];
        collect("orders", self.view.prepare(sql)?, params, |c| {
            Ok((c.word("listing_sku")?, c.opt_word("state")?, c.opt_time("accepted_at")?, c.number("n")?))
        })
    }
}

fn before_export() -> Result<String> {
    let states: Vec<OrderState> = shopferry_domain::life::STATES.into_iter().filter(|s| s.is_before_export()).collect();
    to_words(&states)
}

impl OrdersMut<'_> {
    /// Moves an order, or gives its state another reason. [`LedgerError::ForbiddenMove`] when the table of F054 does
    /// not hold the move.
    pub fn set_state(
        &self,
        key: OrderKey,
        to: OrderState,
        reason: Option<Reason>,
        hold_until: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "SELECT remote, state FROM orders WHERE key = ?1";
        let held = first("orders", self.view.prepare(sql)?, [key.0], |c| {
            Ok((c.get::<String>("remote")?, c.opt_word::<OrderState>("state")?))
        })?;
        let (order, from) = held.ok_or_else(|| not_found(key))?;
        OrderState::check_move(from, to).map_err(|source| LedgerError::ForbiddenMove { order, source })?;
        let reason = opt_json(reason.as_ref())?;
        if from == Some(to) {
            let sql = "UPDATE orders SET reason = ?2, hold_until = ?3 WHERE key = ?1 AND (reason IS NOT ?2 OR hold_until IS NOT ?3)";
            return self.tx.run(Tag::Orders, sql, params![key.0, reason, opt_ms(hold_until)]).map(drop);
        }
        let sql = "UPDATE orders SET state = ?2, reason = ?3, hold_until = ?4, state_since = ?5, state_before = ?6 WHERE key = ?1";
        let from = from.as_ref().map(to_word).transpose()?;
        let params = params![key.0, to_word(&to)?, reason, opt_ms(hold_until), ms(at), from];
        self.tx.run(Tag::Orders, sql, params)?;
        if to == OrderState::Unlinked { self.note_unlinked(key, at) } else { Ok(()) }
    }

    /// The part that comes next.
    pub fn set_part(&self, key: OrderKey, part: PartNumber) -> Result<()> {
        self.set(key, "UPDATE orders SET part = ?2 WHERE key = ?1", &part.0)
    }

    /// The moment it left the platform's window; set once (F061: a later change does not restart the delay).
    pub fn set_released(&self, key: OrderKey, at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE orders SET released_at = ?2 WHERE key = ?1 AND released_at IS NULL";
        self.tx.run(Tag::Orders, sql, params![key.0, ms(at)]).map(drop)
    }

    /// A person's decisions.
    pub fn set_overrides(&self, key: OrderKey, overrides: &Overrides) -> Result<()> {
        self.set(key, "UPDATE orders SET overrides = ?2 WHERE key = ?1", &to_json(overrides)?)
    }

    /// The mark beside the state, or none.
    pub fn set_notice(&self, key: OrderKey, notice: Option<&Reason>) -> Result<()> {
        self.set(key, "UPDATE orders SET notice = ?2 WHERE key = ?1", &opt_json(notice)?)
    }

    /// Forgets an unpaid order that lapsed (F031); [`LedgerError::Conflict`] for any other.
    pub fn drop_unpaid(&self, key: OrderKey) -> Result<()> {
        search::forget(self.tx, key)?;
        self.tx.run(Tag::Timeline, "DELETE FROM timeline WHERE order_key = ?1", [key.0])?;
        match self.tx.run(Tag::Orders, "DELETE FROM orders WHERE key = ?1 AND state IS NULL", [key.0])? {
            0 => Err(LedgerError::conflict(format!("order {key} is not an unpaid one; only those are dropped"))),
            _ => Ok(()),
        }
    }

    fn set(&self, key: OrderKey, sql: &str, value: &dyn rusqlite::ToSql) -> Result<()> {
        match self.tx.run(Tag::Orders, sql, params![key.0, value])? {
            0 => Err(not_found(key)),
            _ => Ok(()),
        }
    }
}

fn not_found(key: OrderKey) -> LedgerError {
    LedgerError::NotFound { table: "orders", key: key.to_string() }
}
