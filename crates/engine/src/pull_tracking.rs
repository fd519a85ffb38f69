//! Tracking back, first half: what the fulfiller did with our orders (F080).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::{ChannelError, Fulfiller};
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{ExportKey, Reason};
use shopferry_ledger::{ExportRow, FlowRow, OpenExport};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::fulfiller_version::version_of;
use crate::pass::PassResult;

const OVERLAP: TimeDelta = TimeDelta::minutes(10);
/// Orders of this long ago are looked at on the first pass (F327).
const FIRST: TimeDelta = TimeDelta::days(14);
/// A new order's early number comes without a change of state, so it is read each pass for this long (F080).
const YOUNG: TimeDelta = TimeDelta::minutes(30);
/// Orders without a number that are read in turn in one pass: half of what 2 calls a second allow.
const IN_TURN: usize = 60;
/// Where the list brings whole orders, those without a number are listed again after this long.
const LIST_TURN: TimeDelta = TimeDelta::minutes(10);
/// An order that no list has brought for so long is read by itself.
const UNLISTED: TimeDelta = TimeDelta::minutes(25);
/// In turn no order is read more often than this: its shipment would show as a change of state at once.
const TURN: TimeDelta = TimeDelta::minutes(3);
const PAGES_MAX: u32 = 200;

impl Engine {
    pub(crate) async fn pull_tracking(&self, row: &FlowRow) -> Result<PassResult> {
        let mut result = PassResult::default();
        let watermark = self.now();
        let cursor = row.cursor.as_deref().and_then(|c| DateTime::parse_from_rfc3339(c).ok());
        let since = cursor.map_or(watermark - FIRST, |at| at.with_timezone(&Utc) - OVERLAP);
        let mut changed = Vec::new();
        let mut whole = BTreeSet::new();
        let open = self.store.read(|v| v.exports().open(&row.connection))?;
        let mut down = Down::default();
        let versions = self.versions_in_use(&row.connection)?;
        for version in versions.iter().copied() {
            let fulfiller = self.fulfiller_in(&row.connection, version)?;
            let mut since = since;
            if fulfiller.abilities().lists_packages {
                whole.insert(version);
                since = since.min(Self::whole_since(&open, version, watermark).unwrap_or(since));
            }
            match self.changed_orders(row, &*fulfiller, since, &open, &mut result).await {
                Ok((listed, partial)) => {
                    result.partial |= partial;
                    changed.extend(listed);
                }
                Err(error) => down.note(version, error, versions.len())?,
            }
        }
        let partial = result.partial;
        changed.retain(|summary| summary.order.is_none());
        let mut wanted = self.to_read(row, &changed, &whole, watermark)?;
        wanted.extend(self.changed_after_end(&changed, &wanted)?);
        for key in wanted {
            let Some(export) = self.store.read(|v| v.exports().get(&key))? else { continue };
            if down.versions.contains(&version_of(&export.plan)) {
                continue;
            }
            match self.fulfiller_of(&export)?.get(&key).await {
                Ok(Some(found)) => {
                    result.count(self.apply_fulfillment(&export, &found)?);
                }
                // A read may lag behind a create; it is read again in turn.
                Ok(None) => result.count(false),
                Err(error @ (ChannelError::Refused(_) | ChannelError::Malformed { .. })) => {
                    self.step(row.connection.as_str(), "read_failed", key.as_str(), &error.to_string());
                    result.fail();
                }
                Err(error) => down.note(version_of(&export.plan), error.into(), versions.len())?,
            }
        }
        self.read_news(&row.connection).await?;
        if let Some(reason) = down.reason {
            // What was missed is listed again: the time of reading does not move on.
            self.step(row.connection.as_str(), "version_not_read", row.flow.name(), reason.code.name());
            result.partial = true;
            result.reason = Some(reason);
            result.fail();
        } else if !partial {
            result.cursor = Some(watermark.to_rfc3339());
        }
        Ok(result)
    }

    /// From when on a list of whole orders shows those that would otherwise be read one by one: young ones, and in turn
    /// all without a number. None = nothing of it is due.
    fn whole_since(open: &[OpenExport], version: ApiVersion, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let due = open
            .iter()
            .filter(|export| export.api_version == version && export.lacks_number)
            .filter(|export| now - export.accepted_at < YOUNG || export.read_at.is_none_or(|at| now - at >= LIST_TURN));
        due.map(|export| export.accepted_at - OVERLAP).min()
    }

    /// The list of changed orders; strangers that stand for an order of ours are adopted.
    async fn changed_orders(
        &self,
        row: &FlowRow,
        fulfiller: &dyn Fulfiller,
        since: DateTime<Utc>,
        open: &[OpenExport],
        result: &mut PassResult,
    ) -> Result<(Vec<FulfillmentSummary>, bool)> {
        let mut page = None;
        let mut all = Vec::new();
        let open: BTreeSet<&ExportKey> = open.iter().map(|export| &export.key).collect();
        // A list that reaches far back shows many that ended long ago, as they were.
        let settled = |export: &ExportRow, found: &FulfillmentOrder| {
            !open.contains(&export.key)
                && export.fulfillment.as_ref() == Some(&FulfillmentOrder { postcode: None, ..found.clone() })
        };
        for _ in 0..PAGES_MAX {
            let answer = fulfiller.changed(since, page.as_ref()).await?;
            for bad in &answer.records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            for summary in answer.records.good {
                match self.store.read(|v| v.exports().get(&summary.key))? {
                    None => self.meet_stranger(row, fulfiller, &summary).await?,
                    // A version may show the other one's orders; what it says of them is not taken (F401).
                    Some(export) if version_of(&export.plan) != summary.api_version => continue,
                    Some(export) => {
                        let order = summary.order.as_ref().filter(|_| export.accepted_at.is_some());
                        if let Some(order) = order.filter(|order| !settled(&export, order)) {
                            result.count(self.apply_fulfillment(&export, order)?);
                        }
                    }
                }
                all.push(summary);
            }
            match answer.next {
                None => return Ok((all, false)),
                next => page = next,
            }
        }
        Ok((all, true))
    }

    async fn meet_stranger(
        &self,
        row: &FlowRow,
        fulfiller: &dyn Fulfiller,
        summary: &FulfillmentSummary,
    ) -> Result<()> {
        let Some(order) = self.order_of_stranger(&row.connection, summary)? else { return Ok(()) };
        if let Some(found) = fulfiller.get(&summary.key).await? {
            self.adopt(&row.connection, &order, &found, summary.api_version)?;
        }
        Ok(())
    }

    /// Changed ones, then young ones, then the others without a number in turn, earliest deadline first.
    fn to_read(
        &self,
        row: &FlowRow,
        changed: &[FulfillmentSummary],
        whole: &BTreeSet<ApiVersion>,
        now: DateTime<Utc>,
    ) -> Result<Vec<ExportKey>> {
        let open = self.store.read(|v| v.exports().open(&row.connection))?;
        let listed: BTreeMap<&ExportKey, &FulfillmentSummary> = changed.iter().map(|s| (&s.key, s)).collect();
        let mut moved = Vec::new();
        let mut young = Vec::new();
        let mut in_turn = Vec::new();
        for export in open {
            if export.read_at.is_none() || listed.get(&export.key).is_some_and(|there| has_moved(&export, there, now)) {
                moved.push(export.key);
            } else if whole.contains(&export.api_version) && export.read_at.is_some_and(|at| now - at < UNLISTED) {
                // A list has just brought it.
            } else if export.lacks_number && now - export.accepted_at < YOUNG {
                young.push(export.key);
            } else if export.lacks_number && export.read_at.is_none_or(|at| now - at >= TURN) {
                in_turn.push(export);
            }
        }
        // The order of deadlines decides between those that were read at the same time.
        in_turn.sort_by_key(|export| export.read_at);
        moved.extend(young);
        moved.extend(in_turn.into_iter().take(IN_TURN).map(|export| export.key));
        Ok(moved)
    }
}

/// Versions of the fulfiller's interface that do not answer in this pass: the others are read all the same (F401).
#[derive(Default)]
struct Down {
    versions: BTreeSet<ApiVersion>,
    reason: Option<Reason>,
}

impl Down {
    /// Notes a version's fault. What concerns the whole connection, our own store, or the last version that was left
    /// ends the pass.
    fn note(&mut self, version: ApiVersion, error: EngineError, in_use: usize) -> Result<()> {
        match error {
            EngineError::Channel(error) if !error.is_about_the_connection() && self.versions.len() + 1 < in_use => {
                self.versions.insert(version);
                self.reason.get_or_insert_with(|| error.as_reason());
                Ok(())
            }
            error => Err(error),
        }
    }
}

/// Whether the list of changes shows another state, or a later change, than we read. Where it gives no time of the
/// change, an order that it lists is read once in a while.
fn has_moved(export: &OpenExport, there: &FulfillmentSummary, now: DateTime<Utc>) -> bool {
    let same_state = export.status.as_ref().is_some_and(|s| s.as_str().eq_ignore_ascii_case(there.status.as_str()));
    match there.changed_at {
        Some(at) => !same_state || export.changed_at != Some(at),
        None => !same_state || export.read_at.is_none_or(|at| now - at > TimeDelta::minutes(5)),
    }
}
