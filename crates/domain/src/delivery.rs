//! Where a parcel is, as its carrier or its fulfiller tells it (F408).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;

open_enum! {
    /// A parcel's state: the words of Amazon's package tracking, of the packages in the second order version and of
    /// its milestones (Amazon fact sheet 4.3 and 5).
    Milestone {
        Preparing = "ORDER_PREPARING", Processing = "PROCESSING", CarrierAssigned = "CARRIER_ASSIGNED", Shipped = "SHIPPED",
        InTransit = "IN_TRANSIT", Delayed = "DELAYED", OutForDelivery = "OUT_FOR_DELIVERY",
        DeliveryAttempted = "DELIVERY_ATTEMPTED", AvailableForPickup = "AVAILABLE_FOR_PICKUP",
        CustomerAction = "CUSTOMER_ACTION", Delivered = "DELIVERED", Returning = "RETURNING", Returned = "RETURNED",
        Undeliverable = "UNDELIVERABLE", Lost = "LOST", Expired = "EXPIRED", OrderCancelled = "ORDER_CANCELLED",
        PickupScheduled = "PICKUP_SCHEDULED", PickupAttempted = "PICKUP_ATTEMPTED", PickupCancelled = "PICKUP_CANCELLED",
        PickupSuccessful = "PICKUP_SUCCESSFUL", ReturnRequestAccepted = "RETURN_REQUEST_ACCEPTED",
        RefundIssued = "REFUND_ISSUED", ReturnReceived = "RETURN_RECEIVED_IN_FC", NotTold = "UNKNOWN",
    }
}

impl Milestone {
    /// Whether the parcel will not reach its buyer by itself.
    pub fn is_trouble(&self) -> bool {
        matches!(self, Self::Undeliverable | Self::Lost | Self::Returning | Self::Returned | Self::Expired)
    }
}

open_enum! {
    /// What kind of paper there is about a delivery (Amazon fact sheet 4.4).
    DeliveryDocument { Image = "DELIVERY_IMAGE", Signature = "SIGNATURE" }
}

/// One step of a parcel's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryEvent {
    /// When; `None` when it was not told.
    pub at: Option<DateTime<Utc>>,
    /// The teller's code, for example `EVENT_301` for delivered (Amazon fact sheet 4.3).
    pub code: String,
    /// Town, state and country as told. Near the end this is the buyer's town: buyer data.
    pub place: Option<String>,
    /// The teller's words.
    pub words: String,
}

/// What is known about a parcel's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryNews {
    /// The latest state.
    pub milestone: Milestone,
    /// The steps, those without a time first, then oldest first.
    pub events: Vec<DeliveryEvent>,
    /// Expected arrival.
    pub estimated: Option<DateTime<Utc>>,
    /// Arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// The carrier says that it is lost.
    pub lost: bool,
    /// It cannot be handed over, or goes back.
    pub undeliverable: bool,
}
