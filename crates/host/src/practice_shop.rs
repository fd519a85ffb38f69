//! The practice shop of this program: its world served on a loopback port, its accounts connected by the ordinary code.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta};
use serde_json::json;
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::channels::{AddAmazon, BeginTiktok, FinishTiktok};
use shopferry_commands::wire::practice::{PracticeAction, PracticeView};
use shopferry_domain::ConnectionId;
use shopferry_engine::Store;
use shopferry_net::Transport;
use shopferry_practice::clock::WorldClock;
use shopferry_practice::serve::{BoundPractice, serve};
use shopferry_practice::world::World;

use crate::control::{Control, ControlAt, WorldState};
use crate::practice_clock::PracticeClock;
use crate::sign_in::SignIns;
use crate::workshop::Workshop;

/// Speed of a window's practice shop.
pub(crate) const SPEED: f64 = 60.0;
/// New orders a day: at 60× one every 24 seconds.
const ORDERS_PER_DAY: u64 = 60;

/// A practice shop's exports count as switched on since then, so that there is work to be seen from the first moment.
const BEGINS_BEFORE: TimeDelta = TimeDelta::days(2);

/// A practice world that this program serves, or one that another serves.
pub(crate) struct PracticeShop {
    bound: Option<BoundPractice>,
    control: Control,
    /// Time of all connections of the profile.
    pub(crate) clock: Arc<PracticeClock>,
    last: Mutex<WorldState>,
}

impl PracticeShop {
    /// Makes a world of `seed` and serves it on a free port.
    /// Where its control API is stands in `note`, for the owner's own tools; it opens made-up data and nothing else.
    pub(crate) async fn make(transport: Arc<dyn Transport>, seed: u64, note: &Path) -> Result<Self, String> {
        let made =
            tokio::task::spawn_blocking(move || World::practice_shop(seed, WorldClock::live(SPEED), ORDERS_PER_DAY));
        let world = made.await.map_err(|e| e.to_string())?.share();
        let bound = serve(world, 0).await.map_err(|e| e.to_string())?;
        let access = bound.credentials().control;
        private(note, &json!({ "base_url": access.base_url, "token": access.token }).to_string())
            .map_err(|e| e.to_string())?;
        let at = ControlAt { base_url: access.base_url, token: access.token };
        Self::over(Control::new(transport, &at)?, Some(bound)).await
    }

    /// Follows a world that another program serves.
    pub(crate) async fn follow(transport: Arc<dyn Transport>, at: &ControlAt) -> Result<Self, String> {
        Self::over(Control::new(transport, at)?, None).await
    }

    async fn over(control: Control, bound: Option<BoundPractice>) -> Result<Self, String> {
        let state = control.state().await?;
        let clock = Arc::new(PracticeClock::told(state.now_ms, state.speed, state.paused));
        Ok(Self { bound, control, clock, last: Mutex::new(state) })
    }

    /// Connects both accounts with the code that a person's sign-in takes, and pairs them.
    pub(crate) async fn connect(
        &self,
        workshop: &Workshop,
        sign_ins: &SignIns,
        store: &Store,
    ) -> Result<Vec<ConnectionId>, CommandError> {
        let Some(bound) = &self.bound else { return Ok(Vec::new()) };
        let keys = bound.credentials();
        let amazon = AddAmazon {
            name: "Practice Amazon".to_owned(),
            client_id: keys.amazon.client_id,
            client_secret: keys.amazon.client_secret,
            refresh_token: keys.amazon.refresh_token,
            seller_id: keys.amazon.seller_id,
            marketplace: keys.amazon.marketplace_id,
            base_url: Some(keys.amazon.base_url),
            connection: None,
            secret_made_on: None,
        };
        let amazon = workshop.add_amazon(store, amazon).await?;
        let begin = BeginTiktok {
            name: "Practice TikTok Shop".to_owned(),
            app_key: keys.tiktok.app_key,
            app_secret: keys.tiktok.app_secret,
            service_id: keys.tiktok.service_id,
            region: "us".to_owned(),
            base_url: Some(keys.tiktok.base_url.clone()),
            connection: None,
        };
        let consent = sign_ins.begin(store, workshop.clock.now(), begin)?;
        let state = consent.url.rsplit_once("state=").map(|(_, s)| s).unwrap_or_default();
        let pasted = format!("{}/registered-page?code={}&state={state}", keys.tiktok.base_url, keys.tiktok.auth_code);
        let finish = FinishTiktok { ticket: consent.ticket, pasted, shops: Vec::new() };
        let shops = sign_ins.finish(workshop, store, finish).await?;
        let line = workshop.clock.now() - BEGINS_BEFORE;
        for shop in &shops {
            let mut shop = shop.clone();
            shop.start_line = Some(line);
            store.write(|tx| tx.connections().save(&shop))?;
        }
        Ok(shops.into_iter().map(|c| c.id).chain([amazon.id]).collect())
    }

    /// Writes down where the control API is, for the person's own tools (docs/practice.md); the folder is theirs alone.
    pub(crate) fn note_access(&self, folder: &Path) -> std::io::Result<()> {
        let Some(bound) = &self.bound else { return Ok(()) };
        let access = serde_json::to_vec(&bound.credentials().control)?;
        std::fs::write(folder.join("practice-control.json"), access)
    }

    /// Looks at the world; answers whether its time jumped.
    pub(crate) async fn look(&self) -> Result<bool, String> {
        let state = self.control.state().await?;
        Ok(self.take(state))
    }

    fn take(&self, state: WorldState) -> bool {
        let jumped = self.clock.tell(state.now_ms, state.speed, state.paused);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = state;
        jumped
    }

    /// What the practice bar asks for; answers whether time jumped.
    pub(crate) async fn control(&self, action: &PracticeAction) -> Result<bool, String> {
        let state = match action {
            PracticeAction::Pause => self.control.time(&json!({ "pause": true })).await?,
            PracticeAction::Speed(speed) => self.control.go(*speed).await?,
            PracticeAction::NextEvent => self.control.time(&json!({ "next_event": true })).await?,
        };
        self.take(state);
        Ok(matches!(action, PracticeAction::NextEvent))
    }

    /// As screens show it.
    pub(crate) fn view(&self) -> PracticeView {
        let state = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        PracticeView {
            now: shopferry_channel::Clock::now(&*self.clock),
            speed: state.speed,
            paused: state.paused,
            seed: state.seed,
            made_anew: self.bound.is_some(),
            next_event: state.next_event_ms.and_then(DateTime::from_timestamp_millis),
        }
    }
}

/// Writes a file that only its owner may read.
fn private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    // An older file may have other rights.
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
