//! Listings and their stock (F115, F423).

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_channel::{
    ChannelError, ListedStock, Listing, ListingStock, Page, PageToken, Records, Refusal, RefusalKind, Result,
    StockResult, StockWrite,
};
use shopferry_domain::{ListingSkuId, ProductId, ReasonCode};

use crate::client::{Ask, Client};
use crate::errors::{self, QUANTITY_CODES};
use crate::map;
use crate::operation::{SEARCH_INVENTORY, SEARCH_PRODUCTS, UPDATE_INVENTORY};
use crate::orders::{next, paged};
use crate::wire;

/// Fact sheet 6.
const PAGE_SIZE: &str = "100";
/// Variants of one stock read (fact sheet 6).
const SKUS_MAX: usize = 600;

pub(crate) struct Listings {
    pub(crate) client: Arc<Client>,
    /// Shops of a region that this version does not know are read only (F008).
    pub(crate) may_write: bool,
}

#[async_trait]
impl ListingStock for Listings {
    async fn listings(&self, page: Option<&PageToken>) -> Result<Page<Listing>> {
        let operation = &SEARCH_PRODUCTS;
        let ask = |_: &str| {
            let ask = Ask::default().query("page_size", PAGE_SIZE);
            paged(ask, page).body(&wire::ProductSearch { status: "ALL" })
        };
        let answer: wire::ProductPage =
            self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
        let (products, bad) = map::each(operation.name, "id", answer.products, map::listings);
        let good = products.into_iter().flatten().collect();
        Ok(Page { records: Records { good, bad }, next: next(answer.next_page_token, page) })
    }

    async fn read(&self, skus: &[ListingSkuId]) -> Result<Records<ListedStock>> {
        let operation = &SEARCH_INVENTORY;
        let mut records = Records::default();
        for skus in skus.chunks(SKUS_MAX) {
            let body = wire::InventorySearch { sku_ids: skus.iter().map(ListingSkuId::as_str).collect() };
            let ask = |_: &str| Ask::default().body(&body);
            let answer: wire::Inventory =
                self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
            for product in answer.inventory {
                let id = product.product_id.and_then(|id| ProductId::new(id).ok());
                let map = |sku| match &id {
                    Some(product) => map::listed_stock(product, sku),
                    None => Err(map::MapFault::at("product_id", "it is missing")),
                };
                let (good, bad) = map::each(operation.name, "id", product.skus, map);
                records.good.extend(good);
                records.bad.extend(bad);
            }
        }
        Ok(records)
    }

    async fn write(&self, product: &ProductId, writes: &[StockWrite]) -> Result<Vec<StockResult>> {
        if !self.may_write {
            return Ok(writes.iter().map(|write| refused(write, read_only())).collect());
        }
        if writes.is_empty() {
            return Ok(Vec::new());
        }
        match self.update(product, writes).await {
            // A no to the whole call may be about one variant only: ask for each.
            Err(ChannelError::Refused(_)) if writes.len() > 1 => self.write_singly(product, writes).await,
            Err(ChannelError::Refused(refusal)) => {
                Ok(writes.iter().map(|write| refused(write, sharpened(refusal.clone(), write))).collect())
            }
            answer => answer,
        }
    }
}

impl Listings {
    async fn update(&self, product: &ProductId, writes: &[StockWrite]) -> Result<Vec<StockResult>> {
        let operation = &UPDATE_INVENTORY;
        let body = wire::InventoryUpdate { skus: writes.iter().map(body_of).collect() };
        let ask = |_: &str| Ask::default().id(product.as_str()).body(&body);
        let answer: wire::InventoryUpdateAnswer =
            self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
        Ok(writes.iter().map(|write| outcome(write, &answer.errors)).collect())
    }

    async fn write_singly(&self, product: &ProductId, writes: &[StockWrite]) -> Result<Vec<StockResult>> {
        let mut results = Vec::with_capacity(writes.len());
        for write in writes {
            match self.update(product, std::slice::from_ref(write)).await {
                Ok(answer) => results.extend(answer),
                Err(ChannelError::Refused(refusal)) => results.push(refused(write, sharpened(refusal, write))),
                Err(fault) => return Err(fault),
            }
        }
        Ok(results)
    }
}

fn body_of(write: &StockWrite) -> wire::InventorySku<'_> {
    let quantities = write.quantities.iter();
    wire::InventorySku {
        id: write.sku.as_str(),
        inventory: quantities
            .map(|(warehouse, quantity)| wire::WarehouseQuantity {
                warehouse_id: warehouse.as_str(),
                quantity: *quantity,
            })
            .collect(),
    }
}

/// Success of the call is success of a variant only if no error names it (fact sheet 5). An error that names nobody
/// is taken to be about everybody.
fn outcome(write: &StockWrite, errors: &[wire::UpdateError]) -> StockResult {
    let about = |error: &&wire::UpdateError| {
        let named = error.detail.as_ref().and_then(|detail| detail.sku_id.as_deref());
        named.is_none_or(|sku| sku == write.sku.as_str())
    };
    match errors.iter().find(about) {
        None => StockResult { sku: write.sku.clone(), outcome: Ok(()) },
        Some(error) => refused(write, sharpened(refusal_of(error), write)),
    }
}

/// The error behind the error, where it is told: "check failed" alone helps nobody.
fn refusal_of(error: &wire::UpdateError) -> Refusal {
    let inner = error.detail.as_ref().and_then(|detail| detail.extra_errors.iter().find(|inner| inner.code.is_some()));
    let (code, message) = match inner {
        Some(inner) => (inner.code, inner.message.as_deref()),
        None => (error.code, error.message.as_deref()),
    };
    let code = code.map_or_else(String::new, |code| code.to_string());
    let message = shopferry_net::redact::text(message.unwrap_or_default());
    let (kind, reason) = errors::refusal(&UPDATE_INVENTORY, &code, &message);
    Refusal { kind, reason, code, message }
}

/// Whether zero is taken is not documented (fact sheet 10.4): a refused zero gets its own reason.
fn sharpened(refusal: Refusal, write: &StockWrite) -> Refusal {
    let about_quantity = refusal.code.parse().is_ok_and(|code: i64| QUANTITY_CODES.contains(&code));
    let zero = write.quantities.iter().any(|(_, quantity)| *quantity == 0);
    if about_quantity && zero { Refusal { reason: ReasonCode::ZeroRefused, ..refusal } } else { refusal }
}

fn refused(write: &StockWrite, refusal: Refusal) -> StockResult {
    StockResult { sku: write.sku.clone(), outcome: Err(refusal) }
}

fn read_only() -> Refusal {
    Refusal {
        kind: RefusalKind::NotThisRegion,
        reason: ReasonCode::RegionNotSupported,
        code: "not_sent".to_owned(),
        message: "shops of this region are read only".to_owned(),
    }
}
