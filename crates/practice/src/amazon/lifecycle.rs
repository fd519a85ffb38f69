//! How the account's time passes: orders are planned, picked, shipped and delivered; shoppers buy; pallets arrive.

use crate::journal::Journal;

use super::order::{FulfillmentOrder, OrderStatus, ShipmentStatus};
use super::packing;
use super::seller::{CourierMove, CourierScan, Due, Seller};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// How long a *Hold* lives (fact sheet 4.1).
pub(super) const HOLD_MS: i64 = 14 * 24 * HOUR_MS;

/// How long *FillAll* waits for units that are not there (fact sheet 4.1).
const WAIT_MS: i64 = 24 * HOUR_MS;

/// One thing that fell due.
pub(super) fn happen(seller: &mut Seller, at_ms: i64, due: Due, journal: &mut Journal) {
    match due {
        Due::Receive(id) => receive(seller, at_ms, &id, journal),
        Due::Plan(id) => plan(seller, at_ms, &id, journal),
        Due::Process(id) => process(seller, at_ms, &id, journal),
        Due::Replan(id, shipment) => replan(seller, at_ms, &id, &shipment, journal),
        Due::Ship(id, shipment) => ship(seller, at_ms, &id, &shipment, journal),
        Due::Scan(id, shipment, scan) => scanned(seller, at_ms, &id, &shipment, scan, journal),
        Due::Cancel(id) => cancel(seller, at_ms, &id, journal),
        Due::StopWaiting(id) => stop_waiting(seller, at_ms, &id, journal),
        Due::HoldEnds(id) => {
            if seller.orders.get(&id).is_some_and(|order| order.hold) {
                cancel(seller, at_ms, &id, journal);
            }
        }
        Due::Shopper(sku) => shopper(seller, at_ms, &sku, journal),
        Due::Restock(sku) => restock(seller, at_ms, &sku, journal),
    }
}

/// Sets the first steps of an accepted order in motion.
pub(super) fn accepted(seller: &mut Seller, at_ms: i64, id: &str, hold: bool) {
    let mut chance = seller.stream(id, "receive");
    seller.expect(at_ms + chance.range(4, 40) * SECOND_MS, Due::Receive(id.to_owned()));
    if hold {
        seller.expect(at_ms + HOLD_MS, Due::HoldEnds(id.to_owned()));
    }
}

/// Starts the planning of an order that was received or released from its hold.
pub(super) fn released(seller: &mut Seller, at_ms: i64, id: &str) {
    let mut chance = seller.stream(id, "plan");
    seller.expect(at_ms + chance.range(60, 720) * SECOND_MS, Due::Plan(id.to_owned()));
    if seller.orders.get(id).is_some_and(FulfillmentOrder::is_waiting) {
        seller.expect(at_ms + WAIT_MS, Due::StopWaiting(id.to_owned()));
    }
}

/// Gives units back to the free stock and notes the order's end.
pub(super) fn close(seller: &mut Seller, at_ms: i64, id: &str, status: OrderStatus, journal: &mut Journal) {
    let Some(order) = seller.orders.get_mut(id) else { return };
    order.status = status;
    order.status_ms = at_ms;
    let mut back: Vec<(String, u32)> = Vec::new();
    for item in &mut order.items {
        back.push((item.seller_sku.clone(), item.reserved));
        match status {
            OrderStatus::Cancelled => item.cancelled += item.reserved + item.waiting,
            _ => item.unfulfillable += item.reserved + item.waiting,
        }
        item.reserved = 0;
        item.waiting = 0;
    }
    for shipment in order.shipments.iter_mut().filter(|shipment| shipment.status == ShipmentStatus::Pending) {
        shipment.status = if status == OrderStatus::Cancelled {
            ShipmentStatus::CancelledBySeller
        } else {
            ShipmentStatus::CancelledByFulfiller
        };
    }
    let lost = status == OrderStatus::Unfulfillable;
    for (sku, units) in back.into_iter().filter(|(_, units)| *units > 0) {
        let Some(stock) = seller.stock.get_mut(&sku) else { continue };
        stock.change(at_ms, |level| {
            level.reserved = level.reserved.saturating_sub(units);
            if lost { level.unfulfillable += units } else { level.fulfillable += units }
        });
    }
    journal.note(at_ms, "amazon", status.word(), id, "");
}

fn status(seller: &mut Seller, at_ms: i64, id: &str, status: OrderStatus, journal: &mut Journal) {
    if let Some(order) = seller.orders.get_mut(id) {
        order.status = status;
        order.status_ms = at_ms;
        journal.note(at_ms, "amazon", status.word(), id, "");
    }
}

fn receive(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    let Some(order) = seller.orders.get(id).filter(|order| order.status == OrderStatus::New) else { return };
    let hold = order.hold;
    if seller.mishaps && seller.stream(id, "refuse").happens(0.002) {
        return close(seller, at_ms, id, OrderStatus::Invalid, journal);
    }
    status(seller, at_ms, id, OrderStatus::Received, journal);
    if !hold {
        released(seller, at_ms, id);
    }
}

fn plan(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    if seller.orders.get(id).is_none_or(|order| order.status != OrderStatus::Received) {
        return;
    }
    let mut chance = seller.stream(id, "ship");
    if seller.mishaps && chance.happens(0.004) {
        return close(seller, at_ms, id, OrderStatus::Unfulfillable, journal);
    }
    top_up(seller, at_ms, id);
    let Some(order) = seller.orders.get(id) else { return };
    let soon = chance.happens(0.3);
    let picked_ms = at_ms + if soon { chance.range(10, 40) * MINUTE_MS } else { chance.range(60, 480) * MINUTE_MS };
    let faster = if order.speed == "Expedited" { 2 } else { 1 };
    let leaves_ms = picked_ms + chance.range(2, 30) * HOUR_MS / faster + chance.range(0, 3_599) * SECOND_MS;
    let shipments = packing::plan(order, &mut seller.numbers, &mut chance, at_ms, picked_ms, leaves_ms);
    let dues: Vec<(i64, Due)> = shipments.iter().map(|s| (s.ship_ms, Due::Ship(id.to_owned(), s.id.clone()))).collect();
    let given_up = (seller.mishaps && chance.happens(0.05)).then(|| shipments.first().map(|s| s.id.clone())).flatten();
    if let Some(order) = seller.orders.get_mut(id) {
        order.shipments = shipments;
    }
    status(seller, at_ms, id, OrderStatus::Planning, journal);
    seller.expect(picked_ms, Due::Process(id.to_owned()));
    for (due_ms, due) in dues {
        match (&due, &given_up) {
            // A shipment that will be given up shows no carrier number before that moment.
            (Due::Ship(_, shipment), Some(doomed)) if shipment == doomed => {
                hide_numbers(seller, id, doomed);
                let gone_ms = picked_ms + chance.range(20, 90) * MINUTE_MS;
                seller.expect(gone_ms, Due::Replan(id.to_owned(), doomed.clone()));
            }
            _ => seller.expect(due_ms, due),
        }
    }
}

fn hide_numbers(seller: &mut Seller, id: &str, shipment: &str) {
    let Some(order) = seller.orders.get_mut(id) else { return };
    for shipment in order.shipments.iter_mut().filter(|known| known.id == shipment) {
        shipment.packages.iter_mut().for_each(|package| package.tracking_from_ms = i64::MAX);
    }
}

fn process(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    if seller.orders.get(id).is_some_and(|order| order.status == OrderStatus::Planning) {
        seller.picked_ms.insert(id.to_owned(), at_ms);
        status(seller, at_ms, id, OrderStatus::Processing, journal);
    }
}

fn replan(seller: &mut Seller, at_ms: i64, id: &str, shipment_id: &str, journal: &mut Journal) {
    let mut chance = seller.stream(id, "replan");
    let Some(order) = seller.orders.get_mut(id).filter(|order| !order.status.is_final()) else { return };
    let Some(given_up) = order.shipments.iter_mut().find(|shipment| shipment.id == shipment_id) else { return };
    given_up.status = ShipmentStatus::CancelledByFulfiller;
    given_up.packages.iter_mut().for_each(|package| package.tracking_from_ms = at_ms);
    let units: Vec<(usize, u32)> = given_up.items.iter().map(|item| (item.item, item.quantity)).collect();
    let again = order.shipments.len() == 1 || chance.happens(0.8);
    order.status_ms = at_ms;
    if again {
        let old = order.shipments.iter().find(|shipment| shipment.id == shipment_id).cloned();
        let Some(old) = old else { return };
        let next = packing::replan(&old, order.blocks_amazon(), &mut seller.numbers, &mut chance, at_ms);
        let (ship_ms, next_id) = (next.ship_ms, next.id.clone());
        order.shipments.push(next);
        seller.expect(ship_ms, Due::Ship(id.to_owned(), next_id));
        journal.note(at_ms, "amazon", "replanned", id, shipment_id);
        return;
    }
    for (at, quantity) in units {
        let Some(item) = order.items.get_mut(at) else { continue };
        item.reserved = item.reserved.saturating_sub(quantity);
        item.unfulfillable += quantity;
        if let Some(stock) = seller.stock.get_mut(&item.seller_sku) {
            stock.change(at_ms, |level| {
                level.reserved = level.reserved.saturating_sub(quantity);
                level.unfulfillable += quantity;
            });
        }
    }
    journal.note(at_ms, "amazon", "given up", id, shipment_id);
    settle(seller, at_ms, id, journal);
}

fn ship(seller: &mut Seller, at_ms: i64, id: &str, shipment_id: &str, journal: &mut Journal) {
    let mut chance = seller.stream(id, &format!("courier/{shipment_id}"));
    let Some(order) = seller.orders.get_mut(id).filter(|order| !order.status.is_final()) else { return };
    let Some(shipment) = order.shipments.iter_mut().find(|shipment| shipment.id == shipment_id) else { return };
    if shipment.status != ShipmentStatus::Pending {
        return;
    }
    shipment.status = ShipmentStatus::Shipped;
    for item in &shipment.items {
        let Some(line) = order.items.get_mut(item.item) else { continue };
        line.reserved = line.reserved.saturating_sub(item.quantity);
        if let Some(stock) = seller.stock.get_mut(&line.seller_sku) {
            stock.change(at_ms, |level| level.reserved = level.reserved.saturating_sub(item.quantity));
        }
    }
    order.status_ms = at_ms;
    let arrive_ms = shipment.packages.iter().map(|package| package.arrive_ms).max().unwrap_or(at_ms);
    let collected_ms = at_ms + chance.range(2, 90) * MINUTE_MS;
    let moving_ms = collected_ms + chance.range(2, 10) * HOUR_MS;
    for (due_ms, scan) in [
        (collected_ms, CourierScan::Collected),
        (moving_ms, CourierScan::InTransit),
        (arrive_ms.max(moving_ms + HOUR_MS), CourierScan::Delivered),
    ] {
        seller.expect(due_ms, Due::Scan(id.to_owned(), shipment_id.to_owned(), scan));
    }
    journal.note(at_ms, "amazon", "shipped", id, shipment_id);
    settle(seller, at_ms, id, journal);
}

/// Sets units aside that came in since the order was taken, as far as it still waits for some.
fn top_up(seller: &mut Seller, at_ms: i64, id: &str) {
    let Some(order) = seller.orders.get_mut(id) else { return };
    for item in order.items.iter_mut().filter(|item| item.waiting > 0) {
        let Some(stock) = seller.stock.get_mut(&item.seller_sku) else { continue };
        let units = item.waiting.min(stock.level.fulfillable);
        item.waiting -= units;
        item.reserved += units;
        stock.change(at_ms, |level| {
            level.fulfillable -= units;
            level.reserved += units;
        });
    }
}

/// A day is over: what an order still waits for will not come any more.
fn stop_waiting(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    let Some(order) = seller.orders.get_mut(id).filter(|order| order.is_waiting() && !order.status.is_final()) else {
        return;
    };
    for item in &mut order.items {
        item.unfulfillable += std::mem::take(&mut item.waiting);
    }
    order.status_ms = at_ms;
    journal.note(at_ms, "amazon", "waits no longer", id, "");
    settle(seller, at_ms, id, journal);
}

/// Ends an order whose units have all left or never will.
fn settle(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    let Some(order) = seller.orders.get(id) else { return };
    if order.items.iter().any(|item| item.reserved > 0) || order.is_waiting() {
        return;
    }
    let missing = order.items.iter().any(|item| item.unfulfillable > 0 || item.cancelled > 0);
    let end = match (order.units_shipped(), missing) {
        (0, _) => OrderStatus::Unfulfillable,
        (_, true) => OrderStatus::CompletePartialled,
        (_, false) => OrderStatus::Complete,
    };
    status(seller, at_ms, id, end, journal);
}

fn scanned(seller: &mut Seller, at_ms: i64, id: &str, shipment: &str, scan: CourierScan, journal: &mut Journal) {
    let found = |order: &FulfillmentOrder| order.shipments.iter().find(|known| known.id == shipment).cloned();
    let Some(order) = seller.orders.get(id) else { return };
    let Some(shipment) = found(order) else { return };
    let displayable_id = order.displayable_id.clone();
    let stays_away =
        |package: &&super::Package| scan == CourierScan::Delivered && package.fate != super::ParcelFate::Arrives;
    for package in shipment.packages.iter().filter(|package| !stays_away(package)) {
        let numbers: Vec<String> = package.numbers().into_iter().map(str::to_owned).collect();
        journal.note(at_ms, "courier", scan_word(scan), &package.tracking, id);
        seller.moves.push(CourierMove { at_ms, scan, displayable_id: displayable_id.clone(), numbers });
    }
}

fn scan_word(scan: CourierScan) -> &'static str {
    match scan {
        CourierScan::Collected => "collected",
        CourierScan::InTransit => "in transit",
        CourierScan::Delivered => "delivered",
    }
}

/// A cancel that was accepted takes effect, unless the warehouse was faster.
fn cancel(seller: &mut Seller, at_ms: i64, id: &str, journal: &mut Journal) {
    if seller.orders.get(id).is_some_and(|order| order.status.cancellable()) {
        close(seller, at_ms, id, OrderStatus::Cancelled, journal);
    }
}

fn shopper(seller: &mut Seller, at_ms: i64, sku: &str, journal: &mut Journal) {
    if let Some(stock) = seller.stock.get_mut(sku) {
        stock.sold_by_amazon += 1;
        if stock.level.fulfillable > 0 {
            stock.change(at_ms, |level| level.fulfillable -= 1);
            journal.note(at_ms, "amazon", "shopper bought", sku, "");
        }
    }
    seller.expect_shopper(sku, at_ms);
}

fn restock(seller: &mut Seller, at_ms: i64, sku: &str, journal: &mut Journal) {
    if let Some(stock) = seller.stock.get_mut(sku) {
        let held = stock.level.fulfillable + stock.level.reserved;
        let arriving = (stock.usual.saturating_sub(held)).max(stock.level.inbound);
        stock.change(at_ms, |level| {
            level.fulfillable += arriving;
            level.inbound = 0;
        });
        journal.note(at_ms, "amazon", "restocked", sku, &arriving.to_string());
    }
    seller.expect_restock(sku, at_ms);
}
