//! One token bucket with a queue, in world time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::pace::{Pace, Urgency};
use crate::rate_hints::RateHints;
use crate::waiting::Waiting;

/// After being throttled the pace halves, down to this share of the published one.
const SHARE_MIN: f64 = 1.0 / 16.0;
/// Each answer that was not throttled gives this much of the pace back.
const SHARE_REGAIN: f64 = 1.0 / 32.0;
/// The runtime's timers count milliseconds; shorter waits would spin.
const WAIT_MIN: Duration = Duration::from_millis(1);

pub(crate) struct Bucket {
    waiting: Arc<dyn Waiting>,
    state: Mutex<State>,
}

struct State {
    tokens: f64,
    capacity: f64,
    refill_per_second: f64,
    /// Share of the pace in use, 1.0 unless the platform throttled us.
    share: f64,
    counted_at: Duration,
    closed_until: Duration,
    next_ticket: u64,
    queue: BTreeMap<(Urgency, u64), Arc<Notify>>,
}

impl Bucket {
    pub(crate) fn new(pace: Pace, waiting: Arc<dyn Waiting>) -> Self {
        let counted_at = waiting.elapsed();
        let state = State {
            tokens: pace.capacity(),
            capacity: pace.capacity(),
            refill_per_second: pace.refill_per_second(),
            share: 1.0,
            counted_at,
            closed_until: counted_at,
            next_ticket: 0,
            queue: BTreeMap::new(),
        };
        Self { waiting, state: Mutex::new(state) }
    }

    /// Waits for a token and takes it. Dropping the future gives the place in the queue up.
    pub(crate) async fn take(&self, urgency: Urgency) {
        let place = Place::join(self, urgency);
        loop {
            match self.look(&place) {
                Look::Taken => return,
                Look::NotFirst => place.bell.notified().await,
                Look::In(wait) => self.waiting.wait(wait.max(WAIT_MIN)).await,
            }
        }
    }

    /// Takes in what an answer told about the pace.
    pub(crate) fn learn(&self, hints: &RateHints) {
        let now = self.waiting.elapsed();
        let mut state = self.lock();
        state.refill(now);
        if let Some(rate) = hints.rate_per_second.filter(|r| r.is_finite() && *r > 0.0) {
            state.refill_per_second = Pace::new(rate, 1).refill_per_second();
        }
        if hints.throttled {
            state.tokens = 0.0;
            state.share = (state.share / 2.0).max(SHARE_MIN);
            let pause = hints.retry_after.unwrap_or_else(|| state.time_for(1.0));
            state.closed_until = state.closed_until.max(now + pause);
        } else {
            state.share = (state.share + SHARE_REGAIN).min(1.0);
        }
    }

    fn look(&self, place: &Place<'_>) -> Look {
        let now = self.waiting.elapsed();
        let mut state = self.lock();
        if state.queue.keys().next() != Some(&place.ticket) {
            return Look::NotFirst;
        }
        if now < state.closed_until {
            return Look::In(state.closed_until - now);
        }
        state.refill(now);
        if state.tokens < 1.0 {
            let missing = 1.0 - state.tokens;
            return Look::In(state.time_for(missing));
        }
        state.tokens -= 1.0;
        Look::Taken
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn refill(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.counted_at).as_secs_f64();
        self.counted_at = self.counted_at.max(now);
        self.tokens = (self.tokens + passed * self.refill_per_second * self.share).min(self.capacity);
    }

    fn time_for(&self, tokens: f64) -> Duration {
        Duration::try_from_secs_f64(tokens / (self.refill_per_second * self.share)).unwrap_or(Duration::from_secs(3600))
    }
}

enum Look {
    Taken,
    NotFirst,
    In(Duration),
}

/// A place in the queue; leaving it, served or not, calls the next one.
struct Place<'a> {
    bucket: &'a Bucket,
    ticket: (Urgency, u64),
    bell: Arc<Notify>,
}

impl<'a> Place<'a> {
    fn join(bucket: &'a Bucket, urgency: Urgency) -> Self {
        let bell = Arc::new(Notify::new());
        let mut state = bucket.lock();
        let ticket = (urgency, state.next_ticket);
        state.next_ticket += 1;
        state.queue.insert(ticket, Arc::clone(&bell));
        drop(state);
        Self { bucket, ticket, bell }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.bucket.lock();
        state.queue.remove(&self.ticket);
        if let Some(next) = state.queue.values().next() {
            next.notify_one();
        }
    }
}
