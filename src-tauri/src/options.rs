//! What can be said when the program is started.

use std::path::PathBuf;

use tauri::{AppHandle, Manager};

use shopferry_host::HostOptions;

/// Carries orders from your shops to whoever ships them, and tracking numbers back.
#[derive(clap::Parser, Debug)]
#[command(name = "shopferry", version)]
pub struct Options {
    /// Where everything but the secrets lies (also: SHOPFERRY_DATA_DIR).
    #[arg(long, value_name = "FOLDER", env = "SHOPFERRY_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Start on the practice shop: made-up orders, no account.
    #[arg(long)]
    practice: bool,
    /// Start in the tray, without a window (used at login).
    #[arg(long)]
    pub hidden: bool,
}

impl Options {
    /// The folder named, else the system's own place for this program's data.
    pub fn data_dir(&self, app: &AppHandle) -> tauri::Result<PathBuf> {
        match &self.data_dir {
            Some(folder) => Ok(folder.clone()),
            None => app.path().app_data_dir(),
        }
    }

    /// What the host is opened with.
    pub fn host(&self, data_dir: PathBuf) -> HostOptions {
        HostOptions {
            practice: self.practice,
            name: "The Shopferry window".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..HostOptions::new(data_dir)
        }
    }
}
