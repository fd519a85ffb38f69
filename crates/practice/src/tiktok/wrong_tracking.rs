//! Warehouses kept for Amazon Multi-Channel Fulfillment: the platform marks parcels of theirs that are not from Amazon,
//! and closes the warehouse at the fifth (tiktok-shop fact sheet 9.2).

use super::agenda::Due;
use super::carrier::House;
use super::refusal::Refusal;
use super::shop::Shop;
use crate::world::World;

/// Parcels not from Amazon that close a warehouse.
pub const STRANGERS_MAX: u32 = 5;
/// The platform's mark.
const TAG: &str = "NON_MCF";
const MINUTE_MS: i64 = 60_000;

impl Shop {
    /// Keeps a sales warehouse for Amazon from now on; this cannot be undone.
    ///
    /// # Errors
    /// If there is no such sales warehouse.
    pub fn keep_for_amazon(&mut self, warehouse_id: &str) -> Result<(), Refusal> {
        let place = self.warehouses.iter_mut().find(|place| place.id == warehouse_id && !place.is_return);
        let place = place.ok_or_else(|| Refusal::world(format!("the shop has no sales warehouse {warehouse_id:?}")))?;
        place.strangers.get_or_insert(0);
        Ok(())
    }

    /// Whether the order's warehouse is kept for Amazon.
    pub(super) fn is_kept_for_amazon(&self, order_id: &str) -> bool {
        let warehouse_id = self.warehouse_of(order_id).unwrap_or_default();
        self.warehouses.iter().any(|place| place.id == warehouse_id && place.strangers.is_some())
    }

    fn warehouse_of(&self, order_id: &str) -> Option<&str> {
        let order = self.orders.get(order_id)?;
        let mut pieces = order.lines.iter().flat_map(|line| &line.pieces);
        pieces.next().map(|piece| piece.warehouse_id.as_str())
    }

    /// Other carriers than Amazon's entry are refused at once.
    pub(super) fn check_kept(&self, order_id: &str, house: House) -> Result<(), Refusal> {
        if house == House::Amazon || !self.is_kept_for_amazon(order_id) {
            return Ok(());
        }
        Err(Refusal::new(21_011_013, "Orders of this warehouse must be shipped with Amazon Multi-Channel Fulfillment"))
    }

    /// Notes whether a parcel is from Amazon; if not, the platform finds out within the hour.
    pub(crate) fn judge_parcel(&mut self, package_id: &str, from_amazon: bool, now_ms: i64) {
        let kept = self.package_orders.get(package_id).is_some_and(|order_id| self.is_kept_for_amazon(order_id));
        if !kept {
            return;
        }
        let wait_ms = self.chance.range(10 * MINUTE_MS, 40 * MINUTE_MS);
        if let Some(package) = self.package_mut(package_id) {
            package.is_stranger = !from_amazon;
        }
        if !from_amazon {
            self.agenda.plan(now_ms + wait_ms, Due::Stranger(package_id.to_owned()));
        }
    }

    /// The platform marks the parcel and counts it; the fifth closes the warehouse.
    pub(super) fn mark_stranger(&mut self, package_id: &str, at_ms: i64) {
        let Some(package) = self.package_mut(package_id) else { return };
        if !package.tags.contains(&TAG) {
            package.tags.push(TAG);
        }
        package.is_stranger = false;
        package.updated_ms = at_ms;
        let order_id = package.order_id.clone();
        let warehouse_id = self.warehouse_of(&order_id).unwrap_or_default().to_owned();
        if let Some(order) = self.orders.get_mut(&order_id) {
            order.touch(at_ms);
        }
        let place = self.warehouses.iter_mut().find(|place| place.id == warehouse_id);
        if let Some(count) = place.and_then(|place| place.strangers.as_mut()) {
            *count += 1;
        }
    }
}

impl World {
    /// Tells TikTok's side whether the number of a package belongs to an Amazon parcel of the same order.
    pub(crate) fn judge_parcel(&mut self, package_id: &str, now_ms: i64) {
        let Some(package) = self.tiktok.package(package_id) else { return };
        let (order_id, number) = (package.order_id.clone(), package.tracking_number.clone());
        let orders = self.amazon.orders().values().filter(|order| order.displayable_id == order_id);
        let from_amazon = orders.flat_map(|order| order.live_packages()).any(|one| one.numbers().contains(&&*number));
        self.tiktok.judge_parcel(package_id, from_amazon, now_ms);
    }
}
