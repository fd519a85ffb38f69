//! What buyers do up to payment: order, pay, move house.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::agenda::Due;
use super::hostile::hostile;
use super::listing::Sku;
use super::money::{Bill, Price, Shipping};
use super::order::{Deadlines, Line, Mark, Order, OrderStatus, Piece};
use super::passing::{HOLD_MS, UNPAID_MS};
use super::person::{Person, Written};
use super::refusal::Refusal;
use super::shop::{EXPRESS_OPTION, PLATFORM_OPTION, STANDARD_OPTION, Shop};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Most units in one order.
pub const UNITS_MAX: u32 = 60;

/// An order that a buyer is about to place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Seller SKU and units.
    pub lines: Vec<(String, u32)>,
    /// Special kinds.
    pub marks: BTreeSet<Mark>,
    /// Whether the shop holds it for an hour after payment; false: it may be shipped at once (fact sheet 8.1).
    pub hold: bool,
    /// The buyer's note.
    pub message: String,
    /// The order that this one replaces or exchanges.
    pub follows: Option<String>,
    /// The buyer pays for the fast way.
    pub express: bool,
    /// Words of the buyer's own in place of the practice buyer's.
    pub written: Option<Written>,
    /// For pre-orders, made-to-order and back-orders: release so long after placing, in milliseconds.
    pub release_after_ms: Option<i64>,
}

impl NewOrder {
    /// An ordinary order that is held for an hour after payment.
    #[must_use]
    pub fn of(lines: &[(&str, u32)]) -> Self {
        Self {
            lines: lines.iter().map(|(sku, units)| ((*sku).to_owned(), *units)).collect(),
            marks: BTreeSet::new(),
            hold: true,
            message: String::new(),
            follows: None,
            express: false,
            written: None,
            release_after_ms: None,
        }
    }

    /// Adds a special kind.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.marks.insert(mark);
        self
    }

    /// Goes without ON_HOLD.
    #[must_use]
    pub const fn without_hold(mut self) -> Self {
        self.hold = false;
        self
    }

    fn waits_for_release(&self) -> bool {
        [Mark::PreOrder, Mark::MadeToOrder, Mark::BackOrder].iter().any(|mark| self.marks.contains(mark))
    }

    /// The seller's stock is touched unless the platform stores the goods or there are none.
    fn takes_stock(&self) -> bool {
        !self.marks.contains(&Mark::Fbt) && !self.marks.contains(&Mark::Digital)
    }
}

impl Shop {
    /// A buyer places an order; the units are taken out of stock at once (all or none). Answers its id.
    ///
    /// # Errors
    /// If a SKU is not listed or not live, the order is empty or too big, or the stock does not suffice.
    pub fn place_order(&mut self, new: NewOrder, now_ms: i64) -> Result<String, Refusal> {
        let units: u32 = new.lines.iter().map(|(_, units)| *units).sum();
        if units == 0 || units > UNITS_MAX {
            return Err(Refusal::world(format!("an order has 1 to {UNITS_MAX} units, not {units}")));
        }
        let mut wanted = Vec::new();
        for (seller_sku, units) in &new.lines {
            let sku = self.buyable(seller_sku)?;
            wanted.extend(std::iter::repeat_n(sku, *units as usize));
        }
        if new.takes_stock() {
            self.check_stock(&wanted)?;
        }
        let number = self.orders.len() as u64;
        self.buyers += 1;
        let drawn = Person::draw(self.buyers, &mut self.chance);
        let buyer = Person { written: new.written.clone(), hostile: self.hostile_texts, ..drawn };
        let mut lines: Vec<Line> =
            wanted.iter().map(|sku| self.new_line(sku, &new, Decimal::new(buyer.tax_bps, 4))).collect();
        if new.marks.contains(&Mark::Gift)
            && let Some(sku) = wanted.first()
        {
            lines.push(self.gift_line(sku));
        }
        let (mut message, mut seller_note) = (new.message.clone(), String::new());
        if self.hostile_texts {
            message = hostile(if message.is_empty() { "Please ring twice." } else { &message }, number);
            seller_note = hostile("Checked", number + 1);
            for line in &mut lines {
                line.goods.product_name = hostile(&line.goods.product_name, number + 2);
                line.goods.sku_name = hostile(&line.goods.sku_name, number + 3);
            }
        }
        let bill = self.bill(&lines, &new, &buyer);
        let option = match (is_seller_option(&new.marks), new.express) {
            (false, _) => PLATFORM_OPTION,
            (true, true) => EXPRESS_OPTION,
            (true, false) => STANDARD_OPTION,
        };
        let id = self.ids.order();
        let release_ms = new.waits_for_release().then(|| now_ms + new.release_after_ms.unwrap_or(2 * DAY_MS));
        let order = Order {
            id: id.clone(),
            number,
            buyer,
            message,
            seller_note,
            unseen: false,
            marks: new.marks,
            follows: new.follows,
            has_hold: new.hold || release_ms.is_some(),
            placed_ms: now_ms,
            paid_ms: None,
            release_ms: None,
            announced_ms: release_ms,
            updated_ms: now_ms,
            released: false,
            deadlines: Deadlines::default(),
            shipped_ms: None,
            collected_ms: None,
            delivered_ms: None,
            completed_ms: None,
            cancelled_ms: None,
            asked_to_cancel_ms: None,
            address_changed: false,
            shipped_by_hand: false,
            self_ship_ms: None,
            lines,
            packages: Vec::new(),
            bill,
            delivery_option_id: self.delivery_options.get(option).map(|way| way.id.clone()).unwrap_or_default(),
        };
        self.orders.insert(id.clone(), order);
        self.agenda.plan(now_ms + UNPAID_MS, Due::Lapse(id.clone()));
        Ok(id)
    }

    /// The payment of an unpaid order arrives.
    ///
    /// # Errors
    /// If there is no such order, or it is not unpaid.
    pub fn pay(&mut self, id: &str, now_ms: i64) -> Result<(), Refusal> {
        let self_ship_after_ms = self.chance.range(12 * HOUR_MS, 30 * HOUR_MS);
        let order = self.order_mut(id)?;
        if order.status() != OrderStatus::Unpaid {
            return Err(Refusal::world(format!("order {id} is {}, not UNPAID", order.status().word())));
        }
        order.paid_ms = Some(now_ms);
        let free_ms = order.announced_ms.unwrap_or(0).max(now_ms + HOLD_MS);
        let base_ms = if order.has_hold { free_ms } else { now_ms };
        order.release_ms = order.has_hold.then_some(free_ms);
        order.released = !order.has_hold;
        order.deadlines = Deadlines {
            ship_by_ms: base_ms + 2 * DAY_MS,
            collect_by_ms: base_ms + 3 * DAY_MS,
            ship_or_cancel_ms: base_ms + 7 * DAY_MS,
            collect_or_cancel_ms: base_ms + 10 * DAY_MS,
            deliver_or_cancel_ms: base_ms + 30 * DAY_MS,
        };
        let deadlines = order.deadlines;
        let self_ship_ms = if order.is(Mark::Digital) {
            Some(base_ms + 10 * 60_000)
        } else if order.is(Mark::Fbt) {
            Some(base_ms + self_ship_after_ms / 2)
        } else if order.is(Mark::PlatformLabel) {
            Some(base_ms + self_ship_after_ms)
        } else {
            None
        };
        order.self_ship_ms = self_ship_ms;
        order.touch(now_ms);
        let holds = order.has_hold;
        if holds {
            self.agenda.plan(free_ms, Due::Release(id.to_owned()));
        }
        if let Some(at_ms) = self_ship_ms {
            self.agenda.plan(at_ms, Due::SelfShip(id.to_owned()));
        }
        self.agenda.plan(deadlines.ship_or_cancel_ms, Due::ShipOrCancel(id.to_owned()));
        self.agenda.plan(deadlines.collect_or_cancel_ms, Due::CollectOrCancel(id.to_owned()));
        self.agenda.plan(deadlines.deliver_or_cancel_ms, Due::DeliverOrCancel(id.to_owned()));
        Ok(())
    }

    /// The buyer gives another address, possible until something is shipped.
    ///
    /// # Errors
    /// If there is no such order, or it is shipped or over.
    pub fn change_address(&mut self, id: &str, now_ms: i64) -> Result<(), Refusal> {
        let mut chance = self.chance.clone();
        let order = self.order_mut(id)?;
        let status = order.status();
        if status > OrderStatus::AwaitingShipment {
            return Err(Refusal::world(format!("order {id} is {}: its address is fixed", status.word())));
        }
        order.buyer = order.buyer.moved(&mut chance);
        order.address_changed = true;
        order.touch(now_ms);
        self.chance = chance;
        Ok(())
    }

    pub(super) fn buyable(&self, seller_sku: &str) -> Result<Sku, Refusal> {
        let sku = self.listings.by_seller_sku(seller_sku);
        let sku = sku.ok_or_else(|| Refusal::world(format!("the shop lists no SKU {seller_sku:?}")))?;
        let live = self.listings.product(&sku.product_id).is_some_and(|product| product.status == "ACTIVATE");
        if live { Ok(sku.clone()) } else { Err(Refusal::world(format!("{seller_sku:?} is not for sale now"))) }
    }

    pub(super) fn check_stock(&self, wanted: &[Sku]) -> Result<(), Refusal> {
        let mut needed = std::collections::BTreeMap::<&str, u32>::new();
        for sku in wanted {
            if sku.contents.is_empty() {
                *needed.entry(&sku.id).or_default() += 1;
            }
            for (inner, count) in &sku.contents {
                *needed.entry(inner).or_default() += count;
            }
        }
        for (sku_id, units) in needed {
            let available = self.stock.available(sku_id);
            if available < units {
                let name = self.listings.sku(sku_id).map_or(sku_id, |sku| &sku.seller_sku);
                return Err(Refusal::world(format!("sold out: {units} of {name} wanted, {available} on sale")));
            }
        }
        Ok(())
    }

    pub(super) fn new_line(&mut self, sku: &Sku, new: &NewOrder, tax_rate: Decimal) -> Line {
        let (seller_share, platform_share) = if new.marks.contains(&Mark::Sample)
            || new.marks.contains(&Mark::Replacement)
        {
            (Decimal::ONE, Decimal::ZERO)
        } else {
            let share =
                |roll: u64, often: u64, share: i64| if roll < often { Decimal::new(share, 2) } else { Decimal::ZERO };
            (share(self.chance.below(10), 3, 10), share(self.chance.below(10), 2, 5))
        };
        let price = Price::new(sku.price, seller_share, platform_share, tax_rate);
        let id = self.ids.line();
        let goods = self.listings.goods(sku);
        let takes_stock = new.takes_stock();
        if sku.contents.is_empty() {
            let piece = self.piece(id.clone(), sku, price, takes_stock);
            return Line { id, goods, price, is_gift: false, is_bundle: false, pieces: vec![piece], cancelled: None };
        }
        let mut inner: Vec<Sku> = Vec::new();
        for (sku_id, count) in &sku.contents {
            if let Some(part) = self.listings.sku(sku_id) {
                inner.extend(std::iter::repeat_n(part.clone(), *count as usize));
            }
        }
        let weights: Vec<Decimal> = inner.iter().map(|part| part.price).collect();
        let mut pieces = Vec::new();
        for (part, price) in inner.iter().zip(price.split(&weights)) {
            let piece_id = self.ids.line();
            pieces.push(self.piece(piece_id, part, price, takes_stock));
        }
        Line { id, goods, price, is_gift: false, is_bundle: true, pieces, cancelled: None }
    }

    fn piece(&mut self, id: String, sku: &Sku, price: Price, takes_stock: bool) -> Piece {
        let taken = if takes_stock { self.stock.take(&sku.id, &sku.warehouse_ids, 1) } else { None };
        let holds_stock = taken.is_some();
        let warehouse_id = taken.or_else(|| sku.warehouse_ids.first().cloned()).unwrap_or_default();
        Piece { id, goods: self.listings.goods(sku), price, warehouse_id, holds_stock, package_id: None }
    }

    /// A free unit of the first SKU, price 0 (feature F403); taken from stock if there is one more.
    fn gift_line(&mut self, sku: &Sku) -> Line {
        let id = self.ids.line();
        let inner = sku.contents.first().and_then(|(inner, _)| self.listings.sku(inner));
        let source = inner.unwrap_or(sku).clone();
        let goods = self.listings.goods(&source);
        let price = Price::default();
        let piece = self.piece(id.clone(), &source, price, true);
        Line { id, goods, price, is_gift: true, is_bundle: false, pieces: vec![piece], cancelled: None }
    }

    fn bill(&mut self, lines: &[Line], new: &NewOrder, buyer: &Person) -> Bill {
        let free = [Mark::Sample, Mark::Replacement, Mark::Digital].iter().any(|mark| new.marks.contains(mark));
        let mut shipping = Shipping::default();
        if !free && self.chance.below(10) < 6 {
            shipping.original = Decimal::new(599, 2);
            match self.chance.below(4) {
                0 => shipping.seller_discount = Decimal::new(599, 2),
                1 => shipping.platform_discount = Decimal::new(250, 2),
                _ => {}
            }
            let taxed = buyer.state_code == "TX" || buyer.state_code == "NY" || buyer.state_code == "WA";
            if taxed {
                shipping.tax = (shipping.fee() * Decimal::new(buyer.tax_bps, 4)).round_dp(2);
            }
        }
        let fee = if free {
            Decimal::ZERO
        } else {
            match buyer.state_code {
                "CO" => Decimal::new(29, 2),
                "MN" => Decimal::new(50, 2),
                _ => Decimal::ZERO,
            }
        };
        Bill::of(lines.iter().map(|line| &line.price), shipping, fee)
    }
}

fn is_seller_option(marks: &BTreeSet<Mark>) -> bool {
    !marks.contains(&Mark::PlatformLabel) && !marks.contains(&Mark::Fbt)
}
