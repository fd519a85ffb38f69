//! Cancellations (F100; tiktok-shop fact sheet 11.2).

use shopferry_channel::{Cancellation, CancellationStatus};
use shopferry_domain::{CancellationId, RemoteOrderId};

use super::text::plain;
use super::{MapFault, id, time};
use crate::wire;

/// One cancellation.
pub(crate) fn cancellation(wire: wire::Cancellation) -> Result<Cancellation, MapFault> {
    let updated_at = time(wire.update_time).or_else(|| time(wire.create_time));
    let status = wire.cancel_status.ok_or_else(|| MapFault::at("cancel_status", "it is missing"))?;
    Ok(Cancellation {
        id: id("cancel_id", wire.cancel_id, CancellationId::new)?,
        order: id("order_id", wire.order_id, RemoteOrderId::new)?,
        status: cancel_status(&status),
        role: wire.role.unwrap_or_default(),
        reason: wire.cancel_reason_text.or(wire.cancel_reason).as_deref().map(plain),
        updated_at: updated_at.ok_or_else(|| MapFault::at("update_time", "it is missing"))?,
        answer_by: wire.seller_next_action_response.iter().filter_map(|next| time(next.deadline)).min(),
    })
}

/// A withdrawn request is spelled in two ways.
pub(crate) fn cancel_status(word: &str) -> CancellationStatus {
    match word.strip_prefix("CANCELLATION_REQUEST_").unwrap_or(word) {
        "PENDING" => CancellationStatus::Asked,
        "SUCCESS" | "COMPLETE" => CancellationStatus::Done,
        "CANCEL" | "CANCELLED" => CancellationStatus::Withdrawn,
        _ => CancellationStatus::Unknown(word.to_owned()),
    }
}
