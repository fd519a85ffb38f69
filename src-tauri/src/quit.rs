//! Closing the window and quitting the program: two things, and neither loses work unsaid.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tauri::{AppHandle, Manager};

use crate::backend::Backend;
use crate::preferences::{OnClose, Preferences};
use crate::window;

/// Whether a question is on the screen. Asking twice means: the person wants out, or the screen cannot answer.
#[derive(Default)]
pub struct Quit {
    asked_to_quit: AtomicBool,
    asked_to_close: AtomicBool,
}

/// The window's close button: the tray, or quit, as chosen; asked once.
pub fn close_requested(app: &AppHandle) {
    match app.state::<Preferences>().on_close() {
        OnClose::Tray => window::hide(app),
        OnClose::Quit => requested(app),
        OnClose::Ask if app.state::<Quit>().asked_to_close.swap(true, Ordering::AcqRel) => window::hide(app),
        OnClose::Ask => window::tell(app, json!({ "kind": "close_asked" })),
    }
}

/// Quit was chosen in the tray or the menu: ends at once where nothing waits, else the screen says what will.
pub fn requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let waiting = app.state::<Backend>().pending_work().await;
        let asked = app.state::<Quit>().asked_to_quit.swap(true, Ordering::AcqRel);
        if waiting.is_empty() || asked {
            app.exit(0);
        } else {
            window::show(&app);
            window::tell(&app, json!({ "kind": "quit_asked", "waiting": waiting }));
        }
    });
}

/// The person said so on the screen.
pub fn confirmed(app: &AppHandle) {
    app.exit(0);
}

/// The person stays; the next time is asked again.
pub fn cancelled(app: &AppHandle) {
    let quit = app.state::<Quit>();
    quit.asked_to_quit.store(false, Ordering::Release);
    quit.asked_to_close.store(false, Ordering::Release);
}
