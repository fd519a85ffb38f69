//! Parcels as the fulfiller shows them: which lines each stands for, and what follows for its number (F086, F089, F091).

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentPackage, PackedUnits};
use shopferry_domain::package::{LineShare, MatchedParcel, lines_of_package};
use shopferry_domain::routing::plan_lines;
use shopferry_domain::tracking::{NumberRules, ParcelNumbers, number_to_send};
use shopferry_domain::{LineId, Reason, ReasonCode, SellerSku};
use shopferry_ledger::{EventKind, ExportRow, Flow, JobKind, LedgerError, OrderRow, PackageRow, PackageState, Tx};

use crate::engine::Engine;
use crate::error::Result;

type Stored<T> = std::result::Result<T, LedgerError>;

/// What a shop's settings and region say about numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ParcelRules {
    /// Which number goes first.
    pub(crate) numbers: NumberRules,
    /// One correction is made by itself (F089).
    pub(crate) correct: bool,
    /// So long after the first upload; none = the platform decides.
    pub(crate) correct_within: Option<TimeDelta>,
}

/// One reading of an export's parcels.
pub(crate) struct Seen<'a> {
    /// The order.
    pub(crate) row: &'a OrderRow,
    /// The export.
    pub(crate) export: &'a ExportRow,
    /// Rules of its shop.
    pub(crate) rules: &'a ParcelRules,
    /// Now.
    pub(crate) now: DateTime<Utc>,
}

impl Engine {
    /// The rules for the parcels of an export, from its shop's settings and region (F089, F091, F430).
    pub(crate) fn parcel_rules(&self, export: &ExportRow) -> Result<ParcelRules> {
        let Some(row) = self.store.read(|v| v.orders().get(export.order))? else { return Ok(ParcelRules::default()) };
        let shop = &row.order.connection;
        let settings = self.store.read(|v| v.settings().shop(shop))?;
        let Ok(port) = self.sales(shop) else { return Ok(ParcelRules::default()) };
        let region = port.region();
        Ok(ParcelRules {
            numbers: NumberRules {
                early: settings.early_numbers.unwrap_or(region.takes_early_numbers),
                spares_usps: region.may_refuse_usps,
            },
            correct: settings.correct_tracking,
            correct_within: region.correction.within_hours.map(|hours| TimeDelta::hours(i64::from(hours))),
        })
    }
}

/// The numbers of a stored parcel.
pub(crate) fn numbers_of(package: &PackageRow) -> ParcelNumbers<'_> {
    ParcelNumbers {
        carrier: package.carrier.as_deref(),
        carrier_number: package.carrier_number.as_deref(),
        amazon_number: package.amazon_number.as_deref(),
        rejected: &package.rejected,
    }
}

/// Takes in what the fulfiller shows; answers whether anything changed.
pub(crate) fn take_in(
    tx: &Tx<'_>,
    seen: &Seen<'_>,
    found: &FulfillmentOrder,
    alarms: &mut Vec<Reason>,
) -> Stored<bool> {
    let known = tx.packages().of_export(&seen.export.key)?;
    let mut changed = false;
    let mut replaced = gone(tx, seen, &known, found, &mut changed)?;
    for package in &found.packages {
        let before = known.iter().find(|p| p.package == package.id);
        let mut stored = match before {
            Some(known) => known.clone(),
            None => takes_over(tx, seen, package, &mut replaced)?,
        };
        read_into(&mut stored, package);
        follow(tx, seen, &mut stored, alarms)?;
        if before != Some(&stored) {
            tx.packages().save(&stored)?;
            changed = true;
        }
    }
    Ok(changed)
}

/// Parcels that the fulfiller gave up: their lines are free again. Those that the platform was told of are answered, so
/// that the parcel with the same contents takes their place.
fn gone(
    tx: &Tx<'_>,
    seen: &Seen<'_>,
    known: &[PackageRow],
    found: &FulfillmentOrder,
    changed: &mut bool,
) -> Stored<Vec<PackageRow>> {
    let missing =
        |p: &&PackageRow| p.state != PackageState::Gone && !found.packages.iter().any(|shown| shown.id == p.package);
    let mut told = Vec::new();
    for package in known.iter().filter(missing) {
        if package.state == PackageState::Sent {
            told.push(package.clone());
            continue;
        }
        retire(tx, seen, package)?;
        *changed = true;
    }
    Ok(told)
}

fn retire(tx: &Tx<'_>, seen: &Seen<'_>, package: &PackageRow) -> Stored<()> {
    let mut package = package.clone();
    package.state = PackageState::Gone;
    package.set_shares(Vec::new());
    package.reason = Some(Reason::new(ReasonCode::ParcelReplaced));
    tx.packages().save(&package)?;
    tx.timeline().add(seen.row.key, seen.now, EventKind::Package, "Amazon gave a parcel up.", None)
}

/// A new parcel. When it holds what a parcel held that is gone and of which the platform was told, it stands for it.
fn takes_over(
    tx: &Tx<'_>,
    seen: &Seen<'_>,
    package: &FulfillmentPackage,
    replaced: &mut Vec<PackageRow>,
) -> Stored<PackageRow> {
    let mut stored = PackageRow::new(seen.export.key.clone(), package.id.clone(), seen.now);
    let Some(at) = replaced.iter().position(|old| units(&old.contents) == units(&package.contents)) else {
        return Ok(stored);
    };
    let old = replaced.remove(at);
    stored.set_shares(old.shares());
    stored.number_sent.clone_from(&old.number_sent);
    stored.remote.clone_from(&old.remote);
    stored.corrections = old.corrections;
    stored.sent_at = old.sent_at;
    stored.state = PackageState::Sent;
    retire(tx, seen, &old)?;
    Ok(stored)
}

fn units(contents: &[PackedUnits]) -> Vec<(&SellerSku, u32)> {
    let mut units: Vec<_> = contents.iter().map(|c| (&c.sku, c.quantity)).collect();
    units.sort();
    units
}

fn read_into(stored: &mut PackageRow, package: &FulfillmentPackage) {
    stored.carrier = package.carrier.clone().or(stored.carrier.take());
    stored.carrier_number = package.carrier_number.clone().or(stored.carrier_number.take());
    stored.amazon_number = package.amazon_number.clone().or(stored.amazon_number.take());
    stored.shipped |= package.shipped;
    if !package.contents.is_empty() {
        stored.contents.clone_from(&package.contents);
    }
}

/// What follows from a parcel's numbers in its state.
fn follow(tx: &Tx<'_>, seen: &Seen<'_>, stored: &mut PackageRow, alarms: &mut Vec<Reason>) -> Stored<()> {
    let number = number_to_send(numbers_of(stored), seen.rules.numbers).map(str::to_owned);
    match (stored.state, number) {
        (PackageState::Waiting, Some(_)) if !stored.contents.is_empty() => {
            claim_lines(tx, seen, stored)?;
            stored.reason = None;
            if stored.lines.is_empty() {
                stored.state = PackageState::Noted;
                let text = "A further parcel of a line already shipped; its number is noted.";
                return tx.timeline().add(seen.row.key, seen.now, EventKind::Package, text, None);
            }
            stored.state = PackageState::Queued;
            queue_confirmation(tx, seen.row, stored, false, seen.now)
        }
        // The number that was refused gives way to the other one, once that exists (F091).
        (PackageState::Failed, Some(_)) if !stored.rejected.is_empty() && is_about_the_number(stored) => {
            stored.state = PackageState::Queued;
            stored.reason = None;
            queue_confirmation(tx, seen.row, stored, false, seen.now)
        }
        (PackageState::Sent, Some(number)) => number_changed(tx, seen, stored, &number, alarms),
        _ => Ok(()),
    }
}

fn is_about_the_number(stored: &PackageRow) -> bool {
    use ReasonCode as R;
    let codes = [R::TrackingRefused, R::NumberUsed, R::NumberFormat, R::UspsNotTheirs, R::NumberIsPlatforms];
    stored.reason.as_ref().is_some_and(|r| codes.contains(&r.code))
}

/// The number that was sent is none of the parcel's any more: corrected once, else only told (F089).
fn number_changed(
    tx: &Tx<'_>,
    seen: &Seen<'_>,
    stored: &mut PackageRow,
    number: &str,
    alarms: &mut Vec<Reason>,
) -> Stored<()> {
    let sent = stored.number_sent.as_deref();
    let still = [&stored.carrier_number, &stored.amazon_number].into_iter().flatten().any(|n| Some(n.trim()) == sent);
    let told = |r: &Reason| r.detail.as_deref().is_some_and(|d| d.contains(number));
    if still || sent.is_none() || stored.reason.as_ref().is_some_and(told) {
        return Ok(());
    }
    let open = seen.rules.correct_within.is_none_or(|span| stored.sent_at.is_none_or(|at| seen.now - at < span));
    if seen.rules.correct && open && stored.corrections == 0 && stored.progress.delivered_at.is_none() {
        return queue_confirmation(tx, seen.row, stored, true, seen.now);
    }
    let reason = Reason::about(ReasonCode::NumberChanged, number);
    stored.reason = Some(reason.clone());
    let text = reason.code.text().sentence;
    tx.timeline().add(seen.row.key, seen.now, EventKind::Package, text, Some(json!({ "number": number })))?;
    alarms.push(reason);
    Ok(())
}

/// What another parcel holds, and the shares of lines that were told with it.
type Held = (Vec<(SellerSku, u32)>, Vec<LineShare>);

/// The platform lines this parcel stands for; those of other parcels are taken (F086).
fn claim_lines(tx: &Tx<'_>, seen: &Seen<'_>, stored: &mut PackageRow) -> Stored<()> {
    let links = tx.links().all(&seen.row.order.connection)?;
    let others: Vec<Held> = tx
        .packages()
        .of_order(seen.row.key)?
        .into_iter()
        .filter(|p| (&p.export, &p.package) != (&stored.export, &stored.package))
        .filter(|p| !matches!(p.state, PackageState::Waiting | PackageState::Gone))
        .map(|p| (contents(&p), p.shares()))
        .collect();
    let earlier: Vec<MatchedParcel<'_>> =
        others.iter().map(|(contents, ship)| MatchedParcel { contents, ship }).collect();
    let part_lines = plan_lines(&seen.export.plan);
    let found = lines_of_package(&seen.row.order, &links, &part_lines, &earlier, &contents(stored));
    let shares = match found.ship.is_empty() && found.note.is_empty() {
        true => from_plan(seen, &others, stored),
        false => found.ship,
    };
    stored.set_shares(shares);
    Ok(())
}

fn contents(package: &PackageRow) -> Vec<(SellerSku, u32)> {
    package.contents.iter().map(|c| (c.sku.clone(), c.quantity)).collect()
}

/// When links changed since the export, the plan itself still knows its lines.
fn from_plan(seen: &Seen<'_>, others: &[Held], stored: &PackageRow) -> Vec<LineShare> {
    let order = &seen.row.order;
    let taken = |id: &LineId| {
        let elsewhere = others.iter().flat_map(|(_, ship)| ship).any(|share| share.line == *id);
        elsewhere || !order.lines.iter().any(|l| l.id == *id && l.is_wanted() && l.package.is_none())
    };
    let mut lines: Vec<LineId> = Vec::new();
    for packed in &stored.contents {
        let of_item = seen.export.plan.items.iter().filter(|i| i.sku == packed.sku).flat_map(|i| &i.lines);
        let free = of_item.filter(|l| !taken(l) && !lines.contains(*l)).cloned();
        let wanted = usize::try_from(packed.quantity).unwrap_or(usize::MAX);
        let free: Vec<LineId> = free.take(wanted).collect();
        lines.extend(free);
    }
    lines.into_iter().map(LineShare::whole).collect()
}

/// Puts the confirmation of a parcel, or the correction of its number, into the shop's outbox.
pub(crate) fn queue_confirmation(
    tx: &Tx<'_>,
    row: &OrderRow,
    package: &PackageRow,
    correct: bool,
    now: DateTime<Utc>,
) -> Stored<()> {
    let shop = &row.order.connection;
    let subject = format!("{}/{}", package.export, package.package);
    let payload = json!({ "key": package.export.as_str(), "package": package.package.as_str(), "correct": correct });
    tx.outbox().put(JobKind::ConfirmShipment, &subject, shop, Some(row.key), &payload, now, now)?;
    let text = if correct {
        "Amazon changed the number of a parcel; the platform will be told once.".to_owned()
    } else {
        format!("A parcel with {} lines has a number; the platform will be told.", package.lines.len())
    };
    tx.timeline().add(row.key, now, EventKind::Package, &text, None)?;
    Engine::mark_due(tx, shop, &[Flow::PushTracking], now)
}
