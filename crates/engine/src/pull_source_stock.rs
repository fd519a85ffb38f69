//! Stock at the fulfiller: a full read, page by page (F110, F112).

use shopferry_channel::SourceStock;
use shopferry_domain::ConnectionId;
use shopferry_ledger::{Flow, FlowRow, SourceRow};

use crate::account_facts::FACTS_DAILY;
use crate::engine::Engine;
use crate::error::Result;
use crate::pass::PassResult;

/// 50,000 SKUs at 50 a page.
const PAGES_MAX: u32 = 1_000;

impl Engine {
    pub(crate) async fn pull_source_stock(&self, row: &FlowRow) -> Result<PassResult> {
        let fulfiller = self.fulfiller(&row.connection)?;
        let Some(stock) = fulfiller.stock() else { return Ok(PassResult::default()) };
        let mut result = PassResult { partial: true, ..PassResult::default() };
        let mut page = None;
        for _ in 0..PAGES_MAX {
            let answer = stock.all(page.as_ref()).await?;
            for bad in &answer.records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            self.keep(&row.connection, answer.records.good, &mut result)?;
            match answer.next {
                None => {
                    result.partial = false;
                    break;
                }
                next => page = next,
            }
        }
        self.tell_terms(&row.connection).await?;
        self.refresh_facts(&row.connection, FACTS_DAILY).await?;
        for shop in self.shops_of(&row.connection)? {
            self.link_equal_skus(&shop)?;
            let now = self.now();
            self.store.write(|tx| Self::mark_due(tx, &shop, &[Flow::PushStock], now))?;
        }
        Ok(result)
    }

    fn keep(&self, connection: &ConnectionId, rows: Vec<SourceStock>, result: &mut PassResult) -> Result<()> {
        let saved = self.store.write(|tx| {
            let mut changed = Vec::with_capacity(rows.len());
            for row in rows {
                let row = SourceRow {
                    connection: connection.clone(),
                    sku: row.sku,
                    title: row.title,
                    fulfillable: row.fulfillable,
                    read_at: row.read_at,
                };
                changed.push(tx.source_stock().save(&row)?);
            }
            Ok(changed)
        })?;
        for changed in saved {
            result.count(changed);
        }
        Ok(())
    }

    /// Shops that this fulfiller ships for.
    pub(crate) fn shops_of(&self, fulfiller: &ConnectionId) -> Result<Vec<ConnectionId>> {
        let all = self.store.read(|v| v.connections().all())?;
        let shops = all.into_iter().filter(|c| c.removed_at.is_none() && c.has_partner(fulfiller));
        Ok(shops.map(|c| c.id).collect())
    }
}
