//! Listings and their stock (F115, F423; tiktok-shop fact sheet 10.1, 10.3, 10.4).

use shopferry_channel::{ListedStock, Listing, WarehouseStock};
use shopferry_domain::{ListingSkuId, ProductId, SellerSku, WarehouseId};

use super::{MapFault, id, maybe};
use crate::wire;

/// The variants of a product; none for a deleted one.
pub(crate) fn listings(wire: wire::Product) -> Result<Vec<Listing>, MapFault> {
    let status = wire.status.unwrap_or_default();
    if status.eq_ignore_ascii_case("DELETED") {
        return Ok(Vec::new());
    }
    let product = id("id", wire.id, ProductId::new)?;
    let title = wire.title.unwrap_or_default();
    let sold = status.eq_ignore_ascii_case("ACTIVATE") && !wire.is_not_for_sale;
    let mut listings = Vec::with_capacity(wire.skus.len());
    for (index, sku) in wire.skus.into_iter().enumerate() {
        let of_sku = |fault: MapFault| fault.below(&format!("skus[{index}]"));
        let switched_off = sku.status_info.and_then(|info| info.status).is_some_and(|s| s != "NORMAL");
        listings.push(Listing {
            sku: id("id", sku.id, ListingSkuId::new).map_err(of_sku)?,
            product: product.clone(),
            seller_sku: maybe("seller_sku", sku.seller_sku, SellerSku::new).map_err(of_sku)?,
            title: title.clone(),
            // The search does not tell the variant's name.
            variant: String::new(),
            status: status.clone(),
            live: sold && !switched_off,
        });
    }
    Ok(listings)
}

/// What the warehouses hold of a variant. A number that is missing is a fault: unknown is not zero.
pub(crate) fn listed_stock(product: &ProductId, wire: wire::SkuStock) -> Result<ListedStock, MapFault> {
    let mut warehouses = Vec::with_capacity(wire.warehouse_inventory.len());
    for (index, held) in wire.warehouse_inventory.into_iter().enumerate() {
        let field = |name: &str| format!("warehouse_inventory[{index}].{name}");
        warehouses.push(WarehouseStock {
            warehouse: id(&field("warehouse_id"), held.warehouse_id, WarehouseId::new)?,
            available: units(&field("available_quantity"), held.available_quantity)?,
            committed: units(&field("committed_quantity"), held.committed_quantity)?,
        });
    }
    Ok(ListedStock { sku: id("id", wire.id, ListingSkuId::new)?, product: product.clone(), warehouses })
}

/// An oversold variant may be told as a negative number: there is nothing to buy.
fn units(path: &str, quantity: Option<i64>) -> Result<u32, MapFault> {
    let quantity = quantity.ok_or_else(|| MapFault::at(path, "it is missing"))?;
    u32::try_from(quantity.max(0)).map_err(|_| MapFault::at(path, "it is no stock number"))
}
