//! What a person asks of the engine: retry, send anyway, cancel, archive, switch a flow.

use chrono::{DateTime, Utc};
use shopferry_domain::routing::Overrides;
use shopferry_domain::{ConnectionId, ListingSkuId, OrderState, ReasonCode};
use shopferry_ledger::{EventKind, Flow, LedgerError, OrderKey, OrderRow, Tx};

pub use crate::auto_link::unlinked_by_hand;
use crate::decide::{decide_in, may_be_decided, move_to};
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::flows::cadence_limits;
use crate::pass::PassResult;

impl Engine {
    /// Decides an order again after a person mended something (F053, F067). A part that Amazon has had gets the next number.
    ///
    /// # Errors
    /// The reason, when it still cannot go on.
    pub fn retry(&self, key: OrderKey) -> Result<()> {
        self.again(key, |_| {})
    }

    /// Skips the rest of the extra delay (F061): a kept order is let go, another is sent.
    ///
    /// # Errors
    /// The reason, when it cannot go on.
    pub fn send_now(&self, key: OrderKey) -> Result<()> {
        let now = self.now();
        let mut row = self.order(key)?;
        row.overrides.send_now = true;
        let reserved = self.store.write(|tx| {
            tx.orders().set_overrides(key, &row.overrides)?;
            crate::reserve::let_go_now(tx, &row, now)
        })?;
        if reserved {
            self.wake();
            return Ok(());
        }
        self.again(key, |row| row.overrides.send_now = true)
    }

    /// Accepts an order as it was exported although it changed since (F043): the mark goes.
    ///
    /// # Errors
    /// As the ledger.
    pub fn accept_change(&self, key: OrderKey) -> Result<()> {
        let now = self.now();
        let row = self.order(key)?;
        Ok(self.store.write(|tx| {
            if row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::ChangedAfterExport) {
                tx.orders().set_notice(key, None)?;
                tx.timeline().add(key, now, EventKind::Note, "The change was accepted as it is.", None)?;
            }
            Ok(())
        })?)
    }

    /// Cancels at the fulfiller and, only once it shows that, places the order anew as it is now (F043). What the
    /// fulfiller has cancelled already is placed at once, as the next part (features section 7).
    ///
    /// # Errors
    /// When it has nothing to cancel, or the flow is off.
    pub fn place_anew(&self, key: OrderKey) -> Result<()> {
        if Self::waits_to_be_placed_anew(&self.order(key)?) {
            return self.place_next_part(key);
        }
        self.cancel_at_fulfiller(key)?;
        let mut row = self.order(key)?;
        row.overrides.place_anew = true;
        Ok(self.store.write(|tx| tx.orders().set_overrides(key, &row.overrides))?)
    }

    /// Sends an order that asks for a decision, is kept back by a rule or lies before the start line (F067, F327,
    /// F328); logged.
    ///
    /// # Errors
    /// The reason, when it cannot go on.
    pub fn send_anyway(&self, key: OrderKey) -> Result<()> {
        self.again(key, |row| {
            row.overrides.allow_special = true;
            row.overrides.past_start_line = true;
            row.overrides.past_rules = true;
        })
    }

    fn again(&self, key: OrderKey, change: impl FnOnce(&mut OrderRow)) -> Result<()> {
        let now = self.now();
        let mut row = self.order(key)?;
        if !may_be_decided(row.state) {
            return Err(EngineError::refused(ReasonCode::NotAwaitingShipment));
        }
        let before = row.overrides.clone();
        change(&mut row);
        let refused = self.store.write(|tx| {
            tx.orders().set_overrides(key, &row.overrides)?;
            if row.overrides != before {
                let (old, new) = (serde_json::to_value(&before).ok(), serde_json::to_value(&row.overrides).ok());
                tx.audit().add(now, "override", row.order.remote.as_str(), old.as_ref(), new.as_ref())?;
            }
            tx.timeline().add(key, now, EventKind::Note, "Tried again by hand.", None)?;
            if tx.exports().of_order(key)?.iter().any(|e| e.part == row.part && e.accepted_at.is_some()) {
                row.part = row.part.next();
                tx.orders().set_part(key, row.part)?;
            }
            if OrderState::check_move(row.state, OrderState::New).is_ok() {
                tx.orders().set_state(key, OrderState::New, None, None, now)?;
            }
            let Some(row) = tx.orders().get(key)? else { return Ok(None) };
            decide_in(tx, &row, now)?;
            let after = tx.orders().get(key)?;
            Ok(after.filter(|r| r.state == Some(OrderState::NeedsAttention)).and_then(|r| r.reason))
        })?;
        self.wake();
        refused.map_or(Ok(()), |reason| Err(EngineError::Refused(reason)))
    }

    /// Asks the fulfiller to cancel, by hand.
    ///
    /// # Errors
    /// When it has nothing to cancel, or its flow is off.
    pub fn cancel_at_fulfiller(&self, key: OrderKey) -> Result<()> {
        let now = self.now();
        let row = self.order(key)?;
        let exports = self.store.read(|v| v.exports().of_order(key))?;
        let Some(export) = exports.last() else { return Err(EngineError::refused(ReasonCode::NotAwaitingShipment)) };
        if !matches!(
            row.state,
            Some(OrderState::Exporting | OrderState::Accepted | OrderState::Processing | OrderState::PartlyShipped)
        ) {
            return Err(EngineError::refused(ReasonCode::CancelTooLate));
        }
        if !self.is_on(&export.connection, Flow::CancelAtFulfiller)? {
            return Err(Self::flow_off());
        }
        self.store.write(|tx| {
            tx.timeline().add(key, now, EventKind::Note, "Cancel asked for by hand.", None)?;
            move_to(tx, &row, OrderState::CancelRequested, None, None, now)?;
            tx.orders().set_overrides(key, &Overrides { cancel_by_hand: true, ..row.overrides.clone() })?;
            crate::cancelled::queue(tx, &row, export, now)
        })?;
        self.wake();
        Ok(())
    }

    /// Puts an order out of the work lists (F055).
    ///
    /// # Errors
    /// When something is in flight.
    pub fn archive(&self, key: OrderKey) -> Result<()> {
        self.set_archived(key, OrderState::Archived)
    }

    /// Takes it back to the state before.
    ///
    /// # Errors
    /// When it is not archived, or nothing of it is left to take back (F039).
    pub fn unarchive(&self, key: OrderKey) -> Result<()> {
        let row = self.order(key)?;
        if row.cleared_at.is_some() {
            return Err(EngineError::refused(ReasonCode::UnlinkedCleared));
        }
        if row.state != Some(OrderState::Archived) {
            return Err(EngineError::refused(ReasonCode::NotAwaitingShipment));
        }
        let before = row.state_before.unwrap_or(OrderState::New);
        self.set_archived(key, before)
    }

    fn set_archived(&self, key: OrderKey, to: OrderState) -> Result<()> {
        let now = self.now();
        let row = self.order(key)?;
        Ok(self.store.write(|tx| {
            tx.orders().set_state(key, to, row.reason.clone(), None, now)?;
            let text = if to == OrderState::Archived { "Archived by hand." } else { "Taken back from the archive." };
            tx.timeline().add(key, now, EventKind::Note, text, None)
        })?)
    }

    /// Reads an order again now.
    ///
    /// # Errors
    /// As the platform.
    pub async fn refresh(&self, key: OrderKey) -> Result<()> {
        let row = self.order(key)?;
        let mut counts = PassResult::default();
        self.read_orders(&row.order.connection, Flow::PullOrders, &[row.order.remote], &mut counts).await?;
        self.wake();
        Ok(())
    }

    /// Links of some listings changed: orders that wait for them are decided again (F039, F192).
    ///
    /// # Errors
    /// As the ledger.
    pub fn links_changed(&self, shop: &ConnectionId, skus: &[ListingSkuId]) -> Result<u32> {
        let states: Vec<OrderState> =
            shopferry_domain::life::STATES.into_iter().filter(|s| s.is_before_export()).collect();
        let rows = self.store.read(|v| v.orders().in_states(shop, &states))?;
        let mut decided = 0;
        for row in rows.iter().filter(|r| r.order.lines.iter().any(|l| skus.contains(&l.listing_sku))) {
            decided += u32::from(self.decide_order(row.key)?);
        }
        let now = self.now();
        self.store.write(|tx| Self::mark_due(tx, shop, &[Flow::PushStock], now))?;
        self.wake();
        Ok(decided)
    }

    /// Pairing or start line changed: everything not yet exported is decided again (F324).
    ///
    /// # Errors
    /// As the ledger.
    pub fn decide_all(&self, shop: &ConnectionId) -> Result<u32> {
        let states: Vec<OrderState> =
            shopferry_domain::life::STATES.into_iter().filter(|s| s.is_before_export()).collect();
        let rows = self.store.read(|v| v.orders().in_states(shop, &states))?;
        let mut decided = 0;
        for row in rows {
            decided += u32::from(self.decide_order(row.key)?);
        }
        self.wake();
        Ok(decided)
    }

    /// Switches a flow, or changes its cadence (F019, F066). Export switched on for the first time draws the start
    /// line of the shops it ships for (F327).
    ///
    /// # Errors
    /// As the ledger, when the connection has no such flow, or when a writing one waits for its review (F017).
    pub fn switch_flow(&self, id: &ConnectionId, flow: Flow, on: bool, cadence_secs: Option<u32>) -> Result<()> {
        let now = self.now();
        self.check_switch(id, flow, on)?;
        self.store.write(|tx| {
            let row = tx.flows().get(id, flow)?;
            let mut row = row.ok_or(LedgerError::NotFound { table: "flows", key: format!("{id}/{}", flow.name()) })?;
            row.on = on;
            if let Some(secs) = cadence_secs {
                let (least, most) = cadence_limits(flow);
                row.cadence_secs = secs.clamp(least, most);
            }
            row.due_at = Some(now);
            tx.flows().save(&row)
        })?;
        if flow == Flow::Export && on {
            for shop in self.shops_of(id)? {
                self.draw_start_line(&shop)?;
            }
        }
        self.wake();
        Ok(())
    }

    /// Draws a shop's start line now, unless it has one or its fulfiller's export is off (F327).
    ///
    /// # Errors
    /// As the ledger.
    pub fn draw_start_line(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        let drawn = self.store.write(|tx| draw(tx, shop, now))?;
        if drawn {
            self.decide_all(shop)?;
        }
        Ok(())
    }

    fn order(&self, key: OrderKey) -> Result<OrderRow> {
        let row = self.store.read(|v| v.orders().get(key))?;
        row.ok_or_else(|| EngineError::Ledger(LedgerError::NotFound { table: "orders", key: key.0.to_string() }))
    }
}

fn draw(tx: &Tx<'_>, shop: &ConnectionId, now: DateTime<Utc>) -> std::result::Result<bool, LedgerError> {
    let Some(mut row) = tx.connections().get(shop)? else { return Ok(false) };
    let Some(partner) = row.first_partner().cloned() else { return Ok(false) };
    let on = tx.flows().get(&partner, Flow::Export)?.is_some_and(|f| f.on);
    if row.start_line.is_some() || !on || crate::permission::writing_refused(tx, &row)?.is_some() {
        return Ok(false);
    }
    row.start_line = Some(now);
    tx.connections().save(&row)?;
    Ok(true)
}
