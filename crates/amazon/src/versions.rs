//! Both versions of the order API over one account: one sign-in, one pace table, one stock (F401; fact sheet 0.1).

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{
    CheckStep, DeliverySource, FeatureSource, Fulfiller, FulfillerAbilities, Page, PageToken, Preview, Result,
    StockSource,
};
use shopferry_domain::ExportKey;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::settings::ApiVersion;

use crate::{Amazon, AmazonParts, AmazonV2};

/// One marketplace of one seller in both versions.
///
/// Calls with a plan go to the plan's version. Calls by key alone go to the first one: whoever knows the version that
/// created the order asks for it by [`Fulfiller::in_version`].
pub struct AmazonFulfiller {
    first: Arc<Amazon>,
    second: Arc<AmazonV2>,
}

impl AmazonFulfiller {
    /// Puts a connection together; nothing is sent before the first call.
    pub fn new(parts: AmazonParts) -> Self {
        let first = Arc::new(Amazon::new(parts));
        Self { second: Arc::new(AmazonV2::over(Arc::clone(&first))), first }
    }

    fn of(&self, plan: &ExportPlan) -> &dyn Fulfiller {
        match plan.api_version {
            Some(ApiVersion::V2) => &*self.second,
            Some(ApiVersion::V1) | None => &*self.first,
        }
    }
}

#[async_trait]
impl Fulfiller for AmazonFulfiller {
    fn in_version(&self, version: ApiVersion) -> Option<Arc<dyn Fulfiller>> {
        match version {
            ApiVersion::V1 => Some(Arc::clone(&self.first) as Arc<dyn Fulfiller>),
            ApiVersion::V2 => Some(Arc::clone(&self.second) as Arc<dyn Fulfiller>),
        }
    }

    fn abilities(&self) -> FulfillerAbilities {
        self.first.abilities()
    }

    async fn check(&self) -> Result<Vec<CheckStep>> {
        self.first.check().await
    }

    async fn preview(&self, plan: &ExportPlan) -> Result<Preview> {
        self.of(plan).preview(plan).await
    }

    async fn create(&self, plan: &ExportPlan) -> Result<()> {
        self.of(plan).create(plan).await
    }

    async fn release(&self, key: &ExportKey) -> Result<()> {
        self.first.release(key).await
    }

    async fn get(&self, key: &ExportKey) -> Result<Option<FulfillmentOrder>> {
        self.first.get(key).await
    }

    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<FulfillmentSummary>> {
        self.first.changed(since, page).await
    }

    async fn cancel(&self, key: &ExportKey) -> Result<()> {
        self.first.cancel(key).await
    }

    fn stock(&self) -> Option<&dyn StockSource> {
        self.first.stock()
    }

    fn features(&self) -> Option<&dyn FeatureSource> {
        Fulfiller::features(&*self.first)
    }

    fn delivery(&self) -> Option<&dyn DeliverySource> {
        self.first.delivery()
    }
}
