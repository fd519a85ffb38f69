//! Orders: list and detail (F201).

use chrono::{DateTime, Utc};

use super::reason::ReasonView;
use super::wire;

wire! {
    /// Saved views.
    #[derive(Copy, Eq)]
    pub enum OrderTab {
        /// All but archived.
        All,
        /// On hold, new, delayed, waiting.
        Waiting,
        /// Exporting, accepted, processing, partly shipped.
        WithFulfiller,
        /// Shipped, completed.
        Shipped,
        /// Needs attention, unlinked, unfulfillable, cancel too late, blocked, or with a red notice.
        Problems,
        /// Cancelled, cancel requested.
        Cancelled,
    }

    /// Columns to sort by.
    #[derive(Copy, Eq)]
    pub enum OrderSort {
        /// Newest first.
        Newest,
        /// Earliest ship-by first.
        ShipBy,
        /// By state.
        State,
    }

    /// A question to the list.
    pub struct OrderQuery {
        /// View.
        pub tab: OrderTab,
        /// One state only.
        pub state: Option<String>,
        /// Connection.
        pub connection: Option<String>,
        /// Words to search for.
        pub text: String,
        /// Order.
        pub sort: OrderSort,
        /// Rows to skip.
        pub offset: u32,
        /// Rows wanted, at most 500.
        pub limit: u32,
    }

    /// A row.
    pub struct OrderRowView {
        /// Internal id.
        pub key: String,
        /// The platform's number.
        pub number: String,
        /// Connection.
        pub connection: String,
        /// Its name.
        pub channel: String,
        /// City and state, or none while hidden.
        pub place: Option<String>,
        /// First line's title.
        pub first_title: String,
        /// Lines by SKU: "2 × MUG-RED, 1 × TEA".
        pub summary: String,
        /// Units.
        pub units: u32,
        /// State, snake case; none = unpaid.
        pub state: String,
        /// Why.
        pub reason: Option<ReasonView>,
        /// Red mark beside the state.
        pub notice: Option<ReasonView>,
        /// Ship by.
        pub ship_by: Option<DateTime<Utc>>,
        /// The fulfiller's state.
        pub fulfiller_status: Option<String>,
        /// Parcels told to the platform.
        pub tracking_sent: u32,
        /// Parcels known.
        pub packages: u32,
        /// Placed.
        pub placed_at: DateTime<Utc>,
        /// Total, "24.99 USD".
        pub total: Option<String>,
    }

    /// Rows of a tab.
    pub struct TabCount {
        /// Tab.
        pub tab: OrderTab,
        /// Count.
        pub count: u32,
    }

    /// The list.
    pub struct OrderListView {
        /// Rows.
        pub rows: Vec<OrderRowView>,
        /// Rows that match in all.
        pub total: u32,
        /// Counts of all tabs.
        pub tabs: Vec<TabCount>,
        /// Parts that wait in the own warehouse's list.
        pub own_parts: u32,
    }

    /// Names an order.
    pub struct OrderRef {
        /// Internal id.
        pub key: String,
    }

    /// Names orders.
    pub struct OrderRefs {
        /// Internal ids.
        pub keys: Vec<String>,
    }

    /// A component of a link.
    pub struct ComponentView {
        /// SKU at the fulfiller.
        pub sku: String,
        /// Units per sold unit.
        pub quantity: u32,
        /// Units that can be sent now; none = unknown.
        pub available: Option<u32>,
        /// Age of that number, read at.
        pub read_at: Option<DateTime<Utc>>,
    }

    /// Equal lines of an order, folded.
    pub struct LineView {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU on the listing.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// Variant.
        pub variant: String,
        /// Units.
        pub units: u32,
        /// Units cancelled.
        pub cancelled: u32,
        /// Price of one, "9.99 USD".
        pub price: Option<String>,
        /// Gift.
        pub gift: bool,
        /// Linked to; empty = not linked.
        pub components: Vec<ComponentView>,
        /// `amazon` or `merchant`.
        pub stored_by: Option<String>,
        /// What buyers see now.
        pub shown: Option<u32>,
        /// Why this number.
        pub ladder: Vec<super::stock::LadderStepView>,
        /// Why there is none.
        pub stock_reason: Option<ReasonView>,
    }

    /// What would be or was sent.
    pub struct PlanView {
        /// Our key at the fulfiller.
        pub key: String,
        /// Fulfiller's name.
        pub fulfiller: String,
        /// Speed.
        pub speed: String,
        /// Fee preview, "5.47 USD".
        pub fee: Option<String>,
        /// Expected arrival.
        pub arrives_by: Option<DateTime<Utc>>,
        /// Units by SKU.
        pub items: Vec<ComponentView>,
        /// The fulfiller's state.
        pub status: Option<String>,
        /// Accepted.
        pub accepted_at: Option<DateTime<Utc>>,
        /// Found there, not sent by this computer.
        pub adopted: bool,
        /// Link to search it in the fulfiller's own page.
        pub link: Option<String>,
    }

    /// A parcel.
    pub struct PackageView {
        /// The fulfiller's number of the parcel.
        pub id: String,
        /// Carrier as the fulfiller writes it.
        pub carrier: Option<String>,
        /// Carrier's number.
        pub carrier_number: Option<String>,
        /// Amazon's own number.
        pub amazon_number: Option<String>,
        /// Left the warehouse.
        pub shipped: bool,
        /// Units by SKU.
        pub contents: Vec<ComponentView>,
        /// `waiting`, `queued`, `sent`, `noted`, `failed`, `gone`.
        pub state: String,
        /// The number the platform has.
        pub number_sent: Option<String>,
        /// When.
        pub sent_at: Option<DateTime<Utc>>,
        /// A warning of the platform.
        pub warning: Option<String>,
        /// Why not sent.
        pub reason: Option<ReasonView>,
        /// The number was corrected once (F089).
        pub corrected: bool,
        /// Amazon's or the carrier's newest milestone (F408).
        pub milestone: Option<String>,
        /// Expected arrival.
        pub estimated: Option<DateTime<Utc>>,
        /// Arrived.
        pub delivered_at: Option<DateTime<Utc>>,
        /// Lost.
        pub lost: bool,
        /// Cannot be delivered.
        pub undeliverable: bool,
        /// The platform says that it is not from Amazon (F092).
        pub not_from_amazon: bool,
        /// What to write to the platform's support, when it alone can help.
        pub support_text: Option<String>,
    }

    /// The buyer's open request to cancel (F103).
    pub struct CancelRequestView {
        /// Asked.
        pub asked_at: DateTime<Utc>,
        /// Answer it by.
        pub answer_by: Option<DateTime<Utc>>,
        /// The platform's reason.
        pub reason: Option<String>,
    }

    /// A reason of the platform's own list.
    pub struct CancelReasonView {
        /// The platform's word.
        pub name: String,
        /// For people.
        pub text: String,
    }

    /// A line that may be cancelled alone.
    pub struct CancelLineView {
        /// The platform's line.
        pub line: String,
        /// Title.
        pub title: String,
        /// Reasons for it.
        pub reasons: Vec<CancelReasonView>,
    }

    /// What may be decided about an order's cancel now.
    pub struct CancelChoicesView {
        /// The buyer asks.
        pub asked: bool,
        /// Amazon has nothing of it any more: the request can be accepted.
        pub may_accept: bool,
        /// Reasons for rejecting the request.
        pub reject_reasons: Vec<CancelReasonView>,
        /// Reasons for cancelling the whole order.
        pub cancel_reasons: Vec<CancelReasonView>,
        /// Lines that may be cancelled alone.
        pub lines: Vec<CancelLineView>,
    }

    /// Answers the buyer's request.
    pub struct AnswerRequest {
        /// Internal id.
        pub key: String,
        /// Accept it; else reject it.
        pub accept: bool,
        /// The reason of a rejection.
        pub reject_reason: Option<String>,
    }

    /// Cancels at the platform (F102).
    pub struct CancelOnPlatform {
        /// Internal id.
        pub key: String,
        /// Single lines; empty = the whole order.
        pub lines: Vec<String>,
        /// The platform's reason.
        pub reason: String,
    }

    /// Sends a parcel's number again (F085).
    pub struct SendNumber {
        /// Internal id.
        pub key: String,
        /// Although its form looks wrong.
        pub anyway: bool,
    }

    /// Names a parcel of an order.
    pub struct PhotoRef {
        /// Internal id of the order.
        pub key: String,
        /// The parcel.
        pub package: String,
    }

    /// A fresh link to the photo of a delivery; it opens for an hour and is never stored.
    pub struct PhotoView {
        /// Link; none = there is no photo.
        pub link: Option<String>,
    }

    /// An address part: readable, hidden or absent.
    pub struct AddressPartView {
        /// Which: name, street, city, state, postcode, country, phone.
        pub part: String,
        /// Text, when readable.
        pub text: Option<String>,
        /// The platform hides it.
        pub hidden: bool,
    }

    /// An event of the timeline.
    pub struct EventView {
        /// Id.
        pub id: i64,
        /// When.
        pub at: DateTime<Utc>,
        /// Kind, snake case.
        pub kind: String,
        /// A plain sentence.
        pub text: String,
        /// Redacted detail, JSON text.
        pub detail: Option<String>,
    }

    /// An action that makes sense now.
    #[derive(Copy, Eq)]
    pub enum OrderAction {
        /// Decide and send again.
        Retry,
        /// Send although it asks for a decision or is before the start line.
        SendAnyway,
        /// Link a line.
        Link,
        /// Ask the fulfiller to cancel.
        CancelAtFulfiller,
        /// Put out of the lists.
        Archive,
        /// Take back.
        Unarchive,
        /// Read it again now.
        Refresh,
        /// Place it anew after Amazon cancelled it.
        PlaceAnew,
        /// Send the tracking number again, as it is.
        SendNumber,
        /// Cancel it at the platform.
        CancelOnPlatform,
        /// Skip the rest of the extra delay.
        SendNow,
        /// Leave it as it was sent although it changed.
        AcceptChange,
    }

    /// The order's page.
    pub struct OrderView {
        /// The row.
        pub row: OrderRowView,
        /// The platform's own state.
        pub platform_status: String,
        /// Paid.
        pub paid_at: Option<DateTime<Utc>>,
        /// Released at the earliest.
        pub hold_until: Option<DateTime<Utc>>,
        /// Cancelled by the platform at, when not shipped.
        pub auto_cancel_at: Option<DateTime<Utc>>,
        /// Collected by the carrier by.
        pub collect_by: Option<DateTime<Utc>>,
        /// Lines.
        pub lines: Vec<LineView>,
        /// Plan or fulfillment order.
        pub plan: Option<PlanView>,
        /// Parts beside the main one.
        pub parts: Vec<super::own::PartView>,
        /// Parcels.
        pub packages: Vec<PackageView>,
        /// The buyer's open request to cancel.
        pub request: Option<CancelRequestView>,
        /// Collected, as the platform shows it.
        pub collected_at: Option<DateTime<Utc>>,
        /// Delivered, as the platform shows it.
        pub delivered_at: Option<DateTime<Utc>>,
        /// Address.
        pub address: Vec<AddressPartView>,
        /// Buyer's note.
        pub buyer_note: Option<String>,
        /// Seller's note.
        pub seller_note: Option<String>,
        /// Amounts: name and text.
        pub money: Vec<AmountView>,
        /// Timeline, newest first.
        pub timeline: Vec<EventView>,
        /// Actions, the first is the primary one.
        pub actions: Vec<OrderAction>,
        /// What happens next, in a sentence.
        pub next: Option<String>,
        /// Its items and its buyer were deleted (F039).
        pub cleared_at: Option<DateTime<Utc>>,
        /// Redacted copy of what we hold, JSON text.
        pub payload: String,
    }

    /// An amount with its name.
    pub struct AmountView {
        /// Name, snake case.
        pub name: String,
        /// "24.99 USD".
        pub amount: String,
    }

    /// Sends although asked (F067, F327, F328).
    pub struct SendAnyway {
        /// Internal ids.
        pub keys: Vec<String>,
    }

    /// How each order of a bulk action fared.
    pub struct BulkView {
        /// Taken.
        pub done: u32,
        /// Not taken: number and why.
        pub refused: Vec<BulkRefusal>,
    }

    /// One that was not taken.
    pub struct BulkRefusal {
        /// Order number.
        pub number: String,
        /// Why.
        pub reason: ReasonView,
    }
}
