//! Times in columns: UTC milliseconds.

use chrono::{DateTime, Utc};

/// For a column.
pub(crate) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// For a column that may be empty.
pub(crate) fn opt_ms(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(ms)
}
