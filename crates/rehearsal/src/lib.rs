//! A practice world and the host's parts in one thread on virtual time.
//!
//! The same connectors, engine and ledger as in production, over the practice marketplaces called in-process: no
//! sockets, tokio's paused clock, one seed. A seed always gives the same log, byte for byte. Nothing here decides
//! anything; it places orders, lets time pass and asks the world what happened. Start reading at [`day::run`]; a story of one order
//! is told over a [`Stage`].

pub mod bench;
pub mod day;
mod fleet;
mod in_world;
pub mod latency;
mod ledger_side;
pub mod rules;
mod runtime;
mod stage;
mod world_log;

pub use fleet::Fleet;
pub use runtime::{RehearsalError, run};
pub use stage::Stage;
