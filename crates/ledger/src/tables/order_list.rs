//! The order list of the screens (F201): filtered, sorted, paged, searched, without opening a single body.

use chrono::{DateTime, Utc};
use rusqlite::ToSql;
use serde::{Deserialize, Serialize};
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::{ConnectionId, OrderState, PartNumber, Reason, RemoteOrderId};

use crate::decode::{Cols, collect, to_word};
use crate::error::Result;
use crate::stored_enum::stored_enum;
use crate::tables::orders::{OrderKey, Orders};
use crate::tables::search;

stored_enum! {
    /// What a list is sorted by.
    SortBy {
        /// Placed at.
        Placed = "placed",
        /// Ship-by date; orders without one come last.
        ShipBy = "ship_by",
        /// In its state since.
        StateSince = "state_since",
        /// Order number.
        Number = "number",
    }
}

/// Sort order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSort {
    /// Column.
    pub by: SortBy,
    /// Largest first.
    pub descending: bool,
}

impl Default for OrderSort {
    fn default() -> Self {
        Self { by: SortBy::Placed, descending: true }
    }
}

/// Orders of a shop that its settings keep out of the lists (F032, F034, F038).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlisted {
    /// The shop.
    pub connection: ConnectionId,
    /// In this state.
    pub state: OrderState,
    /// One that carries a mark beside its state is listed all the same.
    pub unless_noticed: bool,
}

/// What to list. The default lists all orders, newest first, 100 at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderQuery {
    /// Of one connection.
    pub connection: Option<ConnectionId>,
    /// In these states; empty = all. Unpaid orders are never listed.
    pub states: Vec<OrderState>,
    /// Only orders that carry a mark beside their state.
    pub noticed: bool,
    /// Left out.
    pub unlisted: Vec<Unlisted>,
    /// Holding every one of these words: number, SKU, title, buyer's name, tracking number.
    pub text: Option<String>,
    /// Sort order.
    pub sort: OrderSort,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to answer, at most [`LIMIT_MAX`].
    pub limit: u32,
}

/// Most rows one call answers.
pub const LIMIT_MAX: u32 = 1_000;

impl Default for OrderQuery {
    fn default() -> Self {
        Self {
            connection: None,
            states: Vec::new(),
            noticed: false,
            unlisted: Vec::new(),
            text: None,
            sort: OrderSort::default(),
            offset: 0,
            limit: 100,
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    /// Our number.
    pub key: OrderKey,
    /// Connection.
    pub connection: ConnectionId,
    /// The platform's number.
    pub number: RemoteOrderId,
    /// City and state, as far as readable.
    pub place: Option<String>,
    /// What was bought: "2 × Blue mug, 1 × Lamp".
    pub lines: String,
    /// Units the buyer expects.
    pub units: u32,
    /// Where it stands.
    pub state: OrderState,
    /// Why.
    pub reason: Option<Reason>,
    /// The mark beside the state.
    pub notice: Option<Reason>,
    /// Placed at: its age.
    pub placed_at: DateTime<Utc>,
    /// Ship by.
    pub ship_by: Option<DateTime<Utc>>,
    /// In its state since.
    pub state_since: DateTime<Utc>,
    /// Current part.
    pub part: PartNumber,
    /// What the fulfiller says.
    pub fulfiller_status: Option<FulfillmentStatus>,
    /// Parcels in all.
    pub packages: u32,
    /// Parcels whose number the platform has.
    pub packages_sent: u32,
}

fn read(c: &Cols<'_>) -> Result<OrderSummary> {
    Ok(OrderSummary {
        key: OrderKey(c.get("key")?),
        connection: c.word("connection")?,
        number: c.word("remote")?,
        place: c.get("place")?,
        lines: c.get("summary")?,
        units: c.number("units")?,
        state: c.word("state")?,
        reason: c.opt_json("reason")?,
        notice: c.opt_json("notice")?,
        placed_at: c.time("placed_at")?,
        ship_by: c.opt_time("ship_by")?,
        state_since: c.time("state_since")?,
        part: PartNumber(c.number("part")?),
        fulfiller_status: c.opt_word("fulfiller_status")?,
        packages: c.number("packages")?,
        packages_sent: c.number("packages_sent")?,
    })
}

/// Conditions and their parameters, in order.
struct Filter {
    sql: String,
    params: Vec<Box<dyn ToSql>>,
}

impl Filter {
    fn of(query: &OrderQuery) -> Result<Self> {
        let mut terms = vec!["o.state IS NOT NULL".to_owned()];
        let mut params: Vec<Box<dyn ToSql>> = Vec::new();
        if let Some(connection) = &query.connection {
            terms.push("o.connection = ?".to_owned());
            params.push(Box::new(connection.to_string()));
        }
        if !query.states.is_empty() {
            // Words of our own, so they may stand in the text: the planner counts a literal list along its index.
            let words = query.states.iter().map(to_word).collect::<Result<Vec<_>>>()?;
            terms.push(format!("o.state IN ('{}')", words.join("', '")));
        }
        if query.noticed {
            terms.push("o.notice IS NOT NULL".to_owned());
        }
        for out in &query.unlisted {
            terms.push(format!("NOT ({})", unlisted_term(out)?));
            params.push(Box::new(out.connection.to_string()));
        }
        for (sql, word) in search::conditions(query.text.as_deref().unwrap_or_default()) {
            terms.push(sql.to_owned());
            // Both halves of a condition take the same word.
            params.push(Box::new(word.clone()));
            params.push(Box::new(word));
        }
        Ok(Self { sql: terms.join(" AND "), params })
    }

    /// The conditions for a page in an order that has an index of its own: `+` keeps the planner from collecting
    /// every match by another index first and sorting them all.
    fn along(&self, query: &OrderQuery) -> String {
        let has_index = matches!(query.sort.by, SortBy::Placed | SortBy::ShipBy);
        let searches = query.text.as_deref().is_some_and(|t| !t.trim().is_empty());
        if has_index && !searches {
            self.sql.replace("o.connection", "+o.connection").replace("o.state", "+o.state")
        } else {
            self.sql.clone()
        }
    }

    fn refs(&self) -> Vec<&dyn ToSql> {
        self.params.iter().map(AsRef::as_ref).collect()
    }
}

fn unlisted_term(out: &Unlisted) -> Result<String> {
    let mark = if out.unless_noticed { " AND o.notice IS NULL" } else { "" };
    Ok(format!("o.connection = ? AND o.state = '{}'{mark}", to_word(&out.state)?))
}

fn order_by(sort: OrderSort) -> &'static str {
    match (sort.by, sort.descending) {
        (SortBy::Placed, false) => "o.placed_at, o.key",
        (SortBy::Placed, true) => "o.placed_at DESC, o.key DESC",
        (SortBy::ShipBy, false) => "o.ship_by ASC NULLS LAST, o.key",
        (SortBy::ShipBy, true) => "o.ship_by DESC NULLS LAST, o.key DESC",
        (SortBy::StateSince, false) => "o.state_since, o.key",
        (SortBy::StateSince, true) => "o.state_since DESC, o.key DESC",
        (SortBy::Number, false) => "o.remote, o.key",
        (SortBy::Number, true) => "o.remote DESC, o.key DESC",
    }
}

impl Orders<'_> {
    /// Paid orders of a connection placed at or after a moment (F014).
    pub fn placed_since(&self, connection: &ConnectionId, since: DateTime<Utc>) -> Result<u64> {
        let sql = "SELECT count(*) FROM orders o WHERE o.connection = ?1 AND o.placed_at >= ?2 AND o.state IS NOT NULL";
        let params = rusqlite::params![connection.as_str(), crate::time::ms(since)];
        let count: i64 = self.view.prepare(sql)?.query_row(params, |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// How many orders are kept out of the lists.
    pub fn count_unlisted(&self, out: &Unlisted) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM orders o WHERE {}", unlisted_term(out)?);
        let count: i64 = self.view.prepare(&sql)?.query_row([out.connection.as_str()], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// One page of the list, and how many rows there are in all.
    pub fn list(&self, query: &OrderQuery) -> Result<(Vec<OrderSummary>, u64)> {
        let mut filter = Filter::of(query)?;
        let count = format!("SELECT count(*) FROM orders o WHERE {}", filter.sql);
        let total: i64 = self.view.prepare(&count)?.query_row(filter.refs().as_slice(), |row| row.get(0))?;
        let order = order_by(query.sort);
        let sql = format!(
            "SELECT o.*, (SELECT b.place FROM buyers b WHERE b.order_key = o.key AND b.export = '') AS place,
                (SELECT e.status FROM exports e WHERE e.order_key = o.key AND e.part = o.part) AS fulfiller_status,
                (SELECT count(*) FROM packages p WHERE p.order_key = o.key) AS packages,
                (SELECT count(*) FROM packages p WHERE p.order_key = o.key AND p.state IN ('sent', 'noted')) AS packages_sent
             FROM orders o WHERE o.key IN (SELECT o.key FROM orders o WHERE {} ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order}",
            filter.along(query)
        );
        filter.params.push(Box::new(query.limit.min(LIMIT_MAX)));
        filter.params.push(Box::new(query.offset));
        let rows = collect("orders", self.view.prepare(&sql)?, filter.refs().as_slice(), read)?;
        Ok((rows, u64::try_from(total).unwrap_or_default()))
    }
}
