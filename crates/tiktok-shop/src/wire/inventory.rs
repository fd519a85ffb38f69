//! Stock (tiktok-shop fact sheet 10.4).

use serde::{Deserialize, Serialize};

use super::{RawRecords, lenient};

/// Body of the stock search.
#[derive(Debug, Serialize)]
pub(crate) struct InventorySearch<'a> {
    pub(crate) sku_ids: Vec<&'a str>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Inventory {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) inventory: Vec<ProductStock>,
}

/// A product's variants.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ProductStock {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) product_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) skus: RawRecords,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct SkuStock {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) warehouse_inventory: Vec<WarehouseInventory>,
}

/// What one warehouse holds.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct WarehouseInventory {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) warehouse_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) available_quantity: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) committed_quantity: Option<i64>,
}

/// Body of the stock update: all warehouses of a variant, no others.
#[derive(Debug, Serialize)]
pub(crate) struct InventoryUpdate<'a> {
    pub(crate) skus: Vec<InventorySku<'a>>,
}

/// A variant's absolute numbers.
#[derive(Debug, Serialize)]
pub(crate) struct InventorySku<'a> {
    pub(crate) id: &'a str,
    pub(crate) inventory: Vec<WarehouseQuantity<'a>>,
}

/// Units that can be bought from a warehouse.
#[derive(Debug, Serialize)]
pub(crate) struct WarehouseQuantity<'a> {
    pub(crate) warehouse_id: &'a str,
    pub(crate) quantity: u32,
}

/// Success may still hold errors of single variants.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct InventoryUpdateAnswer {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) errors: Vec<UpdateError>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct UpdateError {
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) detail: Option<UpdateErrorDetail>,
}

/// Which variant, and what is behind it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct UpdateErrorDetail {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) extra_errors: Vec<ExtraError>,
}

/// What is wrong in one warehouse.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ExtraError {
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) message: Option<String>,
}
