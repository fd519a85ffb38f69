//! The host behind the window: opened in the background, so that the window is there at once and can say what is wrong.

use std::sync::Arc;

use serde_json::Value;
use shopferry_commands::list::CommandError;
use tauri::{AppHandle, Emitter};
use tokio::sync::watch;

use crate::notice;
use shopferry_host::{Host, HostOptions};

/// Why something was not done: a code, a sentence, a cure.
pub type Refusal = CommandError;
type Opened = Result<Arc<Host>, Refusal>;

/// The host once it is open, or why it cannot be.
pub struct Backend {
    app: AppHandle,
    options: HostOptions,
    opened: watch::Sender<Option<Opened>>,
}

impl Backend {
    /// Starts opening; calls wait until that is done.
    pub fn opening(app: AppHandle, options: HostOptions) -> Self {
        let backend = Self { app, options, opened: watch::Sender::new(None) };
        backend.open();
        backend
    }

    /// Asks the host's router. While the host cannot be opened (locked keychain, another program at work on the same
    /// data), each call says so with its cure, and each call first tries again.
    pub async fn rpc(&self, command: &str, payload: Value) -> Result<Value, Refusal> {
        self.host().await?.rpc(command, payload).await
    }

    /// Whether anything would wait if the program ended now; nothing does while the host is not open.
    pub async fn something_waits(&self) -> bool {
        match self.ready() {
            Some(host) => !host.pending_work().await.is_empty(),
            None => false,
        }
    }

    /// Tells the host that the machine slept for `seconds`.
    pub async fn woke(&self, seconds: u64) {
        if let Some(host) = self.ready() {
            host.woke(seconds).await;
        }
    }

    /// Ends the loops in good order; waits for what is under way.
    pub async fn shutdown(&self) {
        if let Some(host) = self.ready() {
            host.shutdown().await;
        }
    }

    fn ready(&self) -> Option<Arc<Host>> {
        self.opened.borrow().as_ref()?.as_ref().ok().cloned()
    }

    async fn host(&self) -> Opened {
        let refused_before = matches!(&*self.opened.borrow(), Some(Err(_)));
        if refused_before {
            self.opened.send_replace(None);
            self.open();
        }
        let mut opened = self.opened.subscribe();
        let answer = opened.wait_for(Option::is_some).await.ok().and_then(|state| state.clone());
        answer.unwrap_or_else(|| Err(Refusal::new("closing", "Shopferry is closing.", "Start it again.")))
    }

    fn open(&self) {
        let (app, options, opened) = (self.app.clone(), self.options.clone(), self.opened.clone());
        tauri::async_runtime::spawn(async move {
            let answer = Host::open(options).await.map_err(Refusal::from);
            if let Ok(host) = &answer {
                host.start();
                forward_changes(app.clone(), host);
                notice::forward(app, host);
            }
            opened.send_replace(Some(answer));
        });
    }
}

/// Every change of the ledger goes to the window; after a gap the window itself fetches everything anew.
fn forward_changes(app: AppHandle, host: &Host) {
    let mut changes = host.changes();
    tauri::async_runtime::spawn(async move {
        loop {
            match changes.recv().await {
                Ok(changed) => drop(app.emit("changed", changed)),
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(tokio::sync::broadcast::error::RecvError::Closed) => break,
            }
        }
    });
}
