//! Links: what a sold listing SKU stands for at its fulfiller (F190, F191, F050).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{ListingSkuId, SellerSku};
use crate::open_enum::open_enum;

open_enum! {
    /// Who stores a SKU.
    StoredBy { Amazon = "amazon", Merchant = "merchant" }
}

/// A SKU at the fulfiller and how many of it one sold unit needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Component {
    /// Seller SKU at the fulfiller.
    pub sku: SellerSku,
    /// Units per sold unit, 1 to 1,000 (F191).
    pub quantity: u32,
}

/// How a link came to be; a manual one is never overridden (F190).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOrigin {
    /// Exactly equal SKU.
    ExactSku,
    /// A person's choice.
    Manual,
}

/// The tie between a listing's SKU and what fulfils it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The listing SKU.
    pub listing_sku: ListingSkuId,
    /// Parts: one for an ordinary product, several for a bundle.
    pub components: Vec<Component>,
    /// Who stores the parts.
    pub stored_by: StoredBy,
    /// Where it came from.
    pub origin: LinkOrigin,
}

/// The links of one connection, by listing SKU.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links(BTreeMap<ListingSkuId, Link>);

impl Links {
    /// Collects links; a later one for the same SKU replaces an earlier one.
    pub fn new(links: impl IntoIterator<Item = Link>) -> Self {
        Self(links.into_iter().map(|l| (l.listing_sku.clone(), l)).collect())
    }

    /// The link of a listing SKU.
    pub fn get(&self, sku: &ListingSkuId) -> Option<&Link> {
        self.0.get(sku)
    }

    /// All links in SKU order.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.0.values()
    }
}

/// A candidate on either side of automatic matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<Id> {
    /// Its id.
    pub id: Id,
    /// Its seller SKU.
    pub sku: SellerSku,
}

/// Exact, one-to-one matches by SKU (F190): trimmed, case kept; a SKU that stands twice on either side matches nothing.
pub fn exact_matches(listings: &[Candidate<ListingSkuId>], own: &[SellerSku]) -> Vec<(ListingSkuId, SellerSku)> {
    let mut listing_count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own_count: BTreeMap<&str, usize> = BTreeMap::new();
    for l in listings {
        *listing_count.entry(l.sku.as_str()).or_default() += 1;
    }
    for sku in own {
        *own_count.entry(sku.as_str()).or_default() += 1;
    }
    listings
        .iter()
        .filter(|l| listing_count.get(l.sku.as_str()) == Some(&1) && own_count.get(l.sku.as_str()) == Some(&1))
        .map(|l| (l.id.clone(), l.sku.clone()))
        .collect()
}
