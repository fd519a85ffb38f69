//! A fulfillment order as its fulfiller shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::delivery::{DeliveryDocument, Milestone};
use crate::export_key::ExportKey;
use crate::ids::{FulfillerPackageId, SellerSku};
use crate::open_enum::open_enum;
use crate::plan::{ExportAction, FeatureWish, FillPolicy, Speed};
use crate::settings::ApiVersion;

open_enum! {
    /// Amazon's order states (Amazon fact sheet 4.3), whatever their case.
    FulfillmentStatus {
        New = "New", Received = "Received", Planning = "Planning", Processing = "Processing", Complete = "Complete",
        CompletePartialled = "CompletePartialled",
        /// Under way, without a word about the stage: all that the second version tells before the end (fact sheet 5).
        InProgress = "InProgress",
        Cancelled = "Cancelled", Unfulfillable = "Unfulfillable", Invalid = "Invalid",
    }
}

impl FulfillmentStatus {
    /// Whether a cancel call may still work (F100).
    pub fn is_cancellable(&self) -> bool {
        matches!(self, Self::New | Self::Received | Self::Planning | Self::InProgress)
    }

    /// Whether nothing more will happen.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Complete | Self::CompletePartialled | Self::Cancelled | Self::Unfulfillable | Self::Invalid
        )
    }
}

/// One item of the fulfillment order as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillmentItem {
    /// Our item key.
    pub key: String,
    /// SKU.
    pub sku: SellerSku,
    /// Ordered units.
    pub quantity: u32,
    /// Cancelled units.
    pub cancelled: u32,
    /// Units that cannot be sent.
    pub unfulfillable: u32,
}

/// Units of one SKU in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedUnits {
    /// SKU.
    pub sku: SellerSku,
    /// Our item key.
    pub item_key: String,
    /// Units.
    pub quantity: u32,
}

/// A parcel. A number may be there while the shipment is still pending (Amazon fact sheet 0.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillmentPackage {
    /// The fulfiller's number of the parcel.
    pub id: FulfillerPackageId,
    /// Carrier as the fulfiller writes it.
    pub carrier: Option<String>,
    /// The carrier's tracking number.
    pub carrier_number: Option<String>,
    /// Amazon's own umbrella number, early (F091).
    pub amazon_number: Option<String>,
    /// Contents.
    pub contents: Vec<PackedUnits>,
    /// Whether it has left the warehouse.
    pub shipped: bool,
    /// Expected arrival.
    pub arrives_at: Option<DateTime<Utc>>,
    /// The number under which Amazon's first version tells where the parcel is (Amazon fact sheet 4.4).
    #[serde(default)]
    pub number: Option<i32>,
    /// Where it is, when the order itself tells it.
    #[serde(default)]
    pub milestone: Option<Milestone>,
    /// What papers about its delivery can be asked for; their links live an hour and are never kept (F408).
    #[serde(default)]
    pub documents: Vec<DeliveryDocument>,
}

/// A fulfillment order read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillmentOrder {
    /// Our key.
    pub key: ExportKey,
    /// Visible number: the sales platform's order id.
    pub display_number: String,
    /// State.
    pub status: FulfillmentStatus,
    /// Received at the fulfiller.
    pub received_at: Option<DateTime<Utc>>,
    /// Last change of state.
    pub changed_at: Option<DateTime<Utc>>,
    /// Postcode as echoed; buyer data.
    pub postcode: Option<String>,
    /// Items.
    pub items: Vec<FulfillmentItem>,
    /// Parcels, cancelled shipments left out (F080).
    pub packages: Vec<FulfillmentPackage>,
    /// Whether it is held or shipped, as read back (F062).
    #[serde(default)]
    pub action: Option<ExportAction>,
    /// Box and delivery options as read back (F072, F073).
    #[serde(default)]
    pub features: Vec<FeatureWish>,
    /// Speed as read back (F090).
    #[serde(default)]
    pub speed: Option<Speed>,
    /// Fill policy as read back (F075).
    #[serde(default)]
    pub policy: Option<FillPolicy>,
}

impl FulfillmentOrder {
    /// Whether it is surely held: its stock is set aside and it waits to be released (F062).
    pub fn is_held(&self) -> bool {
        self.action == Some(ExportAction::Hold) && !self.status.is_final()
    }
}

/// One row of the list of changed orders. The first version includes neither items nor shipments (Amazon fact sheet
/// 4.4), the second lists whole orders (5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillmentSummary {
    /// Our key.
    pub key: ExportKey,
    /// Visible number.
    pub display_number: String,
    /// State.
    pub status: FulfillmentStatus,
    /// Last change of state.
    pub changed_at: Option<DateTime<Utc>>,
    /// The version that listed it (F401).
    pub api_version: ApiVersion,
    /// The whole order, where the list brings it (F080).
    pub order: Option<Box<FulfillmentOrder>>,
}
