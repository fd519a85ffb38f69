//! Home (F200).

use chrono::{DateTime, Utc};

use super::channels::ChannelHealthView;
use super::reason::ReasonView;
use super::wire;

wire! {
    /// Kinds of things that need a person, most urgent first.
    #[derive(Copy, Eq)]
    pub enum AttentionKind {
        /// A connection needs sign-in.
        SignIn,
        /// A connection wants something soon: its terms, its readiness, its limits.
        Connection,
        /// A deadline is near.
        Deadline,
        /// A sold SKU is not linked.
        Unlinked,
        /// An order cannot go on.
        Order,
        /// A cancel came too late or it may ship twice.
        Red,
        /// A tracking number was not taken.
        Tracking,
        /// Stock cannot be established or written.
        Stock,
        /// A loop failed.
        Run,
        /// A record was set aside.
        SetAside,
    }

    /// One thing.
    pub struct AttentionItem {
        /// What it is, for example an order number or a channel name.
        pub title: String,
        /// Order to open.
        pub order: Option<String>,
        /// Connection to open.
        pub connection: Option<String>,
        /// Why.
        pub reason: Option<ReasonView>,
        /// Since.
        pub since: DateTime<Utc>,
        /// The date to keep, for deadlines.
        pub due: Option<DateTime<Utc>>,
    }

    /// Things of one kind.
    pub struct AttentionGroup {
        /// Kind.
        pub kind: AttentionKind,
        /// How many in all.
        pub count: u32,
        /// The first ones.
        pub items: Vec<AttentionItem>,
    }

    /// Today's orders on their way.
    pub struct TodayView {
        /// Orders taken in.
        pub orders_in: u32,
        /// Of these on hold.
        pub on_hold: u32,
        /// With the fulfiller.
        pub with_fulfiller: u32,
        /// Shipped.
        pub shipped: u32,
        /// Tracking confirmed at the sales channel.
        pub tracking_returned: u32,
        /// Since when (start of day, local).
        pub since: DateTime<Utc>,
    }

    /// A SKU that runs low.
    pub struct LowStockView {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// What buyers see.
        pub shown: Option<u32>,
        /// Units at the fulfiller.
        pub source: Option<u32>,
    }

    /// Orders in one state.
    pub struct StateCount {
        /// State, snake case.
        pub state: String,
        /// How many.
        pub count: u32,
    }

    /// The page.
    pub struct HomeView {
        /// What needs a person.
        pub attention: Vec<AttentionGroup>,
        /// Channels.
        pub channels: Vec<ChannelHealthView>,
        /// Today.
        pub today: TodayView,
        /// Open orders by state.
        pub states: Vec<StateCount>,
        /// Low stock.
        pub low_stock: Vec<LowStockView>,
    }
}
