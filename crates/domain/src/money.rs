//! Money: an exact decimal and its currency (F046).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An ISO 4217 code as the platform sends it, upper case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// Takes a code of three letters; anything else is refused.
    pub fn new(code: &str) -> Result<Self, MoneyError> {
        let code = code.trim().to_ascii_uppercase();
        if code.len() == 3 && code.chars().all(|c| c.is_ascii_alphabetic()) {
            Ok(Self(code))
        } else {
            Err(MoneyError::Currency)
        }
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An exact amount in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The amount, scale as sent.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}

/// Why an amount could not be read or added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three letters.
    #[error("the currency code is not three letters")]
    Currency,
    /// Not a decimal number.
    #[error("the amount is not a decimal number")]
    Amount,
    /// Two currencies in one sum.
    #[error("amounts of two currencies cannot be added")]
    Mixed,
}

impl Money {
    /// Reads the platform's decimal string.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, MoneyError> {
        let amount = amount.trim().parse::<Decimal>().map_err(|_| MoneyError::Amount)?;
        Ok(Self { amount, currency: Currency::new(currency)? })
    }

    /// The sum; errors when the currencies differ.
    pub fn plus(&self, other: &Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed);
        }
        let amount = self.amount.checked_add(other.amount).ok_or(MoneyError::Amount)?;
        Ok(Self { amount, currency: self.currency.clone() })
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount, self.currency.as_str())
    }
}
