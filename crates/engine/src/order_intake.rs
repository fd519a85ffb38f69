//! Taking in order copies: store, then react in the same transaction (F030, F031, F042, F043, F326).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shopferry_channel::{BadRecord, Records};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{ConnectionId, Order, OrderState, Reason, ReasonCode, RemoteOrderId};
use shopferry_ledger::{EventKind, Flow, LedgerError, OrderKey, OrderRow, Tx};

use crate::cancelled;
use crate::decide::{decide_in, move_to};
use crate::engine::Engine;
use crate::error::Result;
use crate::flows::AFTER_ORDERS;
use crate::pass::PassResult;
use crate::{parts, reserve};

/// Reasons that the fulfiller gave: they stay until a person retries, the link or the order changes.
pub(crate) const STICKY: &[ReasonCode] = &[
    ReasonCode::PreviewRefused,
    ReasonCode::OutOfStock,
    ReasonCode::SkuUnknownAtAmazon,
    ReasonCode::AddressRefused,
    ReasonCode::AmazonRefused,
    ReasonCode::AmazonUnfulfillable,
    ReasonCode::CancelledAtAmazon,
    ReasonCode::WithdrawnTooLate,
    ReasonCode::UnitsMissing,
    ReasonCode::KeyTaken,
    ReasonCode::StateFault,
];

/// What became of one copy.
struct TakenIn {
    changed: bool,
    alarm: Option<(OrderKey, Reason)>,
}

impl Engine {
    /// Stores copies and reacts to them; one bad one never stops the rest.
    pub(crate) fn take_in(
        &self,
        connection: &ConnectionId,
        flow: Flow,
        records: Records<Order>,
        read_at: DateTime<Utc>,
        result: &mut PassResult,
    ) -> Result<()> {
        for bad in &records.bad {
            self.set_aside(connection, flow, bad)?;
            result.fail();
        }
        for order in records.good {
            let number = order.remote.to_string();
            match self.store.write(|tx| take_in_one(tx, &order, read_at, self.now())) {
                Ok(taken) => {
                    result.count(taken.changed);
                    if taken.changed {
                        self.step(connection.as_str(), "order", &number, order.status.as_str());
                    }
                    if let Some((key, reason)) = taken.alarm {
                        self.alarm(key, &number, &reason);
                    }
                }
                Err(error @ (LedgerError::ForbiddenMove { .. } | LedgerError::Row { .. })) => {
                    result.fail();
                    let payload = format!("{{\"order\":\"{number}\",\"status\":\"{}\"}}", order.status);
                    let bad = BadRecord { id: Some(number), fault: error.to_string(), payload };
                    self.set_aside(connection, flow, &bad)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    pub(crate) fn set_aside(&self, connection: &ConnectionId, flow: Flow, bad: &BadRecord) -> Result<()> {
        let now = self.now();
        let subject = bad.id.clone().unwrap_or_else(|| "unknown".to_owned());
        self.step(connection.as_str(), "set_aside", &subject, &bad.fault);
        Ok(self.store.write(|tx| tx.set_aside().put(connection, flow, &subject, &bad.fault, &bad.payload, now))?)
    }

    /// Reads orders again now, at most 50 a call, and takes them in.
    pub(crate) async fn read_orders(
        &self,
        connection: &ConnectionId,
        flow: Flow,
        ids: &[RemoteOrderId],
        result: &mut PassResult,
    ) -> Result<()> {
        let port = self.sales(connection)?;
        for chunk in ids.chunks(50) {
            let read_at = self.now();
            let records = port.orders().read(chunk).await?;
            self.take_in(connection, flow, records, read_at, result)?;
        }
        Ok(())
    }

    /// Reads the order again unless our copy is younger than `max_age`.
    pub(crate) async fn fresh_order(&self, key: OrderKey, max_age: TimeDelta, flow: Flow) -> Result<Option<OrderRow>> {
        let Some(row) = self.store.read(|v| v.orders().get(key))? else { return Ok(None) };
        if self.now() - row.read_at <= max_age {
            return Ok(Some(row));
        }
        let mut counts = PassResult::default();
        let ids = [row.order.remote.clone()];
        self.read_orders(&row.order.connection, flow, &ids, &mut counts).await?;
        Ok(self.store.read(|v| v.orders().get(key))?)
    }
}

fn take_in_one(
    tx: &Tx<'_>,
    order: &Order,
    read_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> std::result::Result<TakenIn, LedgerError> {
    let upsert = tx.orders().upsert(order, read_at)?;
    let nothing = TakenIn { changed: false, alarm: None };
    if upsert.outdated {
        return Ok(nothing);
    }
    let Some(row) = tx.orders().get(upsert.key)? else { return Ok(nothing) };
    let touched = !upsert.existed || upsert.changed.lines || upsert.changed.address || upsert.changed.status;
    if !upsert.existed {
        let text = format!("Taken in from the shop: {} units, {}.", row.order.lines.len(), row.order.status);
        tx.timeline().add(row.key, now, EventKind::Seen, &text, None)?;
    } else if touched {
        let text = format!("Changed at the platform: now {}.", row.order.status);
        let detail = json!({ "lines": upsert.changed.lines, "address": upsert.changed.address });
        tx.timeline().add(row.key, now, EventKind::Updated, &text, Some(detail))?;
    }
    let before = row.state;
    let told = parts::follow_platform(tx, &row, now)?;
    // An own-warehouse part that is all of the order takes the order with it.
    let Some(row) = tx.orders().get(upsert.key)? else { return Ok(nothing) };
    let alarm = react(tx, &row, upsert.existed && (upsert.changed.lines || upsert.changed.address), now)?.or(told);
    let after = tx.orders().get(row.key)?.and_then(|r| r.state);
    if touched || before != after {
        let shop = &row.order.connection;
        Engine::mark_due(tx, shop, &[Flow::PushStock], now)?;
        for partner in tx.connections().get(shop)?.map(|c| c.partners).unwrap_or_default() {
            Engine::mark_due(tx, &partner, AFTER_ORDERS, now)?;
        }
    }
    Ok(TakenIn { changed: touched || before != after, alarm: alarm.map(|r| (row.key, r)) })
}

/// What a copy means for an order in its state.
fn react(
    tx: &Tx<'_>,
    row: &OrderRow,
    content_changed: bool,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    use OrderState as S;
    let status = &row.order.status;
    match row.state {
        None if *status == PlatformStatus::Cancelled && row.order.paid_at.is_none() => {
            tx.orders().drop_unpaid(row.key)?;
            Ok(None)
        }
        Some(S::ShippedByPlatform) if *status == PlatformStatus::Completed => {
            move_to(tx, row, S::Completed, None, None, now)?;
            Ok(None)
        }
        Some(S::LeftToSeller) if parts::has_ended(row) => {
            move_to(tx, row, S::Archived, None, None, now)?;
            tx.timeline().add(row.key, now, EventKind::State, "Finished at the platform; archived here.", None)?;
            Ok(None)
        }
        Some(S::Delayed) if reserve::is_reserved(tx, row)? => reserve::follow_platform(tx, row, content_changed, now),
        Some(S::BeforeShopferry) if !row.overrides.past_start_line && *status != PlatformStatus::Cancelled => Ok(None),
        Some(S::Unfulfillable) if *status != PlatformStatus::Cancelled => Ok(None),
        Some(S::NeedsAttention) if is_sticky(row) && !content_changed && still_ours(row) => Ok(None),
        None => Ok(decide_in(tx, row, now)?.alarm),
        Some(s) if crate::decide::may_be_decided(Some(s)) => Ok(decide_in(tx, row, now)?.alarm),
        Some(s) if s.is_in_flight() => in_flight(tx, row, content_changed, now),
        Some(S::Shipped) => {
            cancelled::settle(tx, row, now)?;
            after_shipping(tx, row, now)
        }
        Some(S::Cancelled | S::CancelTooLate) => cancelled::settle(tx, row, now),
        Some(_) => Ok(None),
    }
}

fn is_sticky(row: &OrderRow) -> bool {
    row.reason.as_ref().is_some_and(|r| STICKY.contains(&r.code))
}

fn still_ours(row: &OrderRow) -> bool {
    row.order.is_seller_shipped()
        && matches!(row.order.status, PlatformStatus::AwaitingShipment | PlatformStatus::PartiallyShipping)
        && row.order.open_lines().next().is_some()
}

/// The fulfiller has it, or may have it.
fn in_flight(
    tx: &Tx<'_>,
    row: &OrderRow,
    content_changed: bool,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    if row.order.status == PlatformStatus::Cancelled || row.order.cancel_asked_at.is_some() {
        return cancelled::ask(tx, row, now);
    }
    if cancelled::nobody_asks(tx, row, now)? {
        return Ok(None);
    }
    if let Some(reason) = shipped_by_hand(tx, row)? {
        tx.orders().set_notice(row.key, Some(&reason))?;
        tx.timeline().add(row.key, now, EventKind::Fault, reason.code.text().sentence, None)?;
        return Ok(Some(reason));
    }
    if content_changed && row.order.lines.iter().any(shopferry_domain::OrderLine::is_open) && differs(tx, row)? {
        let reason = Reason::new(ReasonCode::ChangedAfterExport);
        tx.orders().set_notice(row.key, Some(&reason))?;
        tx.timeline().add(row.key, now, EventKind::Fault, reason.code.text().sentence, None)?;
        return Ok(Some(reason));
    }
    Ok(None)
}

/// Whether what the plan stands for is no longer what the buyer wants (F043).
pub(crate) fn differs(tx: &Tx<'_>, row: &OrderRow) -> std::result::Result<bool, LedgerError> {
    let exports = tx.exports().of_order(row.key)?;
    let Some(export) = exports.last() else { return Ok(false) };
    let planned = shopferry_domain::routing::plan_lines(&export.plan);
    let wanted: std::collections::BTreeSet<_> =
        row.order.lines.iter().filter(|l| l.is_wanted()).map(|l| l.id.clone()).collect();
    let same_address = row.order.ship_to.postcode.known().is_none()
        || (row.order.ship_to.postcode == export.plan.ship_to.postcode
            && row.order.ship_to.lines == export.plan.ship_to.lines);
    Ok(planned != wanted || !same_address)
}

/// Lines that carry a number which is not ours (F326): red notice, it may ship twice.
fn shipped_by_hand(tx: &Tx<'_>, row: &OrderRow) -> std::result::Result<Option<Reason>, LedgerError> {
    let packages = tx.packages().of_order(row.key)?;
    let ours = |number: &str| {
        packages.iter().any(|p| {
            [&p.number_sent, &p.amazon_number, &p.carrier_number].into_iter().any(|n| n.as_deref() == Some(number))
        })
    };
    let foreign = row.order.lines.iter().filter_map(|l| l.tracking.as_deref()).find(|n| !n.is_empty() && !ours(n));
    let queued = packages.iter().any(|p| p.number_sent.is_none() && p.state == shopferry_ledger::PackageState::Queued);
    Ok(foreign.filter(|_| !queued && row.notice.is_none()).map(|_| Reason::new(ReasonCode::MayShipTwice)))
}

/// Everything is in parcels; the platform's state follows to its end.
fn after_shipping(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Option<Reason>, LedgerError> {
    match (&row.order.status, row.state) {
        (PlatformStatus::Completed, Some(OrderState::Shipped)) => {
            move_to(tx, row, OrderState::Completed, None, None, now)?;
            tx.timeline().add(row.key, now, EventKind::State, "Completed at the platform.", None)?;
            Ok(None)
        }
        (PlatformStatus::Cancelled, Some(OrderState::Shipped)) => {
            let reason = Reason::new(ReasonCode::CancelTooLate);
            move_to(tx, row, OrderState::Cancelled, Some(reason.clone()), None, now)?;
            tx.timeline().add(
                row.key,
                now,
                EventKind::Cancel,
                "Cancelled at the platform after it was shipped.",
                None,
            )?;
            Ok(Some(reason))
        }
        _ => Ok(None),
    }
}
