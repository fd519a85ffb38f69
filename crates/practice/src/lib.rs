//! The practice marketplaces: strict simulators of the platforms over a seeded world.
//!
//! [`world::World`] holds everything that exists: a TikTok shop, an Amazon seller account, the
//! buyers' plan, the couriers, a clock, faults and a journal. [`serve::router`] speaks the platforms' HTTP
//! over it. The crate depends on no other crate of the project, so that no mistake can cancel itself out.
//! It never reads a real account and never listens beyond 127.0.0.1. Start reading at [`world`].

pub mod amazon;
pub mod bucket;
pub mod buyers;
pub mod catalogue;
pub mod chance;
pub mod clock;
mod control;
pub mod fault;
mod gate;
pub mod house_rules;
pub mod journal;
pub mod latency;
mod mixed_day;
pub mod operation;
pub mod plan;
pub mod race;
pub mod serve;
pub mod tiktok;
pub mod verdict;
pub mod world;
