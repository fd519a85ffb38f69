//! The sync loops: pull, decide, send, confirm; one scheduler.
//!
//! Sees only ports (`Arc<dyn …>`) and the ledger, never a platform. Events only mark work as due; the scheduler alone
//! decides what runs. Nothing writes to a platform except the passes that deliver the outbox: [`export`],
//! [`push_tracking`], [`cancel_at_fulfiller`] and [`push_stock`]. Start reading at [`Engine::run`].

pub mod actions;
mod adopt;
mod after_cancel;
mod apply_fulfillment;
mod auto_link;
mod busy;
mod cancel_answers;
mod cancel_at_fulfiller;
mod cancelled;
mod carriers;
mod confirm;
mod correct_tracking;
mod decide;
mod delivery_news;
mod demand;
mod engine;
mod error;
mod export;
pub mod flows;
mod fulfiller_version;
pub mod live_check;
mod look_up;
mod notice;
mod order_intake;
mod own_warehouse;
mod parcels;
mod parts;
mod pass;
pub mod permission;
mod place_anew;
mod ports;
mod preview;
mod preview_note;
mod pull_cancellations;
mod pull_listings;
mod pull_orders;
mod pull_places;
mod pull_source_stock;
mod pull_tracking;
mod push_stock;
mod push_tracking;
pub mod readiness;
pub mod replay;
mod reserve;
mod review;
mod scheduler;
mod ship_checks;
pub mod situation;
mod step_log;
pub mod stock;
mod store;
pub mod terms;
mod tracking_guard;
pub mod watch;
mod watch_deadlines;
mod watch_parcels;
mod watch_stock;

pub use cancel_answers::CancelChoices;
pub use carriers::is_question;
pub use decide::decision_for;
pub use engine::{Engine, EngineParts};
pub use error::EngineError;
pub use notice::{Notice, NoticeKind};
pub use own_warehouse::OwnShipment;
pub use pass::PassResult;
pub use ports::Port;
pub use preview_note::is_verified;
pub use review::seen_cases;
pub use step_log::{NoLog, StepLog};
pub use store::Store;
pub use tracking_guard::{STRIKES_MAX, guard};
pub use watch_stock::{StockWatch, WatchedStock};
