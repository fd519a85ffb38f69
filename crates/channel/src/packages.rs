//! What the platform shows of a parcel (F087, F092, F405, F407).

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_domain::order::{PackageStatus, PackageTag};
use shopferry_domain::{CarrierId, LineId, PackageId, RemoteOrderId};

use crate::Result;

/// A parcel as the platform shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageState {
    /// Package.
    pub package: PackageId,
    /// The orders in it; several when the platform combined them.
    pub orders: Vec<RemoteOrderId>,
    /// The lines in it.
    pub lines: Vec<LineId>,
    /// How far it is.
    pub status: PackageStatus,
    /// The platform's finer word, for people.
    pub sub_status: Option<String>,
    /// Why it went wrong (lost, damaged, returned), the platform's word.
    pub exception: Option<String>,
    /// The platform's marks, among them *not from Amazon*.
    pub tags: Vec<PackageTag>,
    /// Number shown there.
    pub number: Option<String>,
    /// The last carrier's own number, when it differs.
    pub last_mile_number: Option<String>,
    /// Carrier shown there.
    pub carrier: Option<CarrierId>,
    /// Its name.
    pub carrier_name: Option<String>,
    /// When the platform made it.
    pub created_at: Option<DateTime<Utc>>,
    /// Last change, platform time.
    pub updated_at: Option<DateTime<Utc>>,
}

impl PackageState {
    /// Whether the platform says that this parcel was told as Amazon's and is not (F092).
    pub fn is_wrong_tracking(&self) -> bool {
        self.tags.contains(&PackageTag::NotFromAmazon)
    }
}

/// Reads parcels.
#[async_trait]
pub trait PackageSource: Send + Sync {
    /// One parcel; `None` if the platform does not know it, which may lag behind a shipping call by seconds.
    async fn read(&self, package: &PackageId) -> Result<Option<PackageState>>;
}
