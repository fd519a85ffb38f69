//! What a fulfillment order, read back, means for our order: state, parcels, and confirmations to queue (F080, F086, F091).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentPackage, FulfillmentStatus};
use shopferry_domain::package::lines_of_package;
use shopferry_domain::routing::plan_lines;
use shopferry_domain::tracking::number_to_send;
use shopferry_domain::{LineId, OrderState, Reason, ReasonCode, SellerSku};
use shopferry_ledger::{EventKind, ExportRow, Flow, JobKind, LedgerError, OrderRow, PackageRow, PackageState, Tx};

use crate::decide::{move_to, words};
use crate::engine::Engine;
use crate::error::Result;

impl Engine {
    /// Stores what was read and reacts; answers whether anything changed.
    pub(crate) fn apply_fulfillment(&self, export: &ExportRow, found: &FulfillmentOrder) -> Result<bool> {
        let now = self.now();
        if says_nothing_new(export, found) {
            self.store.write(|tx| tx.exports().set_read_at(&export.key, now))?;
            return Ok(false);
        }
        let early = self.takes_early_numbers(export)?;
        let outcome = self.store.write(|tx| apply(tx, export, found, early, now))?;
        if outcome.changed {
            // What it made due need not wait for the end of the pass that read it.
            self.wake();
            self.step(export.connection.as_str(), "fulfillment", export.key.as_str(), found.status.as_str());
        }
        if let Some((number, reason)) = outcome.alarm {
            self.alarm(export.order, &number, &reason);
        }
        Ok(outcome.changed)
    }
}

/// Most reads: waiting there as before, and still no parcel with a number that could be sent.
fn says_nothing_new(export: &ExportRow, found: &FulfillmentOrder) -> bool {
    let held = export.fulfillment.as_ref();
    found.packages.iter().all(|package| number_to_send(package, true).is_none())
        && export.accepted_at.is_some()
        && export.status.as_ref() == Some(&found.status)
        && held.is_some_and(|held| *held == FulfillmentOrder { postcode: None, ..found.clone() })
}

#[derive(Default)]
struct Applied {
    changed: bool,
    alarm: Option<(String, Reason)>,
}

fn apply(
    tx: &Tx<'_>,
    export: &ExportRow,
    found: &FulfillmentOrder,
    early: bool,
    now: DateTime<Utc>,
) -> std::result::Result<Applied, LedgerError> {
    let Some(mut export) = tx.exports().get(&export.key)? else { return Ok(Applied::default()) };
    let Some(row) = tx.orders().get(export.order)? else { return Ok(Applied::default()) };
    let mut changed = export.status.as_ref() != Some(&found.status);
    if changed {
        let text = format!("Amazon: {}.", found.status);
        tx.timeline().add(row.key, now, EventKind::FulfillerStatus, &text, None)?;
    }
    export.status = Some(found.status.clone());
    export.read_at = Some(now);
    export.accepted_at = export.accepted_at.or(Some(now));
    export.fulfillment = Some(FulfillmentOrder { postcode: None, ..found.clone() });
    tx.exports().save(&export)?;
    for package in &found.packages {
        changed |= package_seen(tx, &row, &export, package, early, now)?;
    }
    let row = tx.orders().get(export.order)?.unwrap_or(row);
    let alarm = follow(tx, &row, &export, found, now)?;
    changed |= alarm.is_some();
    Ok(Applied { changed, alarm: alarm.map(|r| (row.order.remote.to_string(), r)) })
}

/// Stores a parcel and queues its confirmation once it has a number.
fn package_seen(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    package: &FulfillmentPackage,
    early: bool,
    now: DateTime<Utc>,
) -> std::result::Result<bool, LedgerError> {
    let known = tx.packages().of_export(&export.key)?.into_iter().find(|p| p.package == package.id);
    let mut stored = known.clone().unwrap_or_else(|| PackageRow {
        export: export.key.clone(),
        package: package.id.clone(),
        carrier: None,
        carrier_number: None,
        amazon_number: None,
        shipped: false,
        contents: Vec::new(),
        lines: Vec::new(),
        number_sent: None,
        state: PackageState::Waiting,
        remote: None,
        reason: None,
        warning: None,
        first_seen_at: now,
        sent_at: None,
    });
    stored.carrier = package.carrier.clone().or(stored.carrier);
    stored.carrier_number = package.carrier_number.clone().or(stored.carrier_number);
    stored.amazon_number = package.amazon_number.clone().or(stored.amazon_number);
    stored.shipped |= package.shipped;
    if !package.contents.is_empty() {
        stored.contents.clone_from(&package.contents);
    }
    let number = number_to_send(package, early).map(str::to_owned);
    if stored.state == PackageState::Waiting && number.is_some() && !stored.contents.is_empty() {
        claim_lines(tx, row, export, &mut stored)?;
        if stored.lines.is_empty() {
            stored.state = PackageState::Noted;
            tx.timeline().add(
                row.key,
                now,
                EventKind::Package,
                "A further parcel of a line already shipped; its number is noted.",
                None,
            )?;
        } else {
            stored.state = PackageState::Queued;
            queue_confirmation(tx, row, &stored, now)?;
        }
    }
    let changed = known.as_ref() != Some(&stored);
    if changed {
        tx.packages().save(&stored)?;
    }
    Ok(changed)
}

/// The platform lines this parcel stands for; lines of other parcels are taken (F086).
fn claim_lines(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    stored: &mut PackageRow,
) -> std::result::Result<(), LedgerError> {
    let links = tx.links().all(&row.order.connection)?;
    let others = tx.packages().of_order(row.key)?;
    let mut taken: BTreeSet<LineId> =
        others.iter().filter(|p| p.package != stored.package).flat_map(|p| p.lines.iter().cloned()).collect();
    taken.extend(row.order.lines.iter().filter(|l| l.package.is_some()).map(|l| l.id.clone()));
    let contents: Vec<(SellerSku, u32)> = stored.contents.iter().map(|c| (c.sku.clone(), c.quantity)).collect();
    let part_lines = plan_lines(&export.plan);
    let found = lines_of_package(&row.order, &links, &part_lines, &taken, &contents);
    stored.lines = if found.ship.is_empty() { from_plan(export, &taken, stored) } else { found.ship };
    Ok(())
}

/// When links changed since the export, the plan itself still knows its lines.
fn from_plan(export: &ExportRow, taken: &BTreeSet<LineId>, stored: &PackageRow) -> Vec<LineId> {
    let mut lines = Vec::new();
    for packed in &stored.contents {
        let of_item = export.plan.items.iter().filter(|i| i.sku == packed.sku).flat_map(|i| &i.lines);
        let free = of_item.filter(|l| !taken.contains(*l) && !lines.contains(*l)).cloned();
        let wanted = usize::try_from(packed.quantity).unwrap_or(usize::MAX);
        lines.extend(free.take(wanted).collect::<Vec<_>>());
    }
    lines
}

/// Puts the confirmation of a parcel into the shop's outbox.
fn queue_confirmation(
    tx: &Tx<'_>,
    row: &OrderRow,
    package: &PackageRow,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let shop = &row.order.connection;
    let subject = format!("{}/{}", package.export, package.package);
    let payload = json!({ "key": package.export.as_str(), "package": package.package.as_str() });
    tx.outbox().put(JobKind::ConfirmShipment, &subject, shop, Some(row.key), &payload, now, now)?;
    let text = format!("A parcel with {} lines has a number; the platform will be told.", package.lines.len());
    tx.timeline().add(row.key, now, EventKind::Package, &text, None)?;
    Engine::mark_due(tx, shop, &[Flow::PushTracking], now)
}

/// The state that follows (features section 3).
fn follow(
    tx: &Tx<'_>,
    row: &OrderRow,
    export: &ExportRow,
    found: &FulfillmentOrder,
    now: DateTime<Utc>,
) -> std::result::Result<Option<Reason>, LedgerError> {
    use FulfillmentStatus as F;
    use OrderState as S;
    let Some(state) = row.state else { return Ok(None) };
    if state == S::CancelRequested {
        // The cancel's own delivery reads and settles; it is due now that the fulfiller's state changed.
        Engine::mark_due(tx, &export.connection, &[Flow::CancelAtFulfiller], now)?;
        return Ok(None);
    }
    if !matches!(state, S::Accepted | S::Processing | S::PartlyShipped) {
        return Ok(None);
    }
    let any_shipped = found.packages.iter().any(|p| p.shipped);
    let (to, reason) = match &found.status {
        F::Cancelled => (S::NeedsAttention, Some(Reason::new(ReasonCode::CancelledAtAmazon))),
        F::Unfulfillable | F::Invalid if !any_shipped => {
            (S::Unfulfillable, Some(Reason::about(ReasonCode::AmazonUnfulfillable, found.status.to_string())))
        }
        F::Complete => (S::Shipped, None),
        F::CompletePartialled | F::Unfulfillable | F::Invalid => {
            (S::Shipped, Some(Reason::new(ReasonCode::UnitsMissing)))
        }
        _ if all_shipped(found) => (S::Shipped, None),
        _ if any_shipped => (S::PartlyShipped, None),
        F::Planning | F::Processing if state == S::Accepted => (S::Processing, None),
        _ => return Ok(None),
    };
    if to == state || OrderState::check_move(Some(state), to).is_err() {
        return Ok(None);
    }
    if reason.as_ref().is_some_and(|r| r.code == ReasonCode::UnitsMissing) {
        tx.orders().set_notice(row.key, reason.as_ref())?;
    }
    let kept = reason.clone().filter(|_| to != S::Shipped);
    move_to(tx, row, to, kept, None, now)?;
    let text = format!("Now {}.", words(to));
    let detail = reason.as_ref().map(|r| json!({ "code": r.code.name(), "about": r.detail }));
    tx.timeline().add(row.key, now, EventKind::State, &text, detail)?;
    Engine::mark_due(tx, &row.order.connection, &[Flow::PushStock], now)?;
    Ok(reason)
}

/// Every wanted unit is in a parcel that has left.
fn all_shipped(found: &FulfillmentOrder) -> bool {
    let wanted: u32 = found.items.iter().map(|i| i.quantity.saturating_sub(i.cancelled + i.unfulfillable)).sum();
    let left: u32 = found.packages.iter().filter(|p| p.shipped).flat_map(|p| &p.contents).map(|c| c.quantity).sum();
    wanted > 0 && left >= wanted
}
