//! Orders in: changed ones by update time, held ones at the end of their hour, and a sweep for missed ones (F030).

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::{OrderHead, PageToken};
use shopferry_domain::{ConnectionId, RemoteOrderId};
use shopferry_ledger::{Flow, FlowRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::pass::PassResult;

/// The window is read again this far back (F030).
const OVERLAP: TimeDelta = TimeDelta::minutes(10);
/// The sweep looks this far back (F030).
const SWEEP: TimeDelta = TimeDelta::days(3);
/// A new connection starts with this much history (F327).
const FIRST: TimeDelta = TimeDelta::days(14);
/// Pages read in one pass; what is left is read by the next.
const PAGES_MAX: u32 = 500;
/// A copy read this long after its last change is complete: times have whole seconds.
const SETTLED: TimeDelta = TimeDelta::seconds(2);

impl Engine {
    pub(crate) async fn pull_orders(&self, row: &FlowRow, sweep: bool) -> Result<PassResult> {
        let port = self.sales(&row.connection)?;
        let mut result = PassResult::default();
        // Taken before reading, so that a change during the pass is read again.
        let watermark = self.now();
        let since = since(row, sweep, watermark);
        let mut page: Option<PageToken> = None;
        let mut seen_tokens = BTreeSet::new();
        let mut last_change = since;
        for round in 0..PAGES_MAX {
            let answer = port.orders().changed(since, page.as_ref()).await?;
            for bad in &answer.records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            last_change = answer.records.good.iter().map(|h| h.updated_at).fold(last_change, DateTime::max);
            let ids = self.unread(&row.connection, &answer.records.good)?;
            result.read = result.read.saturating_add(u32::try_from(answer.records.good.len() - ids.len()).unwrap_or(0));
            self.read_orders(&row.connection, row.flow, &ids, &mut result).await?;
            match answer.next {
                None => break,
                // A token met twice would go round for ever.
                Some(token) if !seen_tokens.insert(token.0.clone()) => break,
                Some(_) if round + 1 == PAGES_MAX => result.partial = true,
                Some(token) => page = Some(token),
            }
        }
        self.reread_held(row, &mut result).await?;
        if !sweep {
            self.clear_unlinked(&row.connection)?;
            self.watch_deadlines(&row.connection)?;
            self.watch_parcels(&row.connection).await?;
            let cursor = if result.partial { last_change } else { watermark };
            result.cursor = Some(cursor.to_rfc3339());
        }
        Ok(result)
    }

    /// Ids whose copy here is missing or older than the platform's.
    fn unread(&self, connection: &ConnectionId, heads: &[OrderHead]) -> Result<Vec<RemoteOrderId>> {
        let ids: Vec<RemoteOrderId> = heads.iter().map(|h| h.remote.clone()).collect();
        let known = self.store.read(|v| v.orders().heads(connection, &ids))?;
        let is_known = |head: &OrderHead| {
            known.iter().any(|(id, updated_at, read_at)| {
                *id == head.remote && *updated_at >= head.updated_at && *read_at > head.updated_at + SETTLED
            })
        };
        let mut wanted: Vec<RemoteOrderId> = Vec::new();
        for head in heads.iter().filter(|h| !is_known(h)) {
            if !wanted.contains(&head.remote) {
                wanted.push(head.remote.clone());
            }
        }
        Ok(wanted)
    }

    /// Held orders whose hour is over, and orders whose address was hidden.
    async fn reread_held(&self, row: &FlowRow, result: &mut PassResult) -> Result<()> {
        if row.flow != Flow::PullOrders {
            return Ok(());
        }
        let now = self.now();
        let due = self.store.read(|v| v.orders().due_rereads(&row.connection, now))?;
        self.read_orders(&row.connection, row.flow, &due, result).await?;
        let next = self.store.read(|v| v.orders().next_reread(&row.connection))?;
        if let Some(at) = next {
            let secs = (at - self.now()).num_seconds().clamp(2, i64::from(row.cadence_secs));
            result.again_in_secs = u32::try_from(secs).ok();
        }
        Ok(())
    }
}

fn since(row: &FlowRow, sweep: bool, now: DateTime<Utc>) -> DateTime<Utc> {
    if sweep {
        return now - SWEEP;
    }
    let cursor = row.cursor.as_deref().and_then(|c| DateTime::parse_from_rfc3339(c).ok());
    cursor.map_or(now - FIRST, |at| at.with_timezone(&Utc) - OVERLAP)
}
