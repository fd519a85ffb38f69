//! The commands of a rehearsal, without a host around them.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use shopferry_channel::{CheckStep, Secret};
use shopferry_commands::list::{CommandError, dispatch};
use shopferry_commands::wire::channels::{AddAmazon, AddedView, BeginTiktok, ConsentView, FinishTiktok};
use shopferry_commands::wire::connection::RenewSecret;
use shopferry_commands::wire::practice::{PracticeAction, PracticeView};
use shopferry_commands::wire::settings::SettingsView;
use shopferry_commands::{Desk, Frame, House};
use shopferry_domain::ConnectionId;
use shopferry_engine::Engine;
use shopferry_rehearsal::Stage;

/// Only a rehearsal's time; everything that needs a program around it says no.
struct NoHouse(Arc<Engine>);

fn no<T>() -> Result<T, CommandError> {
    Err(CommandError::new("no_host", "This is a rehearsal.", "Use a host."))
}

#[async_trait]
impl House for NoHouse {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }
    async fn frame(&self) -> Frame {
        Frame {
            owner: None,
            practice: None,
            away: None,
            ask_about_tray: false,
            version: String::new(),
            data_dir: String::new(),
            secrets_place: String::new(),
        }
    }
    async fn reopen(&self) -> Result<(), CommandError> {
        no()
    }
    async fn tiktok_begin(&self, _: BeginTiktok) -> Result<ConsentView, CommandError> {
        no()
    }
    async fn tiktok_finish(&self, _: FinishTiktok) -> Result<Vec<ConnectionId>, CommandError> {
        no()
    }
    async fn amazon_add(&self, _: AddAmazon) -> Result<ConnectionId, CommandError> {
        no()
    }
    async fn amazon_check(&self, _: AddAmazon) -> Result<Vec<CheckStep>, CommandError> {
        no()
    }
    async fn renew_secret(&self, _: RenewSecret) -> Result<(), CommandError> {
        no()
    }
    async fn keep_queue_secret(&self, _: &ConnectionId, _: Secret) -> Result<(), CommandError> {
        no()
    }
    fn queue_changed(&self, _: &ConnectionId) -> Result<(), CommandError> {
        Ok(())
    }
    async fn test(&self, _: &ConnectionId) -> Result<Vec<CheckStep>, CommandError> {
        no()
    }
    async fn removed(&self, id: &ConnectionId) -> Result<(), CommandError> {
        self.0.detach(id);
        Ok(())
    }
    fn settings_changed(&self, _: &SettingsView) {}
    fn dismissed(&self, _: &str) {}
    async fn practice_start(&self) -> Result<AddedView, CommandError> {
        no()
    }
    async fn practice_leave(&self) -> Result<(), CommandError> {
        no()
    }
    async fn practice_get(&self) -> Result<PracticeView, CommandError> {
        no()
    }
    async fn practice_control(&self, _: PracticeAction) -> Result<PracticeView, CommandError> {
        no()
    }
}

/// Asks a command of a stage.
pub async fn ask(stage: &Stage, command: &str, payload: Value) -> Result<Value, CommandError> {
    let desk = Desk {
        store: stage.store.clone(),
        engine: Arc::clone(&stage.engine),
        house: Arc::new(NoHouse(Arc::clone(&stage.engine))),
    };
    dispatch(&desk, command, payload).await
}
