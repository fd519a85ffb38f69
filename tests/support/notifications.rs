//! The desktop's notification service, in place of a real one: it keeps what it is asked to show, and can click.
#![expect(
    clippy::disallowed_types,
    reason = "the interface macro's own code names a HashMap; nothing iterates over it"
)]

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result};
use zbus::blocking::{Connection, connection};
use zbus::zvariant::OwnedValue;

const PATH: &str = "/org/freedesktop/Notifications";
const NAME: &str = "org.freedesktop.Notifications";

/// A notification as the desktop was asked to show it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The number that the desktop gave it.
    pub id: u32,
    /// The first line.
    pub title: String,
    /// The text below.
    pub body: String,
}

/// Listens for as long as it lives.
pub struct Listener {
    bus: Connection,
    shown: Receiver<Shown>,
}

impl Listener {
    /// Takes the notification service's name on this session's bus.
    ///
    /// # Errors
    /// When somebody else has it: then this is no private desktop.
    pub fn start() -> Result<Self> {
        let (told, shown) = channel();
        let service = Service { told, last: 0 };
        let bus = connection::Builder::session()?.serve_at(PATH, service)?.name(NAME)?.build()?;
        Ok(Self { bus, shown })
    }

    /// The next notification, waited for at most so long.
    ///
    /// # Errors
    /// When none came.
    pub fn next(&self, limit: Duration) -> Result<Shown> {
        self.shown.recv_timeout(limit).with_context(|| format!("no notification within {} s", limit.as_secs()))
    }

    /// Clicks on a shown notification.
    ///
    /// # Errors
    /// When the bus is gone.
    pub fn click(&self, shown: &Shown) -> Result<()> {
        Ok(self.bus.emit_signal(None::<()>, PATH, NAME, "ActionInvoked", &(shown.id, "default"))?)
    }
}

struct Service {
    told: Sender<Shown>,
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the desktop's specification names these eight")]
    fn notify(
        &mut self,
        _app_name: String,
        _replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: BTreeMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        self.last += 1;
        // A test that listens no longer wants none.
        let _ = self.told.send(Shown { id: self.last, title: summary, body });
        self.last
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned(), "actions".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("Shopferry tests".to_owned(), "Shopferry".to_owned(), "1".to_owned(), "1.2".to_owned())
    }
}
