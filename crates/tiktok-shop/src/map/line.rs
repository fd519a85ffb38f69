//! One order line: one unit, or one bundle with its contents (tiktok-shop fact sheet 8.3, 10.7).

use shopferry_domain::order::{BundleContent, PlatformStatus};
use shopferry_domain::{LineId, ListingSkuId, Money, OrderLine, PackageId, ProductId, SellerSku, SubItemId};

use super::text::plain_short;
use super::{MapFault, id, maybe};
use crate::wire;

/// `order_status` and `currency` are the order's, for lines that do not tell their own.
pub(crate) fn of(
    wire: wire::LineItem,
    order_status: &PlatformStatus,
    currency: Option<&str>,
) -> Result<OrderLine, MapFault> {
    let status = wire.display_status.as_deref().map_or_else(|| order_status.clone(), status);
    let package = match is_shipped(&wire, &status) {
        true => maybe("package_id", wire.package_id.filter(|id| id != "0"), PackageId::new)?,
        false => None,
    };
    let currency = wire.currency.as_deref().or(currency).unwrap_or_default();
    let price = wire.sale_price.as_deref().map(|amount| Money::parse(amount, currency)).transpose();
    Ok(OrderLine {
        id: id("id", wire.id, LineId::new)?,
        product: maybe("product_id", wire.product_id, ProductId::new)?,
        listing_sku: id("sku_id", wire.sku_id, ListingSkuId::new)?,
        seller_sku: maybe("seller_sku", wire.seller_sku, SellerSku::new)?,
        title: named(wire.product_name),
        variant: named(wire.sku_name),
        price: price.map_err(|fault| MapFault::at("sale_price", fault))?,
        status,
        package,
        tracking: wire.tracking_number,
        carrier: wire.shipping_provider_name,
        gift: wire.is_gift,
        contents: contents(wire.combined_listing_skus, &wire.sub_item_info)?,
    })
}

/// The platform's longest title has 300 characters (fact sheet 10.2); whatever is sent, a page can show it.
const NAME_CHARS_MAX: usize = 1_000;

fn named(text: Option<String>) -> String {
    plain_short(text.as_deref().unwrap_or_default(), NAME_CHARS_MAX)
}

/// Lines use older words for some states.
fn status(word: &str) -> PlatformStatus {
    match word.to_ascii_uppercase().as_str() {
        "TO_SHIP" => PlatformStatus::AwaitingShipment,
        "CANCEL" => PlatformStatus::Cancelled,
        _ => PlatformStatus::parse(word),
    }
}

/// Outside the regions that mark lines as shipped a package exists from payment (fact sheet 9.1), so its id alone does
/// not say that the line has left.
fn is_shipped(wire: &wire::LineItem, status: &PlatformStatus) -> bool {
    use PlatformStatus as P;
    match wire.package_status.as_deref() {
        Some("TO_FULFILL") => false,
        Some("PROCESSING" | "FULFILLING" | "COMPLETED") => true,
        _ => matches!(status, P::AwaitingCollection | P::InTransit | P::Delivered | P::Completed),
    }
}

/// What a bundle holds: the composition, with the ids of its single units where they are told.
fn contents(parts: Vec<wire::BundleSku>, units: &[wire::SubItem]) -> Result<Vec<BundleContent>, MapFault> {
    if parts.is_empty() {
        return from_units(units);
    }
    let mut contents = Vec::with_capacity(parts.len());
    for part in parts {
        let count = u32::try_from(part.sku_count.unwrap_or(1))
            .map_err(|_| MapFault::at("combined_listing_skus.sku_count", "it is not a count"))?;
        contents.push(BundleContent {
            seller_sku: maybe("combined_listing_skus.seller_sku", part.seller_sku, SellerSku::new)?,
            count: count.max(1),
            sub_items: ids_of(units, part.sku_id.as_deref())?,
        });
    }
    Ok(contents)
}

fn from_units(units: &[wire::SubItem]) -> Result<Vec<BundleContent>, MapFault> {
    let mut skus: Vec<Option<&str>> = units.iter().map(|unit| unit.sku_id.as_deref()).collect();
    skus.sort_unstable();
    skus.dedup();
    let mut contents = Vec::with_capacity(skus.len());
    for sku in skus {
        let sub_items = ids_of(units, sku)?;
        let seller_sku = units.iter().find(|unit| unit.sku_id.as_deref() == sku).and_then(|u| u.seller_sku.clone());
        contents.push(BundleContent {
            seller_sku: maybe("sub_item_info.seller_sku", seller_sku, SellerSku::new)?,
            count: u32::try_from(sub_items.len()).unwrap_or(u32::MAX).max(1),
            sub_items,
        });
    }
    Ok(contents)
}

fn ids_of(units: &[wire::SubItem], sku: Option<&str>) -> Result<Vec<SubItemId>, MapFault> {
    let ids = units.iter().filter(|unit| unit.sku_id.as_deref() == sku).filter_map(|unit| unit.id.clone());
    ids.map(|unit| SubItemId::new(unit).map_err(|fault| MapFault::at("sub_item_info.id", fault))).collect()
}
