//! What a seller decided for the shop, drawn from the seed: the world holds a client to it.
//!
//! The client is told the same rules in its own words by whoever runs the day; nothing of the client is known here.

use rust_decimal::Decimal;

use crate::amazon::FulfillmentOrder;
use crate::catalogue::Catalogue;
use crate::chance::Chance;
use crate::tiktok::{Mark, Order};
use crate::world::World;

const MINUTE_MS: i64 = 60_000;

/// What becomes of lines that no SKU at Amazon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// The whole order stays.
    Block,
    /// The others go.
    Split,
    /// The others go, and these go to the seller's own warehouse.
    OwnWarehouse,
}

/// A seller's rules (features F061–F065, F037, F040, F041, F328).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseRules {
    /// Wait so long after the release, in minutes.
    pub delay_minutes: u32,
    /// Reserve the stock at Amazon meanwhile.
    pub keep_stock: bool,
    /// Orders of more units stay.
    pub max_pieces: Option<u32>,
    /// Orders of a higher total, in dollars, stay.
    pub max_total: Option<Decimal>,
    /// Orders with one of these SKUs stay; a star at the end stands for any rest.
    pub blocked_skus: Vec<String>,
    /// Lines without a partner.
    pub strangers: Strangers,
    /// Free samples go like any order.
    pub send_samples: bool,
    /// Replacements and exchanges go like any order.
    pub send_replacements: bool,
    /// The buyer's note is printed on the packing slip.
    pub forward_note: bool,
    /// Amazon's early numbers are not passed on.
    pub no_early_numbers: bool,
    /// Units kept back.
    pub buffer: u32,
}

impl HouseRules {
    /// The rules of the seller of world `seed`.
    pub fn seeded(seed: u64, catalogue: &Catalogue) -> Self {
        let mut chance = Chance::stream(seed, "house-rules");
        let delay_minutes = [0, 0, 60, 90, 24 * 60].get(chance.below(5) as usize).copied().unwrap_or(0);
        let sold: Vec<&String> = catalogue.items().iter().filter_map(|item| item.tiktok_sku.as_ref()).collect();
        let mut blocked_skus: Vec<String> = Vec::new();
        if chance.happens(0.5) {
            blocked_skus.extend(chance.pick(&sold).map(|sku| (*sku).clone()));
        }
        if chance.happens(0.3) {
            blocked_skus.extend(chance.pick(&sold).map(|sku| format!("{}*", sku.chars().take(4).collect::<String>())));
        }
        Self {
            delay_minutes,
            keep_stock: delay_minutes > 0 && chance.happens(0.5),
            max_pieces: chance.happens(0.4).then(|| chance.range(4, 9) as u32),
            max_total: chance.happens(0.4).then(|| Decimal::from(chance.range(90, 240))),
            blocked_skus,
            strangers: match chance.below(3) {
                0 => Strangers::Block,
                1 => Strangers::Split,
                _ => Strangers::OwnWarehouse,
            },
            send_samples: chance.happens(0.3),
            send_replacements: chance.happens(0.3),
            forward_note: chance.happens(0.5),
            no_early_numbers: chance.happens(0.2),
            buffer: if chance.happens(0.2) { chance.range(1, 4) as u32 } else { 0 },
        }
    }

    /// Whether the list of blocked SKUs names this one.
    pub fn blocks(&self, sku: &str) -> bool {
        self.blocked_skus.iter().any(|entry| match entry.strip_suffix('*') {
            Some(start) => sku.starts_with(start),
            None => sku == entry,
        })
    }

    /// Whether an order with this mark may go without a person.
    pub(crate) fn lets_pass(&self, mark: Mark) -> bool {
        match mark {
            Mark::Sample => self.send_samples,
            Mark::Replacement | Mark::Exchange => self.send_replacements,
            _ => false,
        }
    }
}

impl World {
    /// Why the seller's rules forbid an order that Amazon has just accepted, in words.
    pub(crate) fn breaks_house_rules(&self, order: &Order, export: &FulfillmentOrder, at_ms: i64) -> Option<String> {
        let rules = self.house.as_ref()?;
        let id = &order.id;
        let open = || order.lines.iter().filter(|line| line.is_open());
        let units = open().count();
        if rules.max_pieces.is_some_and(|most| units > most as usize) {
            return Some(format!("order {id} has {units} units, more than its seller sends"));
        }
        let total = order.bill.total();
        if rules.max_total.is_some_and(|most| total > most) {
            return Some(format!("order {id} costs {total}, more than its seller sends"));
        }
        let blocked = open().find(|line| rules.blocks(&line.goods.seller_sku));
        let splits = rules.strangers != Strangers::Block;
        if let Some(line) = blocked
            && (!splits || export.items.iter().any(|item| item.seller_sku == line.goods.seller_sku))
        {
            return Some(format!("order {id} has {}, which its seller does not send", line.goods.seller_sku));
        }
        if rules.strangers == Strangers::Block && open().any(|line| !self.has_partner(line)) {
            return Some(format!("order {id} has a line without a partner, and its seller splits no orders"));
        }
        if export.hold && !rules.keep_stock {
            return Some(format!("order {id} was placed on hold, and its seller reserves nothing"));
        }
        self.leaves_early(order, export, at_ms)
    }

    /// Why Amazon may not ship this order yet, in words: its delay is not over.
    pub(crate) fn leaves_early(&self, order: &Order, export: &FulfillmentOrder, at_ms: i64) -> Option<String> {
        let rules = self.house.as_ref()?;
        let due_ms = order.free_ms()? + i64::from(rules.delay_minutes) * MINUTE_MS;
        (!export.hold && at_ms < due_ms)
            .then(|| format!("order {} was to wait {} minutes", order.id, rules.delay_minutes))
    }
}
