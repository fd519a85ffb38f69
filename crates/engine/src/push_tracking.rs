//! Tracking back, second half: telling the platform, once a parcel (F080, F082, F085, F404–F406, F409).

use chrono::TimeDelta;
use shopferry_channel::{ChannelError, RefusalKind, ShipmentNotice, ShipmentSink};
use shopferry_domain::carrier::{CarrierChoice, amazon_entry, entry_for};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, ExportKey, FulfillerPackageId, LineId, OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, Flow, FlowRow, Job, JobKind, JobStatus, OrderRow, PackageRow};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::Delivered;
use crate::pass::PassResult;
use crate::step_log::SHIPMENT_INTENT_STORED;

/// The order is read again unless our copy is younger than this (F409).
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// A passing fault is tried again after this long.
const AGAIN: TimeDelta = TimeDelta::seconds(60);
/// The platform's carrier list is kept this long (F082).
const CARRIERS_KEPT: TimeDelta = TimeDelta::hours(24);
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

    async fn deliver_confirmation(&self, job: Job) -> Result<Delivered> {
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
        let early = self.takes_early_numbers(&export)?;
        let Some(number) = number_of(&package, early) else { return self.drop_job(job, None) };
        let number = match TrackingNumber::as_given(&number) {
            Ok(number) => number,
            Err(fault) => {
                let reason = Reason::about(ReasonCode::NumberFormat, fault.to_string());
                return self.confirmation_refused(job, row, package, reason);
            }
        };
        let confirmation = Confirmation { row, package, number };
        if let Some(done) = self.already_there(&job, &confirmation)? {
            return Ok(done);
        }
        if let Some(held) = self.must_not_ship(&job, &confirmation)? {
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
            let package = v.packages().of_export(&key)?.into_iter().find(|p| p.package == id);
            Ok(export.zip(package))
        })?)
    }

    /// The platform already shows this number on these lines: success (F405). Another number: shipped by hand (F326).
    fn already_there(&self, job: &Job, c: &Confirmation) -> Result<Option<Delivered>> {
        let lines: Vec<_> = c.row.order.lines.iter().filter(|l| c.package.lines.contains(&l.id)).collect();
        let shown: Vec<&str> = lines.iter().filter_map(|l| l.tracking.as_deref()).filter(|n| !n.is_empty()).collect();
        if shown.is_empty() {
            return Ok(None);
        }
        if shown.len() == lines.len() && shown.iter().all(|n| n.eq_ignore_ascii_case(c.number.as_str())) {
            let package = lines.iter().find_map(|l| l.package.clone());
            self.confirmed(job.clone(), c, package, None, true)?;
            return Ok(Some(Delivered::Ok));
        }
        let open: Vec<LineId> = lines
            .iter()
            .filter(|l| l.tracking.as_deref().unwrap_or_default().is_empty())
            .map(|l| l.id.clone())
            .collect();
        if open.is_empty() {
            let reason = Reason::new(ReasonCode::MayShipTwice);
            return self.confirmation_refused(job.clone(), c.row.clone(), c.package.clone(), reason).map(Some);
        }
        Ok(None)
    }

    /// Nothing is told while the buyer's wish to cancel may still be met, or when the order is no longer wanted.
    fn must_not_ship(&self, job: &Job, c: &Confirmation) -> Result<Option<Delivered>> {
        match (&c.row.order.status, c.row.state) {
            (PlatformStatus::Cancelled, _) => {
                self.drop_job(job.clone(), Some(Reason::new(ReasonCode::CancelTooLate))).map(Some)
            }
            (PlatformStatus::OnHold | PlatformStatus::Unpaid, _) => {
                self.later(job.clone(), &Reason::new(ReasonCode::PlatformHold), AGAIN).map(Some)
            }
            // F409: F103 goes first; the cancel's own delivery decides and puts the order back into a shipping state.
            (_, Some(OrderState::CancelRequested)) => {
                self.later(job.clone(), &Reason::new(ReasonCode::BuyerAsksCancel), AGAIN).map(Some)
            }
            (_, Some(OrderState::Cancelled)) => self.drop_job(job.clone(), None).map(Some),
            _ => Ok(None),
        }
    }

    async fn confirm(&self, job: Job, c: Confirmation) -> Result<Delivered> {
        let port = self.sales(&job.connection)?;
        let Some(sink) = port.shipments() else { return self.drop_job(job, None) };
        let used = self.store.read(|v| v.packages().number_used_elsewhere(c.number.as_str(), c.row.key))?;
        if used {
            return self.confirmation_refused(job, c.row, c.package, Reason::new(ReasonCode::NumberUsed));
        }
        let carrier = match self.carrier_for(sink, &c).await {
            Ok(Ok(carrier)) => carrier,
            Ok(Err(reason)) => return self.confirmation_refused(job, c.row, c.package, reason),
            Err(error) => return self.confirmation_fault(job, &error),
        };
        // No answer does not stop the upload (F406).
        if let Ok(Some(true)) = sink.is_platforms_own(&c.number).await {
            return self.confirmation_refused(job, c.row, c.package, Reason::new(ReasonCode::NumberIsPlatforms));
        }
        let lines = still_open(&c);
        if lines.is_empty() {
            return self.drop_job(job, None);
        }
        let mut job = job;
        job.status = JobStatus::Running;
        job.look_first = true;
        job.attempt = job.attempt.saturating_add(1);
        self.store.write_durably(|tx| tx.outbox().save(&job))?;
        self.log.reach(SHIPMENT_INTENT_STORED);
        let notice = ShipmentNotice { order: c.row.order.remote.clone(), lines, number: c.number.clone(), carrier };
        match sink.mark_shipped(&notice).await {
            Ok(receipt) => {
                self.confirmed(job, &c, receipt.package, receipt.warning, false)?;
                self.read_back(&c).await;
                Ok(Delivered::Ok)
            }
            Err(ChannelError::Refused(refusal)) => match refusal.kind {
                // Read again and compared at the next try (F405).
                RefusalKind::AlreadyDone | RefusalKind::Held | RefusalKind::OpenRequest => {
                    if job.attempt > 20 {
                        return self.confirmation_refused(job, c.row, c.package, refusal.as_reason());
                    }
                    self.later(job, &refusal.as_reason(), AGAIN)
                }
                _ => self.confirmation_refused(job, c.row, c.package, refusal.as_reason()),
            },
            Err(error) => self.confirmation_fault(job, &error),
        }
    }

    /// The platform's carrier for an Amazon parcel: the kept answer, else the Amazon entry of the live list.
    async fn carrier_for(
        &self,
        sink: &dyn ShipmentSink,
        c: &Confirmation,
    ) -> std::result::Result<std::result::Result<CarrierId, Reason>, ChannelError> {
        let shop = &c.row.order.connection;
        let now = self.now();
        let Some(option) = c.row.order.delivery_option.clone() else {
            return Ok(Err(Reason::about(ReasonCode::CarrierUnknown, "the order names no delivery option")));
        };
        let kept = self.store.read(|v| v.carriers().list(shop, &option)).ok().flatten();
        let list = match kept.filter(|(_, read_at)| now - *read_at < CARRIERS_KEPT) {
            Some((list, _)) => list,
            None => {
                let list = sink.carriers(&option).await?;
                let stored = self.store.write(|tx| tx.carriers().save_list(shop, &option, &list, now));
                if let Err(error) = stored {
                    self.step(shop.as_str(), "carriers_not_kept", option.as_str(), &error.to_string());
                }
                list
            }
        };
        let chosen = self.store.read(|v| v.carriers().chosen(shop)).unwrap_or_default();
        let choice = match chosen.iter().find(|(name, _)| name == "Amazon") {
            Some((_, id)) => CarrierChoice::Found(id.clone()),
            None => match amazon_entry(&list) {
                CarrierChoice::None => entry_for(c.package.carrier.as_deref().unwrap_or("Amazon"), &list, &chosen),
                choice => choice,
            },
        };
        Ok(match choice {
            CarrierChoice::Found(id) => Ok(id),
            CarrierChoice::Several(entries) => {
                let names = entries.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", ");
                Err(Reason::about(ReasonCode::CarrierSeveral, names))
            }
            CarrierChoice::None => {
                Err(Reason::about(ReasonCode::CarrierUnknown, c.package.carrier.clone().unwrap_or_default()))
            }
        })
    }

    /// F405: carrier, number and tags are read back after each upload; a failed read is no failure of the upload.
    async fn read_back(&self, c: &Confirmation) {
        let mut counts = PassResult::default();
        let ids = [c.row.order.remote.clone()];
        if let Err(error) = self.read_orders(&c.row.order.connection, Flow::PushTracking, &ids, &mut counts).await {
            self.step(
                c.row.order.connection.as_str(),
                "read_back_failed",
                c.row.order.remote.as_str(),
                &error.to_string(),
            );
        }
    }

    fn confirmation_fault(&self, job: Job, error: &ChannelError) -> Result<Delivered> {
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

fn number_of(package: &PackageRow, early: bool) -> Option<String> {
    let early = package.amazon_number.clone().filter(|_| early);
    early.or_else(|| package.carrier_number.clone())
}

/// Lines of the parcel that the platform still expects.
fn still_open(c: &Confirmation) -> Vec<LineId> {
    let wanted = |id: &&LineId| c.row.order.lines.iter().any(|l| l.id == **id && l.is_wanted() && l.package.is_none());
    c.package.lines.iter().filter(wanted).cloned().collect()
}
