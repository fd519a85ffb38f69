//! What needs a person, most urgent first (F200).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{
    ConnectionHealth, JobKind, JobStatus, LedgerError, OrderQuery, OrderSort, OrderSummary, SortBy, View,
};

use crate::handlers::app::small;
use crate::handlers::connection_troubles;
use crate::handlers::unlisted::unlisted;
use crate::wire::home::{AttentionGroup, AttentionItem, AttentionKind};
use crate::wire::reason::ReasonView;

/// A deadline this near is shown.
const NEAR: TimeDelta = TimeDelta::hours(24);
/// Items shown of each kind.
const SHOWN: usize = 5;
/// Rows looked at.
const LOOKED_AT: u32 = 1_000;

/// The groups that hold anything.
pub(crate) fn groups(view: &View<'_>, now: DateTime<Utc>) -> Result<Vec<AttentionGroup>, LedgerError> {
    let mut found: Vec<(AttentionKind, Vec<AttentionItem>)> = vec![(AttentionKind::SignIn, sign_in(view)?)];
    let stuck = orders(view, &[OrderState::NeedsAttention, OrderState::Unlinked, OrderState::Unfulfillable], false)?;
    let unlinked = |o: &OrderSummary| o.reason.as_ref().is_some_and(|r| r.code == ReasonCode::NotLinked);
    found.push((AttentionKind::Connection, connection_troubles::items(view, now)?));
    found.push((AttentionKind::Deadline, deadlines(view, now)?));
    found.push((AttentionKind::Unlinked, stuck.iter().filter(|o| unlinked(o)).map(item).collect()));
    found.push((AttentionKind::Order, stuck.iter().filter(|o| !unlinked(o)).map(item).collect()));
    found.push((AttentionKind::Red, red(view)?));
    found.push((AttentionKind::Tracking, tracking(view)?));
    found.push((AttentionKind::Stock, stock(view, now)?));
    found.push((AttentionKind::Run, runs(view)?));
    found.push((AttentionKind::SetAside, set_aside(view)?));
    let group = |(kind, mut items): (AttentionKind, Vec<AttentionItem>)| {
        let count = small(items.len() as u64);
        items.truncate(SHOWN);
        (count > 0).then_some(AttentionGroup { kind, count, items })
    };
    Ok(found.into_iter().filter_map(group).collect())
}

fn orders(view: &View<'_>, states: &[OrderState], noticed: bool) -> Result<Vec<OrderSummary>, LedgerError> {
    let sort = OrderSort { by: SortBy::ShipBy, descending: false };
    let query = OrderQuery {
        states: states.to_vec(),
        noticed,
        unlisted: unlisted(view)?,
        sort,
        limit: LOOKED_AT,
        ..OrderQuery::default()
    };
    Ok(view.orders().list(&query)?.0)
}

fn item(order: &OrderSummary) -> AttentionItem {
    AttentionItem {
        title: order.number.to_string(),
        order: Some(order.key.0.to_string()),
        connection: Some(order.connection.to_string()),
        reason: order.reason.as_ref().map(ReasonView::from),
        since: order.state_since,
        due: order.ship_by,
    }
}

fn sign_in(view: &View<'_>) -> Result<Vec<AttentionItem>, LedgerError> {
    let rows = view.connections().all()?;
    let waiting = rows.iter().filter(|c| c.enabled && c.health == ConnectionHealth::NeedsSignIn);
    Ok(waiting
        .map(|c| AttentionItem {
            title: c.name.clone(),
            order: None,
            connection: Some(c.id.to_string()),
            reason: Some(ReasonView::from(&c.health_reason.clone().unwrap_or(Reason::new(ReasonCode::NeedsSignIn)))),
            since: c.created_at,
            due: None,
        })
        .collect())
}

/// Not shipped yet, and to be handed over within a day.
fn deadlines(view: &View<'_>, now: DateTime<Utc>) -> Result<Vec<AttentionItem>, LedgerError> {
    let open = [
        OrderState::OnHold,
        OrderState::New,
        OrderState::Delayed,
        OrderState::BlockedByRule,
        OrderState::NeedsAttention,
        OrderState::Unlinked,
        OrderState::WaitingToExport,
        OrderState::Exporting,
        OrderState::Accepted,
        OrderState::Processing,
        OrderState::PartlyShipped,
    ];
    let near = |o: &&OrderSummary| o.ship_by.is_some_and(|by| by <= now + NEAR);
    Ok(orders(view, &open, false)?.iter().filter(near).map(item).collect())
}

fn red(view: &View<'_>) -> Result<Vec<AttentionItem>, LedgerError> {
    let mut rows = orders(view, &[OrderState::CancelTooLate], false)?;
    for noticed in orders(view, &[], true)? {
        // An unlinked one stands in its own group already.
        if !matches!(noticed.state, OrderState::CancelTooLate | OrderState::Archived | OrderState::Unlinked) {
            rows.push(noticed);
        }
    }
    let marked = |o: &OrderSummary| {
        let reason = o.notice.as_ref().or(o.reason.as_ref()).map(ReasonView::from);
        AttentionItem { reason, ..item(o) }
    };
    Ok(rows.iter().map(marked).collect())
}

fn tracking(view: &View<'_>) -> Result<Vec<AttentionItem>, LedgerError> {
    let mut items = Vec::new();
    let jobs = view.outbox().recent(LOOKED_AT)?;
    for job in jobs.iter().filter(|j| j.kind == JobKind::ConfirmShipment && j.status == JobStatus::Dead) {
        let Some(order) = job.order.map(|key| view.orders().get(key)).transpose()?.flatten() else { continue };
        items.push(AttentionItem {
            title: order.order.remote.to_string(),
            order: Some(order.key.0.to_string()),
            connection: Some(job.connection.to_string()),
            reason: job.reason.as_ref().map(ReasonView::from),
            since: job.finished_at.unwrap_or(job.created_at),
            due: order.order.deadlines.ship_by,
        });
    }
    Ok(items)
}

fn stock(view: &View<'_>, now: DateTime<Utc>) -> Result<Vec<AttentionItem>, LedgerError> {
    let mut items = Vec::new();
    for connection in view.connections().all()?.iter().filter(|c| c.enabled) {
        for row in view.listing_stock().all(&connection.id)? {
            let Some(reason) = row.reason.filter(|r| !r.code.text().passing) else { continue };
            if reason.code == ReasonCode::NotLinked {
                continue;
            }
            let listing = view.listings().get(&connection.id, &row.sku)?;
            items.push(AttentionItem {
                title: listing.map_or_else(|| row.sku.to_string(), |l| l.title),
                order: None,
                connection: Some(connection.id.to_string()),
                reason: Some(ReasonView::from(&reason)),
                since: row.pushed_at.or(row.platform_read_at).unwrap_or(now),
                due: None,
            });
        }
    }
    Ok(items)
}

fn runs(view: &View<'_>) -> Result<Vec<AttentionItem>, LedgerError> {
    let mut items = Vec::new();
    for connection in view.connections().all()?.iter().filter(|c| c.enabled) {
        if connection.health == ConnectionHealth::NeedsSignIn {
            continue;
        }
        for flow in view.flows().of(&connection.id)?.into_iter().filter(|f| f.on && f.failures > 0) {
            // A passing fault is shown once it has come twice in a row.
            let Some(reason) = flow.last_reason.filter(|r| !r.code.text().passing || flow.failures > 1) else {
                continue;
            };
            items.push(AttentionItem {
                title: format!("{}: {}", connection.name, flow.flow.name().replace('_', " ")),
                order: None,
                connection: Some(connection.id.to_string()),
                reason: Some(ReasonView::from(&reason)),
                since: flow.last_ok_at.unwrap_or(connection.created_at),
                due: None,
            });
        }
    }
    Ok(items)
}

fn set_aside(view: &View<'_>) -> Result<Vec<AttentionItem>, LedgerError> {
    let open = view.set_aside().open(None)?;
    Ok(open
        .iter()
        .map(|record| AttentionItem {
            title: record.subject.clone(),
            order: None,
            connection: Some(record.connection.to_string()),
            reason: Some(ReasonView::from(&Reason::about(ReasonCode::Malformed, record.fault.clone()))),
            since: record.first_at,
            due: None,
        })
        .collect())
}
