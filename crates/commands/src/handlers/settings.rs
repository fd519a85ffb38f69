//! Settings, first version.

use shopferry_ledger::{LedgerError, View};

use crate::desk::Desk;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::settings::{Appearance, Density, Dismiss, SettingsView};

/// Where they stand in the ledger.
const KEY: &str = "ui";

/// What is chosen, or the defaults.
pub(crate) fn stored(view: &View<'_>) -> Result<SettingsView, LedgerError> {
    Ok(view.settings().get(KEY)?.unwrap_or(SettingsView {
        appearance: Appearance::System,
        density: Density::Comfortable,
        close_to_tray: None,
        start_at_login: None,
    }))
}

pub(crate) fn get(desk: &Desk) -> Result<SettingsView, CommandError> {
    Ok(desk.store.read(stored)?)
}

pub(crate) fn put(desk: &Desk, request: SettingsView) -> Result<SettingsView, CommandError> {
    desk.store.write(|tx| tx.settings().set(KEY, &request))?;
    desk.house.settings_changed(&request);
    Ok(request)
}

pub(crate) fn dismiss(desk: &Desk, request: &Dismiss) -> Result<Done, CommandError> {
    if request.what == "login" {
        // Not now means no; Settings offers it again.
        desk.store.write(|tx| {
            let mut chosen = stored(tx)?;
            chosen.start_at_login = chosen.start_at_login.or(Some(false));
            tx.settings().set(KEY, &chosen)
        })?;
    }
    desk.house.dismissed(&request.what);
    Ok(Done {})
}
