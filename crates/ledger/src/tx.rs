//! One consistent look at the store, and one transaction.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use rusqlite::{CachedStatement, Connection, Params};

use crate::error::Result;
use crate::tables::*;
use crate::tag::Tag;

/// Reads. Everything read through one view is of one moment.
pub struct View<'a> {
    pub(crate) conn: &'a Connection,
}

/// Reads and writes of one transaction.
pub struct Tx<'a> {
    view: View<'a>,
    tags: RefCell<BTreeSet<Tag>>,
}

impl std::fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("View")
    }
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("tags", &self.tags.borrow()).finish_non_exhaustive()
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = View<'a>;
    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Self {
        Self { conn }
    }

    pub(crate) fn prepare(&self, sql: &str) -> Result<CachedStatement<'a>> {
        Ok(self.conn.prepare_cached(sql)?)
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Self {
        Self { view: View::new(conn), tags: RefCell::new(BTreeSet::new()) }
    }

    pub(crate) fn tags(self) -> BTreeSet<Tag> {
        self.tags.into_inner()
    }

    /// Runs a writing statement and notes what it touches; answers the count of rows.
    pub(crate) fn run(&self, tag: Tag, sql: &str, params: impl Params) -> Result<usize> {
        let rows = self.view.conn.prepare_cached(sql)?.execute(params)?;
        if rows > 0 {
            self.tags.borrow_mut().insert(tag);
        }
        Ok(rows)
    }

    /// The rowid the last insert made.
    pub(crate) fn last_id(&self) -> i64 {
        self.view.conn.last_insert_rowid()
    }
}

/// Declares the read handle and the write handle of each table.
macro_rules! handles {
    ($($(#[$doc:meta])* $method:ident: $read:ident, $write:ident;)+) => {
        impl View<'_> {
            $($(#[$doc])* pub fn $method(&self) -> $method::$read<'_> { $method::$read { view: self } })+
        }
        impl Tx<'_> {
            $($(#[$doc])* pub fn $method(&self) -> $method::$write<'_> { $method::$write { read: $method::$read { view: &self.view }, tx: self } })+
        }
    };
}

/// The two handles of a table: reads, and reads plus writes.
macro_rules! table_handles {
    ($(#[$doc:meta])* $read:ident, $write:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $read<'a> {
            pub(crate) view: &'a $crate::tx::View<'a>,
        }
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $write<'a> {
            pub(crate) read: $read<'a>,
            pub(crate) tx: &'a $crate::tx::Tx<'a>,
        }
        impl<'a> std::ops::Deref for $write<'a> {
            type Target = $read<'a>;
            fn deref(&self) -> &$read<'a> {
                &self.read
            }
        }
    };
}
pub(crate) use table_handles;

handles! {
    /// Connections.
    connections: Connections, ConnectionsMut;
    /// Flows of connections.
    flows: Flows, FlowsMut;
    /// Run records.
    runs: Runs, RunsMut;
    /// Orders.
    orders: Orders, OrdersMut;
    /// Buyer data: what is known and its erasure.
    buyers: Buyers, BuyersMut;
    /// Exports.
    exports: Exports, ExportsMut;
    /// Parcels.
    packages: Packages, PackagesMut;
    /// What was told about an order once.
    order_marks: OrderMarks, OrderMarksMut;
    /// Cancellations at the sales platform.
    cancellations: Cancellations, CancellationsMut;
    /// What counts against warehouses.
    parcel_strikes: ParcelStrikes, ParcelStrikesMut;
    /// The outbox.
    outbox: Outbox, OutboxMut;
    /// Time lines.
    timeline: Timeline, TimelineMut;
    /// Links.
    links: LinkTable, LinkTableMut;
    /// Listings.
    listings: Listings, ListingsMut;
    /// Stock at the fulfiller.
    source_stock: SourceStocks, SourceStocksMut;
    /// Stock at the sales platform.
    listing_stock: ListingStocks, ListingStocksMut;
    /// Warehouses of the sales platform.
    warehouses: Warehouses, WarehousesMut;
    /// Delivery options of warehouses.
    delivery_options: DeliveryOptions, DeliveryOptionsMut;
    /// Carrier lists and chosen carriers.
    carriers: Carriers, CarriersMut;
    /// Records set aside.
    set_aside: SetAsides, SetAsidesMut;
    /// Settings.
    settings: Settings, SettingsMut;
    /// The audit log.
    audit: Audit, AuditMut;
    /// Parts of orders beside the main one.
    order_parts: OrderParts, OrderPartsMut;
}
