//! Carrying out a decision: the state change and the outbox row in one transaction.

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_domain::routing::{Decision, Situation, decide};
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, Flow, JobKind, LedgerError, OrderKey, OrderRow, Tx, View};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;
use crate::situation::routing_settings;

/// States of an order that a new decision may replace.
pub(crate) fn may_be_decided(state: Option<OrderState>) -> bool {
    use OrderState as S;
    match state {
        None => true,
        Some(s) => s.is_before_export() || matches!(s, S::ShippedByPlatform | S::BeforeShopferry | S::Unfulfillable),
    }
}

/// The decision for an order as it stands in the ledger.
pub(crate) fn decision_for(
    view: &View<'_>,
    row: &OrderRow,
    now: DateTime<Utc>,
) -> std::result::Result<Decision, LedgerError> {
    let links = view.links().all(&row.order.connection)?;
    let settings = routing_settings(view, &row.order.connection)?;
    Ok(decide(&Situation {
        order: &row.order,
        links: &links,
        settings: &settings,
        overrides: &row.overrides,
        part: row.part,
        first_seen: row.state.is_none(),
        now,
    }))
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
    let decision = decision_for(tx, row, now)?;
    let Some(to) = decision.state() else {
        return Ok(Decided::default());
    };
    let reason = decision.reason().cloned();
    let until = match &decision {
        Decision::Hold { until, .. } => *until,
        _ => None,
    };
    let changed = row.state != Some(to) || row.reason != reason;
    move_to(tx, row, to, reason.clone(), until, now)?;
    if let Decision::Send { plan } = &decision {
        queue_export(tx, row, plan.key.as_str(), now)?;
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
fn queue_export(tx: &Tx<'_>, row: &OrderRow, key: &str, now: DateTime<Utc>) -> std::result::Result<(), LedgerError> {
    let shop = tx.connections().get(&row.order.connection)?;
    let Some(partner) = shop.and_then(|s| s.first_partner().cloned()) else { return Ok(()) };
    tx.outbox().put(JobKind::Export, key, &partner, Some(row.key), &json!({ "key": key }), now, now)?;
    Engine::mark_due(tx, &partner, &[Flow::Export], now)
}

fn sentence(to: OrderState, reason: Option<&Reason>) -> String {
    match (to, reason) {
        (OrderState::WaitingToExport, _) => "Ready: will be sent to Amazon.".to_owned(),
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
