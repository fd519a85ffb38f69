//! A world, a ledger in memory, an engine and the two connected accounts.

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use shopferry_channel::{Chance, Clock, SeededChance, TokioClock};
use shopferry_commands::wire::channels::{AddAmazon, BeginTiktok, FinishTiktok};
use shopferry_domain::ConnectionId;
use shopferry_engine::{Engine, EngineParts, Store};
use shopferry_host::{SignIns, Workshop};
use shopferry_ledger::Ledger;
use shopferry_net::{Transport, Unobserved};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::serve::service;
use shopferry_practice::world::{SharedWorld, World, lock};
use shopferry_tiktok_shop::Thread;
use shopferry_vault::MemoryVault;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::in_world;
use crate::runtime::RehearsalError;
use crate::world_log::WorldLog;

/// Every rehearsal begins at this moment: Monday, 2 March 2026, midnight UTC.
pub(crate) const EPOCH_MS: i64 = 1_772_409_600_000;
/// The name in addresses; nothing listens there, the router is called as a function.
pub(crate) const BASE_URL: &str = "http://127.0.0.1:1";

/// Everything of one rehearsal.
pub struct Stage {
    /// What the platforms hold.
    pub world: SharedWorld,
    /// What we hold.
    pub store: Store,
    /// The loops.
    pub engine: Arc<Engine>,
    /// The connected Amazon account.
    pub amazon: ConnectionId,
    /// What connectors are made with.
    pub workshop: Workshop,
    started: Instant,
    stop: watch::Sender<bool>,
    loops: Option<JoinHandle<()>>,
}

impl Stage {
    /// Connects both accounts of a world that `make` builds, with the code that a person's sign-in takes.
    ///
    /// # Errors
    /// When the accounts cannot be connected.
    pub async fn set(seed: u64, make: impl FnOnce(WorldClock) -> World) -> Result<Self, RehearsalError> {
        let started = Instant::now();
        let world = make(WorldClock::rehearsal(EPOCH_MS)).share();
        let epoch = DateTime::from_timestamp_millis(EPOCH_MS).unwrap_or_default();
        let clock: Arc<dyn Clock> = Arc::new(TokioClock::starting_at(epoch));
        let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(seed));
        let transport: Arc<dyn Transport> = Arc::new(in_world::transport(service(Arc::clone(&world))));
        let store = Store::inline(Ledger::in_memory()?);
        let workshop = Workshop {
            secrets: Arc::new(MemoryVault::new()),
            transport,
            clock: Arc::clone(&clock),
            chance: Arc::clone(&chance),
            observer: Arc::new(Unobserved),
            thread: Thread::Inline,
        };
        let engine = Engine::new(EngineParts {
            store: store.clone(),
            clock,
            chance,
            log: Arc::new(WorldLog(Arc::clone(&world))),
            fence: 0,
        });
        let amazon = connect(&world, &workshop, &store, &engine).await?;
        // The sign-in's own test took tokens that the connector made after it does not know of.
        tokio::time::sleep(Duration::from_secs(5)).await;
        Ok(Self { world, store, engine, amazon, workshop, started, stop: watch::Sender::new(false), loops: None })
    }

    /// Starts the loops.
    pub fn start(&mut self) {
        let (engine, stop) = (Arc::clone(&self.engine), self.stop.subscribe());
        self.loops = Some(tokio::spawn(async move { engine.run(stop).await }));
    }

    /// Ends them.
    pub async fn end(&mut self) {
        self.stop.send_replace(true);
        if let Some(loops) = self.loops.take() {
            // A loop that fell over has left its traces in the counts.
            let _ = loops.await;
        }
    }

    /// Virtual time since the beginning.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Lets time pass, and everything due in the world happen.
    pub async fn pass(&self, span: Duration) {
        tokio::time::sleep(span).await;
        lock(&self.world).advance();
    }
}

async fn connect(
    world: &SharedWorld,
    workshop: &Workshop,
    store: &Store,
    engine: &Arc<Engine>,
) -> Result<ConnectionId, RehearsalError> {
    let keys = lock(world).credentials(BASE_URL, "");
    let amazon = AddAmazon {
        name: "Practice Amazon".to_owned(),
        client_id: keys.amazon.client_id,
        client_secret: keys.amazon.client_secret,
        refresh_token: keys.amazon.refresh_token,
        seller_id: keys.amazon.seller_id,
        marketplace: keys.amazon.marketplace_id,
        base_url: Some(BASE_URL.to_owned()),
        connection: None,
        secret_made_on: None,
    };
    let amazon = workshop.add_amazon(store, amazon).await?;
    let sign_ins = SignIns::default();
    let begin = BeginTiktok {
        name: "Practice TikTok Shop".to_owned(),
        app_key: keys.tiktok.app_key,
        app_secret: keys.tiktok.app_secret,
        service_id: keys.tiktok.service_id,
        region: "us".to_owned(),
        base_url: Some(BASE_URL.to_owned()),
        connection: None,
    };
    let consent = sign_ins.begin(store, workshop.clock.now(), begin)?;
    let state = consent.url.rsplit_once("state=").map(|(_, s)| s).unwrap_or_default();
    let pasted = format!("{BASE_URL}/registered-page?code={}&state={state}", keys.tiktok.auth_code);
    let finish = FinishTiktok { ticket: consent.ticket, pasted, shops: Vec::new() };
    sign_ins.finish(workshop, store, finish).await?;
    for row in store.read(|view| view.connections().all())? {
        let port = workshop.port(&row).map_err(|r| RehearsalError::World(r.code.name().to_owned()))?;
        engine.attach(row.id, port);
    }
    Ok(amazon.id)
}
