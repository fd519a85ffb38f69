//! The seller's own queue of Amazon's messages: Simple Queue Service in its JSON protocol (F427; fact sheet 8.1).
//!
//! Amazon's notifications are delivered there by Amazon; nothing here subscribes to them. Every call is signed with the
//! seller's own access key, whose secret half is read from the keychain for each call.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, Request};
use serde_json::{Value, json};
use shopferry_channel::{
    Chance, ChannelError, Clock, Message, MessageQueue, Refusal, RefusalKind, Result, Secret, SecretName, SecretStore,
};
use shopferry_domain::settings::OwnQueue;
use shopferry_domain::{ConnectionId, ReasonCode};
use shopferry_net::{BaseUrl, Call, CallFault, Credentials, Door, DoorParts, Observer, Pace, Prepare, Transport};

use crate::queue_wire::{QueueErrors, Received, meaning, message};
use crate::sigv4::{Unsigned, authorization, stamp};
use crate::user_agent::user_agent;

/// The keychain entry that holds the secret half of the queue's access key.
pub const QUEUE_SECRET: &str = "queue_secret";
/// Longest wait of one call, seconds; the service allows no more.
const WAIT_SECS: u32 = 20;
/// Deliveries of one call; the service allows no more.
const BATCH: u32 = 10;
/// A delivery that is not deleted comes again after this many seconds.
const HIDDEN_SECS: u32 = 60;
/// No limit is published for standard queues.
const PACE: Pace = Pace::new(10.0, 20);
const RECEIVE: &str = "amazon.receiveMessage";
const DELETE: &str = "amazon.deleteMessage";
const JSON: &str = "application/x-amz-json-1.0";

/// What a queue is made of.
pub struct QueueParts {
    /// Names the keychain entry [`QUEUE_SECRET`].
    pub connection: ConnectionId,
    /// What the seller entered.
    pub queue: OwnQueue,
    /// The service in the queue's region, or a practice world.
    pub base: BaseUrl,
    /// Where the secret is.
    pub secrets: Arc<dyn SecretStore>,
    /// The network or a practice world.
    pub transport: Arc<dyn Transport>,
    /// This connection's time.
    pub clock: Arc<dyn Clock>,
    /// Jitter; the stream is named after the connection.
    pub chance: Arc<dyn Chance>,
    /// The call journal.
    pub observer: Arc<dyn Observer>,
}

/// The seller's queue.
pub struct AmazonQueue {
    parts: QueueParts,
    door: Door,
}

impl AmazonQueue {
    /// Puts it together; nothing is sent before the first call.
    pub fn new(parts: QueueParts) -> Self {
        let mut door = DoorParts::for_connection(
            Arc::clone(&parts.transport),
            Arc::clone(&parts.clock),
            Arc::clone(&parts.chance),
            &format!("{}.queue", parts.connection),
            Arc::new(QueueErrors),
        );
        door.observer = Arc::clone(&parts.observer);
        Self { door: Door::new(door), parts }
    }

    async fn call(&self, operation: &'static str, target: &'static str, body: &Value) -> Result<Bytes> {
        let secret = self.secret().await?;
        let body = Bytes::from(body.to_string());
        let signing = Signing { queue: self, operation, target, secret, body };
        let answer = self.door.call(&Call::read(operation, PACE), &signing).await;
        Ok(answer.map_err(|fault| fault.into_channel(meaning))?.into_body())
    }

    /// Without the secret half nothing is sent; that concerns the queue alone, not the seller's account.
    async fn secret(&self) -> Result<Secret> {
        let name = SecretName::of(&self.parts.connection, QUEUE_SECRET);
        match crate::auth::read(&self.parts.secrets, name).await.map_err(ChannelError::Secrets)? {
            Some(secret) if !secret.is_empty() => Ok(secret),
            _ => Err(ChannelError::Refused(Refusal {
                kind: RefusalKind::Other,
                reason: ReasonCode::QueueKeyMissing,
                code: "no_secret".to_owned(),
                message: "the secret half of the access key is not in the keychain".to_owned(),
            })),
        }
    }
}

#[async_trait]
impl MessageQueue for AmazonQueue {
    async fn receive(&self, wait: bool) -> Result<Vec<Message>> {
        let asked = json!({
            "QueueUrl": self.parts.queue.url,
            "MaxNumberOfMessages": BATCH,
            "VisibilityTimeout": HIDDEN_SECS,
            "WaitTimeSeconds": if wait { WAIT_SECS } else { 0 },
        });
        let body = self.call(RECEIVE, "AmazonSQS.ReceiveMessage", &asked).await?;
        let received: Received = shopferry_net::decode(RECEIVE, &body).map_err(|fault| fault.into_channel(meaning))?;
        Ok(received.messages.unwrap_or_default().into_iter().map(message).collect())
    }

    async fn delete(&self, message: &Message) -> Result<()> {
        let asked = json!({ "QueueUrl": self.parts.queue.url, "ReceiptHandle": message.receipt });
        match self.call(DELETE, "AmazonSQS.DeleteMessage", &asked).await {
            Ok(_) => Ok(()),
            // The delivery is gone, or its time to be deleted is over and it comes again.
            Err(ChannelError::Refused(no)) if no.kind == RefusalKind::AlreadyDone => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Signs each attempt with the time of that moment.
struct Signing<'a> {
    queue: &'a AmazonQueue,
    operation: &'static str,
    target: &'static str,
    secret: Secret,
    body: Bytes,
}

#[async_trait]
impl Prepare for Signing<'_> {
    async fn prepare(&self, _: Credentials) -> std::result::Result<Request<Bytes>, CallFault> {
        let fault = |why: String| CallFault::Unsendable { operation: self.operation, why };
        let parts = &self.queue.parts;
        let uri = parts.base.join("/").map_err(|e| fault(e.to_string()))?;
        let host = uri.authority().map(|a| a.as_str().to_owned()).unwrap_or_default();
        let at = parts.clock.now();
        let date = stamp(at);
        let headers = [
            ("content-type", JSON),
            ("host", host.as_str()),
            ("x-amz-date", date.as_str()),
            ("x-amz-target", self.target),
        ];
        let unsigned = Unsigned {
            method: "POST",
            region: &parts.queue.region,
            service: "sqs",
            headers: &headers,
            body: &self.body,
            at,
        };
        let signed = authorization(&parts.queue.access_key_id, &self.secret, &unsigned);
        let mut signed = HeaderValue::from_str(&signed)
            .map_err(|_| fault("the access key id holds characters that a header cannot carry".to_owned()))?;
        signed.set_sensitive(true);
        let mut request = Request::post(uri).header("authorization", signed).header("user-agent", user_agent());
        for (name, value) in headers.iter().filter(|(name, _)| *name != "host") {
            request = request.header(*name, *value);
        }
        request.body(self.body.clone()).map_err(|e| fault(e.to_string()))
    }
}
