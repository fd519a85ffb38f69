//! The one swappable seam: a request goes in, an answer or a fault comes out.

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};

/// Sends one HTTP request and brings back the whole answer.
///
/// In production this is [`crate::Wire`]; in rehearsals [`crate::InProcess`]. It never retries and never judges the
/// answer: a 500 is `Ok`.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends `request` (absolute URI) and reads the answer to its end.
    ///
    /// # Errors
    /// [`TransportFault`] says whether the request surely never left or its outcome is unknown.
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault>;
}

/// Why no usable answer came back. The texts never hold a URL's query or a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportFault {
    /// The request surely never reached the server, so nothing can have happened there.
    #[error("the request was not sent: {why}")]
    NeverLeft {
        /// What failed, for people.
        why: String,
    },
    /// The request may have been carried out: a time-out or a connection cut after sending.
    #[error("no answer came back: {why}")]
    OutcomeUnknown {
        /// What failed, for people.
        why: String,
    },
    /// An answer came but is larger than we accept. The request was carried out.
    #[error("the answer is larger than {limit_bytes} bytes")]
    AnswerTooLarge {
        /// The accepted size.
        limit_bytes: usize,
    },
}

impl TransportFault {
    /// The request surely never left.
    pub fn never_left(why: impl Into<String>) -> Self {
        Self::NeverLeft { why: why.into() }
    }

    /// The request may have been carried out.
    pub fn outcome_unknown(why: impl Into<String>) -> Self {
        Self::OutcomeUnknown { why: why.into() }
    }
}
