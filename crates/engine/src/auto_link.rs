//! Exactly equal SKUs are linked by themselves (F190).

use shopferry_domain::link::{Candidate, LinkOrigin, exact_matches};
use shopferry_domain::{Component, ConnectionId, Link, ListingSkuId, SellerSku, StoredBy};

use crate::engine::Engine;
use crate::error::Result;

impl Engine {
    /// Links listings of a shop to SKUs of its fulfiller; a present link is never touched.
    pub(crate) fn link_equal_skus(&self, shop: &ConnectionId) -> Result<()> {
        let Some(fulfiller) = self.connection(shop)?.first_partner().cloned() else { return Ok(()) };
        let linked = self.store.write(|tx| {
            let candidates: Vec<Candidate<ListingSkuId>> = tx
                .listings()
                .all(shop)?
                .into_iter()
                .filter(|l| !l.gone)
                .filter_map(|l| l.seller_sku.map(|sku| Candidate { id: l.sku, sku }))
                .collect();
            let own: Vec<SellerSku> = tx.source_stock().all(&fulfiller)?.into_iter().map(|s| s.sku).collect();
            let present = tx.links().all(shop)?;
            let refused: std::collections::BTreeSet<String> =
                tx.settings().get(&unlinked_by_hand(shop))?.unwrap_or_default();
            let mut linked = Vec::new();
            for (listing_sku, sku) in exact_matches(&candidates, &own) {
                if present.get(&listing_sku).is_some() || refused.contains(listing_sku.as_str()) {
                    continue;
                }
                let link = Link {
                    listing_sku: listing_sku.clone(),
                    components: vec![Component { sku, quantity: 1 }],
                    stored_by: StoredBy::Amazon,
                    origin: LinkOrigin::ExactSku,
                };
                tx.links().put(shop, &link)?;
                linked.push(listing_sku);
            }
            Ok(linked)
        })?;
        if !linked.is_empty() {
            self.step(shop.as_str(), "linked", "exact_sku", &linked.len().to_string());
            self.links_changed(shop, &linked)?;
        }
        Ok(())
    }
}

/// Setting that names listings a person unlinked: they are not linked again by themselves.
pub fn unlinked_by_hand(shop: &ConnectionId) -> String {
    format!("unlinked_by_hand/{shop}")
}
