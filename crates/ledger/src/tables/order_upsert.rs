//! Taking in a copy of an order (F030): each is stored once, a newer copy wins, an older one is ignored, and a masked
//! buyer's field never replaces a readable one (F044).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::params;
use shopferry_domain::routing::Overrides;
use shopferry_domain::{ListingSkuId, Order, PartNumber, ShipTo};

use crate::decode::{first, to_json, to_word};
use crate::error::Result;
use crate::tables::buyers::{self, BuyerFields};
use crate::tables::orders::{OrderKey, OrdersMut};
use crate::tables::search::{self, Texts};
use crate::tag::Tag;
use crate::time::{ms, opt_ms};

/// What a newer copy changed; nothing for a first copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Which units the buyer expects (F043).
    pub lines: bool,
    /// A readable part of the address differs from what was held, or became readable.
    pub address: bool,
    /// The platform's state.
    pub status: bool,
    /// Anything at all.
    pub anything: bool,
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upsert {
    /// Our number of the order.
    pub key: OrderKey,
    /// It was there before.
    pub existed: bool,
    /// The copy was older than what is held, or the order was cleared, so it was ignored.
    pub outdated: bool,
    /// What it changed.
    pub changed: Changes,
}

struct Held {
    key: OrderKey,
    updated_at: DateTime<Utc>,
    read_at: DateTime<Utc>,
    body: String,
    erased: bool,
    cleared: bool,
    ship_to: Option<ShipTo>,
    buyer_note: Option<String>,
    seller_note: Option<String>,
}

impl OrdersMut<'_> {
    /// Takes in a copy read at `read_at`. Of two copies with the same second of change, the later read wins.
    pub fn upsert(&self, order: &Order, read_at: DateTime<Utc>) -> Result<Upsert> {
        let body = to_json(&without_buyer(order))?;
        let Some(held) = self.held(order)? else { return self.insert(order, &body, read_at) };
        if held.cleared {
            self.pass_over(held.key, order, read_at)?;
            return Ok(Upsert { key: held.key, existed: true, outdated: true, changed: Changes::default() });
        }
        let older = order.updated_at.timestamp() < held.updated_at.timestamp();
        let same_second = order.updated_at.timestamp() == held.updated_at.timestamp();
        if older || (same_second && read_at < held.read_at) {
            return Ok(Upsert { key: held.key, existed: true, outdated: true, changed: Changes::default() });
        }
        let mut changed = self.update_buyer(order, &held)?;
        if body == held.body {
            let sql = "UPDATE orders SET read_at = ?2 WHERE key = ?1 AND read_at < ?2";
            self.tx.run(Tag::Orders, sql, params![held.key.0, ms(read_at)])?;
        } else {
            let before: Order = serde_json::from_str(&held.body).map_err(|e| crate::LedgerError::Row {
                table: "order_bodies",
                row: held.key.to_string(),
                column: "body".to_owned(),
                detail: format!("JSON of another shape at character {}", e.column()),
            })?;
            changed.lines = wanted(&before) != wanted(order);
            changed.status = before.status != order.status;
            changed.anything = true;
            self.update(held.key, order, &body, read_at)?;
        }
        Ok(Upsert { key: held.key, existed: true, outdated: false, changed })
    }

    fn held(&self, order: &Order) -> Result<Option<Held>> {
        let sql = "SELECT o.key, o.updated_at, o.read_at, o.erased_at, o.cleared_at, d.body, b.ship_to, b.buyer_note, b.seller_note
            FROM orders o JOIN order_bodies d ON d.order_key = o.key
            LEFT JOIN buyers b ON b.order_key = o.key AND b.export = ''
            WHERE o.connection = ?1 AND o.remote = ?2";
        let key = [order.connection.as_str(), order.remote.as_str()];
        first("orders", self.view.prepare(sql)?, key, |c| {
            Ok(Held {
                key: OrderKey(c.get("key")?),
                updated_at: c.time("updated_at")?,
                read_at: c.time("read_at")?,
                body: c.get("body")?,
                erased: c.opt_time("erased_at")?.is_some(),
                cleared: c.opt_time("cleared_at")?.is_some(),
                ship_to: c.opt_json("ship_to")?,
                buyer_note: c.get("buyer_note")?,
                seller_note: c.get("seller_note")?,
            })
        })
    }

    fn insert(&self, order: &Order, body: &str, read_at: DateTime<Utc>) -> Result<Upsert> {
        let sql = "INSERT INTO orders (connection, remote, status, state_since, part, overrides, placed_at, updated_at, ship_by,
                read_at, first_seen_at, units, summary) VALUES (?1, ?2, ?3, ?9, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11)";
        self.tx.run(
            Tag::Orders,
            sql,
            params![
                order.connection.as_str(),
                order.remote.as_str(),
                to_word(&order.status)?,
                PartNumber::FIRST.0,
                to_json(&Overrides::default())?,
                ms(order.placed_at),
                ms(order.updated_at),
                opt_ms(order.deadlines.ship_by),
                ms(read_at),
                units(order),
                summary(order),
            ],
        )?;
        let key = OrderKey(self.tx.last_id());
        self.tx.run(Tag::Orders, "INSERT INTO order_bodies (order_key, body) VALUES (?1, ?2)", params![key.0, body])?;
        self.put_units(key, order)?;
        search::insert(self.tx, key, order.remote.as_str(), &Texts::of(order))?;
        search::put_buyer(self.tx, key, order.ship_to.name.known())?;
        let fields = BuyerFields {
            ship_to: &order.ship_to,
            buyer_note: order.buyer_note.as_deref(),
            seller_note: order.seller_note.as_deref(),
        };
        buyers::put(self.tx, key, "", &fields)?;
        Ok(Upsert { key, existed: false, outdated: false, changed: Changes::default() })
    }

    fn update(&self, key: OrderKey, order: &Order, body: &str, read_at: DateTime<Utc>) -> Result<()> {
        let sql =
            "UPDATE orders SET status = ?2, placed_at = ?3, updated_at = ?4, ship_by = ?5, read_at = max(read_at, ?6),
            units = ?7, summary = ?8 WHERE key = ?1";
        self.tx.run(
            Tag::Orders,
            sql,
            params![
                key.0,
                to_word(&order.status)?,
                ms(order.placed_at),
                ms(order.updated_at),
                opt_ms(order.deadlines.ship_by),
                ms(read_at),
                units(order),
                summary(order),
            ],
        )?;
        self.tx.run(Tag::Orders, "UPDATE order_bodies SET body = ?2 WHERE order_key = ?1", params![key.0, body])?;
        self.tx.run(Tag::Orders, "DELETE FROM order_units WHERE order_key = ?1", [key.0])?;
        self.put_units(key, order)?;
        search::update(self.tx, key, &Texts::of(order))
    }

    /// Merges the buyer; after an erasure (F310) nothing is taken in again.
    fn update_buyer(&self, order: &Order, held: &Held) -> Result<Changes> {
        if held.erased {
            return Ok(Changes::default());
        }
        let known = held.ship_to.clone().unwrap_or_default();
        let ship_to = order.ship_to.clone().or_keep(&known);
        let buyer_note = order.buyer_note.clone().or_else(|| held.buyer_note.clone());
        let seller_note = order.seller_note.clone().or_else(|| held.seller_note.clone());
        let same_notes = buyer_note == held.buyer_note && seller_note == held.seller_note;
        if ship_to == known && same_notes && held.ship_to.is_some() {
            return Ok(Changes::default());
        }
        if ship_to.name != known.name {
            search::put_buyer(self.tx, held.key, ship_to.name.known())?;
        }
        let fields =
            BuyerFields { ship_to: &ship_to, buyer_note: buyer_note.as_deref(), seller_note: seller_note.as_deref() };
        buyers::put(self.tx, held.key, "", &fields)?;
        Ok(Changes { address: address(&ship_to) != address(&known), anything: true, ..Changes::default() })
    }

    fn put_units(&self, key: OrderKey, order: &Order) -> Result<()> {
        let mut units: BTreeMap<&ListingSkuId, (u32, u32)> = BTreeMap::new();
        for line in order.lines.iter().filter(|l| l.is_wanted()) {
            let entry = units.entry(&line.listing_sku).or_default();
            entry.0 += 1;
            entry.1 += u32::from(line.is_open());
        }
        for (sku, (wanted, open)) in units {
            let sql = "INSERT INTO order_units (order_key, listing_sku, wanted, open) VALUES (?1, ?2, ?3, ?4)";
            self.tx.run(Tag::Orders, sql, params![key.0, sku.as_str(), wanted, open])?;
        }
        Ok(())
    }
}

fn without_buyer(order: &Order) -> Order {
    Order { ship_to: ShipTo::default(), buyer_note: None, seller_note: None, ..order.clone() }
}

/// What F043 compares: the units expected, by line and SKU.
fn wanted(order: &Order) -> Vec<(&str, &str)> {
    let mut lines: Vec<_> =
        order.lines.iter().filter(|l| l.is_wanted()).map(|l| (l.id.as_str(), l.listing_sku.as_str())).collect();
    lines.sort_unstable();
    lines
}

/// What F043 compares of an address; the relay e-mail is no part of it.
fn address(s: &ShipTo) -> ShipTo {
    ShipTo { email: shopferry_domain::Hidden::Absent, ..s.clone() }
}

fn units(order: &Order) -> u32 {
    order.lines.iter().map(|l| u32::from(l.is_wanted())).sum()
}

/// "2 × Blue mug, 1 × Lamp": what a list shows, at most three titles.
fn summary(order: &Order) -> String {
    let mut titles: Vec<(&str, u32)> = Vec::new();
    for line in order.lines.iter().filter(|l| l.is_wanted()) {
        match titles.iter_mut().find(|(t, _)| *t == line.title) {
            Some((_, count)) => *count += 1,
            None => titles.push((&line.title, 1)),
        }
    }
    let shown: Vec<String> = titles.iter().take(3).map(|(title, count)| format!("{count} × {title}")).collect();
    let more = titles.len().saturating_sub(3);
    if more > 0 { format!("{} +{more}", shown.join(", ")) } else { shown.join(", ") }
}
