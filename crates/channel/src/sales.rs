//! A sales channel's abilities.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_domain::carrier::Carrier;
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{
    CancellationId, CarrierId, DeliveryOptionId, LineId, Order, PackageId, RemoteOrderId, SubItemId, WarehouseId,
};

use crate::Result;
use crate::cancel_desk::CancelDesk;
use crate::check::CheckStep;
use crate::packages::PackageSource;
use crate::page::{Page, PageToken, Records};
use crate::readiness::ReadinessSource;
use crate::region::RegionFacts;
use crate::stock::ListingStock;

/// A connected shop on a sales platform.
#[async_trait]
pub trait SalesChannel: Send + Sync {
    /// Tests the connection: one harmless read per permission (F016).
    async fn check(&self) -> Result<Vec<CheckStep>>;
    /// Orders.
    fn orders(&self) -> &dyn OrderSource;
    /// Telling the platform what was shipped.
    fn shipments(&self) -> Option<&dyn ShipmentSink>;
    /// Cancellations.
    fn cancellations(&self) -> Option<&dyn CancellationSource>;
    /// Warehouses and delivery options.
    fn places(&self) -> Option<&dyn PlaceSource>;
    /// Listings and their stock.
    fn listings(&self) -> Option<&dyn ListingStock>;
    /// Cancelling, and answering buyers' requests (F102, F103).
    fn cancel_desk(&self) -> Option<&dyn CancelDesk>;
    /// Parcels as the platform shows them (F087, F092, F407).
    fn packages(&self) -> Option<&dyn PackageSource>;
    /// The platform's own checklist (F012).
    fn readiness(&self) -> Option<&dyn ReadinessSource>;
    /// When the authorisation ends, as the platform last told with its tokens (F007): `None` = nothing is told, an inner
    /// `None` = no end.
    async fn authorisation_end(&self) -> Result<Option<Option<DateTime<Utc>>>> {
        Ok(None)
    }
    /// What the shop's region decides (F008, F428).
    fn region(&self) -> &RegionFacts;
}

/// An order's id and the time of its last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderHead {
    /// Id.
    pub remote: RemoteOrderId,
    /// Last change, platform time.
    pub updated_at: DateTime<Utc>,
}

/// Reads orders (F030).
#[async_trait]
pub trait OrderSource: Send + Sync {
    /// Orders changed at or after `since`, oldest change first. An order may be met again on a later page.
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<OrderHead>>;
    /// Whole orders by id, at most 50; ids that the platform does not know are left out.
    async fn read(&self, ids: &[RemoteOrderId]) -> Result<Records<Order>>;
}

/// What the platform is told about a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentNotice {
    /// Order.
    pub order: RemoteOrderId,
    /// Lines in the parcel; never empty.
    pub lines: Vec<LineId>,
    /// Of bundles made on the platform: which single units of those lines; a line that is not named here goes whole (F086).
    pub units: Vec<(LineId, SubItemId)>,
    /// Number.
    pub number: TrackingNumber,
    /// Carrier, from the platform's live list.
    pub carrier: CarrierId,
}

/// What the platform answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentReceipt {
    /// The package it made; exists only from now on in regions that are marked as shipped (F404).
    pub package: Option<PackageId>,
    /// Success with a warning (F405).
    pub warning: Option<String>,
}

/// Other number or carrier for a parcel that was told already (F089).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The platform's package.
    pub package: PackageId,
    /// The right number.
    pub number: TrackingNumber,
    /// The right carrier, from the platform's live list.
    pub carrier: CarrierId,
}

/// Confirms shipments.
#[async_trait]
pub trait ShipmentSink: Send + Sync {
    /// The live carrier list of a delivery option (F082).
    async fn carriers(&self, option: &DeliveryOptionId) -> Result<Vec<Carrier>>;
    /// Whether a number belongs to the platform's own shipping service (F406); `None` where it cannot be asked.
    async fn is_platforms_own(&self, number: &TrackingNumber) -> Result<Option<bool>>;
    /// Marks lines as shipped.
    async fn mark_shipped(&self, notice: &ShipmentNotice) -> Result<ShipmentReceipt>;
    /// Changes number and carrier of a shipped parcel. Refused with [`crate::RefusalKind::TooLate`] when the platform
    /// no longer takes it (after its time, after delivery, after the one time). A lost answer is
    /// [`crate::ChannelError::OutcomeUnknown`]: read the package.
    async fn correct(&self, correction: &Correction) -> Result<()>;
    /// Whether Amazon's early numbers are taken in this shop's region (F091).
    fn takes_early_numbers(&self) -> bool;
}

/// Where a cancellation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CancellationStatus {
    /// The buyer asks; the seller decides.
    Asked,
    /// Cancelled.
    Done,
    /// Withdrawn or rejected.
    Withdrawn,
    /// A word this version does not know.
    Unknown(String),
}

/// A cancellation or the request for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Id.
    pub id: CancellationId,
    /// Order.
    pub order: RemoteOrderId,
    /// State.
    pub status: CancellationStatus,
    /// Who started it, the platform's word.
    pub role: String,
    /// The platform's reason.
    pub reason: Option<String>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Answer a buyer's request by.
    pub answer_by: Option<DateTime<Utc>>,
}

/// Reads cancellations (F100).
#[async_trait]
pub trait CancellationSource: Send + Sync {
    /// Cancellations changed at or after `since`.
    async fn changed(&self, since: DateTime<Utc>, page: Option<&PageToken>) -> Result<Page<Cancellation>>;
}

/// Whether a warehouse's stock can be sold (F015).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarehouseState {
    /// In use.
    Enabled,
    /// Switched off.
    Disabled,
    /// Holiday mode or order limit: its stock cannot be sold.
    Restricted,
    /// A word this version does not know.
    Unknown(String),
}

/// A warehouse on the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    /// Id; a place used for sales and returns has two.
    pub id: WarehouseId,
    /// Name.
    pub name: String,
    /// State.
    pub state: WarehouseState,
    /// Orders are shipped from it (else returns come to it).
    pub is_sales: bool,
    /// The default one.
    pub is_default: bool,
}

/// A delivery option of a warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryOption {
    /// Id.
    pub id: DeliveryOptionId,
    /// Name.
    pub name: String,
    /// The platform's kind, for example `STANDARD`.
    pub kind: String,
}

/// Reads warehouses and delivery options (F015).
#[async_trait]
pub trait PlaceSource: Send + Sync {
    /// All warehouses.
    async fn warehouses(&self) -> Result<Vec<Warehouse>>;
    /// The delivery options of one.
    async fn delivery_options(&self, warehouse: &WarehouseId) -> Result<Vec<DeliveryOption>>;
}
