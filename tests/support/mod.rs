//! What the tests share; one file per thing.

pub mod controls;
pub mod desktop;
pub mod http;
pub mod keychain;
pub mod notifications;
pub mod patience;
pub mod program;
pub mod served;
pub mod sources;
pub mod webdriver;
pub mod window;
pub mod world;
