//! Links between listings and SKUs at the fulfiller (F190, F192, F194).

use chrono::{DateTime, Utc};

use super::orders::ComponentView;
use super::wire;

wire! {
    /// A question to the list.
    pub struct LinkQuery {
        /// Shop; none = all.
        pub connection: Option<String>,
        /// Words.
        pub text: String,
        /// Only unlinked.
        pub unlinked: bool,
        /// Rows to skip.
        pub offset: u32,
        /// Rows wanted.
        pub limit: u32,
    }

    /// A listing with its link.
    pub struct LinkRowView {
        /// Shop.
        pub connection: String,
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// Variant.
        pub variant: String,
        /// Components; empty = not linked.
        pub components: Vec<ComponentView>,
        /// `exact_sku` or `manual`.
        pub origin: Option<String>,
        /// `amazon` or `merchant`.
        pub stored_by: Option<String>,
        /// Open orders that wait for this link.
        pub waiting_orders: u32,
    }

    /// The list.
    pub struct LinkListView {
        /// Rows.
        pub rows: Vec<LinkRowView>,
        /// In all.
        pub total: u32,
        /// Of these not linked.
        pub unlinked: u32,
        /// Listings last read.
        pub read_at: Option<DateTime<Utc>>,
    }

    /// Looks for a SKU to link to.
    pub struct CandidateQuery {
        /// Shop.
        pub connection: String,
        /// Listing SKU, for ordering by likeness.
        pub listing_sku: String,
        /// Words.
        pub text: String,
    }

    /// A SKU at the fulfiller.
    pub struct CandidateView {
        /// SKU.
        pub sku: String,
        /// Product name.
        pub title: Option<String>,
        /// Units; none = unknown.
        pub available: Option<u32>,
        /// "Same SKU but for upper and lower case" and the like.
        pub hint: Option<String>,
    }

    /// Candidates.
    pub struct CandidatesView {
        /// At most 50.
        pub candidates: Vec<CandidateView>,
    }

    /// A component to link.
    pub struct ComponentInput {
        /// SKU.
        pub sku: String,
        /// Units per sold unit, 1 to 1,000.
        pub quantity: u32,
    }

    /// Links a listing SKU.
    pub struct PutLink {
        /// Shop.
        pub connection: String,
        /// Listing SKU.
        pub listing_sku: String,
        /// Components.
        pub components: Vec<ComponentInput>,
        /// Stored by the merchant, not at Amazon.
        pub merchant: bool,
    }

    /// Unlinks (F192).
    pub struct RemoveLink {
        /// Shop.
        pub connection: String,
        /// Listing SKU.
        pub listing_sku: String,
    }

    /// What a link change set in motion.
    pub struct LinkedView {
        /// Orders that go on, or that now need attention.
        pub orders: u32,
    }
}
