//! Tracking numbers: tidy and check before sending (F085).

use serde::{Deserialize, Serialize};

use crate::fulfillment::FulfillmentPackage;

/// A number ready for the platform: 4 to 50 characters out of letters, digits and `- _ . /` (TikTok Shop fact sheet 9.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TrackingNumber(String);

/// Why a number cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Shorter than 4 or longer than 50.
    #[error("a tracking number has 4 to 50 characters")]
    Length,
    /// A character the platform refuses.
    #[error("a tracking number holds letters, digits and - _ . / only")]
    Character,
}

impl TrackingNumber {
    /// A number typed by a person or kept by a store: trimmed, inner blanks removed, upper case.
    pub fn tidy(text: &str) -> Result<Self, NumberFault> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        Self::check(text.to_uppercase())
    }

    /// A number from Amazon goes as given (F085).
    pub fn as_given(text: &str) -> Result<Self, NumberFault> {
        Self::check(text.trim().to_owned())
    }

    fn check(text: String) -> Result<Self, NumberFault> {
        if !(4..=50).contains(&text.chars().count()) {
            return Err(NumberFault::Length);
        }
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
            return Err(NumberFault::Character);
        }
        Ok(Self(text))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of an Amazon package that goes to the platform: Amazon's early number first where the region takes it,
/// and before a USPS number (F091, F430; features section 10.1).
pub fn number_to_send(package: &FulfillmentPackage, early_numbers: bool) -> Option<&str> {
    let early = package.amazon_number.as_deref().filter(|_| early_numbers);
    early.or(package.carrier_number.as_deref()).filter(|n| !n.trim().is_empty())
}
