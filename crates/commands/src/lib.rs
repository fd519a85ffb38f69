//! Everything a screen, the command line or a script may ask, declared once: name, request, response, cache tags.
//!
//! From [`list::COMMANDS`] come the router, the TypeScript types and the tag table. Transport types live in [`wire`].

pub mod list;
pub mod typescript;
pub mod wire;
