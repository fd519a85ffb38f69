//! Their types, with their names. Fields that we do not use are left out; every field may be missing, `null` or empty,
//! and enumerations are plain text, because the platform adds words (tiktok-shop fact sheet 13).

mod cancel_desk;
mod cancellation;
mod inventory;
pub(crate) mod lenient;
mod listing;
mod order;
mod order_line;
mod package;
mod payment;
mod place;
mod prerequisite;
mod recipient;
mod shipment;
mod shop;

use serde::Deserialize;
use serde_json::Value;

pub(crate) use cancel_desk::{
    CancelLine, CancelOrder, Cancelled, Eligibility, LineEligibility, NoFields, RejectCancellation, RejectReason,
    RejectReasons,
};
pub(crate) use cancellation::{Cancellation, CancellationPage, CancellationSearch};
pub(crate) use inventory::{
    Inventory, InventorySearch, InventorySku, InventoryUpdate, InventoryUpdateAnswer, SkuStock, UpdateError,
    WarehouseQuantity,
};
pub(crate) use listing::{Product, ProductPage, ProductSearch};
pub(crate) use order::{Order, OrderHead, OrderList, OrderPage, OrderSearch};
pub(crate) use order_line::{BundleSku, LineItem, SubItem};
pub(crate) use package::{CorrectPackage, Package};
pub(crate) use payment::Payment;
pub(crate) use place::{
    DeliveryOption, DeliveryOptionList, ShippingProvider, ShippingProviderList, Warehouse, WarehouseList,
};
pub(crate) use prerequisite::{CheckResult, Prerequisites};
pub(crate) use recipient::{District, RecipientAddress};
pub(crate) use shipment::{
    MarkAsShipped, MarkAsShipped202309, OrderLineRef, PackageSearch, SelfShipment, ShipPackage, Shipped, ShippingInfo,
    TrackingValidation,
};
pub(crate) use shop::{Shop, ShopList, TokenData};

/// Every answer; `data` may be missing, `null` or `{}`. How it went was judged before.
#[derive(Debug, Default, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub(crate) struct Envelope<T> {
    #[serde(default = "none")]
    pub(crate) data: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// Something without content.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Nothing {}

/// Records that are read one by one, so that a bad one does not stop the others.
pub(crate) type RawRecords = Vec<Value>;
