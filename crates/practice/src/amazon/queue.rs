//! The seller's own message queue: Simple Queue Service in its JSON protocol, strict about signatures, generous with
//! duplicates and late deliveries (fact sheet 8.1).
//!
//! What changed at the account becomes a message when somebody asks for one, so a world whose queue is not used is as it
//! was without it.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::Response;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chance::Chance;
use crate::world::{SharedWorld, World, lock};

use super::seller::Seller;

/// Region of the practice queue.
pub const REGION: &str = "us-east-1";
/// Its address, as the seller's console shows it.
pub const URL: &str = "https://sqs.us-east-1.amazonaws.com/000000000000/practice-messages";
const BODY_MAX: usize = 1 << 18;
/// A signature's time may differ by this much.
const CLOCK_MS: i64 = 5 * 60_000;
/// Share of messages that come twice.
const TWICE: f64 = 0.2;
/// Share of messages that come late.
const LATE: f64 = 0.1;

/// One delivery that waits.
#[derive(Debug, Clone)]
struct Waiting {
    visible_ms: i64,
    body: String,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    /// Id of the access key.
    pub key_id: String,
    /// Its secret half.
    pub secret: String,
    /// Whether Amazon's subscriptions deliver here at all.
    pub subscribed: bool,
    /// Some messages come twice and some late.
    pub untidy: bool,
    /// The queue was deleted by its owner.
    pub gone: bool,
    waiting: BTreeMap<u64, Waiting>,
    orders: BTreeMap<String, (i64, String)>,
    stock: BTreeMap<String, u32>,
    next: u64,
    chance: Chance,
}

impl Queue {
    pub(super) fn new(seed: u64) -> Self {
        let mut chance = Chance::stream(seed, "amazon/queue");
        Self {
            key_id: format!("AKIA{}", chance.digits(16)),
            secret: chance.hex(40),
            subscribed: true,
            untidy: true,
            gone: false,
            waiting: BTreeMap::new(),
            orders: BTreeMap::new(),
            stock: BTreeMap::new(),
            next: 0,
            chance,
        }
    }

    /// Deliveries that were not deleted.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether everything was deleted.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Puts a message of a kind into the queue; the same `id` makes it the same message.
    pub fn put(&mut self, kind: &str, id: &str, payload: &Value, at_ms: i64) {
        let time = DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().to_rfc3339();
        let body = json!({
            "NotificationVersion": "1.0", "NotificationType": kind, "PayloadVersion": "1.0", "EventTime": time,
            "Payload": payload,
            "NotificationMetadata": { "ApplicationId": "practice", "SubscriptionId": "practice", "PublishTime": time,
                "NotificationId": id },
        });
        self.next += 1;
        self.waiting.insert(self.next, Waiting { visible_ms: at_ms, body: body.to_string() });
    }

    fn deliver(&mut self, kind: &str, payload: &Value, changed_ms: i64) {
        let id = format!("practice-{kind}-{}", self.next);
        let late = self.untidy && self.chance.happens(LATE);
        let after_ms = if late { self.chance.range(60, 900) } else { self.chance.range(1, 8) } * 1_000;
        self.put(kind, &id, payload, changed_ms + after_ms);
        if self.untidy && self.chance.happens(TWICE) {
            let again_ms = self.chance.range(1, 120) * 1_000;
            self.put(kind, &id, payload, changed_ms + after_ms + again_ms);
        }
    }
}

/// Makes messages of what changed since the last time.
fn collect(seller: &mut Seller, now_ms: i64) {
    if !seller.queue.subscribed {
        return;
    }
    let first = seller.queue.stock.is_empty();
    let mut news: Vec<(&str, Value, i64)> = Vec::new();
    for (id, order) in &seller.orders {
        let told = (order.status_ms, order.status.word().to_owned());
        if seller.queue.orders.get(id) != Some(&told) {
            let payload = json!({ "FulfillmentOrderStatusNotification": {
                "SellerId": seller.account.seller_id, "EventType": "Order", "SellerFulfillmentOrderId": id,
                "FulfillmentOrderStatus": told.1 } });
            news.push(("FULFILLMENT_ORDER_STATUS", payload, order.status_ms));
            seller.queue.orders.insert(id.clone(), told);
        }
    }
    for (sku, stock) in &seller.stock {
        let units = stock.level.fulfillable;
        if seller.queue.stock.insert(sku.clone(), units) != Some(units) && !first {
            let payload = json!({ "SellerId": seller.account.seller_id, "SKU": sku });
            news.push(("FBA_INVENTORY_AVAILABILITY_CHANGES", payload, stock.changed_ms));
        }
    }
    for (kind, payload, changed_ms) in news {
        seller.queue.deliver(kind, &payload, changed_ms.min(now_ms));
    }
}

pub(super) async fn door(State(world): State<SharedWorld>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await.unwrap_or_default();
    let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let host = header("host").or(parts.uri.authority().map(|a| a.as_str().to_owned())).unwrap_or_default();
    let mut world = lock(&world);
    let answer = check(&world, &header, &host, &body).and_then(|()| carry_out(&mut world, &header, &body));
    let (status, body) = match answer {
        Ok(body) => (200, body),
        Err((status, kind, text)) => {
            (status, json!({ "__type": format!("com.amazonaws.sqs#{kind}"), "message": text }))
        }
    };
    let response = Response::builder().status(status).header("content-type", "application/x-amz-json-1.0");
    response.body(Body::from(body.to_string())).unwrap_or_default()
}

type Fault = (u16, &'static str, String);

fn carry_out(world: &mut World, header: &dyn Fn(&str) -> Option<String>, body: &[u8]) -> Result<Value, Fault> {
    let bad = |text: &str| (400, "InvalidParameterValue", text.to_owned());
    let asked: Value = serde_json::from_slice(body).map_err(|_| (400, "SerializationException", String::new()))?;
    let now_ms = world.now_ms();
    let seller = &mut world.amazon;
    if asked.get("QueueUrl").and_then(Value::as_str) != Some(URL) || seller.queue.gone {
        return Err((400, "QueueDoesNotExist", "The specified queue does not exist.".to_owned()));
    }
    match header("x-amz-target").as_deref() {
        Some("AmazonSQS.ReceiveMessage") => {
            let most = asked.get("MaxNumberOfMessages").and_then(Value::as_u64).unwrap_or(1);
            let wait = asked.get("WaitTimeSeconds").and_then(Value::as_u64).unwrap_or(0);
            if !(1..=10).contains(&most) || wait > 20 {
                return Err(bad("MaxNumberOfMessages is 1 to 10, WaitTimeSeconds 0 to 20"));
            }
            let hidden_ms = asked.get("VisibilityTimeout").and_then(Value::as_i64).unwrap_or(30) * 1_000;
            collect(seller, now_ms);
            let due = seller.queue.waiting.iter_mut().filter(|(_, one)| one.visible_ms <= now_ms);
            let most = usize::try_from(most).unwrap_or(1);
            let shown: Vec<Value> = due
                .take(most)
                .map(|(number, one)| {
                    one.visible_ms = now_ms + hidden_ms;
                    json!({ "MessageId": format!("queue-{number}"), "ReceiptHandle": format!("receipt-{number}"),
                        "Body": one.body })
                })
                .collect();
            Ok(if shown.is_empty() { json!({}) } else { json!({ "Messages": shown }) })
        }
        Some("AmazonSQS.DeleteMessage") => {
            let handle = asked
                .get("ReceiptHandle")
                .and_then(Value::as_str)
                .and_then(|h| h.strip_prefix("receipt-")?.parse::<u64>().ok());
            let Some(handle) = handle else {
                return Err((400, "ReceiptHandleIsInvalid", "The input receipt handle is invalid.".to_owned()));
            };
            seller.queue.waiting.remove(&handle);
            Ok(json!({}))
        }
        _ => Err((400, "UnknownOperationException", String::new())),
    }
}

/// The signature over exactly the headers that must be signed, with a time near the world's.
fn check(world: &World, header: &dyn Fn(&str) -> Option<String>, host: &str, body: &[u8]) -> Result<(), Fault> {
    let no = |kind: &'static str, text: &str| Err((403, kind, text.to_owned()));
    let queue = &world.amazon.queue;
    let (Some(given), Some(date)) = (header("authorization"), header("x-amz-date")) else {
        return no("MissingAuthenticationToken", "Request is missing Authentication Token");
    };
    let at = DateTime::parse_from_str(&format!("{date} +0000"), "%Y%m%dT%H%M%SZ %z");
    let near = at.is_ok_and(|at| (at.timestamp_millis() - world.now_ms()).abs() <= CLOCK_MS);
    if !near {
        return no("SignatureDoesNotMatch", "Signature expired");
    }
    let day = date.split('T').next().unwrap_or_default();
    let scope = format!("{day}/{REGION}/sqs/aws4_request");
    let names = "content-type;host;x-amz-date;x-amz-target";
    let kind = header("content-type").unwrap_or_default();
    let target = header("x-amz-target").unwrap_or_default();
    let lines = format!("content-type:{kind}\nhost:{host}\nx-amz-date:{date}\nx-amz-target:{target}\n");
    let canonical = format!("POST\n/\n\n{lines}\n{names}\n{}", hex::encode(Sha256::digest(body)));
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex::encode(Sha256::digest(canonical.as_bytes())));
    let mut key = format!("AWS4{}", queue.secret).into_bytes();
    for part in [day, REGION, "sqs", "aws4_request", &text] {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return no("InternalFailure", "") };
        mac.update(part.as_bytes());
        key = mac.finalize().into_bytes().to_vec();
    }
    let wanted = format!(
        "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={}",
        queue.key_id,
        hex::encode(key)
    );
    if !given.contains(&format!("Credential={}/", queue.key_id)) {
        return no("InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if given == wanted { Ok(()) } else { no("SignatureDoesNotMatch", "The request signature does not match") }
}
