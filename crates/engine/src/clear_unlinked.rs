//! Orders without a linked line go after three days; what the seller still has to ship stays, with a warning (F039).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{ConnectionId, OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, LedgerError, OrderRow, Tx};

use crate::engine::Engine;
use crate::error::Result;

/// Kept for so long after it was taken in.
const KEPT: TimeDelta = TimeDelta::hours(72);

/// What became of an order whose three days are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It went on, or ends in another way.
    NotOurs,
    /// The seller must still ship it; warned of now.
    Warned,
    /// The same, warned of before.
    Kept,
    /// A stub.
    Cleared,
}

impl Engine {
    /// Clears what is over, warns of what is not; each warning is given once.
    pub(crate) fn clear_unlinked(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        let due = self.store.read(|v| v.orders().unlinked_since(shop, now - KEPT))?;
        let mut cleared = false;
        for row in due {
            let number = row.order.remote.to_string();
            match self.store.write(|tx| end(tx, &row, now))? {
                Fate::Warned => self.alarm(row.key, &number, &Reason::new(ReasonCode::UnlinkedKept)),
                Fate::Cleared => {
                    cleared = true;
                    self.step(shop.as_str(), "cleared", &number, "");
                }
                Fate::NotOurs | Fate::Kept => {}
            }
        }
        if cleared {
            self.store.truncate_log()?;
        }
        Ok(())
    }
}

fn end(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Fate, LedgerError> {
    let links = tx.links().all(&row.order.connection)?;
    let linked = row.order.lines.iter().any(|l| links.get(&l.listing_sku).is_some());
    if linked || !tx.exports().of_order(row.key)?.is_empty() || !tx.order_parts().of(row.key)?.is_empty() {
        // Unlinked again later, it is noted anew.
        if row.state != Some(OrderState::Unlinked) {
            tx.orders().forget_unlinked(row.key)?;
        }
        return Ok(Fate::NotOurs);
    }
    if is_expected(row) {
        return if row.state == Some(OrderState::Unlinked) { warn(tx, row, now) } else { Ok(Fate::Kept) };
    }
    if row.state.is_none_or(|s| OrderState::check_move(Some(s), OrderState::Archived).is_err()) {
        return Ok(Fate::Kept);
    }
    let reason = Reason::new(ReasonCode::UnlinkedCleared);
    tx.orders().clear(row, reason.clone(), now)?;
    tx.timeline().add(row.key, now, EventKind::State, reason.code.text().sentence, None)?;
    Ok(Fate::Cleared)
}

/// The platform waits for the seller to ship something of it.
fn is_expected(row: &OrderRow) -> bool {
    let waits = matches!(
        row.order.status,
        PlatformStatus::Unpaid
            | PlatformStatus::OnHold
            | PlatformStatus::AwaitingShipment
            | PlatformStatus::PartiallyShipping
    );
    waits && row.order.is_seller_shipped() && row.order.open_lines().next().is_some()
}

fn warn(tx: &Tx<'_>, row: &OrderRow, now: DateTime<Utc>) -> std::result::Result<Fate, LedgerError> {
    let reason = Reason::new(ReasonCode::UnlinkedKept);
    if row.notice.as_ref() == Some(&reason) {
        return Ok(Fate::Kept);
    }
    tx.orders().set_notice(row.key, Some(&reason))?;
    tx.timeline().add(row.key, now, EventKind::Fault, reason.code.text().sentence, None)?;
    Ok(Fate::Warned)
}
