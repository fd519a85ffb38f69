//! Messages of the seller's own queue (F427): they mark reading as due, each message once; nothing else is believed of
//! them, and reading on schedule goes on whether they come or not.

use std::collections::{BTreeSet, VecDeque};

use chrono::{DateTime, Utc};
use shopferry_channel::{Message, MessageTopic};
use shopferry_domain::settings::MarketplaceSettings;
use shopferry_domain::{ConnectionId, ReasonCode};
use shopferry_ledger::{Flow, FlowRow, LedgerError, Tx};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::pass::PassResult;

/// Seconds between two looks; each waits for messages itself.
const CADENCE_SECS: u32 = 30;
/// Ids remembered, so that a message that is delivered again does nothing.
const REMEMBERED: usize = 1_000;
/// Calls of one pass.
const ROUNDS: u32 = 30;

/// The flow exists while the settings name a queue.
///
/// # Errors
/// As the ledger.
pub fn follow_settings(
    tx: &Tx<'_>,
    id: &ConnectionId,
    chosen: &MarketplaceSettings,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    match (&chosen.own_queue, tx.flows().get(id, Flow::ReadMessages)?) {
        (None, Some(_)) => tx.flows().remove(id, Flow::ReadMessages),
        (Some(_), None) => {
            tx.flows().save(&FlowRow::fresh(id.clone(), Flow::ReadMessages, true, CADENCE_SECS, Some(now)))
        }
        (Some(_), Some(_)) => tx.flows().mark_due(id, Flow::ReadMessages, now),
        (None, None) => Ok(()),
    }
}

impl Engine {
    pub(crate) async fn read_messages(&self, row: &FlowRow) -> Result<PassResult> {
        let queue = self.ports.queue(&row.connection);
        let queue = queue.ok_or_else(|| EngineError::refused(ReasonCode::ConnectionOff))?;
        let mut result = PassResult::default();
        for round in 0..ROUNDS {
            let batch = queue.receive(round == 0).await?;
            if batch.is_empty() {
                return Ok(result);
            }
            self.heed(&row.connection, &batch, &mut result)?;
            for message in &batch {
                queue.delete(message).await?;
            }
        }
        result.again_in_secs = Some(1);
        Ok(result)
    }

    /// Marks what the messages speak of; one that was met before counts as read and does nothing.
    fn heed(&self, id: &ConnectionId, batch: &[Message], result: &mut PassResult) -> Result<()> {
        let now = self.now();
        let unknown = self.store.write(|tx| {
            let Some(mut row) = tx.flows().get(id, Flow::ReadMessages)? else { return Ok(Vec::new()) };
            let mut met: VecDeque<String> =
                row.cursor.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
            let mut due = BTreeSet::new();
            let mut unknown = Vec::new();
            for message in batch {
                let is_new = !met.contains(&message.id);
                if is_new {
                    met.push_back(message.id.clone());
                }
                match &message.topic {
                    MessageTopic::Order if is_new => due.insert(Flow::PullTracking),
                    MessageTopic::Stock if is_new => due.insert(Flow::PullSourceStock),
                    MessageTopic::Other(word) if is_new => {
                        unknown.push(word.clone());
                        result.fail();
                        continue;
                    }
                    _ => false,
                };
                result.count(is_new && !matches!(message.topic, MessageTopic::Other(_)));
            }
            let over = met.len().saturating_sub(REMEMBERED);
            met.drain(..over);
            row.cursor = serde_json::to_string(&met).ok();
            tx.flows().save(&row)?;
            Self::mark_due(tx, id, &due.into_iter().collect::<Vec<_>>(), now)?;
            Ok(unknown)
        })?;
        for word in unknown {
            self.step(id.as_str(), "message_unknown", &word, "");
        }
        self.wake();
        Ok(())
    }
}
