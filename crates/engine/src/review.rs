//! Seeing the cases of a review, skipping them, accepting it (F017).

use std::collections::BTreeMap;

use serde_json::json;
use shopferry_domain::order::{OrderType, PlatformStatus};
use shopferry_domain::review::ReviewCase;
use shopferry_domain::{ConnectionId, Money, Order, Reason, ReasonCode, RemoteOrderId};
use shopferry_ledger::{Event, EventKind, LedgerError, OrderQuery, OrderRow, View};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::permission::{review_key, review_of};

/// The newest orders that are looked at for cases.
const LOOKED_AT: u32 = 500;

/// Which cases the newest orders of a shop show, each with one that does.
///
/// # Errors
/// As the ledger.
pub fn seen_cases(
    view: &View<'_>,
    shop: &ConnectionId,
) -> std::result::Result<BTreeMap<ReviewCase, RemoteOrderId>, LedgerError> {
    let query = OrderQuery { connection: Some(shop.clone()), limit: LOOKED_AT, ..OrderQuery::default() };
    let mut seen = BTreeMap::new();
    for summary in view.orders().list(&query)?.0 {
        let Some(row) = view.orders().get(summary.key)? else { continue };
        let events = view.timeline().of(row.key)?;
        for case in ReviewCase::ALL {
            if !seen.contains_key(&case) && shows(&row, &events, case) {
                seen.insert(case, row.order.remote.clone());
            }
        }
    }
    Ok(seen)
}

fn shows(row: &OrderRow, events: &[Event], case: ReviewCase) -> bool {
    let order = &row.order;
    match case {
        ReviewCase::Normal => order.kind == OrderType::Normal && order.is_seller_shipped() && order.paid_at.is_some(),
        ReviewCase::Discounts => {
            let given =
                |m: &Option<Money>| m.as_ref().is_some_and(|m| !m.amount.is_zero() && m.amount.is_sign_positive());
            given(&order.money.seller_discount) || given(&order.money.platform_discount)
        }
        ReviewCase::PartialShipment => order.status == PlatformStatus::PartiallyShipping || partly_packed(order),
        ReviewCase::Cancel => {
            let cancelled = order.status == PlatformStatus::Cancelled || order.lines.iter().any(|l| !l.is_wanted());
            cancelled || order.cancel_asked_at.is_some()
        }
        ReviewCase::ChangedBefore => change_at(events, false),
        ReviewCase::ChangedAfter => {
            let marked = row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::ChangedAfterExport);
            marked || change_at(events, true)
        }
        // The platform's orders do not tell it.
        ReviewCase::PreOwned => false,
    }
}

fn partly_packed(order: &Order) -> bool {
    let wanted = || order.lines.iter().filter(|l| l.is_wanted());
    wanted().any(|l| l.package.is_some()) && wanted().any(|l| l.package.is_none())
}

/// A change of lines or address, before or after the order was placed at the fulfiller.
fn change_at(events: &[Event], after: bool) -> bool {
    let placed = events.iter().position(|e| matches!(e.kind, EventKind::Intent | EventKind::Accepted));
    events.iter().enumerate().any(|(i, e)| {
        let part = |name: &str| e.detail.as_ref().and_then(|d| d.get(name)).and_then(serde_json::Value::as_bool);
        let changed = e.kind == EventKind::Updated && (part("lines") == Some(true) || part("address") == Some(true));
        changed && placed.is_some_and(|at| i > at) == after
    })
}

impl Engine {
    /// Records that a person skips a case, or takes that back.
    ///
    /// # Errors
    /// As the ledger.
    pub fn skip_review_case(&self, shop: &ConnectionId, case: ReviewCase, skip: bool) -> Result<()> {
        self.connection(shop)?;
        let now = self.now();
        Ok(self.store.write(|tx| {
            let mut review = review_of(tx, shop)?;
            if skip {
                review.skipped.insert(case, now)
            } else {
                review.skipped.remove(&case)
            };
            tx.settings().set(&review_key(shop), &review)?;
            let after = json!({ "case": case.name(), "skipped": skip });
            tx.audit().add(now, "review", shop.as_str(), None, Some(&after))
        })?)
    }

    /// Accepts the review: the shop's writing flows may be switched on from now on.
    ///
    /// # Errors
    /// When a case was neither seen nor skipped, or the shop may not be written to at all.
    pub fn accept_review(&self, shop: &ConnectionId) -> Result<()> {
        let row = self.connection(shop)?;
        let now = self.now();
        let refused = self.store.write(|tx| {
            if let Some(reason) = crate::permission::writing_refused(tx, &row)?
                && reason.code != ReasonCode::ReviewNeeded
            {
                return Ok(Some(reason));
            }
            let mut review = review_of(tx, shop)?;
            let seen = seen_cases(tx, shop)?;
            let open = review.open_cases(&seen);
            if !open.is_empty() {
                let names: Vec<_> = open.iter().map(|c| c.name().replace('_', " ")).collect();
                return Ok(Some(Reason::about(ReasonCode::ReviewCaseOpen, names.join(", "))));
            }
            let before = serde_json::to_value(&review).ok();
            review.accepted_at = Some(now);
            review.seen = seen;
            tx.settings().set(&review_key(shop), &review)?;
            let after = serde_json::to_value(&review).ok();
            tx.audit().add(now, "review", shop.as_str(), before.as_ref(), after.as_ref())?;
            Ok(None)
        })?;
        if let Some(reason) = refused {
            return Err(EngineError::Refused(reason));
        }
        // Exports may be on for another shop of the same fulfiller: this one's line is drawn now (F327).
        self.draw_start_line(shop)
    }
}
