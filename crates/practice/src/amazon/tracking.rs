//! getPackageTrackingDetails (fact sheet 4.4).

use serde_json::{Value, json};

use super::answer::{Answer, Refusal, iso};
use super::door::Call;
use super::order::{FulfillmentOrder, Package, ParcelFate, Shipment, ShipmentStatus};
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
    let end = match package.fate {
        ParcelFate::Arrives => ("EVENT_301", "Delivered.", &place),
        ParcelFate::Lost => ("EVENT_409", "Package lost by the carrier.", &warehouse),
        ParcelFate::Undeliverable => ("EVENT_416", "Package is undeliverable.", &place),
    };
    let steps = [
        (package.ship_ms, "EVENT_101", "Carrier notified to pick up package.", &warehouse),
        (package.ship_ms + HOUR_MS, "EVENT_102", "Shipment picked up from seller's facility.", &warehouse),
        (package.arrive_ms - 8 * HOUR_MS, "EVENT_302", "Out for delivery.", &place),
        (package.arrive_ms, end.0, end.1, end.2),
    ];
    let events: Vec<Value> = steps
        .iter()
        .filter(|(at_ms, code, ..)| {
            let never_out = package.fate == ParcelFate::Lost && *code == "EVENT_302";
            left && *at_ms <= now_ms && !never_out
        })
        .map(|(at_ms, code, text, address)| {
            json!({ "eventDate": iso(*at_ms), "eventAddress": address, "eventCode": code, "eventDescription": text })
        })
        .collect();
    // Amazon's list of states has no word for a lost parcel: only the event tells it.
    let ended = left && package.arrive_ms <= now_ms;
    let status = match (events.len(), package.fate) {
        (0, _) => "UNKNOWN",
        (_, ParcelFate::Arrives) if ended => "DELIVERED",
        (_, ParcelFate::Lost) if ended => "DELAYED",
        (_, ParcelFate::Undeliverable) if ended => "UNDELIVERABLE",
        (1 | 2, _) => "IN_TRANSIT",
        _ => "OUT_FOR_DELIVERY",
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
