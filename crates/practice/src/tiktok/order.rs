//! What the shop remembers of an order: lines, pieces, packages, deadlines and the status that follows from them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::money::{Bill, Price};
use super::package::Package;
use super::person::Person;

/// Status of an order (tiktok-shop fact sheet 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrderStatus {
    /// Placed, not paid.
    Unpaid,
    /// Paid, in the buyer's change window or waiting for a release.
    OnHold,
    /// May be shipped.
    AwaitingShipment,
    /// Some lines are shipped.
    PartiallyShipping,
    /// Every line has a shipment.
    AwaitingCollection,
    /// The courier has every package.
    InTransit,
    /// Every package arrived.
    Delivered,
    /// The after-sales period is over.
    Completed,
    /// Every line is cancelled.
    Cancelled,
}

impl OrderStatus {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unpaid => "UNPAID",
            Self::OnHold => "ON_HOLD",
            Self::AwaitingShipment => "AWAITING_SHIPMENT",
            Self::PartiallyShipping => "PARTIALLY_SHIPPING",
            Self::AwaitingCollection => "AWAITING_COLLECTION",
            Self::InTransit => "IN_TRANSIT",
            Self::Delivered => "DELIVERED",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Whether the word names a status.
    #[must_use]
    pub fn known(word: &str) -> bool {
        [
            Self::Unpaid,
            Self::OnHold,
            Self::AwaitingShipment,
            Self::PartiallyShipping,
            Self::AwaitingCollection,
            Self::InTransit,
            Self::Delivered,
            Self::Completed,
            Self::Cancelled,
        ]
        .iter()
        .any(|status| status.word() == word)
    }
}

/// What makes an order special; an order may carry several (features F034, F328, F403).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Paid at the door.
    Cod,
    /// A free sample for a creator.
    Sample,
    /// Replaces an earlier order.
    Replacement,
    /// Comes from an exchange.
    Exchange,
    /// Released at a later date.
    PreOrder,
    /// Made after the order came in.
    MadeToOrder,
    /// Sold before the stock arrives.
    BackOrder,
    /// A delivery of a subscription.
    Subscription,
    /// Nothing to ship.
    Digital,
    /// Goes to a collection point.
    CollectionPoint,
    /// The seller packs, the platform's label ships.
    PlatformLabel,
    /// Stored and shipped by the platform.
    Fbt,
    /// Carries a free gift line.
    Gift,
    /// The parcel must be authenticated before shipping.
    Authentication,
    /// Contains a dangerous good.
    Dangerous,
    /// Contains something that needs a prescription.
    Prescription,
    /// Sold in a live auction.
    Auction,
    /// Sold in a raffle.
    Lottery,
    /// A kind of order that no document names yet.
    UnknownKind,
}

/// Who cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Initiator {
    /// The buyer.
    Buyer,
    /// The seller.
    Seller,
    /// The platform.
    System,
}

impl Initiator {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Buyer => "BUYER",
            Self::Seller => "SELLER",
            Self::System => "SYSTEM",
        }
    }
}

/// What a unit is: one listed SKU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// The platform's product id.
    pub product_id: String,
    /// The platform's SKU id.
    pub sku_id: String,
    /// The merchant's own code.
    pub seller_sku: String,
    /// Title of the product.
    pub product_name: String,
    /// Name of the variant.
    pub sku_name: String,
}

/// A physical unit of a line: the line itself, or one sub item of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The line's id, or the sub item's own id in a bundle.
    pub id: String,
    /// What it is.
    pub goods: Goods,
    /// What it costs (a share of the line's price in a bundle).
    pub price: Price,
    /// The warehouse it comes from.
    pub warehouse_id: String,
    /// True if it was taken out of the seller's stock.
    pub holds_stock: bool,
    /// The package that holds it.
    pub package_id: Option<String>,
}

/// One unit of an order (fact sheet 8.3: one entry per unit).
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The line item's id.
    pub id: String,
    /// What was bought; for a bundle the bundle's own SKU.
    pub goods: Goods,
    /// What was paid for it.
    pub price: Price,
    /// True for the free line of a promotion.
    pub is_gift: bool,
    /// True if `pieces` are the contents of a bundle.
    pub is_bundle: bool,
    /// The physical units.
    pub pieces: Vec<Piece>,
    /// Why and by whom it was cancelled.
    pub cancelled: Option<(String, Initiator)>,
}

impl Line {
    /// Whether every piece lies in a package.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.pieces.iter().all(|piece| piece.package_id.is_some())
    }

    /// Whether the line still lives.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.cancelled.is_none()
    }
}

/// The hours that the platform sets for an order, in world milliseconds (fact sheet 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// Ship by, else it counts as late dispatch.
    pub ship_by_ms: i64,
    /// The carrier should have it by.
    pub collect_by_ms: i64,
    /// Cancelled by the platform if not shipped by then.
    pub ship_or_cancel_ms: i64,
    /// Cancelled by the platform if the carrier has not scanned it by then.
    pub collect_or_cancel_ms: i64,
    /// Cancelled by the platform if not delivered by then.
    pub deliver_or_cancel_ms: i64,
}

/// One order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The platform's order id.
    pub id: String,
    /// Running number of the order in this world, from 0.
    pub number: u64,
    /// Who buys and where it goes.
    pub buyer: Person,
    /// What the buyer wrote.
    pub message: String,
    /// What the seller wrote.
    pub seller_note: String,
    /// True if the platform sees no courier's scan of this order's parcels.
    pub unseen: bool,
    /// Special kinds.
    pub marks: BTreeSet<Mark>,
    /// The order that this one replaces or exchanges.
    pub follows: Option<String>,
    /// Whether this order goes through ON_HOLD after payment.
    pub has_hold: bool,
    /// When it was placed.
    pub placed_ms: i64,
    /// When it was paid.
    pub paid_ms: Option<i64>,
    /// When the hold ends, while it holds or after.
    pub release_ms: Option<i64>,
    /// The announced release of a pre-order.
    pub announced_ms: Option<i64>,
    /// Last change.
    pub updated_ms: i64,
    /// True once the hold is over.
    pub released: bool,
    /// Times set by the platform, from payment on.
    pub deadlines: Deadlines,
    /// When the last line was shipped.
    pub shipped_ms: Option<i64>,
    /// When the last package was collected.
    pub collected_ms: Option<i64>,
    /// When the last package arrived.
    pub delivered_ms: Option<i64>,
    /// When the after-sales period ended.
    pub completed_ms: Option<i64>,
    /// When the last open line was cancelled.
    pub cancelled_ms: Option<i64>,
    /// When the buyer asked to cancel, while that request is open.
    pub asked_to_cancel_ms: Option<i64>,
    /// True once the buyer changed the address.
    pub address_changed: bool,
    /// True if the seller shipped a part in the platform's own pages.
    pub shipped_by_hand: bool,
    /// When the platform or the seller's own staff ships it without the API.
    pub self_ship_ms: Option<i64>,
    /// Units.
    pub lines: Vec<Line>,
    /// Parcels.
    pub packages: Vec<Package>,
    /// The sums.
    pub bill: Bill,
    /// The delivery option.
    pub delivery_option_id: String,
}

impl Order {
    /// Whether the order carries a mark.
    #[must_use]
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether the seller ships it with a number of its own: neither the platform's label nor the platform's warehouse.
    #[must_use]
    pub fn is_seller_shipped(&self) -> bool {
        !self.is(Mark::PlatformLabel) && !self.is(Mark::Fbt) && !self.is(Mark::Digital)
    }

    /// The package with that id.
    #[must_use]
    pub fn package(&self, id: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.id == id)
    }

    /// The status, derived from payment, hold, lines and packages.
    #[must_use]
    pub fn status(&self) -> OrderStatus {
        let mut open = self.lines.iter().filter(|line| line.is_open()).peekable();
        if open.peek().is_none() {
            return OrderStatus::Cancelled;
        }
        if self.paid_ms.is_none() {
            return OrderStatus::Unpaid;
        }
        if !self.released {
            return OrderStatus::OnHold;
        }
        if self.completed_ms.is_some() {
            return OrderStatus::Completed;
        }
        let pieces = || self.lines.iter().filter(|line| line.is_open()).flat_map(|line| line.pieces.iter());
        let packed = pieces().filter(|piece| piece.package_id.is_some()).count();
        if packed == 0 {
            return OrderStatus::AwaitingShipment;
        }
        if packed < pieces().count() {
            return OrderStatus::PartiallyShipping;
        }
        let every = |reached: fn(&Package) -> bool| {
            pieces().all(|piece| piece.package_id.as_deref().and_then(|id| self.package(id)).is_some_and(reached))
        };
        if every(|package| package.delivered_ms.is_some()) {
            OrderStatus::Delivered
        } else if every(|package| package.collected_ms.is_some()) {
            OrderStatus::InTransit
        } else {
            OrderStatus::AwaitingCollection
        }
    }

    /// The line's own status word; a line knows no hold (fact sheet 8.1).
    #[must_use]
    pub fn line_status(&self, line: &Line) -> &'static str {
        if !line.is_open() {
            return OrderStatus::Cancelled.word();
        }
        if self.paid_ms.is_none() {
            return OrderStatus::Unpaid.word();
        }
        let words = line.pieces.iter().map(|piece| self.piece_status(piece));
        words.min().unwrap_or(OrderStatus::AwaitingShipment).word()
    }

    /// How far one piece has come.
    #[must_use]
    pub fn piece_status(&self, piece: &Piece) -> OrderStatus {
        let Some(package) = piece.package_id.as_deref().and_then(|id| self.package(id)) else {
            return OrderStatus::AwaitingShipment;
        };
        if self.completed_ms.is_some() {
            OrderStatus::Completed
        } else if package.delivered_ms.is_some() {
            OrderStatus::Delivered
        } else if package.collected_ms.is_some() {
            OrderStatus::InTransit
        } else {
            OrderStatus::AwaitingCollection
        }
    }

    /// The order is changed at `now_ms`; update times never go back.
    pub fn touch(&mut self, now_ms: i64) {
        self.updated_ms = self.updated_ms.max(now_ms);
    }
}
