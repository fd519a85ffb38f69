//! Cancellations (tiktok-shop fact sheet 11.2).

use serde::{Deserialize, Serialize};

use super::{RawRecords, lenient};

/// Body of the search.
#[derive(Debug, Serialize)]
pub(crate) struct CancellationSearch {
    pub(crate) update_time_ge: i64,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct CancellationPage {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) next_page_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) cancellations: RawRecords,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Cancellation {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) order_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) role: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_reason: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_reason_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) create_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) update_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) seller_next_action_response: Vec<NextAction>,
}

/// What the seller is asked to do, and until when.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct NextAction {
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) deadline: Option<i64>,
}
