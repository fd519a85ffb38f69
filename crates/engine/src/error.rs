//! What can go wrong in a pass or an action.

use shopferry_channel::ChannelError;
use shopferry_domain::{Reason, ReasonCode};
use shopferry_ledger::LedgerError;

/// An action or a pass that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// It cannot be done now; the reason says why and what cures it.
    #[error("{}", .0.code.text().sentence)]
    Refused(Reason),
    /// A platform's answer.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// The store's answer.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl EngineError {
    /// The reason to show.
    pub fn as_reason(&self) -> Reason {
        match self {
            Self::Refused(reason) => reason.clone(),
            Self::Channel(error) => error.as_reason(),
            Self::Ledger(error) => error.reason(),
        }
    }

    pub(crate) fn refused(code: ReasonCode) -> Self {
        Self::Refused(Reason::new(code))
    }
}

/// What passes and actions answer.
pub type Result<T> = std::result::Result<T, EngineError>;
