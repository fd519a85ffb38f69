//! Recipients on the wire, and what the platform hides of them (tiktok-shop fact sheet 8.3 and 8.4).

use serde_json::{Value, json};

use super::order::{Mark, Order, OrderStatus};
use super::person::Person;
use crate::fault::{Fault, FaultBoard};

const DAY_MS: i64 = 86_400_000;

/// How much of a recipient is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veil {
    /// Nothing.
    Open,
    /// Name, phone, street, ZIP code and city.
    Masked,
    /// As masked, but the city is readable (stored by the platform, from AWAITING_SHIPMENT on).
    CityOnly,
}

/// What is hidden now. The US masks in UNPAID, ON_HOLD, CANCELLED and 30 days after COMPLETED; orders stored by the
/// platform always.
#[must_use]
pub fn veil(order: &Order, now_ms: i64, faults: &FaultBoard) -> Veil {
    let status = order.status();
    if order.is(Mark::Fbt) {
        let free = status >= OrderStatus::AwaitingShipment && status != OrderStatus::Cancelled;
        return if free { Veil::CityOnly } else { Veil::Masked };
    }
    match status {
        OrderStatus::Unpaid | OrderStatus::OnHold | OrderStatus::Cancelled => Veil::Masked,
        OrderStatus::Completed if order.completed_ms.is_some_and(|at_ms| now_ms - at_ms > 30 * DAY_MS) => Veil::Masked,
        _ => {
            let free_ms = order.release_ms.or(order.paid_ms).unwrap_or(order.placed_ms);
            let young = now_ms - free_ms < 12 * 60_000;
            if young && faults.strikes_subject(Fault::HiddenAddress, &order.id) { Veil::Masked } else { Veil::Open }
        }
    }
}

/// Hides a text in one of the ways seen; the pattern is not documented, so it differs from order to order.
fn hide(text: &str, pattern: u64) -> String {
    if text.is_empty() {
        return String::new();
    }
    match pattern % 3 {
        0 => "***".to_owned(),
        1 => text.chars().enumerate().map(|(at, letter)| if at == 0 || letter == ' ' { letter } else { '*' }).collect(),
        _ => "*".repeat(text.chars().count()),
    }
}

/// `recipient_address` of an order; `short` is the package's form.
#[must_use]
pub fn address(order: &Order, veil: Veil, short: bool) -> Value {
    let person = &order.buyer;
    let pattern = order.number;
    let masked = veil != Veil::Open;
    let cover = |text: &str| if masked { hide(text, pattern) } else { text.to_owned() };
    let city = if veil == Veil::Masked { hide(person.city, pattern) } else { person.city.to_owned() };
    let street = person.street();
    let line1 = cover(&street);
    let line2 = cover(&person.flat);
    let detail = if person.flat.is_empty() { line1.clone() } else { format!("{line1} {line2}") };
    let empty = masked && pattern % 4 == 3;
    let full =
        if empty { String::new() } else { format!("United States,{},{},{city},{detail}", person.state, person.county) };
    let mut address = json!({
        "full_address": full,
        "phone_number": cover(&person.phone()),
        "name": cover(&person.name()),
        "address_detail": detail,
        "address_line1": line1,
        "address_line2": line2,
        "address_line3": "",
        "address_line4": "",
        "postal_code": cover(person.zip),
        "region_code": "US",
    });
    if short {
        return address;
    }
    if let Some(members) = address.as_object_mut() {
        let (first, last) = if pattern.is_multiple_of(2) && person.written.is_none() {
            (cover("Practice"), cover(&person.last_name()))
        } else {
            (String::new(), String::new())
        };
        members.insert("first_name".to_owned(), json!(first));
        members.insert("last_name".to_owned(), json!(last));
        members.insert("district_info".to_owned(), districts(person, &city));
        let drop_off = if masked { hide(person.drop_off, pattern) } else { person.drop_off.to_owned() };
        if !drop_off.is_empty() {
            members.insert("delivery_preferences".to_owned(), json!({ "drop_off_location": drop_off }));
        }
    }
    address
}

fn districts(person: &Person, city: &str) -> Value {
    let level = |level: &str, name: &str, value: &str| json!({ "address_level": level, "address_level_name": name, "address_name": value });
    let mut country = level("L0", "Country", "United States");
    if let Some(members) = country.as_object_mut() {
        members.insert("iso_code".to_owned(), json!("US"));
    }
    json!([
        country,
        level("L1", "State", person.state),
        level("L2", "County", person.county),
        level("L3", "City", city),
    ])
}
