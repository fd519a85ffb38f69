//! The engine: what all passes share, and the door to them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use shopferry_channel::{Chance, ChannelError, Clock, Fulfiller, MessageQueue, SalesChannel};
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{Connection, Flow, LedgerError, OrderKey, Tx};
use tokio::sync::{Notify, broadcast};

use crate::error::{EngineError, Result};
use crate::notice::{Notice, NoticeKind};
use crate::ports::{Port, Ports};
use crate::step_log::StepLog;
use crate::store::Store;

/// Notices kept for slow listeners.
const NOTICES_MAX: usize = 256;

/// What an engine is made of.
#[derive(Debug, Clone)]
pub struct EngineParts {
    /// The ledger.
    pub store: Store,
    /// Time of the world the connections live in.
    pub clock: Arc<dyn Clock>,
    /// Chance, for jitter.
    pub chance: Arc<dyn Chance>,
    /// Listens to steps.
    pub log: Arc<dyn StepLog>,
    /// Fencing number of the profile's owner; each export intent carries it (F314).
    pub fence: i64,
}

/// The loops over one ledger.
#[derive(Debug)]
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) log: Arc<dyn StepLog>,
    pub(crate) fence: i64,
    pub(crate) ports: Ports,
    pub(crate) paused: AtomicBool,
    pub(crate) woken: Notify,
    pub(crate) running: Mutex<BTreeSet<(ConnectionId, Flow)>>,
    /// Flows that a person asked for and that have not run since.
    asked: Mutex<BTreeSet<(ConnectionId, Flow)>>,
    notices: broadcast::Sender<Notice>,
}

impl Engine {
    /// An engine at rest; attach ports, then run it.
    pub fn new(parts: EngineParts) -> Arc<Self> {
        let (notices, _) = broadcast::channel(NOTICES_MAX);
        Arc::new(Self {
            store: parts.store,
            clock: parts.clock,
            chance: parts.chance,
            log: parts.log,
            fence: parts.fence,
            ports: Ports::default(),
            paused: AtomicBool::new(false),
            woken: Notify::new(),
            running: Mutex::new(BTreeSet::new()),
            asked: Mutex::new(BTreeSet::new()),
            notices,
        })
    }

    /// Attaches a connection's connector; its flows run from now on.
    pub fn attach(&self, id: ConnectionId, port: Port) {
        self.ports.attach(id, port);
        self.wake();
    }

    /// Attaches a seller's own message queue to a fulfiller, or takes it away (F427).
    pub fn set_queue(&self, id: &ConnectionId, queue: Option<Arc<dyn MessageQueue>>) {
        self.ports.set_queue(id, queue);
        self.wake();
    }

    /// Detaches it; a running pass ends with its current call.
    pub fn detach(&self, id: &ConnectionId) {
        self.ports.detach(id);
    }

    /// Rests all loops; running passes finish.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::SeqCst);
    }

    /// Lets them run again.
    pub fn resume(&self) {
        self.paused.store(false, Ordering::SeqCst);
        self.wake();
    }

    /// Whether the loops rest.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::SeqCst)
    }

    /// Looks for due work at once: rows changed, or the clock jumped.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    /// Whether a pass of this flow runs now.
    pub fn is_running(&self, id: &ConnectionId, flow: Flow) -> bool {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).contains(&(id.clone(), flow))
    }

    /// Marks a flow as due now; joins a running pass (F203).
    ///
    /// # Errors
    /// As the ledger.
    pub fn run_now(&self, id: &ConnectionId, flow: Flow) -> Result<()> {
        let now = self.now();
        self.store.write(|tx| tx.flows().mark_due(id, flow, now))?;
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert((id.clone(), flow));
        self.wake();
        Ok(())
    }

    /// Whether a person asked for this pass; asking counts once.
    pub(crate) fn was_asked_for(&self, id: &ConnectionId, flow: Flow) -> bool {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).remove(&(id.clone(), flow))
    }

    /// Hears notices from now on.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Time of the connections' world.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The ledger as the engine sees it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn notify(&self, kind: NoticeKind, title: &str, body: String, order: Option<OrderKey>) {
        let notice = Notice { kind, title: title.to_owned(), body, order, connection: None };
        // Nobody listening is fine: everything critical also stands in the application.
        let _ = self.notices.send(notice);
    }

    /// Tells something about a connection.
    pub(crate) fn notify_about(&self, kind: NoticeKind, title: String, reason: &Reason, id: &ConnectionId) {
        let text = reason.code.text();
        let body = format!("{} {}", text.sentence, text.cure);
        let _ = self.notices.send(Notice { kind, title, body, order: None, connection: Some(id.clone()) });
    }

    pub(crate) fn step(&self, actor: &str, step: &str, subject: &str, detail: &str) {
        self.log.step(self.now(), actor, step, subject, detail);
    }

    pub(crate) fn sales(&self, id: &ConnectionId) -> Result<Arc<dyn SalesChannel>> {
        self.ports.sales(id).ok_or_else(|| EngineError::refused(ReasonCode::ConnectionOff))
    }

    pub(crate) fn fulfiller(&self, id: &ConnectionId) -> Result<Arc<dyn Fulfiller>> {
        self.ports.fulfiller(id).ok_or_else(|| EngineError::refused(ReasonCode::ConnectionOff))
    }

    pub(crate) fn connection(&self, id: &ConnectionId) -> Result<Connection> {
        let row = self.store.read(|v| v.connections().get(id))?;
        row.filter(|c| c.removed_at.is_none()).ok_or_else(|| EngineError::refused(ReasonCode::ConnectionOff))
    }

    /// A rejected credential rests the channel (architecture, section 3).
    pub(crate) fn rest_if_rejected(&self, id: &ConnectionId, error: &ChannelError) -> Result<()> {
        if !matches!(error, ChannelError::NeedsSignIn { .. }) {
            return Ok(());
        }
        let reason = error.as_reason();
        let name = self.store.write(|tx| needs_sign_in(tx, id, &reason))?;
        if let Some(name) = name {
            let notice = Notice {
                kind: NoticeKind::NeedsSignIn,
                title: format!("{name} needs sign-in"),
                body: format!("{} {}", reason.code.text().sentence, reason.code.text().cure),
                order: None,
                connection: Some(id.clone()),
            };
            let _ = self.notices.send(notice);
        }
        Ok(())
    }
}

/// Marks the connection; answers its name when it was not marked before.
fn needs_sign_in(tx: &Tx<'_>, id: &ConnectionId, reason: &Reason) -> std::result::Result<Option<String>, LedgerError> {
    let Some(mut row) = tx.connections().get(id)? else { return Ok(None) };
    if row.health == shopferry_ledger::ConnectionHealth::NeedsSignIn {
        return Ok(None);
    }
    row.health = shopferry_ledger::ConnectionHealth::NeedsSignIn;
    row.health_reason = Some(reason.clone());
    tx.connections().save(&row)?;
    Ok(Some(row.name))
}
