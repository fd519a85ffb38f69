//! Tracking numbers: tidy and check before sending (F085).

use serde::{Deserialize, Serialize};

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

/// The numbers a parcel is known by.
#[derive(Debug, Clone, Copy, Default)]
pub struct ParcelNumbers<'a> {
    /// Carrier as the fulfiller writes it.
    pub carrier: Option<&'a str>,
    /// The carrier's number.
    pub carrier_number: Option<&'a str>,
    /// Amazon's own number.
    pub amazon_number: Option<&'a str>,
    /// Numbers that the platform has refused for this parcel.
    pub rejected: &'a [String],
}

/// Which of a parcel's numbers a shop takes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberRules {
    /// Amazon's early numbers are sent as soon as they exist (F091).
    pub early: bool,
    /// The platform may refuse USPS numbers of labels not bought from it: Amazon's goes before (F430).
    pub spares_usps: bool,
}

/// The number of a parcel that goes to the platform: Amazon's early number first where the region takes it, and before a
/// USPS number; one that was refused gives way to the other (F091, F430; features section 10.1).
pub fn number_to_send<'a>(parcel: ParcelNumbers<'a>, rules: NumberRules) -> Option<&'a str> {
    let usable = |number: Option<&'a str>| {
        number.map(str::trim).filter(|n| !n.is_empty() && !parcel.rejected.iter().any(|r| r == n))
    };
    let amazon = usable(parcel.amazon_number);
    let carrier = usable(parcel.carrier_number);
    let carrier_refused = parcel.carrier_number.is_some_and(|n| parcel.rejected.iter().any(|r| r == n.trim()));
    let usps = parcel.carrier.is_some_and(|name| name.to_ascii_lowercase().contains("usps"));
    let amazon_first = rules.early || carrier_refused || (rules.spares_usps && usps);
    if amazon_first { amazon.or(carrier) } else { carrier }
}
