//! Parts for the seller's own warehouse (F011): taken over by queue or file, shipped with the number that a person enters.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use shopferry_channel::{ChannelError, RefusalKind, ShipmentNotice};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, LineId, OrderState, PartNumber, Reason, ReasonCode};
use shopferry_ledger::{
    EventKind, Flow, FlowRow, Job, JobKind, JobOutcome, JobStatus, LedgerError, OrderKey, OrderRow, PartRoute, PartRow,
    Tx, View,
};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::{Delivered, close};
use crate::pass::PassResult;

/// The order is read again unless our copy is younger than this (F409).
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// A passing fault is tried again after this long.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
const BATCH: u32 = 50;
/// States of a part that still wants something of the own warehouse.
pub const OPEN_PARTS: [OrderState; 3] = [OrderState::WaitingToExport, OrderState::Accepted, OrderState::PartlyShipped];

/// What a person entered for a parcel of the own warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnShipment {
    /// The part.
    pub part: PartNumber,
    /// Carrier, from the platform's live list.
    pub carrier: CarrierId,
    /// Number.
    pub number: TrackingNumber,
    /// Lines in the parcel.
    pub lines: Vec<LineId>,
}

impl Engine {
    /// Takes a part over: from here the person's word stands for Amazon's. Taking over twice changes nothing.
    ///
    /// # Errors
    /// When there is no such part for the own warehouse, or it has ended.
    pub fn take_over(&self, order: OrderKey, part: PartNumber) -> Result<()> {
        let now = self.now();
        self.store.write(|tx| take_over_in(tx, order, part, now))?.map_err(EngineError::Refused)
    }

    /// Tells the platform what was shipped; the part is taken over if it was not.
    ///
    /// # Errors
    /// When the lines do not all wait in this part, or the part has ended.
    pub fn ship_own(&self, order: OrderKey, shipment: &OwnShipment) -> Result<()> {
        self.ship_own_all(&[(order, shipment.clone())])
    }

    /// The same for many parcels: all of them, or none.
    ///
    /// # Errors
    /// The reason of the first that is refused.
    pub fn ship_own_all(&self, parcels: &[(OrderKey, OwnShipment)]) -> Result<()> {
        let now = self.now();
        let outcome = self.store.write(|tx| {
            let mut taken: BTreeSet<(OrderKey, LineId)> = BTreeSet::new();
            for (order, shipment) in parcels {
                if let Some(reason) = refusal(tx, *order, shipment, &mut taken)? {
                    return Ok(Err(reason));
                }
            }
            for (order, shipment) in parcels {
                enter(tx, *order, shipment, now)?;
            }
            Ok(Ok(()))
        })?;
        self.wake();
        outcome.map_err(EngineError::Refused)
    }

    /// Delivers what was entered.
    pub(crate) async fn push_own_shipments(&self, row: &FlowRow, result: &mut PassResult) -> Result<()> {
        let now = self.now();
        let jobs = self.store.read(|v| v.outbox().due(&row.connection, &[JobKind::OwnShipment], now, BATCH))?;
        for job in jobs {
            match self.deliver_own_shipment(job).await? {
                Delivered::Ok => result.count(true),
                Delivered::Dropped => result.count(false),
                Delivered::Refused | Delivered::Again => {
                    result.count(false);
                    result.fail();
                }
            }
        }
        Ok(())
    }

    async fn deliver_own_shipment(&self, mut job: Job) -> Result<Delivered> {
        let shipment: Option<OwnShipment> = serde_json::from_value(job.payload.clone()).ok();
        let (Some(key), Some(shipment)) = (job.order, shipment) else { return self.drop_job(job, None) };
        let row = match self.fresh_order(key, FRESH, Flow::PushTracking).await {
            Ok(Some(row)) => row,
            Ok(None) => return self.drop_job(job, None),
            Err(EngineError::Channel(error)) => return self.later(job, &error.as_reason(), AGAIN),
            Err(error) => return Err(error),
        };
        if row.order.status == PlatformStatus::Cancelled {
            return self.drop_job(job, None);
        }
        if row.order.cancel_asked_at.is_some() {
            // The buyer's request goes first (F409): it is answered by a person.
            return self.later(job, &Reason::new(ReasonCode::BuyerAsksCancel), AGAIN);
        }
        let number = shipment.number.as_str();
        let line = |id: &LineId| row.order.lines.iter().find(|l| l.id == *id);
        let there = |id: &LineId| line(id).is_some_and(|l| l.tracking.as_deref() == Some(number));
        if shipment.lines.iter().all(there) {
            return self.own_shipped(job, &row, &shipment);
        }
        let port = self.sales(&job.connection)?;
        let Some(sink) = port.shipments() else { return self.drop_job(job, None) };
        job.status = JobStatus::Running;
        job.look_first = true;
        job.attempt = job.attempt.saturating_add(1);
        self.store.write_durably(|tx| tx.outbox().save(&job))?;
        let notice = ShipmentNotice {
            order: row.order.remote.clone(),
            lines: shipment.lines.clone(),
            units: Vec::new(),
            number: shipment.number.clone(),
            carrier: shipment.carrier.clone(),
        };
        match sink.mark_shipped(&notice).await {
            Ok(_) => self.own_shipped(job, &row, &shipment),
            Err(ChannelError::Refused(refusal)) if refusal.kind != RefusalKind::AlreadyDone => {
                self.own_refused(job, key, &shipment, &refusal.as_reason())
            }
            Err(error) => {
                self.rest_if_rejected(&job.connection, &error)?;
                // The next try reads the order first and sees whether it arrived.
                self.later(job, &error.as_reason(), AGAIN)
            }
        }
    }

    fn own_shipped(&self, mut job: Job, row: &OrderRow, shipment: &OwnShipment) -> Result<Delivered> {
        let now = self.now();
        self.step(job.connection.as_str(), "own_shipped", row.order.remote.as_str(), shipment.number.as_str());
        self.store.write_durably(|tx| {
            if let Some(mut part) = tx.order_parts().get(row.key, shipment.part)? {
                let out = |id: &LineId| {
                    shipment.lines.contains(id) || row.order.lines.iter().any(|l| l.id == *id && !l.is_open())
                };
                let to = if part.lines.iter().all(out) { OrderState::Shipped } else { OrderState::PartlyShipped };
                follow(tx, row, &mut part, to, now)?;
            }
            close(tx, &mut job, JobOutcome::Ok, None, now)?;
            let text = "The platform took the tracking number of the own warehouse.";
            tx.timeline().add(row.key, now, EventKind::ShipmentSent, text, None)
        })?;
        Ok(Delivered::Ok)
    }

    fn own_refused(&self, mut job: Job, key: OrderKey, shipment: &OwnShipment, reason: &Reason) -> Result<Delivered> {
        let now = self.now();
        self.store.write(|tx| {
            if let Some(mut part) = tx.order_parts().get(key, shipment.part)? {
                part.reason = Some(reason.clone());
                tx.order_parts().put(&part)?;
            }
            close(tx, &mut job, JobOutcome::Refused, Some(reason.clone()), now)?;
            tx.timeline().add(key, now, EventKind::ShipmentAnswer, reason.code.text().sentence, None)
        })?;
        self.alarm(key, &key.to_string(), reason);
        Ok(Delivered::Refused)
    }
}

/// Lines of a part that still want a number: open at the platform, and in no parcel that was entered here.
///
/// # Errors
/// As the ledger.
pub fn waiting_lines(view: &View<'_>, row: &OrderRow, part: &PartRow) -> std::result::Result<Vec<LineId>, LedgerError> {
    let entered = entered(view, row.key)?;
    let open = row.order.open_lines().map(|l| &l.id);
    Ok(open.filter(|id| part.lines.contains(id) && !entered.contains(id)).cloned().collect())
}

/// Lines in parcels that the platform was told, or is being told, of.
fn entered(view: &View<'_>, order: OrderKey) -> std::result::Result<BTreeSet<LineId>, LedgerError> {
    let counts = |job: &Job| {
        job.kind == JobKind::OwnShipment
            && (matches!(job.status, JobStatus::Queued | JobStatus::Running) || job.outcome == Some(JobOutcome::Ok))
    };
    let jobs = view.outbox().of_order(order)?;
    let shipments =
        jobs.into_iter().filter(counts).filter_map(|j| serde_json::from_value::<OwnShipment>(j.payload).ok());
    Ok(shipments.flat_map(|s| s.lines).collect())
}

/// Why a parcel cannot be entered; its lines are noted as taken.
fn refusal(
    tx: &Tx<'_>,
    order: OrderKey,
    shipment: &OwnShipment,
    taken: &mut BTreeSet<(OrderKey, LineId)>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let part = tx.order_parts().get(order, shipment.part)?.filter(|p| p.route == PartRoute::OwnWarehouse);
    let (Some(part), Some(row)) = (part, tx.orders().get(order)?) else {
        return Ok(Some(Reason::new(ReasonCode::OwnPartOver)));
    };
    let number = || row.order.remote.to_string();
    if !OPEN_PARTS.contains(&part.state) {
        return Ok(Some(Reason::about(ReasonCode::OwnPartOver, number())));
    }
    let waiting = waiting_lines(tx, &row, &part)?;
    let free = shipment.lines.iter().all(|l| waiting.contains(l) && taken.insert((order, l.clone())));
    Ok((shipment.lines.is_empty() || !free).then(|| Reason::about(ReasonCode::OwnUnitsGone, number())))
}

fn enter(
    tx: &Tx<'_>,
    order: OrderKey,
    shipment: &OwnShipment,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<(), LedgerError> {
    let Some(row) = tx.orders().get(order)? else { return Ok(()) };
    let shop = &row.order.connection;
    // Checked before: it takes over, or was taken over.
    take_over_in(tx, order, shipment.part, now)?.ok();
    let payload = serde_json::to_value(shipment).unwrap_or_default();
    // The same number may be entered again for further lines.
    let first = shipment.lines.first().map_or("", LineId::as_str);
    let subject = format!("{}/{}/{}/{first}", order, shipment.part, shipment.number.as_str());
    tx.outbox().put(JobKind::OwnShipment, &subject, shop, Some(order), &payload, now, now)?;
    let text = "Shipped from the own warehouse; the platform is told.";
    tx.timeline().add(order, now, EventKind::Package, text, None)?;
    Engine::mark_due(tx, shop, &[Flow::PushTracking], now)
}

fn take_over_in(
    tx: &Tx<'_>,
    order: OrderKey,
    number: PartNumber,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<std::result::Result<(), Reason>, LedgerError> {
    let part = tx.order_parts().get(order, number)?.filter(|p| p.route == PartRoute::OwnWarehouse);
    let (Some(mut part), Some(row)) = (part, tx.orders().get(order)?) else {
        return Ok(Err(Reason::new(ReasonCode::OwnPartOver)));
    };
    match part.state {
        OrderState::WaitingToExport => {
            part.taken_at = Some(now);
            follow(tx, &row, &mut part, OrderState::Accepted, now)?;
            tx.timeline().add(order, now, EventKind::Note, "Taken over by the own warehouse.", None)?;
            Ok(Ok(()))
        }
        OrderState::Accepted | OrderState::PartlyShipped => Ok(Ok(())),
        _ => Ok(Err(Reason::new(ReasonCode::OwnPartOver))),
    }
}

/// Moves the part, and the order with it when the part is all of it.
fn follow(
    tx: &Tx<'_>,
    row: &OrderRow,
    part: &mut PartRow,
    to: OrderState,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<(), LedgerError> {
    part.state = to;
    part.state_since = now;
    part.reason = None;
    tx.order_parts().put(part)?;
    if crate::parts::is_whole(tx, row, part)? { tx.orders().set_state(row.key, to, None, None, now) } else { Ok(()) }
}
