//! Closing the window and quitting the program: two things, and neither loses work unsaid.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tauri::{AppHandle, Manager};

use crate::backend::{Backend, Refusal};
use crate::settings::{self, OnClose};
use crate::window;

/// Whether a question is on the screen. Asking twice means: the person wants out, or the screen cannot answer.
#[derive(Default)]
pub struct Quit {
    asked_to_quit: AtomicBool,
    asked_to_close: AtomicBool,
}

/// The window's close button: the tray, or quit, as chosen; asked once.
pub fn close_requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if app.state::<Quit>().asked_to_close.load(Ordering::Acquire) {
            return window::hide(&app);
        }
        match settings::on_close(&app).await {
            OnClose::Tray => window::hide(&app),
            OnClose::Quit => requested(&app),
            OnClose::Ask => {
                app.state::<Quit>().asked_to_close.store(true, Ordering::Release);
                window::tell(&app, json!({ "kind": "close_asked" }));
            }
        }
    });
}

/// Quit was chosen: ends at once where nothing waits, else the screen says what will.
pub fn requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let asked = app.state::<Quit>().asked_to_quit.swap(true, Ordering::AcqRel);
        if asked || !app.state::<Backend>().something_waits().await {
            app.exit(0);
        } else {
            window::show(&app);
            window::tell(&app, json!({ "kind": "quit_asked" }));
        }
    });
}

/// The answer on the screen was: quit.
pub async fn confirmed(app: &AppHandle) -> Result<(), Refusal> {
    let closing = app.state::<Quit>().asked_to_close.load(Ordering::Acquire);
    // What cannot be stored is asked again the next time; it does not keep the person here.
    if closing && let Err(refusal) = settings::remember_on_close(app, false).await {
        eprintln!("{refusal}");
    }
    app.exit(0);
    Ok(())
}

/// The answer on the screen was: go on in the tray.
pub async fn into_the_tray(app: &AppHandle) -> Result<(), Refusal> {
    let closing = app.state::<Quit>().asked_to_close.load(Ordering::Acquire);
    cancelled(app);
    window::hide(app);
    if closing { settings::remember_on_close(app, true).await } else { Ok(()) }
}

/// The person stays; the next time is asked again.
pub fn cancelled(app: &AppHandle) {
    let quit = app.state::<Quit>();
    quit.asked_to_quit.store(false, Ordering::Release);
    quit.asked_to_close.store(false, Ordering::Release);
}
