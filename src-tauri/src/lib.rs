//! The desktop shell: window, tray, notifications, start at login, one instance. It wires and decides nothing: what a
//! screen asks goes to the host's router, what the host says goes to the window or to the desktop.
//! Never here: a rule of the trade, a platform's name, SQL, a secret.
//! Start reading at [`run`].

mod autostart;
mod backend;
mod notice;
mod options;
mod quit;
mod rpc;
mod save_file;
mod settings;
mod shell_command;
mod sleep;
mod tray;
mod window;

use std::process::ExitCode;

use clap::Parser;
use tauri::{App, Manager, RunEvent, WindowEvent};

use crate::backend::Backend;
use crate::options::Options;
use crate::quit::Quit;

/// Runs the program until it is quit; a failure to start is told on the terminal, with its cure.
pub fn run() -> ExitCode {
    let options = Options::parse();
    if cfg!(target_os = "linux") && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none()) {
        eprintln!("Shopferry could not start: there is no display.");
        eprintln!("What to do: start it on a desktop, or serve the screens without a window: shopferryd serve.");
        return ExitCode::FAILURE;
    }
    let app = tauri::Builder::default()
        // First of all, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::show(app)))
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(autostart::plugin())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                quit::close_requested(window.app_handle());
            }
        })
        .setup(move |app| wire(app, &options))
        .build(context());
    match app {
        Ok(app) => ExitCode::from(app.run_return(on_event).clamp(0, 255) as u8),
        Err(error) => {
            eprintln!("Shopferry could not start: {error}");
            eprintln!("What to do: on Linux, check that WebKitGTK 4.1 is installed and that a display is there.");
            ExitCode::FAILURE
        }
    }
}

/// Configuration, icons and screens, put into the program when it is built.
#[expect(clippy::disallowed_types, reason = "the macro's own code names a HashMap; nothing iterates over it")]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

fn wire(app: &mut App, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let handle = app.handle();
    let data_dir = options.data_dir(handle)?;
    std::fs::create_dir_all(&data_dir)?;
    app.manage(Quit::default());
    app.manage(Backend::opening(handle.clone(), options.host(data_dir)));
    notice::listen_for_clicks(handle);
    tray::build(handle);
    window::build(handle, !options.hidden)?;
    sleep::watch(handle.clone());
    Ok(())
}

fn on_event(app: &tauri::AppHandle, event: RunEvent) {
    match event {
        // The last window's end is not the program's: only Quit is (it exits with a code).
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        RunEvent::Exit => tauri::async_runtime::block_on(app.state::<Backend>().shutdown()),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        _ => {}
    }
}
