//! The connector over a stub of the platform, told as stories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fall over"
)]

mod cancelling;
mod checking;
mod errors;
mod parcels;
mod reading_orders;
mod regions;
mod shipping;
mod signing;
mod signing_in;
mod stock;
#[path = "../support/mod.rs"]
mod support;
mod texts;
