//! The seller account: everything Amazon holds for the practice merchant.

use std::collections::{BTreeMap, BTreeSet};

use crate::bucket::Bucket;
use crate::catalogue::Catalogue;
use crate::chance::Chance;
use crate::journal::Journal;

use super::account::Account;
use super::features::FeatureBook;
use super::order::{FulfillmentOrder, ParcelFate};
use super::packing::PackageNumbers;
use super::queue::Queue;
use super::stock::{Stock, StockBook, StockLevel};

/// What a courier does with a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CourierScan {
    /// Picked up from the warehouse.
    Collected,
    /// Scanned on the way.
    InTransit,
    /// At the buyer's door.
    Delivered,
}

/// A parcel seen by its courier; the sales channel learns of it by any of its numbers.
#[derive(Debug, Clone)]
pub struct CourierMove {
    /// World time.
    pub at_ms: i64,
    /// What happened.
    pub scan: CourierScan,
    /// The order number the seller printed: the sales channel's.
    pub displayable_id: String,
    /// The numbers the parcel is known by.
    pub numbers: Vec<String>,
}

/// Something that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Due {
    Receive(String),
    Plan(String),
    Process(String),
    Replan(String, String),
    Ship(String, String),
    Scan(String, String, CourierScan),
    Cancel(String),
    HoldEnds(String),
    StopWaiting(String),
    Shopper(String),
    Restock(String),
}

/// The seller account.
#[derive(Debug)]
pub struct Seller {
    /// Credentials and tokens.
    pub account: Account,
    /// Stock by seller SKU.
    pub stock: BTreeMap<String, Stock>,
    /// How many SKUs a page of a whole inventory sweep holds (the platform promises no number).
    pub sweep_page: usize,
    /// Warehouse mishaps (given-up shipments, lost units, refused addresses) happen; off for plain tests.
    pub mishaps: bool,
    /// Whether each version of the order API shows the orders that the other one created; Amazon does not say.
    pub versions_share_orders: bool,
    /// When the picking of an order began, by the seller's id.
    pub picked_ms: BTreeMap<String, i64>,
    /// Orders whose cancel was taken and never heeded (fact sheet 4.6: best effort).
    pub ignored_cancels: BTreeSet<String>,
    /// Which box and delivery options there are.
    pub features: FeatureBook,
    /// The seller's own message queue.
    pub queue: Queue,
    pub(super) orders: BTreeMap<String, FulfillmentOrder>,
    pub(super) numbers: PackageNumbers,
    pub(super) moves: Vec<CourierMove>,
    pub(super) buckets: BTreeMap<String, Bucket>,
    pub(super) seed: u64,
    pub(super) chance: Chance,
    agenda: BTreeMap<(i64, u64), Due>,
    agenda_seq: u64,
}

impl Seller {
    /// An account stocked from the catalogue.
    pub fn new(seed: u64, now_ms: i64, catalogue: &Catalogue) -> Self {
        let mut seller = Self {
            account: Account::new(seed, now_ms),
            stock: stock_book(catalogue, now_ms),
            sweep_page: 20,
            mishaps: true,
            versions_share_orders: seed.is_multiple_of(2),
            picked_ms: BTreeMap::new(),
            ignored_cancels: BTreeSet::new(),
            features: FeatureBook::default(),
            queue: Queue::new(seed),
            orders: BTreeMap::new(),
            numbers: PackageNumbers::new(&mut Chance::stream(seed, "amazon/packages")),
            moves: Vec::new(),
            buckets: BTreeMap::new(),
            seed,
            chance: Chance::stream(seed, "amazon/answers"),
            agenda: BTreeMap::new(),
            agenda_seq: 0,
        };
        let skus: Vec<String> = seller.stock.keys().cloned().collect();
        for sku in skus {
            seller.expect_shopper(&sku, now_ms);
            seller.expect_restock(&sku, now_ms);
        }
        seller
    }

    /// All fulfillment orders, by the seller's id.
    pub fn orders(&self) -> &BTreeMap<String, FulfillmentOrder> {
        &self.orders
    }

    /// Whether a version of the order API shows this order.
    pub(super) fn shows(&self, order: &FulfillmentOrder, by_v2: bool) -> bool {
        self.versions_share_orders || order.v2.is_some() == by_v2
    }

    /// Lets what is due at `now_ms` happen, in order of time.
    pub fn advance(&mut self, now_ms: i64, journal: &mut Journal) {
        while let Some(entry) = self.agenda.first_entry().filter(|entry| entry.key().0 <= now_ms) {
            let ((due_ms, _), due) = entry.remove_entry();
            super::lifecycle::happen(self, due_ms, due, journal);
        }
    }

    /// When something happens next.
    pub fn next_event_ms(&self) -> Option<i64> {
        self.agenda.first_key_value().map(|((due_ms, _), _)| *due_ms)
    }

    /// When the next thing happens to an order (shoppers and restocks left aside).
    pub fn next_order_event_ms(&self) -> Option<i64> {
        let order_event = |due: &Due| !matches!(due, Due::Shopper(_) | Due::Restock(_));
        self.agenda.iter().find(|(_, due)| order_event(due)).map(|((due_ms, _), _)| *due_ms)
    }

    /// Decides what becomes of the parcels known by a number; how many there are.
    pub fn set_fate(&mut self, number: &str, fate: ParcelFate) -> usize {
        let shipments = self.orders.values_mut().flat_map(|order| &mut order.shipments);
        let parcels = shipments.flat_map(|shipment| &mut shipment.packages);
        let known = parcels.filter(|parcel| parcel.number.to_string() == number || parcel.numbers().contains(&number));
        let mut changed = 0;
        for parcel in known {
            parcel.fate = fate;
            changed += 1;
        }
        changed
    }

    /// Takes what the couriers did since the last call, oldest first.
    pub fn take_moves(&mut self) -> Vec<CourierMove> {
        std::mem::take(&mut self.moves)
    }

    /// Whether any order is not final yet.
    pub fn has_open_orders(&self) -> bool {
        self.orders.values().any(|order| !order.status.is_final() && !order.hold)
    }

    /// Somebody with access to the account cancels an order in Amazon's own pages.
    pub fn cancel_elsewhere(&mut self, id: &str, now_ms: i64) {
        self.expect(now_ms, Due::Cancel(id.to_owned()));
    }

    pub(super) fn expect(&mut self, at_ms: i64, due: Due) {
        self.agenda_seq += 1;
        self.agenda.insert((at_ms, self.agenda_seq), due);
    }

    /// Nothing happens to this order by itself any more, but what it was asked to cancel.
    pub(super) fn forget(&mut self, order_id: &str) {
        self.agenda.retain(|_, due| match due {
            Due::Receive(id) | Due::Plan(id) | Due::Process(id) | Due::HoldEnds(id) | Due::StopWaiting(id) => {
                id.as_str() != order_id
            }
            Due::Replan(id, _) | Due::Ship(id, _) | Due::Scan(id, _, _) => id.as_str() != order_id,
            Due::Cancel(_) | Due::Shopper(_) | Due::Restock(_) => true,
        });
    }

    /// The order's own stream for one purpose.
    pub(super) fn stream(&self, order_id: &str, purpose: &str) -> Chance {
        Chance::stream(self.seed, &format!("amazon/order/{order_id}/{purpose}"))
    }

    pub(super) fn expect_shopper(&mut self, sku: &str, now_ms: i64) {
        let Some(stock) = self.stock.get(sku).filter(|stock| stock.sales_per_day > 0.0) else { return };
        let mut chance = Chance::stream(self.seed, &format!("amazon/shopper/{sku}/{}", stock.sold_by_amazon));
        let wait_ms = (chance.wait(86_400_000.0 / stock.sales_per_day) as i64).max(1_000);
        self.expect(now_ms + wait_ms, Due::Shopper(sku.to_owned()));
    }

    pub(super) fn expect_restock(&mut self, sku: &str, now_ms: i64) {
        let mut chance = Chance::stream(self.seed, &format!("amazon/restock/{sku}/{now_ms}"));
        let wait_ms = chance.range(4 * 86_400_000, 11 * 86_400_000);
        if self.stock.get(sku).is_some_and(|stock| stock.usual > 0 && !stock.foreign) {
            self.expect(now_ms + wait_ms, Due::Restock(sku.to_owned()));
        }
    }
}

fn stock_book(catalogue: &Catalogue, now_ms: i64) -> StockBook {
    let mut book = StockBook::new();
    for item in catalogue.items() {
        let Some(sku) = &item.amazon_sku else { continue };
        let inbound = if item.index % 7 == 3 { 60 } else { 0 };
        let level = StockLevel {
            fulfillable: item.units_at_amazon,
            reserved: 0,
            inbound,
            unfulfillable: (item.index % 5 / 4) as u32 * 3,
        };
        let mut stock = Stock::new(sku, &item.title, item.index, level, now_ms);
        stock.weight_grams = item.weight_grams;
        stock.sales_per_day = item.amazon_sales_per_day;
        book.insert(sku.clone(), stock);
    }
    for (at, sku) in ["CA-ONLY-TOQUE-01", "CA-ONLY-MITTS-02"].into_iter().enumerate() {
        let level = StockLevel { fulfillable: 0, ..StockLevel::default() };
        let mut stock = Stock::new(sku, "Sold in Canada only", 900 + at, level, now_ms);
        stock.foreign = true;
        book.insert(sku.to_owned(), stock);
    }
    book
}
