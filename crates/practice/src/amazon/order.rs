//! Fulfillment orders, their shipments and packages.

use super::address::Address;

/// Status of a fulfillment order (fact sheet 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderStatus {
    /// Received, not validated.
    New,
    /// Address and stock accepted; cancellable.
    Received,
    /// Shipments are planned; cancellable.
    Planning,
    /// Picking began; not cancellable.
    Processing,
    /// Cancelled. Final.
    Cancelled,
    /// Everything left. Final.
    Complete,
    /// Some units left, the others never will. Final.
    CompletePartialled,
    /// Nothing can be shipped. Final.
    Unfulfillable,
    /// Address or stock refused after acceptance. Final.
    Invalid,
}

impl OrderStatus {
    /// Amazon's spelling in its model.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Received => "Received",
            Self::Planning => "Planning",
            Self::Processing => "Processing",
            Self::Cancelled => "Cancelled",
            Self::Complete => "Complete",
            Self::CompletePartialled => "CompletePartialled",
            Self::Unfulfillable => "Unfulfillable",
            Self::Invalid => "Invalid",
        }
    }

    /// Whether nothing changes any more.
    pub fn is_final(self) -> bool {
        self >= Self::Cancelled
    }

    /// Whether a cancel call can still work.
    pub fn cancellable(self) -> bool {
        self <= Self::Planning
    }
}

/// Status of a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShipmentStatus {
    /// Planned, still in the warehouse.
    Pending,
    /// Left the warehouse.
    Shipped,
    /// Given up by the warehouse; a new one may follow.
    CancelledByFulfiller,
    /// Cancelled with the order.
    CancelledBySeller,
}

impl ShipmentStatus {
    /// Amazon's spelling.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Shipped => "SHIPPED",
            Self::CancelledByFulfiller => "CANCELLED_BY_FULFILLER",
            Self::CancelledBySeller => "CANCELLED_BY_SELLER",
        }
    }

    /// Whether its packages are, or will be, on their way.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Pending | Self::Shipped)
    }
}

/// One line of a fulfillment order.
#[derive(Debug, Clone)]
pub struct Item {
    /// Seller SKU at Amazon.
    pub seller_sku: String,
    /// The seller's id of the line.
    pub item_id: String,
    /// Units ordered.
    pub quantity: u32,
    /// Units cancelled.
    pub cancelled: u32,
    /// Units that Amazon cannot ship.
    pub unfulfillable: u32,
    /// Text on the packing slip.
    pub comment: Option<String>,
    /// Gift message.
    pub gift_message: Option<String>,
    /// Units set aside in the warehouse for this line.
    pub reserved: u32,
    /// Units that are not there but may still come (*FillAll*, for a day).
    pub waiting: u32,
}

/// What becomes of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParcelFate {
    /// It reaches its buyer.
    #[default]
    Arrives,
    /// The carrier loses it on the way.
    Lost,
    /// It cannot be handed over.
    Undeliverable,
}

/// One parcel.
#[derive(Debug, Clone)]
pub struct Package {
    /// Amazon's number, unique in the account.
    pub number: i32,
    /// Carrier code as Amazon writes it.
    pub carrier: String,
    /// The carrier's number, once `tracking_from_ms` has come.
    pub tracking: String,
    /// When the carrier's number becomes visible.
    pub tracking_from_ms: i64,
    /// The early umbrella number `AFTN…`, once its time has come.
    pub aftn: Option<(String, i64)>,
    /// When the parcel is handed to the carrier (planned, then true).
    pub ship_ms: i64,
    /// When it arrives (planned, then true); when it is found lost or undeliverable.
    pub arrive_ms: i64,
    /// What becomes of it.
    pub fate: ParcelFate,
}

impl Package {
    /// Whether its buyer has it.
    pub fn arrived(&self, now_ms: i64) -> bool {
        self.fate == ParcelFate::Arrives && self.arrive_ms <= now_ms
    }

    /// Whether Amazon's own couriers bring it.
    pub fn by_amazon(&self) -> bool {
        self.tracking.starts_with("TBA")
    }

    /// All numbers this parcel may be known by, visible yet or not.
    pub fn numbers(&self) -> Vec<&str> {
        let mut numbers = vec![self.tracking.as_str()];
        numbers.extend(self.aftn.as_ref().map(|(number, _)| number.as_str()));
        numbers
    }
}

/// Units of one line in one package.
#[derive(Debug, Clone)]
pub struct ShipmentItem {
    /// Position of the line in the order.
    pub item: usize,
    /// Units.
    pub quantity: u32,
    /// Number of the package they are in.
    pub package_number: i32,
}

/// Parcels that leave one warehouse together.
#[derive(Debug, Clone)]
pub struct Shipment {
    /// Amazon's id.
    pub id: String,
    /// Warehouse code such as `PHX3`.
    pub warehouse: &'static str,
    /// Status.
    pub status: ShipmentStatus,
    /// What is in it.
    pub items: Vec<ShipmentItem>,
    /// Its parcels.
    pub packages: Vec<Package>,
    /// When it leaves (planned, then true).
    pub ship_ms: i64,
}

/// What an order of the second version (2026-07-04) carries beyond the first one's fields.
#[derive(Debug, Clone)]
pub struct SecondVersion {
    /// Sales channel, for instance `TIKTOK`.
    pub channel: Option<String>,
    /// `fulfillmentConfiguration.services` as they were asked for.
    pub services: Option<serde_json::Value>,
    /// An order that was only *taken* (202) can be read from this moment on.
    pub readable_from_ms: i64,
}

/// A fulfillment order as the account holds it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields carry Amazon's names, described in its model")]
pub struct FulfillmentOrder {
    pub id: String,
    pub marketplace_id: String,
    pub displayable_id: String,
    pub displayable_date: String,
    pub comment: String,
    pub speed: String,
    pub address: Address,
    pub hold: bool,
    pub policy: String,
    pub features: Vec<(String, String)>,
    pub emails: Vec<String>,
    pub items: Vec<Item>,
    pub shipments: Vec<Shipment>,
    pub status: OrderStatus,
    pub received_ms: i64,
    pub status_ms: i64,
    /// What only the second version carries; `None` for an order that the first version created.
    pub v2: Option<SecondVersion>,
    /// How the status is spelled in answers: Amazon itself mixes cases (fact sheet 0.6).
    pub shouts: bool,
}

impl FulfillmentOrder {
    /// Whether it is open for units that may still come.
    pub fn is_waiting(&self) -> bool {
        self.items.iter().any(|item| item.waiting > 0)
    }

    /// Units ordered.
    pub fn units(&self) -> u32 {
        self.items.iter().map(|item| item.quantity).sum()
    }

    /// Whether Amazon's own couriers are kept away.
    pub fn blocks_amazon(&self) -> bool {
        self.features.iter().any(|(name, _)| name == "BLOCK_AMZL")
    }

    /// Units that left a warehouse.
    pub fn units_shipped(&self) -> u32 {
        let left = self.shipments.iter().filter(|shipment| shipment.status == ShipmentStatus::Shipped);
        left.flat_map(|shipment| &shipment.items).map(|item| item.quantity).sum()
    }

    /// Parcels of shipments that were not given up.
    pub fn live_packages(&self) -> impl Iterator<Item = &Package> {
        self.shipments.iter().filter(|shipment| shipment.status.is_live()).flat_map(|shipment| &shipment.packages)
    }

    /// Whether the order may still send, or has sent, something.
    pub fn is_live(&self) -> bool {
        use OrderStatus::{Cancelled, Invalid, Unfulfillable};
        !matches!(self.status, Cancelled | Invalid | Unfulfillable)
    }
}
