//! One file a noun: short functions from request to answer.

pub(crate) mod activity;
pub(crate) mod app;
mod attention;
pub(crate) mod channel;
pub(crate) mod channel_settings;
pub(crate) mod channels;
mod components;
pub(crate) mod flows;
pub(crate) mod home;
mod keys;
pub(crate) mod links;
pub(crate) mod order;
pub(crate) mod order_actions;
mod order_lines;
mod order_plan;
mod order_tabs;
pub(crate) mod orders;
pub(crate) mod settings;
pub(crate) mod stock;
