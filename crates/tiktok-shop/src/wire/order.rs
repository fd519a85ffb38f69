//! Orders (tiktok-shop fact sheet 8.2, 8.3).

use serde::{Deserialize, Serialize};

use super::{LineItem, Payment, RawRecords, RecipientAddress, lenient};

/// Body of the order search.
#[derive(Debug, Serialize)]
pub(crate) struct OrderSearch {
    pub(crate) update_time_ge: i64,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct OrderPage {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) next_page_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) orders: RawRecords,
}

/// An entry of the search, as far as it is used: the details are read by id.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OrderHead {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) update_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) create_time: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct OrderList {
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) orders: RawRecords,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Order {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) order_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) shipping_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) fulfillment_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) delivery_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) split_or_combine_tag: Option<String>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) create_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) paid_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) update_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) rts_sla_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) delivery_sla_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) tts_sla_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) shipping_due_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) collection_due_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) delivery_due_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) rts_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) collection_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) delivery_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) cancel_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) release_date: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub(crate) request_cancel_time: Option<i64>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_on_hold_order: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_cod: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_sample_order: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_replacement_order: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_exchange_order: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_subscription_order: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_buyer_request_cancel: bool,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) authentication_required: bool,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) replaced_order_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) exchange_source_order_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) buyer_message: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) seller_note: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) buyer_email: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) cancel_reason: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) delivery_option_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) delivery_option_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(crate) warehouse_id: Option<String>,
    #[serde(default)]
    pub(crate) payment: Option<Payment>,
    #[serde(default)]
    pub(crate) recipient_address: Option<RecipientAddress>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub(crate) line_items: Vec<LineItem>,
}
