//! FBA stock of the marketplace (fact sheet 6; F112).

use async_trait::async_trait;
use shopferry_channel::{ChannelError, Page, PageToken, Records, Result, SourceStock, StockSource};
use shopferry_domain::SellerSku;
use shopferry_net::decode_value;

use crate::Amazon;
use crate::client::Ask;
use crate::mcf::set_aside;
use crate::operation::STOCK;
use crate::wire::{Summaries, Summary};

/// SKUs per call (fact sheet 6).
const SKUS_PER_CALL: usize = 50;
/// Pages of one call's SKUs; fifty SKUs fit one page, so more than a few is a fault of theirs.
const PAGES_PER_READ_MAX: usize = 10;
/// A sweep whose page token keeps dying (it lives 30 s) is begun again this often, then fails visibly.
const RESTARTS_MAX: u32 = 3;

#[async_trait]
impl StockSource for Amazon {
    async fn read(&self, skus: &[SellerSku]) -> Result<Records<SourceStock>> {
        let mut records = Records::default();
        // A SKU with a comma cannot stand in the list (fact sheet 2).
        let (alone, listed): (Vec<_>, Vec<_>) = skus.iter().partition(|sku| sku.as_str().contains(','));
        for chunk in listed.chunks(SKUS_PER_CALL) {
            let ask = || self.ask().with_list("sellerSkus", chunk.iter().map(|sku| sku.as_str()));
            self.read_pages(ask, &mut records).await?;
        }
        for sku in alone {
            self.read_pages(|| self.ask().with("sellerSku", sku.as_str()), &mut records).await?;
        }
        // Amazon was seen to answer more than was asked for.
        records.good.retain(|stock| skus.contains(&stock.sku));
        Ok(records)
    }

    /// A dead page token begins the sweep again: rows may be met twice, none is left out.
    async fn all(&self, page: Option<&PageToken>) -> Result<Page<SourceStock>> {
        let (restarts, token) = page.map_or((0, None), |page| unpack(&page.0));
        let answer = match self.page(self.ask(), token).await {
            Err(ChannelError::Refused(_)) if token.is_some() && restarts < RESTARTS_MAX => {
                let (records, next) = self.page(self.ask(), None).await?;
                return Ok(Page { records, next: next.map(|t| pack(restarts + 1, &t)) });
            }
            other => other?,
        };
        Ok(Page { records: answer.0, next: answer.1.map(|t| pack(restarts, &t)) })
    }
}

impl Amazon {
    fn ask(&self) -> Ask {
        let marketplace = self.marketplace.as_str();
        Ask::new(&STOCK)
            .with("details", "true")
            .with("granularityType", "Marketplace")
            .with("granularityId", marketplace)
            .with_list("marketplaceIds", [marketplace])
    }

    async fn read_pages(&self, ask: impl Fn() -> Ask + Send, records: &mut Records<SourceStock>) -> Result<()> {
        let mut token: Option<String> = None;
        for _ in 0..PAGES_PER_READ_MAX {
            let (page, next) = self.page(ask(), token.as_deref()).await?;
            records.good.extend(page.good);
            records.bad.extend(page.bad);
            token = next;
            if token.is_none() {
                return Ok(());
            }
        }
        let path = format!("pagination.nextToken (more than {PAGES_PER_READ_MAX} pages)");
        Err(ChannelError::Malformed { operation: STOCK.name.to_owned(), path })
    }

    async fn page(&self, ask: Ask, token: Option<&str>) -> Result<(Records<SourceStock>, Option<String>)> {
        let ask = match token {
            Some(token) => ask.with("nextToken", token),
            None => ask,
        };
        let answer: Summaries = self.client.read(ask).await?;
        let next = answer.pagination.and_then(|p| p.next_token).filter(|t| !t.is_empty());
        let mut records = Records::default();
        let Some(payload) = answer.payload else { return Ok((records, next)) };
        let theirs = payload.granularity.and_then(|g| g.granularity_id);
        if theirs.is_some_and(|id| id != self.marketplace.as_str()) {
            // Rows of another marketplace are ignored (F112).
            return Ok((records, next));
        }
        let read_at = self.client.clock().now();
        for row in payload.inventory_summaries {
            match decode_value::<Summary>(STOCK.name, row.clone()) {
                Ok(summary) => {
                    let Ok(sku) = SellerSku::new(&summary.seller_sku) else { continue };
                    let title = summary.product_name.filter(|name| !name.trim().is_empty());
                    let quantity = summary.inventory_details.and_then(|d| d.fulfillable_quantity);
                    // A number below zero tells nothing; neither does a row without details.
                    let fulfillable = quantity.and_then(|n| u32::try_from(n).ok());
                    records.good.push(SourceStock { sku, title, fulfillable, read_at });
                }
                Err(fault) => records.bad.push(set_aside(&row, "sellerSku", &fault)),
            }
        }
        Ok((records, next))
    }
}

/// Our page token: how often the sweep was begun again, and Amazon's token.
fn pack(restarts: u32, token: &str) -> PageToken {
    PageToken(format!("{restarts}:{token}"))
}

fn unpack(packed: &str) -> (u32, Option<&str>) {
    match packed.split_once(':') {
        Some((restarts, token)) => (restarts.parse().unwrap_or(RESTARTS_MAX), Some(token)),
        None => (RESTARTS_MAX, Some(packed)),
    }
}
