//! Multi-Channel Fulfillment v1 behind the port (fact sheet 4 and 5.3).

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{
    BadRecord, ChannelError, CheckStep, DeliverySource, FeatureSource, Fulfiller, FulfillerAbilities, Page, PageToken,
    Preview, Records, RefusalKind, Result, StockSource,
};
use shopferry_domain::ExportKey;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::plan::ExportPlan;
use shopferry_net::{CallFault, decode_value, redact};

use crate::client::Ask;
use crate::operation::{CANCEL, CREATE, GET, LIST, PREVIEW, UPDATE};
use crate::wire::{Payload, Previews, WireList, WireOrder, WireOrderHead};
use crate::{Amazon, map};

#[async_trait]
impl Fulfiller for Amazon {
    fn abilities(&self) -> FulfillerAbilities {
        FulfillerAbilities {
            holds: true,
            features_can_be_asked: true,
            prefers_plain_box: true,
            tells_channel: false,
            lists_packages: false,
            returns: true,
        }
    }

    async fn check(&self) -> Result<Vec<CheckStep>> {
        crate::check::check(self).await
    }

    async fn preview(&self, plan: &ExportPlan) -> Result<Preview> {
        let body = map::preview_request(plan)?;
        let ask = Ask::new(&PREVIEW).json(&body).map_err(own_fault)?;
        let answer: Payload<Previews> = self.client.read(ask).await?;
        Ok(map::preview(&answer.payload, &plan.speed))
    }

    /// Success is an empty object; Amazon has no other receipt (fact sheet 0.4).
    async fn create(&self, plan: &ExportPlan) -> Result<()> {
        let body = map::create_request(plan)?;
        let ask = Ask::new(&CREATE).json(&body).map_err(own_fault)?;
        self.client.send(ask).await.map(drop)
    }

    async fn release(&self, key: &ExportKey) -> Result<()> {
        let ask = Ask::new(&UPDATE).at(key.as_str()).json(&map::release_request()).map_err(own_fault)?;
        self.client.send(ask).await.map(drop)
    }

    async fn get(&self, key: &ExportKey) -> Result<Option<FulfillmentOrder>> {
        let Some(wire) = self.read_order(key).await? else { return Ok(None) };
        map::order(wire).map(Some).map_err(malformed)
    }

    /// From the second page on `nextToken` goes alone (fact sheet 4.4).
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<FulfillmentSummary>> {
        let ask = match page {
            Some(token) => Ask::new(&LIST).with("nextToken", &token.0),
            None => Ask::new(&LIST).with("queryStartDate", &map::iso(since)),
        };
        let list = self.client.read::<Payload<WireList>>(ask).await?.payload;
        let mut records = Records::default();
        for row in list.fulfillment_orders {
            match decode_value::<WireOrderHead>(LIST.name, row.clone()) {
                Ok(head) => records.good.push(map::summary(&head)),
                Err(fault) => records.bad.push(set_aside(&row, "sellerFulfillmentOrderId", &fault)),
            }
        }
        Ok(Page { records, next: list.next_token.filter(|t| !t.is_empty()).map(PageToken) })
    }

    async fn cancel(&self, key: &ExportKey) -> Result<()> {
        self.client.send(Ask::new(&CANCEL).at(key.as_str())).await.map(drop)
    }

    fn stock(&self) -> Option<&dyn StockSource> {
        Some(self)
    }

    fn features(&self) -> Option<&dyn FeatureSource> {
        Some(self)
    }

    fn delivery(&self) -> Option<&dyn DeliverySource> {
        Some(self)
    }
}

impl Amazon {
    /// The order as Amazon shows it; another order's answer is not taken.
    pub(crate) async fn read_order(&self, key: &ExportKey) -> Result<Option<WireOrder>> {
        let wire = match self.client.read::<Payload<WireOrder>>(Ask::new(&GET).at(key.as_str())).await {
            Ok(answer) => answer.payload,
            Err(ChannelError::Refused(no)) if no.kind == RefusalKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if wire.fulfillment_order.seller_fulfillment_order_id == key.as_str() {
            return Ok(Some(wire));
        }
        let path = "payload.fulfillmentOrder.sellerFulfillmentOrderId (another order came back)";
        Err(malformed(path.to_owned()))
    }
}

fn malformed(path: String) -> ChannelError {
    ChannelError::Malformed { operation: GET.name.to_owned(), path }
}

pub(crate) fn own_fault(fault: CallFault) -> ChannelError {
    fault.into_channel(|code, text| crate::errors::refusal_meaning("", code, text))
}

/// A record that cannot be read, without its buyer.
pub(crate) fn set_aside(row: &serde_json::Value, id: &str, fault: &CallFault) -> BadRecord {
    BadRecord {
        id: row.get(id).and_then(|v| v.as_str()).map(str::to_owned),
        fault: fault.to_string(),
        payload: redact::payload(row.to_string().as_bytes()),
    }
}
