//! Access and refresh tokens, and where the newest ones are kept (tiktok-shop fact sheet 2).

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_domain::ConnectionId;

use crate::scope;
use crate::wire;

/// An authorization that ends later than this has no end for our purposes (F007).
const NO_END_AFTER: TimeDelta = TimeDelta::days(20 * 365);

/// A pair of tokens.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// For calls.
    pub access: Secret,
    /// When the platform stops taking it.
    pub access_expires_at: DateTime<Utc>,
    /// For the next pair; always the newest one.
    pub refresh: Secret,
    /// When the authorization ends; `None` = no end (F007: a date decades ahead).
    pub refresh_expires_at: Option<DateTime<Utc>>,
}

/// What a sign-in brought.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The tokens.
    pub tokens: Tokens,
    /// The seller's id for this app.
    pub open_id: Option<String>,
    /// The seller's name.
    pub seller_name: Option<String>,
    /// The seller's base region.
    pub base_region: Option<String>,
    /// Granted permissions; `None` when the answer does not tell, then the connection test asks (F006).
    pub scopes: Option<Vec<String>>,
}

impl Grant {
    /// Needed permissions that are surely not granted.
    pub fn missing_scopes(&self) -> Vec<&'static str> {
        self.scopes.as_deref().map(scope::missing).unwrap_or_default()
    }
}

/// Reads the token endpoint's data; `None` when a token or its expiry is missing.
pub(crate) fn read(data: &wire::TokenData, now: DateTime<Utc>) -> Option<Tokens> {
    let token = |text: &Option<String>| text.clone().map(Secret::new);
    let time = |secs: Option<i64>| secs.filter(|s| *s > 0).and_then(|s| DateTime::from_timestamp(s, 0));
    Some(Tokens {
        access: token(&data.access_token)?,
        access_expires_at: time(data.access_token_expire_in)?,
        refresh: token(&data.refresh_token)?,
        refresh_expires_at: time(data.refresh_token_expire_in).filter(|at| *at < now + NO_END_AFTER),
    })
}

/// Keeps the app's secret and the newest tokens of one connection.
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// The app's secret; `None` when there is none.
    async fn app_secret(&self) -> Result<Option<Secret>, SecretStoreError>;
    /// The newest tokens; `None` when the connection is not signed in.
    async fn load(&self) -> Result<Option<Tokens>, SecretStoreError>;
    /// Stores new tokens. They are not used before this has succeeded.
    async fn save(&self, tokens: &Tokens) -> Result<(), SecretStoreError>;
}

/// Tokens in memory: while an account is being added, and in tests.
#[derive(Debug)]
pub struct HeldTokens {
    app_secret: Secret,
    newest: Mutex<Option<Tokens>>,
}

impl HeldTokens {
    /// Starts with these.
    pub fn new(app_secret: Secret, tokens: Option<Tokens>) -> Self {
        Self { app_secret, newest: Mutex::new(tokens) }
    }

    /// The newest tokens.
    pub fn newest(&self) -> Option<Tokens> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl TokenStore for HeldTokens {
    async fn app_secret(&self) -> Result<Option<Secret>, SecretStoreError> {
        Ok(Some(self.app_secret.clone()))
    }

    async fn load(&self) -> Result<Option<Tokens>, SecretStoreError> {
        Ok(self.newest())
    }

    async fn save(&self, tokens: &Tokens) -> Result<(), SecretStoreError> {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokens.clone());
        Ok(())
    }
}

/// On which thread the store of secrets is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// The caller's: rehearsals, where work on another thread would let paused time run away.
    Inline,
    /// One for blocking work: production, where a keychain may take its time.
    Blocking,
}

/// Tokens in the store of secrets, one entry each: `app_secret`, `access_token`, `refresh_token`.
///
/// A token's entry is `<expiry in Unix seconds, 0 = no end> <token>`.
#[derive(Debug, Clone)]
pub struct KeptTokens {
    store: Arc<dyn SecretStore>,
    connection: ConnectionId,
    thread: Thread,
}

const APP_SECRET: &str = "app_secret";
const ACCESS: &str = "access_token";
const REFRESH: &str = "refresh_token";

impl KeptTokens {
    /// The entries of `connection`.
    pub fn new(store: Arc<dyn SecretStore>, connection: ConnectionId, thread: Thread) -> Self {
        Self { store, connection, thread }
    }

    /// Stores the app's secret, when an account is added.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn save_app_secret(&self, secret: &Secret) -> Result<(), SecretStoreError> {
        let (name, secret) = (self.name(APP_SECRET), secret.clone());
        self.ask(move |store| store.put(&name, &secret)).await
    }

    /// Deletes all entries, when the connection is removed.
    ///
    /// # Errors
    /// Whatever the store says; the rest is not tried then.
    pub async fn forget(&self) -> Result<(), SecretStoreError> {
        let names = [APP_SECRET, ACCESS, REFRESH].map(|what| self.name(what));
        self.ask(move |store| names.iter().try_for_each(|name| store.delete(name))).await
    }

    fn name(&self, what: &str) -> SecretName {
        SecretName::of(&self.connection, what)
    }

    async fn ask<T, F>(&self, work: F) -> Result<T, SecretStoreError>
    where
        T: Send + 'static,
        F: FnOnce(&dyn SecretStore) -> Result<T, SecretStoreError> + Send + 'static,
    {
        match self.thread {
            Thread::Inline => work(&*self.store),
            Thread::Blocking => {
                let store = Arc::clone(&self.store);
                let work = tokio::task::spawn_blocking(move || work(&*store));
                work.await.unwrap_or_else(|_| Err(SecretStoreError::Other("the keychain call broke off".to_owned())))
            }
        }
    }
}

#[async_trait]
impl TokenStore for KeptTokens {
    async fn app_secret(&self) -> Result<Option<Secret>, SecretStoreError> {
        let name = self.name(APP_SECRET);
        self.ask(move |store| store.get(&name)).await
    }

    async fn load(&self) -> Result<Option<Tokens>, SecretStoreError> {
        let names = [ACCESS, REFRESH].map(|what| self.name(what));
        let [access, refresh] = names;
        let entries = self.ask(move |store| Ok((store.get(&access)?, store.get(&refresh)?))).await?;
        let (access, refresh) = (entries.0.as_ref().and_then(taken_apart), entries.1.as_ref().and_then(taken_apart));
        let Some((refresh_expires_at, refresh)) = refresh else { return Ok(None) };
        // Without a readable access token the refresh token brings a new one.
        let (until, access) = access.unwrap_or((None, Secret::new("")));
        let access_expires_at = until.unwrap_or(DateTime::UNIX_EPOCH);
        Ok(Some(Tokens { access, access_expires_at, refresh, refresh_expires_at }))
    }

    async fn save(&self, tokens: &Tokens) -> Result<(), SecretStoreError> {
        // The refresh token first: with it alone the connection lives on.
        let entries = [
            (self.name(REFRESH), put_together(tokens.refresh_expires_at, &tokens.refresh)),
            (self.name(ACCESS), put_together(Some(tokens.access_expires_at), &tokens.access)),
        ];
        self.ask(move |store| entries.iter().try_for_each(|(name, secret)| store.put(name, secret))).await
    }
}

fn put_together(until: Option<DateTime<Utc>>, token: &Secret) -> Secret {
    Secret::new(format!("{} {}", until.map_or(0, |at| at.timestamp()), token.expose()))
}

fn taken_apart(entry: &Secret) -> Option<(Option<DateTime<Utc>>, Secret)> {
    let (until, token) = entry.expose().split_once(' ')?;
    let secs: i64 = until.parse().ok()?;
    let until = Some(secs).filter(|s| *s > 0).and_then(|s| DateTime::from_timestamp(s, 0));
    Some((until, Secret::new(token))).filter(|(_, token)| !token.is_empty())
}
