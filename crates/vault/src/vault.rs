//! Secrets for async callers: each call on a blocking thread, or inline where time is virtual.

use std::sync::Arc;

use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use zeroize::Zeroizing;

use crate::{MemoryVault, OsVault, Result, database_key};

/// A store of secrets that async code may call. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Vault {
    store: Arc<dyn SecretStore>,
    inline: bool,
}

impl Vault {
    /// Calls move to a blocking thread: for every keychain of an operating system.
    pub fn new(store: Arc<dyn SecretStore>) -> Self {
        Self { store, inline: false }
    }

    /// The operating system's keychain for a profile.
    pub fn os(profile: &str) -> Self {
        Self::new(Arc::new(OsVault::new(profile)))
    }

    /// Calls stay on this thread, so that paused time stays paused: rehearsals.
    pub fn inline(store: Arc<dyn SecretStore>) -> Self {
        Self { store, inline: true }
    }

    /// An empty one in memory, inline.
    pub fn memory() -> Self {
        Self::inline(Arc::new(MemoryVault::new()))
    }

    /// The store itself, for code that is on a blocking thread already.
    pub fn store(&self) -> &Arc<dyn SecretStore> {
        &self.store
    }

    /// Reads a secret; none when there is none.
    pub async fn get(&self, name: SecretName) -> Result<Option<Secret>> {
        self.run(move |store| store.get(&name)).await
    }

    /// Stores or replaces a secret.
    pub async fn put(&self, name: SecretName, secret: Secret) -> Result<()> {
        self.run(move |store| store.put(&name, &secret)).await
    }

    /// Deletes a secret; absent is fine.
    pub async fn delete(&self, name: SecretName) -> Result<()> {
        self.run(move |store| store.delete(&name)).await
    }

    /// The key of the profile's database, if it was ever made.
    pub async fn find_database_key(&self) -> Result<Option<Zeroizing<[u8; 32]>>> {
        self.run(database_key::find_database_key).await
    }

    /// The key of the profile's database, made on the first call.
    pub async fn database_key(&self) -> Result<Zeroizing<[u8; 32]>> {
        self.run(database_key::database_key).await
    }

    async fn run<T: Send + 'static>(
        &self,
        f: impl FnOnce(&dyn SecretStore) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.inline {
            return f(self.store.as_ref());
        }
        let store = Arc::clone(&self.store);
        tokio::task::spawn_blocking(move || f(store.as_ref()))
            .await
            .unwrap_or_else(|_| Err(SecretStoreError::Other("the keychain's client stopped".to_owned())))
    }
}
