//! One correction of a number that Amazon changed after it was sent (F089).

use serde_json::json;
use shopferry_channel::{ChannelError, Correction};
use shopferry_domain::fulfillment::{FulfillmentStatus, FulfillmentSummary};
use shopferry_domain::{ExportKey, Reason};
use shopferry_ledger::{EventKind, Job, JobOutcome};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::{Delivered, close};
use crate::push_tracking::Confirmation;
use crate::step_log::SHIPMENT_ANSWERED;

impl Engine {
    /// Ended orders that the fulfiller lists as changed after they were read: a number may be another one now.
    pub(crate) fn changed_after_end(
        &self,
        changed: &[FulfillmentSummary],
        wanted: &[ExportKey],
    ) -> Result<Vec<ExportKey>> {
        let mut found = Vec::new();
        for summary in changed.iter().filter(|s| !wanted.contains(&s.key)) {
            let Some(export) = self.store.read(|v| v.exports().get(&summary.key))? else { continue };
            let ended = export.status.as_ref().is_some_and(FulfillmentStatus::is_final);
            let read = export.fulfillment.as_ref().and_then(|f| f.changed_at);
            if ended && summary.changed_at.is_some() && summary.changed_at > read {
                found.push(summary.key.clone());
            }
        }
        Ok(found)
    }

    /// Tells the platform the new number; the first and only time.
    pub(crate) async fn correct_tracking(&self, job: Job, c: Confirmation) -> Result<Delivered> {
        let sent = c.package.number_sent.clone().unwrap_or_default();
        if c.package.corrections > 0 || sent == c.number.as_str() {
            return self.drop_job(job, None);
        }
        let Some(package) = c.package.remote.clone().or_else(|| shown_package(&c)) else {
            return self.drop_job(job, None);
        };
        if shows_it(&c) {
            return self.corrected(job, c);
        }
        let port = self.sales(&job.connection)?;
        let carrier = match self.before_sending(&*port, &c).await {
            Ok(Ok(carrier)) => carrier,
            Ok(Err(reason)) => return self.not_corrected(job, c, reason),
            Err(EngineError::Channel(error)) => return self.confirmation_fault(job, &error),
            Err(error) => return Err(error),
        };
        let Some(sink) = port.shipments() else { return self.drop_job(job, None) };
        let job = self.confirmation_intent(job)?;
        let answer = sink.correct(&Correction { package, number: c.number.clone(), carrier }).await;
        self.log.reach(SHIPMENT_ANSWERED);
        match answer {
            Ok(()) => self.corrected(job, c),
            Err(ChannelError::Refused(refusal)) => self.not_corrected(job, c, refusal.as_reason()),
            Err(error) => self.confirmation_fault(job, &error),
        }
    }

    fn corrected(&self, mut job: Job, mut c: Confirmation) -> Result<Delivered> {
        let now = self.now();
        self.step(job.connection.as_str(), "shipment_corrected", c.row.order.remote.as_str(), c.number.as_str());
        let before = c.package.number_sent.replace(c.number.as_str().to_owned());
        c.package.corrections += 1;
        c.package.reason = None;
        self.store.write_durably(|tx| {
            tx.packages().save(&c.package)?;
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            let detail = json!({ "number": c.number.as_str(), "before": before });
            let text = "The tracking number was corrected at the platform.";
            tx.timeline().add(c.row.key, now, EventKind::ShipmentSent, text, Some(detail))
        })?;
        Ok(Delivered::Ok)
    }

    /// The platform no longer takes it: a notice, with the text for a support case on the order's page.
    fn not_corrected(&self, mut job: Job, mut c: Confirmation, reason: Reason) -> Result<Delivered> {
        let now = self.now();
        let detail = format!("{}: {}", c.number.as_str(), reason.detail.clone().unwrap_or_default());
        let reason = Reason::about(reason.code, detail);
        self.step(job.connection.as_str(), "shipment_not_corrected", c.row.order.remote.as_str(), reason.code.name());
        c.package.reason = Some(reason.clone());
        c.package.corrections += 1;
        self.store.write(|tx| {
            tx.packages().save(&c.package)?;
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            let detail = json!({ "code": reason.code.name(), "about": reason.detail });
            tx.timeline().add(c.row.key, now, EventKind::ShipmentAnswer, reason.code.text().sentence, Some(detail))
        })?;
        self.tracking_failed(&c.row, &reason);
        Ok(Delivered::Refused)
    }
}

fn shown_package(c: &Confirmation) -> Option<shopferry_domain::PackageId> {
    c.row.order.lines.iter().filter(|l| c.package.lines.contains(&l.id)).find_map(|l| l.package.clone())
}

/// A lost answer: the platform shows the new number already.
fn shows_it(c: &Confirmation) -> bool {
    let mut lines = c.row.order.lines.iter().filter(|l| c.package.lines.contains(&l.id)).peekable();
    let shows = lines.peek().is_some();
    shows && lines.all(|l| l.tracking.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(c.number.as_str())))
}
