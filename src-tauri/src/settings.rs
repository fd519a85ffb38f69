//! The few settings that are the shell's to obey: what closing the window means, and start at login.
//! They lie with all other settings, behind the host.

use serde_json::{Value, json};
use tauri::{AppHandle, Manager};

use crate::autostart;
use crate::backend::{Backend, Refusal};

/// What closing the window means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnClose {
    /// Not chosen yet.
    Ask,
    /// Go on syncing in the tray.
    Tray,
    /// Quit.
    Quit,
}

/// What was chosen; while the settings cannot be read, the person is asked.
pub async fn on_close(app: &AppHandle) -> OnClose {
    let settings = app.state::<Backend>().rpc("settings.get", json!({})).await.unwrap_or_default();
    match settings.get("close_to_tray").and_then(Value::as_bool) {
        None => OnClose::Ask,
        Some(true) => OnClose::Tray,
        Some(false) => OnClose::Quit,
    }
}

/// Stores the answer to the one question that closing the window asks.
pub async fn remember_on_close(app: &AppHandle, tray: bool) -> Result<(), Refusal> {
    let backend = app.state::<Backend>();
    let mut settings = backend.rpc("settings.get", json!({})).await?;
    if let Some(settings) = settings.as_object_mut() {
        settings.insert("close_to_tray".to_owned(), tray.into());
    }
    backend.rpc("settings.put", settings).await.map(drop)
}

/// Settings on their way to the screens tell start at login as the system has it, not as it was once wished.
pub fn corrected(app: &AppHandle, mut settings: Value) -> Value {
    if let Some(chosen) = settings.get_mut("start_at_login").filter(|chosen| !chosen.is_null()) {
        *chosen = autostart::is_on(app).into();
    }
    settings
}

/// Obeys settings that are about to be stored; refuses those that the system refuses.
pub fn obey(app: &AppHandle, settings: &Value) -> Result<(), Refusal> {
    match settings.get("start_at_login").and_then(Value::as_bool) {
        Some(wanted) if wanted != autostart::is_on(app) => autostart::set(app, wanted),
        _ => Ok(()),
    }
}
