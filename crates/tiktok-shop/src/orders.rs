//! Reading orders (F030).

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use shopferry_channel::{
    BadRecord, ChannelError, OrderHead, OrderSource, Page, PageToken, Records, RefusalKind, Result,
};
use shopferry_domain::{Order, RemoteOrderId};

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::{GET_ORDERS, SEARCH_ORDERS};
use crate::wire;

/// Fact sheet 6.
const PAGE_SIZE: &str = "100";
/// Ids of one detail call (fact sheet 6).
const IDS_MAX: usize = 50;

pub(crate) struct Orders {
    pub(crate) client: Arc<Client>,
    pub(crate) shop: map::Shop,
}

#[async_trait]
impl OrderSource for Orders {
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<OrderHead>> {
        let body = wire::OrderSearch { update_time_ge: since.timestamp() };
        let ask = |_: &str| {
            let ask = Ask::default().query("page_size", PAGE_SIZE).query("sort_field", "update_time");
            paged(ask.query("sort_order", "ASC"), page).body(&body)
        };
        let answer: wire::OrderPage =
            self.client.call(&SEARCH_ORDERS, ask).await.map_err(|fault| self.client.told(&SEARCH_ORDERS, fault))?;
        let (good, bad) = map::each(SEARCH_ORDERS.name, "id", answer.orders, map::head);
        Ok(Page { records: Records { good, bad }, next: next(answer.next_page_token, page) })
    }

    async fn read(&self, ids: &[RemoteOrderId]) -> Result<Records<Order>> {
        let mut records = Records::default();
        for ids in ids.chunks(IDS_MAX) {
            match self.detail(ids).await {
                Ok(raw) => self.take(raw, &mut records),
                // One id that the platform does not give out must not hide the others.
                Err(ChannelError::Refused(refusal)) if ids.len() > 1 && refusal.kind == RefusalKind::NotFound => {
                    self.read_singly(ids, &mut records).await?;
                }
                Err(ChannelError::Refused(refusal)) if refusal.kind == RefusalKind::NotFound => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(records)
    }
}

impl Orders {
    async fn detail(&self, ids: &[RemoteOrderId]) -> Result<Vec<Value>> {
        detail(&self.client, ids).await
    }

    fn take(&self, raw: Vec<Value>, records: &mut Records<Order>) {
        let (good, bad) = map::each(GET_ORDERS.name, "id", raw, |wire| map::order(&self.shop, wire));
        records.good.extend(good);
        records.bad.extend(bad);
    }

    async fn read_singly(&self, ids: &[RemoteOrderId], records: &mut Records<Order>) -> Result<()> {
        for id in ids {
            match self.detail(std::slice::from_ref(id)).await {
                Ok(raw) => self.take(raw, records),
                Err(ChannelError::Refused(refusal)) => records.bad.push(BadRecord {
                    id: Some(id.to_string()),
                    fault: format!("the platform does not give it out: {} ({})", refusal.message, refusal.code),
                    payload: String::new(),
                }),
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}

/// Orders by id, as sent.
pub(crate) async fn detail(client: &Client, ids: &[RemoteOrderId]) -> Result<Vec<Value>> {
    let joined = ids.iter().map(RemoteOrderId::as_str).collect::<Vec<_>>().join(",");
    let ask = |_: &str| Ask::default().query("ids", joined.clone());
    let answer: wire::OrderList =
        client.call(&GET_ORDERS, ask).await.map_err(|fault| client.told(&GET_ORDERS, fault))?;
    Ok(answer.orders)
}

/// Adds the page's token; everything else stays the same between pages (fact sheet 6).
pub(crate) fn paged(ask: Ask, page: Option<&PageToken>) -> Ask {
    match page {
        Some(PageToken(token)) => ask.query("page_token", token.clone()),
        None => ask,
    }
}

/// The next page. A token that leads back to the same page ends the reading.
pub(crate) fn next(token: Option<String>, asked: Option<&PageToken>) -> Option<PageToken> {
    token.map(PageToken).filter(|token| Some(token) != asked)
}
