//! The one command that the window may call.

use serde_json::Value;
use tauri::{AppHandle, Manager};

use crate::backend::Backend;
use crate::host_stub::RpcError;
use crate::shell_command;

/// Hands a question of the screens to the host's router; names that begin with `shell.` are the window's own matters.
#[tauri::command]
pub async fn rpc(app: AppHandle, command: String, payload: Value) -> Result<Value, RpcError> {
    match command.strip_prefix("shell.") {
        Some(name) => shell_command::answer(&app, name, payload).await,
        None => app.state::<Backend>().rpc(&command, payload).await,
    }
}
