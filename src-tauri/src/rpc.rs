//! The one command that the window may call.

use serde_json::Value;
use tauri::{AppHandle, Manager};

use crate::backend::{Backend, Refusal};
use crate::{settings, shell_command};

/// Hands a question of the screens to the host's router; names that begin with `shell.` are the window's own matters.
#[tauri::command]
pub async fn rpc(app: AppHandle, command: String, payload: Value) -> Result<Value, Refusal> {
    if let Some(name) = command.strip_prefix("shell.") {
        return shell_command::answer(&app, name, payload).await;
    }
    if command == "settings.put" {
        settings::obey(&app, &payload)?;
    }
    let answer = app.state::<Backend>().rpc(&command, payload).await?;
    Ok(if command.starts_with("settings.") { settings::corrected(&app, answer) } else { answer })
}
