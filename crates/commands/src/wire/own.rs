//! Parts beside an order's main one: those of the own warehouse, their list, their numbers, their files (F011).

use chrono::{DateTime, Utc};

use super::channels::CarrierChoiceView;
use super::orders::AddressPartView;
use super::reason::ReasonView;
use super::wire;

wire! {
    /// Equal lines of a part, folded.
    pub struct PartLineView {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU on the listing.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// Variant.
        pub variant: String,
        /// Units that the buyer wants.
        pub units: u32,
        /// Of these without a tracking number.
        pub waiting: u32,
    }

    /// A number that was entered for a part.
    pub struct PartNumberView {
        /// Number.
        pub number: String,
        /// Units in the parcel.
        pub units: u32,
        /// `queued`, `sent` or `refused`.
        pub state: String,
        /// Why it waits or was refused.
        pub reason: Option<ReasonView>,
    }

    /// A part of an order beside its main one, or all of an order that the own warehouse ships.
    pub struct PartView {
        /// Internal id of the order.
        pub key: String,
        /// The platform's number.
        pub number: String,
        /// Connection.
        pub connection: String,
        /// Its name.
        pub channel: String,
        /// Number of the part.
        pub part: u32,
        /// `own_warehouse` or `seller`.
        pub route: String,
        /// State, snake case.
        pub state: String,
        /// Why.
        pub reason: Option<ReasonView>,
        /// In that state since.
        pub since: DateTime<Utc>,
        /// Taken over by the own warehouse.
        pub taken_at: Option<DateTime<Utc>>,
        /// Ship by.
        pub ship_by: Option<DateTime<Utc>>,
        /// Lines.
        pub lines: Vec<PartLineView>,
        /// Units that wait for a number.
        pub waiting: u32,
        /// Numbers entered here.
        pub numbers: Vec<PartNumberView>,
        /// The buyer asks to cancel: nothing is told before that is answered.
        pub cancel_asked: bool,
        /// Address, as far as it can be read.
        pub address: Vec<AddressPartView>,
    }

    /// The own warehouse's list.
    pub struct OwnListView {
        /// Parts that wait or are in work, earliest ship-by first.
        pub parts: Vec<PartView>,
        /// Some shop gives parts to its own warehouse.
        pub used: bool,
    }

    /// Names a part.
    pub struct PartRef {
        /// Internal id of the order.
        pub key: String,
        /// Number of the part.
        pub part: u32,
    }

    /// Names parts.
    pub struct PartRefs {
        /// They.
        pub parts: Vec<PartRef>,
    }

    /// The platform's carriers for an order.
    pub struct OwnCarriersView {
        /// By name.
        pub carriers: Vec<CarrierChoiceView>,
    }

    /// Units of an item in a parcel.
    pub struct OwnItem {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Units.
        pub units: u32,
    }

    /// A parcel of the own warehouse.
    pub struct ShipOwn {
        /// Internal id of the order.
        pub key: String,
        /// Number of the part.
        pub part: u32,
        /// The platform's id of the carrier.
        pub carrier: String,
        /// Tracking number as typed.
        pub number: String,
        /// What is in it; empty = all that waits.
        pub items: Vec<OwnItem>,
    }

    /// A file for the warehouse.
    pub struct OwnSheetView {
        /// Proposed name.
        pub file_name: String,
        /// Its contents, CSV.
        pub text: String,
        /// Rows below the names of the columns.
        pub rows: u32,
        /// Parts in it.
        pub parts: u32,
        /// Of these with an address that cannot be read (yet).
        pub hidden: u32,
    }

    /// A file that was filled in.
    pub struct OwnSheetText {
        /// Its contents.
        pub text: String,
    }

    /// A parcel of the file.
    pub struct OwnParcelView {
        /// Order number.
        pub number: String,
        /// Number of the part.
        pub part: u32,
        /// Carrier in the platform's list.
        pub carrier: String,
        /// Tracking number.
        pub tracking: String,
        /// Units in it.
        pub units: u32,
        /// Lines of the file that it came from.
        pub rows: Vec<u32>,
        /// The number does not look like one of its carrier.
        pub odd: bool,
    }

    /// A row that cannot be taken.
    pub struct OwnRowRefusal {
        /// Line of the file, from 1.
        pub row: u32,
        /// Why, and the cure.
        pub reason: ReasonView,
    }

    /// What a file would confirm, or has confirmed.
    pub struct OwnImportView {
        /// Parcels.
        pub parcels: Vec<OwnParcelView>,
        /// Rows that cannot be taken; with one, nothing is applied.
        pub refused: Vec<OwnRowRefusal>,
        /// Rows without carrier and number.
        pub skipped: u32,
        /// It was carried out.
        pub applied: bool,
    }
}
