//! Flows: what a connection does at its own cadence (F019, F202, F203).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, Reason};

use crate::decode::{Cols, collect, first, opt_json};
use crate::error::Result;
use crate::stored_enum::stored_enum;
use crate::tag::Tag;
use crate::time::{ms, opt_ms};
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE flows (
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    \"on\" INTEGER NOT NULL,
    cadence_secs INTEGER NOT NULL,
    cursor TEXT,
    due_at INTEGER,
    last_started_at INTEGER,
    last_finished_at INTEGER,
    last_ok_at INTEGER,
    failures INTEGER NOT NULL,
    last_reason TEXT,
    PRIMARY KEY (connection, flow)
) STRICT, WITHOUT ROWID;
CREATE INDEX flows_due ON flows (due_at) WHERE due_at IS NOT NULL;";

stored_enum! {
    /// One kind of work of a connection.
    Flow {
        /// Orders that changed.
        PullOrders = "pull_orders",
        /// The slow full sweep for missed orders.
        SweepOrders = "sweep_orders",
        /// Cancellations.
        PullCancellations = "pull_cancellations",
        /// Listings.
        PullListings = "pull_listings",
        /// Warehouses and delivery options.
        PullPlaces = "pull_places",
        /// Orders to the fulfiller.
        Export = "export",
        /// Parcels from the fulfiller.
        PullTracking = "pull_tracking",
        /// Tracking numbers to the sales platform.
        PushTracking = "push_tracking",
        /// Cancels to the fulfiller.
        CancelAtFulfiller = "cancel_at_fulfiller",
        /// Stock at the fulfiller.
        PullSourceStock = "pull_source_stock",
        /// Stock to the sales platform.
        PushStock = "push_stock",
        /// Messages of the seller's own queue.
        ReadMessages = "read_messages",
    }
}

/// A flow of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowRow {
    /// Whose.
    pub connection: ConnectionId,
    /// Which.
    pub flow: Flow,
    /// Its switch.
    pub on: bool,
    /// Pause between passes, seconds.
    pub cadence_secs: u32,
    /// Where the next pass goes on; the flow's own text.
    pub cursor: Option<String>,
    /// Next pass; none = only when marked.
    pub due_at: Option<DateTime<Utc>>,
    /// Last pass began.
    pub last_started_at: Option<DateTime<Utc>>,
    /// Last pass ended.
    pub last_finished_at: Option<DateTime<Utc>>,
    /// Last pass that ended well.
    pub last_ok_at: Option<DateTime<Utc>>,
    /// Failed passes in a row.
    pub failures: u32,
    /// Why the last pass failed.
    pub last_reason: Option<Reason>,
}

impl FlowRow {
    /// A flow that never ran and is due at once when its connection is enabled.
    pub fn fresh(
        connection: ConnectionId,
        flow: Flow,
        on: bool,
        cadence_secs: u32,
        due_at: Option<DateTime<Utc>>,
    ) -> Self {
        Self {
            connection,
            flow,
            on,
            cadence_secs,
            cursor: None,
            due_at,
            last_started_at: None,
            last_finished_at: None,
            last_ok_at: None,
            failures: 0,
            last_reason: None,
        }
    }
}

table_handles! {
    /// Flows of connections.
    Flows, FlowsMut
}

fn read(c: &Cols<'_>) -> Result<FlowRow> {
    Ok(FlowRow {
        connection: c.word("connection")?,
        flow: c.word("flow")?,
        on: c.get("on")?,
        cadence_secs: c.number("cadence_secs")?,
        cursor: c.get("cursor")?,
        due_at: c.opt_time("due_at")?,
        last_started_at: c.opt_time("last_started_at")?,
        last_finished_at: c.opt_time("last_finished_at")?,
        last_ok_at: c.opt_time("last_ok_at")?,
        failures: c.number("failures")?,
        last_reason: c.opt_json("last_reason")?,
    })
}

const RUNNABLE: &str =
    "f.\"on\" = 1 AND c.enabled = 1 AND c.removed_at IS NULL AND c.health <> 'needs_sign_in' AND f.due_at IS NOT NULL";

impl Flows<'_> {
    /// All flows of a connection, by name.
    pub fn of(&self, connection: &ConnectionId) -> Result<Vec<FlowRow>> {
        let sql = "SELECT * FROM flows WHERE connection = ?1 ORDER BY flow";
        collect("flows", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One flow.
    pub fn get(&self, connection: &ConnectionId, flow: Flow) -> Result<Option<FlowRow>> {
        let sql = "SELECT * FROM flows WHERE connection = ?1 AND flow = ?2";
        first("flows", self.view.prepare(sql)?, [connection.as_str(), flow.name()], read)
    }

    /// Flows that may run and are due, longest due first.
    pub fn due(&self, now: DateTime<Utc>) -> Result<Vec<FlowRow>> {
        let sql = format!(
            "SELECT f.* FROM flows f JOIN connections c ON c.id = f.connection WHERE {RUNNABLE} AND f.due_at <= ?1
             ORDER BY f.due_at, f.connection, f.flow"
        );
        collect("flows", self.view.prepare(&sql)?, [ms(now)], read)
    }

    /// When the next flow that may run is due.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        let sql = format!(
            "SELECT f.connection, min(f.due_at) AS due_at FROM flows f JOIN connections c ON c.id = f.connection WHERE {RUNNABLE}"
        );
        Ok(first("flows", self.view.prepare(&sql)?, [], |c| c.opt_time("due_at"))?.flatten())
    }
}

impl FlowsMut<'_> {
    /// Adds or stores a flow.
    pub fn save(&self, f: &FlowRow) -> Result<()> {
        let sql = "INSERT INTO flows (connection, flow, \"on\", cadence_secs, cursor, due_at, last_started_at, last_finished_at,
                last_ok_at, failures, last_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (connection, flow) DO UPDATE SET \"on\" = excluded.\"on\", cadence_secs = excluded.cadence_secs,
                cursor = excluded.cursor, due_at = excluded.due_at, last_started_at = excluded.last_started_at,
                last_finished_at = excluded.last_finished_at, last_ok_at = excluded.last_ok_at, failures = excluded.failures,
                last_reason = excluded.last_reason";
        self.tx.run(
            Tag::Flows,
            sql,
            params![
                f.connection.as_str(),
                f.flow.name(),
                f.on,
                f.cadence_secs,
                f.cursor,
                opt_ms(f.due_at),
                opt_ms(f.last_started_at),
                opt_ms(f.last_finished_at),
                opt_ms(f.last_ok_at),
                f.failures,
                opt_json(f.last_reason.as_ref())?,
            ],
        )?;
        Ok(())
    }

    /// Takes a flow away; nothing when there is no such flow.
    pub fn remove(&self, connection: &ConnectionId, flow: Flow) -> Result<()> {
        let sql = "DELETE FROM flows WHERE connection = ?1 AND flow = ?2";
        self.tx.run(Tag::Flows, sql, params![connection.as_str(), flow.name()]).map(drop)
    }

    /// Makes a flow due at `at`, or leaves it when it is due earlier; nothing when there is no such flow.
    pub fn mark_due(&self, connection: &ConnectionId, flow: Flow, at: DateTime<Utc>) -> Result<()> {
        let sql =
            "UPDATE flows SET due_at = ?3 WHERE connection = ?1 AND flow = ?2 AND (due_at IS NULL OR due_at > ?3)";
        self.tx.run(Tag::Flows, sql, params![connection.as_str(), flow.name(), ms(at)]).map(drop)
    }
}
