//! TikTok Shop as a strict simulator: one US shop with its orders, packages, listings, stock and tokens.
//!
//! [`Shop`] is the state, with what buyers, the seller and couriers do to it; [`routes`] speaks the platform's HTTP
//! over it. Rules and numbers come from the tiktok-shop fact sheet; where that leaves something open, the answer
//! varies from order to order or the choice is written down beside the constant. Start reading at [`shop`] and
//! [`gate`].

pub mod access;
pub mod agenda;
mod ask;
mod cancel_calls;
pub mod cancellation;
pub mod carrier;
pub mod changing;
mod endpoint;
mod envelope;
mod gate;
pub mod hostile;
mod ids;
pub mod listing;
mod logistics_calls;
pub mod money;
pub mod order;
mod order_calls;
mod order_wire;
pub mod package;
mod package_calls;
mod page;
pub mod passing;
pub mod person;
mod person_wire;
pub mod placing;
mod product_calls;
pub mod readiness;
pub mod reference;
mod reference_calls;
pub mod refusal;
mod route;
mod ship_calls;
pub mod shipping;
pub mod shop;
pub mod sign;
mod staging;
pub mod stock;
mod stock_calls;
mod token_calls;
pub mod wrong_tracking;

pub use access::Credentials;
pub use cancellation::{CancelState, Cancellation};
pub use listing::BUNDLE_SKU;
pub use order::{Initiator, Line, Mark, Order, OrderStatus};
pub use package::{Package, Scan};
pub use person::Written;
pub use placing::NewOrder;
pub use refusal::Refusal;
pub use route::routes;
pub use shop::Shop;
