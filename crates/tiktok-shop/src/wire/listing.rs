//! Products as the search tells them (tiktok-shop fact sheet 10.3).

use serde::{Deserialize, Serialize};

use super::{RawRecords, lenient};

/// Body of the search.
#[derive(Debug, Serialize)]
pub(crate) struct ProductSearch {
    pub(crate) status: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ProductPage {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) next_page_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) products: RawRecords,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Product {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_not_for_sale: bool,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) skus: Vec<Sku>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sku {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_sku: Option<String>,
    #[serde(default)]
    pub(crate) status_info: Option<SkuStatus>,
}

/// State of a variant.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SkuStatus {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) status: Option<String>,
}
