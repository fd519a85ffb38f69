//! Units in Amazon's warehouses, with a short memory for figures that arrive late.

use std::collections::{BTreeMap, VecDeque};

/// Snapshots remembered for each SKU.
const HISTORY_MAX: usize = 200;

/// How many units of one SKU are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StockLevel {
    /// Free to be ordered: the only number that may be published.
    pub fulfillable: u32,
    /// Set aside for orders, Amazon's own shoppers' included.
    pub reserved: u32,
    /// On the way to Amazon.
    pub inbound: u32,
    /// Damaged or lost.
    pub unfulfillable: u32,
}

/// One SKU at Amazon.
#[derive(Debug, Clone)]
pub struct Stock {
    /// Seller SKU.
    pub seller_sku: String,
    /// Amazon's catalogue number.
    pub asin: String,
    /// The warehouse label.
    pub fn_sku: String,
    /// Title.
    pub title: String,
    /// Weight in grams.
    pub weight_grams: u32,
    /// Present figures.
    pub level: StockLevel,
    /// Last change of `level`, Unix milliseconds.
    pub changed_ms: i64,
    /// Units at the start of the world: what a restock aims at.
    pub usual: u32,
    /// What Amazon's own shoppers buy, units a day.
    pub sales_per_day: f64,
    /// Units bought by Amazon's own shoppers so far.
    pub sold_by_amazon: u64,
    /// Listed in another marketplace only; such rows turn up in this one's answers too.
    pub foreign: bool,
    history: VecDeque<(i64, StockLevel)>,
}

impl Stock {
    pub(super) fn new(seller_sku: &str, title: &str, index: usize, level: StockLevel, now_ms: i64) -> Self {
        Self {
            seller_sku: seller_sku.to_owned(),
            asin: format!("B0{:08}", 71_350_000 + index * 37),
            fn_sku: format!("X00{:07}", 1_204_000 + index * 91),
            title: title.to_owned(),
            weight_grams: 300,
            level,
            changed_ms: now_ms,
            usual: level.fulfillable,
            sales_per_day: 0.0,
            sold_by_amazon: 0,
            foreign: false,
            history: VecDeque::from([(now_ms, level)]),
        }
    }

    /// Changes the figures at `now_ms`.
    pub fn change(&mut self, now_ms: i64, change: impl FnOnce(&mut StockLevel)) {
        change(&mut self.level);
        self.changed_ms = now_ms;
        if self.history.len() >= HISTORY_MAX {
            self.history.pop_front();
        }
        self.history.push_back((now_ms, self.level));
    }

    /// The figures as they were at `at_ms` (the oldest remembered if it is before them).
    pub fn level_at(&self, at_ms: i64) -> StockLevel {
        let seen = self.history.iter().rev().find(|(changed_ms, _)| *changed_ms <= at_ms);
        seen.or(self.history.front()).map_or(self.level, |(_, level)| *level)
    }
}

/// All SKUs, by seller SKU.
pub(super) type StockBook = BTreeMap<String, Stock>;
