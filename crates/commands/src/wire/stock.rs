//! Stock (F110–F116, F127).

use chrono::{DateTime, Utc};

use super::orders::ComponentView;
use super::reason::ReasonView;
use super::wire;

wire! {
    /// One step of "why this number".
    pub struct LadderStepView {
        /// Step, snake case: source, own_demand, reserve, hold_buffer, cut_at_or_below, cut_below, percent, cap, clamp, age.
        pub step: String,
        /// Number after it.
        pub value: i64,
    }

    /// A question to the table.
    pub struct StockQuery {
        /// Shop; none = all.
        pub connection: Option<String>,
        /// Words.
        pub text: String,
        /// Rows to skip.
        pub offset: u32,
        /// Rows wanted.
        pub limit: u32,
    }

    /// A listing's stock.
    pub struct StockRowView {
        /// Shop.
        pub connection: String,
        /// Its name.
        pub channel: String,
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// Linked SKUs with their numbers.
        pub components: Vec<ComponentView>,
        /// Units of our own open orders.
        pub own_demand: u32,
        /// What is to be shown.
        pub shown: Option<u32>,
        /// What the platform last acknowledged; none = unknown.
        pub acknowledged: Option<u32>,
        /// Last push.
        pub pushed_at: Option<DateTime<Utc>>,
        /// Steps.
        pub ladder: Vec<LadderStepView>,
        /// Why there is no number, or why it was not taken.
        pub reason: Option<ReasonView>,
    }

    /// The table.
    pub struct StockListView {
        /// Rows.
        pub rows: Vec<StockRowView>,
        /// In all.
        pub total: u32,
    }
}
