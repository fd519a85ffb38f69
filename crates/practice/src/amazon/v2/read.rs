//! getOrder and listOrders: both bring shipments unless they are told not to.

use serde_json::{Map, Value, json};

use crate::amazon::answer::{Answer, unix_ms};
use crate::amazon::door::Call;
use crate::amazon::order::FulfillmentOrder;
use crate::amazon::validate::invalid;
use crate::amazon::{answer::Refusal, seller::Seller};
use crate::chance::{Chance, fnv};
use crate::fault::Fault;

use super::{not_found, show};

const PAGE: usize = 20;
const WINDOW_MS: i64 = 36 * 3_600_000;

pub(super) fn get(call: Call<'_>) -> Answer {
    let with_shipments = shipments(&call)?;
    let seller = &call.world.amazon;
    let known = seller.orders.get(&call.id).filter(|order| readable(seller, order, call.now_ms));
    let order = known.ok_or_else(|| not_found(&call.id))?;
    let lag_ms = Chance::stream(fnv(call.id.as_bytes()), "reads-lag").range(3_000, 45_000);
    let young = call.now_ms - order.received_ms < lag_ms;
    if young && call.world.faults.strikes_subject(Fault::ReadsLag, &call.id) {
        return Err(not_found(&call.id));
    }
    Ok(json!({ "order": show::order(order, call.now_ms, with_shipments) }))
}

/// By time of the last change, oldest first; further pages repeat the arguments of the first.
pub(super) fn list(mut call: Call<'_>) -> Answer {
    let with_shipments = shipments(&call)?;
    let asked = call.query("updatedAfter").filter(|text| !text.is_empty()).map(str::to_owned);
    let start_ms = match &asked {
        None => call.now_ms - WINDOW_MS,
        Some(text) => unix_ms(text).ok_or_else(|| invalid("updatedAfter", "it is not an ISO 8601 time"))?,
    };
    let token = call.query("pageToken").filter(|token| !token.is_empty()).map(str::to_owned);
    let arguments = format!("{}|{with_shipments}", asked.unwrap_or_default());
    let cursor = match &token {
        None => (start_ms, String::new()),
        Some(token) => read_token(token, &arguments, call.world.strict)?,
    };
    let late_ms = if call.strikes(Fault::LatePage) { call.now_ms - 90_000 } else { i64::MAX };
    let repeats = if token.is_some() && call.strikes(Fault::DuplicatePage) { 5 } else { 0 };
    let ends_early = call.strikes(Fault::MissingNext);
    let empty = call.world.amazon.chance.happens(0.03);
    let seller = &call.world.amazon;
    let listed = |order: &&FulfillmentOrder| order.status_ms <= late_ms && readable(seller, order, call.now_ms);
    let mut changed: Vec<&FulfillmentOrder> = seller.orders.values().filter(listed).collect();
    changed.sort_by(|a, b| (a.status_ms, &a.id).cmp(&(b.status_ms, &b.id)));
    let from = changed.partition_point(|order| (order.status_ms, order.id.as_str()) < (cursor.0, cursor.1.as_str()));
    let size = if empty { 0 } else { PAGE };
    let next = changed.get(from + size).filter(|_| !ends_early);
    let shown = changed.get(from.saturating_sub(repeats)..(from + size).min(changed.len())).unwrap_or_default();
    let mut answer = Map::new();
    let orders: Vec<Value> = shown.iter().map(|order| show::order(order, call.now_ms, with_shipments)).collect();
    answer.insert("orders".to_owned(), Value::Array(orders));
    if let Some(next) = next {
        let token = token_of(next.status_ms, &next.id, &arguments);
        answer.insert("pagination".to_owned(), json!({ "nextToken": token }));
    } else if fnv(cursor.1.as_bytes()).is_multiple_of(2) {
        answer.insert("pagination".to_owned(), json!({})); // absent or without a token both mean the end
    }
    Ok(Value::Object(answer))
}

fn readable(seller: &Seller, order: &FulfillmentOrder, now_ms: i64) -> bool {
    seller.shows(order, true) && order.v2.as_ref().is_none_or(|v2| v2.readable_from_ms <= now_ms)
}

fn shipments(call: &Call<'_>) -> Result<bool, Refusal> {
    match call.query("shipments") {
        None | Some("INCLUDE") => Ok(true),
        Some("EXCLUDE") => Ok(false),
        Some(_) => Err(invalid("shipments", "it is not one of the allowed values")),
    }
}

fn token_of(status_ms: i64, id: &str, arguments: &str) -> String {
    let text = format!("{status_ms}|{id}|{:016x}", fnv(arguments.as_bytes()));
    hex::encode(format!("{text}|{:08x}", fnv(text.as_bytes()) as u32))
}

fn read_token(token: &str, arguments: &str, strict: bool) -> Result<(i64, String), Refusal> {
    let foreign = || invalid("pageToken", "it is not one of ours");
    let text = hex::decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(foreign)?;
    let mut parts = text.split('|');
    let status_ms = parts.next().and_then(|part| part.parse().ok()).ok_or_else(foreign)?;
    let id = parts.next().ok_or_else(foreign)?.to_owned();
    if strict && token_of(status_ms, &id, arguments) != token {
        return Err(invalid("pageToken", "the other arguments are not those of the first page"));
    }
    Ok((status_ms, id))
}
