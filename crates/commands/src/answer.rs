//! Errors of the parts below, as a command's error: a code, a sentence, a cure.

use shopferry_channel::{ChannelError, SecretStoreError};
use shopferry_domain::{Reason, ReasonCode};
use shopferry_engine::EngineError;
use shopferry_ledger::LedgerError;

use crate::list::CommandError;

impl From<LedgerError> for CommandError {
    fn from(error: LedgerError) -> Self {
        match &error {
            LedgerError::Conflict { what } => Self::new("conflict", sentence(what), ""),
            LedgerError::NotFound { table, .. } => Self::not_found(table.trim_end_matches('s')),
            _ => Self::from(&error.reason()),
        }
    }
}

impl From<EngineError> for CommandError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Ledger(error) => Self::from(error),
            other => Self::from(&other.as_reason()),
        }
    }
}

impl From<ChannelError> for CommandError {
    fn from(error: ChannelError) -> Self {
        Self::from(&error.as_reason())
    }
}

impl From<SecretStoreError> for CommandError {
    fn from(error: SecretStoreError) -> Self {
        let code = match &error {
            SecretStoreError::Locked => ReasonCode::KeychainLocked,
            SecretStoreError::NoKeychain(_) | SecretStoreError::Other(_) => ReasonCode::NoKeychain,
        };
        Self::from(&Reason::about(code, error.to_string()))
    }
}

/// A first letter in upper case and a stop at the end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
