//! Which box and delivery options a fulfiller has (F073, F431).

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use shopferry_domain::SellerSku;
use shopferry_domain::plan::FeatureName;

use crate::Result;
use crate::page::{Page, PageToken};

/// An option of the marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Which.
    pub name: FeatureName,
    /// The fulfiller's words for it.
    pub description: String,
    /// Whether the account may use it; `None` = not told.
    pub seller_eligible: Option<bool>,
}

/// Whether a SKU has an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureOfSku {
    /// SKU.
    pub sku: SellerSku,
    /// Whether it has it.
    pub eligible: bool,
    /// Why not: the fulfiller's words.
    pub reasons: Vec<String>,
    /// Units that can go with it; `None` = not told.
    pub units: Option<u32>,
}

/// Tells which options there are. A region without an option refuses the question with
/// [`shopferry_domain::ReasonCode::FeatureNotOffered`].
#[async_trait]
pub trait FeatureSource: Send + Sync {
    /// All options of the marketplace.
    async fn list(&self) -> Result<Vec<Feature>>;
    /// Whether a SKU has an option.
    async fn of_sku(&self, feature: &FeatureName, sku: &SellerSku) -> Result<FeatureOfSku>;
    /// The SKUs that have an option, page by page.
    async fn skus(&self, feature: &FeatureName, page: Option<&PageToken>) -> Result<Page<FeatureOfSku>>;
}
