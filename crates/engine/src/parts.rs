//! Parts of an order beside its main one: for the own warehouse, or left to the seller (F011, F040, F041, F055).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::routing::{Decision, Split};
use shopferry_domain::{LineId, OrderState, PartNumber, Reason, ReasonCode};
use shopferry_ledger::{EventKind, LedgerError, OrderRow, PartRoute, PartRow, Tx};

/// Brings the stored parts in line with a split. A part that was taken over or has ended stays as it is.
pub(crate) fn reconcile(
    tx: &Tx<'_>,
    row: &OrderRow,
    decision: &Decision,
    split: &Split,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let known = tx.order_parts().of(row.key)?;
    let settled: BTreeSet<LineId> =
        known.iter().filter(|p| is_settled(p)).flat_map(|p| p.lines.iter().cloned()).collect();
    let whole = matches!(decision, Decision::OwnWarehouse { .. });
    let applies = whole
        || matches!(decision, Decision::Send { .. } | Decision::Reserve { .. })
        || matches!(decision, Decision::Hold { state: OrderState::Delayed, .. })
        || (matches!(decision, Decision::Refuse { state: OrderState::NeedsAttention, .. }) && split.decision.is_some());
    for part in known.iter().filter(|p| !is_settled(p)) {
        tx.order_parts().forget(row.key, part.part)?;
    }
    if !applies {
        return Ok(());
    }
    let wanted = [(PartRoute::OwnWarehouse, &split.own), (PartRoute::Seller, &split.seller)];
    let mut number = next_number(row, &known, whole);
    for (route, lines) in wanted {
        let lines: Vec<LineId> = lines.iter().filter(|l| !settled.contains(*l)).cloned().collect();
        if lines.is_empty() {
            continue;
        }
        let same = known.iter().find(|p| !is_settled(p) && p.route == route && p.lines == lines);
        let part = same.map_or(number, |p| p.part);
        if same.is_none() {
            number = number.next();
        }
        tx.order_parts().put(&new_part(row, part, route, lines, same, now))?;
        if same.is_none() {
            tx.timeline().add(row.key, now, EventKind::Decided, sentence(route), None)?;
        }
    }
    Ok(())
}

fn new_part(
    row: &OrderRow,
    part: PartNumber,
    route: PartRoute,
    lines: Vec<LineId>,
    same: Option<&PartRow>,
    now: DateTime<Utc>,
) -> PartRow {
    let (state, code) = match route {
        PartRoute::OwnWarehouse => (OrderState::WaitingToExport, ReasonCode::OwnWarehouse),
        PartRoute::Seller => (OrderState::LeftToSeller, ReasonCode::UnlinkedLine),
    };
    PartRow {
        order: row.key,
        part,
        connection: row.order.connection.clone(),
        route,
        lines,
        state,
        state_since: same.map_or(now, |p| p.state_since),
        reason: Some(Reason::new(code)),
        taken_at: None,
    }
}

/// Numbers are never re-used: after the main part's, after those that were given out before.
fn next_number(row: &OrderRow, known: &[PartRow], whole: bool) -> PartNumber {
    let last = known.iter().map(|p| p.part).max();
    let first = if whole { row.part } else { row.part.next() };
    last.map_or(first, |n| n.next().max(first))
}

/// Taken over, or ended: a new split leaves it alone.
fn is_settled(part: &PartRow) -> bool {
    part.taken_at.is_some() || !matches!(part.state, OrderState::WaitingToExport | OrderState::LeftToSeller)
}

fn sentence(route: PartRoute) -> &'static str {
    match route {
        PartRoute::OwnWarehouse => "A part of it is for your own warehouse.",
        PartRoute::Seller => "A part of it is left to you; nothing of it is sent.",
    }
}

/// What the platform's copy means for the parts: shipped, completed or cancelled there ends them (F055).
///
/// Answers what a person should hear of.
pub(crate) fn follow_platform(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> Result<Option<Reason>, LedgerError> {
    let mut told = None;
    for mut part in tx.order_parts().of(row.key)? {
        let lines: Vec<_> = row.order.lines.iter().filter(|l| part.lines.contains(&l.id)).collect();
        let cancelled = lines.iter().all(|l| !l.is_wanted());
        let gone = lines.iter().all(|l| !l.is_wanted() || !l.is_open());
        let to = match (part.route, part.state) {
            (PartRoute::Seller, OrderState::LeftToSeller) if gone || has_ended(row) => OrderState::Archived,
            (PartRoute::OwnWarehouse, OrderState::WaitingToExport) if cancelled || is_cancelled(row) => {
                OrderState::Cancelled
            }
            (PartRoute::OwnWarehouse, OrderState::Accepted) if cancelled => OrderState::Cancelled,
            (
                PartRoute::OwnWarehouse,
                OrderState::WaitingToExport | OrderState::Accepted | OrderState::PartlyShipped,
            ) if gone => OrderState::Shipped,
            _ => continue,
        };
        let before = part.state;
        if before == OrderState::Accepted && to == OrderState::Cancelled {
            told = Some(cancelled_in_work(tx, row, &mut part, now)?);
        }
        part.state = to;
        part.state_since = now;
        part.reason = None;
        tx.order_parts().put(&part)?;
        // The part is all of the order: the order goes with it.
        if before != OrderState::WaitingToExport && row.state == Some(before) && is_whole(tx, row, &part)? {
            tx.orders().set_state(row.key, to, None, None, now)?;
        }
    }
    Ok(told)
}

/// Whether an own-warehouse part is all of its order.
pub(crate) fn is_whole(tx: &Tx<'_>, row: &OrderRow, part: &PartRow) -> Result<bool, LedgerError> {
    Ok(part.route == PartRoute::OwnWarehouse && part.part == row.part && tx.exports().of_order(row.key)?.is_empty())
}

/// Cancelled at the platform after the own warehouse took it over: a person must stop it.
fn cancelled_in_work(
    tx: &Tx<'_>,
    row: &OrderRow,
    part: &mut PartRow,
    now: DateTime<Utc>,
) -> Result<Reason, LedgerError> {
    let reason = Reason::new(ReasonCode::OwnCancelled);
    part.state = OrderState::CancelRequested;
    tx.order_parts().put(part)?;
    if row.state == Some(OrderState::Accepted) && is_whole(tx, row, part)? {
        tx.orders().set_state(row.key, OrderState::CancelRequested, None, None, now)?;
    }
    tx.orders().set_notice(row.key, Some(&reason))?;
    tx.timeline().add(row.key, now, EventKind::Cancel, reason.code.text().sentence, None)?;
    Ok(reason)
}

fn is_cancelled(row: &OrderRow) -> bool {
    row.order.status == PlatformStatus::Cancelled
}

/// The platform shows the order shipped, completed or cancelled.
pub(crate) fn has_ended(row: &OrderRow) -> bool {
    matches!(
        row.order.status,
        PlatformStatus::AwaitingCollection
            | PlatformStatus::InTransit
            | PlatformStatus::Delivered
            | PlatformStatus::Completed
            | PlatformStatus::Cancelled
    )
}
