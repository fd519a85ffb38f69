//! One file per table: migration text, row type, reads, writes.

pub mod audit;
pub mod buyers;
pub mod carriers;
pub mod connections;
pub mod delivery_options;
pub mod exports;
pub mod flows;
pub mod links;
pub mod listing_stock;
pub mod listings;
pub mod order_list;
pub mod order_parts;
pub mod order_row;
pub mod order_upsert;
pub mod orders;
pub mod outbox;
pub mod packages;
pub(crate) mod profile;
pub mod runs;
pub(crate) mod search;
pub mod set_aside;
pub mod settings;
pub mod source_stock;
pub mod timeline;
pub mod warehouses;
