//! How long things took between the two platforms, taken from the world alone: a client's own books play no part.

use crate::amazon::{FulfillmentOrder, Package, Shipment};
use crate::tiktok::Order;
use crate::world::World;

/// A number that shows up to this long after the acceptance is not called quiet (features, section 15).
const YOUNG_MS: i64 = 30 * 60_000;

/// Spans of time in milliseconds, unsorted. Counted are orders that had to go to Amazon, that nobody ever asked to cancel
/// and that Amazon could cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Latencies {
    /// From the release (60 minutes after payment, or the announced release) to Amazon's acceptance.
    pub release_to_accepted: Vec<i64>,
    /// From the moment a parcel's first number shows at Amazon to the moment TikTok has one of its numbers: numbers that
    /// come with a change of status, or within 30 minutes of the acceptance.
    pub tracking: Vec<i64>,
    /// The same for numbers that appear later and without any change of status.
    pub tracking_quiet: Vec<i64>,
    /// Parcels whose number shows at Amazon and that TikTok was not told.
    pub untold: u64,
}

impl World {
    /// Measures everything that has happened until now.
    pub fn latencies(&self) -> Latencies {
        let by_order = self.amazon_orders_by_number();
        let mut all = Latencies::default();
        for order in self.tiktok.orders() {
            let Some(exports) = by_order.get(order.id.as_str()) else { continue };
            let Some(accepted_ms) = exports.iter().map(|export| export.received_ms).min() else { continue };
            if !self.is_undisturbed(order) {
                continue;
            }
            if let Some(free_ms) = order.free_ms() {
                all.release_to_accepted.push(accepted_ms - free_ms);
            }
            for export in exports.iter().filter(|export| export.is_live()) {
                self.parcels(order, export, &mut all);
            }
        }
        all
    }

    fn is_undisturbed(&self, order: &Order) -> bool {
        self.is_eligible(order)
            && order.cancelled_ms.is_none()
            && self.first_struck_ms(order).is_none()
            && !self.verdict.oversold.contains(&order.id)
    }

    fn parcels(&self, order: &Order, export: &FulfillmentOrder, all: &mut Latencies) {
        let now_ms = self.now_ms();
        let live = export.shipments.iter().filter(|shipment| shipment.status.is_live());
        for (shipment, parcel) in
            live.flat_map(|shipment| shipment.packages.iter().map(move |parcel| (shipment, parcel)))
        {
            let shown_ms = first_shown_ms(parcel);
            if shown_ms > now_ms {
                continue;
            }
            let numbers = parcel.numbers();
            let told = order.packages.iter().filter(|package| !package.by_hand);
            let told_ms = told
                .filter(|package| numbers.iter().any(|number| package.answers_to(number)))
                .map(|package| package.created_ms)
                .min();
            match told_ms {
                None => all.untold += 1,
                Some(told_ms) if is_quiet(export, shipment, shown_ms) => all.tracking_quiet.push(told_ms - shown_ms),
                Some(told_ms) => all.tracking.push(told_ms - shown_ms),
            }
        }
    }
}

fn first_shown_ms(parcel: &Package) -> i64 {
    let early_ms = parcel.aftn.as_ref().map(|(_, from_ms)| *from_ms);
    early_ms.map_or(parcel.tracking_from_ms, |early_ms| early_ms.min(parcel.tracking_from_ms))
}

/// Nothing else changed at that moment, and the order is no young one any more.
fn is_quiet(export: &FulfillmentOrder, shipment: &Shipment, shown_ms: i64) -> bool {
    shown_ms != shipment.ship_ms && shown_ms > export.received_ms + YOUNG_MS
}
