//! The cheapest speed that keeps the platform's dates (F432).

use chrono::{DateTime, TimeDelta, Utc};

use crate::money::Money;
use crate::plan::Speed;
use crate::routing::number_expected_in;

/// What a preview says about one speed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeedOffer {
    /// Speed.
    pub speed: Speed,
    /// Estimated fee; none = not told.
    pub fee: Option<Money>,
    /// Latest expected arrival; none = not told.
    pub arrives_by: Option<DateTime<Utc>>,
}

/// The dates to keep.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Promise {
    /// The buyer expects it by.
    pub deliver_by: Option<DateTime<Utc>>,
    /// The platform expects a number by.
    pub ship_by: Option<DateTime<Utc>>,
    /// Whether an early number is to be expected.
    pub early_number: bool,
}

/// A choice of speed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeedChoice {
    /// The cheapest that keeps the dates.
    Keeps(Speed),
    /// None keeps them: the one that arrives first, with a notice.
    Fastest(Speed),
}

/// Chooses among the speeds that can be fulfilled; none when there is none.
pub fn choose_speed(offers: &[SpeedOffer], promise: &Promise, now: DateTime<Utc>) -> Option<SpeedChoice> {
    let keeps = |o: &&SpeedOffer| {
        let arrives = promise.deliver_by.is_none_or(|by| o.arrives_by.is_some_and(|at| at <= by));
        let number = now + number_expected_in(&o.speed, promise.early_number);
        arrives && promise.ship_by.is_none_or(|by| number <= by)
    };
    let price = |o: &&SpeedOffer| (o.fee.is_none(), o.fee.as_ref().map(|f| f.amount), arrival(o));
    if let Some(best) = offers.iter().filter(keeps).min_by_key(price) {
        return Some(SpeedChoice::Keeps(best.speed.clone()));
    }
    offers.iter().min_by_key(|o| (arrival(o), number_of_days(&o.speed))).map(|o| SpeedChoice::Fastest(o.speed.clone()))
}

/// Told arrivals first, earliest first.
fn arrival(o: &SpeedOffer) -> (bool, Option<DateTime<Utc>>) {
    (o.arrives_by.is_none(), o.arrives_by)
}

fn number_of_days(speed: &Speed) -> TimeDelta {
    number_expected_in(speed, false)
}
