//! One thread with paused time.

use std::future::Future;

use shopferry_commands::list::CommandError;
use shopferry_ledger::LedgerError;

/// Why a rehearsal did not come to its end. What went wrong *in* it stands in its counts.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The runtime could not be made.
    #[error("no runtime could be made: {0}")]
    Runtime(#[from] std::io::Error),
    /// The ledger in memory failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The practice accounts could not be connected.
    #[error("the practice accounts could not be connected: {0}")]
    Connect(#[from] CommandError),
    /// The world refused what the rehearsal set up.
    #[error("the practice world refused the set-up: {0}")]
    World(String),
    /// An unknown fault was named.
    #[error("{0}")]
    Faults(String),
}

/// Runs a rehearsal on a runtime of its own: one thread, paused time.
///
/// # Errors
/// Those of `work`, or when no runtime could be made.
pub fn run<T>(work: impl Future<Output = Result<T, RehearsalError>>) -> Result<T, RehearsalError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?;
    runtime.block_on(work)
}
