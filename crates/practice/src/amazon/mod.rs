//! Amazon as the practice merchant's seller account sees it: Login with Amazon, Multi-Channel Fulfillment
//! (version 2020-07-01, and 2026-07-04 in `v2` over the same orders), FBA inventory and the seller's marketplaces, as `amazon-sp-api` describes them.
//!
//! [`Seller`] is the state; `lifecycle` makes its time pass; the other files answer calls. Start at `door`.

mod account;
mod address;
mod answer;
mod change;
mod create;
mod door;
mod features;
mod inventory;
mod lifecycle;
mod numbers;
mod order;
mod packing;
mod photo;
mod preview;
pub mod queue;
mod read;
mod seller;
mod sellers;
mod staging;
mod stock;
mod token;
mod tracking;
mod v2;
mod validate;

pub use account::Account;
pub use address::Address;
pub use door::{refused_by_fault, routes};
pub use features::FeatureBook;
pub use order::{
    FulfillmentOrder, Item, OrderStatus, Package, ParcelFate, SecondVersion, Shipment, ShipmentItem, ShipmentStatus,
};
pub use seller::{CourierMove, CourierScan, Seller};
pub use staging::StagedParcel;
pub use stock::{Stock, StockLevel};

/// The marketplace of the practice seller: amazon.com.
pub const MARKETPLACE_ID: &str = "ATVPDKIKX0DER";
