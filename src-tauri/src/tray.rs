//! The tray icon: open, quit.

use tauri::AppHandle;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};

use crate::{quit, window};

/// Puts the icon into the tray. A desktop without one is no error: starting Shopferry again shows the window.
pub fn build(app: &AppHandle) {
    if let Err(error) = try_build(app) {
        eprintln!("No tray icon: {error}. Start Shopferry again to bring its window back.");
    }
}

fn try_build(app: &AppHandle) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, "open", "Open Shopferry", true, None::<&str>)?;
    let end = MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &end])?;
    let mut tray = TrayIconBuilder::with_id("tray")
        .tooltip("Shopferry")
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => window::show(app),
            "quit" => quit::requested(app),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            let clicked = matches!(
                event,
                TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
            );
            if clicked {
                window::show(tray.app_handle());
            }
        });
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app)?;
    Ok(())
}
