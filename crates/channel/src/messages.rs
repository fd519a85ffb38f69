//! A queue of a fulfiller's messages that the seller keeps (F427). A message only says that something changed; what, is
//! read as ever.

use async_trait::async_trait;

use crate::Result;

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageTopic {
    /// An order at the fulfiller, or a parcel of one.
    Order,
    /// Stock at the fulfiller.
    Stock,
    /// Nothing that is used here; the sender's word.
    Other(String),
}

/// One delivery of a message. The same message may be delivered more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sender's id, the same for each delivery.
    pub id: String,
    /// What it is about.
    pub topic: MessageTopic,
    /// The queue's handle of this delivery, to delete it by.
    pub receipt: String,
}

/// Reads and empties the queue.
#[async_trait]
pub trait MessageQueue: Send + Sync {
    /// Up to ten deliveries; with `wait` it waits up to 20 seconds for one.
    async fn receive(&self, wait: bool) -> Result<Vec<Message>>;
    /// Deletes a delivery; one that is gone already is deleted too.
    async fn delete(&self, message: &Message) -> Result<()>;
}
