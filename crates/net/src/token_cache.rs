//! An access token shared by all calls of a connection: refreshed early, by one caller at a time.

use std::future::Future;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::RwLock;

/// A value with its absolute expiry.
#[derive(Debug, Clone)]
pub struct Fresh<T> {
    /// The token.
    pub value: T,
    /// When the platform stops accepting it.
    pub expires_at: DateTime<Utc>,
}

/// Holds the newest token. `T` should be cheap to clone and must not print itself.
pub struct TokenCache<T> {
    early: TimeDelta,
    slot: RwLock<Slot<T>>,
}

struct Slot<T> {
    /// Counts tokens, so that many callers rejected with one token cause one renewal.
    generation: u64,
    held: Option<Fresh<T>>,
}

impl<T: Clone> TokenCache<T> {
    /// An empty cache that renews `early` before expiry.
    pub fn new(early: TimeDelta) -> Self {
        Self { early, slot: RwLock::new(Slot { generation: 0, held: None }) }
    }

    /// Puts a token in, for example one that was stored at the last run.
    pub async fn store(&self, fresh: Fresh<T>) {
        let mut slot = self.slot.write().await;
        slot.generation += 1;
        slot.held = Some(fresh);
    }

    /// The token to use and its generation. `rejected` is the generation a platform just refused, if any.
    ///
    /// # Errors
    /// Whatever `obtain` failed with; the old token is kept in that case.
    pub async fn get<F, A, E>(&self, now: DateTime<Utc>, rejected: Option<u64>, obtain: F) -> Result<(T, u64), E>
    where
        F: FnOnce() -> A + Send,
        A: Future<Output = Result<Fresh<T>, E>> + Send,
    {
        if let Some(hit) = self.usable(&*self.slot.read().await, now, rejected) {
            return Ok(hit);
        }
        let mut slot = self.slot.write().await;
        if let Some(hit) = self.usable(&slot, now, rejected) {
            return Ok(hit);
        }
        let fresh = obtain().await?;
        slot.generation += 1;
        let value = fresh.value.clone();
        slot.held = Some(fresh);
        Ok((value, slot.generation))
    }

    fn usable(&self, slot: &Slot<T>, now: DateTime<Utc>, rejected: Option<u64>) -> Option<(T, u64)> {
        let held = slot.held.as_ref()?;
        let fresh = now + self.early < held.expires_at && rejected != Some(slot.generation);
        fresh.then(|| (held.value.clone(), slot.generation))
    }
}
