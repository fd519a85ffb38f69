//! Multi-Channel Fulfillment's second version, `2026-07-04`, behind the same port (fact sheet 5 and 5.3; F401).
//!
//! What differs from the first one for a caller: a create may only be *taken* and is believed when it is read back;
//! everything before the end is [`shopferry_domain::fulfillment::FulfillmentStatus::InProgress`]; the list brings whole
//! orders; options cannot be asked for, only seen in a preview's constraints; there are no returns.

pub mod map;
mod map_order;
mod map_preview;
pub mod wire;
pub mod wire_preview;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::{
    ChannelError, CheckStep, DeliverySource, FeatureSource, Fulfiller, FulfillerAbilities, Page, PageToken, PhotoLink,
    Preview, Records, RefusalKind, Result, StockSource,
};
use shopferry_domain::ExportKey;
use shopferry_domain::delivery::{DeliveryNews, Milestone};
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentPackage, FulfillmentSummary};
use shopferry_domain::plan::ExportPlan;
use shopferry_net::decode_value;

use crate::Amazon;
use crate::check::timed;
use crate::client::Ask;
use crate::mcf::{own_fault, set_aside};
use crate::operation::{V2_CANCEL, V2_CREATE, V2_GET, V2_LIST, V2_PREVIEW, V2_UPDATE};
use wire::{OneOrder, OrderList, WireOrder};
use wire_preview::Previewed;

/// One marketplace of one seller in the second version; sign-in, pace and stock are the first one's.
pub struct AmazonV2 {
    account: Arc<Amazon>,
}

impl AmazonV2 {
    /// The second version of an account.
    pub fn over(account: Arc<Amazon>) -> Self {
        Self { account }
    }

    async fn read_order(&self, key: &ExportKey) -> Result<Option<WireOrder>> {
        let ask = Ask::new(&V2_GET).at(key.as_str()).with("shipments", "INCLUDE");
        let order = match self.account.client.read::<OneOrder>(ask).await {
            Ok(answer) => answer.order,
            Err(ChannelError::Refused(no)) if no.kind == RefusalKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if order.order_id == key.as_str() {
            return Ok(Some(order));
        }
        Err(malformed("order.orderId (another order came back)".to_owned()))
    }

    /// A create is believed only when the order is read back, whether it was answered in full or only taken. Whatever
    /// keeps it from being read leaves the outcome unknown: the order may well be there.
    async fn read_back(&self, key: &ExportKey) -> Result<()> {
        let message = match self.get(key).await {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => "Amazon has taken the order but does not show it yet".to_owned(),
            Err(error) => format!("Amazon has taken the order, but it could not be read back: {error}"),
        };
        Err(ChannelError::OutcomeUnknown { message })
    }
}

#[async_trait]
impl Fulfiller for AmazonV2 {
    fn abilities(&self) -> FulfillerAbilities {
        FulfillerAbilities {
            holds: true,
            features_can_be_asked: false,
            prefers_plain_box: false,
            tells_channel: true,
            lists_packages: true,
            returns: false,
        }
    }

    /// The first version's test, and one read of this one.
    async fn check(&self) -> Result<Vec<CheckStep>> {
        let mut steps = self.account.check().await?;
        let since = self.account.client.clock().now() - TimeDelta::hours(1);
        let listed = timed("Read fulfillment orders (second version)", V2_LIST.role, self.changed(since, None));
        steps.push(listed.await.1);
        Ok(steps)
    }

    async fn preview(&self, plan: &ExportPlan) -> Result<Preview> {
        let body = map::preview_request(plan)?;
        let ask = Ask::new(&V2_PREVIEW).json(&body).map_err(own_fault)?;
        let answer: Previewed = self.account.client.read(ask).await?;
        Ok(map_preview::preview(&answer, plan))
    }

    async fn create(&self, plan: &ExportPlan) -> Result<()> {
        let body = map::create_request(plan)?;
        let ask = Ask::new(&V2_CREATE).json(&body).map_err(own_fault)?;
        self.account.client.send(ask).await?;
        self.read_back(&plan.key).await
    }

    async fn release(&self, key: &ExportKey) -> Result<()> {
        let ask = Ask::new(&V2_UPDATE).at(key.as_str()).json(&map::release_request()).map_err(own_fault)?;
        self.account.client.send(ask).await.map(drop)
    }

    async fn get(&self, key: &ExportKey) -> Result<Option<FulfillmentOrder>> {
        let Some(wire) = self.read_order(key).await? else { return Ok(None) };
        map_order::order(wire).map(Some).map_err(|path| malformed(format!("order.{path}")))
    }

    /// Further pages repeat the arguments of the first (the model's words for `pageToken`).
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<FulfillmentSummary>> {
        let mut ask = Ask::new(&V2_LIST).with("updatedAfter", &crate::map::iso(since)).with("shipments", "INCLUDE");
        if let Some(token) = page {
            ask = ask.with("pageToken", &token.0);
        }
        let list = self.account.client.read::<OrderList>(ask).await?;
        let mut records = Records::default();
        for row in list.orders {
            let read = decode_value::<WireOrder>(V2_LIST.name, row.clone()).and_then(|wire| {
                map_order::summary(wire).map_err(|path| shopferry_net::CallFault::Malformed {
                    operation: V2_LIST.name,
                    path,
                    why: "it is empty, too long or no whole number".to_owned(),
                })
            });
            match read {
                Ok(summary) => records.good.push(summary),
                Err(fault) => records.bad.push(set_aside(&row, "orderId", &fault)),
            }
        }
        let next = list.pagination.and_then(|p| p.next_token).filter(|t| !t.is_empty());
        Ok(Page { records, next: next.map(PageToken) })
    }

    async fn cancel(&self, key: &ExportKey) -> Result<()> {
        self.account.client.send(Ask::new(&V2_CANCEL).at(key.as_str())).await.map(drop)
    }

    fn stock(&self) -> Option<&dyn StockSource> {
        self.account.stock()
    }

    fn features(&self) -> Option<&dyn FeatureSource> {
        None
    }

    fn delivery(&self) -> Option<&dyn DeliverySource> {
        Some(self)
    }
}

#[async_trait]
impl DeliverySource for AmazonV2 {
    /// The order itself tells where its parcels are, so nothing is asked (F408).
    async fn news(&self, package: &FulfillmentPackage) -> Result<Option<DeliveryNews>> {
        let Some(milestone) = package.milestone.clone() else { return Ok(None) };
        Ok(Some(DeliveryNews {
            events: Vec::new(),
            estimated: package.arrives_at,
            delivered_at: None,
            lost: milestone == Milestone::Lost,
            undeliverable: milestone.is_trouble() && milestone != Milestone::Lost,
            milestone,
        }))
    }

    async fn photo(&self, key: &ExportKey, package: &FulfillmentPackage) -> Result<Option<PhotoLink>> {
        let Some(order) = self.read_order(key).await? else { return Ok(None) };
        let mut parcels = order.shipments.into_iter().flat_map(|shipment| shipment.packages);
        let parcel = parcels.find(|parcel| parcel.package_id == package.id.as_str());
        Ok(parcel.and_then(|parcel| parcel.tracking).and_then(|t| t.photo()).and_then(PhotoLink::new))
    }
}

fn malformed(path: String) -> ChannelError {
    ChannelError::Malformed { operation: V2_GET.name.to_owned(), path }
}
