//! What happens by itself as time passes: holds end, unpaid orders lapse, couriers' scans are seen, deadlines cancel,
//! orders complete (tiktok-shop fact sheet 8.1).

use super::agenda::Due;
use super::cancellation::CancelState;
use super::order::{Initiator, Mark, OrderStatus};
use super::package::Scan;
use super::shop::Shop;
use crate::journal::Journal;

/// The buyer's change window after payment.
pub const HOLD_MS: i64 = 3_600_000;
/// Unpaid orders lapse after this.
pub const UNPAID_MS: i64 = 24 * 3_600_000;
/// From delivery to completion.
pub const AFTER_SALES_MS: i64 = 7 * 86_400_000;
/// The seller answers a buyer's request within this, else it counts as agreed.
pub const ANSWER_MS: i64 = 48 * 3_600_000;
/// From an agreed cancellation to its refund.
pub const REFUND_MS: i64 = 10 * 60_000;

impl Shop {
    /// Lets everything due until `now_ms` happen, in order of time.
    pub fn advance(&mut self, now_ms: i64, journal: &mut Journal) {
        while let Some((at_ms, due)) = self.agenda.take_due(now_ms) {
            if self.is_live(&due) {
                self.happen(due, at_ms, journal);
            }
        }
        while self.agenda.first().is_some_and(|due| !self.is_live(due)) {
            self.agenda.drop_first();
        }
    }

    /// When something happens next by itself; `None` if nothing is planned.
    pub fn next_event_ms(&self) -> Option<i64> {
        self.agenda.next_ms()
    }

    fn is_live(&self, due: &Due) -> bool {
        let status = |id: &str| self.orders.get(id).map(super::order::Order::status);
        match due {
            Due::Release(id) => status(id) == Some(OrderStatus::OnHold),
            Due::Lapse(id) => status(id) == Some(OrderStatus::Unpaid),
            Due::ShipOrCancel(id) | Due::SelfShip(id) => status(id)
                .is_some_and(|status| status > OrderStatus::Unpaid && status < OrderStatus::AwaitingCollection),
            Due::CollectOrCancel(id) => status(id) == Some(OrderStatus::AwaitingCollection),
            Due::DeliverOrCancel(id) => {
                status(id).is_some_and(|status| status > OrderStatus::Unpaid && status < OrderStatus::Delivered)
            }
            Due::Seen(number, _) => self.numbers.contains_key(number),
            Due::AnswerLapsed(id) => self.cancellations.get(id).is_some_and(|one| one.state == CancelState::Pending),
            Due::Refunded(id) => self.cancellations.get(id).is_some_and(|one| one.state == CancelState::Success),
            Due::Stranger(id) => self.package(id).is_some_and(|package| package.is_stranger),
            Due::Complete(id) => status(id) == Some(OrderStatus::Delivered),
        }
    }

    fn happen(&mut self, due: Due, at_ms: i64, journal: &mut Journal) {
        match due {
            Due::Release(id) => {
                if let Some(order) = self.orders.get_mut(&id) {
                    order.released = true;
                    order.touch(at_ms);
                }
                journal.note(at_ms, "tiktok", "released", &id, "");
            }
            Due::Lapse(id) => self.time_out(&id, "system_cancel_unpaid_time_out", at_ms, journal),
            Due::ShipOrCancel(id) => {
                self.drop_requests(&id, at_ms);
                self.time_out(&id, "system_cancel_order_reason_shipping_timeout", at_ms, journal);
            }
            Due::CollectOrCancel(id) => self.time_out(&id, "system_cancel_order_untracked", at_ms, journal),
            Due::DeliverOrCancel(id) => self.time_out(&id, "threepl_breach", at_ms, journal),
            Due::SelfShip(id) => {
                self.self_ship(&id, at_ms);
                journal.note(at_ms, "tiktok", "shipped_by_platform", &id, "");
            }
            Due::Seen(number, scan) => {
                self.see(&number, scan, at_ms);
                journal.note(at_ms, "tiktok", "scan_seen", &number, scan.sentence());
            }
            Due::AnswerLapsed(id) => {
                if let Some(order_id) = self.cancellations.get(&id).map(|one| one.order_id.clone()) {
                    self.agree(&id, &order_id, at_ms);
                    journal.note(at_ms, "tiktok", "cancel_agreed_by_silence", &order_id, "");
                }
            }
            Due::Refunded(id) => {
                if let Some(one) = self.cancellations.get_mut(&id) {
                    one.state = CancelState::Complete;
                    one.updated_ms = at_ms;
                }
            }
            Due::Stranger(id) => {
                self.mark_stranger(&id, at_ms);
                journal.note(at_ms, "tiktok", "not_from_amazon", &id, "");
            }
            Due::Complete(id) => {
                if let Some(order) = self.orders.get_mut(&id) {
                    order.completed_ms = Some(at_ms);
                    order.touch(at_ms);
                }
                journal.note(at_ms, "tiktok", "completed", &id, "");
            }
        }
    }

    /// Cancels on behalf of the platform: what is not shipped, or, if all is shipped, everything.
    fn time_out(&mut self, id: &str, reason: &str, at_ms: i64, journal: &mut Journal) {
        let Some(order) = self.orders.get(id) else { return };
        let open = || order.lines.iter().filter(|line| line.is_open());
        let loose: Vec<String> = open().filter(|line| !line.is_packed()).map(|line| line.id.clone()).collect();
        let lines = if loose.is_empty() { open().map(|line| line.id.clone()).collect() } else { loose };
        if self.cancel_now(id, lines, reason.to_owned(), Initiator::System, at_ms).is_ok() {
            journal.note(at_ms, "tiktok", "cancelled_by_platform", id, reason);
        }
    }

    /// The platform notices a scan of a number.
    fn see(&mut self, number: &str, scan: Scan, at_ms: i64) {
        for order_id in self.numbers.get(number).cloned().unwrap_or_default() {
            let Some(order) = self.orders.get_mut(&order_id).filter(|order| !order.unseen) else { continue };
            let mut lost = Vec::new();
            for package in order.packages.iter_mut().filter(|package| package.answers_to(number)) {
                if package.cancelled_ms.is_some() || package.delivered_ms.is_some() || package.lost_ms.is_some() {
                    continue;
                }
                if package.scans.iter().any(|(_, seen)| *seen == scan && scan != Scan::Moved) {
                    continue;
                }
                package.scans.push((at_ms, scan));
                package.updated_ms = at_ms;
                match scan {
                    Scan::Collected | Scan::Moved => package.collected_ms = package.collected_ms.or(Some(at_ms)),
                    Scan::Delivered => {
                        package.collected_ms = package.collected_ms.or(Some(at_ms));
                        package.delivered_ms = Some(at_ms);
                    }
                    Scan::Lost => {
                        package.lost_ms = Some(at_ms);
                        lost.extend(package.line_ids.iter().cloned());
                    }
                }
            }
            if lost.is_empty() {
                self.settle(&order_id, at_ms);
            } else {
                let _ = self.cancel_now(&order_id, lost, "package_lost".to_owned(), Initiator::System, at_ms);
            }
        }
    }

    /// Ships an order that the platform ships itself, or that the seller's staff hands over under the platform's label.
    fn self_ship(&mut self, id: &str, at_ms: i64) {
        const HOUR_MS: i64 = 3_600_000;
        let Some(order) = self.orders.get(id) else { return };
        if order.status() == OrderStatus::OnHold {
            self.agenda.plan(order.release_ms.unwrap_or(at_ms) + HOUR_MS, Due::SelfShip(id.to_owned()));
            return;
        }
        let digital = order.is(Mark::Digital);
        let number = format!("92001902{}", self.chance.digits(14));
        self.drop_requests(id, at_ms);
        let pieces = self.loose_pieces(id);
        self.pack(id, &pieces, &number, "", false, at_ms);
        if digital {
            self.agenda.plan(at_ms + 1, Due::Seen(number, Scan::Delivered));
            return;
        }
        self.plan_journey(&number, at_ms);
    }

    /// Plans a courier's whole way for a number that no other part of the world moves.
    pub(super) fn plan_journey(&mut self, number: &str, at_ms: i64) {
        const HOUR_MS: i64 = 3_600_000;
        let collected_ms = at_ms + self.chance.range(4 * HOUR_MS, 20 * HOUR_MS);
        let moved_ms = collected_ms + self.chance.range(6 * HOUR_MS, 24 * HOUR_MS);
        let delivered_ms = moved_ms + self.chance.range(12 * HOUR_MS, 72 * HOUR_MS);
        for (when_ms, scan) in
            [(collected_ms, Scan::Collected), (moved_ms, Scan::Moved), (delivered_ms, Scan::Delivered)]
        {
            self.agenda.plan(when_ms, Due::Seen(number.to_owned(), scan));
        }
    }
}
