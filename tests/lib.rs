//! Support for the tests of the whole product: the checkout's sources, a plain HTTP door, a private desktop with
//! keychain and notifications, and a driver for the real window.

pub mod support;
