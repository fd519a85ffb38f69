//! Transport types: what crosses to a screen. Times are ISO 8601 UTC; money is text plus currency; ids are text.

pub mod activity;
pub mod app;
pub mod channels;
pub mod connection;
pub mod home;
pub mod links;
pub mod orders;
pub mod own;
pub mod practice;
pub mod reason;
pub mod review;
pub mod rules;
pub mod settings;
pub mod stock;

/// Declares a transport type: serde both ways and a TypeScript twin.
macro_rules! wire {
    ($($(#[$meta:meta])* $vis:vis $kind:ident $name:ident { $($body:tt)* })+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export_to = "contract.ts")]
        $vis $kind $name { $($body)* }
    )+ };
}
pub(crate) use wire;

wire! {
    /// No arguments.
    pub struct Empty {}

    /// The command was carried out; nothing to tell.
    pub struct Done {}
}
