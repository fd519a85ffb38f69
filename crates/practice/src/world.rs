//! The world: everything that exists, and how its time passes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::amazon::Seller;
use crate::catalogue::Catalogue;
use crate::clock::WorldClock;
use crate::fault::FaultBoard;
use crate::journal::Journal;
use crate::tiktok::Shop;

/// Everything that exists. Kept behind [`SharedWorld`].
#[derive(Debug)]
pub struct World {
    /// What everything was drawn from.
    pub seed: u64,
    /// World time.
    pub clock: WorldClock,
    /// Log and counters.
    pub journal: Journal,
    /// Faults on demand.
    pub faults: FaultBoard,
    /// Refuse what the platforms document as wrong (on for our own connectors; off tolerates what clients of
    /// others send).
    pub strict: bool,
    /// What is sold.
    pub catalogue: Catalogue,
    /// TikTok Shop.
    pub tiktok: Shop,
    /// Amazon.
    pub amazon: Seller,
}

/// The world, shared by the handlers. The lock is never held across an await.
pub type SharedWorld = Arc<Mutex<World>>;

/// Locks the world; a handler that panicked leaves it usable.
pub fn lock(world: &SharedWorld) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// A world without buyers, at the clock's present.
    pub fn new(seed: u64, clock: WorldClock) -> Self {
        let catalogue = Catalogue::seeded(seed);
        let now_ms = clock.now_ms();
        Self {
            seed,
            journal: Journal::new(),
            faults: FaultBoard::new(seed),
            strict: true,
            tiktok: Shop::new(seed, now_ms, &catalogue),
            amazon: Seller::new(seed, now_ms, &catalogue),
            catalogue,
            clock,
        }
    }

    /// Puts the world behind its lock.
    pub fn share(self) -> SharedWorld {
        Arc::new(Mutex::new(self))
    }

    /// World time, Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The platforms' clock: world time plus what [`crate::fault::Fault::ClockSkew`] adds. Requests' timestamps are
    /// checked against this.
    pub fn platform_now_ms(&self) -> i64 {
        let now_ms = self.now_ms();
        now_ms.saturating_add(self.faults.skew_ms(now_ms))
    }

    /// Lets everything due until now happen, in order of time.
    pub fn advance(&mut self) {
        let now_ms = self.now_ms();
        self.advance_to(now_ms);
    }

    /// Lets everything due until `now_ms` happen, in order of time.
    pub fn advance_to(&mut self, now_ms: i64) {
        while let Some(due_ms) = self.next_event_ms().filter(|due_ms| *due_ms <= now_ms) {
            self.tiktok.advance(due_ms, &mut self.journal);
            self.amazon.advance(due_ms, &mut self.journal);
        }
    }

    /// When something happens next by itself; `None` if nothing is planned.
    pub fn next_event_ms(&self) -> Option<i64> {
        [self.tiktok.next_event_ms(), self.amazon.next_event_ms()].into_iter().flatten().min()
    }
}
