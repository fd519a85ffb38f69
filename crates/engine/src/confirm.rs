//! Recording how a confirmation ended.

use chrono::TimeDelta;
use serde_json::json;
use shopferry_domain::tracking::number_to_send;
use shopferry_domain::{PackageId, Reason, ReasonCode};
use shopferry_ledger::{EventKind, Job, JobOutcome, OrderRow, PackageRow, PackageState, StrikeKind};

use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};
use crate::notice::NoticeKind;
use crate::parcels::numbers_of;
use crate::push_tracking::{Confirmation, is_about_the_number};
use crate::tracking_guard::strike;

/// A warehouse that was stopped is looked at again after this long; a person's reset does not wait for it.
const STOPPED: TimeDelta = TimeDelta::minutes(15);

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

    /// The platform does not take the number: it counts against a warehouse that is marked as Amazon's, and the parcel's
    /// other number is tried, if it has one (F091, F092, F430).
    pub(crate) fn number_refused(&self, mut job: Job, mut c: Confirmation, reason: Reason) -> Result<Delivered> {
        let now = self.now();
        c.package.rejected.push(c.number.as_str().to_owned());
        let export = self.store.read(|v| v.exports().get(&c.package.export))?;
        let rules = export.as_ref().map(|e| self.parcel_rules(e)).transpose()?.unwrap_or_default();
        let other = number_to_send(numbers_of(&c.package), rules.numbers).is_some();
        let subject = format!("{}/{}", c.row.order.remote, c.number.as_str());
        let stopped = self.store.write(|tx| {
            tx.packages().save(&c.package)?;
            strike(tx, &c.row, StrikeKind::Refused, &subject, now)
        })?;
        if stopped {
            self.warehouse_stopped(&c.row);
        }
        if !other {
            return self.confirmation_refused(job, c.row, c.package, reason);
        }
        let detail = json!({ "code": reason.code.name(), "about": reason.detail });
        let text = "The platform refused this number; the parcel’s other one is tried.";
        self.store.write(|tx| tx.timeline().add(c.row.key, now, EventKind::ShipmentAnswer, text, Some(detail)))?;
        job.look_first = false;
        self.later(job, &reason, TimeDelta::zero())
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
        if reason.code == ReasonCode::WarehouseStopped {
            return self.later(job, &reason, STOPPED);
        }
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
        self.tracking_failed(&row, &reason);
        Ok(Delivered::Refused)
    }

    /// Tells a person that a number was not taken.
    pub(crate) fn tracking_failed(&self, row: &OrderRow, reason: &Reason) {
        let text = reason.code.text();
        let title = format!("Tracking of order {} was not taken", row.order.remote);
        self.notify(NoticeKind::TrackingFailed, &title, format!("{} {}", text.sentence, text.cure), Some(row.key));
    }

    /// A person mended something or says that the number is right: the parcel's confirmation goes on (F085).
    ///
    /// # Errors
    /// When no parcel of the order waits for a person.
    pub fn send_number(&self, key: shopferry_ledger::OrderKey, anyway: bool) -> Result<()> {
        let now = self.now();
        let sent = self.store.write(|tx| {
            let Some(row) = tx.orders().get(key)? else { return Ok(0) };
            let mut sent = 0_u32;
            for mut package in tx.packages().of_order(key)?.into_iter().filter(|p| p.state == PackageState::Failed) {
                let again = package.reason.as_ref().is_some_and(|r| is_about_the_number(r.code));
                if again {
                    package.rejected.clear();
                }
                package.state = PackageState::Queued;
                package.reason = None;
                package.anyway |= anyway;
                tx.packages().save(&package)?;
                crate::parcels::queue_confirmation(tx, &row, &package, false, now)?;
                sent += 1;
            }
            if sent > 0 {
                tx.timeline().add(key, now, EventKind::Note, "A person sends the tracking number again.", None)?;
            }
            Ok(sent)
        })?;
        if sent == 0 {
            return Err(crate::error::EngineError::refused(ReasonCode::NotAwaitingShipment));
        }
        self.wake();
        Ok(())
    }
}
