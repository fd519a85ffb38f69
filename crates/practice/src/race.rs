//! How races between a cancel and a parcel ended, taken from the world alone (features, section 7).

use std::collections::BTreeMap;

use crate::amazon::{FulfillmentOrder, ShipmentStatus};
use crate::tiktok::{CancelState, Order, OrderStatus};
use crate::world::World;

/// A client has so long to hear of a cancel, to ask Amazon and to ask again before a shipment counts against it.
const GRACE_MS: i64 = 20 * 60_000;

impl World {
    /// Orders, with what went wrong in words, that left Amazon although the cancel came long before the picking, stood
    /// until then, and Amazon would have heeded it.
    pub fn cancels_not_passed_on(&self) -> BTreeMap<String, String> {
        let by_order = self.amazon_orders_by_number();
        let mut wrong = BTreeMap::new();
        for order in self.tiktok.orders() {
            let Some(exports) = by_order.get(order.id.as_str()) else { continue };
            for export in exports
                .iter()
                .filter(|export| export.units_shipped() > 0 && !self.amazon.ignored_cancels.contains(&export.id))
            {
                let Some(picked_ms) = self.amazon.picked_ms.get(&export.id).copied() else { continue };
                let Some((from_ms, until_ms)) = self.wanted_gone(order) else { continue };
                let known_ms = from_ms.max(export.received_ms);
                if known_ms + GRACE_MS < picked_ms && known_ms + GRACE_MS < until_ms {
                    wrong.insert(
                        order.id.clone(),
                        format!(
                            "cancelled {} minutes before the picking of {}",
                            (picked_ms - from_ms) / 60_000,
                            export.id
                        ),
                    );
                }
            }
        }
        wrong
    }

    /// Orders that TikTok shows as cancelled and of which Amazon has not sent and will not send a unit.
    pub fn cancelled_in_time(&self) -> Vec<String> {
        self.cancelled_orders(|exports| exports.iter().all(|export| !export.is_live()))
    }

    /// Orders that were cancelled at TikTok before Amazon sent them, whole, all the same.
    pub fn cancelled_too_late(&self) -> Vec<String> {
        let by_order = self.amazon_orders_by_number();
        let left_after = |order: &Order| {
            let exports = by_order.get(order.id.as_str())?;
            let left_ms = exports
                .iter()
                .flat_map(|e| &e.shipments)
                .filter(|s| s.status == ShipmentStatus::Shipped)
                .map(|s| s.ship_ms)
                .min()?;
            Some(order.cancelled_ms? < left_ms)
        };
        let late = self.cancelled_orders(|exports| exports.iter().any(|export| export.units_shipped() > 0));
        late.into_iter().filter(|id| self.tiktok.order(id).and_then(left_after).unwrap_or(false)).collect()
    }

    fn cancelled_orders(&self, fits: impl Fn(&[&FulfillmentOrder]) -> bool) -> Vec<String> {
        let by_order = self.amazon_orders_by_number();
        let none = Vec::new();
        let cancelled = self.tiktok.orders().filter(|order| order.status() == OrderStatus::Cancelled);
        cancelled
            .filter(|order| order.paid_ms.is_some() && order.is_seller_shipped())
            .filter(|order| fits(by_order.get(order.id.as_str()).unwrap_or(&none)))
            .map(|order| order.id.clone())
            .collect()
    }

    /// From when to when the whole order was not wanted any more; without an end: `i64::MAX`.
    fn wanted_gone(&self, order: &Order) -> Option<(i64, i64)> {
        let open = order.lines.len();
        let whole = self.tiktok.cancellations().filter(|one| one.order_id == order.id && one.line_ids.len() == open);
        // The last one counts: earlier ones were taken back.
        let last = whole.max_by_key(|one| one.created_ms)?;
        let until_ms = if last.state == CancelState::Dropped { last.updated_ms } else { i64::MAX };
        Some((last.created_ms, until_ms))
    }
}
