//! The queue's words: deliveries, Amazon's notification inside them, errors (fact sheet 8.1).

use serde::Deserialize;
use serde_json::Value;
use shopferry_channel::{Message, MessageTopic, RefusalKind};
use shopferry_domain::ReasonCode;
use shopferry_net::{Answer, Classify, Verdict};

/// The answer of ReceiveMessage; an empty queue leaves the list out.
#[derive(Debug, Default, Deserialize)]
pub struct Received {
    /// Deliveries.
    #[serde(rename = "Messages", default)]
    pub messages: Option<Vec<Delivery>>,
}

/// One delivery.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Delivery {
    /// The queue's id of the message.
    #[serde(default)]
    pub message_id: String,
    /// To delete it by.
    pub receipt_handle: String,
    /// Amazon's notification as JSON text.
    #[serde(default)]
    pub body: String,
}

/// A delivery as the port tells it. Keys come in both spellings, by kind of notification; a body that cannot be read is a
/// message of no use.
pub fn message(delivery: Delivery) -> Message {
    let body: Value = serde_json::from_str(&delivery.body).unwrap_or(Value::Null);
    let text = |value: &Value, upper: &str, lower: &str| {
        let found = value.get(upper).or_else(|| value.get(lower)).and_then(Value::as_str);
        found.filter(|t| !t.is_empty()).map(str::to_owned)
    };
    let metadata = body.get("NotificationMetadata").or_else(|| body.get("notificationMetadata"));
    let id = metadata.and_then(|m| text(m, "NotificationId", "notificationId"));
    let topic = match text(&body, "NotificationType", "notificationType").as_deref() {
        Some("FULFILLMENT_ORDER_STATUS" | "SHIPMENT_TRACKING_MILESTONE_CHANGED") => MessageTopic::Order,
        Some("FBA_INVENTORY_AVAILABILITY_CHANGES") => MessageTopic::Stock,
        Some(word) => MessageTopic::Other(word.to_owned()),
        None => MessageTopic::Other("unreadable".to_owned()),
    };
    Message { id: id.unwrap_or(delivery.message_id), topic, receipt: delivery.receipt_handle }
}

/// The queue's error table: `__type` names the error, after a `#`.
pub struct QueueErrors;

#[derive(Default, Deserialize)]
struct Fault {
    #[serde(rename = "__type", default)]
    kind: String,
    #[serde(alias = "Message", default)]
    message: String,
}

impl Classify for QueueErrors {
    fn classify(&self, answer: &Answer<'_>) -> Verdict {
        if answer.status.is_success() {
            return Verdict::Success;
        }
        let fault: Fault = serde_json::from_slice(answer.body).unwrap_or_default();
        let code = fault.kind.rsplit('#').next().unwrap_or_default().to_owned();
        let throttled = code.contains("Throttl") || answer.status.as_u16() == 429;
        match answer.status.as_u16() {
            _ if throttled => Verdict::Throttled { after: None },
            500.. | 408 => Verdict::Passing { code, message: fault.message },
            status if code.is_empty() => {
                Verdict::Refused { code: format!("http_{status}"), message: "the answer names no error".to_owned() }
            }
            _ => Verdict::Refused { code, message: fault.message },
        }
    }

    fn request_id(&self, answer: &Answer<'_>) -> Option<String> {
        answer.headers.get("x-amzn-requestid")?.to_str().ok().map(str::to_owned)
    }
}

/// A refusal in our words. None of them is about the seller's Amazon account: only the queue rests.
pub fn meaning(code: &str, _: &str) -> (RefusalKind, ReasonCode) {
    let has = |part: &str| code.contains(part);
    if has("ReceiptHandleIsInvalid") {
        (RefusalKind::AlreadyDone, ReasonCode::QueueRefused)
    } else if has("DoesNotExist") || has("NonExistentQueue") {
        (RefusalKind::Other, ReasonCode::QueueNotThere)
    } else if has("Access") || has("Signature") || has("Client") || has("Token") || has("Auth") || code == "http_403" {
        (RefusalKind::Other, ReasonCode::QueueKeyRefused)
    } else {
        (RefusalKind::Other, ReasonCode::QueueRefused)
    }
}
