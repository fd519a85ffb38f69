//! Watch only: what would be written now by each flow, decided by the very rules that will write (F017, F316).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shopferry_domain::plan::{ExportPlan, items_for};
use shopferry_domain::routing::Decision;
use shopferry_domain::{ConnectionId, OrderState, ReasonCode, RemoteOrderId, SellerSku};
use shopferry_ledger::{JobKind, LedgerError, OrderKey, OrderRow, View};

use crate::decide::decision_for;

/// An order that would go to the fulfiller.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchedOrder {
    /// Our number.
    pub key: OrderKey,
    /// The platform's.
    pub number: RemoteOrderId,
    /// What would be sent.
    pub plan: ExportPlan,
    /// Paid before the start line: it stays until a person sends it (F327).
    pub stays: bool,
}

/// A call that waits for its flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedCall {
    /// Order.
    pub key: OrderKey,
    /// The platform's number.
    pub number: RemoteOrderId,
    /// Tracking number, or our key at the fulfiller.
    pub about: String,
}

/// Our plan against what the fulfiller really got by another way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Orders whose units agree.
    pub same: u32,
    /// Orders whose units differ.
    pub different: Vec<RemoteOrderId>,
}

/// What the flows of one shop would write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Watch {
    /// Orders that would go, earliest first.
    pub orders: Vec<WatchedOrder>,
    /// Orders that would not, by reason.
    pub left_out: BTreeMap<ReasonCode, u32>,
    /// Tracking numbers that would be confirmed.
    pub tracking: Vec<WatchedCall>,
    /// Cancels that would be asked for.
    pub cancels: Vec<WatchedCall>,
    /// Against what another program sent.
    pub compared: Compared,
    /// Listings without a link: their stock is left alone.
    pub unlinked: u32,
}

/// Looks at one shop. Nothing is written anywhere.
///
/// # Errors
/// As the ledger.
pub fn watch(view: &View<'_>, shop: &ConnectionId, now: DateTime<Utc>) -> Result<Watch, LedgerError> {
    let mut watch = Watch::default();
    let states: Vec<OrderState> = shopferry_domain::life::STATES.into_iter().filter(|s| s.is_before_export()).collect();
    let line = view.connections().get(shop)?.and_then(|c| c.start_line).unwrap_or(now);
    for row in view.orders().in_states(shop, &states)? {
        look_at(view, row, line, now, &mut watch)?;
    }
    let counts = view.orders().counts_by_state(Some(shop))?;
    for (state, code) in [
        (OrderState::BeforeShopferry, ReasonCode::BeforeStartLine),
        (OrderState::ShippedByPlatform, ReasonCode::PlatformShipping),
    ] {
        let count = counts.get(&state).copied().unwrap_or(0);
        if count > 0 {
            let entry = watch.left_out.entry(code).or_default();
            *entry = entry.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        }
    }
    watch.tracking = waiting(view, shop, JobKind::ConfirmShipment)?;
    watch.cancels = waiting(view, shop, JobKind::CancelAtFulfiller)?;
    watch.compared = compare(view, shop)?;
    watch.unlinked = u32::try_from(view.listings().unlinked(shop)?.len()).unwrap_or(u32::MAX);
    Ok(watch)
}

/// Decides as if exports were on: only the start line is left aside, and said.
fn look_at(
    view: &View<'_>,
    mut row: OrderRow,
    line: DateTime<Utc>,
    now: DateTime<Utc>,
    watch: &mut Watch,
) -> Result<(), LedgerError> {
    let by_hand = row.overrides.past_start_line;
    row.overrides.past_start_line = true;
    let decision = decision_for(view, &row, now)?;
    match &decision {
        Decision::Send { plan, .. } | Decision::Reserve { plan, .. } => watch.orders.push(WatchedOrder {
            key: row.key,
            number: row.order.remote.clone(),
            plan: (**plan).clone(),
            stays: !by_hand && row.order.paid_or_placed_at() < line,
        }),
        other => {
            let code = other.reason().map_or(ReasonCode::NotAwaitingShipment, |r| r.code);
            let entry = watch.left_out.entry(code).or_default();
            *entry = entry.saturating_add(1);
        }
    }
    Ok(())
}

/// Jobs of the shop's orders that wait for a flow.
fn waiting(view: &View<'_>, shop: &ConnectionId, kind: JobKind) -> Result<Vec<WatchedCall>, LedgerError> {
    let mut calls = Vec::new();
    for job in view.outbox().waiting(None)?.into_iter().filter(|j| j.kind == kind) {
        let Some(order) = job.order.map(|key| view.orders().get(key)).transpose()?.flatten() else { continue };
        if order.order.connection != *shop {
            continue;
        }
        let number = match kind {
            JobKind::ConfirmShipment => view.packages().of_order(order.key)?.into_iter().find_map(|p| {
                let ours = job.subject == format!("{}/{}", p.export, p.package);
                p.carrier_number.or(p.amazon_number).filter(|_| ours)
            }),
            _ => None,
        };
        let about = number.unwrap_or(job.subject);
        calls.push(WatchedCall { key: order.key, number: order.order.remote, about });
    }
    Ok(calls)
}

/// Orders that another program placed and that were adopted: would ours have been the same?
fn compare(view: &View<'_>, shop: &ConnectionId) -> Result<Compared, LedgerError> {
    let mut compared = Compared::default();
    let Some(row) = view.connections().get(shop)? else { return Ok(compared) };
    let links = view.links().all(shop)?;
    for partner in &row.partners {
        for open in view.exports().open(partner)? {
            let Some(export) = view.exports().get(&open.key)?.filter(|e| e.adopted) else { continue };
            let Some(order) = view.orders().get(export.order)?.filter(|o| o.order.connection == *shop) else {
                continue;
            };
            let ours = items_for(order.order.lines.iter().filter(|l| l.is_wanted()), &links);
            let units = |items: &[shopferry_domain::plan::PlanItem]| -> BTreeMap<SellerSku, u32> {
                items.iter().map(|i| (i.sku.clone(), i.quantity)).collect()
            };
            if units(&ours) == units(&export.plan.items) {
                compared.same = compared.same.saturating_add(1);
            } else {
                compared.different.push(order.order.remote);
            }
        }
    }
    Ok(compared)
}
