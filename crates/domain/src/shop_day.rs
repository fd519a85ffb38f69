//! A shop's own day: the platform counts orders a day by the shop's clock (F014).

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, TimeDelta, Utc};

/// When clocks are put forward and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Summer {
    /// Never.
    None,
    /// Last Sunday of March to last Sunday of October, 01:00 UTC.
    Europe,
    /// Second Sunday of March to first Sunday of November, 02:00 local.
    UnitedStates,
}

/// Hours from UTC in winter, and the summer rule. The United States shops count by Pacific time.
fn zone(region: &str) -> (i64, Summer) {
    match region.to_ascii_uppercase().as_str() {
        "US" => (-8, Summer::UnitedStates),
        "GB" | "UK" | "IE" => (0, Summer::Europe),
        "DE" | "FR" | "IT" | "ES" => (1, Summer::Europe),
        "BR" => (-3, Summer::None),
        "MX" => (-6, Summer::None),
        "VN" | "TH" | "ID" => (7, Summer::None),
        "SG" | "MY" | "PH" => (8, Summer::None),
        "JP" => (9, Summer::None),
        _ => (0, Summer::None),
    }
}

/// The Sunday on or after a date.
fn sunday_from(date: NaiveDate) -> NaiveDate {
    let ahead = (7 - u64::from(date.weekday().num_days_from_sunday())) % 7;
    date.checked_add_days(Days::new(ahead)).unwrap_or(date)
}

fn is_summer(rule: Summer, winter_hours: i64, at: DateTime<Utc>) -> bool {
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(at.year(), month, day).map(sunday_from);
    let moment = |date: NaiveDate, hour: i64| date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(hour);
    let span = match rule {
        Summer::None => return false,
        // The last Sunday is the one from the 25th on.
        Summer::Europe => day(3, 25).zip(day(10, 25)).map(|(from, to)| (moment(from, 1), moment(to, 1))),
        Summer::UnitedStates => {
            day(3, 8).zip(day(11, 1)).map(|(from, to)| (moment(from, 2 - winter_hours), moment(to, 1 - winter_hours)))
        }
    };
    span.is_some_and(|(from, to)| from <= at && at < to)
}

/// The shop's offset from UTC at a moment.
fn offset(region: &str, at: DateTime<Utc>) -> TimeDelta {
    let (hours, rule) = zone(region);
    Duration::hours(hours + i64::from(is_summer(rule, hours, at)))
}

/// Midnight of the shop's day that `now` is in. A region that is not known here counts by UTC.
pub fn day_start(region: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let local = (now + offset(region, now)).date_naive().and_time(NaiveTime::MIN).and_utc();
    let start = local - offset(region, now);
    // On the day of a change the offset at midnight may be the other one.
    local - offset(region, start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    // F014
    #[test]
    fn f014_a_day_begins_at_the_shops_own_midnight_in_winter_and_summer() {
        for (region, now, start) in [
            ("US", "2026-01-15T07:59:00Z", "2026-01-14T08:00:00Z"),
            ("US", "2026-07-15T07:01:00Z", "2026-07-15T07:00:00Z"),
            ("US", "2026-03-08T20:00:00Z", "2026-03-08T08:00:00Z"),
            ("GB", "2026-07-15T22:59:00Z", "2026-07-14T23:00:00Z"),
            ("DE", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z"),
            ("JP", "2026-07-15T15:00:00Z", "2026-07-15T15:00:00Z"),
            ("uk", "2026-01-15T00:00:00Z", "2026-01-15T00:00:00Z"),
            ("ZZ", "2026-01-15T13:00:00Z", "2026-01-15T00:00:00Z"),
        ] {
            assert_eq!(day_start(region, at(now)), at(start), "{region} {now}");
        }
        assert_eq!(at("2026-03-08T00:00:00Z").weekday(), Weekday::Sun);
    }
}
