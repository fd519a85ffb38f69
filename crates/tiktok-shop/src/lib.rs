//! The TikTok Shop connector: orders in; shipments, stock and the state of cancellations out and in.
//!
//! It speaks TikTok Shop's Open API over [`shopferry_net`] and offers the ports of [`shopferry_channel`]:
//! [`SalesChannel`](shopferry_channel::SalesChannel) with all its optional abilities, for a shop of a region in
//! [`region::REGIONS`]. Signing in is [`consent_link`], [`exchange`] and [`authorized_shops`]; a signed-in shop is
//! [`TiktokShop::connect`].
//!
//! It knows neither ledger, vault nor engine, never waits on its own clock, and never prints a token, a signature or a
//! buyer. `wire` holds their types with their names, `map` turns them into ours without any I/O, [`errors::TABLE`] says
//! what each of their error codes means. Start reading at [`TiktokShop`].

mod cancel_desk;
mod cancellations;
mod check;
mod client;
pub mod consent;
pub mod errors;
pub mod hosts;
mod listings;
mod map;
pub mod operation;
mod orders;
mod packages;
mod places;
mod readiness;
pub mod region;
pub mod scope;
mod server_clock;
mod shipments;
mod shop;
pub mod shops;
pub mod sign;
mod sign_in;
pub mod tokens;
mod wire;

pub use consent::{ExpectedState, SignInError, consent_link, consent_link_from, exchange};
pub use hosts::Hosts;
pub use shop::{Parts, TiktokConfig, TiktokShop};
pub use shops::{AuthorizedShop, authorized_shops};
pub use tokens::{Grant, HeldTokens, KeptTokens, Thread, TokenStore, Tokens};
