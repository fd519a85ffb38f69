//! What a shop must have before it lists products (tiktok-shop fact sheet 10.6).

use serde::Deserialize;

use super::lenient;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Prerequisites {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) check_results: Vec<CheckResult>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct CheckResult {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) check_item: Option<String>,
    /// Absent is not told, which is not the same as passed.
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub(crate) is_failed: Option<bool>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) fail_reasons: Option<Vec<String>>,
}
