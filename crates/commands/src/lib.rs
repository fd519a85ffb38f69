//! Everything a screen, the command line or a script may ask, declared once: name, request, response, cache tags.
//!
//! From [`list::COMMANDS`] come the router, the TypeScript types and the tag table. Transport types live in [`wire`].
//! [`Desk`] carries the commands out; what only a host can do it asks of a [`House`].

mod answer;
pub mod desk;
mod handlers;
pub mod house;
pub mod list;
pub mod reasons_doc;
pub mod typescript;
pub mod wire;

pub use desk::Desk;
pub use house::{Frame, House};
