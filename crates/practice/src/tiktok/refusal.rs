//! A no of the platform: its number and its sentence (tiktok-shop fact sheet 5).

use std::fmt;

/// Why the platform, or the simulated world, did not do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The platform's error number; 0 where only the control API can ask for such a thing.
    pub code: u32,
    /// A sentence for people.
    pub message: String,
}

impl Refusal {
    /// A refusal with its number.
    pub fn new(code: u32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// Something the world itself does not allow; no platform number exists.
    pub fn world(message: impl Into<String>) -> Self {
        Self::new(0, message)
    }

    /// A parameter is wrong: 98001004 names parameter, reason and expected value.
    pub fn parameter(name: &str, reason: &str, expected: &str) -> Self {
        Self::new(98_001_004, format!("Invalid parameter: {name}. Reason: {reason}. Expected: {expected}"))
    }

    /// The HTTP status that comes with the number. Business errors come with 200 or 400, by number: both are seen.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self.code {
            105_002 | 106_001 | 105_005 | 36_009_043 | 36_009_044 => 401,
            36_009_002 | 36_009_037 => 429,
            36_009_003 => 500,
            36_009_007 => 408,
            36_009_009 => 404,
            36_009_010 => 405,
            36_009_022 => 415,
            36_009_004 | 36_009_014 | 101_000 | 106_013 | 98_001_004 | 11_050_001 | 36_004_004 | 36_004_001
            | 36_004_005 => 400,
            code if code.is_multiple_of(2) => 200,
            _ => 400,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code == 0 { out.write_str(&self.message) } else { write!(out, "{} ({})", self.message, self.code) }
    }
}

impl std::error::Error for Refusal {}
