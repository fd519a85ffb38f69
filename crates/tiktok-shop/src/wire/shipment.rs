//! Telling what was shipped (tiktok-shop fact sheet 9.1).

use serde::{Deserialize, Serialize};

use super::lenient;

/// Body of *mark as shipped*, version 202610.
#[derive(Debug, Serialize)]
pub(crate) struct MarkAsShipped<'a> {
    pub(crate) order_line_list: Vec<OrderLineRef<'a>>,
    pub(crate) shipping_info_list: [ShippingInfo<'a>; 1],
}

/// A line. Without a sub item all of a bundle is meant.
#[derive(Debug, Serialize)]
pub(crate) struct OrderLineRef<'a> {
    pub(crate) order_line_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sub_item_id: Option<&'a str>,
}

/// Number and carrier; more than one entry is for allow-listed sellers only.
#[derive(Debug, Serialize)]
pub(crate) struct ShippingInfo<'a> {
    pub(crate) tracking_number: &'a str,
    pub(crate) shipping_provider_id: &'a str,
}

/// Body of *mark as shipped*, version 202309.
#[derive(Debug, Serialize)]
pub(crate) struct MarkAsShipped202309<'a> {
    pub(crate) order_line_item_ids: Vec<&'a str>,
    pub(crate) tracking_number: &'a str,
    pub(crate) shipping_provider_id: &'a str,
}

/// Body of *ship package*.
#[derive(Debug, Serialize)]
pub(crate) struct ShipPackage<'a> {
    pub(crate) self_shipment: SelfShipment<'a>,
}

/// Number and carrier of a seller-shipped package.
#[derive(Debug, Serialize)]
pub(crate) struct SelfShipment<'a> {
    pub(crate) tracking_number: &'a str,
    pub(crate) shipping_provider_id: &'a str,
}

/// Body of the package search.
#[derive(Debug, Serialize)]
pub(crate) struct PackageSearch {
    pub(crate) update_time_ge: i64,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Shipped {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_id: Option<String>,
    #[serde(default)]
    pub(crate) warning: Option<Warning>,
}

/// Success with something to know.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Warning {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) message: Option<String>,
}

/// Whether a number is the platform's own; absent is not told.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TrackingValidation {
    #[serde(default)]
    pub(crate) is_tiktok_shipping: Option<bool>,
    #[serde(default)]
    pub(crate) is_tiktok_collection: Option<bool>,
}
