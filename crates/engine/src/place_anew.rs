//! Placing an order anew after Amazon cancelled it: the next part, by a person's click (features section 7).

use shopferry_domain::{OrderState, ReasonCode};
use shopferry_ledger::{EventKind, OrderKey, OrderRow};

use crate::decide::decide_in;
use crate::engine::Engine;
use crate::error::{EngineError, Result};

impl Engine {
    /// Whether Amazon has cancelled the order although the buyer still wants it.
    pub(crate) fn waits_to_be_placed_anew(row: &OrderRow) -> bool {
        let told = row.notice.as_ref().or(row.reason.as_ref()).map(|r| r.code);
        matches!(row.state, Some(OrderState::Cancelled | OrderState::NeedsAttention))
            && told == Some(ReasonCode::WithdrawnTooLate)
    }

    /// Makes the next part of an order that Amazon cancelled and the buyer still wants.
    ///
    /// # Errors
    /// When the order is not cancelled here or no longer wanted, or its rules refuse it.
    pub(crate) fn place_next_part(&self, key: OrderKey) -> Result<()> {
        let now = self.now();
        let row = self.store.read(|v| v.orders().get(key))?;
        let wanted = row.filter(|r| {
            let by_amazon = r.reason.as_ref().is_some_and(|reason| reason.code == ReasonCode::WithdrawnTooLate);
            (r.state == Some(OrderState::Cancelled) || (r.state == Some(OrderState::NeedsAttention) && by_amazon))
                && r.order.cancel_asked_at.is_none()
                && r.order.open_lines().next().is_some()
        });
        let Some(row) = wanted else { return Err(EngineError::refused(ReasonCode::NotAwaitingShipment)) };
        let refused = self.store.write(|tx| {
            let used = tx.exports().of_order(key)?.iter().any(|e| e.part == row.part);
            if used {
                tx.orders().set_part(key, row.part.next())?;
            }
            tx.orders().set_state(key, OrderState::New, None, None, now)?;
            tx.orders().set_notice(key, None)?;
            tx.timeline().add(key, now, EventKind::Note, "Placed anew by hand, as the next part.", None)?;
            let Some(row) = tx.orders().get(key)? else { return Ok(None) };
            decide_in(tx, &row, now)?;
            let after = tx.orders().get(key)?;
            Ok(after.filter(|r| r.state == Some(OrderState::NeedsAttention)).and_then(|r| r.reason))
        })?;
        self.wake();
        refused.map_or(Ok(()), |reason| Err(EngineError::Refused(reason)))
    }
}
