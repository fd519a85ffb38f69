//! Wires connectors, ledger, vault, engine and commands together; shell, headless binary and rehearsals use the same parts.
//!
//! One *profile* is open at a time: one ledger, one engine, one clock. The practice shop is a profile of its own, so
//! that made-up data never mixes with real data. A locked keychain or a damaged database is a state of the host
//! ([`Host::open`] still answers), shown by `app.get` with its cure. Nothing of the trade is decided here.
//! Start reading at [`Host`]; rehearsals use [`Workshop`] and [`SignIns`] without it.

mod away;
mod changes;
mod connect_amazon;
mod connect_tiktok;
mod control;
mod core;
mod error;
mod frame;
mod host;
mod house;
mod names;
mod new_connection;
mod notices;
mod open;
mod options;
mod practice_clock;
mod practice_shop;
mod profile;
mod random;
mod renew_secret;
mod sign_in;
mod stop_at;
mod workshop;

pub use changes::Changed;
pub use control::ControlAt;
pub use error::HostError;
pub use host::Host;
pub use new_connection::{NewConnection, pair_by_country};
pub use notices::{Notice, QuietTimes, tell_notices};
pub use options::{HostOptions, RuntimeKind, VaultChoice};
pub use practice_clock::PracticeClock;
pub use sign_in::SignIns;
pub use stop_at::StopAt;
pub use workshop::Workshop;
