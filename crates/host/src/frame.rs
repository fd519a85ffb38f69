//! `app.get` while no profile is open: the trouble and its cure, nothing else.

use chrono::Utc;
use shopferry_channel::{Clock, SystemClock};
use shopferry_commands::wire::app::{AppView, EngineStateView};
use shopferry_commands::wire::reason::ReasonView;
use shopferry_domain::Reason;

use crate::options::HostOptions;

pub(crate) fn troubled(options: &HostOptions, trouble: &Reason, ask_about_tray: bool) -> AppView {
    let now: chrono::DateTime<Utc> = SystemClock.now();
    AppView {
        first_run: false,
        practice: None,
        engine: EngineStateView::Paused,
        owner: None,
        synced_at: None,
        attention: 1,
        away: None,
        ask_about_tray,
        offer_start_at_login: false,
        version: options.version.clone(),
        data_dir: options.data_dir.display().to_string(),
        secrets_place: "not known: the keychain does not answer".to_owned(),
        trouble: Some(ReasonView::from(trouble)),
        now,
    }
}
