//! Exports: one row per order part that was or may have been sent, by its never-twice key (F076). Rows are never
//! deleted, so a used key stays used.

use chrono::{DateTime, Utc};
use rusqlite::params;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentStatus};
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{ConnectionId, ExportKey, PartNumber, ShipTo};

use crate::decode::{Cols, collect, first, opt_json, to_json};
use crate::error::{LedgerError, Result};
use crate::tables::buyers::{self, BuyerFields};
use crate::tables::orders::OrderKey;
use crate::tables::profile;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE exports (
    key TEXT PRIMARY KEY,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    part INTEGER NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    plan TEXT NOT NULL,
    units INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    intent_at INTEGER NOT NULL,
    accepted_at INTEGER,
    adopted INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    preview TEXT,
    status TEXT,
    status_is_final INTEGER NOT NULL,
    fulfillment TEXT,
    read_at INTEGER,
    not_found_at INTEGER,
    cancel_calls INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    UNIQUE (order_key, part)
) STRICT;
CREATE INDEX exports_open ON exports (connection) WHERE accepted_at IS NOT NULL AND status_is_final = 0;
CREATE INDEX exports_not_accepted ON exports (connection) WHERE accepted_at IS NULL;";

/// One export.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRow {
    /// Its never-twice key.
    pub key: ExportKey,
    /// Its order.
    pub order: OrderKey,
    /// Its part.
    pub part: PartNumber,
    /// The fulfiller.
    pub connection: ConnectionId,
    /// What was or will be sent; its address is kept with the buyers.
    pub plan: ExportPlan,
    /// [`ExportPlan::content_hash`] of the plan.
    pub content_hash: String,
    /// Times it was sent.
    pub attempts: u32,
    /// Intent stored at.
    pub intent_at: DateTime<Utc>,
    /// Accepted at; none = refused, or the outcome is unknown.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Found at the fulfiller without an answer to our own call.
    pub adopted: bool,
    /// Placed as *Hold* and not yet switched to *Ship* (F062).
    pub reserved: bool,
    /// The preview (F074).
    pub preview: Option<serde_json::Value>,
    /// State at the fulfiller.
    pub status: Option<FulfillmentStatus>,
    /// As last read there; the postcode is dropped.
    pub fulfillment: Option<FulfillmentOrder>,
    /// Read there at.
    pub read_at: Option<DateTime<Utc>>,
    /// First definite *not found* while the outcome is unknown.
    pub not_found_at: Option<DateTime<Utc>>,
    /// Cancel calls made.
    pub cancel_calls: u32,
    /// Fencing number of the owner that stored the intent (F314).
    pub fence: i64,
}

/// As much of an open export as it takes to choose whether it is read at the fulfiller now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenExport {
    /// Its never-twice key.
    pub key: ExportKey,
    /// The version of the fulfiller's order API that created it (F401).
    pub api_version: ApiVersion,
    /// State at the fulfiller, as last read.
    pub status: Option<FulfillmentStatus>,
    /// Accepted at.
    pub accepted_at: DateTime<Utc>,
    /// Last change there, as last read.
    pub changed_at: Option<DateTime<Utc>>,
    /// Read there at.
    pub read_at: Option<DateTime<Utc>>,
    /// Some unit of it is in no parcel with a number yet.
    pub lacks_number: bool,
}

table_handles! {
    /// Exports.
    Exports, ExportsMut
}

const SELECT: &str = "SELECT e.*, b.ship_to FROM exports e JOIN orders o ON o.key = e.order_key
    LEFT JOIN buyers b ON b.order_key = e.order_key AND b.export = e.key";

fn read(c: &Cols<'_>) -> Result<ExportRow> {
    let mut plan: ExportPlan = c.json("plan")?;
    plan.ship_to = c.opt_json("ship_to")?.unwrap_or_default();
    Ok(ExportRow {
        key: ExportKey::from_text(c.get::<String>("key")?),
        order: OrderKey(c.get("order_key")?),
        part: PartNumber(c.number("part")?),
        connection: c.word("connection")?,
        plan,
        content_hash: c.get("content_hash")?,
        attempts: c.number("attempts")?,
        intent_at: c.time("intent_at")?,
        accepted_at: c.opt_time("accepted_at")?,
        adopted: c.get("adopted")?,
        reserved: c.get("reserved")?,
        preview: c.opt_json("preview")?,
        status: c.opt_word("status")?,
        fulfillment: c.opt_json("fulfillment")?,
        read_at: c.opt_time("read_at")?,
        not_found_at: c.opt_time("not_found_at")?,
        cancel_calls: c.number("cancel_calls")?,
        fence: c.get("fence")?,
    })
}

impl Exports<'_> {
    /// One export.
    pub fn get(&self, key: &ExportKey) -> Result<Option<ExportRow>> {
        first("exports", self.view.prepare(&format!("{SELECT} WHERE e.key = ?1"))?, [key.as_str()], read)
    }

    /// The exports of an order, by part.
    pub fn of_order(&self, order: OrderKey) -> Result<Vec<ExportRow>> {
        let sql = format!("{SELECT} WHERE e.order_key = ?1 ORDER BY e.part");
        collect("exports", self.view.prepare(&sql)?, [order.0], read)
    }

    /// Accepted ones of a fulfiller that are not finished there, or of which a parcel's number has not been sent yet;
    /// earliest ship-by first, none last, then by key.
    pub fn open(&self, connection: &ConnectionId) -> Result<Vec<OpenExport>> {
        let sql =
            "SELECT e.key, json_extract(e.plan, '$.api_version') AS api_version, e.status, e.accepted_at, e.read_at,
                json_extract(e.fulfillment, '$.changed_at') AS changed_at, e.units > (
                SELECT coalesce(sum(json_extract(c.value, '$.quantity')), 0) FROM packages p, json_each(p.contents) c
                WHERE p.export = e.key AND p.state NOT IN ('waiting', 'gone')) AS lacks_number
             FROM exports e JOIN orders o ON o.key = e.order_key
             WHERE e.connection = ?1 AND e.accepted_at IS NOT NULL AND e.key IN (
                SELECT key FROM exports WHERE connection = ?1 AND accepted_at IS NOT NULL AND status_is_final = 0
                UNION SELECT export FROM packages WHERE state IN ('waiting', 'queued'))
             ORDER BY o.ship_by IS NULL, o.ship_by, e.key";
        collect("exports", self.view.prepare(sql)?, [connection.as_str()], |c| {
            let changed_at: Option<String> = c.get("changed_at")?;
            let changed_at = changed_at.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
            Ok(OpenExport {
                key: ExportKey::from_text(c.get::<String>("key")?),
                api_version: match c.get::<Option<String>>("api_version")?.as_deref() {
                    Some("v2") => ApiVersion::V2,
                    _ => ApiVersion::V1,
                },
                status: c.opt_word("status")?,
                accepted_at: c.time("accepted_at")?,
                changed_at: changed_at.map(|at| at.to_utc()),
                read_at: c.opt_time("read_at")?,
                lacks_number: c.get("lacks_number")?,
            })
        })
    }

    /// Those of a fulfiller that were sent and of which nobody knows whether they arrived: no acceptance, and the order
    /// stands at *Exporting* (or was cancelled meanwhile). By intent, then by key.
    pub fn unknown_outcome(&self, connection: &ConnectionId) -> Result<Vec<ExportRow>> {
        let sql = format!(
            "{SELECT} WHERE e.connection = ?1 AND e.accepted_at IS NULL AND e.part = o.part
                AND o.state IN ('exporting', 'cancel_requested')
             ORDER BY e.intent_at, e.key"
        );
        collect("exports", self.view.prepare(&sql)?, [connection.as_str()], read)
    }

    /// Those that Amazon holds for a delayed order (F062), by intent, then by key.
    pub fn reserved(&self, connection: &ConnectionId) -> Result<Vec<ExportRow>> {
        let sql = format!("{SELECT} WHERE e.connection = ?1 AND e.reserved = 1 ORDER BY e.intent_at, e.key");
        collect("exports", self.view.prepare(&sql)?, [connection.as_str()], read)
    }

    /// Whether a key was ever used, by whatever connection.
    pub fn used(&self, key: &ExportKey) -> Result<bool> {
        Ok(self.view.prepare("SELECT 1 FROM exports WHERE key = ?1")?.exists([key.as_str()])?)
    }
}

impl ExportsMut<'_> {
    /// Stores an intent, before the first byte is sent; write it with [`crate::Durability::Full`].
    ///
    /// [`LedgerError::KeyUsed`] when the key was ever used, [`LedgerError::Fenced`] when another program owns the
    /// profile by now.
    pub fn insert(&self, row: &ExportRow) -> Result<()> {
        profile::check_fence(self.view, row.fence)?;
        if self.used(&row.key)? {
            return Err(LedgerError::KeyUsed { key: row.key.to_string() });
        }
        let sql = "INSERT INTO exports (key, order_key, part, connection, plan, content_hash, attempts, intent_at, accepted_at,
                adopted, preview, status, status_is_final, fulfillment, read_at, not_found_at, cancel_calls, fence, units, reserved)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";
        self.write(sql, row)
    }

    /// Stores what became of it. [`LedgerError::Conflict`] for other contents under a key that was accepted, or for
    /// taking an acceptance back; another send needs the owner's fencing number.
    pub fn save(&self, row: &ExportRow) -> Result<()> {
        let sql = "SELECT key, content_hash, accepted_at, attempts FROM exports WHERE key = ?1";
        let held = first("exports", self.view.prepare(sql)?, [row.key.as_str()], |c| {
            Ok((c.get::<String>("content_hash")?, c.opt_time("accepted_at")?, c.number::<u32>("attempts")?))
        })?;
        let Some((hash, accepted_at, attempts)) = held else {
            return Err(LedgerError::NotFound { table: "exports", key: row.key.to_string() });
        };
        if accepted_at.is_some() && hash != row.content_hash {
            let what =
                format!("the fulfiller has accepted {}; its contents can no longer change, use a new part", row.key);
            return Err(LedgerError::conflict(what));
        }
        if accepted_at.is_some() && row.accepted_at.is_none() {
            let what = format!("the fulfiller has accepted {}; an acceptance is never taken back", row.key);
            return Err(LedgerError::conflict(what));
        }
        if row.attempts > attempts {
            profile::check_fence(self.view, row.fence)?;
        }
        let sql = "UPDATE exports SET order_key = ?2, part = ?3, connection = ?4, plan = ?5, content_hash = ?6, attempts = ?7,
                intent_at = ?8, accepted_at = ?9, adopted = ?10, preview = ?11, status = ?12, status_is_final = ?13,
                fulfillment = ?14, read_at = ?15, not_found_at = ?16, cancel_calls = ?17, fence = ?18, units = ?19,
                reserved = ?20 WHERE key = ?1";
        self.write(sql, row)
    }

    /// Notes a read that brought nothing new.
    pub fn set_read_at(&self, key: &ExportKey, at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE exports SET read_at = ?2 WHERE key = ?1";
        self.tx.run(Tag::Exports, sql, params![key.as_str(), ms(at)]).map(drop)
    }

    fn write(&self, sql: &str, row: &ExportRow) -> Result<()> {
        let plan = ExportPlan { ship_to: ShipTo::default(), ..row.plan.clone() };
        let fulfillment = row.fulfillment.clone().map(|f| FulfillmentOrder { postcode: None, ..f });
        self.tx.run(
            Tag::Exports,
            sql,
            params![
                row.key.as_str(),
                row.order.0,
                row.part.0,
                row.connection.as_str(),
                to_json(&plan)?,
                row.content_hash,
                row.attempts,
                ms(row.intent_at),
                opt_ms(row.accepted_at),
                row.adopted,
                opt_json(row.preview.as_ref())?,
                row.status.as_ref().map(FulfillmentStatus::as_str),
                row.status.as_ref().is_some_and(FulfillmentStatus::is_final),
                opt_json(fulfillment.as_ref())?,
                opt_ms(row.read_at),
                opt_ms(row.not_found_at),
                row.cancel_calls,
                row.fence,
                row.plan.units(),
                row.reserved && !row.status.as_ref().is_some_and(FulfillmentStatus::is_final),
            ],
        )?;
        if self.is_erased(row.order)? {
            return Ok(());
        }
        let fields = BuyerFields { ship_to: &row.plan.ship_to, buyer_note: None, seller_note: None };
        buyers::put(self.tx, row.order, row.key.as_str(), &fields)
    }

    /// Whether the order's buyer was erased (F310): then an export brings nothing back.
    fn is_erased(&self, order: OrderKey) -> Result<bool> {
        let sql = "SELECT 1 FROM orders WHERE key = ?1 AND erased_at IS NOT NULL";
        Ok(self.view.prepare(sql)?.exists([order.0])?)
    }
}
