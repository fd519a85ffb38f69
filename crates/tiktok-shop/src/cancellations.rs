//! Reading cancellations (F100).

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{Cancellation, CancellationSource, Page, PageToken, Records, Result};

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::SEARCH_CANCELLATIONS;
use crate::orders::{next, paged};
use crate::wire;

/// Fact sheet 6; documented as text.
const PAGE_SIZE: &str = "50";

pub(crate) struct Cancellations {
    pub(crate) client: Arc<Client>,
}

#[async_trait]
impl CancellationSource for Cancellations {
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<Cancellation>> {
        let operation = &SEARCH_CANCELLATIONS;
        let body = wire::CancellationSearch { update_time_ge: since.timestamp() };
        let ask = |_: &str| {
            let ask = Ask::default().query("page_size", PAGE_SIZE).query("sort_field", "update_time");
            paged(ask.query("sort_order", "ASC"), page).body(&body)
        };
        let answer: wire::CancellationPage =
            self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
        let (good, bad) = map::each(operation.name, "cancel_id", answer.cancellations, map::cancellation);
        Ok(Page { records: Records { good, bad }, next: next(answer.next_page_token, page) })
    }
}
