//! The ledger, called without holding up the runtime.

use shopferry_ledger::{Durability, Ledger, LedgerError, Tx, View};

/// The ledger as the engine sees it: off the reactor in production, inline in a rehearsal (where work on another
/// thread would let paused time run away).
#[derive(Debug, Clone)]
pub struct Store {
    ledger: Ledger,
    threaded: bool,
}

impl Store {
    /// For a runtime with several threads.
    pub fn threaded(ledger: Ledger) -> Self {
        Self { ledger, threaded: true }
    }

    /// For one thread and paused time.
    pub fn inline(ledger: Ledger) -> Self {
        Self { ledger, threaded: false }
    }

    /// The ledger itself.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Reads at one moment.
    ///
    /// # Errors
    /// As the ledger.
    pub fn read<T>(&self, f: impl FnOnce(&View<'_>) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        if self.threaded { tokio::task::block_in_place(|| self.ledger.read(f)) } else { self.ledger.read(f) }
    }

    /// One transaction.
    ///
    /// # Errors
    /// As the ledger; nothing is kept then.
    pub fn write<T>(&self, f: impl FnOnce(&Tx<'_>) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.with(Durability::Normal, f)
    }

    /// One transaction that is on disk before it answers: export intents (architecture, section 6).
    ///
    /// # Errors
    /// As the ledger; nothing is kept then.
    pub fn write_durably<T>(&self, f: impl FnOnce(&Tx<'_>) -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.with(Durability::Full, f)
    }

    /// Takes deleted buyer data out of the write-ahead log.
    ///
    /// # Errors
    /// As the ledger.
    pub fn truncate_log(&self) -> Result<(), LedgerError> {
        if self.threaded {
            tokio::task::block_in_place(|| self.ledger.truncate_log())
        } else {
            self.ledger.truncate_log()
        }
    }

    fn with<T>(
        &self,
        durability: Durability,
        f: impl FnOnce(&Tx<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        if self.threaded {
            tokio::task::block_in_place(|| self.ledger.write(durability, f))
        } else {
            self.ledger.write(durability, f)
        }
    }
}
