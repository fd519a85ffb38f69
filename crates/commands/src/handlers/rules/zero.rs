//! Listings that are stored nowhere at Amazon: what *set to zero* would set to 0 (F114).

use shopferry_domain::StoredBy;
use shopferry_ledger::{Connection, LedgerError, View};

use crate::wire::rules::ZeroListingView;

/// Listings that are linked to nothing or to a merchant-stored SKU.
pub(crate) fn listings(view: &View<'_>, shop: &Connection) -> Result<Vec<ZeroListingView>, LedgerError> {
    let links = view.links().all(&shop.id)?;
    let mut rows = Vec::new();
    for listing in view.listings().all(&shop.id)?.into_iter().filter(|l| !l.gone) {
        if links.get(&listing.sku).is_some_and(|link| link.stored_by == StoredBy::Amazon) {
            continue;
        }
        let stock = view.listing_stock().get(&shop.id, &listing.sku)?;
        rows.push(ZeroListingView {
            listing_sku: listing.sku.to_string(),
            seller_sku: listing.seller_sku.as_ref().map(ToString::to_string),
            title: listing.title,
            shown: stock.and_then(|s| s.acknowledged),
        });
    }
    Ok(rows)
}
