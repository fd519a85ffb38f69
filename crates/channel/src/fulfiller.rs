//! A fulfiller's abilities.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shopferry_domain::ExportKey;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::settings::ApiVersion;

use crate::Result;
use crate::check::CheckStep;
use crate::delivery::DeliverySource;
use crate::feature::FeatureSource;
use crate::page::{Page, PageToken};
use crate::preview::Preview;
use crate::stock::StockSource;

/// What a fulfiller can do at all, so that pages grey out what it lacks (F401).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillerAbilities {
    /// It can set stock aside and be released later (F062).
    pub holds: bool,
    /// It tells which box and delivery options the account and a SKU have (F073).
    pub features_can_be_asked: bool,
    /// A plain box can be wanted without being required (F073).
    pub prefers_plain_box: bool,
    /// It surely takes the sales channel's name (F402). Where this is `false` a name may still be tried by a preview
    /// of a plan with [`ExportPlan::sales_channel`].
    pub tells_channel: bool,
    /// Its list of changed orders brings packages.
    pub lists_packages: bool,
    /// It takes returns.
    pub returns: bool,
}

/// A connected fulfiller: one marketplace of Amazon Multi-Channel Fulfillment.
#[async_trait]
pub trait Fulfiller: Send + Sync {
    /// The same account in a version of its order API: an order lives to its end in the one that created it (F401).
    /// `None` = this one already is that version, or there is only one.
    fn in_version(&self, version: ApiVersion) -> Option<Arc<dyn Fulfiller>> {
        let _ = version;
        None
    }
    /// What it can do at all.
    fn abilities(&self) -> FulfillerAbilities;
    /// Tests the connection (F016).
    async fn check(&self) -> Result<Vec<CheckStep>>;
    /// Asks whether a plan can be fulfilled (F074), at every speed in one call (F432).
    async fn preview(&self, plan: &ExportPlan) -> Result<Preview>;
    /// Places the order. [`crate::ChannelError::OutcomeUnknown`] whenever it may have been placed; a refusal is
    /// looked up by key as well before it is believed (F076).
    async fn create(&self, plan: &ExportPlan) -> Result<()>;
    /// Lets a held order go (F062), believed only when [`Fulfiller::get`] shows it.
    /// [`crate::ChannelError::OutcomeUnknown`] whenever it may have been let go: read before repeating. An order that
    /// is not held (any more) is refused as [`crate::RefusalKind::AlreadyDone`].
    async fn release(&self, key: &ExportKey) -> Result<()>;
    /// Reads an order by our key; `None` is a definite *not found*, which may lag behind a create.
    async fn get(&self, key: &ExportKey) -> Result<Option<FulfillmentOrder>>;
    /// Orders whose state changed at or after `since`.
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<FulfillmentSummary>>;
    /// Asks to cancel; best effort, believed only when [`Fulfiller::get`] shows it.
    async fn cancel(&self, key: &ExportKey) -> Result<()>;
    /// Stock.
    fn stock(&self) -> Option<&dyn StockSource>;
    /// What box and delivery options there are; `None` where that cannot be asked.
    fn features(&self) -> Option<&dyn FeatureSource>;
    /// Where parcels are; `None` where that is not told.
    fn delivery(&self) -> Option<&dyn DeliverySource>;
}
