//! Cancelling, and what may be cancelled (tiktok-shop fact sheet 11.2).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lenient;

/// Body of *cancel order*: version 202602 names lines in `order_line_list`, 202309 in `order_line_item_ids`.
#[derive(Debug, Serialize)]
pub(crate) struct CancelOrder<'a> {
    pub(crate) order_id: &'a str,
    pub(crate) cancel_reason: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) order_line_item_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) order_line_list: Vec<CancelLine<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CancelLine<'a> {
    pub(crate) order_line_item_id: &'a str,
}

/// Body of *reject cancellation*.
#[derive(Debug, Serialize)]
pub(crate) struct RejectCancellation<'a> {
    pub(crate) reject_reason: &'a str,
}

/// An empty JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct NoFields {}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Cancelled {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_status: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct RejectReasons {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) reasons: Vec<RejectReason>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct RejectReason {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) text: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Eligibility {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) sku_eligibility: Vec<SkuEligibility>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct SkuEligibility {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) line_item_eligibility: Vec<LineEligibility>,
}

/// One kind of request for some lines of a SKU.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct LineEligibility {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) request_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) eligible: bool,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) order_line_items_ids: Option<Vec<String>>,
    /// Newer versions name lines here; the shape of an entry is not documented, so it is read leniently.
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) order_line_list: Vec<Value>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub(crate) available_reason_names: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) ineligible_reason: Option<String>,
}
