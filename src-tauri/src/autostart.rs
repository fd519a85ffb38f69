//! Start at login: off until a person turns it on; then in the tray, without a window.

use tauri::AppHandle;
use tauri::plugin::TauriPlugin;
use tauri_plugin_autostart::ManagerExt;

use crate::backend::Refusal;

/// The part that knows how each system starts programs at login.
pub fn plugin() -> TauriPlugin<tauri::Wry> {
    tauri_plugin_autostart::Builder::new().arg("--hidden").build()
}

/// Whether Shopferry starts at login; a system that cannot tell counts as no.
pub fn is_on(app: &AppHandle) -> bool {
    app.autolaunch().is_enabled().unwrap_or(false)
}

/// Turns the start at login on or off.
pub fn set(app: &AppHandle, on: bool) -> Result<(), Refusal> {
    let login = app.autolaunch();
    let done = if on { login.enable() } else { login.disable() };
    done.map_err(|error| {
        let message = format!("Start at login could not be changed: {error}.");
        Refusal::new("autostart_refused", message, "Change it in your system's own settings for startup programs.")
    })
}
