//! What can go wrong at a platform, in the few kinds that callers act on.

use std::time::Duration;

use shopferry_domain::{Reason, ReasonCode};

/// Kinds of refusal that the engine acts on; everything else is told to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// What was asked for is already so (already shipped, already cancelled): compare, then treat as done.
    AlreadyDone,
    /// The order is still held.
    Held,
    /// An after-sales request is open on it (F409).
    OpenRequest,
    /// Not for this region (F404).
    NotThisRegion,
    /// The thing is not there.
    NotFound,
    /// The time or the number of tries for this is over: never repeated (F089, F103).
    TooLate,
    /// The carrier's label was not bought from the platform (F430).
    PostageNotTheirs,
    /// Anything else.
    Other,
}

/// The platform's definite no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What the engine does about it.
    pub kind: RefusalKind,
    /// The reason shown to the user.
    pub reason: ReasonCode,
    /// The platform's code.
    pub code: String,
    /// The platform's words, redacted.
    pub message: String,
}

impl Refusal {
    /// As a reason with the platform's own words.
    pub fn as_reason(&self) -> Reason {
        Reason::about(self.reason, format!("{} ({})", self.message, self.code))
    }
}

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// The credentials are rejected: the connection rests until a person signs in.
    #[error("the sign-in is not accepted: {message}")]
    NeedsSignIn {
        /// The platform's words, redacted.
        message: String,
    },
    /// The app or token lacks a permission.
    #[error("a permission is missing: {scope}")]
    MissingScope {
        /// Which one, as far as told.
        scope: String,
    },
    /// The platform asks to wait; nothing happened.
    #[error("the platform asks to wait")]
    Throttled {
        /// For how long, when told.
        retry_after: Option<Duration>,
    },
    /// A write left, and no usable answer came: look before repeating.
    #[error("no answer came, so the outcome is unknown: {message}")]
    OutcomeUnknown {
        /// What was seen.
        message: String,
    },
    /// The request surely never left, or a read failed after all tries.
    #[error("the platform cannot be reached: {message}")]
    Unreachable {
        /// What was seen.
        message: String,
    },
    /// A definite no.
    #[error("refused: {} ({})", .0.message, .0.code)]
    Refused(Refusal),
    /// The answer cannot be read.
    #[error("the answer to {operation} cannot be read at {path}")]
    Malformed {
        /// Which call.
        operation: String,
        /// JSON path of the field.
        path: String,
    },
    /// The store of secrets cannot answer.
    #[error(transparent)]
    Secrets(#[from] crate::secret::SecretStoreError),
}

impl ChannelError {
    /// The reason to show.
    pub fn as_reason(&self) -> Reason {
        use crate::secret::SecretStoreError as K;
        match self {
            Self::NeedsSignIn { .. } => Reason::new(ReasonCode::NeedsSignIn),
            Self::MissingScope { scope } => Reason::about(ReasonCode::MissingScope, scope.clone()),
            Self::Throttled { .. } => Reason::new(ReasonCode::Throttled),
            Self::OutcomeUnknown { .. } => Reason::new(ReasonCode::OutcomeUnknown),
            Self::Unreachable { .. } => Reason::new(ReasonCode::Offline),
            Self::Refused(refusal) => refusal.as_reason(),
            Self::Malformed { operation, path } => {
                Reason::about(ReasonCode::Malformed, format!("{operation}, at {path}"))
            }
            Self::Secrets(K::Locked) => Reason::new(ReasonCode::KeychainLocked),
            Self::Secrets(K::NoKeychain(_) | K::Other(_)) => Reason::new(ReasonCode::NoKeychain),
        }
    }

    /// Whether the whole connection is concerned, not one record.
    pub fn is_about_the_connection(&self) -> bool {
        matches!(self, Self::NeedsSignIn { .. } | Self::MissingScope { .. } | Self::Secrets(_))
    }
}
