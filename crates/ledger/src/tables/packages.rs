//! Parcels of exports, and how far their numbers have come (F080–F091).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::fulfillment::PackedUnits;
use shopferry_domain::package::LineShare;
use shopferry_domain::{ConnectionId, ExportKey, FulfillerPackageId, LineId, PackageId, Reason};

use crate::decode::{Cols, collect, first, opt_json, to_json};
use crate::error::{LedgerError, Result};
use crate::stored_enum::stored_enum;
use crate::tables::orders::OrderKey;
use crate::tables::search;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE packages (
    export TEXT NOT NULL REFERENCES exports (key),
    package TEXT NOT NULL,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    carrier TEXT,
    carrier_number TEXT,
    amazon_number TEXT,
    shipped INTEGER NOT NULL,
    contents TEXT NOT NULL,
    lines TEXT NOT NULL,
    units TEXT NOT NULL,
    number_sent TEXT,
    rejected TEXT NOT NULL,
    corrections INTEGER NOT NULL,
    anyway INTEGER NOT NULL,
    progress TEXT NOT NULL,
    state TEXT NOT NULL,
    remote TEXT,
    reason TEXT,
    warning TEXT,
    first_seen_at INTEGER NOT NULL,
    sent_at INTEGER,
    on_its_way INTEGER NOT NULL,
    PRIMARY KEY (export, package)
) STRICT, WITHOUT ROWID;
CREATE INDEX packages_order ON packages (order_key, state);
CREATE INDEX packages_unsent ON packages (state) WHERE state IN ('waiting', 'queued');
CREATE INDEX packages_failed ON packages (state) WHERE state = 'failed';
CREATE INDEX packages_on_their_way ON packages (order_key) WHERE on_its_way = 1;
CREATE INDEX packages_number ON packages (number_sent) WHERE number_sent IS NOT NULL;";

stored_enum! {
    /// How far a parcel's number has come.
    PackageState {
        /// No usable number yet, or something must be decided first.
        Waiting = "waiting",
        /// In the outbox.
        Queued = "queued",
        /// The platform has it.
        Sent = "sent",
        /// Only noted: its lines were shipped with another parcel's number.
        Noted = "noted",
        /// Refused; a person must look.
        Failed = "failed",
        /// The fulfiller gave the parcel up; another one holds its units.
        Gone = "gone",
    }
}

/// How far a parcel has come, as the platform and the fulfiller tell it (F087, F407, F408). Holds no place and no link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParcelProgress {
    /// The platform's state of the parcel, its word.
    pub platform_status: Option<String>,
    /// The platform's finer word, or what went wrong.
    pub platform_note: Option<String>,
    /// The platform tags it as not from Amazon (F092).
    pub not_from_amazon: bool,
    /// Read at the platform at.
    pub platform_read_at: Option<DateTime<Utc>>,
    /// The fulfiller's or the carrier's newest milestone.
    pub milestone: Option<String>,
    /// First movement that was told.
    pub moved_at: Option<DateTime<Utc>>,
    /// Expected arrival.
    pub estimated: Option<DateTime<Utc>>,
    /// Arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Lost.
    pub lost: bool,
    /// Cannot be handed over, or goes back.
    pub undeliverable: bool,
    /// News were read at.
    pub news_at: Option<DateTime<Utc>>,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageRow {
    /// Its export.
    pub export: ExportKey,
    /// The fulfiller's number of the parcel.
    pub package: FulfillerPackageId,
    /// Carrier as the fulfiller writes it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub carrier_number: Option<String>,
    /// Amazon's own number.
    pub amazon_number: Option<String>,
    /// It has left the warehouse.
    pub shipped: bool,
    /// What is in it.
    pub contents: Vec<PackedUnits>,
    /// The platform's lines it stands for.
    pub lines: Vec<LineId>,
    /// Of bundles made on the platform: which single units of those lines (F086).
    pub units: Vec<LineShare>,
    /// The number that went to the platform.
    pub number_sent: Option<String>,
    /// Numbers that the platform refused for it.
    pub rejected: Vec<String>,
    /// How often the number was corrected at the platform: at most once (F089).
    pub corrections: u32,
    /// A person said to send its number although its form looks wrong (F085).
    pub anyway: bool,
    /// How far it has come.
    pub progress: ParcelProgress,
    /// How far it has come.
    pub state: PackageState,
    /// The package that the platform made of it.
    pub remote: Option<PackageId>,
    /// Why it cannot go on.
    pub reason: Option<Reason>,
    /// The platform took it with a warning (F405).
    pub warning: Option<String>,
    /// First seen.
    pub first_seen_at: DateTime<Utc>,
    /// Taken by the platform at.
    pub sent_at: Option<DateTime<Utc>>,
}

impl PackageRow {
    /// A parcel that was just seen.
    pub fn new(export: ExportKey, package: FulfillerPackageId, at: DateTime<Utc>) -> Self {
        Self {
            export,
            package,
            carrier: None,
            carrier_number: None,
            amazon_number: None,
            shipped: false,
            contents: Vec::new(),
            lines: Vec::new(),
            units: Vec::new(),
            number_sent: None,
            rejected: Vec::new(),
            corrections: 0,
            anyway: false,
            progress: ParcelProgress::default(),
            state: PackageState::Waiting,
            remote: None,
            reason: None,
            warning: None,
            first_seen_at: at,
            sent_at: None,
        }
    }

    /// What of each line is in it.
    pub fn shares(&self) -> Vec<LineShare> {
        let part = |line: &LineId| self.units.iter().find(|share| share.line == *line).cloned();
        self.lines.iter().map(|line| part(line).unwrap_or_else(|| LineShare::whole(line.clone()))).collect()
    }

    /// The platform was told, and it has neither arrived nor gone wrong.
    pub fn is_on_its_way(&self) -> bool {
        let ended = self.progress.delivered_at.is_some() || self.progress.lost || self.progress.undeliverable;
        self.state == PackageState::Sent && !ended
    }

    /// Takes over what of each line is in it.
    pub fn set_shares(&mut self, shares: Vec<LineShare>) {
        self.lines = shares.iter().map(|share| share.line.clone()).collect();
        self.units = shares.into_iter().filter(|share| !share.sub_items.is_empty()).collect();
    }
}

table_handles! {
    /// Parcels.
    Packages, PackagesMut
}

pub(crate) fn read(c: &Cols<'_>) -> Result<PackageRow> {
    Ok(PackageRow {
        export: ExportKey::from_text(c.get::<String>("export")?),
        package: c.word("package")?,
        carrier: c.get("carrier")?,
        carrier_number: c.get("carrier_number")?,
        amazon_number: c.get("amazon_number")?,
        shipped: c.get("shipped")?,
        contents: c.json("contents")?,
        lines: c.json("lines")?,
        units: c.json("units")?,
        rejected: c.json("rejected")?,
        corrections: c.number("corrections")?,
        anyway: c.get("anyway")?,
        progress: c.json("progress")?,
        number_sent: c.get("number_sent")?,
        state: c.word("state")?,
        remote: c.opt_word("remote")?,
        reason: c.opt_json("reason")?,
        warning: c.get("warning")?,
        first_seen_at: c.time("first_seen_at")?,
        sent_at: c.opt_time("sent_at")?,
    })
}

impl Packages<'_> {
    /// One parcel.
    pub fn get(&self, export: &ExportKey, package: &FulfillerPackageId) -> Result<Option<PackageRow>> {
        let sql = "SELECT * FROM packages WHERE export = ?1 AND package = ?2";
        first("packages", self.view.prepare(sql)?, [export.as_str(), package.as_str()], read)
    }

    /// The parcels of an export, oldest first.
    pub fn of_export(&self, export: &ExportKey) -> Result<Vec<PackageRow>> {
        let sql = "SELECT * FROM packages WHERE export = ?1 ORDER BY first_seen_at, length(package), package";
        collect("packages", self.view.prepare(sql)?, [export.as_str()], read)
    }

    /// The parcels of an order, oldest first.
    pub fn of_order(&self, order: OrderKey) -> Result<Vec<PackageRow>> {
        let sql =
            "SELECT * FROM packages WHERE order_key = ?1 ORDER BY first_seen_at, export, length(package), package";
        collect("packages", self.view.prepare(sql)?, [order.0], read)
    }

    /// Whether a number went to the platform for another order.
    pub fn number_used_elsewhere(&self, number: &str, order: OrderKey) -> Result<bool> {
        let sql = "SELECT 1 FROM packages WHERE number_sent = ?1 AND order_key <> ?2";
        Ok(self.view.prepare(sql)?.exists(params![number, order.0])?)
    }
}

impl Packages<'_> {
    /// Parcels of a shop whose number is not at the platform yet, oldest first.
    pub fn unsent(&self, shop: &ConnectionId) -> Result<Vec<(OrderKey, PackageRow)>> {
        self.of_shop(shop, "p.state IN ('waiting', 'queued')")
    }

    /// Parcels of a shop that a person must look at, oldest first.
    pub fn failed(&self, shop: &ConnectionId) -> Result<Vec<(OrderKey, PackageRow)>> {
        self.of_shop(shop, "p.state = 'failed'")
    }

    fn of_shop(&self, shop: &ConnectionId, which: &str) -> Result<Vec<(OrderKey, PackageRow)>> {
        let sql = format!(
            "SELECT p.* FROM packages p JOIN orders o ON o.key = p.order_key WHERE o.connection = ?1 AND {which}
             ORDER BY p.first_seen_at, p.export, length(p.package), p.package"
        );
        collect("packages", self.view.prepare(&sql)?, [shop.as_str()], |c| {
            Ok((OrderKey(c.get("order_key")?), read(c)?))
        })
    }
}

impl PackagesMut<'_> {
    /// Stores what the fulfiller says of a parcel. A parcel that is known keeps what we did with it (lines, number sent,
    /// state, the platform's package, reason, warning, times). Answers whether it was known.
    pub fn upsert(&self, row: &PackageRow) -> Result<bool> {
        let known = self.get(&row.export, &row.package)?;
        let Some(held) = known else {
            self.save(row)?;
            return Ok(false);
        };
        let merged = PackageRow {
            carrier: row.carrier.clone(),
            carrier_number: row.carrier_number.clone(),
            amazon_number: row.amazon_number.clone(),
            shipped: row.shipped,
            contents: row.contents.clone(),
            ..held.clone()
        };
        if merged != held {
            self.save(&merged)?;
        }
        Ok(true)
    }

    /// Stores a parcel as a whole.
    pub fn save(&self, row: &PackageRow) -> Result<()> {
        let sql = "SELECT key, order_key FROM exports WHERE key = ?1";
        let order =
            first("exports", self.view.prepare(sql)?, [row.export.as_str()], |c| Ok(OrderKey(c.get("order_key")?)))?;
        let Some(order) = order else {
            return Err(LedgerError::NotFound { table: "exports", key: row.export.to_string() });
        };
        let sql = "INSERT INTO packages (export, package, order_key, carrier, carrier_number, amazon_number, shipped, contents,
                lines, number_sent, state, remote, reason, warning, first_seen_at, sent_at,
                units, rejected, corrections, anyway, progress, on_its_way)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
            ON CONFLICT (export, package) DO UPDATE SET carrier = excluded.carrier, carrier_number = excluded.carrier_number,
                amazon_number = excluded.amazon_number, shipped = excluded.shipped, contents = excluded.contents,
                lines = excluded.lines, number_sent = excluded.number_sent, state = excluded.state, remote = excluded.remote,
                reason = excluded.reason, warning = excluded.warning, sent_at = excluded.sent_at,
                units = excluded.units, rejected = excluded.rejected, corrections = excluded.corrections,
                anyway = excluded.anyway, progress = excluded.progress, on_its_way = excluded.on_its_way";
        self.tx.run(
            Tag::Packages,
            sql,
            params![
                row.export.as_str(),
                row.package.as_str(),
                order.0,
                row.carrier,
                row.carrier_number,
                row.amazon_number,
                row.shipped,
                to_json(&row.contents)?,
                to_json(&row.lines)?,
                row.number_sent,
                row.state.name(),
                row.remote.as_ref().map(PackageId::as_str),
                opt_json(row.reason.as_ref())?,
                row.warning,
                ms(row.first_seen_at),
                opt_ms(row.sent_at),
                to_json(&row.units)?,
                to_json(&row.rejected)?,
                row.corrections,
                row.anyway,
                to_json(&row.progress)?,
                row.is_on_its_way(),
            ],
        )?;
        search::update_parcels(self.tx, order)
    }
}
