//! The platform's operations that this connector calls: path, versions, scope and what may be repeated
//! (tiktok-shop fact sheet 7).

use shopferry_domain::ReasonCode;
use shopferry_net::{Pace, Repeat};

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Reads without a body.
    Get,
    /// Everything with a JSON body.
    Post,
}

/// One operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// `tiktok.name`, in errors and the call journal.
    pub name: &'static str,
    /// HTTP method.
    pub method: Verb,
    /// Path with `{version}` and, where there is one, `{id}`.
    pub path: &'static str,
    /// Versions, newest first; an unknown one falls back to the next.
    pub versions: &'static [&'static str],
    /// The permission it needs.
    pub scope: &'static str,
    /// Whether it takes `shop_cipher`; sending it elsewhere is an error (fact sheet 3).
    pub takes_cipher: bool,
    /// What may be repeated after an unknown outcome.
    pub repeat: Repeat,
    /// The reason shown for a refusal that the error table does not name.
    pub refused_as: ReasonCode,
}

/// Start at 5 calls a second for each operation of a shop and slow down on 429 (fact sheet 6).
pub const PACE: Pace = Pace::new(5.0, 5);

const fn read(name: &'static str, method: Verb, path: &'static str, scope: &'static str) -> Operation {
    Operation {
        name,
        method,
        path,
        versions: &["202309"],
        scope,
        takes_cipher: true,
        repeat: Repeat::Safe,
        refused_as: ReasonCode::PlatformError,
    }
}

/// Shops that the sign-in covers.
pub static AUTHORIZED_SHOPS: Operation = Operation {
    takes_cipher: false,
    ..read("tiktok.getAuthorizedShops", Verb::Get, "/authorization/{version}/shops", "seller.authorization.info")
};
/// Order ids by time of change.
pub static SEARCH_ORDERS: Operation =
    read("tiktok.searchOrders", Verb::Post, "/order/{version}/orders/search", "seller.order.info");
/// Whole orders.
pub static GET_ORDERS: Operation = Operation {
    versions: &["202507", "202309"],
    ..read("tiktok.getOrders", Verb::Get, "/order/{version}/orders", "seller.order.info")
};
/// Lines are shipped. Never repeated blindly.
pub static MARK_AS_SHIPPED: Operation = Operation {
    versions: &["202610", "202309"],
    repeat: Repeat::Never,
    refused_as: ReasonCode::TrackingRefused,
    ..read(
        "tiktok.markAsShipped",
        Verb::Post,
        "/fulfillment/{version}/orders/{id}/packages",
        "seller.fulfillment.basic",
    )
};
/// A package that exists already is shipped. Never repeated blindly.
pub static SHIP_PACKAGE: Operation = Operation {
    repeat: Repeat::Never,
    refused_as: ReasonCode::TrackingRefused,
    ..read("tiktok.shipPackage", Verb::Post, "/fulfillment/{version}/packages/{id}/ship", "seller.fulfillment.basic")
};
/// Packages, read for the connection test only.
pub static SEARCH_PACKAGES: Operation =
    read("tiktok.searchPackages", Verb::Post, "/fulfillment/{version}/packages/search", "seller.fulfillment.basic");
/// Whether a number is the platform's own (US).
pub static VALIDATE_TRACKING: Operation = Operation {
    versions: &["202508"],
    ..read("tiktok.validateTracking", Verb::Get, "/fulfillment/{version}/tts_tracking_validation", "seller.logistics")
};
/// Warehouses.
pub static GET_WAREHOUSES: Operation =
    read("tiktok.getWarehouses", Verb::Get, "/logistics/{version}/warehouses", "seller.logistics");
/// Delivery options of a warehouse.
pub static GET_DELIVERY_OPTIONS: Operation = read(
    "tiktok.getDeliveryOptions",
    Verb::Get,
    "/logistics/{version}/warehouses/{id}/delivery_options",
    "seller.logistics",
);
/// Carriers of a delivery option.
pub static GET_SHIPPING_PROVIDERS: Operation = read(
    "tiktok.getShippingProviders",
    Verb::Get,
    "/logistics/{version}/delivery_options/{id}/shipping_providers",
    "seller.logistics",
);
/// Products with their variants.
pub static SEARCH_PRODUCTS: Operation = Operation {
    versions: &["202502", "202312", "202309"],
    ..read("tiktok.searchProducts", Verb::Post, "/product/{version}/products/search", "seller.product.basic")
};
/// Stock of variants.
pub static SEARCH_INVENTORY: Operation =
    read("tiktok.searchInventory", Verb::Post, "/product/{version}/inventory/search", "seller.product.basic");
/// Absolute stock numbers, so a repetition does no harm; an unknown end is still told as unknown.
pub static UPDATE_INVENTORY: Operation = Operation {
    repeat: Repeat::Keyed,
    refused_as: ReasonCode::StockRefused,
    ..read(
        "tiktok.updateInventory",
        Verb::Post,
        "/product/{version}/products/{id}/inventory/update",
        "seller.product.write",
    )
};
/// Cancellations.
pub static SEARCH_CANCELLATIONS: Operation = Operation {
    versions: &["202602", "202309"],
    ..read(
        "tiktok.searchCancellations",
        Verb::Post,
        "/return_refund/{version}/cancellations/search",
        "seller.return_refund.basic",
    )
};

/// What the seller may cancel, and with which reasons.
pub static CANCEL_ELIGIBILITY: Operation = Operation {
    versions: &["202602", "202309"],
    ..read(
        "tiktok.getAftersaleEligibility",
        Verb::Get,
        "/return_refund/{version}/orders/{id}/aftersale_eligibility",
        "seller.return_refund.basic",
    )
};
/// The seller cancels. Never repeated blindly.
pub static CANCEL_ORDER: Operation = Operation {
    versions: &["202602", "202309"],
    ..decision("tiktok.cancelOrder", "/return_refund/{version}/cancellations")
};
/// The seller agrees to a buyer's request. Never repeated blindly.
pub static APPROVE_CANCELLATION: Operation =
    decision("tiktok.approveCancellation", "/return_refund/{version}/cancellations/{id}/approve");
/// The seller rejects a buyer's request. Never repeated blindly.
pub static REJECT_CANCELLATION: Operation =
    decision("tiktok.rejectCancellation", "/return_refund/{version}/cancellations/{id}/reject");
/// Reasons for rejecting a request.
pub static REJECT_REASONS: Operation =
    read("tiktok.getRejectReasons", Verb::Get, "/return_refund/{version}/reject_reasons", "seller.return_refund.basic");
/// A parcel.
pub static GET_PACKAGE: Operation =
    read("tiktok.getPackage", Verb::Get, "/fulfillment/{version}/packages/{id}", "seller.fulfillment.basic");
/// Number and carrier of a shipped parcel are changed. Never repeated blindly: it may count as the only time.
pub static CORRECT_PACKAGE: Operation = Operation {
    versions: &["202610", "202309"],
    repeat: Repeat::Never,
    refused_as: ReasonCode::TrackingRefused,
    ..read(
        "tiktok.updatePackageShippingInfo",
        Verb::Post,
        "/fulfillment/{version}/packages/{id}/shipping_info/update",
        "seller.fulfillment.basic",
    )
};
/// What the shop must have before it lists products.
pub static GET_PREREQUISITES: Operation = Operation {
    versions: &["202312"],
    ..read("tiktok.getPrerequisites", Verb::Get, "/product/{version}/prerequisites", "seller.product.basic")
};

const fn decision(name: &'static str, path: &'static str) -> Operation {
    Operation {
        repeat: Repeat::Never,
        refused_as: ReasonCode::CancelRefused,
        ..read(name, Verb::Post, path, "seller.return_refund.basic")
    }
}

/// All of them.
pub static ALL: &[&Operation] = &[
    &AUTHORIZED_SHOPS,
    &SEARCH_ORDERS,
    &GET_ORDERS,
    &MARK_AS_SHIPPED,
    &SHIP_PACKAGE,
    &SEARCH_PACKAGES,
    &VALIDATE_TRACKING,
    &GET_WAREHOUSES,
    &GET_DELIVERY_OPTIONS,
    &GET_SHIPPING_PROVIDERS,
    &SEARCH_PRODUCTS,
    &SEARCH_INVENTORY,
    &UPDATE_INVENTORY,
    &SEARCH_CANCELLATIONS,
    &CANCEL_ELIGIBILITY,
    &CANCEL_ORDER,
    &APPROVE_CANCELLATION,
    &REJECT_CANCELLATION,
    &REJECT_REASONS,
    &GET_PACKAGE,
    &CORRECT_PACKAGE,
    &GET_PREREQUISITES,
];

impl Operation {
    /// The operation of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|operation| operation.name == name)
    }

    /// The path of a version. `None` if the id holds anything but letters, digits, `-`, `_` and `.`, so that no id can
    /// turn into another path.
    pub(crate) fn path_of(&self, version: &str, id: Option<&str>) -> Option<String> {
        let safe = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let id = id.unwrap_or_default();
        let needs_id = self.path.contains("{id}");
        let dots_only = !id.is_empty() && id.chars().all(|c| c == '.');
        if id.is_empty() == needs_id || dots_only || !id.chars().all(safe) {
            return None;
        }
        Some(self.path.replace("{version}", version).replace("{id}", id))
    }
}
