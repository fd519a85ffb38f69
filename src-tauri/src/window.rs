//! The one window: built from `tauri.conf.json`, shown, hidden, and told things.

use serde_json::Value;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Emitter, Manager, Url, WebviewWindowBuilder};
use tauri_plugin_opener::OpenerExt;

use crate::shell_command::may_open;

/// The window's label, as `tauri.conf.json` and `capabilities/` name it.
const LABEL: &str = "main";

/// Builds the window. Links to other places open in the person's browser, never in here.
pub fn build(app: &AppHandle, visible: bool) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL).cloned().unwrap_or_default();
    let (navigating, opening) = (app.clone(), app.clone());
    WebviewWindowBuilder::from_config(app, &config)?
        .visible(visible)
        .on_navigation(move |url| {
            let ours = is_ours(url);
            if !ours {
                open_outside(&navigating, url);
            }
            ours
        })
        .on_new_window(move |url, _features| {
            open_outside(&opening, &url);
            NewWindowResponse::Deny
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front, from the tray too.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // Each step may be refused by the desktop; the others still help.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Leaves the program at work in the tray.
pub fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.hide();
    }
}

/// Says something to the screens: `{kind: "open", path}`, `{kind: "close_asked"}`, `{kind: "quit_asked", waiting}`.
pub fn tell(app: &AppHandle, what: Value) {
    // With no screen listening there is nobody to tell.
    let _ = app.emit_to(LABEL, "shell", what);
}

fn open_outside(app: &AppHandle, url: &Url) {
    if may_open(url.as_str()) {
        let _ = app.opener().open_url(url.as_str(), None::<&str>);
    }
}

/// Our own pages: the built-in ones (their scheme differs by system) and, in development, Vite's.
fn is_ours(url: &Url) -> bool {
    let built_in = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    let vite = tauri::is_dev() && url.host_str() == Some("127.0.0.1") && url.port() == Some(5173);
    built_in || vite || url.as_str() == "about:blank"
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_our_own_pages_load_in_the_window() {
        for ours in ["tauri://localhost/orders", "http://tauri.localhost/", "https://tauri.localhost/home"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for other in ["https://seller.example/", "https://tauri.localhost.example/", "data:text/html,x", "file:///x"] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
