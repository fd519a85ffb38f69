//! A parcel (tiktok-shop fact sheet 9.4). Its addresses are not read.

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Package {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) orders: Vec<PackageOrder>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) order_line_item_ids: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) package_sub_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) ship_exception_reason: Option<String>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) biz_extension_tags: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) tracking_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) last_mile_tracking_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_provider_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_provider_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) create_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) update_time: Option<i64>,
}

/// An order in a parcel.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PackageOrder {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
}

/// Body of the correction of number and carrier, version 202610.
#[derive(Debug, serde::Serialize)]
pub(crate) struct CorrectPackage<'a> {
    pub(crate) shipping_info_list: [super::ShippingInfo<'a>; 1],
}
