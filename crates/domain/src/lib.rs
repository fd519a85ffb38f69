//! The trade's words and rules.
//!
//! Everything here is pure: no I/O, no clock, no chance, no async. `now`, ids and settings come in as arguments.
//! Start reading at [`routing::decide`], the function that says what happens to an order and why.

pub mod address;
pub mod cancel;
pub mod carrier;
pub mod delivery;
pub mod export_key;
pub mod fulfillment;
pub mod hold;
pub mod ids;
pub mod life;
pub mod link;
pub mod live_check;
pub mod margin;
pub mod money;
mod open_enum;
pub mod order;
pub mod package;
pub mod plan;
pub mod plan_text;
pub mod promise;
pub mod readiness;
pub mod reason;
pub mod review;
pub mod routing;
pub mod settings;
pub mod sheet;
pub mod shop_day;
pub mod stock;
pub mod term;
pub mod tracking;

pub use address::{Hidden, ShipTo};
pub use export_key::ExportKey;
pub use ids::*;
pub use life::OrderState;
pub use link::{Component, Link, Links, StoredBy};
pub use money::{Currency, Money};
pub use order::{Order, OrderLine};
pub use reason::{Reason, ReasonCode};
