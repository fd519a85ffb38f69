//! What a story does to the shop beyond what buyers and couriers do.

use super::refusal::Refusal;
use super::shop::Shop;

impl Shop {
    /// Gives a carrier of the list another name.
    ///
    /// # Errors
    /// When the list holds no such carrier.
    pub fn rename_carrier(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        let found = self.providers.iter_mut().find(|one| one.name.starts_with(from));
        let found = found.ok_or_else(|| Refusal::world(format!("no carrier is called {from:?}")))?;
        found.name = to.to_owned();
        Ok(())
    }

    /// The platform finds that the packages of an order, told as Amazon's, are not.
    pub fn find_not_from_amazon(&mut self, order_id: &str, now_ms: i64) {
        let Some(order) = self.orders.get_mut(order_id) else { return };
        for package in &mut order.packages {
            package.tags.push("NON_MCF");
            package.updated_ms = now_ms;
        }
    }

    /// From now on the platform refuses numbers of USPS labels that were not bought from it (fact sheet 9.2).
    pub fn refuse_usps(&mut self, refuse: bool) {
        self.refuses_usps = refuse;
    }
}
