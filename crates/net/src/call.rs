//! One call as a connector describes it.

use async_trait::async_trait;
use bytes::Bytes;
use http::Request;

use crate::fault::CallFault;
use crate::pace::{Pace, Urgency};

/// Whether a request may be sent again when its outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// A read, or a write that sets an absolute value.
    Safe,
    /// A write that carries a key by which the platform recognises a repetition.
    Keyed,
    /// Never blindly: an unknown outcome goes back to the caller, who looks first.
    Never,
}

/// What the door must know about a call besides the request itself.
#[derive(Debug, Clone)]
pub struct Call {
    /// `platform.operation`, in errors and the journal, for example `amazon.createFulfillmentOrder`.
    pub operation: &'static str,
    /// Separates buckets of one operation, for example by marketplace; usually empty.
    pub pace_scope: String,
    /// The published pace.
    pub pace: Pace,
    /// Who waits.
    pub urgency: Urgency,
    /// What may be repeated.
    pub repeat: Repeat,
}

impl Call {
    /// A background read.
    pub fn read(operation: &'static str, pace: Pace) -> Self {
        Self { operation, pace_scope: String::new(), pace, urgency: Urgency::Background, repeat: Repeat::Safe }
    }

    /// A background write.
    pub fn write(operation: &'static str, pace: Pace, repeat: Repeat) -> Self {
        Self { repeat, ..Self::read(operation, pace) }
    }

    /// The same call with another urgency.
    #[must_use]
    pub fn urgency(mut self, urgency: Urgency) -> Self {
        self.urgency = urgency;
        self
    }

    /// The same call with a bucket of its own.
    #[must_use]
    pub fn scoped(mut self, pace_scope: impl Into<String>) -> Self {
        self.pace_scope = pace_scope.into();
        self
    }
}

/// Which credentials an attempt is prepared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// The ones in hand, refreshed only if they are near expiry.
    Current,
    /// The platform rejected the last attempt's token as expired: get a new one first.
    Renewed,
}

/// Builds the request afresh for each attempt: signatures and tokens age while a call waits.
#[async_trait]
pub trait Prepare: Send + Sync {
    /// The request for the next attempt.
    ///
    /// # Errors
    /// Whatever the token endpoint answered, or [`CallFault::Unsendable`].
    async fn prepare(&self, credentials: Credentials) -> Result<Request<Bytes>, CallFault>;
}

/// A request that needs no signature: the same for each attempt.
pub struct Fixed(pub Request<Bytes>);

#[async_trait]
impl Prepare for Fixed {
    async fn prepare(&self, _: Credentials) -> Result<Request<Bytes>, CallFault> {
        Ok(self.0.clone())
    }
}
