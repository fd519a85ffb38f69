//! getFulfillmentOrder and listAllFulfillmentOrders (fact sheet 4.4).

use serde_json::{Map, Value, json};

use crate::chance::{Chance, fnv};
use crate::fault::Fault;

use super::answer::{Answer, Refusal, iso, unix_ms};
use super::door::Call;
use super::order::{FulfillmentOrder, Package, Shipment, ShipmentStatus};
use super::validate::invalid;

const PAGE: usize = 50;
const WINDOW_MS: i64 = 36 * 3_600_000;

pub(super) fn get(call: Call<'_>) -> Answer {
    let not_found = || Refusal::not_found(format!("Fulfillment order {} was not found.", call.id));
    let seller = &call.world.amazon;
    let order = seller.orders.get(&call.id).filter(|order| seller.shows(order, false)).ok_or_else(not_found)?;
    let age_ms = call.now_ms - order.received_ms;
    let lag_ms = Chance::stream(fnv(call.id.as_bytes()), "reads-lag").range(3_000, 45_000);
    if age_ms < lag_ms && call.world.faults.strikes_subject(Fault::ReadsLag, &call.id) {
        return Err(not_found());
    }
    let items: Vec<Value> = order.items.iter().map(item).collect();
    let shipments: Vec<Value> = order.shipments.iter().map(|s| shipment(order, s, &call)).collect();
    Ok(json!({ "payload": {
        "fulfillmentOrder": head(order),
        "fulfillmentOrderItems": items,
        "fulfillmentShipments": shipments,
        "returnItems": [],
        "returnAuthorizations": [],
    }}))
}

/// Newest changes last, 50 a page, by status change; a token stands alone from page 2 on.
pub(super) fn list(mut call: Call<'_>) -> Answer {
    let token = call.query("nextToken").filter(|token| !token.is_empty()).map(str::to_owned);
    let start_ms = match call.query("queryStartDate").filter(|text| !text.is_empty()) {
        None => call.now_ms - WINDOW_MS,
        Some(text) => unix_ms(text).ok_or_else(|| invalid("queryStartDate", "it is not an ISO 8601 time"))?,
    };
    let cursor = match &token {
        None => (start_ms, String::new()),
        Some(_) if call.world.strict && call.query("queryStartDate").is_some() => {
            return Err(invalid("nextToken", "it must be the only parameter"));
        }
        Some(token) => read_token(token).ok_or_else(|| invalid("nextToken", "it is not one of ours"))?,
    };
    let late_ms = if call.strikes(Fault::LatePage) { call.now_ms - 90_000 } else { i64::MAX };
    let repeats = if token.is_some() && call.strikes(Fault::DuplicatePage) { 5 } else { 0 };
    let ends_early = call.strikes(Fault::MissingNext);
    let empty = call.world.amazon.chance.happens(0.03);
    let seller = &call.world.amazon;
    let listed = |order: &&FulfillmentOrder| order.status_ms <= late_ms && seller.shows(order, false);
    let mut changed: Vec<&FulfillmentOrder> = seller.orders.values().filter(listed).collect();
    changed.sort_by(|a, b| (a.status_ms, &a.id).cmp(&(b.status_ms, &b.id)));
    let from = changed.partition_point(|order| (order.status_ms, order.id.as_str()) < (cursor.0, cursor.1.as_str()));
    let rest = changed.get(from..).unwrap_or_default();
    let size = if empty { 0 } else { PAGE };
    let next = rest.get(size).filter(|_| !ends_early);
    let shown = changed.get(from.saturating_sub(repeats)..(from + size).min(changed.len())).unwrap_or_default();
    let mut payload = Map::new();
    payload.insert("fulfillmentOrders".to_owned(), shown.iter().map(|order| head(order)).collect());
    if let Some(next) = next {
        payload.insert("nextToken".to_owned(), json!(token_of(next.status_ms, &next.id)));
    } else if fnv(cursor.1.as_bytes()).is_multiple_of(2) {
        payload.insert("nextToken".to_owned(), json!("")); // absent or empty both mean the end
    }
    Ok(json!({ "payload": payload }))
}

fn token_of(status_ms: i64, id: &str) -> String {
    hex::encode(format!("{status_ms}|{id}|{:08x}", fnv(format!("{status_ms}|{id}").as_bytes()) as u32))
}

fn read_token(token: &str) -> Option<(i64, String)> {
    let text = String::from_utf8(hex::decode(token).ok()?).ok()?;
    let mut parts = text.split('|');
    let (status_ms, id) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
    (token_of(status_ms, &id) == token).then_some((status_ms, id))
}

/// `fulfillmentOrder`; Amazon's fixtures carry `primeUpgraded` as a string beside the model's fields.
fn head(order: &FulfillmentOrder) -> Value {
    let status = order.status.word();
    let status = if order.shouts { status.to_uppercase() } else { status.to_owned() };
    let features: Vec<Value> = order
        .features
        .iter()
        .map(|(name, policy)| json!({ "featureName": name, "featureFulfillmentPolicy": policy }))
        .collect();
    json!({
        "sellerFulfillmentOrderId": order.id,
        "marketplaceId": order.marketplace_id,
        "displayableOrderId": order.displayable_id,
        "displayableOrderDate": order.displayable_date,
        "displayableOrderComment": order.comment,
        "shippingSpeedCategory": order.speed,
        "primeUpgraded": "false",
        "destinationAddress": order.address,
        "fulfillmentAction": if order.hold { "Hold" } else { "Ship" },
        "fulfillmentPolicy": order.policy,
        "receivedDate": iso(order.received_ms),
        "fulfillmentOrderStatus": status,
        "statusUpdatedDate": iso(order.status_ms),
        "notificationEmails": order.emails,
        "featureConstraints": features,
    })
}

fn item(item: &super::Item) -> Value {
    let mut value = json!({
        "sellerSku": item.seller_sku,
        "sellerFulfillmentOrderItemId": item.item_id,
        "quantity": item.quantity,
        "cancelledQuantity": item.cancelled,
        "unfulfillableQuantity": item.unfulfillable,
    });
    if let Some(value) = value.as_object_mut() {
        for (key, text) in [("displayableComment", &item.comment), ("giftMessage", &item.gift_message)] {
            if let Some(text) = text {
                value.insert(key.to_owned(), json!(text));
            }
        }
    }
    value
}

fn shipment(order: &FulfillmentOrder, shipment: &Shipment, call: &Call<'_>) -> Value {
    let now_ms = call.now_ms;
    let items: Vec<Value> = shipment
        .items
        .iter()
        .filter_map(|entry| {
            let line = order.items.get(entry.item)?;
            Some(json!({ "sellerSku": line.seller_sku, "sellerFulfillmentOrderItemId": line.item_id,
                "quantity": entry.quantity, "packageNumber": entry.package_number }))
        })
        .collect();
    let packages: Vec<Value> = shipment.packages.iter().map(|known| package(known, call)).collect();
    let arrive_ms = shipment.packages.iter().map(|known| known.arrive_ms).max().unwrap_or(now_ms);
    let mut value = json!({
        "amazonShipmentId": shipment.id,
        "fulfillmentCenterId": shipment.warehouse,
        "fulfillmentShipmentStatus": shipment.status.word(),
        "estimatedArrivalDate": iso(arrive_ms),
        "fulfillmentShipmentItem": items,
        "fulfillmentShipmentPackage": packages,
    });
    if shipment.status == ShipmentStatus::Shipped
        && let Some(value) = value.as_object_mut()
    {
        value.insert("shippingDate".to_owned(), json!(iso(shipment.ship_ms)));
    }
    value
}

/// A number may be there while the shipment is still `PENDING` (fact sheet 0.7).
fn package(package: &Package, call: &Call<'_>) -> Value {
    let now_ms = call.now_ms;
    let mut value = json!({
        "packageNumber": package.number,
        "carrierCode": package.carrier,
        "estimatedArrivalDate": iso(package.arrive_ms),
    });
    if let Some(value) = value.as_object_mut() {
        if package.tracking_from_ms <= now_ms {
            value.insert("trackingNumber".to_owned(), json!(package.tracking));
        }
        if let Some((aftn, _)) = package.aftn.as_ref().filter(|(_, from_ms)| *from_ms <= now_ms) {
            value.insert("amazonFulfillmentTrackingNumber".to_owned(), json!(aftn));
        }
        if let Some(about) = super::photo::information(package, call.world.seed, &call.host, now_ms) {
            value.insert("deliveryInformation".to_owned(), about);
        }
    }
    value
}
