//! Terms that end: an authorisation (F007), and Amazon's client secret, which must be renewed (F421).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::settings::{SECRET_LIFE, SECRET_RED, SECRET_WARN};

/// Days before the end of an authorisation at which a person is told.
pub const TELL_DAYS: [i64; 3] = [30, 7, 1];
/// A date this far ahead is no end (F007).
const NO_END_AFTER: TimeDelta = TimeDelta::days(20 * 365);

/// How urgent a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermLevel {
    /// Long enough, or no end at all.
    Fine,
    /// Worth planning for.
    Soon,
    /// To be done now.
    Urgent,
    /// Over.
    Ended,
}

/// The end, unless it is so far ahead that it is none.
pub fn real_end(ends_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (ends_at < now + NO_END_AFTER).then_some(ends_at)
}

/// How an authorisation stands, and the number of days at which it was last worth telling.
pub fn authorisation(ends_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (TermLevel, Option<i64>) {
    let Some(end) = ends_at.and_then(|at| real_end(at, now)) else { return (TermLevel::Fine, None) };
    if end <= now {
        return (TermLevel::Ended, Some(0));
    }
    let reached = TELL_DAYS.into_iter().filter(|days| end - now <= TimeDelta::days(*days)).min();
    let level = match reached {
        None => TermLevel::Fine,
        Some(days) if days <= 7 => TermLevel::Urgent,
        Some(_) => TermLevel::Soon,
    };
    (level, reached)
}

/// How old a client secret is, in days, and how it stands (F421).
pub fn client_secret(made_on: NaiveDate, now: DateTime<Utc>) -> (TermLevel, i64) {
    let days = (now.date_naive() - made_on).num_days().max(0);
    let age = TimeDelta::days(days);
    let level = if age >= SECRET_LIFE {
        TermLevel::Ended
    } else if age >= SECRET_RED {
        TermLevel::Urgent
    } else if age >= SECRET_WARN {
        TermLevel::Soon
    } else {
        TermLevel::Fine
    };
    (level, days)
}

#[cfg(test)]
mod tests {
    use super::*;

    // F007, F421
    #[test]
    fn f007_f421_terms_warn_at_their_days_and_a_date_decades_ahead_is_no_end() {
        let now = DateTime::parse_from_rfc3339("2026-06-01T12:00:00Z").unwrap().to_utc();
        let in_days = |days: i64| Some(now + TimeDelta::days(days));
        assert_eq!(authorisation(None, now), (TermLevel::Fine, None));
        assert_eq!(authorisation(in_days(31), now), (TermLevel::Fine, None));
        assert_eq!(authorisation(in_days(30), now), (TermLevel::Soon, Some(30)));
        assert_eq!(authorisation(in_days(8), now), (TermLevel::Soon, Some(30)));
        assert_eq!(authorisation(in_days(7), now), (TermLevel::Urgent, Some(7)));
        assert_eq!(authorisation(in_days(1), now), (TermLevel::Urgent, Some(1)));
        assert_eq!(authorisation(in_days(0), now), (TermLevel::Ended, Some(0)));
        assert_eq!(authorisation(in_days(30 * 365), now), (TermLevel::Fine, None), "decades ahead");
        let made = |days: i64| (now - TimeDelta::days(days)).date_naive();
        let levels = [(0, TermLevel::Fine), (89, TermLevel::Fine), (90, TermLevel::Soon), (169, TermLevel::Soon)];
        for (days, level) in levels.into_iter().chain([(170, TermLevel::Urgent), (180, TermLevel::Ended)]) {
            assert_eq!(client_secret(made(days), now), (level, days));
        }
        assert_eq!(client_secret(made(-3), now).1, 0, "a date in the future is today");
    }
}
