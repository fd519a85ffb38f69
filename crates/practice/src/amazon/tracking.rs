//! getPackageTrackingDetails (fact sheet 4.4).

use serde_json::{Value, json};

use super::answer::{Answer, Refusal, iso};
use super::door::Call;
use super::order::{FulfillmentOrder, Package, Shipment, ShipmentStatus};
use super::validate::{invalid, missing};

const HOUR_MS: i64 = 3_600_000;

pub(super) fn details(call: Call<'_>) -> Answer {
    let number = call.query("packageNumber").ok_or_else(|| missing("packageNumber"))?;
    let number: i32 = number.parse().map_err(|_| invalid("packageNumber", "it is not an integer"))?;
    let found = call.world.amazon.orders.values().find_map(|order| {
        order.shipments.iter().find_map(|shipment| {
            shipment.packages.iter().find(|package| package.number == number).map(|package| (order, shipment, package))
        })
    });
    let (order, shipment, package) =
        found.ok_or_else(|| Refusal::not_found(format!("Package {number} was not found.")))?;
    Ok(json!({ "payload": answer(order, shipment, package, call.now_ms) }))
}

fn answer(order: &FulfillmentOrder, shipment: &Shipment, package: &Package, now_ms: i64) -> Value {
    let place = json!({
        "city": order.address.city.clone().unwrap_or_default(),
        "state": order.address.state_or_region.clone().unwrap_or_default(),
        "country": order.address.country_code,
    });
    let warehouse = json!({ "city": "Phoenix", "state": "AZ", "country": "US" });
    let left = shipment.status == ShipmentStatus::Shipped;
    let steps = [
        (package.ship_ms, "EVENT_101", "Carrier notified to pick up package.", &warehouse),
        (package.ship_ms + HOUR_MS, "EVENT_102", "Shipment picked up from seller's facility.", &warehouse),
        (package.arrive_ms - 8 * HOUR_MS, "EVENT_302", "Out for delivery.", &place),
        (package.arrive_ms, "EVENT_301", "Delivered.", &place),
    ];
    let events: Vec<Value> = steps
        .iter()
        .filter(|(at_ms, ..)| left && *at_ms <= now_ms)
        .map(|(at_ms, code, text, address)| {
            json!({ "eventDate": iso(*at_ms), "eventAddress": address, "eventCode": code, "eventDescription": text })
        })
        .collect();
    let status = match events.len() {
        0 => "UNKNOWN",
        1 | 2 => "IN_TRANSIT",
        3 => "OUT_FOR_DELIVERY",
        _ => "DELIVERED",
    };
    let mut value = json!({
        "packageNumber": package.number,
        "carrierCode": package.carrier,
        "carrierPhoneNumber": "1111111111",
        "carrierURL": "https://logistics.amazon.com/",
        "estimatedArrivalDate": iso(package.arrive_ms),
        "shipToAddress": place,
        "currentStatus": status,
        "trackingEvents": events,
    });
    if let Some(value) = value.as_object_mut() {
        if left {
            value.insert("shipDate".to_owned(), json!(iso(package.ship_ms)));
        }
        if package.tracking_from_ms <= now_ms {
            value.insert("trackingNumber".to_owned(), json!(package.tracking));
            let link = format!("https%3A%2F%2Fwww.swiship.com%2Ftrack%3Fid%3D{}", package.tracking);
            value.insert("customerTrackingLink".to_owned(), json!(link));
        }
    }
    value
}
