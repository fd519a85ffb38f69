//! What a commit changed, so that screens refetch only that.

use std::collections::BTreeSet;

use crate::stored_enum::stored_enum;

stored_enum! {
    /// A group of answers that a commit made old.
    Tag {
        /// Connections and their health.
        Connections = "connections",
        /// Flows: switches, cadence, last and next run.
        Flows = "flows",
        /// Run records.
        Runs = "runs",
        /// Orders, their states and buyers.
        Orders = "orders",
        /// Exports.
        Exports = "exports",
        /// Parcels.
        Packages = "packages",
        /// The outbox.
        Outbox = "outbox",
        /// Time lines.
        Timeline = "timeline",
        /// Links.
        Links = "links",
        /// Listings.
        Listings = "listings",
        /// Stock at the fulfiller and at the platform.
        Stock = "stock",
        /// Warehouses and delivery options.
        Places = "places",
        /// Carrier lists and choices.
        Carriers = "carriers",
        /// Records set aside.
        SetAside = "set_aside",
        /// Settings.
        Settings = "settings",
    }
}

/// Published after each commit that wrote something. A gap in `seq` means: refetch everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Counts commits of this process, from 1.
    pub seq: u64,
    /// What the commit touched.
    pub tags: BTreeSet<Tag>,
}
