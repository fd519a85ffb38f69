//! Answers about box and delivery options (fact sheet 4.2).

use serde::Deserialize;

use super::or_default;

/// Payload of `getFeatures`.
#[derive(Debug, Deserialize)]
pub struct FeatureList {
    /// All options.
    #[serde(default, deserialize_with = "or_default")]
    pub features: Vec<WireFeature>,
}

/// An option of the marketplace.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireFeature {
    /// Name.
    pub feature_name: String,
    /// Amazon's words.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_description: String,
    /// Whether the account may use it.
    #[serde(default)]
    pub seller_eligible: Option<bool>,
}

/// Payload of `getFeatureInventory`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeatureSkus {
    /// Next page; absent or empty at the end.
    #[serde(default)]
    pub next_token: Option<String>,
    /// SKUs that have the option, raw so that a bad one can be set aside.
    #[serde(default, deserialize_with = "or_default")]
    pub feature_skus: Vec<serde_json::Value>,
}

/// A SKU that has the option.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireFeatureSku {
    /// SKU.
    pub seller_sku: String,
    /// Units; the model says *number*.
    #[serde(default)]
    pub sku_count: Option<f64>,
}

/// Payload of `getFeatureSKU`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireFeatureSkuAnswer {
    /// Whether the SKU has the option.
    pub is_eligible: bool,
    /// Why not.
    #[serde(default, deserialize_with = "or_default")]
    pub ineligible_reasons: Vec<String>,
    /// Units; the model says *number*.
    #[serde(default)]
    pub sku_count: Option<f64>,
}
