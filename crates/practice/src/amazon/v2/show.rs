//! An order in this version's words.

use serde_json::{Map, Value, json};

use crate::amazon::answer::iso;
use crate::amazon::order::{FulfillmentOrder, Item, Package, ParcelFate, Shipment, ShipmentItem, ShipmentStatus};
use crate::chance::fnv;

use super::{body, order_word, shipment_word};

const HOUR_MS: i64 = 3_600_000;

/// `FulfillmentOrder` of the model; optional parts are left out where they are empty, as in Amazon's fixtures.
pub(super) fn order(order: &FulfillmentOrder, now_ms: i64, with_shipments: bool) -> Value {
    let services = order.v2.as_ref().and_then(|v2| v2.services.clone());
    let mut configuration = json!({
        "serviceLevel": { "serviceTiers": [body::tier(&order.speed)] },
        "action": if order.hold { "HOLD" } else { "SHIP" },
        "policy": body::policy(&order.policy),
    });
    set(&mut configuration, "services", services);
    let lines: Vec<Value> = order.items.iter().map(|line| item(&order.id, line)).collect();
    let mut value = json!({
        "orderId": order.id,
        "receiveTime": iso(order.received_ms),
        "status": order_word(order.status),
        "statusUpdateTime": iso(order.status_ms),
        "fulfillmentConfiguration": configuration,
        "origin": { "countryCode": "US" },
        "destination": { "deliveryAddress": order.address },
        "lineItems": lines,
    });
    set(&mut value, "channel", order.v2.as_ref().and_then(|v2| v2.channel.clone()).map(Value::String));
    if with_shipments && !order.shipments.is_empty() {
        let shipments = order.shipments.iter().map(|known| shipment(order, known, now_ms)).collect();
        set(&mut value, "shipments", Some(Value::Array(shipments)));
    }
    value
}

fn set(object: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(key.to_owned(), value);
    }
}

/// Amazon writes the same amount as `1` and as `1.0`; which one differs from order to order here.
fn amount(order_id: &str, units: u32) -> Value {
    let value = if fnv(order_id.as_bytes()).is_multiple_of(2) { format!("{units}") } else { format!("{units}.0") };
    json!({ "unit": "EACHES", "value": value })
}

fn item(order_id: &str, line: &Item) -> Value {
    let mut value = json!({
        "lineItemId": line.item_id,
        "product": { "productIdentifier": { "amazonSku": line.seller_sku } },
        "amount": amount(order_id, line.quantity),
    });
    // The fixtures name these from the first loss on, or always.
    let always = fnv(line.item_id.as_bytes()).is_multiple_of(2);
    for (key, units) in [("cancelledAmount", line.cancelled), ("unfulfillableAmount", line.unfulfillable)] {
        if always || units > 0 {
            set(&mut value, key, Some(amount(order_id, units)));
        }
    }
    value
}

/// How items and parcels are joined: by the parcels' lists, by the items' own field, or not at all for one parcel.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    ByPackage,
    ByItem,
    Unsaid,
}

fn shipment(order: &FulfillmentOrder, shipment: &Shipment, now_ms: i64) -> Value {
    let join = match fnv(shipment.id.as_bytes()) % 3 {
        0 if shipment.packages.len() == 1 => Join::Unsaid,
        1 => Join::ByItem,
        _ => Join::ByPackage,
    };
    let items: Vec<Value> = shipment
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let line = order.items.get(entry.item)?;
            let mut value = json!({
                "productIdentifier": { "amazonSku": line.seller_sku },
                "lineItemId": line.item_id,
                "amount": amount(&order.id, entry.quantity),
            });
            match join {
                Join::ByPackage => set(&mut value, "shipmentItemId", Some(json!(item_id(shipment, at)))),
                Join::ByItem => set(&mut value, "packageId", Some(json!(package_id(entry.package_number)))),
                Join::Unsaid => {}
            }
            Some(value)
        })
        .collect();
    let packages: Vec<Value> = shipment.packages.iter().map(|known| package(shipment, known, join, now_ms)).collect();
    let arrive_ms = shipment.packages.iter().map(|known| known.arrive_ms).max().unwrap_or(now_ms);
    let mut value = json!({
        "amazonShipmentId": shipment.id,
        "amazonFacility": { "facilityId": shipment.warehouse },
        "status": shipment_word(shipment.status),
        "deliveryTime": iso(arrive_ms),
        "items": items,
        "packages": packages,
    });
    if shipment.status == ShipmentStatus::Shipped {
        set(&mut value, "shipTime", Some(json!(iso(shipment.ship_ms))));
    }
    value
}

fn item_id(shipment: &Shipment, at: usize) -> String {
    format!("SI-{}-{at}", shipment.id)
}

fn package_id(number: i32) -> String {
    format!("PKG-{number}")
}

fn package(shipment: &Shipment, package: &Package, join: Join, now_ms: i64) -> Value {
    let mut tracking = Map::new();
    if package.tracking_from_ms <= now_ms {
        let link = format!("https://www.swiship.com/track?id={}", package.tracking);
        let carrier =
            json!({ "carrierCode": package.carrier, "trackingNumber": package.tracking, "trackingUrl": link });
        tracking.insert("carrier".to_owned(), carrier);
    }
    if let Some((aftn, _)) = package.aftn.as_ref().filter(|(_, from_ms)| *from_ms <= now_ms) {
        tracking.insert("amazon".to_owned(), json!({ "trackingNumber": aftn }));
    }
    let status = progress(shipment, package, now_ms);
    if status == "DELIVERED" {
        let photo = format!("https://photos.practice.invalid/{}.jpg?expires={}", package.number, now_ms + HOUR_MS);
        tracking.insert("proofOfDelivery".to_owned(), json!({ "deliveryPhotoUrl": photo }));
    }
    let mut value = json!({
        "packageId": package_id(package.number),
        "status": status,
        "deliveryTime": iso(package.arrive_ms),
    });
    if !tracking.is_empty() {
        set(&mut value, "tracking", Some(Value::Object(tracking)));
    }
    if join == Join::ByPackage {
        let inside = |(_, entry): &(usize, &ShipmentItem)| entry.package_number == package.number;
        let ids = shipment.items.iter().enumerate().filter(inside).map(|(at, _)| json!(item_id(shipment, at)));
        set(&mut value, "shipmentItemIds", Some(Value::Array(ids.collect())));
    }
    value
}

fn progress(shipment: &Shipment, package: &Package, now_ms: i64) -> &'static str {
    if shipment.status != ShipmentStatus::Shipped {
        return "PROCESSING";
    }
    match now_ms {
        now if now >= package.arrive_ms => match package.fate {
            ParcelFate::Arrives => "DELIVERED",
            ParcelFate::Lost => "DELAYED", // the milestones of tracking tell the loss
            ParcelFate::Undeliverable => "UNDELIVERABLE",
        },
        now if now >= package.arrive_ms - 8 * HOUR_MS => "OUT_FOR_DELIVERY",
        _ => "IN_TRANSIT",
    }
}
