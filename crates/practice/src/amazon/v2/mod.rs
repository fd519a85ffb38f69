//! The second version of the order API, `/fulfillment/outbound/2026-07-04`, over the same orders and stock (fact
//! sheet 5): no envelope around answers, words in capitals, amounts as decimal strings, packages in its list.
//!
//! What its model leaves open (how a late cancel is answered, whether a version shows the other's orders, when an
//! order that was only *taken* can be read) differs from world to world and order to order, so that no client learns
//! one answer by heart.

mod body;
mod change;
mod create;
mod preview;
mod read;
mod show;

use axum::body::Bytes;
use axum::http::header;
use axum::http::request::Parts;
use serde_json::{Value, json};

use super::answer::Refusal;
use super::door::Call;
use super::order::{OrderStatus, ShipmentStatus};

/// Whether an operation is one of this version's.
pub(super) fn owns(operation: &str) -> bool {
    matches!(
        operation,
        "amazon.getOrderPreview"
            | "amazon.createOrder"
            | "amazon.getOrder"
            | "amazon.listOrders"
            | "amazon.updateOrder"
            | "amazon.cancelOrder"
    )
}

/// Answers a call; the status tells a whole order (200) from a request that was only taken (202).
pub(super) fn answer(call: Call<'_>) -> Result<(u16, Value), Refusal> {
    match call.operation {
        "amazon.getOrderPreview" => preview::preview(call).map(|body| (200, body)),
        "amazon.createOrder" => create::create(call),
        "amazon.getOrder" => read::get(call).map(|body| (200, body)),
        "amazon.listOrders" => read::list(call).map(|body| (200, body)),
        "amazon.updateOrder" => change::update(call).map(|()| (202, json!({}))),
        "amazon.cancelOrder" => change::cancel(call).map(|()| (202, json!({}))),
        _ => Err(Refusal::access("")),
    }
}

/// 415: this version declares it for a body that is not JSON.
pub(super) fn check_kind(parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if body.is_empty() || kind.starts_with("application/json") {
        return Ok(());
    }
    let message = "The entity of the request is in a format not supported by the requested resource.";
    Err(Refusal { status: 415, code: "UnsupportedMediaType", ..Refusal::input(message) })
}

fn not_found(id: &str) -> Refusal {
    Refusal::not_found(format!("Order {id} was not found."))
}

/// The six words of this version: everything before the end is `PROCESSING`.
fn order_word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::New | OrderStatus::Received | OrderStatus::Planning | OrderStatus::Processing => "PROCESSING",
        OrderStatus::Cancelled => "CANCELLED",
        OrderStatus::Complete => "COMPLETE",
        OrderStatus::CompletePartialled => "COMPLETE_PARTIAL",
        OrderStatus::Unfulfillable => "UNFULFILLABLE",
        OrderStatus::Invalid => "INVALID",
    }
}

fn shipment_word(status: ShipmentStatus) -> &'static str {
    match status {
        ShipmentStatus::Pending => "PROCESSING",
        ShipmentStatus::Shipped => "SHIPPED",
        ShipmentStatus::CancelledByFulfiller | ShipmentStatus::CancelledBySeller => "CANCELLED",
    }
}
