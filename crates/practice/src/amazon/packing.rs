//! How an order becomes shipments and parcels.

use crate::chance::Chance;

use super::numbers;
use super::order::{FulfillmentOrder, Package, ParcelFate, Shipment, ShipmentItem, ShipmentStatus};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Gives out package numbers, unique in the account.
#[derive(Debug)]
pub(super) struct PackageNumbers {
    next: i32,
}

impl PackageNumbers {
    pub(super) fn new(chance: &mut Chance) -> Self {
        Self { next: chance.range(310_000_000, 690_000_000) as i32 }
    }

    fn draw(&mut self) -> i32 {
        self.next = self.next.saturating_add(17);
        self.next
    }
}

/// Plans the shipments of an order that is picked at `picked_ms` and leaves the warehouse not before `earliest_ms`.
///
/// A carrier's number never shows before the picking, so that no number of a cancellable parcel gets about.
/// One unit makes one parcel; several may be split into two or three parcels, in one or two shipments.
pub(super) fn plan(
    order: &FulfillmentOrder,
    numbers: &mut PackageNumbers,
    chance: &mut Chance,
    now_ms: i64,
    picked_ms: i64,
    earliest_ms: i64,
) -> Vec<Shipment> {
    let units: Vec<usize> =
        order.items.iter().enumerate().flat_map(|(at, item)| std::iter::repeat_n(at, item.reserved as usize)).collect();
    let parcels = match units.len() {
        0 => return Vec::new(),
        1 => 1,
        n => {
            let most = n.min(3) as u64;
            if chance.happens(0.4) { 2 + chance.below(most - 1) as usize } else { 1 }
        }
    };
    let apart = parcels > 1 && chance.happens(0.4);
    let single = units.len() == 1 && order.address.country_code == "US";
    let aftn = (single && chance.happens(0.85))
        .then(|| (numbers::aftn(chance), now_ms + chance.range(MINUTE_MS, 9 * MINUTE_MS)));
    let per_parcel = units.len().div_ceil(parcels);
    let mut shipments: Vec<Shipment> = Vec::new();
    for chunk in units.chunks(per_parcel) {
        let later = if apart && !shipments.is_empty() { chance.range(HOUR_MS, 20 * HOUR_MS) } else { 0 };
        let ship_ms = shipments.first().map_or(earliest_ms, |first| first.ship_ms) + later;
        let way = Way { fast: order.speed == "Expedited", blocked: order.blocks_amazon() };
        let package = parcel(numbers, chance, picked_ms, ship_ms, way, aftn.clone());
        let items = contents(chunk, package.number);
        match shipments.last_mut().filter(|_| !apart) {
            Some(shipment) => {
                shipment.items.extend(items);
                shipment.packages.push(package);
            }
            None => shipments.push(Shipment {
                id: format!("D{}", chance.hex(9).to_uppercase()),
                warehouse: numbers::warehouse(chance),
                status: ShipmentStatus::Pending,
                items,
                packages: vec![package],
                ship_ms,
            }),
        }
    }
    shipments
}

/// The shipment that replaces one the warehouse gave up: same units and umbrella number, new parcels, later.
pub(super) fn replan(
    given_up: &Shipment,
    blocked: bool,
    numbers: &mut PackageNumbers,
    chance: &mut Chance,
    now_ms: i64,
) -> Shipment {
    let ship_ms = now_ms + chance.range(3 * HOUR_MS, 18 * HOUR_MS);
    let mut items = given_up.items.clone();
    let mut packages = Vec::new();
    for old in &given_up.packages {
        let aftn = old.aftn.as_ref().map(|(number, from_ms)| (number.clone(), *from_ms));
        let package = parcel(numbers, chance, now_ms, ship_ms, Way { fast: false, blocked }, aftn);
        items
            .iter_mut()
            .filter(|item| item.package_number == old.number)
            .for_each(|item| item.package_number = package.number);
        packages.push(package);
    }
    Shipment {
        id: format!("D{}", chance.hex(9).to_uppercase()),
        warehouse: numbers::warehouse(chance),
        status: ShipmentStatus::Pending,
        items,
        packages,
        ship_ms,
    }
}

/// How a parcel travels.
#[derive(Clone, Copy)]
struct Way {
    fast: bool,
    /// Not with Amazon's own couriers: other carriers, and slower (fact sheet 4.7).
    blocked: bool,
}

fn parcel(
    numbers: &mut PackageNumbers,
    chance: &mut Chance,
    earliest_ms: i64,
    ship_ms: i64,
    way: Way,
    aftn: Option<(String, i64)>,
) -> Package {
    let (carrier, tracking) = numbers::parcel(chance, way.blocked);
    let early = chance.happens(0.35);
    let tracking_from_ms =
        if early { (ship_ms - chance.range(HOUR_MS, 6 * HOUR_MS)).max(earliest_ms + MINUTE_MS) } else { ship_ms };
    let hours = if way.fast { chance.range(20, 50) } else { chance.range(30, 96) };
    let hours = if way.blocked { hours + 24 } else { hours };
    Package {
        number: numbers.draw(),
        carrier: carrier.to_owned(),
        tracking,
        tracking_from_ms,
        aftn,
        ship_ms,
        arrive_ms: ship_ms + hours * HOUR_MS,
        fate: ParcelFate::Arrives,
    }
}

fn contents(units: &[usize], package_number: i32) -> Vec<ShipmentItem> {
    let mut items: Vec<ShipmentItem> = Vec::new();
    for unit in units {
        match items.last_mut().filter(|item| item.item == *unit) {
            Some(item) => item.quantity += 1,
            None => items.push(ShipmentItem { item: *unit, quantity: 1, package_number }),
        }
    }
    items
}
