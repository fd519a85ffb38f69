//! Recording how a confirmation ended.

use serde_json::json;
use shopferry_domain::{PackageId, Reason, ReasonCode};
use shopferry_ledger::{EventKind, Job, JobOutcome, OrderRow, PackageRow, PackageState};

use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};
use crate::notice::NoticeKind;
use crate::push_tracking::Confirmation;

impl Engine {
    /// The platform has the number.
    pub(crate) fn confirmed(
        &self,
        mut job: Job,
        c: &Confirmation,
        package: Option<PackageId>,
        warning: Option<String>,
        was_there: bool,
    ) -> Result<()> {
        let now = self.now();
        self.step(job.connection.as_str(), "shipment_confirmed", c.row.order.remote.as_str(), c.number.as_str());
        self.store.write_durably(|tx| {
            let mut stored = c.package.clone();
            stored.state = PackageState::Sent;
            stored.number_sent = Some(c.number.as_str().to_owned());
            stored.remote = package.or(stored.remote);
            stored.sent_at = Some(now);
            stored.warning.clone_from(&warning);
            stored.reason = None;
            tx.packages().save(&stored)?;
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            let text = match (&warning, was_there) {
                (Some(_), _) => "The platform took the tracking number with a warning.",
                (None, true) => "The platform already shows this tracking number.",
                (None, false) => "The platform took the tracking number.",
            };
            let detail = json!({ "number": c.number.as_str(), "warning": warning });
            tx.timeline().add(c.row.key, now, EventKind::ShipmentSent, text, Some(detail))
        })?;
        Ok(())
    }

    /// A definite no, or something only a person can settle: the parcel waits with its reason.
    pub(crate) fn confirmation_refused(
        &self,
        mut job: Job,
        row: OrderRow,
        mut package: PackageRow,
        reason: Reason,
    ) -> Result<Delivered> {
        let now = self.now();
        let number = row.order.remote.to_string();
        self.step(job.connection.as_str(), "shipment_refused", &number, reason.code.name());
        self.store.write(|tx| {
            package.state = PackageState::Failed;
            package.reason = Some(reason.clone());
            tx.packages().save(&package)?;
            if reason.code == ReasonCode::MayShipTwice {
                tx.orders().set_notice(row.key, Some(&reason))?;
            }
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            let detail = json!({ "code": reason.code.name(), "about": reason.detail });
            tx.timeline().add(row.key, now, EventKind::ShipmentAnswer, reason.code.text().sentence, Some(detail))
        })?;
        let text = reason.code.text();
        let title = format!("Tracking of order {number} was not taken");
        self.notify(NoticeKind::TrackingFailed, &title, format!("{} {}", text.sentence, text.cure), Some(row.key));
        Ok(Delivered::Refused)
    }
}
