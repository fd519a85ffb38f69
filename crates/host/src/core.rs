//! One open profile: ledger, engine, clock, connectors, and the tasks that keep them going.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use shopferry_channel::{CheckStep, Clock};
use shopferry_commands::list::CommandError;
use shopferry_domain::ConnectionId;
use shopferry_engine::{Engine, Port, Store};
use shopferry_ledger::{Connection, Owner};
use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;

use crate::away::Away;
use crate::changes::{Changes, EVERYTHING};
use crate::notices::{Notice, QuietTimes, tell_notices};
use crate::practice_shop::PracticeShop;
use crate::profile::Profile;
use crate::sign_in::SignIns;
use crate::workshop::{Workshop, secrets_of};

/// The practice world's clock is compared this often.
const LOOK: Duration = Duration::from_secs(1);
/// A program that only reads looks for the other's work this often.
const READ_AGAIN: Duration = Duration::from_secs(3);
/// Passes under way get this long to end.
const END_WITHIN: Duration = Duration::from_secs(10);

pub(crate) struct Core {
    pub(crate) profile: Profile,
    pub(crate) store: Store,
    pub(crate) engine: Arc<Engine>,
    pub(crate) workshop: Workshop,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) practice: Option<Arc<PracticeShop>>,
    /// Who runs the profile, when it is another program.
    pub(crate) other: Option<String>,
    pub(crate) secrets_place: String,
    pub(crate) sign_ins: SignIns,
    pub(crate) away: Arc<Away>,
    /// The right to write; it ends with this profile.
    pub(crate) owner: Mutex<Option<Owner>>,
    ports: Mutex<BTreeMap<ConnectionId, Port>>,
    quiet: QuietTimes,
    stop: watch::Sender<bool>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

pub(crate) struct CoreParts {
    pub(crate) profile: Profile,
    pub(crate) store: Store,
    pub(crate) engine: Arc<Engine>,
    pub(crate) workshop: Workshop,
    pub(crate) practice: Option<PracticeShop>,
    pub(crate) owner: Option<Owner>,
    pub(crate) other: Option<String>,
    pub(crate) secrets_place: String,
}

impl Core {
    pub(crate) fn new(parts: CoreParts) -> Self {
        Self {
            profile: parts.profile,
            clock: Arc::clone(&parts.workshop.clock),
            store: parts.store,
            engine: parts.engine,
            workshop: parts.workshop,
            practice: parts.practice.map(Arc::new),
            other: parts.other,
            secrets_place: parts.secrets_place,
            sign_ins: SignIns::default(),
            away: Arc::default(),
            owner: Mutex::new(parts.owner),
            ports: Mutex::default(),
            quiet: QuietTimes::default(),
            stop: watch::Sender::new(false),
            tasks: Mutex::default(),
        }
    }

    /// Attaches the connectors of all connections. One that cannot be built is shown as degraded, the rest goes on.
    pub(crate) fn attach_all(&self) -> Result<(), CommandError> {
        for connection in self.store.read(|view| view.connections().all())? {
            self.attach(&connection)?;
        }
        Ok(())
    }

    /// Attaches one, anew after a sign-in.
    pub(crate) fn attach(&self, connection: &Connection) -> Result<(), CommandError> {
        match self.workshop.port(connection) {
            Ok(port) => {
                self.ports().insert(connection.id.clone(), port.clone());
                self.engine.attach(connection.id.clone(), port);
            }
            Err(reason) if self.other.is_none() => {
                let mut row = connection.clone();
                row.health = shopferry_ledger::ConnectionHealth::Degraded;
                row.health_reason = Some(reason);
                self.store.write(|tx| tx.connections().save(&row))?;
            }
            Err(_) => {}
        }
        self.attach_queue(&connection.id)?;
        let id = connection.id.to_string();
        self.quiet.forget_connection(&id);
        Ok(())
    }

    /// Attaches the seller's own message queue as the settings say now (F427).
    pub(crate) fn attach_queue(&self, id: &ConnectionId) -> Result<(), CommandError> {
        let (row, chosen) =
            self.store.read(|view| Ok((view.connections().get(id)?, view.settings().marketplace(id)?)))?;
        let queue = match (row, chosen.own_queue) {
            (Some(row), Some(queue)) if self.other.is_none() => {
                Some(self.workshop.queue(&row, queue).map_err(|reason| CommandError::from(&reason))?)
            }
            _ => None,
        };
        self.engine.set_queue(id, queue);
        Ok(())
    }

    /// Takes a removed connection's connector away and deletes its secrets, unless another shop of the same sign-in needs them.
    pub(crate) async fn forget(&self, id: &ConnectionId) -> Result<(), CommandError> {
        let rows = self.store.read(|view| view.connections().all())?;
        let Some(row) = rows.iter().find(|c| c.id == *id) else { return Ok(()) };
        self.engine.detach(id);
        self.ports().remove(id);
        let shared = rows.iter().any(|c| c.id != *id && c.platform == row.platform && secrets_of(c) == secrets_of(row));
        if !shared {
            self.workshop.forget(row).await?;
        }
        Ok(())
    }

    /// Tests a connection with its own connector, so that the test keeps to the same pace.
    pub(crate) async fn test(&self, id: &ConnectionId) -> Result<Vec<CheckStep>, CommandError> {
        let port = self.ports().get(id).cloned();
        match port {
            Some(Port::Sales(shop)) => Ok(shop.check().await?),
            // The version that new orders use (F401); the second one's test contains the first one's.
            Some(Port::Fulfiller(amazon)) => {
                let version = self.store.read(|view| view.settings().marketplace(id))?.api_version;
                Ok(amazon.in_version(version).unwrap_or(amazon).check().await?)
            }
            None => Err(CommandError::not_found("connection")),
        }
    }

    /// Starts the tasks: loops, world clock, changes, notices.
    pub(crate) fn start(&self, changes: &Arc<Changes>, notices: &broadcast::Sender<Notice>) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        if !tasks.is_empty() {
            return;
        }
        let ledger = self.store.ledger().changes();
        let teller = Arc::clone(changes);
        tasks.push(tokio::spawn(async move { teller.forward(ledger).await }));
        if let Some(shop) = &self.practice {
            tasks.push(tokio::spawn(follow(Arc::clone(shop), Arc::clone(&self.engine), Arc::clone(changes))));
        }
        if self.other.is_some() {
            tasks.push(tokio::spawn(read_again(Arc::clone(changes))));
            return;
        }
        let (heard, quiet) = (self.engine.notices(), self.quiet.clone());
        let told = tell_notices(heard, self.store.clone(), quiet, Arc::clone(&self.clock), notices.clone());
        tasks.push(tokio::spawn(told));
        let (engine, stop) = (Arc::clone(&self.engine), self.stop.subscribe());
        // The loops come last: ending waits for this task.
        tasks.push(tokio::spawn(async move { engine.run(stop).await }));
    }

    /// Ends the loops in good order, then gives the profile up.
    pub(crate) async fn stop(&self) {
        self.stop.send_replace(true);
        let mut tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        if self.other.is_none()
            && let Some(mut loops) = tasks.pop()
            && tokio::time::timeout(END_WITHIN, &mut loops).await.is_err()
        {
            loops.abort();
        }
        tasks.iter().for_each(JoinHandle::abort);
        drop(self.owner.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn ports(&self) -> std::sync::MutexGuard<'_, BTreeMap<ConnectionId, Port>> {
        self.ports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn follow(shop: Arc<PracticeShop>, engine: Arc<Engine>, changes: Arc<Changes>) {
    loop {
        tokio::time::sleep(LOOK).await;
        // A world that does not answer keeps the time it last told.
        if shop.look().await.unwrap_or(false) {
            engine.wake();
            changes.tell(["practice", "app"]);
        }
    }
}

async fn read_again(changes: Arc<Changes>) {
    loop {
        tokio::time::sleep(READ_AGAIN).await;
        changes.tell(EVERYTHING.iter().copied());
    }
}
