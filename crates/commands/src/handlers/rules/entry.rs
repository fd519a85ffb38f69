//! Reads what a person typed into a form's fields; every slip is kept with its field, so that all are told at once.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shopferry_domain::money::{Currency, Money};
use shopferry_domain::settings::FieldFault;
use shopferry_domain::{Reason, ReasonCode};

/// Faults met so far.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// In the order of the form.
    pub faults: Vec<FieldFault>,
}

impl Entries {
    /// Notes a fault.
    pub(crate) fn fault(&mut self, field: &str, code: ReasonCode, detail: &str) {
        self.faults.push(FieldFault { field: field.to_owned(), reason: Reason::about(code, detail) });
    }

    /// A whole number, none when the field is empty.
    pub(crate) fn number(&mut self, field: &str, text: &str) -> Option<u32> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
        if plain.is_empty() {
            return None;
        }
        if plain.starts_with('-') && plain.len() > 1 {
            self.fault(field, ReasonCode::SettingTooSmall, "a whole number, at least 0");
            return None;
        }
        match plain.parse::<u64>() {
            Ok(number) => u32::try_from(number).ok().or(Some(u32::MAX)),
            Err(_) if plain.chars().all(|c| c.is_ascii_digit()) => Some(u32::MAX),
            Err(_) => {
                self.fault(field, ReasonCode::SettingNotPlain, "a whole number");
                None
            }
        }
    }

    /// A whole number that cannot be left out.
    pub(crate) fn needed(&mut self, field: &str, text: &str) -> u32 {
        if text.trim().is_empty() {
            self.fault(field, ReasonCode::SettingEmpty, "a whole number");
        }
        self.number(field, text).unwrap_or_default()
    }

    /// A decimal number, none when the field is empty.
    pub(crate) fn decimal(&mut self, field: &str, text: &str) -> Option<Decimal> {
        let plain = text.trim();
        if plain.is_empty() {
            return None;
        }
        let number = plain.parse::<Decimal>().ok();
        if number.is_none() {
            self.fault(field, ReasonCode::SettingNotPlain, "a number such as 120 or 99.50");
        }
        number
    }

    /// An amount in the shop's currency, none when the field is empty.
    pub(crate) fn amount(&mut self, field: &str, text: &str, currency: Option<&Currency>) -> Option<Money> {
        let amount = self.decimal(field, text)?;
        let Some(currency) = currency else {
            self.fault(field, ReasonCode::SettingOtherCurrency, "the shop’s currency is not known yet");
            return None;
        };
        Some(Money { amount, currency: currency.clone() })
    }

    /// Hours as `24`, `1.5` or `1:30`, in minutes.
    pub(crate) fn minutes(&mut self, field: &str, text: &str) -> u32 {
        let text = text.trim();
        if text.is_empty() {
            return 0;
        }
        let (hours, rest) = text.split_once(':').unwrap_or((text, "0"));
        let digits = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit());
        if !digits(hours) || !digits(rest) || rest.parse::<u32>().is_ok_and(|m| m > 59) {
            let code = if text.starts_with('-') { ReasonCode::SettingTooSmall } else { ReasonCode::SettingNotPlain };
            self.fault(field, code, "hours, for example 24 or 1:30");
            return 0;
        }
        let hours: u32 = hours.parse().unwrap_or(u32::MAX);
        hours.saturating_mul(60).saturating_add(rest.parse().unwrap_or(0))
    }

    /// A choice by its word.
    pub(crate) fn choice<T: DeserializeOwned + Default>(&mut self, field: &str, word: &str) -> T {
        let read = serde_json::from_value(serde_json::Value::String(word.to_owned()));
        read.unwrap_or_else(|_| {
            self.fault(field, ReasonCode::SettingNotOffered, word);
            T::default()
        })
    }
}

/// A choice's word.
pub(crate) fn word<T: Serialize>(choice: &T) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A number as a field shows it; none = empty.
pub(crate) fn text<T: ToString>(number: Option<T>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

/// Minutes as hours: `24`, or `1:30` when they are not whole.
pub(crate) fn hours(minutes: u32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    if rest == 0 { whole.to_string() } else { format!("{whole}:{rest:02}") }
}
