//! Warehouses that the shop marked as Amazon's: only Amazon's own numbers, and a stop before the platform closes the
//! warehouse (F092). The platform closes one at five wrong parcels; we stop at three.

use shopferry_domain::{ConnectionId, Reason, ReasonCode, WarehouseId};
use shopferry_ledger::{Flow, LedgerError, OrderRow, PackageRow, StrikeKind, Tx, View};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;

/// So much stops a warehouse.
pub const STRIKES_MAX: u32 = 3;

/// The order's warehouse, when the shop marked it as Amazon's.
pub(crate) fn guarded(view: &View<'_>, row: &OrderRow) -> std::result::Result<Option<WarehouseId>, LedgerError> {
    let settings = view.settings().shop(&row.order.connection)?;
    let warehouse = row.order.warehouse.clone();
    Ok(warehouse.filter(|w| settings.amazon_warehouses.contains(w)))
}

/// Why a number must not go to the platform for this order: it is not Amazon's for it, or its warehouse is stopped.
/// `package` is the Amazon parcel that it came from; none = typed in or from elsewhere.
///
/// # Errors
/// As the ledger.
pub fn guard(
    view: &View<'_>,
    row: &OrderRow,
    package: Option<&PackageRow>,
    number: &str,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let Some(warehouse) = guarded(view, row)? else { return Ok(None) };
    let own = match package {
        None => false,
        Some(package) => {
            let told = [&package.carrier_number, &package.amazon_number].into_iter().flatten();
            let is_its_own = told.map(|n| n.trim()).any(|n| n == number);
            let export = view.exports().get(&package.export)?;
            let for_it =
                export.is_some_and(|e| e.order == row.key && e.plan.display_number == row.order.remote.as_str());
            is_its_own && for_it
        }
    };
    if !own {
        return Ok(Some(Reason::about(ReasonCode::NotAmazonsNumber, number)));
    }
    let count = view.parcel_strikes().count(&row.order.connection, &warehouse)?;
    Ok((count >= STRIKES_MAX).then(|| Reason::about(ReasonCode::WarehouseStopped, warehouse.as_str())))
}

/// Counts something against the order's warehouse; answers whether that stopped it.
pub(crate) fn strike(
    tx: &Tx<'_>,
    row: &OrderRow,
    kind: StrikeKind,
    subject: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<bool, LedgerError> {
    let Some(warehouse) = guarded(tx, row)? else { return Ok(false) };
    let shop = &row.order.connection;
    let new = tx.parcel_strikes().put(shop, &warehouse, kind, subject, now)?;
    Ok(new && tx.parcel_strikes().count(shop, &warehouse)? == STRIKES_MAX)
}

impl Engine {
    /// Tells a person that a warehouse was stopped.
    pub(crate) fn warehouse_stopped(&self, row: &OrderRow) {
        let text = ReasonCode::WarehouseStopped.text();
        self.step(row.order.connection.as_str(), "warehouse_stopped", row.order.remote.as_str(), "");
        self.notify(NoticeKind::Red, text.sentence, text.cure.to_owned(), Some(row.key));
    }

    /// A person has looked at a stopped warehouse: its confirmations go on.
    ///
    /// # Errors
    /// As the ledger.
    pub fn reset_warehouse(&self, shop: &ConnectionId, warehouse: &WarehouseId) -> Result<()> {
        let now = self.now();
        self.store.write(|tx| {
            tx.parcel_strikes().clear(shop, warehouse, now)?;
            for mut job in tx.outbox().waiting(Some(shop))? {
                let waits = job.reason.as_ref().is_some_and(|r| r.code == ReasonCode::WarehouseStopped);
                if waits && job.status == shopferry_ledger::JobStatus::Queued {
                    job.due_at = now;
                    tx.outbox().save(&job)?;
                }
            }
            Self::mark_due(tx, shop, &[Flow::PushTracking], now)
        })?;
        self.wake();
        Ok(())
    }
}
