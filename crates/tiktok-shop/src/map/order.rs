//! An order (tiktok-shop fact sheet 8; F030, F031, F034, F045, F403).

use shopferry_channel::OrderHead;
use shopferry_domain::order::{Deadlines, FulfillmentBy, Marks, OrderType, PlatformStatus, Progress, ShippingBy};
use shopferry_domain::{ConnectionId, DeliveryOptionId, LineId, Order, OrderLine, RemoteOrderId, WarehouseId};

use super::text::plain_short;
use super::{MapFault, id, line, maybe, money, ship_to, time};
use crate::wire;

/// The longest note that is kept (F045).
const NOTE_CHARS_MAX: usize = 1_000;

/// Whose orders these are.
#[derive(Debug, Clone)]
pub(crate) struct Shop {
    pub(crate) connection: ConnectionId,
    /// Two letters.
    pub(crate) region: String,
}

/// An entry of the search.
pub(crate) fn head(wire: wire::OrderHead) -> Result<OrderHead, MapFault> {
    let updated_at = time(wire.update_time).or_else(|| time(wire.create_time));
    Ok(OrderHead {
        remote: id("id", wire.id, RemoteOrderId::new)?,
        updated_at: updated_at.ok_or_else(|| MapFault::at("update_time", "it is missing"))?,
    })
}

/// A whole order.
pub(crate) fn order(shop: &Shop, mut wire: wire::Order) -> Result<Order, MapFault> {
    let remote = id("id", wire.id.take(), RemoteOrderId::new)?;
    let status = wire.status.as_deref().ok_or_else(|| MapFault::at("status", "it is missing"))?;
    let status = status_of(status);
    let placed_at = time(wire.create_time).ok_or_else(|| MapFault::at("create_time", "it is missing"))?;
    let payment = wire.payment.take().unwrap_or_default();
    let kind = kind(&wire);
    let marks = marks(&wire);
    let lines = lines(std::mem::take(&mut wire.line_items), &status, payment.currency.as_deref())?;
    let address = wire.recipient_address.take().unwrap_or_default();
    let cancel_asked_at = wire
        .is_buyer_request_cancel
        .then(|| time(wire.request_cancel_time).or_else(|| time(wire.update_time)).unwrap_or(placed_at));
    Ok(Order {
        connection: shop.connection.clone(),
        remote,
        kind,
        held: status == PlatformStatus::OnHold || wire.is_on_hold_order,
        shipping: shipping(wire.shipping_type.as_deref()),
        fulfillment: FulfillmentBy::parse(wire.fulfillment_type.as_deref().unwrap_or_default()),
        marks,
        placed_at,
        paid_at: time(wire.paid_time),
        updated_at: time(wire.update_time).unwrap_or(placed_at),
        deadlines: Deadlines {
            ship_by: time(wire.rts_sla_time),
            deliver_by: time(wire.delivery_sla_time),
            collect_by: time(wire.tts_sla_time),
            auto_cancel_at: time(wire.shipping_due_time),
            uncollected_cancel_at: time(wire.collection_due_time),
            undelivered_cancel_at: time(wire.delivery_due_time),
        },
        progress: Progress {
            shipped_at: time(wire.rts_time),
            collected_at: time(wire.collection_time),
            delivered_at: time(wire.delivery_time),
            cancelled_at: time(wire.cancel_time),
        },
        money: money::of_order(&payment).map_err(|fault| fault.below("payment"))?,
        ship_to: ship_to::of(address, wire.buyer_email.as_deref(), &status),
        buyer_note: note(wire.buyer_message.as_deref()),
        seller_note: note(wire.seller_note.as_deref()),
        cancel_asked_at,
        cancel_reason: wire.cancel_reason,
        delivery_option: maybe("delivery_option_id", wire.delivery_option_id, DeliveryOptionId::new)?,
        delivery_option_name: wire.delivery_option_name,
        warehouse: maybe("warehouse_id", wire.warehouse_id, WarehouseId::new)?,
        region: shop.region.clone(),
        lines,
        status,
    })
}

/// The webhook's spelling of a cancelled order is taken as well (fact sheet 8.1).
fn status_of(word: &str) -> PlatformStatus {
    if word.eq_ignore_ascii_case("CANCEL") { PlatformStatus::Cancelled } else { PlatformStatus::parse(word) }
}

/// In-store pickup has an odd literal; any spelling of it is taken.
fn shipping(word: Option<&str>) -> ShippingBy {
    let word = word.unwrap_or_default();
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    if letters.eq_ignore_ascii_case("INSTOREPICKUP") { ShippingBy::Pickup } else { ShippingBy::parse(word) }
}

/// `order_type` may be empty; then the older mark on the lines tells (fact sheet 8.1, 8.3 `sku_type`).
fn kind(wire: &wire::Order) -> OrderType {
    if let Some(word) = wire.order_type.as_deref() {
        return OrderType::parse(word);
    }
    let mut kinds = wire.line_items.iter().filter_map(|line| line.sku_type.as_deref()).map(OrderType::parse);
    kinds.find(|kind| matches!(kind, OrderType::PreOrder | OrderType::MadeToOrder)).unwrap_or(OrderType::Normal)
}

fn marks(wire: &wire::Order) -> Marks {
    let replaced = wire.replaced_order_id.clone().filter(|_| wire.is_replacement_order);
    let exchanged = wire.exchange_source_order_id.clone().filter(|_| wire.is_exchange_order);
    Marks {
        cash_on_delivery: wire.is_cod,
        sample: wire.is_sample_order,
        replacement_of: replaced.or(exchanged),
        replacement: wire.is_replacement_order,
        exchange: wire.is_exchange_order,
        subscription: wire.is_subscription_order,
        needs_authentication: wire.authentication_required,
        dangerous: wire.line_items.iter().any(|line| line.is_dangerous_good),
        prescription: wire.line_items.iter().any(|line| line.needs_prescription),
        collection_point: wire.delivery_type.as_deref().is_some_and(|t| t.eq_ignore_ascii_case("COLLECTION_POINT")),
        release_at: time(wire.release_date),
    }
}

fn lines(
    wire: Vec<wire::LineItem>,
    status: &PlatformStatus,
    currency: Option<&str>,
) -> Result<Vec<OrderLine>, MapFault> {
    let mut lines = Vec::with_capacity(wire.len());
    for (index, item) in wire.into_iter().enumerate() {
        lines.push(line::of(item, status, currency).map_err(|fault| fault.below(&format!("line_items[{index}]")))?);
    }
    lines.sort_by(|a, b| by_number(&a.id, &b.id));
    Ok(lines)
}

/// Ids are decimal text: shorter is smaller.
fn by_number(a: &LineId, b: &LineId) -> std::cmp::Ordering {
    a.as_str().len().cmp(&b.as_str().len()).then_with(|| a.as_str().cmp(b.as_str()))
}

/// Plain text (F045).
fn note(text: Option<&str>) -> Option<String> {
    Some(plain_short(text?, NOTE_CHARS_MAX)).filter(|note| !note.is_empty())
}
