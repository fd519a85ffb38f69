//! Sellable and committed units by SKU and warehouse: placing takes, cancelling gives back, shipping ends the
//! commitment (tiktok-shop fact sheet 8.1 and 10.4).

use std::collections::BTreeMap;

/// Units of one SKU in one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Level {
    /// Sellable now.
    pub available: u32,
    /// In orders that have not left.
    pub committed: u32,
}

/// All levels, by SKU id and warehouse id.
#[derive(Debug, Default)]
pub struct Stock {
    levels: BTreeMap<(String, String), Level>,
}

impl Stock {
    /// Sets the sellable units; the committed ones stay apart.
    pub fn set(&mut self, sku_id: &str, warehouse_id: &str, available: u32) {
        self.levels.entry(key(sku_id, warehouse_id)).or_default().available = available;
    }

    /// One level; zero if the SKU does not lie there.
    #[must_use]
    pub fn level(&self, sku_id: &str, warehouse_id: &str) -> Level {
        self.levels.get(&key(sku_id, warehouse_id)).copied().unwrap_or_default()
    }

    /// Sellable units in all warehouses.
    #[must_use]
    pub fn available(&self, sku_id: &str) -> u32 {
        let of_sku = self.levels.iter().filter(|((sku, _), _)| sku == sku_id);
        of_sku.map(|(_, level)| level.available).sum()
    }

    /// Takes units out of the first of `warehouse_ids` that has enough, and names it.
    pub fn take(&mut self, sku_id: &str, warehouse_ids: &[String], units: u32) -> Option<String> {
        let warehouse = warehouse_ids.iter().find(|id| self.level(sku_id, id).available >= units)?;
        let level = self.levels.entry(key(sku_id, warehouse)).or_default();
        level.available -= units;
        level.committed += units;
        Some(warehouse.clone())
    }

    /// A cancelled unit may be sold again.
    pub fn give_back(&mut self, sku_id: &str, warehouse_id: &str) {
        if let Some(level) = self.levels.get_mut(&key(sku_id, warehouse_id)).filter(|level| level.committed > 0) {
            level.committed -= 1;
            level.available += 1;
        }
    }

    /// A committed unit has left.
    pub fn leave(&mut self, sku_id: &str, warehouse_id: &str) {
        if let Some(level) = self.levels.get_mut(&key(sku_id, warehouse_id)) {
            level.committed = level.committed.saturating_sub(1);
        }
    }
}

fn key(sku_id: &str, warehouse_id: &str) -> (String, String) {
    (sku_id.to_owned(), warehouse_id.to_owned())
}
