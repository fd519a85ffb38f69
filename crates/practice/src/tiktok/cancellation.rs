//! Cancelling: the buyer's requests, the seller's and the platform's cancellations, and what they do to stock
//! (tiktok-shop fact sheet 11.1 and 11.2).

use super::agenda::Due;
use super::order::{Initiator, OrderStatus};
use super::passing::{ANSWER_MS, HOLD_MS, REFUND_MS};
use super::refusal::Refusal;
use super::shop::Shop;

/// The seller's reasons for paid orders.
pub const SELLER_REASONS: [&str; 4] = [
    "seller_cancel_reason_out_of_stock",
    "seller_cancel_reason_wrong_price",
    "seller_cancel_paid_reason_address_not_deliver",
    "seller_cancel_paid_reason_buyer_requested_cancellation",
];
/// The seller's reasons for unpaid orders.
pub const SELLER_UNPAID_REASONS: [&str; 4] = [
    "seller_cancel_unpaid_reason_out_of_stock",
    "seller_cancel_unpaid_reason_wrong_price",
    "seller_cancel_unpaid_reason_buyer_hasnt_paid_within_time_allowed",
    "seller_cancel_unpaid_reason_buyer_requested_cancellation",
];
/// Reasons for rejecting a buyer's request.
pub const REJECT_REASONS: [(&str, &str); 4] = [
    ("order_manage_list_action_respond_popup_reject_reason_invalid_cancellation_reason", "Invalid cancellation reason"),
    ("order_manage_list_action_respond_popup_reject_reason_delivered", "Product is already delivered"),
    ("order_manage_list_action_respond_popup_reject_reason_buyer_agree", "Reached an agreement with the buyer"),
    ("seller_reject_apply_product_has_been_packed", "Product has been packed"),
];
const BUYER_REASONS: [&str; 4] = ["created_by_mistakes", "no_longer_needed", "better_price", "wrong_delivery_info"];
const BUYER_REASON_PREFIX: &str = "ecom_order_to_ship_canceled_reason_";

/// How far a cancellation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelState {
    /// The seller has to decide.
    Pending,
    /// Agreed; the refund is on its way.
    Success,
    /// Rejected by the seller or taken back by the buyer.
    Dropped,
    /// Refunded.
    Complete,
}

/// One cancellation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// The platform's id.
    pub id: String,
    /// The order.
    pub order_id: String,
    /// The lines that it is about.
    pub line_ids: Vec<String>,
    /// Who wants it.
    pub by: Initiator,
    /// The reason's name.
    pub reason: String,
    /// True for a buyer's request that the seller decides.
    pub is_request: bool,
    /// How far it is.
    pub state: CancelState,
    /// When it was made.
    pub created_ms: i64,
    /// Last change.
    pub updated_ms: i64,
    /// The seller's answer is due by then.
    pub answer_by_ms: Option<i64>,
}

impl Shop {
    /// The buyer cancels: at once while unpaid, on hold or within an hour of payment; later it is a request that
    /// the seller decides. Answers the cancellation's id.
    ///
    /// # Errors
    /// If there is no such order, a request is open already, or the order is shipped or over.
    pub fn request_cancel(&mut self, id: &str, now_ms: i64) -> Result<String, Refusal> {
        let pick = self.chance.below(BUYER_REASONS.len() as u64) as usize;
        let reason = format!("{BUYER_REASON_PREFIX}{}", BUYER_REASONS.get(pick).copied().unwrap_or("no_longer_needed"));
        let order = self.order_mut(id)?;
        let in_window = order.paid_ms.is_none_or(|paid_ms| now_ms - paid_ms < HOLD_MS);
        let line_ids = open_unpacked(order);
        match order.status() {
            OrderStatus::Unpaid | OrderStatus::OnHold => {
                self.cancel_now(id, line_ids, reason, Initiator::Buyer, now_ms)
            }
            OrderStatus::AwaitingShipment if in_window => {
                self.cancel_now(id, line_ids, reason, Initiator::Buyer, now_ms)
            }
            OrderStatus::AwaitingShipment | OrderStatus::PartiallyShipping => {
                if order.asked_to_cancel_ms.is_some() {
                    return Err(Refusal::new(25_001_010, format!("order {id} has an open cancel request already")));
                }
                order.asked_to_cancel_ms = Some(now_ms);
                order.touch(now_ms);
                let cancel_id = self.record(id, line_ids, reason, Initiator::Buyer, CancelState::Pending, now_ms);
                self.agenda.plan(now_ms + ANSWER_MS, Due::AnswerLapsed(cancel_id.clone()));
                Ok(cancel_id)
            }
            status => Err(Refusal::new(25_001_045, format!("order {id} is {}: it cannot be cancelled", status.word()))),
        }
    }

    /// The buyer takes the open request back.
    ///
    /// # Errors
    /// If there is no such order or no open request.
    pub fn withdraw_cancel(&mut self, id: &str, now_ms: i64) -> Result<(), Refusal> {
        self.order_mut(id)?;
        if self.drop_requests(id, now_ms) {
            Ok(())
        } else {
            Err(Refusal::world(format!("order {id} has no open cancel request")))
        }
    }

    /// Cancels all lines that have not been shipped, on behalf of `by`.
    ///
    /// # Errors
    /// If there is no such order, or the carrier has it, or it is over.
    pub fn cancel(&mut self, id: &str, by: Initiator, now_ms: i64) -> Result<String, Refusal> {
        let order = self.order_mut(id)?;
        let status = order.status();
        if status >= OrderStatus::AwaitingCollection {
            return Err(Refusal::new(25_001_045, format!("order {id} is {}: it cannot be cancelled", status.word())));
        }
        let line_ids = open_unpacked(order);
        let unpaid = status == OrderStatus::Unpaid;
        let reason = match by {
            Initiator::Buyer => format!("{BUYER_REASON_PREFIX}no_longer_needed"),
            Initiator::Seller if unpaid => "seller_cancel_unpaid_reason_out_of_stock".to_owned(),
            Initiator::Seller => "seller_cancel_reason_out_of_stock".to_owned(),
            Initiator::System => "system_cancel_order_reason_shipping_timeout".to_owned(),
        };
        self.drop_requests(id, now_ms);
        self.cancel_now(id, line_ids, reason, by, now_ms)
    }

    /// The seller cancels through the API, whole or (US: only for lack of stock) by lines. Answers the id.
    ///
    /// # Errors
    /// The platform's numbers of fact sheet 5, area *cancel*.
    pub fn seller_cancel(
        &mut self,
        id: &str,
        lines: Option<Vec<String>>,
        reason: &str,
        now_ms: i64,
    ) -> Result<String, Refusal> {
        let order = self.orders.get(id);
        let order = order.ok_or_else(|| Refusal::new(25_001_001, format!("order {id} does not exist")))?;
        match order.status() {
            OrderStatus::Cancelled => return Err(Refusal::new(25_001_011, "The order has been cancelled already")),
            OrderStatus::Completed => return Err(Refusal::new(25_001_051, "The order is completed")),
            OrderStatus::Unpaid => {
                return Err(Refusal::new(25_001_021, "This reason is not available for the order's status"));
            }
            OrderStatus::AwaitingCollection | OrderStatus::InTransit | OrderStatus::Delivered => {
                return Err(Refusal::new(25_001_045, "The order has been shipped already"));
            }
            OrderStatus::OnHold | OrderStatus::AwaitingShipment | OrderStatus::PartiallyShipping => {}
        }
        if order.asked_to_cancel_ms.is_some() {
            return Err(Refusal::new(25_001_010, "A cancel request is in progress for this order"));
        }
        if SELLER_UNPAID_REASONS.contains(&reason) {
            return Err(Refusal::new(25_001_021, "This reason is not available for the order's status"));
        }
        if reason.starts_with(BUYER_REASON_PREFIX) {
            return Err(Refusal::new(25_001_015, "This reason is not available for sellers"));
        }
        if !SELLER_REASONS.contains(&reason) {
            return Err(Refusal::new(25_001_014, "The cancel reason is not known"));
        }
        let open = open_unpacked(order);
        let line_ids = match lines {
            None => open,
            Some(wanted) => {
                if reason != "seller_cancel_reason_out_of_stock" {
                    return Err(Refusal::new(25_005_010, "Single lines can only be cancelled for lack of stock"));
                }
                if let Some(stranger) = wanted.iter().find(|line| !open.contains(line)) {
                    return Err(Refusal::new(25_005_011, format!("line {stranger} cannot be cancelled in this order")));
                }
                wanted
            }
        };
        self.cancel_now(id, line_ids, reason.to_owned(), Initiator::Seller, now_ms)
    }

    /// The seller agrees to a buyer's request.
    ///
    /// # Errors
    /// If it is unknown, decided, or shipped meanwhile.
    pub fn approve_cancel(&mut self, cancel_id: &str, now_ms: i64) -> Result<(), Refusal> {
        let order_id = self.pending(cancel_id)?;
        self.agree(cancel_id, &order_id, now_ms);
        Ok(())
    }

    /// The seller refuses a buyer's request.
    ///
    /// # Errors
    /// If it is unknown or decided, or the reason is none of [`REJECT_REASONS`].
    pub fn reject_cancel(&mut self, cancel_id: &str, reason: &str, now_ms: i64) -> Result<(), Refusal> {
        let order_id = self.pending(cancel_id)?;
        if !REJECT_REASONS.iter().any(|(name, _)| *name == reason) {
            return Err(Refusal::new(25_001_014, "The reject reason is not known"));
        }
        if !self.reject_reasons(cancel_id)?.iter().any(|(name, _)| *name == reason) {
            return Err(Refusal::new(25_001_016, "The reject reason does not fit this request"));
        }
        self.drop_requests(&order_id, now_ms);
        Ok(())
    }

    /// The reasons that fit this request: goods that have not left were not delivered.
    ///
    /// # Errors
    /// If there is no such cancellation.
    pub fn reject_reasons(&self, cancel_id: &str) -> Result<Vec<(&'static str, &'static str)>, Refusal> {
        let found = self.cancellations.get(cancel_id);
        let found = found.ok_or_else(|| Refusal::new(25_007_006, "The cancellation does not exist"))?;
        let left = self.orders.get(&found.order_id).is_some_and(|order| order.collected_ms.is_some());
        let fits = |(name, _): &&(&str, &str)| left || !name.ends_with("_delivered");
        Ok(REJECT_REASONS.iter().filter(fits).copied().collect())
    }

    fn pending(&self, cancel_id: &str) -> Result<String, Refusal> {
        let found = self.cancellations.get(cancel_id);
        let found =
            found.ok_or_else(|| Refusal::new(25_007_006, format!("cancellation {cancel_id} does not exist")))?;
        match found.state {
            CancelState::Pending => Ok(found.order_id.clone()),
            CancelState::Success | CancelState::Complete => Err(Refusal::new(25_020_009, "Already cancelled")),
            CancelState::Dropped => Err(Refusal::new(25_020_003, "The decision does not fit the request's status")),
        }
    }

    /// A pending request becomes a cancellation.
    pub(super) fn agree(&mut self, cancel_id: &str, order_id: &str, now_ms: i64) {
        let Some(found) = self.cancellations.get_mut(cancel_id) else { return };
        found.state = CancelState::Success;
        found.updated_ms = now_ms;
        let (line_ids, reason) = (found.line_ids.clone(), found.reason.clone());
        if let Some(order) = self.orders.get_mut(order_id) {
            order.asked_to_cancel_ms = None;
        }
        self.strike(order_id, &line_ids, &reason, Initiator::Buyer, now_ms);
        self.agenda.plan(now_ms + REFUND_MS, Due::Refunded(cancel_id.to_owned()));
    }

    /// Ends the order's open requests without cancelling; says whether there was one.
    pub(super) fn drop_requests(&mut self, order_id: &str, now_ms: i64) -> bool {
        let Some(order) = self.orders.get_mut(order_id) else { return false };
        if order.asked_to_cancel_ms.take().is_none() {
            return false;
        }
        order.touch(now_ms);
        let open = self.cancellations.values_mut();
        for request in open.filter(|one| one.order_id == order_id && one.state == CancelState::Pending) {
            request.state = CancelState::Dropped;
            request.updated_ms = now_ms;
        }
        true
    }

    /// Cancels lines at once and records it.
    pub(super) fn cancel_now(
        &mut self,
        order_id: &str,
        line_ids: Vec<String>,
        reason: String,
        by: Initiator,
        now_ms: i64,
    ) -> Result<String, Refusal> {
        if line_ids.is_empty() {
            return Err(Refusal::new(25_001_045, format!("order {order_id} has no line left to cancel")));
        }
        self.strike(order_id, &line_ids, &reason, by, now_ms);
        let cancel_id = self.record(order_id, line_ids, reason, by, CancelState::Success, now_ms);
        self.agenda.plan(now_ms + REFUND_MS, Due::Refunded(cancel_id.clone()));
        Ok(cancel_id)
    }

    /// Strikes lines out: stock comes back, except for what has left.
    fn strike(&mut self, order_id: &str, line_ids: &[String], reason: &str, by: Initiator, now_ms: i64) {
        let Some(order) = self.orders.get_mut(order_id) else { return };
        for line in order.lines.iter_mut().filter(|line| line_ids.contains(&line.id) && line.cancelled.is_none()) {
            line.cancelled = Some((reason.to_owned(), by));
            for piece in line.pieces.iter().filter(|piece| piece.holds_stock && piece.package_id.is_none()) {
                self.stock.give_back(&piece.goods.sku_id, &piece.warehouse_id);
            }
        }
        let emptied: Vec<&str> =
            order.lines.iter().filter(|line| line.is_open()).map(|line| line.id.as_str()).collect();
        for package in &mut order.packages {
            if package.cancelled_ms.is_none() && !package.line_ids.iter().any(|id| emptied.contains(&id.as_str())) {
                package.cancelled_ms = Some(now_ms);
                package.updated_ms = now_ms;
            }
        }
        self.settle(order_id, now_ms);
    }

    fn record(
        &mut self,
        order_id: &str,
        line_ids: Vec<String>,
        reason: String,
        by: Initiator,
        state: CancelState,
        now_ms: i64,
    ) -> String {
        let id = self.ids.cancellation();
        let is_request = state == CancelState::Pending;
        let cancellation = Cancellation {
            id: id.clone(),
            order_id: order_id.to_owned(),
            line_ids,
            by,
            reason,
            is_request,
            state,
            created_ms: now_ms,
            updated_ms: now_ms,
            answer_by_ms: is_request.then_some(now_ms + ANSWER_MS),
        };
        self.cancellations.insert(id.clone(), cancellation);
        id
    }
}

fn open_unpacked(order: &super::order::Order) -> Vec<String> {
    let loose =
        |line: &&super::order::Line| line.is_open() && line.pieces.iter().all(|piece| piece.package_id.is_none());
    order.lines.iter().filter(loose).map(|line| line.id.clone()).collect()
}
