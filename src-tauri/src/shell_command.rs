//! Window matters that the host knows nothing of: `shell.quit`, `shell.hide_to_tray`, `shell.cancel_quit`,
//! `shell.open_external`, `shell.save_file`.

use serde::Deserialize;
use serde_json::{Value, json};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;

use crate::backend::Refusal;
use crate::{quit, save_file};

#[derive(Deserialize)]
struct Link {
    url: String,
}

#[derive(Deserialize)]
struct NamedText {
    name: String,
    text: String,
}

/// Answers one of the window's own questions; an unknown name is refused.
pub async fn answer(app: &AppHandle, name: &str, payload: Value) -> Result<Value, Refusal> {
    match name {
        "quit" => quit::confirmed(app).await?,
        "hide_to_tray" => quit::into_the_tray(app).await?,
        "cancel_quit" => quit::cancelled(app),
        "open_external" => open_external(app, &read::<Link>(payload)?.url)?,
        "save_file" => {
            let file = read::<NamedText>(payload)?;
            let path = save_file::save(app, &file.name, &file.text)?;
            return Ok(json!({ "path": path.display().to_string() }));
        }
        _ => {
            let message = format!("The window has no command \"shell.{name}\".");
            return Err(Refusal::new("unknown_command", message, "Update Shopferry, then try again."));
        }
    }
    Ok(json!({}))
}

/// Only pages of the web, and only encrypted ones, are opened in the person's browser; loopback may be plain (practice).
fn open_external(app: &AppHandle, address: &str) -> Result<(), Refusal> {
    if !may_open(address) {
        let message = "This link does not lead to an https page, so it was not opened.";
        return Err(Refusal::new("link_refused", message, "Open the page by hand if you trust it."));
    }
    app.opener().open_url(address, None::<&str>).map_err(|error| {
        let message = format!("Your browser could not be opened: {error}.");
        Refusal::new("browser_missing", message, "Set a default browser, or copy the link into one by hand.")
    })
}

/// Whether a link may be handed to the person's browser.
pub fn may_open(address: &str) -> bool {
    let Ok(url) = tauri::Url::parse(address) else { return false };
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

fn read<T: serde::de::DeserializeOwned>(payload: Value) -> Result<T, Refusal> {
    serde_json::from_value(payload).map_err(|error| {
        let message = format!("The window sent something that the shell cannot read: {error}.");
        Refusal::new("invalid_request", message, "Restart Shopferry, then try again.")
    })
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
