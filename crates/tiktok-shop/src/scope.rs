//! Permissions of the seller's app (tiktok-shop fact sheet 2).

/// A permission we use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The platform's key.
    pub key: &'static str,
    /// What we need it for.
    pub purpose: &'static str,
}

/// Everything a connection needs (F006).
pub const NEEDED: &[Scope] = &[
    Scope { key: "seller.authorization.info", purpose: "See which shops the sign-in covers" },
    Scope { key: "seller.order.info", purpose: "Read orders" },
    Scope { key: "seller.fulfillment.basic", purpose: "Tell TikTok Shop what was shipped" },
    Scope { key: "seller.logistics", purpose: "Read warehouses and carriers" },
    Scope { key: "seller.product.basic", purpose: "Read listings and stock" },
    Scope { key: "seller.product.write", purpose: "Write stock" },
    Scope { key: "seller.return_refund.basic", purpose: "Read cancellations" },
];

/// The needed ones that are not granted.
pub fn missing(granted: &[String]) -> Vec<&'static str> {
    NEEDED.iter().map(|scope| scope.key).filter(|key| !granted.iter().any(|g| g == key)).collect()
}
