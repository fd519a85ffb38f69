//! The host: opens a profile, answers commands, tells what changed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use serde_json::Value;
use shopferry_commands::Desk;
use shopferry_commands::list::{COMMANDS, CommandError, dispatch};
use shopferry_commands::wire::app::PendingWorkView;
use shopferry_commands::wire::channels::{AddedView, ChannelsView};
use shopferry_domain::{Reason, ReasonCode};
use shopferry_net::{Transport, Wire, WireLimits};
use tokio::sync::{Mutex, broadcast};
use tokio::time::Instant;

use crate::changes::{Changed, Changes, EVERYTHING};
use crate::core::Core;
use crate::error::HostError;
use crate::house::HouseOf;
use crate::notices::Notice;
use crate::options::HostOptions;
use crate::profile::Profile;
use crate::{frame, open};

/// What could not be opened is tried again by `app.get`, at most this often.
const TRY_AGAIN: Duration = Duration::from_secs(5);
/// Notices kept for slow listeners.
const NOTICES_KEPT: usize = 64;

/// One program's side of a data folder. Cheap to share.
pub struct Host {
    me: Weak<Self>,
    options: HostOptions,
    transport: Arc<dyn Transport>,
    state: RwLock<State>,
    /// One opening at a time, and when the last one failed.
    opening: Mutex<Option<Instant>>,
    changes: Arc<Changes>,
    notices: broadcast::Sender<Notice>,
    started: AtomicBool,
    ask_about_tray: AtomicBool,
}

#[derive(Clone)]
enum State {
    Open(Arc<Core>, Arc<Desk>),
    Trouble(Reason),
    Closed,
}

impl Host {
    /// Opens the profile that was open last, or the practice shop when the options say so. A locked or missing keychain,
    /// a damaged database and the like are no error here: `app.get` shows them as `trouble` with their cure.
    ///
    /// # Errors
    /// [`HostError`] when there is not even a folder or a network.
    pub async fn open(options: HostOptions) -> Result<Arc<Self>, HostError> {
        let wire = Wire::new(WireLimits::default()).map_err(|e| HostError::Network { detail: e.to_string() })?;
        Self::open_over(options, Arc::new(wire)).await
    }

    /// As [`Host::open`], over another transport.
    ///
    /// # Errors
    /// As [`Host::open`].
    pub async fn open_over(options: HostOptions, transport: Arc<dyn Transport>) -> Result<Arc<Self>, HostError> {
        Profile::Real.prepare(&options.data_dir)?;
        let (notices, _) = broadcast::channel(NOTICES_KEPT);
        let host = Arc::new_cyclic(|me| Self {
            me: me.clone(),
            options,
            transport,
            state: RwLock::new(State::Closed),
            opening: Mutex::new(None),
            changes: Arc::new(Changes::new()),
            notices,
            started: AtomicBool::new(false),
            ask_about_tray: AtomicBool::new(false),
        });
        let profile = host.first_profile();
        let _ = host.switch_to(profile, &mut *host.opening.lock().await).await;
        Ok(host)
    }

    fn first_profile(&self) -> Profile {
        if self.options.practice { Profile::Practice } else { Profile::last_open(&self.options.data_dir) }
    }

    /// Starts the loops.
    pub fn start(&self) {
        self.started.store(true, Ordering::SeqCst);
        if let State::Open(core, _) = self.state() {
            core.start(&self.changes, &self.notices);
        }
    }

    /// Answers a command. A program that does not own the profile reads, and refuses what writes, naming the owner.
    ///
    /// # Errors
    /// The command's own, or the trouble that keeps the profile closed.
    pub async fn rpc(&self, command: &str, payload: Value) -> Result<Value, CommandError> {
        if matches!(self.state(), State::Trouble(_)) && command == "app.get" {
            self.try_again().await;
        }
        match self.state() {
            State::Open(core, desk) => {
                may(&core, command)?;
                dispatch(&*desk, command, payload).await
            }
            State::Trouble(reason) => self.answer_in_trouble(command, &reason).await,
            State::Closed => Err(CommandError::new("closing", "Shopferry is closing.", "Start it again.")),
        }
    }

    async fn answer_in_trouble(&self, command: &str, reason: &Reason) -> Result<Value, CommandError> {
        let json = |e: serde_json::Error| CommandError::new("bad_request", e.to_string(), "");
        match command {
            "app.get" => {
                serde_json::to_value(frame::troubled(&self.options, reason, self.asks_about_tray())).map_err(json)
            }
            "app.reopen" => self.reopen().await.map(|()| serde_json::json!({})),
            "practice.start" => serde_json::to_value(self.practice_start().await?).map_err(json),
            "practice.leave" => self.practice_leave().await.map(|()| serde_json::json!({})),
            _ => Err(CommandError::from(reason)),
        }
    }

    /// What changed, at most four times a second; numbers without gaps unless a listener lags.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.changes.subscribe()
    }

    /// Desktop notices, once per thing.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// What would wait if the program ended now, as sentences; empty when nothing would.
    pub async fn pending_work(&self) -> Vec<String> {
        let answer = self.rpc("app.pending", serde_json::json!({})).await.ok();
        let view: Option<PendingWorkView> = answer.and_then(|v| serde_json::from_value(v).ok());
        let waits = |v: &PendingWorkView| v.exports + v.confirmations + v.open_orders > 0;
        view.filter(waits).map(|v| vec![v.sentence]).unwrap_or_default()
    }

    /// The machine slept for so long: the loops look at once, and Home says what came in.
    pub async fn woke(&self, seconds: u64) {
        if let State::Open(core, _) = self.state() {
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            core.away.note(&core.store, core.clock.now(), seconds);
            core.engine.wake();
            self.tell(["app"]);
        }
    }

    /// The window was closed for the first time: the screens ask whether to stay in the tray.
    pub fn set_ask_about_tray(&self, ask: bool) {
        if self.ask_about_tray.swap(ask, Ordering::SeqCst) != ask {
            self.tell(["app"]);
        }
    }

    /// Does everything that is due, and what that makes due, once. Not together with [`Host::start`].
    ///
    /// # Errors
    /// The trouble that keeps the profile closed, or that another program owns it.
    pub async fn sync_once(&self) -> Result<(), CommandError> {
        match self.state() {
            State::Open(core, _) => {
                may(&core, "engine.set")?;
                core.engine.run_until_idle().await;
                Ok(())
            }
            State::Trouble(reason) => Err(CommandError::from(&reason)),
            State::Closed => Ok(()),
        }
    }

    /// Ends the loops in good order and gives the profile up.
    pub async fn shutdown(&self) {
        let state = std::mem::replace(&mut *self.state.write().unwrap_or_else(PoisonError::into_inner), State::Closed);
        if let State::Open(core, _) = state {
            core.stop().await;
        }
    }

    /// Tries again to open what could not be opened.
    pub(crate) async fn reopen(&self) -> Result<(), CommandError> {
        let mut failed = self.opening.lock().await;
        let profile = match self.state() {
            State::Open(core, _) if core.other.is_none() => return Ok(()),
            State::Open(core, _) => core.profile,
            State::Trouble(_) => self.first_profile(),
            State::Closed => return Ok(()),
        };
        self.switch_to(profile, &mut failed).await.map_err(|r| CommandError::from(&r))
    }

    async fn try_again(&self) {
        let mut failed = self.opening.lock().await;
        let soon = failed.is_some_and(|at| at.elapsed() < TRY_AGAIN);
        if !soon && matches!(self.state(), State::Trouble(_)) {
            let _ = self.switch_to(self.first_profile(), &mut failed).await;
        }
    }

    /// Makes a practice shop and opens it instead of what is open.
    pub(crate) async fn practice_start(&self) -> Result<AddedView, CommandError> {
        let mut failed = self.opening.lock().await;
        let open_already = matches!(self.state(), State::Open(core, _) if core.profile == Profile::Practice);
        if !open_already {
            self.switch_to(Profile::Practice, &mut failed).await.map_err(|r| CommandError::from(&r))?;
            Profile::Practice.remember(&self.options.data_dir)?;
        }
        drop(failed);
        let State::Open(_, desk) = self.state() else {
            return Err(CommandError::from(&Reason::new(ReasonCode::StateFault)));
        };
        let rows = dispatch(&*desk, "channels.list", serde_json::json!({})).await?;
        let rows: ChannelsView =
            serde_json::from_value(rows).map_err(|e| CommandError::new("bad_request", e.to_string(), ""))?;
        Ok(AddedView { channels: rows.channels })
    }

    /// Opens the person's own accounts instead.
    pub(crate) async fn practice_leave(&self) -> Result<(), CommandError> {
        let mut failed = self.opening.lock().await;
        if matches!(self.state(), State::Open(core, _) if core.profile == Profile::Real) {
            return Ok(());
        }
        Profile::Real.remember(&self.options.data_dir)?;
        self.switch_to(Profile::Real, &mut failed).await.map_err(|r| CommandError::from(&r))
    }

    /// Opens a profile, then closes the one before: a profile that cannot be opened leaves an open one as it was.
    async fn switch_to(&self, profile: Profile, failed: &mut Option<Instant>) -> Result<(), Reason> {
        let before = self.state();
        if let State::Open(core, _) = &before
            && core.profile == profile
        {
            // Read only until now: its lock must be free before it is taken again.
            core.stop().await;
        }
        match open::open(&self.options, profile, Arc::clone(&self.transport)).await {
            Ok(core) => {
                let core = Arc::new(core);
                let house = HouseOf { core: Arc::clone(&core), host: self.me.clone() };
                let desk = Desk { store: core.store.clone(), engine: Arc::clone(&core.engine), house: Arc::new(house) };
                self.put(State::Open(Arc::clone(&core), Arc::new(desk)));
                *failed = None;
                if self.started.load(Ordering::SeqCst) {
                    core.start(&self.changes, &self.notices);
                }
                if let State::Open(old, _) = before {
                    old.stop().await;
                }
                self.tell(EVERYTHING.iter().copied());
                Ok(())
            }
            Err(reason) => {
                *failed = Some(Instant::now());
                if !matches!(before, State::Open(..)) {
                    self.put(State::Trouble(reason.clone()));
                    self.tell(["app"]);
                }
                Err(reason)
            }
        }
    }

    fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    pub(crate) fn tell<'a>(&self, tags: impl IntoIterator<Item = &'a str>) {
        self.changes.tell(tags);
    }

    pub(crate) fn asks_about_tray(&self) -> bool {
        self.ask_about_tray.load(Ordering::SeqCst)
    }

    pub(crate) fn options(&self) -> &HostOptions {
        &self.options
    }
}

/// Whether this program may carry the command out: reading is free, writing is the owner's.
fn may(core: &Core, command: &str) -> Result<(), CommandError> {
    let Some(who) = &core.other else { return Ok(()) };
    let writes = COMMANDS.iter().any(|c| c.name == command && !c.invalidates.is_empty());
    let own = matches!(command, "app.reopen" | "app.dismiss" | "practice.start" | "practice.leave");
    if writes && !own {
        return Err(CommandError::from(&Reason::about(ReasonCode::OtherOwner, format!("It is {who}."))));
    }
    Ok(())
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("data_dir", &self.options.data_dir).finish_non_exhaustive()
    }
}
