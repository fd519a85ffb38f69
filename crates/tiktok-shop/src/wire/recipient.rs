//! Where an order goes (tiktok-shop fact sheet 8.3, 8.4). `Debug` prints nothing of it.

use serde::Deserialize;

use super::lenient;

#[derive(Default, Deserialize)]
pub(crate) struct RecipientAddress {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) first_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) last_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) phone_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) full_address: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_line1: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_line2: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_line3: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_line4: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_detail: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) postal_code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) region_code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) post_town: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) district_info: Vec<District>,
}

/// A level of the address: L0 country, L1 state, L2 county, L3 city (United States).
#[derive(Default, Deserialize)]
pub(crate) struct District {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_level: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_level_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) address_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) iso_code: Option<String>,
}

impl std::fmt::Debug for RecipientAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecipientAddress(…)")
    }
}
