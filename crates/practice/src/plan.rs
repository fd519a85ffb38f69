//! The buyers' plan: a seed becomes a list of timed steps before anything runs.
//!
//! Cutting steps out of a plan gives a smaller world that still runs: each step names its order by the buyer's number
//! in the plan, and steps of an order that was never placed do nothing.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Item};
use crate::chance::Chance;
use crate::tiktok::{Initiator, Mark, NewOrder};

pub(crate) const SECOND_MS: i64 = 1_000;
pub(crate) const MINUTE_MS: i64 = 60 * SECOND_MS;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Orders by hour of the day, in parts per thousand: quiet nights, busy evenings.
const HOURS: [u64; 24] = [22, 14, 9, 7, 6, 8, 14, 24, 34, 42, 48, 52, 56, 54, 50, 48, 50, 56, 64, 74, 84, 78, 62, 44];

/// Something a person does.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A buyer places an order.
    Place(NewOrder),
    /// The buyer pays.
    Pay,
    /// The buyer gives another address.
    ChangeAddress,
    /// The buyer cancels, or asks for it.
    AskCancel,
    /// The buyer takes the request back.
    Withdraw,
    /// Somebody cancels in the platform's own pages.
    Cancel(Initiator),
    /// The seller ships in the platform's own pages with this number.
    ShipByHand(String),
    /// The seller strikes one line of an order of several, for lack of stock.
    CancelLine,
    /// A shelf at Amazon is found empty.
    Shortage(String),
    /// Half of what used to stand on it is found again.
    Found(String),
    /// The next day's orders are planned (served worlds only).
    NextDay,
}

/// A list of steps in order of time.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    steps: BTreeMap<(i64, u64), (u64, Step)>,
    seq: u64,
    buyers: u64,
}

impl Plan {
    /// Nobody does anything.
    pub fn empty() -> Self {
        Self::default()
    }

    /// How many buyers it knows.
    pub fn buyers(&self) -> u64 {
        self.buyers
    }

    /// How many steps are left.
    pub fn steps_left(&self) -> usize {
        self.steps.len()
    }

    /// A number for one more buyer.
    pub fn add_buyer(&mut self) -> u64 {
        self.buyers += 1;
        self.buyers
    }

    /// Adds a step of that buyer.
    pub fn add(&mut self, at_ms: i64, buyer: u64, step: Step) {
        self.seq += 1;
        self.steps.insert((at_ms, self.seq), (buyer, step));
    }

    /// When the next step is due.
    pub fn next_ms(&self) -> Option<i64> {
        self.steps.first_key_value().map(|((at_ms, _), _)| *at_ms)
    }

    /// Takes the next step out if it is due until `now_ms`.
    pub fn take_due(&mut self, now_ms: i64) -> Option<(i64, u64, Step)> {
        let entry = self.steps.first_entry().filter(|entry| entry.key().0 <= now_ms)?;
        let ((at_ms, _), (buyer, step)) = entry.remove_entry();
        Some((at_ms, buyer, step))
    }

    /// Keeps only the steps of the buyers that `keep` accepts: a failing plan is cut until only the cause is left.
    pub fn cut(&mut self, keep: impl Fn(u64) -> bool) {
        self.steps.retain(|_, (buyer, _)| keep(*buyer));
    }

    /// Adds `orders` orders spread over the 24 hours from `start_ms`, with everything that people do to them later.
    /// About eight in ten are ordinary orders that Amazon may ship.
    pub fn add_day(&mut self, seed: u64, name: &str, start_ms: i64, orders: u64, catalogue: &Catalogue) {
        let mut chance = Chance::stream(seed, &format!("plan/{name}"));
        for _ in 0..orders {
            let placed_ms = start_ms + time_of_day(&mut chance);
            let buyer = self.add_buyer();
            self.add_order(&mut chance, buyer, placed_ms, catalogue);
        }
    }

    /// Adds ordinary orders that are all paid at `paid_ms`, so that they fall due together: the export bench.
    pub fn add_burst(&mut self, seed: u64, paid_ms: i64, orders: u64, catalogue: &Catalogue) {
        let mut chance = Chance::stream(seed, "plan/burst");
        let shelf = Shelf::of(catalogue);
        for _ in 0..orders {
            let buyer = self.add_buyer();
            let order = NewOrder { lines: vec![(shelf.plenty(&mut chance), 1)], ..NewOrder::of(&[]) };
            self.add(paid_ms - MINUTE_MS, buyer, Step::Place(order));
            self.add(paid_ms, buyer, Step::Pay);
        }
    }

    /// Adds the days before a practice shop was connected: orders that the seller shipped by hand, mostly.
    pub fn add_history(&mut self, seed: u64, start_ms: i64, days: u64, orders_per_day: u64, catalogue: &Catalogue) {
        let mut chance = Chance::stream(seed, "plan/history");
        let shelf = Shelf::of(catalogue);
        for day in 0..days {
            for _ in 0..orders_per_day {
                let placed_ms = start_ms + day as i64 * DAY_MS + time_of_day(&mut chance);
                let buyer = self.add_buyer();
                let order = NewOrder { lines: basket(&mut chance, &shelf), ..NewOrder::of(&[]) };
                self.add(placed_ms, buyer, Step::Place(order));
                let paid_ms = placed_ms + chance.range(5, 900) * SECOND_MS;
                self.add(paid_ms, buyer, Step::Pay);
                if chance.happens(0.05) {
                    self.add(paid_ms + chance.range(5, 50) * MINUTE_MS, buyer, Step::AskCancel);
                } else {
                    let shipped_ms = paid_ms + HOUR_MS + chance.range(2 * HOUR_MS, 26 * HOUR_MS);
                    self.add(shipped_ms, buyer, Step::ShipByHand(ups_number(&mut chance)));
                }
            }
        }
    }

    fn add_order(&mut self, chance: &mut Chance, buyer: u64, placed_ms: i64, catalogue: &Catalogue) {
        let shelf = Shelf::of(catalogue);
        let roll = chance.below(1_000);
        let mut order = NewOrder { lines: basket(chance, &shelf), ..NewOrder::of(&[]) };
        order.hold = !chance.happens(0.06);
        special_lines(roll, chance, &shelf, &mut order);
        special_marks(roll, chance, &mut order);
        let lines_of_seller = order.marks.is_empty() && (885..940).contains(&roll);
        let holds = order.hold;
        self.add(placed_ms, buyer, Step::Place(order));
        if (865..885).contains(&roll) {
            return; // never paid
        }
        let late = chance.happens(0.02);
        let wait_ms = if late { chance.range(HOUR_MS, 6 * HOUR_MS) } else { chance.range(4, 900) * SECOND_MS };
        let paid_ms = placed_ms + wait_ms;
        let free_ms = paid_ms + HOUR_MS;
        self.add(paid_ms, buyer, Step::Pay);
        let within_hold_ms = paid_ms + chance.range(3, 57) * MINUTE_MS;
        let after_hold_ms = free_ms + chance.range(2 * MINUTE_MS, 10 * HOUR_MS);
        match roll {
            740..770 => self.add(within_hold_ms, buyer, Step::ChangeAddress),
            785..825 => self.add(within_hold_ms, buyer, Step::AskCancel),
            825..855 => {
                self.add(after_hold_ms, buyer, Step::AskCancel);
                if chance.happens(0.3) {
                    self.add(after_hold_ms + chance.range(10, 240) * MINUTE_MS, buyer, Step::Withdraw);
                }
            }
            855..865 => self.add(after_hold_ms, buyer, Step::Cancel(Initiator::Seller)),
            _ if lines_of_seller && chance.happens(0.6) => {
                self.add(after_hold_ms + HOUR_MS, buyer, Step::ShipByHand(ups_number(chance)));
            }
            // Without a hold the seller may ship before the hour is over: such an order is not ours any more.
            700..740 if !holds && chance.happens(0.4) => {
                self.add(within_hold_ms, buyer, Step::ShipByHand(ups_number(chance)));
            }
            _ => {}
        }
    }
}

/// The SKUs by what Amazon has of them.
pub(crate) struct Shelf<'a> {
    linked: Vec<&'a Item>,
    strangers: Vec<&'a Item>,
    packs: Vec<&'a Item>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn of(catalogue: &'a Catalogue) -> Self {
        let sold = || catalogue.items().iter().filter(|item| item.tiktok_sku.is_some());
        Self {
            linked: sold().filter(|item| item.linked_by_sku()).collect(),
            strangers: sold().filter(|item| !item.linked_by_sku()).collect(),
            packs: sold().filter(|item| item.pack_of.is_some()).collect(),
        }
    }

    pub(crate) fn linked(&self, chance: &mut Chance) -> String {
        sku(chance.pick(&self.linked))
    }

    /// A linked SKU that does not run out in a day.
    fn plenty(&self, chance: &mut Chance) -> String {
        let plenty: Vec<&Item> = self.linked.iter().filter(|item| item.units_at_amazon > 100).copied().collect();
        sku(chance.pick(&plenty))
    }

    pub(crate) fn stranger(&self, chance: &mut Chance) -> String {
        sku(chance.pick(&self.strangers))
    }

    pub(crate) fn pack(&self, chance: &mut Chance) -> String {
        sku(chance.pick(&self.packs))
    }
}

fn sku(item: Option<&&Item>) -> String {
    item.and_then(|item| item.tiktok_sku.clone()).unwrap_or_default()
}

fn basket(chance: &mut Chance, shelf: &Shelf<'_>) -> Vec<(String, u32)> {
    let mut lines: Vec<(String, u32)> = Vec::new();
    let (kinds, most) = match chance.below(100) {
        0..=63 => (1, 1),
        64..=81 => (1, 3),
        82..=94 => (2, 1),
        _ => (3, 2),
    };
    for _ in 0..kinds {
        let sku = shelf.linked(chance);
        let units = chance.range(1, most) as u32;
        if !lines.iter().any(|(known, _)| *known == sku) {
            lines.push((sku, units));
        }
    }
    lines
}

fn special_lines(roll: u64, chance: &mut Chance, shelf: &Shelf<'_>, order: &mut NewOrder) {
    match roll {
        770..785 => order.message = "Please leave it at the side door.".to_owned(),
        885..910 => order.lines.push((shelf.stranger(chance), 1)),
        910..935 => order.lines = vec![(shelf.stranger(chance), 1)],
        935..940 => order.lines = vec![(crate::tiktok::BUNDLE_SKU.to_owned(), 1)],
        _ => {}
    }
}

pub(crate) fn special_marks(roll: u64, chance: &mut Chance, order: &mut NewOrder) {
    const RARE: [Mark; 10] = [
        Mark::Replacement,
        Mark::Exchange,
        Mark::MadeToOrder,
        Mark::BackOrder,
        Mark::Subscription,
        Mark::CollectionPoint,
        Mark::Authentication,
        Mark::Dangerous,
        Mark::Prescription,
        Mark::UnknownKind,
    ];
    let mark = match roll {
        940..960 => Mark::PlatformLabel,
        960..968 => Mark::Fbt,
        968..973 => Mark::Cod,
        973..978 => Mark::Sample,
        978..986 => Mark::Gift,
        986..990 => Mark::PreOrder,
        990..992 => Mark::Digital,
        992..1_000 => chance.pick(&RARE).copied().unwrap_or(Mark::UnknownKind),
        _ => return,
    };
    order.marks.insert(mark);
}

pub(crate) fn time_of_day(chance: &mut Chance) -> i64 {
    let mut left = chance.below(HOURS.iter().sum());
    for (hour, share) in HOURS.iter().enumerate() {
        if left < *share {
            return hour as i64 * HOUR_MS + chance.range(0, HOUR_MS - 1);
        }
        left -= share;
    }
    0
}

pub(crate) fn ups_number(chance: &mut Chance) -> String {
    format!("1Z{}", chance.hex(16).to_uppercase())
}
