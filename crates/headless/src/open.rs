//! Opens the host for a command.

use std::path::PathBuf;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shopferry_channel::Secret;
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::app::AppView;
use shopferry_host::{ControlAt, Host, HostOptions, VaultChoice};

use crate::cli::{Cli, Vault};
use crate::exit::{Exit, Stop};
use crate::secret_input;

/// Options from the command line and the environment.
pub fn options(cli: &Cli) -> Result<HostOptions, Stop> {
    let mut options = HostOptions::new(data_dir(cli)?);
    options.name = "shopferryd".to_owned();
    options.version = env!("CARGO_PKG_VERSION").to_owned();
    options.vault = match cli.vault {
        Vault::Os => VaultChoice::Os,
        Vault::Sealed => VaultChoice::Sealed(passphrase()?),
        Vault::Memory => VaultChoice::Memory,
    };
    // For tests: the clock of a practice world that another program serves, and a point at which to end.
    options.world_clock = std::env::var("SHOPFERRY_WORLD_CLOCK").ok().as_deref().and_then(world_clock);
    options.stop_at = std::env::var("SHOPFERRY_STOP_AT").ok().filter(|p| !p.is_empty());
    Ok(options)
}

/// The passphrase of the sealed file, typed or from the environment.
fn passphrase() -> Result<Secret, Stop> {
    match std::env::var("SHOPFERRY_PASSPHRASE") {
        Ok(text) if !text.is_empty() => Ok(Secret::new(text)),
        _ => Ok(Secret::new(secret_input::secret("Passphrase")?)),
    }
}

/// `http://127.0.0.1:4010/_practice#token`.
fn world_clock(text: &str) -> Option<ControlAt> {
    let (base_url, token) = text.split_once('#')?;
    Some(ControlAt { base_url: base_url.to_owned(), token: token.to_owned() })
}

/// The folder named, else the system's own place for this program's data: the same as the window's.
fn data_dir(cli: &Cli) -> Result<PathBuf, Stop> {
    if let Some(folder) = &cli.data_dir {
        return Ok(folder.clone());
    }
    let home = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let place = if cfg!(target_os = "windows") {
        home("APPDATA")
    } else if cfg!(target_os = "macos") {
        home("HOME").map(|h| h.join("Library/Application Support"))
    } else {
        home("XDG_DATA_HOME").or_else(|| home("HOME").map(|h| h.join(".local/share")))
    };
    let none =
        || Stop::new(Exit::Usage, "no_home", "This system names no folder for data.", "Name one with --data-dir.");
    place.map(|p| p.join("org.shopferry.desktop")).ok_or_else(none)
}

/// Opens the host; a profile that cannot be opened is told with its cure.
pub async fn host(cli: &Cli) -> Result<Arc<Host>, Stop> {
    let host = Host::open(options(cli)?).await.map_err(CommandError::from)?;
    let app: AppView = ask(&host, "app.get", json!({})).await?;
    match app.trouble {
        Some(trouble) => {
            let detail = trouble.detail.map(|d| format!(" {d}")).unwrap_or_default();
            Err(CommandError::new(&trouble.code, format!("{}{detail}", trouble.sentence), trouble.cure).into())
        }
        None => Ok(host),
    }
}

/// Asks the router and reads the answer.
pub async fn ask<T: DeserializeOwned>(host: &Host, command: &str, payload: Value) -> Result<T, Stop> {
    let answer = host.rpc(command, payload).await?;
    let unread = |e: serde_json::Error| CommandError::new("bad_request", format!("{command}: {e}"), "");
    Ok(serde_json::from_value(answer).map_err(unread)?)
}
