//! Looking an export up by its key: the only way out of an unknown outcome (F076; features section 6, steps 7 and 8).

use chrono::TimeDelta;
use shopferry_channel::Refusal;
use shopferry_domain::fulfillment::FulfillmentOrder;
use shopferry_domain::plan::ExportAction;
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, Job, JobOutcome, OrderRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};

/// Only a definite *not found*, repeated after this long, allows a second send (F076).
const CONFIRM_AFTER: TimeDelta = TimeDelta::seconds(60);
/// A look-up that failed is repeated after this long.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(30);

impl Engine {
    /// Settles an export whose outcome is unknown.
    pub(crate) async fn look_up(&self, job: Job) -> Result<Delivered> {
        let Some(order) = job.order else { return self.drop_job(job, None) };
        let Some(row) = self.store.read(|v| v.orders().get(order))? else { return self.drop_job(job, None) };
        if !matches!(row.state, Some(OrderState::Exporting | OrderState::CancelRequested)) {
            return self.drop_job(job, row.reason);
        }
        let exports = self.store.read(|v| v.exports().of_order(order))?;
        let Some(export) = exports.into_iter().find(|e| e.key.as_str() == job.subject) else {
            return self.drop_job(job, None);
        };
        let found = match self.fulfiller_of(&export)?.get(&export.key).await {
            Ok(found) => found,
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                return self.later(job, &error.as_reason(), LOOK_AGAIN);
            }
        };
        self.step(
            job.connection.as_str(),
            "looked_up",
            export.key.as_str(),
            if found.is_some() { "found" } else { "not found" },
        );
        match found {
            Some(found) => self.found(job, &row, &export, &found),
            None => self.not_found(job, &row, export),
        }
    }

    /// A create was refused: found under our key means accepted, else the refusal stands.
    pub(crate) async fn look_up_refused(&self, job: Job, row: OrderRow, refusal: Refusal) -> Result<Delivered> {
        let exports = self.store.read(|v| v.exports().of_order(row.key))?;
        let Some(export) = exports.into_iter().find(|e| e.key.as_str() == job.subject) else {
            return self.drop_job(job, None);
        };
        match self.fulfiller_of(&export)?.get(&export.key).await {
            Ok(Some(found)) => self.found(job, &row, &export, &found),
            Ok(None) => self.refused(job, &row, refusal.as_reason()),
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                self.later(job, &refusal.as_reason(), LOOK_AGAIN)
            }
        }
    }

    fn found(&self, job: Job, row: &OrderRow, export: &ExportRow, found: &FulfillmentOrder) -> Result<Delivered> {
        if same_content(export, found) {
            return self.accept(job, row, true);
        }
        self.refused(job, row, Reason::new(ReasonCode::KeyTaken))
    }

    fn not_found(&self, mut job: Job, row: &OrderRow, mut export: ExportRow) -> Result<Delivered> {
        let now = self.now();
        let confirmed = export.not_found_at.is_some_and(|first| now - first >= CONFIRM_AFTER);
        if !confirmed {
            export.not_found_at.get_or_insert(now);
            let wait = export.not_found_at.map_or(CONFIRM_AFTER, |first| first + CONFIRM_AFTER - now);
            let text = "Not found at Amazon under our key; looking again in a minute.";
            self.store.write(|tx| {
                tx.exports().save(&export)?;
                tx.timeline().add(row.key, now, EventKind::LookedUp, text, None)
            })?;
            return self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), wait);
        }
        export.not_found_at = None;
        job.look_first = false;
        let cancelled = row.state == Some(OrderState::CancelRequested);
        self.store.write(|tx| {
            tx.exports().save(&export)?;
            let held = export.plan.action == ExportAction::Hold;
            let (to, text) = if cancelled {
                (OrderState::Cancelled, "Not found at Amazon: nothing was placed, the order is cancelled.")
            } else if held {
                (
                    OrderState::Delayed,
                    "Not found at Amazon twice: the stock is not kept yet; the same key is used again.",
                )
            } else {
                (OrderState::WaitingToExport, "Not found at Amazon twice: it will be sent again under the same key.")
            };
            tx.orders().set_state(row.key, to, None, None, now)?;
            tx.timeline().add(row.key, now, EventKind::LookedUp, text, None)?;
            if cancelled { close(tx, &mut job, JobOutcome::Dropped, None, now) } else { Ok(()) }
        })?;
        if cancelled {
            return Ok(Delivered::Dropped);
        }
        self.later(job, &Reason::new(ReasonCode::OutcomeUnknown), TimeDelta::zero())
    }
}

/// Compares what comes back unchanged: item keys, SKUs, quantities, order number (where it is echoed), postcode.
pub(crate) fn same_content(export: &ExportRow, found: &FulfillmentOrder) -> bool {
    let mut planned: Vec<(&str, &str, u32)> =
        export.plan.items.iter().map(|i| (i.key.as_str(), i.sku.as_str(), i.quantity)).collect();
    let mut there: Vec<(&str, &str, u32)> =
        found.items.iter().map(|i| (i.key.as_str(), i.sku.as_str(), i.quantity)).collect();
    planned.sort_unstable();
    there.sort_unstable();
    let postcode = match (export.plan.ship_to.postcode.known(), found.postcode.as_deref()) {
        (Some(ours), Some(theirs)) => {
            plain(theirs).starts_with(&plain(ours)) || plain(ours).starts_with(&plain(theirs))
        }
        _ => true,
    };
    let number = found.display_number.is_empty() || export.plan.display_number == found.display_number;
    planned == there && number && postcode
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
