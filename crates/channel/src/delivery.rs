//! Where a fulfiller's parcels are (F408).

use async_trait::async_trait;
use shopferry_domain::ExportKey;
use shopferry_domain::delivery::DeliveryNews;
use shopferry_domain::fulfillment::FulfillmentPackage;

use crate::Result;

/// A link to the photo that the courier took at the door. It opens a buyer's picture without a sign-in for an hour:
/// it is shown once and never stored, logged or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoLink(String);

impl PhotoLink {
    /// Takes a link; only `https` ones and those of this computer are let through.
    pub fn new(url: impl Into<String>) -> Option<Self> {
        let url = url.into();
        let here = url.starts_with("http://127.0.0.1:");
        (url.starts_with("https://") || here).then_some(Self(url))
    }

    /// The link, to be opened at once.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PhotoLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhotoLink(…)")
    }
}

/// Tells where parcels are.
#[async_trait]
pub trait DeliverySource: Send + Sync {
    /// What is known about a parcel's way; `None` = the fulfiller does not know the parcel (yet).
    async fn news(&self, package: &FulfillmentPackage) -> Result<Option<DeliveryNews>>;
    /// A fresh link to the photo of the delivery; `None` = there is none.
    async fn photo(&self, key: &ExportKey, package: &FulfillmentPackage) -> Result<Option<PhotoLink>>;
}
