//! How a call can end without success.

use std::time::Duration;

use http::StatusCode;
use shopferry_channel::{ChannelError, Refusal, RefusalKind, SecretStoreError};
use shopferry_domain::ReasonCode;

/// The end of a call that brought no result. Texts are redacted and name the operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallFault {
    /// The platform could not be reached; nothing happened there.
    #[error("{operation}: the platform cannot be reached: {why}")]
    Unreachable {
        /// The call.
        operation: &'static str,
        /// What failed.
        why: String,
    },
    /// A write may or may not have been carried out: look before repeating.
    #[error("{operation}: it is unknown whether this was carried out: {why}")]
    OutcomeUnknown {
        /// The call.
        operation: &'static str,
        /// What failed.
        why: String,
    },
    /// A read failed on their side (5xx, no answer) on every attempt.
    #[error("{operation}: the platform is not working at the moment: {why}")]
    Unavailable {
        /// The call.
        operation: &'static str,
        /// What failed.
        why: String,
    },
    /// Too fast on every attempt; nothing happened.
    #[error("{operation}: the platform asks to slow down")]
    Throttled {
        /// The call.
        operation: &'static str,
        /// The platform's own hint.
        after: Option<Duration>,
    },
    /// The credentials are not accepted.
    #[error("{operation}: the sign-in is not accepted ({code}): {message}")]
    NeedsSignIn {
        /// The call.
        operation: &'static str,
        /// Their word or number.
        code: String,
        /// Their text, redacted.
        message: String,
    },
    /// The app or its token lacks a permission.
    #[error("{operation}: a permission is missing: {scope}")]
    MissingScope {
        /// The call.
        operation: &'static str,
        /// Which one, as far as the answer tells.
        scope: String,
    },
    /// A clear no.
    #[error("{operation}: refused ({code}): {message}")]
    Refused {
        /// The call.
        operation: &'static str,
        /// HTTP status, which some rules need beside the code.
        status: StatusCode,
        /// Their word or number.
        code: String,
        /// Their text, redacted.
        message: String,
        /// Their id of the request.
        request_id: Option<String>,
    },
    /// The answer is not what this operation answers.
    #[error("{operation}: the answer cannot be read at {path}: {why}")]
    Malformed {
        /// The call.
        operation: &'static str,
        /// JSON path of the failing field, `.` for the whole.
        path: String,
        /// What is wrong, never the value.
        why: String,
    },
    /// The store of secrets cannot answer, so the request cannot be signed.
    #[error("{operation}: {fault}")]
    Secrets {
        /// The call.
        operation: &'static str,
        /// Why not.
        fault: SecretStoreError,
    },
    /// The request could not be built.
    #[error("{operation}: the request cannot be built: {why}")]
    Unsendable {
        /// The call.
        operation: &'static str,
        /// What is wrong.
        why: String,
    },
}

impl CallFault {
    /// The operation that failed.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Unreachable { operation, .. }
            | Self::OutcomeUnknown { operation, .. }
            | Self::Unavailable { operation, .. }
            | Self::Throttled { operation, .. }
            | Self::NeedsSignIn { operation, .. }
            | Self::MissingScope { operation, .. }
            | Self::Refused { operation, .. }
            | Self::Malformed { operation, .. }
            | Self::Secrets { operation, .. }
            | Self::Unsendable { operation, .. } => operation,
        }
    }

    /// In the ports' words. `meaning` is the platform's own table from its code and text to what the engine does
    /// about a refusal and the reason a person sees.
    pub fn into_channel(self, meaning: impl FnOnce(&str, &str) -> (RefusalKind, ReasonCode)) -> ChannelError {
        let whole = self.to_string();
        match self {
            Self::Unreachable { .. } | Self::Unavailable { .. } => ChannelError::Unreachable { message: whole },
            Self::OutcomeUnknown { .. } => ChannelError::OutcomeUnknown { message: whole },
            Self::Throttled { after, .. } => ChannelError::Throttled { retry_after: after },
            Self::NeedsSignIn { .. } => ChannelError::NeedsSignIn { message: whole },
            Self::MissingScope { scope, .. } => ChannelError::MissingScope { scope },
            Self::Refused { code, message, .. } => {
                let (kind, reason) = meaning(&code, &message);
                ChannelError::Refused(Refusal { kind, reason, code, message })
            }
            Self::Malformed { operation, path, why } => {
                ChannelError::Malformed { operation: operation.to_owned(), path: format!("{path} ({why})") }
            }
            Self::Secrets { fault, .. } => ChannelError::Secrets(fault),
            Self::Unsendable { .. } => ChannelError::Refused(Refusal {
                kind: RefusalKind::Other,
                reason: ReasonCode::StateFault,
                code: "unsendable".to_owned(),
                message: whole,
            }),
        }
    }
}
