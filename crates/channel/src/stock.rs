//! Stock on both sides.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_domain::{ListingSkuId, ProductId, SellerSku, WarehouseId};

use crate::Result;
use crate::error::Refusal;
use crate::page::{Page, PageToken, Records};

/// A listing's variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The unit that is linked and stocked.
    pub sku: ListingSkuId,
    /// Its product.
    pub product: ProductId,
    /// The seller's SKU on it.
    pub seller_sku: Option<SellerSku>,
    /// Product title.
    pub title: String,
    /// Variant name.
    pub variant: String,
    /// The platform's state of the product, its word.
    pub status: String,
    /// Whether buyers can buy it now.
    pub live: bool,
}

/// What one warehouse holds of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehouseStock {
    /// Warehouse.
    pub warehouse: WarehouseId,
    /// Units that can be bought.
    pub available: u32,
    /// Units in the platform's open orders.
    pub committed: u32,
}

/// A listing's stock at the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedStock {
    /// Variant.
    pub sku: ListingSkuId,
    /// Product.
    pub product: ProductId,
    /// Every warehouse of the SKU.
    pub warehouses: Vec<WarehouseStock>,
}

/// An absolute stock number for one variant: all its warehouses, none added or left out (F115).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockWrite {
    /// Variant.
    pub sku: ListingSkuId,
    /// `(warehouse, units that can be bought)`.
    pub quantities: Vec<(WarehouseId, u32)>,
}

/// How one variant of a write ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockResult {
    /// Variant.
    pub sku: ListingSkuId,
    /// Taken, or the platform's no.
    pub outcome: std::result::Result<(), Refusal>,
}

/// Listings and their stock on a sales channel.
#[async_trait]
pub trait ListingStock: Send + Sync {
    /// All listings, page by page.
    async fn listings(&self, page: Option<&PageToken>) -> Result<Page<Listing>>;
    /// Stock of variants, at most 600.
    async fn read(&self, skus: &[ListingSkuId]) -> Result<Records<ListedStock>>;
    /// Writes the stock of one product's variants; an error of one does not drop the others.
    async fn write(&self, product: &ProductId, writes: &[StockWrite]) -> Result<Vec<StockResult>>;
}

/// What the owner of the stock reports for one SKU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStock {
    /// SKU.
    pub sku: SellerSku,
    /// Product name, for choosing a link.
    pub title: Option<String>,
    /// Units that can be sent (F112); `None` when the answer does not tell: unknown, not zero.
    pub fulfillable: Option<u32>,
    /// When the platform read it, else when the answer came.
    pub read_at: DateTime<Utc>,
}

/// Stock at the fulfiller.
#[async_trait]
pub trait StockSource: Send + Sync {
    /// The numbers of some SKUs, at most 50; a SKU missing from the result is unknown.
    async fn read(&self, skus: &[SellerSku]) -> Result<Records<SourceStock>>;
    /// Everything, page by page; ask for the next page at once, its token dies after 30 s.
    async fn all(&self, page: Option<&PageToken>) -> Result<Page<SourceStock>>;
}
