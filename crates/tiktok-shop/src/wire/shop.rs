//! Tokens and shops (tiktok-shop fact sheet 2).

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ShopList {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) shops: Vec<Shop>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Shop {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) region: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cipher: Option<String>,
}

impl std::fmt::Debug for Shop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shop").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Tokens; the expiries are absolute Unix seconds, whatever their names say.
#[derive(Default, Deserialize)]
pub(crate) struct TokenData {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) access_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) access_token_expire_in: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) refresh_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) refresh_token_expire_in: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) open_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_base_region: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) user_type: Option<i64>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) granted_scopes: Option<Vec<String>>,
}

impl std::fmt::Debug for TokenData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenData(…)")
    }
}
