//! An order as the sales channel tells it, in our words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::address::ShipTo;
use crate::ids::{
    ConnectionId, DeliveryOptionId, LineId, ListingSkuId, PackageId, ProductId, RemoteOrderId, SellerSku, SubItemId,
    WarehouseId,
};
use crate::money::Money;
use crate::open_enum::open_enum;

open_enum! {
    /// Where the order stands at the platform (TikTok Shop fact sheet 8.1).
    PlatformStatus {
        Unpaid = "UNPAID", OnHold = "ON_HOLD", AwaitingShipment = "AWAITING_SHIPMENT", PartiallyShipping = "PARTIALLY_SHIPPING",
        AwaitingCollection = "AWAITING_COLLECTION", InTransit = "IN_TRANSIT", Delivered = "DELIVERED", Completed = "COMPLETED",
        Cancelled = "CANCELLED",
    }
}
open_enum! {
    /// Who hands the parcel to a carrier (fact sheet 8.1, `shipping_type`). Only `Seller` may go to Amazon (F035).
    ShippingBy { Seller = "SELLER", Platform = "TIKTOK", Digital = "TIKTOK_DIGITAL", Pickup = "IN-STORE PICKUP" }
}
open_enum! {
    /// Who stores and packs (fact sheet 8.1, `fulfillment_type`). Only `Seller` may go to Amazon (F035).
    FulfillmentBy { Seller = "FULFILLMENT_BY_SELLER", Platform = "FULFILLMENT_BY_TIKTOK", Dilayani = "FULFILLMENT_BY_DILAYANI_TOKOPEDIA" }
}
open_enum! {
    /// The platform's kind of order (fact sheet 8.1, `order_type`).
    OrderType {
        Normal = "NORMAL", PreOrder = "PRE_ORDER", MadeToOrder = "MADE_TO_ORDER", BackOrder = "BACK_ORDER",
        ZeroLottery = "ZERO_LOTTERY", Auction = "AUCTION", Virtual = "VIRTUAL_ORDER",
    }
}

open_enum! {
    /// How far a parcel is (fact sheet 8.1, `package_status`): to be shipped, waiting for the carrier, on its way,
    /// delivered, cancelled.
    PackageStatus {
        ToShip = "TO_FULFILL", AwaitingCollection = "PROCESSING", InTransit = "FULFILLING", Delivered = "COMPLETED",
        Cancelled = "CANCELLED",
    }
}
open_enum! {
    /// The platform's marks on a parcel (fact sheet 9.2, `biz_extension_tags`).
    PackageTag {
        /// Told as shipped by Amazon Multi-Channel Fulfillment, but the platform found that it is not (F092).
        NotFromAmazon = "NON_MCF",
    }
}

/// Marks that change what may be done with an order (F328, F403).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Cash on delivery.
    pub cash_on_delivery: bool,
    /// Free sample for a creator.
    pub sample: bool,
    /// Replaces another order.
    pub replacement_of: Option<String>,
    /// Is a replacement, even when the other order is not named.
    pub replacement: bool,
    /// Exchange for another order.
    pub exchange: bool,
    /// Belongs to a subscription.
    pub subscription: bool,
    /// Age or identity must be checked first.
    pub needs_authentication: bool,
    /// Holds a dangerous good.
    pub dangerous: bool,
    /// Needs a prescription.
    pub prescription: bool,
    /// Delivered to a collection point instead of a home.
    pub collection_point: bool,
    /// Release date of a pre-order, when told.
    pub release_at: Option<DateTime<Utc>>,
}

/// The platform's dates that the seller has to keep (fact sheet 8.1, "Deadlines").
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Deadlines {
    /// Hand over to the carrier by.
    pub ship_by: Option<DateTime<Utc>>,
    /// First carrier scan by.
    pub collect_by: Option<DateTime<Utc>>,
    /// Delivered to the buyer by.
    #[serde(default)]
    pub deliver_by: Option<DateTime<Utc>>,
    /// Cancelled by the platform at, when not shipped.
    pub auto_cancel_at: Option<DateTime<Utc>>,
    /// Cancelled by the platform at, when no carrier has scanned it (F077, F407).
    #[serde(default)]
    pub uncollected_cancel_at: Option<DateTime<Utc>>,
    /// Cancelled by the platform at, when not delivered.
    #[serde(default)]
    pub undelivered_cancel_at: Option<DateTime<Utc>>,
}

/// When the order as a whole reached a state, as the platform tells (F087); absent until it did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// The last line was told as shipped.
    pub shipped_at: Option<DateTime<Utc>>,
    /// The carrier has it.
    pub collected_at: Option<DateTime<Utc>>,
    /// It arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// It was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// Amounts of an order as sent (F046); absent stays absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderMoney {
    /// What the buyer paid in all.
    pub total: Option<Money>,
    /// Goods after discounts.
    pub subtotal: Option<Money>,
    /// Shipping the buyer paid.
    pub shipping: Option<Money>,
    /// Tax.
    pub tax: Option<Money>,
    /// Discount the seller pays.
    pub seller_discount: Option<Money>,
    /// Discount the platform pays.
    pub platform_discount: Option<Money>,
    /// Fees charged to the buyer, by the platform's name.
    pub fees: Vec<(String, Money)>,
    /// Set when the parts do not add up to the total within 0.01 (F046).
    pub does_not_add_up: bool,
}

/// A unit inside a bundle that was made on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleContent {
    /// Seller SKU of the part, when told.
    pub seller_sku: Option<SellerSku>,
    /// How many are in one bundle.
    pub count: u32,
    /// The platform's ids of the single units, when told.
    pub sub_items: Vec<SubItemId>,
}

/// One unit that was sold: the platform has a line per unit (fact sheet 8.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The platform's line id.
    pub id: LineId,
    /// Product.
    pub product: Option<ProductId>,
    /// Variant: what links refer to.
    pub listing_sku: ListingSkuId,
    /// The seller's SKU on the listing.
    pub seller_sku: Option<SellerSku>,
    /// Product name.
    pub title: String,
    /// Variant name.
    pub variant: String,
    /// Price the buyer paid for this unit (F047).
    pub price: Option<Money>,
    /// The platform's state of this line.
    pub status: PlatformStatus,
    /// Package it is in, once shipped.
    pub package: Option<PackageId>,
    /// Number shown at the platform.
    pub tracking: Option<String>,
    /// Carrier shown at the platform.
    pub carrier: Option<String>,
    /// A gift line has price 0.
    pub gift: bool,
    /// Contents of a bundle made on the platform.
    pub contents: Vec<BundleContent>,
}

impl OrderLine {
    /// Whether the buyer still expects this unit.
    pub fn is_wanted(&self) -> bool {
        self.status != PlatformStatus::Cancelled
    }

    /// Whether it may still be exported: wanted and in no package.
    pub fn is_open(&self) -> bool {
        matches!(self.status, PlatformStatus::AwaitingShipment | PlatformStatus::OnHold | PlatformStatus::Unpaid)
            && self.package.is_none()
    }
}

/// A whole order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Our connection it came in by.
    pub connection: ConnectionId,
    /// The platform's id; also its visible number.
    pub remote: RemoteOrderId,
    /// The platform's state.
    pub status: PlatformStatus,
    /// The platform's kind.
    pub kind: OrderType,
    /// Whether the platform said that it holds the order.
    pub held: bool,
    /// Who ships.
    pub shipping: ShippingBy,
    /// Who stores and packs.
    pub fulfillment: FulfillmentBy,
    /// Special marks.
    pub marks: Marks,
    /// Placed at, platform time.
    pub placed_at: DateTime<Utc>,
    /// Paid at, platform time.
    pub paid_at: Option<DateTime<Utc>>,
    /// Last change, platform time; a newer copy wins (F030).
    pub updated_at: DateTime<Utc>,
    /// Dates to keep.
    pub deadlines: Deadlines,
    /// What was reached when.
    #[serde(default)]
    pub progress: Progress,
    /// One entry a unit, sorted by line id.
    pub lines: Vec<OrderLine>,
    /// Amounts.
    pub money: OrderMoney,
    /// Recipient.
    pub ship_to: ShipTo,
    /// The buyer's note, at most 1,000 characters (F045).
    pub buyer_note: Option<String>,
    /// The seller's note.
    pub seller_note: Option<String>,
    /// When the buyer asked to cancel, while that request is open.
    pub cancel_asked_at: Option<DateTime<Utc>>,
    /// Why it was cancelled, the platform's word.
    pub cancel_reason: Option<String>,
    /// Delivery option.
    pub delivery_option: Option<DeliveryOptionId>,
    /// Its name.
    pub delivery_option_name: Option<String>,
    /// Pickup warehouse.
    pub warehouse: Option<WarehouseId>,
    /// Region of the shop, two letters.
    pub region: String,
}

impl Order {
    /// Payment time, else placing time (features section 5: "payment time missing: use creation time").
    pub fn paid_or_placed_at(&self) -> DateTime<Utc> {
        self.paid_at.unwrap_or(self.placed_at)
    }

    /// Lines the buyer still expects and nobody has shipped.
    pub fn open_lines(&self) -> impl Iterator<Item = &OrderLine> {
        self.lines.iter().filter(|l| l.is_open())
    }

    /// Whether both types say *seller* (F035).
    pub fn is_seller_shipped(&self) -> bool {
        self.shipping == ShippingBy::Seller && self.fulfillment == FulfillmentBy::Seller
    }
}
