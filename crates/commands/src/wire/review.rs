//! The review before writing flows are switched on, and the live check (F017, F316, F325).

use chrono::{DateTime, Utc};

use super::reason::ReasonView;
use super::wire;

wire! {
    /// A kind of order that should have been seen.
    pub struct ReviewCaseView {
        /// Name, for example `partial_shipment`.
        pub case: String,
        /// Number of an order that showed it.
        pub seen: Option<String>,
        /// Skipped by a person at.
        pub skipped: Option<DateTime<Utc>>,
    }

    /// An order that would go to Amazon.
    pub struct WatchedOrderView {
        /// Order to open.
        pub key: String,
        /// The platform's number.
        pub number: String,
        /// What would be sent: "2 × MUG-BLUE, 1 × LAMP".
        pub items: String,
        /// Units in all.
        pub units: u32,
        /// Speed.
        pub speed: String,
        /// Paid before the start line: it stays until a person sends it (F327).
        pub stays: bool,
    }

    /// A stock number that would be written.
    pub struct WatchedStockView {
        /// Listing.
        pub title: String,
        /// Seller SKU.
        pub seller_sku: Option<String>,
        /// What the shop shows.
        pub from: Option<u32>,
        /// What would be written.
        pub to: Option<u32>,
    }

    /// A call that waits for its flow.
    pub struct WatchedCallView {
        /// Order to open.
        pub key: String,
        /// The platform's number.
        pub number: String,
        /// Tracking number, or our key at Amazon.
        pub about: String,
    }

    /// How many are left out, and why.
    pub struct LeftOutView {
        /// Why.
        pub reason: ReasonView,
        /// How many.
        pub count: u32,
    }

    /// A writing flow that the review is about.
    pub struct ReviewFlowView {
        /// Connection it belongs to.
        pub connection: String,
        /// Name of that connection.
        pub name: String,
        /// Flow.
        pub flow: String,
        /// Switched on already.
        pub on: bool,
    }

    /// What would be written now for a shop.
    pub struct ReviewView {
        /// Shop.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Practice shop: nothing has to be accepted.
        pub practice: bool,
        /// Accepted at.
        pub accepted_at: Option<DateTime<Utc>>,
        /// Why nothing may be written whatever is accepted.
        pub refused: Option<ReasonView>,
        /// Start line (F327).
        pub start_line: Option<DateTime<Utc>>,
        /// The cases.
        pub cases: Vec<ReviewCaseView>,
        /// The first orders that would go.
        pub orders: Vec<WatchedOrderView>,
        /// How many would go.
        pub orders_count: u32,
        /// How many of these stay because they were paid before the start line.
        pub orders_stay: u32,
        /// Orders that would not go.
        pub orders_left_out: Vec<LeftOutView>,
        /// The first stock numbers that would change.
        pub stock: Vec<WatchedStockView>,
        /// How many would change.
        pub stock_count: u32,
        /// How many are right already.
        pub stock_same: u32,
        /// Listings that are linked to nothing and are left alone.
        pub stock_unlinked: u32,
        /// Why stock could not be compared.
        pub stock_refused: Option<ReasonView>,
        /// Tracking numbers that would be confirmed.
        pub tracking: Vec<WatchedCallView>,
        /// Cancels that would be asked for.
        pub cancels: Vec<WatchedCallView>,
        /// Orders that another program sent as we would have.
        pub compared_same: u32,
        /// Orders that another program sent differently.
        pub compared_different: Vec<String>,
        /// The writing flows.
        pub flows: Vec<ReviewFlowView>,
    }

    /// Skips a case of the review, or takes that back.
    pub struct SkipCase {
        /// Shop.
        pub id: String,
        /// Case.
        pub case: String,
        /// Skipped or not.
        pub skipped: bool,
    }

    /// How a step of the live check stands.
    #[derive(Copy, Eq)]
    pub enum LiveStateView {
        /// Not seen yet.
        Waits,
        /// Read back.
        Done,
        /// It did not work.
        Failed,
        /// A person skipped it.
        Skipped,
    }

    /// One step of the live check.
    pub struct LiveStepView {
        /// Name: `product`, `stock`, `order`, `tracking`, `change`.
        pub step: String,
        /// How it stands.
        pub state: LiveStateView,
        /// What was read back.
        pub detail: Option<String>,
        /// Why it failed.
        pub reason: Option<ReasonView>,
    }

    /// The live check with one product and one order.
    pub struct LiveCheckView {
        /// Begun at; none = no check is under way.
        pub begun_at: Option<DateTime<Utc>>,
        /// The one listing.
        pub sku: Option<String>,
        /// The one order.
        pub order: Option<String>,
        /// The steps.
        pub steps: Vec<LiveStepView>,
    }

    /// Begins a live check.
    pub struct BeginLiveCheck {
        /// Shop.
        pub id: String,
        /// Listing SKU id, or the seller SKU of one listing.
        pub sku: String,
        /// Order number.
        pub order: String,
    }

    /// Skips a step of the live check, or takes that back.
    pub struct SkipLiveStep {
        /// Shop.
        pub id: String,
        /// Step.
        pub step: String,
        /// Skipped or not.
        pub skipped: bool,
    }
}
