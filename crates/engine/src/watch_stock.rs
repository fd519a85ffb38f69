//! The stock numbers that would be written now, read from the platform and written nowhere there (F017, F316).

use shopferry_domain::{ConnectionId, ListingSkuId, Reason};

use crate::engine::Engine;
use crate::error::Result;
use crate::pass::PassResult;
use crate::push_stock::{SKUS_A_READ, target_warehouse};

/// One number that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedStock {
    /// Variant.
    pub sku: ListingSkuId,
    /// What the platform shows; none = the warehouse does not list it.
    pub from: Option<u32>,
    /// What would be written.
    pub to: Option<u32>,
}

/// What a pass would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StockWatch {
    /// Numbers that would change.
    pub changes: Vec<WatchedStock>,
    /// Numbers that are right already.
    pub same: u32,
    /// Why nothing could be compared.
    pub refused: Option<Reason>,
}

impl Engine {
    /// Reads what the shop shows and computes what it should show; the steps of each number are kept for *why*.
    ///
    /// # Errors
    /// As the platform or the ledger.
    pub async fn watch_stock(&self, shop: &ConnectionId) -> Result<StockWatch> {
        let mut watch = StockWatch::default();
        let row = self.connection(shop)?;
        let port = self.sales(shop)?;
        let Some(listings) = port.listings() else { return Ok(watch) };
        if row.partners.is_empty() {
            watch.refused = Some(Reason::new(shopferry_domain::ReasonCode::NoPartner));
            return Ok(watch);
        }
        let target = match self.store.read(|v| target_warehouse(v, &row))? {
            Ok(target) => target,
            Err(reason) => {
                watch.refused = Some(reason);
                return Ok(watch);
            }
        };
        for chunk in self.skus_to_write(shop)?.chunks(SKUS_A_READ) {
            let read_at = self.now();
            let records = listings.read(chunk).await?;
            let mut counts = PassResult::default();
            for wanted in self.differing(shop, &target, records.good, read_at, false, &mut counts)? {
                let from = wanted.row.warehouses.iter().find(|(w, ..)| *w == target).map(|(_, n, _)| *n);
                watch.changes.push(WatchedStock { sku: wanted.row.sku, from, to: wanted.row.shown });
            }
            watch.same = watch.same.saturating_add(counts.read);
        }
        Ok(watch)
    }
}
