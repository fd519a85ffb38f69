//! The only door for outgoing HTTP: pace, retry, redact, decode, over one swappable transport.
//!
//! A connector builds a [`Door`] per connection and asks it for [`Call`]s. The door waits for a permit, lets the
//! connector prepare (sign) the request, sends it over a [`Transport`], lets the connector's [`Classify`] judge the
//! answer, repeats what may be repeated, and tells an [`Observer`] about every attempt.
//!
//! It never knows a platform's words, never stores anything, and never prints a secret or a buyer's data: whatever
//! leaves it as text passes [`redact`]. Start reading at [`Door::call`].

pub mod backoff;
pub mod base_url;
mod bucket;
pub mod call;
pub mod classify;
pub mod decode;
pub mod door;
pub mod fault;
pub mod in_process;
pub mod observe;
pub mod pace;
pub mod rate_hints;
pub mod redact;
pub mod token_cache;
pub mod transport;
pub mod waiting;
pub mod wire;

pub use backoff::RetryLimits;
pub use base_url::{BaseUrl, BaseUrlFault};
pub use call::{Call, Credentials, Fixed, Prepare, Repeat};
pub use classify::{Answer, Classify, Verdict};
pub use decode::{decode, decode_value};
pub use door::{Door, DoorParts};
pub use fault::CallFault;
pub use in_process::InProcess;
pub use observe::{Attempt, Observer, Unobserved};
pub use pace::{Pace, Urgency};
pub use rate_hints::RateHints;
pub use token_cache::{Fresh, TokenCache};
pub use transport::{Transport, TransportFault};
pub use waiting::{ClockTime, Dice, Drawn, Steady, TokioTime, Waiting};
pub use wire::{Wire, WireLimits};
