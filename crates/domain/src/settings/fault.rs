//! A value that a field does not take.

use serde::{Deserialize, Serialize};

use crate::reason::{Reason, ReasonCode};

/// One field's refusal: which field, why, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// Name of the field as in the settings type, rows of a list as `speeds.2`.
    pub field: String,
    /// Why.
    pub reason: Reason,
}

impl FieldFault {
    /// A fault of a field.
    pub(crate) fn new(field: impl Into<String>, code: ReasonCode, detail: impl Into<String>) -> Self {
        Self { field: field.into(), reason: Reason::about(code, detail) }
    }
}
