//! The one-hour window in which a buyer may still change or cancel (F033, F060; features section 5).

use chrono::{DateTime, TimeDelta, Utc};

use crate::order::{Order, PlatformStatus};

/// Length of the window after payment (F033).
pub const CHANGE_WINDOW: TimeDelta = TimeDelta::minutes(60);
/// A held order is read again this long after the window, so that the release is seen at once (features section 6, limits).
pub const REREAD_AFTER: TimeDelta = TimeDelta::seconds(5);

/// Earliest moment at which the order may leave the platform's window, whatever its status says.
pub fn window_ends_at(order: &Order) -> DateTime<Utc> {
    order.paid_or_placed_at() + CHANGE_WINDOW
}

/// Whether the order must still wait: the platform holds it, or the hour is not over.
pub fn must_wait(order: &Order, now: DateTime<Utc>) -> bool {
    order.status == PlatformStatus::OnHold || now < window_ends_at(order)
}
