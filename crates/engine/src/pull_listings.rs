//! Listings of a shop, then automatic links (F190, F194).

use shopferry_channel::Listing;
use shopferry_ledger::{Flow, FlowRow, ListingRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::pass::PassResult;

/// A search shows at most 10,000 products (TikTok Shop fact sheet 10.3): 100 pages of 100.
const PAGES_MAX: u32 = 100;

impl Engine {
    pub(crate) async fn pull_listings(&self, row: &FlowRow) -> Result<PassResult> {
        let port = self.sales(&row.connection)?;
        let Some(listings) = port.listings() else { return Ok(PassResult::default()) };
        let mut result = PassResult::default();
        let mut page = None;
        let mut rows: Vec<ListingRow> = Vec::new();
        let mut complete = false;
        let now = self.now();
        for _ in 0..PAGES_MAX {
            let answer = listings.listings(page.as_ref()).await?;
            for bad in &answer.records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            for listing in answer.records.good {
                result.count(true);
                rows.push(stored(row, listing, now));
            }
            match answer.next {
                None => {
                    complete = true;
                    break;
                }
                next => page = next,
            }
        }
        result.partial = !complete;
        // A listing that could not be read is not gone.
        let sure = complete && result.failed == 0;
        self.store.write(|tx| {
            tx.listings().save_full_pass(&row.connection, &rows, sure, now)?;
            Self::mark_due(tx, &row.connection, &[Flow::PushStock], now)
        })?;
        self.link_equal_skus(&row.connection)?;
        Ok(result)
    }
}

fn stored(row: &FlowRow, l: Listing, now: chrono::DateTime<chrono::Utc>) -> ListingRow {
    ListingRow {
        connection: row.connection.clone(),
        sku: l.sku,
        product: l.product,
        seller_sku: l.seller_sku,
        title: l.title,
        variant: l.variant,
        status: l.status,
        live: l.live,
        seen_at: now,
        gone: false,
    }
}
