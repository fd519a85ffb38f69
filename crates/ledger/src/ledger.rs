//! The store's door: one writer, a few readers, one message per commit.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::broadcast;

use crate::error::{LedgerError, Result};
use crate::key::DatabaseKey;
use crate::open;
use crate::owner::{self, Owner};
use crate::pool::Readers;
use crate::tables::profile;
use crate::tag::Changed;
use crate::tx::{Tx, View};

/// How many commits a slow listener may lag behind before it has to refetch everything.
const CHANGES_KEPT: usize = 256;
/// Readers beside the writer: the window's queries, the engine's, and one to spare.
const READERS: usize = 3;

/// Whether a commit must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Synced to the disk before it answers: export intents and their answers.
    Full,
    /// May be lost by a power cut (never by a killed process); reading again brings it back.
    Normal,
}

/// The store. Cheap to clone. Calls block: production wraps them in `spawn_blocking`.
///
/// A closure given to [`Ledger::write`] or [`Ledger::read`] must use its argument and never the ledger itself.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    path: Option<PathBuf>,
    writer: Mutex<Writer>,
    readers: Option<Readers>,
    seq: AtomicU64,
    changes: broadcast::Sender<Changed>,
}

struct Writer {
    conn: Connection,
    synced: Option<Durability>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl Ledger {
    /// Opens or creates the encrypted file (F303). Jobs that were running when the last owner died are queued again,
    /// to be looked up first. Take the profile's [`Owner`] before, or call [`Ledger::take_over`] after.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let mut conn = open::file(path, key)?;
        open::migrate(&mut conn, path)?;
        let readers = (0..READERS).map(|_| open::file(path, key)).collect::<Result<Vec<_>>>()?;
        let ledger = Self::over(conn, Some(path.to_owned()), Some(Readers::new(readers)));
        let folder = path.parent().unwrap_or(Path::new("."));
        match owner::fence_in(folder) {
            Some(fence) if ledger.fence()? == fence => {}
            fence => ledger.begin_era(fence)?,
        }
        Ok(ledger)
    }

    /// An empty store in memory, not encrypted: rehearsals and tests.
    pub fn in_memory() -> Result<Self> {
        let mut conn = open::memory()?;
        open::migrate(&mut conn, Path::new(":memory:"))?;
        Ok(Self::over(conn, None, None))
    }

    fn over(conn: Connection, path: Option<PathBuf>, readers: Option<Readers>) -> Self {
        let writer = Mutex::new(Writer { conn, synced: None });
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        Self { inner: Arc::new(Inner { path, writer, readers, seq: AtomicU64::new(0), changes }) }
    }

    /// One transaction: kept as a whole when `f` answers `Ok`, gone as a whole otherwise. Publishes [`Changed`].
    pub fn write<T>(&self, durability: Durability, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.sync(durability)?;
        let transaction = writer.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tx = Tx::new(&transaction);
        let answer = f(&tx)?;
        let tags = tx.tags();
        transaction.commit()?;
        if !tags.is_empty() {
            let seq = self.inner.seq.fetch_add(1, Ordering::Relaxed) + 1;
            // No listener is fine: screens may be closed.
            let _ = self.inner.changes.send(Changed { seq, tags });
        }
        Ok(answer)
    }

    /// Reads of one moment.
    pub fn read<T>(&self, f: impl FnOnce(&View<'_>) -> Result<T>) -> Result<T> {
        match &self.inner.readers {
            Some(readers) => readers.with(|conn| read_once(conn, f)),
            None => read_once(&self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner).conn, f),
        }
    }

    /// Messages after each commit that wrote something. The host thins them out to four a second.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.inner.changes.subscribe()
    }

    /// The number of the last commit of this process.
    pub fn seq(&self) -> u64 {
        self.inner.seq.load(Ordering::Relaxed)
    }

    /// The file; none in memory.
    pub fn path(&self) -> Option<&Path> {
        self.inner.path.as_deref()
    }

    /// Reads every page and checks every reference.
    pub fn integrity_check(&self) -> Result<()> {
        self.read(|view| {
            let fault: String = view.conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if fault != "ok" {
                return Err(LedgerError::Corrupt { what: "file".to_owned(), detail: fault });
            }
            let loose: i64 =
                view.conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
            if loose > 0 {
                let detail = format!("{loose} rows refer to rows that are not there");
                return Err(LedgerError::Corrupt { what: "file".to_owned(), detail });
            }
            Ok(())
        })
    }

    /// The fencing number that an export intent must carry (F314); 0 while nobody owns the profile.
    pub fn fence(&self) -> Result<i64> {
        self.read(profile::fence)
    }

    /// Makes this owner's fencing number the valid one and queues again what the owner before left running.
    pub fn take_over(&self, owner: &Owner) -> Result<()> {
        self.begin_era(Some(owner.fence()))
    }

    /// What opening does after a crash: running jobs are queued again, to be looked up first. For rehearsals, whose
    /// process "dies" while the store in memory lives on.
    pub fn requeue_running(&self) -> Result<usize> {
        self.write(Durability::Full, |tx| tx.outbox().requeue_running())
    }

    fn begin_era(&self, fence: Option<i64>) -> Result<()> {
        self.write(Durability::Full, |tx| {
            if let Some(fence) = fence {
                profile::set_fence(tx, fence)?;
            }
            tx.outbox().requeue_running().map(drop)
        })
    }

    /// Empties the write-ahead log into the file, so that erased text is in neither (F310).
    pub fn truncate_log(&self) -> Result<()> {
        let writer = self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let busy: i64 = writer.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(LedgerError::Busy) }
    }

    /// Moves a damaged database and its log aside, so that a backup or a new one can take its place; answers where to.
    pub fn set_aside(path: &Path) -> Result<PathBuf> {
        open::set_aside(path)
    }
}

fn read_once<T>(conn: &Connection, f: impl FnOnce(&View<'_>) -> Result<T>) -> Result<T> {
    let moment = conn.unchecked_transaction()?;
    f(&View::new(&moment))
}

impl Writer {
    fn sync(&mut self, durability: Durability) -> Result<()> {
        if self.synced != Some(durability) {
            let level = match durability {
                Durability::Full => "FULL",
                Durability::Normal => "NORMAL",
            };
            self.conn.pragma_update(None, "synchronous", level)?;
            self.synced = Some(durability);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_and_keeps_nothing_of_the_transaction() {
        let ledger = Ledger::in_memory().unwrap();
        let pages: i64 = {
            let writer = ledger.inner.writer.lock().unwrap();
            let pages: i64 = writer.conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
            writer.conn.pragma_update(None, "max_page_count", pages + 4).unwrap();
            pages
        };
        let full = ledger.write(Durability::Normal, |tx| {
            tx.settings().set("small", &1)?;
            tx.settings().set("large", &"x".repeat(100_000))
        });
        let error = full.unwrap_err();
        assert!(matches!(error, LedgerError::DiskFull), "{pages} pages: {error}");
        assert_eq!(error.reason().code, shopferry_domain::ReasonCode::DiskFull);
        assert_eq!(ledger.read(|view| view.settings().get::<u32>("small")).unwrap(), None);
        ledger.write(Durability::Normal, |tx| tx.settings().set("small", &1)).unwrap();
    }
}
