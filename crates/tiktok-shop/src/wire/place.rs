//! Warehouses, delivery options and carriers (tiktok-shop fact sheet 9.1).

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct WarehouseList {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) warehouses: Vec<Warehouse>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Warehouse {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) effect_status: Option<String>,
    #[serde(rename = "type")]
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_default: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct DeliveryOptionList {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) delivery_options: Vec<DeliveryOption>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct DeliveryOption {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) kind: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ShippingProviderList {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) shipping_providers: Vec<ShippingProvider>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ShippingProvider {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
}
