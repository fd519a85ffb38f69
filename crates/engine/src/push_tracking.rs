//! Tracking back, second half: telling the platform, once a parcel (F080, F085, F091, F404–F406, F409, F430).

use chrono::TimeDelta;
use shopferry_channel::{ChannelError, Refusal, RefusalKind, SalesChannel, ShipmentNotice};
use shopferry_domain::tracking::{TrackingNumber, number_to_send};
use shopferry_domain::{CarrierId, ExportKey, FulfillerPackageId, LineId, Reason, ReasonCode, SubItemId};
use shopferry_ledger::{
    EventKind, ExportRow, Flow, FlowRow, Job, JobKind, JobStatus, OrderRow, PackageRow, PackageState,
};

use crate::carriers::CarrierOf;
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::Delivered;
use crate::parcels::numbers_of;
use crate::pass::PassResult;
use crate::ship_checks::still_open;
use crate::step_log::{SHIPMENT_ANSWERED, SHIPMENT_INTENT_STORED};

/// The order is read again unless our copy is younger than this (F409).
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// A passing fault is tried again after this long.
pub(crate) const AGAIN: TimeDelta = TimeDelta::seconds(60);
/// A platform that says "not now" for so many tries needs a person.
const TRIES_MAX: u32 = 20;
const BATCH: u32 = 100;

/// A confirmation ready to be looked at.
pub(crate) struct Confirmation {
    pub(crate) row: OrderRow,
    pub(crate) package: PackageRow,
    pub(crate) number: TrackingNumber,
}

impl Engine {
    pub(crate) async fn push_tracking(&self, row: &FlowRow) -> Result<PassResult> {
        let mut result = PassResult::default();
        self.push_own_shipments(row, &mut result).await?;
        let now = self.now();
        let jobs = self.store.read(|v| v.outbox().due(&row.connection, &[JobKind::ConfirmShipment], now, BATCH))?;
        if jobs.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX) {
            result.again_in_secs = Some(1);
        }
        for job in jobs {
            match self.deliver_confirmation(job).await? {
                Delivered::Ok => result.count(true),
                Delivered::Dropped => result.count(false),
                Delivered::Refused | Delivered::Again => {
                    result.count(false);
                    result.fail();
                }
            }
        }
        Ok(result)
    }

    pub(crate) async fn deliver_confirmation(&self, job: Job) -> Result<Delivered> {
        let Some(order) = job.order else { return self.drop_job(job, None) };
        // After an unclear answer the order is always read first: look before repeating.
        let max_age = if job.look_first { TimeDelta::milliseconds(-1) } else { FRESH };
        let row = match self.fresh_order(order, max_age, Flow::PushTracking).await {
            Ok(Some(row)) => row,
            Ok(None) => return self.drop_job(job, None),
            Err(EngineError::Channel(error)) => return self.confirmation_fault(job, &error),
            Err(error) => return Err(error),
        };
        let Some((export, package)) = self.export_and_package(&job)? else { return self.drop_job(job, None) };
        let corrects = job.payload.get("correct").and_then(serde_json::Value::as_bool).unwrap_or(false);
        let wanted = match package.state {
            PackageState::Queued | PackageState::Failed => !corrects,
            PackageState::Sent => corrects,
            PackageState::Waiting | PackageState::Noted | PackageState::Gone => false,
        };
        let rules = self.parcel_rules(&export)?;
        let number = number_to_send(numbers_of(&package), rules.numbers).filter(|_| wanted).map(str::to_owned);
        let Some(number) = number else { return self.drop_job(job, None) };
        let number = match TrackingNumber::as_given(&number) {
            Ok(number) => number,
            Err(fault) => {
                let reason = Reason::about(ReasonCode::NumberFormat, fault.to_string());
                return self.confirmation_refused(job, row, package, reason);
            }
        };
        let confirmation = Confirmation { row, package, number };
        if corrects {
            return self.correct_tracking(job, confirmation).await;
        }
        if let Some(done) = self.already_there(&job, &confirmation)? {
            return Ok(done);
        }
        if let Some(held) = self.must_not_ship(&job, &confirmation, &export)? {
            return Ok(held);
        }
        self.confirm(job, confirmation).await
    }

    fn export_and_package(&self, job: &Job) -> Result<Option<(ExportRow, PackageRow)>> {
        let text = |name: &str| job.payload.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        let key = ExportKey::from_text(text("key"));
        let Ok(id) = FulfillerPackageId::new(text("package")) else { return Ok(None) };
        Ok(self.store.read(|v| {
            let export = v.exports().get(&key)?;
            let package = v.packages().get(&key, &id)?;
            Ok(export.zip(package))
        })?)
    }

    async fn confirm(&self, job: Job, c: Confirmation) -> Result<Delivered> {
        let port = self.sales(&job.connection)?;
        let carrier = match self.before_sending(&*port, &c).await {
            Ok(Ok(carrier)) => carrier,
            Ok(Err(reason)) => return self.confirmation_refused(job, c.row, c.package, reason),
            Err(EngineError::Channel(error)) => return self.confirmation_fault(job, &error),
            Err(error) => return Err(error),
        };
        let Some(sink) = port.shipments() else { return self.drop_job(job, None) };
        let (lines, units) = told(&c);
        if lines.is_empty() {
            return self.drop_job(job, None);
        }
        let job = self.confirmation_intent(job)?;
        let number = c.number.clone();
        let notice = ShipmentNotice { order: c.row.order.remote.clone(), lines, units, number, carrier };
        let answer = sink.mark_shipped(&notice).await;
        self.log.reach(SHIPMENT_ANSWERED);
        match answer {
            Ok(receipt) => {
                self.confirmed(job, &c, receipt.package, receipt.warning, false)?;
                self.read_back(&c).await;
                Ok(Delivered::Ok)
            }
            Err(ChannelError::Refused(refusal)) => self.shipping_refused(job, c, &refusal),
            Err(error) => self.confirmation_fault(job, &error),
        }
    }

    /// What is known to be wrong before anything is sent (F085, F092, F406), else the carrier.
    pub(crate) async fn before_sending(
        &self,
        port: &dyn SalesChannel,
        c: &Confirmation,
    ) -> Result<std::result::Result<CarrierId, Reason>> {
        let number = c.number.as_str();
        let guarded = self.store.read(|v| crate::tracking_guard::guard(v, &c.row, Some(&c.package), number))?;
        if let Some(reason) = guarded {
            return Ok(Err(reason));
        }
        if self.store.read(|v| v.packages().number_used_elsewhere(number, c.row.key))? {
            return Ok(Err(Reason::about(ReasonCode::NumberUsed, number)));
        }
        let Some(sink) = port.shipments() else { return Ok(Err(Reason::new(ReasonCode::RegionNotSupported))) };
        let parcel = CarrierOf {
            shop: &c.row.order.connection,
            option: c.row.order.delivery_option.as_ref(),
            // Every parcel of an export came from Amazon.
            amazon: true,
            name: c.package.carrier.as_deref(),
            number,
            anyway: c.package.anyway,
        };
        let carrier = match self.carrier_for(sink, parcel).await? {
            Ok(carrier) => carrier,
            Err(reason) => return Ok(Err(reason)),
        };
        // No answer does not stop the upload (F406).
        if let Ok(Some(true)) = sink.is_platforms_own(&c.number).await {
            return Ok(Err(Reason::about(ReasonCode::NumberIsPlatforms, number)));
        }
        Ok(Ok(carrier))
    }

    /// From here on the platform may have it: after a crash the order is read before anything is repeated.
    pub(crate) fn confirmation_intent(&self, mut job: Job) -> Result<Job> {
        job.status = JobStatus::Running;
        job.look_first = true;
        job.attempt = job.attempt.saturating_add(1);
        self.store.write_durably(|tx| tx.outbox().save(&job))?;
        self.log.reach(SHIPMENT_INTENT_STORED);
        Ok(job)
    }

    /// A definite no. One that passes is tried again; a number that is refused gives way to the parcel's other one.
    fn shipping_refused(&self, job: Job, c: Confirmation, refusal: &Refusal) -> Result<Delivered> {
        let reason = refusal.as_reason();
        match refusal.kind {
            // Read again and compared at the next try (F405).
            RefusalKind::AlreadyDone | RefusalKind::Held | RefusalKind::OpenRequest if job.attempt <= TRIES_MAX => {
                self.later(job, &reason, AGAIN)
            }
            RefusalKind::Other | RefusalKind::PostageNotTheirs if is_about_the_number(reason.code) => {
                self.number_refused(job, c, reason)
            }
            _ => self.confirmation_refused(job, c.row, c.package, reason),
        }
    }

    /// F405: carrier, number and tags are read back after each upload; a failed read is no failure of the upload.
    async fn read_back(&self, c: &Confirmation) {
        let mut counts = PassResult::default();
        let ids = [c.row.order.remote.clone()];
        let shop = &c.row.order.connection;
        if let Err(error) = self.read_orders(shop, Flow::PushTracking, &ids, &mut counts).await {
            self.step(shop.as_str(), "read_back_failed", c.row.order.remote.as_str(), &error.to_string());
        }
    }

    pub(crate) fn confirmation_fault(&self, job: Job, error: &ChannelError) -> Result<Delivered> {
        self.rest_if_rejected(&job.connection, error)?;
        let wait = match error {
            ChannelError::Throttled { retry_after: Some(wait) } => TimeDelta::from_std(*wait).unwrap_or(AGAIN),
            ChannelError::OutcomeUnknown { .. } => TimeDelta::seconds(5),
            _ => AGAIN,
        };
        if let Some(order) = job.order {
            let now = self.now();
            let text = format!("Telling the platform did not work: {error}. It is tried again.");
            self.store.write(|tx| tx.timeline().add(order, now, EventKind::ShipmentAnswer, &text, None))?;
        }
        self.later(job, &error.as_reason(), wait)
    }
}

/// Refusals that another number of the same parcel may cure, and that count against a warehouse marked as Amazon's.
pub(crate) fn is_about_the_number(code: ReasonCode) -> bool {
    use ReasonCode as R;
    matches!(code, R::TrackingRefused | R::NumberUsed | R::NumberFormat | R::NumberIsPlatforms | R::UspsNotTheirs)
}

/// What the platform is told of: lines that it still expects, and single units of bundles.
fn told(c: &Confirmation) -> (Vec<LineId>, Vec<(LineId, SubItemId)>) {
    let mut lines = Vec::new();
    let mut units = Vec::new();
    for share in still_open(c) {
        units.extend(share.sub_items.into_iter().map(|unit| (share.line.clone(), unit)));
        lines.push(share.line);
    }
    (lines, units)
}
