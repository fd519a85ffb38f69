//! Whether a parcel's lines are shipped at the platform already, and whether they may be now (F326, F405, F409).

use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::package::LineShare;
use shopferry_domain::{OrderLine, OrderState, Reason, ReasonCode};
use shopferry_ledger::{ExportRow, Job};

use crate::engine::Engine;
use crate::error::Result;
use crate::export::Delivered;
use crate::push_tracking::{AGAIN, Confirmation};

impl Engine {
    /// The platform already shows this number on these lines: success (F405). Another number: shipped by hand (F326).
    pub(crate) fn already_there(&self, job: &Job, c: &Confirmation) -> Result<Option<Delivered>> {
        let lines: Vec<&OrderLine> = c.row.order.lines.iter().filter(|l| c.package.lines.contains(&l.id)).collect();
        let shown: Vec<&str> = lines.iter().filter_map(|l| l.tracking.as_deref()).filter(|n| !n.is_empty()).collect();
        if shown.is_empty() {
            return Ok(None);
        }
        if shown.len() == lines.len() && shown.iter().all(|n| n.eq_ignore_ascii_case(c.number.as_str())) {
            let package = lines.iter().find_map(|l| l.package.clone());
            self.confirmed(job.clone(), c, package, None, true)?;
            return Ok(Some(Delivered::Ok));
        }
        // Of a bundle that goes unit by unit the platform shows the first parcel's number.
        let others = self.store.read(|v| v.packages().of_order(c.row.key))?;
        let ours = |number: &str| others.iter().any(|p| p.number_sent.as_deref() == Some(number));
        let by_unit = |line: &OrderLine| c.package.units.iter().any(|share| share.line == line.id);
        let open = |line: &&OrderLine| {
            let number = line.tracking.as_deref().unwrap_or_default();
            number.is_empty() || (by_unit(line) && ours(number))
        };
        if lines.iter().copied().filter(open).count() == 0 {
            let reason = Reason::new(ReasonCode::MayShipTwice);
            return self.confirmation_refused(job.clone(), c.row.clone(), c.package.clone(), reason).map(Some);
        }
        Ok(None)
    }

    /// Nothing is told while the buyer's wish to cancel may still be met, or when the order is no longer wanted.
    pub(crate) fn must_not_ship(&self, job: &Job, c: &Confirmation, export: &ExportRow) -> Result<Option<Delivered>> {
        let later = |code: ReasonCode| self.later(job.clone(), &Reason::new(code), AGAIN).map(Some);
        match (&c.row.order.status, c.row.state) {
            (PlatformStatus::Cancelled, _) => {
                self.drop_job(job.clone(), Some(Reason::new(ReasonCode::CancelTooLate))).map(Some)
            }
            (PlatformStatus::OnHold | PlatformStatus::Unpaid, _) => later(ReasonCode::PlatformHold),
            // F409: F103 goes first; the cancel's own delivery decides and puts the order into another state.
            (_, Some(OrderState::CancelRequested)) => later(ReasonCode::BuyerAsksCancel),
            (_, Some(OrderState::Cancelled)) => self.drop_job(job.clone(), None).map(Some),
            (_, Some(OrderState::CancelTooLate)) => Ok(None),
            // Cancels are not passed on (F100 off): a person decides, until Amazon can no longer cancel.
            _ if c.row.order.cancel_asked_at.is_some() && may_still_cancel(export) => {
                later(ReasonCode::BuyerAsksCancel)
            }
            _ => Ok(None),
        }
    }
}

fn may_still_cancel(export: &ExportRow) -> bool {
    export.status.as_ref().is_none_or(FulfillmentStatus::is_cancellable)
}

/// What of the parcel the platform still expects.
pub(crate) fn still_open(c: &Confirmation) -> Vec<LineShare> {
    let open = |share: &LineShare| {
        let line = c.row.order.lines.iter().find(|l| l.id == share.line);
        line.is_some_and(|l| l.is_wanted() && (l.package.is_none() || !share.sub_items.is_empty()))
    };
    c.package.shares().into_iter().filter(open).collect()
}
