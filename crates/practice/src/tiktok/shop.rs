//! The shop as a whole, and what may be asked of it.

use std::collections::BTreeMap;

use super::access::{Access, Credentials};
use super::agenda::Agenda;
use super::cancellation::Cancellation;
use super::carrier::{Provider, providers};
use super::ids::Ids;
use super::listing::Listings;
use super::order::{Order, OrderStatus};
use super::package::{Package, Scan};
use super::readiness::Readiness;
use super::reference::References;
use super::refusal::Refusal;
use super::stock::Stock;
use crate::bucket::Bucket;
use crate::catalogue::Catalogue;
use crate::chance::Chance;

/// Requests a second that the platform allows per app, shop and endpoint (tiktok-shop fact sheet 6).
pub const DEFAULT_RATE_PER_SEC: f64 = 50.0;

/// A place of the seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    /// The platform's id.
    pub id: String,
    /// Id of the place; sales and returns at one place share it.
    pub entity_id: String,
    /// Name.
    pub name: &'static str,
    /// True for goods that come back.
    pub is_return: bool,
    /// True for the shop's default.
    pub is_default: bool,
    /// Kept for Amazon: how many parcels were not from there.
    pub strangers: Option<u32>,
}

impl Warehouse {
    /// The platform's word for its state.
    #[must_use]
    pub fn state(&self) -> &'static str {
        let closed = self.strangers.is_some_and(|count| count >= super::wrong_tracking::STRANGERS_MAX);
        if closed { "DISABLED" } else { "ENABLED" }
    }
}

/// A way of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryOption {
    /// The platform's id.
    pub id: String,
    /// Name.
    pub name: &'static str,
    /// Type word.
    pub kind: &'static str,
    /// True if the platform runs it; then there is no list of carriers.
    pub is_platform: bool,
}

/// The practice merchant's US shop.
#[derive(Debug)]
pub struct Shop {
    /// App, consent and tokens.
    pub access: Access,
    /// Products and SKUs.
    pub listings: Listings,
    /// Sellable and committed units.
    pub stock: Stock,
    /// Order numbers of other systems.
    pub references: References,
    /// What it lacks before it may list products.
    pub readiness: Readiness,
    /// Whether buyers write texts that try a client.
    pub hostile_texts: bool,
    /// Whether USPS numbers of labels from elsewhere are refused (fact sheet 9.2).
    pub refuse_usps: bool,
    pub(super) chance: Chance,
    /// Request ids and other chance of the wire, apart from what happens in the shop.
    pub(super) wire: Chance,
    pub(super) ids: Ids,
    pub(super) orders: BTreeMap<String, Order>,
    pub(super) cancellations: BTreeMap<String, Cancellation>,
    pub(super) agenda: Agenda,
    /// Tracking number to the orders that show or showed it.
    pub(super) numbers: BTreeMap<String, Vec<String>>,
    /// Package id to order id.
    pub(super) package_orders: BTreeMap<String, String>,
    /// Scans of numbers that no package of this shop bears (yet).
    pub(super) early_scans: BTreeMap<String, Vec<(i64, Scan)>>,
    pub(super) warehouses: Vec<Warehouse>,
    pub(super) delivery_options: Vec<DeliveryOption>,
    pub(super) providers: Vec<Provider>,
    pub(super) buckets: BTreeMap<String, Bucket>,
    pub(super) rate_per_sec: f64,
    /// Numbers of USPS labels not bought here are refused (fact sheet 9.2).
    pub(super) refuses_usps: bool,
    pub(super) buyers: u64,
}

/// Positions in the list of delivery options.
pub(super) const STANDARD_OPTION: usize = 0;
/// The platform ships.
pub(super) const PLATFORM_OPTION: usize = 1;
/// The seller ships, fast.
pub(super) const EXPRESS_OPTION: usize = 2;

impl Shop {
    /// The shop of the world `seed`, listing the catalogue, without orders.
    pub fn new(seed: u64, now_ms: i64, catalogue: &Catalogue) -> Self {
        let mut chance = Chance::stream(seed, "tiktok/shop");
        let ids = Ids::new(&mut chance);
        let warehouses = warehouses(&mut chance);
        let mut delivery_options = vec![
            option(&mut chance, "Standard shipping", "SEND_BY_SELLER", false),
            option(&mut chance, "TikTok Shipping", "STANDARD", true),
        ];
        let providers = providers(&mut chance);
        delivery_options.push(option(&mut chance, "Express Shipping", "SEND_BY_SELLER", false));
        let sales: Vec<&str> =
            warehouses.iter().filter(|place| !place.is_return).map(|place| place.id.as_str()).collect();
        let (main, second) = (sales.first().copied().unwrap_or_default(), sales.get(1).copied().unwrap_or_default());
        let listings = Listings::of(catalogue, now_ms, &ids, main, second);
        let mut stock = Stock::default();
        for sku in listings.skus() {
            let units = catalogue.by_tiktok_sku(&sku.seller_sku).map_or(0, |item| item.units_at_tiktok);
            for (position, warehouse_id) in sku.warehouse_ids.iter().enumerate() {
                stock.set(&sku.id, warehouse_id, if position == 0 { units } else { 0 });
            }
        }
        Self {
            access: Access::new(seed, now_ms),
            listings,
            stock,
            references: References::default(),
            readiness: Readiness::default(),
            hostile_texts: false,
            refuse_usps: false,
            chance: Chance::stream(seed, "tiktok/life"),
            wire: Chance::stream(seed, "tiktok/wire"),
            ids,
            orders: BTreeMap::new(),
            cancellations: BTreeMap::new(),
            agenda: Agenda::default(),
            numbers: BTreeMap::new(),
            package_orders: BTreeMap::new(),
            early_scans: BTreeMap::new(),
            warehouses,
            delivery_options,
            providers,
            buckets: BTreeMap::new(),
            rate_per_sec: DEFAULT_RATE_PER_SEC,
            refuses_usps: false,
            buyers: 0,
        }
    }

    /// What a client needs to reach the shop.
    pub fn credentials(&self) -> Credentials {
        self.access.credentials()
    }

    /// All orders, oldest first.
    pub fn orders(&self) -> impl DoubleEndedIterator<Item = &Order> {
        self.orders.values()
    }

    /// One order.
    pub fn order(&self, id: &str) -> Option<&Order> {
        self.orders.get(id)
    }

    /// All packages of all orders.
    pub fn packages(&self) -> impl Iterator<Item = &Package> {
        self.orders.values().flat_map(|order| order.packages.iter())
    }

    /// One package.
    pub fn package(&self, id: &str) -> Option<&Package> {
        self.orders.get(self.package_orders.get(id)?)?.package(id)
    }

    /// All cancellations, oldest first.
    pub fn cancellations(&self) -> impl DoubleEndedIterator<Item = &Cancellation> {
        self.cancellations.values()
    }

    /// The seller's places.
    pub fn warehouses(&self) -> &[Warehouse] {
        &self.warehouses
    }

    /// The ways of delivery.
    pub fn delivery_options(&self) -> &[DeliveryOption] {
        &self.delivery_options
    }

    /// The carriers for seller-shipped orders.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The carrier with that id.
    pub fn provider(&self, id: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id == id)
    }

    /// The carrier's name for an id; the platform's own service has none in the list.
    pub fn provider_name(&self, id: &str) -> &str {
        self.provider(id).map_or("TikTok Shipping", |provider| provider.name.as_str())
    }

    /// Sets the allowed requests a second per endpoint, at least 0.1, and refills all buckets.
    pub fn set_rate_per_sec(&mut self, rate_per_sec: f64) {
        self.rate_per_sec = rate_per_sec.max(0.1);
        self.buckets.clear();
    }

    /// Takes a request from the endpoint's bucket.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub(super) fn pace(&mut self, endpoint: &str, now_ms: i64) -> Result<(), u64> {
        let rate = self.rate_per_sec;
        let burst = rate.ceil().max(1.0) as u32;
        self.buckets.entry(endpoint.to_owned()).or_insert_with(|| Bucket::new(rate, burst)).take(now_ms)
    }

    /// Sets what the platform shows as sellable, by the merchant's code, in the SKU's first warehouse.
    ///
    /// # Errors
    /// If no listed SKU has that code, or it is a bundle.
    pub fn set_stock(&mut self, seller_sku: &str, units: u32, now_ms: i64) -> Result<(), Refusal> {
        let sku = self.listings.by_seller_sku(seller_sku);
        let sku = sku.ok_or_else(|| Refusal::world(format!("the shop lists no SKU {seller_sku:?}")))?;
        let warehouse_id = sku.warehouse_ids.first().cloned();
        let warehouse_id =
            warehouse_id.ok_or_else(|| Refusal::world(format!("{seller_sku:?} is a bundle: no stock of its own")))?;
        let (sku_id, product_id) = (sku.id.clone(), sku.product_id.clone());
        self.stock.set(&sku_id, &warehouse_id, units);
        self.listings.touch(&product_id, now_ms);
        Ok(())
    }

    pub(super) fn order_mut(&mut self, id: &str) -> Result<&mut Order, Refusal> {
        self.orders.get_mut(id).ok_or_else(|| Refusal::new(21_001_001, format!("order {id} does not exist")))
    }

    /// Notes the moments at which the order as a whole reached a state, and plans what follows.
    pub(super) fn settle(&mut self, id: &str, now_ms: i64) {
        let Some(order) = self.orders.get_mut(id) else { return };
        order.touch(now_ms);
        let status = order.status();
        let reached = |moment: &mut Option<i64>, yes: bool| {
            let first = yes && moment.is_none();
            if first {
                *moment = Some(now_ms);
            }
            first
        };
        if status == OrderStatus::Cancelled {
            reached(&mut order.cancelled_ms, true);
            return;
        }
        reached(&mut order.shipped_ms, status >= OrderStatus::AwaitingCollection);
        reached(&mut order.collected_ms, status >= OrderStatus::InTransit);
        if reached(&mut order.delivered_ms, status >= OrderStatus::Delivered) {
            self.agenda.plan(now_ms + super::passing::AFTER_SALES_MS, super::agenda::Due::Complete(id.to_owned()));
        }
    }
}

fn warehouses(chance: &mut Chance) -> Vec<Warehouse> {
    let entity_id = format!("7395{}", chance.digits(15));
    let mut place = |entity_id: &str, name, is_return, is_default| Warehouse {
        id: format!("7068{}", chance.digits(15)),
        entity_id: entity_id.to_owned(),
        name,
        is_return,
        is_default,
        strangers: None,
    };
    vec![
        place(&entity_id, "Practice warehouse", false, true),
        place("7395000000000000002", "Practice overflow", false, false),
        place(&entity_id, "Practice warehouse", true, true),
    ]
}

fn option(chance: &mut Chance, name: &'static str, kind: &'static str, is_platform: bool) -> DeliveryOption {
    DeliveryOption { id: format!("7091{}", chance.digits(15)), name, kind, is_platform }
}
