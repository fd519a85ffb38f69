//! The time line of an order: every read, decision and write, in plain sentences (F201).

use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::decode::{Cols, collect, opt_json};
use crate::error::Result;
use crate::stored_enum::stored_enum;
use crate::tables::orders::OrderKey;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE timeline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    detail TEXT
) STRICT;
CREATE INDEX timeline_order ON timeline (order_key, id);";

stored_enum! {
    /// What kind of thing happened.
    EventKind {
        /// First seen.
        Seen = "seen",
        /// A newer copy was read.
        Updated = "updated",
        /// It moved to another state.
        State = "state",
        /// It was decided what to do.
        Decided = "decided",
        /// A preview was asked for (F074).
        Preview = "preview",
        /// The intent to send was stored.
        Intent = "intent",
        /// It was sent.
        Sent = "sent",
        /// An answer came.
        Answered = "answered",
        /// It was looked up by its key.
        LookedUp = "looked_up",
        /// The fulfiller has it.
        Accepted = "accepted",
        /// The fulfiller's state changed.
        FulfillerStatus = "fulfiller_status",
        /// A parcel was seen or changed.
        Package = "package",
        /// A tracking number was sent to the platform.
        ShipmentSent = "shipment_sent",
        /// The platform answered to it.
        ShipmentAnswer = "shipment_answer",
        /// Something about a cancel.
        Cancel = "cancel",
        /// Something about stock.
        Stock = "stock",
        /// A person did or noted something.
        Note = "note",
        /// Something went wrong.
        Fault = "fault",
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number; events of an order are in this order.
    pub id: i64,
    /// The order.
    pub order: OrderKey,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind.
    pub kind: EventKind,
    /// A plain sentence; no buyer data.
    pub text: String,
    /// More, redacted.
    pub detail: Option<serde_json::Value>,
}

table_handles! {
    /// Time lines.
    Timeline, TimelineMut
}

fn read(c: &Cols<'_>) -> Result<Event> {
    Ok(Event {
        id: c.get("id")?,
        order: OrderKey(c.get("order_key")?),
        at: c.time("at")?,
        kind: c.word("kind")?,
        text: c.get("text")?,
        detail: c.opt_json("detail")?,
    })
}

impl Timeline<'_> {
    /// The events of an order, in the order they happened.
    pub fn of(&self, order: OrderKey) -> Result<Vec<Event>> {
        collect(
            "timeline",
            self.view.prepare("SELECT * FROM timeline WHERE order_key = ?1 ORDER BY id")?,
            [order.0],
            read,
        )
    }

    /// The newest events of all orders, newest first.
    pub fn recent(&self, limit: u32) -> Result<Vec<Event>> {
        collect("timeline", self.view.prepare("SELECT * FROM timeline ORDER BY id DESC LIMIT ?1")?, [limit], read)
    }
}

impl TimelineMut<'_> {
    /// Adds an event.
    pub fn add(
        &self,
        order: OrderKey,
        at: DateTime<Utc>,
        kind: EventKind,
        text: impl AsRef<str>,
        detail: Option<serde_json::Value>,
    ) -> Result<()> {
        let sql = "INSERT INTO timeline (order_key, at, kind, text, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
        let params = params![order.0, ms(at), kind.name(), text.as_ref(), opt_json(detail.as_ref())?];
        self.tx.run(Tag::Timeline, sql, params).map(drop)
    }
}
