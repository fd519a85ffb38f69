//! A fulfiller's abilities.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::{ExportKey, Money};

use crate::Result;
use crate::check::CheckStep;
use crate::page::{Page, PageToken};
use crate::stock::StockSource;

/// What the fulfiller would do with a plan; it reserves nothing and create may still refuse (F074).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Whether it can be fulfilled at the asked speed.
    pub fulfillable: bool,
    /// Why not: the fulfiller's words.
    pub reasons: Vec<String>,
    /// Estimated fees, summed.
    pub fee: Option<Money>,
    /// Latest expected arrival.
    pub arrives_by: Option<DateTime<Utc>>,
    /// Speeds that can be fulfilled.
    pub speeds: Vec<String>,
}

/// A connected fulfiller: one marketplace of Amazon Multi-Channel Fulfillment.
#[async_trait]
pub trait Fulfiller: Send + Sync {
    /// Tests the connection (F016).
    async fn check(&self) -> Result<Vec<CheckStep>>;
    /// Asks whether a plan can be fulfilled (F074).
    async fn preview(&self, plan: &ExportPlan) -> Result<Preview>;
    /// Places the order. [`crate::ChannelError::OutcomeUnknown`] whenever it may have been placed; a refusal is
    /// looked up by key as well before it is believed (F076).
    async fn create(&self, plan: &ExportPlan) -> Result<()>;
    /// Reads an order by our key; `None` is a definite *not found*, which may lag behind a create.
    async fn get(&self, key: &ExportKey) -> Result<Option<FulfillmentOrder>>;
    /// Orders whose state changed at or after `since`.
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<FulfillmentSummary>>;
    /// Asks to cancel; best effort, believed only when [`Fulfiller::get`] shows it.
    async fn cancel(&self, key: &ExportKey) -> Result<()>;
    /// Stock.
    fn stock(&self) -> Option<&dyn StockSource>;
}
