//! Secrets: fetched when used, dropped after, never printed.

use serde::{Deserialize, Serialize};
use shopferry_domain::ConnectionId;
use zeroize::Zeroize;

/// A secret. `Debug` prints a placeholder and it cannot be serialised.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for use in a request only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Which secret: one keychain entry each, never a bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SecretName {
    /// Whose: a connection, or `profile` for the database key.
    pub owner: String,
    /// What, for example `refresh_token`.
    pub what: String,
}

impl SecretName {
    /// A secret of a connection.
    pub fn of(connection: &ConnectionId, what: &str) -> Self {
        Self { owner: connection.to_string(), what: what.to_owned() }
    }
}

/// Why the store of secrets cannot answer. Each state has its own message and cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretStoreError {
    /// No keychain runs on this computer.
    #[error("this computer has no keychain that is running: {0}")]
    NoKeychain(String),
    /// The keychain is there but locked.
    #[error("the keychain is locked")]
    Locked,
    /// Anything else, without the secret.
    #[error("the keychain answered with an error: {0}")]
    Other(String),
}

/// Where secrets live. The core is synchronous: production wraps it in `spawn_blocking`, a rehearsal calls it inline.
pub trait SecretStore: Send + Sync + std::fmt::Debug {
    /// Reads a secret; `None` when there is none.
    fn get(&self, name: &SecretName) -> std::result::Result<Option<Secret>, SecretStoreError>;
    /// Stores or replaces a secret.
    fn put(&self, name: &SecretName, secret: &Secret) -> std::result::Result<(), SecretStoreError>;
    /// Deletes a secret; absent is fine.
    fn delete(&self, name: &SecretName) -> std::result::Result<(), SecretStoreError>;
}
