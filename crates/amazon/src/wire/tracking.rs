//! `getPackageTrackingDetails`, the answer (fact sheet 4.4).

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{or_default, time};

/// Payload of `getPackageTrackingDetails`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireTracking {
    /// Number.
    pub package_number: i64,
    /// State, any case.
    #[serde(default)]
    pub current_status: Option<String>,
    /// Expected.
    #[serde(default, deserialize_with = "time")]
    pub estimated_arrival_date: Option<DateTime<Utc>>,
    /// What happened.
    #[serde(default, deserialize_with = "or_default")]
    pub tracking_events: Vec<WireTrackingEvent>,
}

/// One event on a parcel's way.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireTrackingEvent {
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub event_date: Option<DateTime<Utc>>,
    /// Where.
    #[serde(default)]
    pub event_address: Option<WireTrackingPlace>,
    /// `EVENT_301`.
    #[serde(default, deserialize_with = "or_default")]
    pub event_code: String,
    /// Text.
    #[serde(default, deserialize_with = "or_default")]
    pub event_description: String,
}

/// A town.
#[derive(Deserialize)]
pub struct WireTrackingPlace {
    /// City.
    #[serde(default, deserialize_with = "or_default")]
    pub city: String,
    /// State.
    #[serde(default, deserialize_with = "or_default")]
    pub state: String,
    /// Country.
    #[serde(default, deserialize_with = "or_default")]
    pub country: String,
}
