//! Many shops of one platform under one engine, each in a world of its own (F002).

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use shopferry_channel::{Chance, Clock, SeededChance, TokioClock};
use shopferry_commands::wire::channels::{BeginTiktok, FinishTiktok};
use shopferry_domain::ConnectionId;
use shopferry_engine::{Engine, EngineParts, NoLog, Store};
use shopferry_host::{SignIns, Workshop};
use shopferry_ledger::Ledger;
use shopferry_net::Unobserved;
use shopferry_practice::clock::WorldClock;
use shopferry_practice::serve::service;
use shopferry_practice::world::{SharedWorld, World, lock};
use shopferry_tiktok_shop::Thread;
use shopferry_vault::MemoryVault;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::in_world;
use crate::runtime::RehearsalError;
use crate::stage::{BASE_URL, EPOCH_MS};

/// Shops of one engine.
pub struct Fleet {
    /// Each shop's connection and world.
    pub shops: Vec<(ConnectionId, SharedWorld)>,
    /// What we hold.
    pub store: Store,
    /// The loops.
    pub engine: Arc<Engine>,
    stop: watch::Sender<bool>,
    loops: Option<JoinHandle<()>>,
}

impl Fleet {
    /// Connects `count` shops with the code that a person's sign-in takes, and starts the loops.
    ///
    /// # Errors
    /// When one cannot be connected.
    pub async fn set(count: u64) -> Result<Self, RehearsalError> {
        let epoch = DateTime::from_timestamp_millis(EPOCH_MS).unwrap_or_default();
        let clock: Arc<dyn Clock> = Arc::new(TokioClock::starting_at(epoch));
        let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(1));
        let store = Store::inline(Ledger::in_memory()?);
        let secrets = Arc::new(MemoryVault::new());
        let engine = Engine::new(EngineParts {
            store: store.clone(),
            clock: Arc::clone(&clock),
            chance: Arc::clone(&chance),
            log: Arc::new(NoLog),
            fence: 0,
        });
        let mut shops = Vec::new();
        for number in 1..=count {
            let world = World::new(number, WorldClock::rehearsal(EPOCH_MS)).share();
            let workshop = Workshop {
                secrets: secrets.clone(),
                transport: Arc::new(in_world::transport(service(Arc::clone(&world)))),
                clock: Arc::clone(&clock),
                chance: Arc::clone(&chance),
                observer: Arc::new(Unobserved),
                thread: Thread::Inline,
            };
            shops.push((connect(&world, &workshop, &store, &engine, number).await?, world));
        }
        let stop = watch::Sender::new(false);
        let (running, until) = (Arc::clone(&engine), stop.subscribe());
        let loops = Some(tokio::spawn(async move { running.run(until).await }));
        Ok(Self { shops, store, engine, stop, loops })
    }

    /// Lets time pass, and everything due in the worlds happen.
    pub async fn pass(&self, span: Duration) {
        tokio::time::sleep(span).await;
        for (_, world) in &self.shops {
            lock(world).advance();
        }
    }

    /// Ends the loops.
    pub async fn end(&mut self) {
        self.stop.send_replace(true);
        if let Some(loops) = self.loops.take() {
            // A loop that fell over has left its traces in the ledger.
            let _ = loops.await;
        }
    }
}

async fn connect(
    world: &SharedWorld,
    workshop: &Workshop,
    store: &Store,
    engine: &Arc<Engine>,
    number: u64,
) -> Result<ConnectionId, RehearsalError> {
    let keys = lock(world).credentials(BASE_URL, "");
    let sign_ins = SignIns::default();
    let begin = BeginTiktok {
        name: format!("Practice shop {number}"),
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
    let rows = sign_ins.finish(workshop, store, finish).await?;
    let row = rows.first().ok_or_else(|| RehearsalError::World("the sign-in covers no shop".to_owned()))?;
    let port = workshop.port(row).map_err(|r| RehearsalError::World(r.code.name().to_owned()))?;
    engine.attach(row.id.clone(), port);
    Ok(row.id.clone())
}
