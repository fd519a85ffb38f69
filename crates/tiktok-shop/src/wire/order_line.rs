//! Order lines: one for each unit, with a bundle's contents (tiktok-shop fact sheet 8.3, 10.7).

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct LineItem {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) product_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_sku: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) product_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sale_price: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) currency: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) display_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) tracking_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_provider_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_gift: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_dangerous_good: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) needs_prescription: bool,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) combined_listing_skus: Vec<BundleSku>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) sub_item_info: Vec<SubItem>,
}

/// What a bundle is made of.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct BundleSku {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_sku: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) sku_count: Option<i64>,
}

/// One unit in a bundle.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SubItem {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sku_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_sku: Option<String>,
}
