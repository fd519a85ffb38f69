//! The host behind the commands of one open profile.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{CheckStep, Secret};
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::channels::{AddAmazon, AddedView, BeginTiktok, ConsentView, FinishTiktok};
use shopferry_commands::wire::connection::RenewSecret;
use shopferry_commands::wire::practice::{PracticeAction, PracticeView};
use shopferry_commands::wire::settings::SettingsView;
use shopferry_commands::{Frame, House};
use shopferry_domain::ConnectionId;

use crate::core::Core;
use crate::host::Host;
use crate::profile::Profile;

pub(crate) struct HouseOf {
    pub(crate) core: Arc<Core>,
    pub(crate) host: Weak<Host>,
}

impl HouseOf {
    fn host(&self) -> Result<Arc<Host>, CommandError> {
        let closing = || CommandError::new("closing", "Shopferry is closing.", "Start it again.");
        self.host.upgrade().ok_or_else(closing)
    }

    /// Made-up and real data never mix: an account with its own address belongs where it was made.
    fn belongs_here(&self, base_url: Option<&String>, again: Option<&String>) -> Result<(), CommandError> {
        if again.is_some_and(|c| !c.is_empty()) || self.core.profile == Profile::Real {
            return Ok(());
        }
        if base_url.is_some_and(|u| !u.trim().is_empty()) {
            return Ok(());
        }
        let message = "This is the practice shop: real accounts cannot be added here.";
        Err(CommandError::new(
            "practice_profile",
            message,
            "Leave the practice shop first, then connect your accounts.",
        ))
    }

    fn practice(&self) -> Result<&crate::practice_shop::PracticeShop, CommandError> {
        let none = || CommandError::new("no_practice", "No practice shop is open.", "Start the practice shop first.");
        self.core.practice.as_deref().ok_or_else(none)
    }
}

fn silent(why: String) -> CommandError {
    CommandError::new("practice_silent", format!("The practice shop does not answer: {why}."), "Start Shopferry again.")
}

#[async_trait]
impl House for HouseOf {
    fn now(&self) -> DateTime<Utc> {
        self.core.clock.now()
    }

    async fn frame(&self) -> Frame {
        let host = self.host.upgrade();
        Frame {
            owner: self.core.other.clone(),
            practice: self.core.practice.as_ref().map(|shop| shop.view()),
            away: self.core.away.view(&self.core.store),
            ask_about_tray: host.as_ref().is_some_and(|h| h.asks_about_tray()),
            version: host.as_ref().map(|h| h.options().version.clone()).unwrap_or_default(),
            data_dir: host.as_ref().map(|h| h.options().data_dir.display().to_string()).unwrap_or_default(),
            secrets_place: self.core.secrets_place.clone(),
        }
    }

    async fn reopen(&self) -> Result<(), CommandError> {
        // Open already; another program's end is the one thing that can have changed.
        if self.core.other.is_some() { self.host()?.reopen().await } else { Ok(()) }
    }

    async fn tiktok_begin(&self, request: BeginTiktok) -> Result<ConsentView, CommandError> {
        self.belongs_here(request.base_url.as_ref(), request.connection.as_ref())?;
        self.core.sign_ins.begin(&self.core.store, self.core.clock.now(), request)
    }

    async fn tiktok_finish(&self, request: FinishTiktok) -> Result<Vec<ConnectionId>, CommandError> {
        let rows = self.core.sign_ins.finish(&self.core.workshop, &self.core.store, request).await?;
        for row in &rows {
            self.core.attach(row)?;
        }
        Ok(rows.into_iter().map(|c| c.id).collect())
    }

    async fn amazon_add(&self, request: AddAmazon) -> Result<ConnectionId, CommandError> {
        self.belongs_here(request.base_url.as_ref(), request.connection.as_ref())?;
        let row = self.core.workshop.add_amazon(&self.core.store, request).await?;
        self.core.attach(&row)?;
        Ok(row.id)
    }

    async fn amazon_check(&self, request: AddAmazon) -> Result<Vec<CheckStep>, CommandError> {
        self.core.workshop.check_amazon(&self.core.store, request).await
    }

    async fn renew_secret(&self, request: RenewSecret) -> Result<(), CommandError> {
        let row = self.core.workshop.renew_secret(&self.core.store, request).await?;
        self.core.attach(&row)
    }

    async fn keep_queue_secret(&self, connection: &ConnectionId, secret: Secret) -> Result<(), CommandError> {
        Ok(self.core.workshop.keep_queue_secret(connection, secret).await?)
    }

    fn queue_changed(&self, connection: &ConnectionId) -> Result<(), CommandError> {
        self.core.attach_queue(connection)
    }

    async fn test(&self, connection: &ConnectionId) -> Result<Vec<CheckStep>, CommandError> {
        self.core.test(connection).await
    }

    async fn removed(&self, connection: &ConnectionId) -> Result<(), CommandError> {
        self.core.forget(connection).await
    }

    fn settings_changed(&self, settings: &SettingsView) {
        if let (Some(host), Some(_)) = (self.host.upgrade(), settings.close_to_tray) {
            host.set_ask_about_tray(false);
        }
    }

    fn dismissed(&self, what: &str) {
        match what {
            "away" => self.core.away.dismiss(),
            "tray" => {
                if let Some(host) = self.host.upgrade() {
                    host.set_ask_about_tray(false);
                }
            }
            _ => {}
        }
        if let Some(host) = self.host.upgrade() {
            host.tell(["app"]);
        }
    }

    async fn practice_start(&self) -> Result<AddedView, CommandError> {
        self.host()?.practice_start().await
    }

    async fn practice_leave(&self) -> Result<(), CommandError> {
        self.host()?.practice_leave().await
    }

    async fn practice_get(&self) -> Result<PracticeView, CommandError> {
        Ok(self.practice()?.view())
    }

    async fn practice_control(&self, action: PracticeAction) -> Result<PracticeView, CommandError> {
        let shop = self.practice()?;
        if let PracticeAction::Speed(speed) = &action
            && !(speed.is_finite() && *speed > 0.0)
        {
            return Err(CommandError::new("bad_input", "The speed has to be above 0.", "Choose 1× or 60×."));
        }
        if shop.control(&action).await.map_err(silent)? {
            // A jump is a wake from sleep.
            self.core.engine.wake();
        }
        if let Some(host) = self.host.upgrade() {
            host.tell(["practice", "app"]);
        }
        Ok(shop.view())
    }
}
