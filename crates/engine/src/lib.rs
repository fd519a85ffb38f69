//! The sync loops: pull, decide, send, confirm; one scheduler.
//!
//! Sees only ports (`Arc<dyn …>`) and the ledger, never a platform. Events only mark work as due; the scheduler alone
//! decides what runs. Nothing writes to a platform except the passes that deliver the outbox: [`export`],
//! [`push_tracking`], [`cancel_at_fulfiller`] and [`push_stock`]. Start reading at [`Engine::run`].

pub mod actions;
mod adopt;
mod apply_fulfillment;
mod auto_link;
mod cancel_at_fulfiller;
mod cancelled;
mod confirm;
mod decide;
mod demand;
mod engine;
mod error;
mod export;
pub mod flows;
mod look_up;
mod notice;
mod order_intake;
mod pass;
mod ports;
mod pull_cancellations;
mod pull_listings;
mod pull_orders;
mod pull_places;
mod pull_source_stock;
mod pull_tracking;
mod push_stock;
mod push_tracking;
mod scheduler;
pub mod situation;
mod step_log;
pub mod stock;
mod store;

pub use engine::{Engine, EngineParts};
pub use error::EngineError;
pub use notice::{Notice, NoticeKind};
pub use pass::PassResult;
pub use ports::Port;
pub use step_log::{NoLog, StepLog};
pub use store::Store;
