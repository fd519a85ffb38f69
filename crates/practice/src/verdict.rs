//! The counting of a day, taken from the world alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::amazon::FulfillmentOrder;
use crate::tiktok::{CancelState, Cancellation, Line, Mark, Order, OrderStatus};
use crate::world::World;

const HOUR_MS: i64 = 3_600_000;
/// A cancel or a shipment by hand counts against a later export only after this long: a client that read the order
/// just before could not know (features, section 6, step 2, and the look-ups of step 8).
const KNOWABLE_MS: i64 = 10 * 60_000;

/// What was seen while the world ran; the rest is counted at the end.
#[derive(Debug, Default)]
pub struct Observed {
    /// Orders that Amazon could not cover when they were paid.
    pub oversold: BTreeSet<String>,
    /// What must never happen, in words, by the id of the Amazon order or TikTok package.
    pub forbidden: BTreeMap<String, String>,
}

/// The counts of a world. All integers count orders, except `forbidden_moves` (moves), `calls` and `throttled` (calls).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// TikTok orders placed.
    pub placed: u64,
    /// See [`World::is_eligible`].
    pub eligible: u64,
    /// Orders that Amazon accepted at least once.
    pub exported: u64,
    /// Orders of which Amazon's live fulfillment orders hold more units than were bought.
    pub exported_twice: u64,
    /// All units still wanted have left Amazon, and TikTok still expects them.
    pub shipped: u64,
    /// Shipped orders whose open lines all lie in packages that bear numbers of their own Amazon parcels.
    pub tracking_confirmed: u64,
    /// Orders with a package, made through the API, whose number or content is not that of its Amazon parcel.
    pub tracking_wrong: u64,
    /// Orders that TikTok shows as cancelled.
    pub cancelled: u64,
    /// All units have left Amazon, but TikTok does not expect them: cancelled, or shipped by hand as well.
    pub cancel_too_late: u64,
    /// Eligible orders that Amazon could not cover when they were paid.
    pub oversold: u64,
    /// Orders that left Amazon although they were cancelled in time; [`World::cancels_not_passed_on`] has the words.
    pub cancel_race_wrong: u64,
    /// Things that must never happen; [`World::forbidden`] has the words.
    pub forbidden_moves: u64,
    /// Calls by operation.
    pub calls: BTreeMap<String, u64>,
    /// Calls refused for breaking a published limit (injected refusals are not counted).
    pub throttled: u64,
}

impl World {
    /// Counts everything.
    pub fn verdict(&self) -> Verdict {
        let by_order = self.amazon_orders_by_number();
        let none = Vec::new();
        let mut verdict = Verdict {
            placed: 0,
            eligible: 0,
            exported: 0,
            exported_twice: 0,
            shipped: 0,
            tracking_confirmed: 0,
            tracking_wrong: 0,
            cancelled: 0,
            cancel_too_late: 0,
            oversold: 0,
            cancel_race_wrong: self.cancels_not_passed_on().len() as u64,
            forbidden_moves: self.forbidden().len() as u64,
            calls: self.journal.calls().clone(),
            throttled: self.journal.throttled(),
        };
        for order in self.tiktok.orders() {
            let exports = by_order.get(order.id.as_str()).unwrap_or(&none);
            let eligible = self.is_eligible(order);
            let cancelled = order.status() == OrderStatus::Cancelled;
            let left = self.all_left(order, exports);
            let expected = !cancelled && !order.packages.iter().any(|package| package.by_hand);
            verdict.placed += 1;
            verdict.eligible += u64::from(eligible);
            verdict.exported += u64::from(!exports.is_empty());
            verdict.exported_twice += u64::from(self.too_many_units(order, exports));
            verdict.shipped += u64::from(left && expected);
            verdict.tracking_confirmed += u64::from(left && expected && is_confirmed(order, exports));
            verdict.tracking_wrong += u64::from(!self.wrong_packages(order, exports).is_empty());
            verdict.cancelled += u64::from(cancelled);
            verdict.cancel_too_late += u64::from(left && !expected);
            verdict.oversold += u64::from(eligible && self.verdict.oversold.contains(&order.id));
        }
        verdict
    }

    /// Whether an order must end at Amazon, unless our ledger names a reason:
    /// it is paid; the seller ships it; its marks are only those that features F328 and F403 let pass by themselves
    /// (gift line, subscription, and those that wait for a release); every line is an ordinary one (no bundle) whose
    /// seller SKU Amazon holds under exactly the same name; its release (60 minutes after payment, or the announced
    /// one) has come; and until then it was neither cancelled, nor asked to be cancelled, nor shipped by other hands.
    pub fn is_eligible(&self, order: &Order) -> bool {
        let Some(free_ms) = order.free_ms() else { return false };
        let ordinary = order.marks.iter().all(passes_by_itself);
        let linked = order.lines.iter().all(|line| !line.is_bundle && self.has_partner(line));
        let ended_ms = order.cancelled_ms.into_iter().chain(self.first_struck_ms(order));
        let by_hand = order.packages.iter().filter(|package| package.by_hand).map(|package| package.created_ms);
        let early = ended_ms.chain(by_hand).any(|at_ms| at_ms <= free_ms);
        order.is_seller_shipped() && ordinary && linked && !early && free_ms <= self.now_ms()
    }

    /// Ids of eligible orders that Amazon never accepted: lost, if our ledger names no reason either.
    pub fn eligible_not_exported(&self) -> Vec<String> {
        let by_order = self.amazon_orders_by_number();
        let missing = |order: &&Order| self.is_eligible(order) && !by_order.contains_key(order.id.as_str());
        self.tiktok.orders().filter(missing).map(|order| order.id.clone()).collect()
    }

    /// Everything that must never happen and did, in words, by the id of the Amazon order or TikTok package.
    pub fn forbidden(&self) -> BTreeMap<String, String> {
        let by_order = self.amazon_orders_by_number();
        let none = Vec::new();
        let mut forbidden = self.verdict.forbidden.clone();
        for order in self.tiktok.orders() {
            let exports = by_order.get(order.id.as_str()).unwrap_or(&none);
            for package_id in self.wrong_packages(order, exports) {
                forbidden.insert(package_id, format!("TikTok order {} shows a number that is not its own", order.id));
            }
        }
        forbidden
    }

    /// Whether nothing is on its way any more: no planned step, no order that is held, asked to be cancelled or about
    /// to be shipped by the platform, no open fulfillment order, none that left without TikTok being told, and no
    /// eligible order that was freed less than six hours ago and is not exported. Orders that wait for the
    /// merchant do not count.
    pub fn is_settled(&self) -> bool {
        if self.buyers.plan.steps_left() > 0 || self.amazon.has_open_orders() {
            return false;
        }
        let now_ms = self.now_ms();
        let by_order = self.amazon_orders_by_number();
        let none = Vec::new();
        !self.tiktok.orders().any(|order| {
            let exports = by_order.get(order.id.as_str()).unwrap_or(&none);
            match order.status() {
                OrderStatus::Unpaid | OrderStatus::OnHold => true,
                OrderStatus::AwaitingShipment | OrderStatus::PartiallyShipping => {
                    let fresh = order.free_ms().is_some_and(|free_ms| now_ms < free_ms + 6 * HOUR_MS);
                    order.self_ship_ms.is_some()
                        || order.asked_to_cancel_ms.is_some()
                        || self.all_left(order, exports)
                        || (fresh && exports.is_empty() && self.is_eligible(order))
                }
                _ => false,
            }
        })
    }

    /// Judges a fulfillment order at the moment it was accepted.
    pub(crate) fn judge_export(&mut self, amazon_id: &str, at_ms: i64) {
        let Some(export) = self.amazon.orders().get(amazon_id) else { return };
        let fault = match self.tiktok.order(&export.displayable_id) {
            None => Some(format!("no TikTok order is called {:?}", export.displayable_id)),
            Some(order) => self.export_fault(order, export, at_ms),
        };
        if let Some(fault) = fault {
            self.journal.note(at_ms, "verdict", "forbidden", amazon_id, &fault);
            self.verdict.forbidden.insert(amazon_id.to_owned(), fault);
        }
    }

    fn export_fault(&self, order: &Order, export: &FulfillmentOrder, at_ms: i64) -> Option<String> {
        let id = &order.id;
        let status = order.status();
        if status <= OrderStatus::OnHold {
            return Some(format!("order {id} was {}", status.word()));
        }
        if order.paid_ms.is_some_and(|paid_ms| at_ms < paid_ms + HOUR_MS) {
            return Some(format!("order {id} was exported before its change window was over"));
        }
        let may_pass = |mark: &Mark| passes_by_itself(mark) || self.house.as_ref().is_some_and(|h| h.lets_pass(*mark));
        if !order.is_seller_shipped() || !order.marks.iter().all(may_pass) {
            return Some(format!("order {id} is not one that may be exported by itself"));
        }
        if order.cancelled_ms.is_some_and(|cancelled_ms| cancelled_ms + KNOWABLE_MS < at_ms) {
            return Some(format!("order {id} was cancelled long before"));
        }
        let by_hand = order.packages.iter().any(|package| package.by_hand && package.created_ms + KNOWABLE_MS < at_ms);
        if by_hand {
            return Some(format!("order {id} was shipped by hand long before"));
        }
        self.content_fault(order, export, at_ms).or_else(|| self.breaks_house_rules(order, export, at_ms))
    }

    /// More of a SKU than was bought and not struck out long before.
    fn content_fault(&self, order: &Order, export: &FulfillmentOrder, at_ms: i64) -> Option<String> {
        let struck = |line: &&Line| {
            let of_line = |one: &&Cancellation| one.state != CancelState::Dropped && one.line_ids.contains(&line.id);
            self.tiktok.cancellations().filter(of_line).any(|one| one.created_ms + KNOWABLE_MS < at_ms)
        };
        let mut ordered: BTreeMap<&str, u32> = BTreeMap::new();
        for line in order.lines.iter().filter(|line| !struck(line)) {
            self.add_pieces(line, &mut ordered);
        }
        let mut sent: BTreeMap<&str, u32> = BTreeMap::new();
        for item in &export.items {
            *sent.entry(item.seller_sku.as_str()).or_default() += item.quantity;
        }
        let over = |(sku, units): &(&&str, &u32)| **units > ordered.get(**sku).copied().unwrap_or(0);
        let (sku, units) = sent.iter().find(over)?;
        Some(format!("order {} does not want {units} units of {sku}", order.id))
    }

    /// Whether Amazon's free units cover an order besides all earlier paid ones that Amazon does not know yet.
    pub(crate) fn covered(&self, id: &str) -> bool {
        let Some(order) = self.tiktok.order(id) else { return true };
        let by_order = self.amazon_orders_by_number();
        let mut open: BTreeMap<&str, u32> = BTreeMap::new();
        let waiting = |known: &&Order| {
            (OrderStatus::OnHold..=OrderStatus::PartiallyShipping).contains(&known.status())
                && known.is_seller_shipped()
                && !by_order.contains_key(known.id.as_str())
        };
        for known in self.tiktok.orders().filter(waiting) {
            for (sku, units) in self.pieces_by_sku(known) {
                *open.entry(sku).or_default() += units;
            }
        }
        let free = |sku: &str| self.amazon.stock.get(sku).map_or(u32::MAX, |stock| stock.level.fulfillable);
        self.pieces_by_sku(order).keys().all(|sku| open.get(sku).copied().unwrap_or(0) <= free(sku))
    }

    /// Whether Amazon holds what a line stands for: under exactly the same name, or, in a shop with rules of its own,
    /// whose seller has mapped them, as a multi-pack.
    pub(crate) fn has_partner(&self, line: &Line) -> bool {
        let held = |sku: &str| self.amazon.stock.get(sku).is_some_and(|stock| !stock.foreign);
        held(&line.goods.seller_sku) || self.pack(&line.goods.seller_sku).is_some_and(|(inner, _)| held(inner))
    }

    /// What is inside a multi-pack that the seller has mapped.
    fn pack(&self, seller_sku: &str) -> Option<(&str, u32)> {
        self.house.as_ref()?;
        let (inner, count) = self.catalogue.by_tiktok_sku(seller_sku)?.pack_of.as_ref()?;
        Some((inner.as_str(), *count))
    }

    fn add_pieces<'a>(&'a self, line: &'a Line, units: &mut BTreeMap<&'a str, u32>) {
        for piece in &line.pieces {
            let sku = piece.goods.seller_sku.as_str();
            let (sku, count) = self.pack(sku).unwrap_or((sku, 1));
            *units.entry(sku).or_default() += count;
        }
    }

    fn pieces_by_sku<'a>(&'a self, order: &'a Order) -> BTreeMap<&'a str, u32> {
        let mut units = BTreeMap::new();
        order.lines.iter().for_each(|line| self.add_pieces(line, &mut units));
        units
    }

    fn too_many_units(&self, order: &Order, exports: &[&FulfillmentOrder]) -> bool {
        let mut sent: BTreeMap<&str, u32> = BTreeMap::new();
        for item in exports.iter().filter(|export| export.is_live()).flat_map(|export| &export.items) {
            let live = item.quantity.saturating_sub(item.cancelled).saturating_sub(item.unfulfillable);
            *sent.entry(item.seller_sku.as_str()).or_default() += live;
        }
        let ordered = self.pieces_by_sku(order);
        sent.iter().any(|(sku, units)| *units > ordered.get(sku).copied().unwrap_or(0))
    }

    /// All units that were bought and not struck out singly have left Amazon.
    fn all_left(&self, order: &Order, exports: &[&FulfillmentOrder]) -> bool {
        let shipped: u32 = exports.iter().map(|export| export.units_shipped()).sum();
        let whole = order.status() == OrderStatus::Cancelled;
        let mut wanted = BTreeMap::new();
        let lines = order.lines.iter().filter(|line| whole || line.is_open());
        lines.for_each(|line| self.add_pieces(line, &mut wanted));
        shipped > 0 && shipped >= wanted.values().sum::<u32>()
    }

    /// Packages made through the API whose number is none of the order's live Amazon parcels, or that hold more than it.
    /// A multi-pack goes with any one of its units (features F086).
    fn wrong_packages(&self, order: &Order, exports: &[&FulfillmentOrder]) -> Vec<String> {
        let api_made = order.packages.iter().filter(|package| !package.by_hand && !package.provider_id.is_empty());
        let is_wrong = |package: &&crate::tiktok::Package| {
            let mut inside: BTreeMap<&str, u32> = BTreeMap::new();
            let pieces = order.lines.iter().flat_map(|line| &line.pieces);
            for piece in pieces.filter(|piece| piece.package_id.as_deref() == Some(package.id.as_str())) {
                let sku = piece.goods.seller_sku.as_str();
                *inside.entry(self.pack(sku).map_or(sku, |(inner, _)| inner)).or_default() += 1;
            }
            let sent = units_under_number(exports, &package.tracking_number);
            inside.iter().any(|(sku, units)| *units > sent.get(sku).copied().unwrap_or(0))
        };
        api_made.filter(is_wrong).map(|package| package.id.clone()).collect()
    }

    pub(crate) fn first_struck_ms(&self, order: &Order) -> Option<i64> {
        let of_order = self.tiktok.cancellations().filter(|one| one.order_id == order.id);
        of_order.map(|one| one.created_ms).min()
    }

    pub(crate) fn amazon_orders_by_number(&self) -> BTreeMap<&str, Vec<&FulfillmentOrder>> {
        let mut by_order: BTreeMap<&str, Vec<&FulfillmentOrder>> = BTreeMap::new();
        for order in self.amazon.orders().values() {
            by_order.entry(order.displayable_id.as_str()).or_default().push(order);
        }
        by_order
    }
}

impl Order {
    /// When an order may be shipped: 60 minutes after payment, or its announced release if that is later.
    pub(crate) fn free_ms(&self) -> Option<i64> {
        Some((self.paid_ms? + HOUR_MS).max(self.release_ms.unwrap_or(i64::MIN)))
    }
}

fn passes_by_itself(mark: &Mark) -> bool {
    matches!(mark, Mark::Gift | Mark::Subscription | Mark::PreOrder | Mark::MadeToOrder | Mark::BackOrder)
}

fn is_confirmed(order: &Order, exports: &[&FulfillmentOrder]) -> bool {
    let own = |number: &str| {
        let mut parcels = exports.iter().flat_map(|export| export.live_packages());
        parcels.any(|parcel| parcel.numbers().contains(&number))
    };
    order.lines.iter().filter(|line| line.is_open()).flat_map(|line| &line.pieces).all(|piece| {
        let package = piece.package_id.as_deref().and_then(|id| order.package(id));
        package.is_some_and(|package| own(&package.tracking_number))
    })
}

fn units_under_number<'a>(exports: &[&'a FulfillmentOrder], number: &str) -> BTreeMap<&'a str, u32> {
    let mut units: BTreeMap<&str, u32> = BTreeMap::new();
    for export in exports {
        for shipment in export.shipments.iter().filter(|shipment| shipment.status.is_live()) {
            let parcels = shipment.packages.iter().filter(|parcel| parcel.numbers().contains(&number));
            let known: Vec<i32> = parcels.map(|parcel| parcel.number).collect();
            for item in shipment.items.iter().filter(|item| known.contains(&item.package_number)) {
                let Some(line) = export.items.get(item.item) else { continue };
                *units.entry(line.seller_sku.as_str()).or_default() += item.quantity;
            }
        }
    }
    units
}
