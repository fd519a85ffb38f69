//! Window matters that the host knows nothing of: `shell.quit`, `shell.hide_to_tray`, `shell.cancel_quit`,
//! `shell.open_external`, `shell.preferences`, `shell.set_preferences`.

use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{AppHandle, Manager};
use tauri_plugin_opener::OpenerExt;

use crate::host_stub::RpcError;
use crate::preferences::{OnClose, Preferences};
use crate::{autostart, quit, window};

#[derive(Deserialize)]
struct Link {
    url: String,
}

#[derive(Deserialize)]
struct Wanted {
    on_close: Option<OnClose>,
    start_at_login: Option<bool>,
}

/// Answers one of the window's own questions; an unknown name is refused.
pub async fn answer(app: &AppHandle, name: &str, payload: Value) -> Result<Value, RpcError> {
    match name {
        "quit" => quit::confirmed(app),
        "cancel_quit" => quit::cancelled(app),
        "hide_to_tray" => {
            app.state::<Preferences>().set_on_close(OnClose::Tray).map_err(unwritten)?;
            quit::cancelled(app);
            window::hide(app);
        }
        "open_external" => open_external(app, &read::<Link>(payload)?.url)?,
        "preferences" => return preferences(app),
        "set_preferences" => {
            let wanted: Wanted = read(payload)?;
            if let Some(choice) = wanted.on_close {
                app.state::<Preferences>().set_on_close(choice).map_err(unwritten)?;
            }
            if let Some(on) = wanted.start_at_login {
                autostart::set(app, on)?;
            }
            return preferences(app);
        }
        _ => {
            let message = format!("The window has no command \"shell.{name}\".");
            return Err(RpcError::new("unknown_command", message, "Update Shopferry, then try again."));
        }
    }
    Ok(json!({}))
}

fn preferences(app: &AppHandle) -> Result<Value, RpcError> {
    let on_close = app.state::<Preferences>().on_close();
    Ok(json!({ "on_close": on_close, "start_at_login": autostart::is_on(app) }))
}

/// Only pages of the web, and only encrypted ones, are opened in the person's browser; loopback may be plain (practice).
fn open_external(app: &AppHandle, address: &str) -> Result<(), RpcError> {
    if !may_open(address) {
        let message = "This link does not lead to an https page, so it was not opened.";
        return Err(RpcError::new("link_refused", message, "Open the page by hand if you trust it."));
    }
    app.opener().open_url(address, None::<&str>).map_err(|error| {
        let message = format!("Your browser could not be opened: {error}.");
        RpcError::new("browser_missing", message, "Set a default browser, or copy the link into one by hand.")
    })
}

/// Whether a link may be handed to the person's browser.
pub fn may_open(address: &str) -> bool {
    let Ok(url) = tauri::Url::parse(address) else { return false };
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

fn read<T: serde::de::DeserializeOwned>(payload: Value) -> Result<T, RpcError> {
    serde_json::from_value(payload).map_err(|error| {
        let message = format!("The window sent something that the shell cannot read: {error}.");
        RpcError::new("invalid_request", message, "Restart Shopferry, then try again.")
    })
}

fn unwritten(error: std::io::Error) -> RpcError {
    let message = format!("Your choice could not be stored: {error}.");
    RpcError::new("preferences_unwritable", message, "Check that the data folder is writable and the disk is not full.")
}

#[cfg(test)]
mod tests {
    use super::may_open;

    #[test]
    fn only_web_pages_leave_for_the_browser() {
        assert!(may_open("https://seller.example/authorize?state=1"));
        assert!(may_open("http://127.0.0.1:4100/authorize"), "the practice shop's sign-in page is on loopback");
        for address in ["http://seller.example/", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.c", "x"] {
            assert!(!may_open(address), "{address} stays closed");
        }
    }
}
