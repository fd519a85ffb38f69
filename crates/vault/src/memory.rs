//! Secrets in memory: rehearsals and tests. Nothing survives the process.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};

use crate::Result;

/// How a keychain in memory behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MemoryState {
    /// It answers.
    #[default]
    Open,
    /// It is locked.
    Locked,
    /// There is none.
    Missing,
}

/// A keychain in memory, which can be locked or missing.
#[derive(Default)]
pub struct MemoryVault {
    inside: Mutex<(MemoryState, BTreeMap<SecretName, Secret>)>,
}

impl MemoryVault {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes it answer, be locked or be missing from now on.
    pub fn set_state(&self, state: MemoryState) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).0 = state;
    }

    /// The names held, in order: what a test looks at after a removal.
    pub fn names(&self) -> Vec<SecretName> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).1.keys().cloned().collect()
    }

    fn with<T>(&self, f: impl FnOnce(&mut BTreeMap<SecretName, Secret>) -> T) -> Result<T> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        match inside.0 {
            MemoryState::Open => Ok(f(&mut inside.1)),
            MemoryState::Locked => Err(SecretStoreError::Locked),
            MemoryState::Missing => Err(SecretStoreError::NoKeychain("no keychain service answers".to_owned())),
        }
    }
}

impl std::fmt::Debug for MemoryVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryVault(…)")
    }
}

impl SecretStore for MemoryVault {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>> {
        self.with(|held| held.get(name).cloned())
    }

    fn put(&self, name: &SecretName, secret: &Secret) -> Result<()> {
        self.with(|held| held.insert(name.clone(), secret.clone())).map(drop)
    }

    fn delete(&self, name: &SecretName) -> Result<()> {
        self.with(|held| held.remove(name)).map(drop)
    }
}
