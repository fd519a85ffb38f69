//! Amounts of an order, as decimal text (tiktok-shop fact sheet 8.3).

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Payment {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) currency: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) total_amount: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) sub_total: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) tax: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) product_tax: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_fee_tax: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_discount: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) platform_discount: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) payment_platform_discount: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) retail_delivery_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) small_order_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) buyer_service_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) handling_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_insurance_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) item_insurance_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) item_insurance_tax: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) distance_shipping_fee: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) distance_fee: Option<String>,
}
