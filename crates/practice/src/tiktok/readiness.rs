//! What the shop must have before it lists products, and the platform's answer about it (tiktok-shop fact sheet 10.6).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ask::Ask;
use super::endpoint::Outcome;
use super::refusal::Refusal;
use crate::world::World;

/// The platform's items, with its own spelling of the bank account, and what it says when one fails.
pub const ITEMS: [(&str, &str); 10] = [
    ("SHOP_STATUS", "Your shop is not active."),
    ("SHOP_TAX", "Couldn't publish this product as you haven't filled in the tax information of your shop."),
    ("PICKUP_WAREHOUSE", "Couldn't publish this product as you haven't set the pickup warehouse for your shop."),
    ("RETURN_WAREHOUSE", "Couldn't publish this product as you haven't set the return warehouse for your shop."),
    ("DELIVERY_OPTION", "Couldn't publish this product as no default delivery option is chosen."),
    ("SHIPPING_TEMPLATE", "Couldn't publish this product as you haven't set a shipping template."),
    ("PRODUCT_QUANTITY_LIMIT", "Your shop has reached its number of products."),
    ("EXTENDED_PRODUCER_RESPONSIBILITY", "Your registration number for producer responsibility is missing."),
    ("BANk_ACCOUNT", "Your bank account is not linked."),
    ("CONTACT_INFO", "Your contact information is missing."),
];

/// Which items do not pass; all others do.
#[derive(Debug, Default)]
pub struct Readiness {
    /// `false`: failed; `null`: the answer leaves the item out.
    wanting: BTreeMap<String, Option<bool>>,
}

impl Readiness {
    /// Lets an item pass, fail, or (`None`) be left out of the answer.
    ///
    /// # Errors
    /// If the platform has no such item.
    pub fn set(&mut self, item: &str, passed: Option<bool>) -> Result<(), Refusal> {
        let known = ITEMS.iter().find(|(word, _)| word.eq_ignore_ascii_case(item));
        let (word, _) = known.ok_or_else(|| Refusal::world(format!("no prerequisite is called {item:?}")))?;
        if passed == Some(true) {
            self.wanting.remove(*word);
        } else {
            self.wanting.insert((*word).to_owned(), passed);
        }
        Ok(())
    }

    fn results(&self) -> Vec<Value> {
        let told = ITEMS.iter().filter(|(word, _)| self.wanting.get(*word) != Some(&None));
        told.map(|(word, why)| {
            let failed = self.wanting.contains_key(*word);
            let reasons: &[&str] = if failed { &[why] } else { &[] };
            json!({ "check_item": word, "is_failed": failed, "fail_reasons": reasons })
        })
        .collect()
    }
}

/// GET `/product/202312/prerequisites`.
pub fn prerequisites(world: &mut World, _ask: &Ask) -> Outcome {
    Ok(Some(json!({ "check_results": world.tiktok.readiness.results() })))
}
