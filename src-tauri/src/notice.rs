//! Desktop notifications: what the host wants a person to know, and the click that leads to it.
//! All of it also stands in the app: a desktop may show nothing and still answer "shown".

use serde_json::json;
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

use crate::window;
use shopferry_host::{Host, Notice};

/// Where a click leads, carried by the notification itself.
const PATH: &str = "path";

/// Shows each notice of the host on the desktop, as long as the host lives.
pub fn forward(app: AppHandle, host: &Host) {
    let mut notices = host.notices();
    tauri::async_runtime::spawn(async move {
        loop {
            match notices.recv().await {
                Ok(notice) => show(&app, &notice),
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(tokio::sync::broadcast::error::RecvError::Closed) => break,
            }
        }
    });
}

fn show(app: &AppHandle, notice: &Notice) {
    let built = app.notification().builder().title(&notice.title).body(&notice.body).extra(PATH, path_of(notice));
    if let Err(error) = built.show() {
        eprintln!("The desktop took no notification: {error}");
    }
}

/// A click opens what the notice is about: its order, else its connection, else what needs a person.
fn path_of(notice: &Notice) -> String {
    match (&notice.order, &notice.connection) {
        (Some(order), _) => format!("/orders?order={order}"),
        (None, Some(connection)) => format!("/channels?channel={connection}"),
        (None, None) => "/".to_owned(),
    }
}

/// A click on a notification brings the window up at the right place.
pub fn listen_for_clicks(app: &AppHandle) {
    let window_of = app.clone();
    let heard = app.notification().on_action(move |action| {
        window::show(&window_of);
        let path = action.notification().and_then(|shown| shown.extra().get(PATH)?.as_str().map(str::to_owned));
        if let Some(path) = path {
            window::tell(&window_of, json!({ "kind": "open", "path": path }));
        }
    });
    if let Err(error) = heard {
        eprintln!("Clicks on notifications are not heard: {error}");
    }
}
