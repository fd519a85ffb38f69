//! The people of the world: they carry the plan's steps out, and find another thing if theirs is sold out.

use std::collections::BTreeMap;

use crate::plan::{DAY_MS, Plan, Step};
use crate::tiktok::{NewOrder, Refusal};
use crate::world::World;

/// The people and what they still have in mind.
#[derive(Debug, Default)]
pub struct Buyers {
    /// What is planned.
    pub plan: Plan,
    /// Order ids by the buyer's number in the plan.
    pub orders: BTreeMap<u64, String>,
    /// Buyers that found nothing to buy.
    pub turned_away: u64,
    /// Orders a day that go on for ever; 0 for a plan that ends.
    pub orders_per_day: u64,
    day: u64,
}

impl World {
    /// Keeps buyers coming, `orders_per_day` of them, from now on.
    pub fn keep_selling(&mut self, orders_per_day: u64) {
        self.buyers.orders_per_day = orders_per_day;
        let now_ms = self.now_ms();
        self.buyers.plan.add(now_ms, 0, Step::NextDay);
    }

    /// One step of one person. What the platform refuses is noted and dropped: the plan may be overtaken by others.
    pub(crate) fn step(&mut self, at_ms: i64, buyer: u64, step: Step) {
        let name = match &step {
            Step::NextDay => return self.plan_day(at_ms),
            Step::Place(order) => return self.place(at_ms, buyer, order.clone()),
            Step::Shortage(sku) => return self.shelf_empty(at_ms, sku),
            Step::Found(sku) => return self.shelf_found(at_ms, sku),
            Step::Pay => "paid",
            Step::ChangeAddress => "moved",
            Step::AskCancel => "asked to cancel",
            Step::Withdraw => "withdrew",
            Step::Cancel(_) => "cancelled",
            Step::ShipByHand(_) => "shipped by hand",
            Step::CancelLine => "struck a line",
        };
        let Some(id) = self.buyers.orders.get(&buyer).cloned() else { return };
        let done = match step {
            Step::Pay => return self.pay(at_ms, &id).unwrap_or(()),
            Step::ChangeAddress => self.tiktok.change_address(&id, at_ms),
            Step::AskCancel => self.tiktok.request_cancel(&id, at_ms).map(|_| ()),
            Step::Withdraw => self.tiktok.withdraw_cancel(&id, at_ms),
            Step::Cancel(by) => self.tiktok.cancel(&id, by, at_ms).map(|_| ()),
            // Whoever ships by hand looks first whether Amazon has the order already.
            Step::ShipByHand(_) if self.amazon.orders().values().any(|order| order.displayable_id == id) => Ok(()),
            Step::ShipByHand(number) => self.tiktok.ship_by_hand(&id, &number, "UPS", at_ms).map(|_| ()),
            Step::CancelLine => self.strike_a_line(&id, at_ms),
            Step::NextDay | Step::Place(_) | Step::Shortage(_) | Step::Found(_) => Ok(()),
        };
        let outcome = done.map_or_else(|refusal| refusal.to_string(), |()| String::new());
        self.journal.note(at_ms, "buyer", name, &id, &outcome);
    }

    fn strike_a_line(&mut self, id: &str, at_ms: i64) -> Result<(), Refusal> {
        let open = |order: &crate::tiktok::Order| {
            let open: Vec<String> =
                order.lines.iter().filter(|line| line.is_open()).map(|line| line.id.clone()).collect();
            open.into_iter().skip(1).next_back()
        };
        let Some(line) = self.tiktok.order(id).and_then(open) else { return Ok(()) };
        self.tiktok.seller_cancel(id, Some(vec![line]), "seller_cancel_reason_out_of_stock", at_ms).map(|_| ())
    }

    fn shelf_empty(&mut self, at_ms: i64, sku: &str) {
        if let Some(stock) = self.amazon.stock.get_mut(sku) {
            stock.change(at_ms, |level| level.fulfillable = 0);
            self.journal.note(at_ms, "amazon", "shelf found empty", sku, "");
        }
    }

    fn shelf_found(&mut self, at_ms: i64, sku: &str) {
        if let Some(stock) = self.amazon.stock.get_mut(sku) {
            let found = stock.usual / 2;
            stock.change(at_ms, |level| level.fulfillable += found);
            self.journal.note(at_ms, "amazon", "units found again", sku, &found.to_string());
        }
    }

    /// Pays an order and notes whether Amazon could cover it at that moment.
    ///
    /// # Errors
    /// What the platform says, as a sentence.
    pub fn pay(&mut self, at_ms: i64, id: &str) -> Result<(), String> {
        self.tiktok.pay(id, at_ms).map_err(|refusal| refusal.to_string())?;
        if !self.covered(id) {
            self.verdict.oversold.insert(id.to_owned());
        }
        self.journal.note(at_ms, "buyer", "paid", id, "");
        Ok(())
    }

    fn place(&mut self, at_ms: i64, buyer: u64, order: NewOrder) {
        let mut wanted = order;
        for attempt in 0..6u64 {
            match self.tiktok.place_order(wanted.clone(), at_ms) {
                Ok(id) => {
                    self.journal.note(at_ms, "buyer", "placed", &id, &format!("{:?}", wanted.lines));
                    self.buyers.orders.insert(buyer, id);
                    return;
                }
                Err(refusal) => {
                    self.journal.note(at_ms, "buyer", "not placed", &buyer.to_string(), &refusal.to_string());
                    wanted.lines = self.something_else(buyer, attempt);
                }
            }
        }
        self.buyers.turned_away += 1;
    }

    fn something_else(&self, buyer: u64, attempt: u64) -> Vec<(String, u32)> {
        let mut chance = crate::chance::Chance::stream(self.seed, &format!("buyer/{buyer}/{attempt}"));
        let linked: Vec<String> =
            self.catalogue.items().iter().filter(|i| i.linked_by_sku()).filter_map(|i| i.tiktok_sku.clone()).collect();
        chance.pick(&linked).map(|sku| vec![(sku.clone(), 1)]).unwrap_or_default()
    }

    fn plan_day(&mut self, at_ms: i64) {
        if self.buyers.orders_per_day == 0 {
            return;
        }
        self.buyers.day += 1;
        let name = format!("live/{}", self.buyers.day);
        // Days are laid from the step's moment, so that a world served at noon sees its busy hours soon.
        let (seed, orders) = (self.seed, self.buyers.orders_per_day);
        self.buyers.plan.add_day(seed, &name, at_ms, orders, &self.catalogue);
        self.buyers.plan.add(at_ms + DAY_MS, 0, Step::NextDay);
    }
}
