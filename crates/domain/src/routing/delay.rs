//! The extra delay (F061): counted from the release, never shortened silently (features section 5).

use chrono::{DateTime, TimeDelta, Utc};

use super::Situation;
use crate::order::Order;
use crate::plan::Speed;
use crate::settings::ShopSettings;

/// When the order may go: its release plus the delay that is set now.
pub fn due_at(s: &Situation<'_>) -> DateTime<Utc> {
    if s.overrides.send_now {
        return s.released();
    }
    s.released() + TimeDelta::minutes(i64::from(s.settings.chosen.delay_minutes))
}

/// How long after the export a tracking number is to be expected: 6 h with an early number, else one business day
/// for Expedited and two for Standard (Amazon fact sheet 4.7), counted as calendar days.
pub fn number_expected_in(speed: &Speed, early: bool) -> TimeDelta {
    match speed {
        _ if early => TimeDelta::hours(6),
        Speed::Standard | Speed::Unknown(_) => TimeDelta::days(2),
        Speed::Expedited | Speed::Priority => TimeDelta::days(1),
    }
}

/// Whether the number may come after the platform's ship-by time when the order goes at `due`.
pub fn is_risky(order: &Order, chosen: &ShopSettings, due: DateTime<Utc>, early: bool) -> bool {
    let speed = super::send::speed_of(order, chosen);
    order.deadlines.ship_by.is_some_and(|by| due + number_expected_in(&speed, early) > by)
}
