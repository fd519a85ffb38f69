//! Order numbers of other systems, attached to orders (tiktok-shop fact sheet 8.6).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The systems that the platform knows.
pub const PLATFORMS: [&str; 10] = [
    "SHOPIFY",
    "WOOCOMMERCE",
    "BIGCOMMERCE",
    "MAGENTO",
    "SALESFORCE_COMMERCE_CLOUD",
    "CHANNEL_ADVISOR",
    "AMAZON",
    "ORDER_MANAGEMENT_SYSTEM",
    "WAREHOUSE_MANAGEMENT_SYSTEM",
    "ERP_SYSTEM",
];

/// A line of the other system's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceLine {
    /// Their line id.
    pub id: String,
    /// The platform's line id.
    pub origin_id: String,
}

/// An order of the other system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Their order id.
    pub id: String,
    /// Which system.
    pub platform: String,
    /// Its lines.
    pub line_items: Vec<ReferenceLine>,
}

/// One value per order and system; the same system again overwrites.
#[derive(Debug, Default)]
pub struct References {
    held: BTreeMap<(String, String), Reference>,
}

impl References {
    /// Attaches.
    pub fn put(&mut self, order_id: &str, reference: Reference) {
        self.held.insert((order_id.to_owned(), reference.platform.clone()), reference);
    }

    /// Reads by order.
    #[must_use]
    pub fn get(&self, order_id: &str, platform: &str) -> Option<&Reference> {
        self.held.get(&(order_id.to_owned(), platform.to_owned()))
    }

    /// Reads by the other system's id.
    pub fn find<'a>(&'a self, platform: &'a str, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Reference)> {
        self.held
            .iter()
            .filter(move |((_, of), reference)| of == platform && reference.id == id)
            .map(|((order_id, _), reference)| (order_id.as_str(), reference))
    }
}
