//! The only crate that speaks SQL: the encrypted store of orders, stock, outbox and timelines.
//!
//! One file per table under [`tables`]: its migration text, row type, reads and writes. Everything is synchronous;
//! production wraps a call in `spawn_blocking`, a rehearsal calls it inline on [`Ledger::in_memory`].
//! It never decides anything about an order, never calls a platform and never holds a secret.
//! Start reading at [`Ledger`].

mod decode;
mod error;
mod key;
mod ledger;
mod migrations;
mod open;
mod owner;
mod pool;
mod stored_enum;
pub mod tables;
mod tag;
mod time;
mod tx;

pub use error::{LedgerError, Result};
pub use key::DatabaseKey;
pub use ledger::{Durability, Ledger};
pub use owner::{OtherOwner, Owner};
pub use tables::audit::{Audit, AuditEntry, AuditMut};
pub use tables::buyers::{Buyers, BuyersMut};
pub use tables::cancellations::{CancellationRow, CancellationState, Cancellations, CancellationsMut};
pub use tables::carriers::{CarrierList, Carriers, CarriersMut};
pub use tables::connections::{Connection, ConnectionHealth, Connections, ConnectionsMut, Platform};
pub use tables::delivery_options::{DeliveryOptionRow, DeliveryOptions, DeliveryOptionsMut};
pub use tables::exports::{ExportRow, Exports, ExportsMut, OpenExport};
pub use tables::flows::{Flow, FlowRow, Flows, FlowsMut};
pub use tables::links::{LinkTable, LinkTableMut};
pub use tables::listing_stock::{ListingStockRow, ListingStocks, ListingStocksMut};
pub use tables::listings::{ListingQuery, ListingRow, Listings, ListingsMut};
pub use tables::order_list::{LIMIT_MAX, OrderQuery, OrderSort, OrderSummary, SortBy, Unlisted};
pub use tables::order_marks::{OrderMarks, OrderMarksMut};
pub use tables::order_parts::{OrderParts, OrderPartsMut, PartRoute, PartRow};
pub use tables::orders::{Changes, OpenUnits, OrderHeadRow, OrderKey, OrderRow, Orders, OrdersMut, Upsert};
pub use tables::outbox::{Job, JobKind, JobOutcome, JobStatus, Outbox, OutboxMut};
pub use tables::packages::{PackageRow, PackageState, Packages, PackagesMut, ParcelProgress};
pub use tables::parcel_strikes::{ParcelStrikes, ParcelStrikesMut, Strike, StrikeKind};
pub use tables::runs::{Run, RunOutcome, Runs, RunsMut};
pub use tables::set_aside::{Resolution, SetAside, SetAsides, SetAsidesMut};
pub use tables::settings::{Settings, SettingsMut};
pub use tables::source_stock::{SourceRow, SourceStocks, SourceStocksMut};
pub use tables::timeline::{Event, EventKind, Timeline, TimelineMut};
pub use tables::warehouses::{WarehouseRow, Warehouses, WarehousesMut};
pub use tag::{Changed, Tag};
pub use tx::{Tx, View};
