//! Where a package is (fact sheet 4.4, `getPackageTrackingDetails`; shown on the order's page, F090).

use chrono::{DateTime, Utc};
use shopferry_channel::{ChannelError, RefusalKind, Result};
use shopferry_domain::FulfillerPackageId;

use crate::Amazon;
use crate::client::Ask;
use crate::operation::TRACK;
use crate::wire::{Payload, WireTracking};

/// A package's way so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageTracking {
    /// Amazon's number of the package.
    pub package: FulfillerPackageId,
    /// The carrier's number.
    pub carrier_number: Option<String>,
    /// Carrier as Amazon writes it.
    pub carrier: Option<String>,
    /// Amazon's word for where it is (`IN_TRANSIT`, `DELIVERED`, …), upper case.
    pub status: Option<String>,
    /// Sent.
    pub shipped_at: Option<DateTime<Utc>>,
    /// Expected.
    pub arrives_at: Option<DateTime<Utc>>,
    /// What happened, as Amazon lists it.
    pub events: Vec<TrackingEvent>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackingEvent {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// Amazon's code, for example `EVENT_301` for delivered (fact sheet 4.3).
    pub code: String,
    /// Amazon's text.
    pub text: String,
}

impl Amazon {
    /// Where a package is; `None` when Amazon does not know it (yet).
    ///
    /// # Errors
    /// As any call; [`ChannelError::Malformed`] if the answer cannot be read.
    pub async fn package_tracking(&self, package: &FulfillerPackageId) -> Result<Option<PackageTracking>> {
        let ask = Ask::new(&TRACK).with("packageNumber", package.as_str());
        let wire = match self.client.read::<Payload<WireTracking>>(ask).await {
            Ok(answer) => answer.payload,
            Err(ChannelError::Refused(no)) if no.kind == RefusalKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let events = wire.tracking_events.into_iter();
        Ok(Some(PackageTracking {
            package: package.clone(),
            carrier_number: wire.tracking_number.filter(|n| !n.trim().is_empty()),
            carrier: wire.carrier_code,
            status: wire.current_status.map(|s| s.to_ascii_uppercase()),
            shipped_at: wire.ship_date,
            arrives_at: wire.estimated_arrival_date,
            events: events
                .map(|e| TrackingEvent { at: e.event_date, code: e.event_code, text: e.event_description })
                .collect(),
        }))
    }
}
