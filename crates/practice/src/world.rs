//! The world: everything that exists, and how its time passes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::amazon::{CourierScan, Seller};
use crate::buyers::Buyers;
use crate::catalogue::Catalogue;
use crate::clock::WorldClock;
use crate::fault::FaultBoard;
use crate::house_rules::HouseRules;
use crate::journal::Journal;
use crate::plan::{DAY_MS, Plan};
use crate::tiktok::{Scan, Shop};
use crate::verdict::Observed;

/// Days that a practice shop has been open when it is first connected.
pub const HISTORY_DAYS: u64 = 14;

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
    /// The people and their plan.
    pub buyers: Buyers,
    /// What was noted for the verdict while the world ran.
    pub verdict: Observed,
    /// The seller's own rules, which every client is held to; none = there are none.
    pub house: Option<HouseRules>,
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
        let now_ms = clock.now_ms();
        Self::begun_at(seed, clock, now_ms)
    }

    /// The day of `orders` orders that `practice day` runs, from the clock's present on.
    pub fn practice_day(seed: u64, clock: WorldClock, orders: u64) -> Self {
        let mut world = Self::new(seed, clock);
        let now_ms = world.now_ms();
        world.buyers.plan.add_day(seed, "day", now_ms, orders, &world.catalogue);
        world
    }

    /// A day of `orders` orders on which everything happens, in a shop whose seller has rules.
    pub fn mixed_day(seed: u64, clock: WorldClock, orders: u64) -> Self {
        let mut world = Self::new(seed, clock);
        let now_ms = world.now_ms();
        world.buyers.plan.add_mixed_day(seed, now_ms, orders, &world.catalogue);
        world.house = Some(HouseRules::seeded(seed, &world.catalogue));
        world
    }

    /// `orders` ordinary orders that are all paid one minute from the clock's present, in a quiet world: what
    /// `bench export` measures.
    pub fn export_bench(seed: u64, clock: WorldClock, orders: u64) -> Self {
        let mut world = Self::new(seed, clock);
        let paid_ms = world.now_ms() + 60_000;
        world.amazon.mishaps = false;
        world.buyers.plan.add_burst(seed, paid_ms, orders, &world.catalogue);
        world
    }

    /// A new practice shop: fourteen days old, with `orders_per_day` buyers to come for ever.
    pub fn practice_shop(seed: u64, clock: WorldClock, orders_per_day: u64) -> Self {
        let now_ms = clock.now_ms();
        let start_ms = now_ms - HISTORY_DAYS as i64 * DAY_MS;
        let mut world = Self::begun_at(seed, clock, start_ms);
        let mut plan = Plan::empty();
        plan.add_history(seed, start_ms, HISTORY_DAYS, orders_per_day.min(60), &world.catalogue);
        world.buyers.plan = plan;
        world.advance_to(now_ms);
        world.renew_access(now_ms);
        world.keep_selling(orders_per_day);
        world
    }

    fn begun_at(seed: u64, clock: WorldClock, start_ms: i64) -> Self {
        let catalogue = Catalogue::seeded(seed);
        Self {
            seed,
            journal: Journal::new(),
            faults: FaultBoard::new(seed),
            strict: true,
            tiktok: Shop::new(seed, start_ms, &catalogue),
            amazon: Seller::new(seed, start_ms, &catalogue),
            catalogue,
            clock,
            buyers: Buyers::default(),
            verdict: Observed::default(),
            house: None,
        }
    }

    /// Fresh codes and tokens, as if the seller had just authorized the apps.
    pub fn renew_access(&mut self, now_ms: i64) {
        let code = self.tiktok.access.issue_code(now_ms);
        let _ = self.tiktok.access.exchange(&code, now_ms);
        self.tiktok.access.issue_code(now_ms);
        self.amazon.account.renew_code(now_ms);
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

    /// Lets everything due until `now_ms` happen, in order of time: people first, then platforms, then couriers.
    pub fn advance_to(&mut self, now_ms: i64) {
        while let Some(due_ms) = self.next_event_ms().filter(|due_ms| *due_ms <= now_ms) {
            while let Some((at_ms, buyer, step)) = self.buyers.plan.take_due(due_ms) {
                self.step(at_ms, buyer, step);
            }
            self.tiktok.advance(due_ms, &mut self.journal);
            self.amazon.advance(due_ms, &mut self.journal);
            self.couriers();
        }
    }

    /// When something happens next by itself; `None` if nothing is planned.
    pub fn next_event_ms(&self) -> Option<i64> {
        [self.buyers.plan.next_ms(), self.tiktok.next_event_ms(), self.amazon.next_event_ms()]
            .into_iter()
            .flatten()
            .min()
    }

    /// When something happens next to an order: what *Next event* jumps to.
    pub fn next_order_event_ms(&self) -> Option<i64> {
        let amazon_ms = self.amazon.next_order_event_ms();
        [self.buyers.plan.next_ms(), self.tiktok.next_event_ms(), amazon_ms].into_iter().flatten().min()
    }

    /// What couriers did with Amazon's parcels reaches TikTok by each number the parcel is known by.
    fn couriers(&mut self) {
        for moved in self.amazon.take_moves() {
            let scan = match moved.scan {
                CourierScan::Collected => Scan::Collected,
                CourierScan::InTransit => Scan::Moved,
                CourierScan::Delivered => Scan::Delivered,
            };
            for number in &moved.numbers {
                self.tiktok.carrier_scan(number, scan, moved.at_ms);
            }
        }
    }
}
