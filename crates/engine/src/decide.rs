//! Carrying out a decision: the state change and the outbox row in one transaction.

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::routing::{Decision, Situation, Split, decide, other_currency, split};
use shopferry_domain::{ConnectionId, OrderState, Reason, ReasonCode, hold};
use shopferry_ledger::{EventKind, Flow, JobKind, LedgerError, OrderKey, OrderRow, Tx, View};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;
use crate::situation::{note_stocked, routing_settings};
use crate::{parts, reserve};

/// States of an order that a new decision may replace.
pub(crate) fn may_be_decided(state: Option<OrderState>) -> bool {
    use OrderState as S;
    match state {
        None => true,
        Some(s) => s.is_before_export() || matches!(s, S::ShippedByPlatform | S::BeforeShopferry | S::Unfulfillable),
    }
}

/// The decision for an order as it stands in the ledger.
///
/// # Errors
/// As the ledger.
pub fn decision_for(view: &View<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Decision, LedgerError> {
    Ok(decision_and_split(view, row, now)?.0)
}

/// The decision, and who ships which line.
fn decision_and_split(
    view: &View<'_>,
    row: &OrderRow,
    now: DateTime<Utc>,
) -> std::result::Result<(Decision, Split), LedgerError> {
    let links = view.links().all(&row.order.connection)?;
    let mut settings = routing_settings(view, &row.order.connection)?;
    note_stocked(view, &mut settings, &row.order, &links)?;
    let decision = decide(&Situation {
        order: &row.order,
        links: &links,
        settings: &settings,
        overrides: &row.overrides,
        part: row.part,
        first_seen: row.state.is_none(),
        released_at: released_at(row, now),
        now,
    });
    Ok((decision, split(&row.order, &links, &settings.chosen, &row.overrides)))
}

/// When the order left the platform's window: as noted, else now when it is seen leaving it (features section 5).
fn released_at(row: &OrderRow, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let leaves = row.state == Some(OrderState::OnHold) && !hold::must_wait(&row.order, now);
    row.released_at.or_else(|| leaves.then_some(now))
}

/// What the carrying out of a decision asks for outside the transaction.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    /// The state changed.
    pub changed: bool,
    /// A person should hear of it.
    pub alarm: Option<Reason>,
}

impl Engine {
    /// Decides an order anew and stores the outcome. Nothing happens to orders that are with the fulfiller or finished.
    pub(crate) fn decide_order(&self, key: OrderKey) -> Result<bool> {
        let now = self.now();
        let (decided, number) = self.store.write(|tx| {
            let Some(row) = tx.orders().get(key)? else { return Ok((Decided::default(), String::new())) };
            let number = row.order.remote.to_string();
            Ok((decide_in(tx, &row, now)?, number))
        })?;
        if decided.changed {
            self.step("engine", "decided", &number, "");
        }
        if let Some(reason) = decided.alarm {
            self.alarm(key, &number, &reason);
        }
        Ok(decided.changed)
    }

    /// Tells a person that an order cannot go on.
    pub(crate) fn alarm(&self, key: OrderKey, number: &str, reason: &Reason) {
        let text = reason.code.text();
        let kind = match reason.code {
            ReasonCode::CancelTooLate | ReasonCode::MayShipTwice => NoticeKind::Red,
            _ => NoticeKind::ExportFailed,
        };
        self.notify(
            kind,
            &format!("Order {number} needs attention"),
            format!("{} {}", text.sentence, text.cure),
            Some(key),
        );
    }
}

/// Decides inside a transaction.
pub(crate) fn decide_in(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Decided, LedgerError> {
    if !may_be_decided(row.state) {
        return Ok(Decided::default());
    }
    if reserve::is_reserved(tx, row)? {
        reserve::reschedule(tx, row, now)?;
        return Ok(Decided::default());
    }
    let (decision, split) = decision_and_split(tx, row, now)?;
    let Some(to) = decision.state() else {
        return Ok(Decided::default());
    };
    let reason = decision.reason();
    let until = match &decision {
        Decision::Hold { until, .. } => *until,
        Decision::Reserve { until, .. } => Some(*until),
        _ => None,
    };
    if row.released_at.is_none() && !matches!(to, OrderState::OnHold) && !hold::must_wait(&row.order, now) {
        let situated = released_at(row, now)
            .unwrap_or_else(|| hold::window_ends_at(&row.order).max(row.order.updated_at).min(now));
        tx.orders().set_released(row.key, situated)?;
    }
    let changed = row.state != Some(to) || row.reason != reason;
    move_to(tx, row, to, reason.clone(), until, now)?;
    if let Some((plan, through)) = decision.plan() {
        queue_export(tx, row, plan.key.as_str(), through, now)?;
    }
    parts::reconcile(tx, row, &decision, &split, now)?;
    if to != OrderState::Unlinked && row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::UnlinkedKept) {
        tx.orders().set_notice(row.key, None)?;
    }
    if row.notice.is_none()
        && let Some(reason) = other_currency(&row.order, &tx.settings().shop(&row.order.connection)?)
    {
        tx.orders().set_notice(row.key, Some(&reason))?;
    }
    if changed {
        let text = sentence(to, reason.as_ref());
        let detail = reason.as_ref().map(|r| json!({ "code": r.code.name(), "about": r.detail }));
        tx.timeline().add(row.key, now, EventKind::Decided, &text, detail)?;
    }
    let alarm = reason.filter(|r| changed && to == OrderState::NeedsAttention && !r.code.text().passing);
    Ok(Decided { changed, alarm })
}

/// Moves an order along the table; a move that needs *New* in between takes it (features section 3).
pub(crate) fn move_to(
    tx: &Tx<'_>,
    row: &OrderRow,
    to: OrderState,
    reason: Option<Reason>,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    let direct = OrderState::check_move(row.state, to).is_ok();
    if !direct && OrderState::check_move(row.state, OrderState::New).is_ok() {
        tx.orders().set_state(row.key, OrderState::New, None, None, now)?;
    }
    tx.orders().set_state(row.key, to, reason, until, now)
}

/// Puts the export into the outbox of the shop's fulfiller and marks its flow as due.
fn queue_export(
    tx: &Tx<'_>,
    row: &OrderRow,
    key: &str,
    through: &ConnectionId,
    now: DateTime<Utc>,
) -> std::result::Result<(), LedgerError> {
    tx.outbox().put(JobKind::Export, key, through, Some(row.key), &json!({ "key": key }), now, now)?;
    Engine::mark_due(tx, through, &[Flow::Export], now)
}

fn sentence(to: OrderState, reason: Option<&Reason>) -> String {
    match (to, reason) {
        (OrderState::WaitingToExport, None) => "Ready: will be sent to Amazon.".to_owned(),
        (_, Some(reason)) => match &reason.detail {
            Some(detail) => format!("{} ({detail})", reason.code.text().sentence),
            None => reason.code.text().sentence.to_owned(),
        },
        (OrderState::Cancelled, None) => "Cancelled before anything was sent.".to_owned(),
        (state, None) => format!("Now {}.", words(state)),
    }
}

/// A state in words.
pub(crate) fn words(state: OrderState) -> &'static str {
    use OrderState as S;
    match state {
        S::OnHold => "on hold",
        S::New => "new",
        S::Delayed => "delayed",
        S::BlockedByRule => "blocked by a rule",
        S::NeedsAttention => "in need of attention",
        S::WaitingToExport => "waiting to be exported",
        S::Exporting => "being exported",
        S::Accepted => "accepted by Amazon",
        S::Processing => "being processed by Amazon",
        S::PartlyShipped => "partly shipped",
        S::Shipped => "shipped",
        S::Completed => "completed",
        S::CancelRequested => "being cancelled",
        S::Cancelled => "cancelled",
        S::CancelTooLate => "cancelled too late",
        S::Unfulfillable => "unfulfillable",
        S::ShippedByPlatform => "shipped by the platform",
        S::BeforeShopferry => "from before Shopferry",
        S::LeftToSeller => "left to the seller",
        S::Unlinked => "unlinked",
        S::Archived => "archived",
    }
}
