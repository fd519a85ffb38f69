//! A day on which buyers, sellers and warehouses do everything that features, section 7, has a row for: cancels at each
//! moment, changes, notes, fast shipping, many units, strange words, and goods that turn out to be missing.

use crate::catalogue::Catalogue;
use crate::chance::Chance;
use crate::plan::{DAY_MS, HOUR_MS, MINUTE_MS, Plan, SECOND_MS, Shelf, Step, special_marks, time_of_day, ups_number};
use crate::tiktok::{BUNDLE_SKU, Initiator, NewOrder, Written};

/// Shelves that are found empty in a day.
const SHORTAGES: u64 = 8;

impl Plan {
    /// Adds `orders` orders of all kinds over the 24 hours from `start_ms`.
    pub fn add_mixed_day(&mut self, seed: u64, start_ms: i64, orders: u64, catalogue: &Catalogue) {
        let mut chance = Chance::stream(seed, "plan/mixed");
        let shelf = Shelf::of(catalogue);
        for _ in 0..orders {
            let placed_ms = start_ms + time_of_day(&mut chance);
            let buyer = self.add_buyer();
            self.add_mixed_order(&mut chance, buyer, placed_ms, &shelf);
        }
        for _ in 0..SHORTAGES {
            let at_ms = start_ms + chance.range(HOUR_MS, DAY_MS);
            let sku = shelf.linked(&mut chance);
            self.add(at_ms, 0, Step::Shortage(sku.clone()));
            self.add(at_ms + chance.range(HOUR_MS, 5 * HOUR_MS), 0, Step::Found(sku));
        }
    }

    fn add_mixed_order(&mut self, chance: &mut Chance, buyer: u64, placed_ms: i64, shelf: &Shelf<'_>) {
        let mut order = NewOrder { lines: wide_basket(chance, shelf), ..NewOrder::of(&[]) };
        order.hold = !chance.happens(0.06);
        order.express = chance.happens(0.2);
        order.message = note(chance);
        order.written = chance.happens(0.04).then(|| strange_words(chance));
        kind(chance, shelf, &mut order);
        let ordinary = order.marks.is_empty();
        self.add(placed_ms, buyer, Step::Place(order));
        if chance.happens(0.02) {
            return; // never paid
        }
        let paid_ms = placed_ms + chance.range(4, 900) * SECOND_MS;
        self.add(paid_ms, buyer, Step::Pay);
        let free_ms = paid_ms + HOUR_MS;
        match chance.below(100) {
            0..=3 => self.add(paid_ms + chance.range(3, 57) * MINUTE_MS, buyer, Step::ChangeAddress),
            4..=5 => self.add(free_ms + chance.range(1, 30) * MINUTE_MS, buyer, Step::ChangeAddress),
            6..=29 => self.add_cancel(chance, buyer, paid_ms, free_ms),
            30..=32 => self.add(paid_ms + chance.range(3, 57) * MINUTE_MS, buyer, Step::CancelLine),
            33..=35 if ordinary => {
                let shipped_ms = free_ms + chance.range(0, 10 * HOUR_MS);
                self.add(shipped_ms, buyer, Step::ShipByHand(ups_number(chance)));
            }
            _ => {}
        }
    }

    fn add_cancel(&mut self, chance: &mut Chance, buyer: u64, paid_ms: i64, free_ms: i64) {
        let at_ms = match chance.below(6) {
            // While it is held.
            0 => paid_ms + chance.range(3, 57) * MINUTE_MS,
            // While it leaves.
            1 => free_ms + chance.range(-5, 90) * SECOND_MS,
            // Just accepted; most are received or planned then.
            2 => free_ms + chance.range(2, 15) * MINUTE_MS,
            // Planned or picked.
            3 => free_ms + chance.range(20 * MINUTE_MS, 9 * HOUR_MS),
            // Picked or gone.
            4 => free_ms + chance.range(9 * HOUR_MS, 40 * HOUR_MS),
            // Somewhere in a delay.
            _ => free_ms + chance.range(5, 24 * 60) * MINUTE_MS,
        };
        match chance.below(10) {
            0..=5 => {
                self.add(at_ms, buyer, Step::AskCancel);
                if chance.happens(0.35) {
                    let soon = chance.happens(0.5);
                    let wait_ms =
                        if soon { chance.range(20, 240) * SECOND_MS } else { chance.range(5, 240) * MINUTE_MS };
                    self.add(at_ms + wait_ms, buyer, Step::Withdraw);
                }
            }
            6..=7 => self.add(at_ms, buyer, Step::Cancel(Initiator::Seller)),
            _ => self.add(at_ms, buyer, Step::Cancel(Initiator::System)),
        }
    }
}

/// Half the orders are one unit; others become several parcels.
fn wide_basket(chance: &mut Chance, shelf: &Shelf<'_>) -> Vec<(String, u32)> {
    let (kinds, most) = match chance.below(100) {
        0..=49 => (1, 1),
        50..=69 => (1, 6),
        70..=84 => (2, 2),
        85..=95 => (3, 4),
        _ => (5, 3),
    };
    let mut lines: Vec<(String, u32)> = Vec::new();
    for _ in 0..kinds {
        let sku = shelf.linked(chance);
        let units = chance.range(1, most) as u32;
        if !lines.iter().any(|(known, _)| *known == sku) {
            lines.push((sku, units));
        }
    }
    lines
}

fn kind(chance: &mut Chance, shelf: &Shelf<'_>, order: &mut NewOrder) {
    match chance.below(1_000) {
        0..=59 => order.lines.push((shelf.stranger(chance), 1)),
        60..=84 => order.lines = vec![(shelf.stranger(chance), 1)],
        85..=99 => order.lines = vec![(BUNDLE_SKU.to_owned(), 1)],
        100..=129 => order.lines.push((shelf.pack(chance), 1)),
        // All the marks of an ordinary day, more often.
        130..=199 => special_marks(940 + chance.below(60), chance, order),
        _ => {}
    }
}

const NOTES: [&str; 8] = [
    "Please leave it at the side door.",
    "Ring twice \u{1F514}\u{1F514} \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} thank you \u{1F381}",
    "\u{0}\u{7}bell\u{8}\r\n\tdoor\u{1b}[31m red",
    "\u{202E}اتركه عند الباب\u{202C} please",
    "<script>alert(1)</script> & \"quotes\" ' -- ;",
    "=HYPERLINK(\"http://127.0.0.1\")",
    "e\u{301}\u{301}\u{301} Straße № 5 – 東京",
    "   ",
];

/// Most buyers write nothing; some write anything.
fn note(chance: &mut Chance) -> String {
    match chance.below(100) {
        0..=74 => String::new(),
        75..=97 => chance.pick(&NOTES).map(|note| (*note).to_owned()).unwrap_or_default(),
        _ => "a very long line ".repeat(625),
    }
}

/// A name or an address that no form expected.
fn strange_words(chance: &mut Chance) -> Written {
    let name = match chance.below(4) {
        0 => "Practice\u{0} Buyer\u{7}\n".to_owned(),
        1 => "\u{202E}Practice Buyer\u{202C} \u{1F98A}".to_owned(),
        2 => "P".repeat(10_000),
        _ => String::new(),
    };
    let street = match chance.below(5) {
        0 => "12 Practice\tStreet\u{1b}".to_owned(),
        1 => "12 Practice Street \u{1F3E0}".to_owned(),
        2 => "شارع التدريب 12".to_owned(),
        3 => "Practice Street ".repeat(625),
        _ => String::new(),
    };
    Written { name, street }
}
