//! The connector over a stub of the platform, told as stories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fall over"
)]

mod checking;
mod errors;
mod reading_orders;
mod shipping;
mod signing;
mod signing_in;
mod stock;
#[path = "../support/mod.rs"]
mod support;
