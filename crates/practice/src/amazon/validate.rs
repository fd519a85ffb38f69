//! Field rules of the request bodies, as Amazon's model and fact sheet 4.1 give them.

use serde_json::Value;

use super::answer::{Refusal, unix_ms};
use super::features::FEATURES;

pub(super) const SPEEDS: [&str; 4] = ["Standard", "Expedited", "Priority", "ScheduledDelivery"];

/// Reads fields of one JSON object and refuses what breaks the model.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    object: &'a Value,
    strict: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn of(object: &'a Value, strict: bool) -> Result<Self, Refusal> {
        if object.is_object() { Ok(Self { object, strict }) } else { Err(Refusal::input("Invalid Input")) }
    }

    /// A sub-object.
    pub(super) fn inner(self, key: &str) -> Result<Fields<'a>, Refusal> {
        self.object.get(key).filter(|v| v.is_object()).map(|object| Self { object, ..self }).ok_or_else(|| missing(key))
    }

    /// An array; an absent one is empty.
    pub(super) fn list(self, key: &str) -> Result<&'a [Value], Refusal> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => Err(invalid(key, "it is not a list")),
        }
    }

    /// An optional string of at most `max` characters.
    pub(super) fn text(self, key: &str, max: usize) -> Result<Option<&'a str>, Refusal> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.chars().count() > max => {
                Err(invalid(key, &format!("it is longer than {max} characters")))
            }
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(invalid(key, "it is not a string")),
        }
    }

    /// A required string, not blank.
    pub(super) fn need(self, key: &str, max: usize) -> Result<&'a str, Refusal> {
        self.text(key, max)?.filter(|text| !text.trim().is_empty()).ok_or_else(|| missing(key))
    }

    /// A string that the model requires, but that lenient mode lets be absent.
    pub(super) fn should(self, key: &str, max: usize) -> Result<&'a str, Refusal> {
        match self.text(key, max)? {
            Some(text) if !self.strict || !text.trim().is_empty() => Ok(text),
            _ if self.strict => Err(missing(key)),
            _ => Ok(""),
        }
    }

    /// One word of an enumeration; lenient mode ignores the case.
    pub(super) fn word(self, key: &str, words: &[&'static str]) -> Result<Option<&'static str>, Refusal> {
        let Some(text) = self.text(key, 100)? else { return Ok(None) };
        let fits = |word: &&&str| if self.strict { **word == text } else { word.eq_ignore_ascii_case(text) };
        words.iter().find(fits).copied().map(Some).ok_or_else(|| invalid(key, "it is not one of the allowed values"))
    }

    /// A positive whole number.
    pub(super) fn units(self, key: &str) -> Result<u32, Refusal> {
        let number = self.object.get(key).ok_or_else(|| missing(key))?;
        let number = number.as_i64().or_else(|| if self.strict { None } else { number.as_str()?.parse().ok() });
        let number = number.ok_or_else(|| invalid(key, "it is not an integer"))?;
        u32::try_from(number).ok().filter(|units| *units >= 1).ok_or_else(|| invalid(key, "it must be 1 or more"))
    }

    /// Money: `{currencyCode, value}` with the value as a decimal string.
    pub(super) fn money(self, key: &str) -> Result<(), Refusal> {
        if self.object.get(key).is_none_or(Value::is_null) {
            return Ok(());
        }
        let money = self.inner(key)?;
        money.need("currencyCode", 3)?;
        let value = money.need("value", 40)?;
        value.parse::<rust_decimal::Decimal>().map(|_| ()).map_err(|_| invalid(key, "value is not a decimal"))
    }

    /// A time; a basic-format one is the fault that Amazon answers with 500 (fact sheet 4.6).
    pub(super) fn time(self, key: &str) -> Result<&'a str, Refusal> {
        let text = self.should(key, 60)?;
        if text.is_empty() && !self.strict {
            return Ok("1970-01-01T00:00:00Z");
        }
        unix_ms(text).map(|_| text).ok_or_else(|| {
            let basic = text.len() >= 15 && text.chars().take(8).all(|c| c.is_ascii_digit());
            if basic { Refusal::internal() } else { invalid(key, "it is not an ISO 8601 time") }
        })
    }

    /// Feature constraints: known names with `Required` or `NotRequired`. `CHANNEL.<X>` is in Amazon's migration table
    /// but in no list of names, so it is taken only from a world that is told to.
    pub(super) fn features(self, channels: bool) -> Result<Vec<(String, String)>, Refusal> {
        let mut features = Vec::new();
        for entry in self.list("featureConstraints")? {
            let entry = Fields::of(entry, self.strict)?;
            let name = entry.need("featureName", 100)?;
            let known = FEATURES.contains(&name) || (channels && name.starts_with("CHANNEL."));
            if !known {
                let known = FEATURES.join(", ");
                let text = format!("Feature {name} is unknown. Valid features are: [{known}]");
                return Err(Refusal::input(text));
            }
            let policy = entry.word("featureFulfillmentPolicy", &["Required", "NotRequired"])?;
            features.push((name.to_owned(), policy.unwrap_or("NotRequired").to_owned()));
        }
        Ok(features)
    }
}

/// The address of an order or preview. Line lengths are the older manual's and enforced when strict.
pub(super) fn address(fields: Fields<'_>) -> Result<super::Address, Refusal> {
    let line = if fields.strict { 60 } else { 500 };
    fields.need("name", 500)?;
    fields.need("addressLine1", line)?;
    fields.text("addressLine2", line)?;
    fields.text("addressLine3", line)?;
    fields.need("postalCode", 40)?;
    let country = fields.need("countryCode", 2)?;
    if country.len() != 2 {
        return Err(invalid("countryCode", "it is not a two-letter code"));
    }
    if country != "JP" && fields.strict {
        fields.need("city", 500)?;
    }
    if fields.strict && fields.object.get("addressLine1").and_then(Value::as_str).is_some_and(|l| l.contains('*')) {
        return Err(invalid("addressLine1", "it contains masked characters"));
    }
    serde_json::from_value(fields.object.clone()).map_err(|_| Refusal::input("Invalid Input"))
}

pub(super) fn missing(key: &str) -> Refusal {
    Refusal {
        details: Some(format!("{key} is required.")),
        ..Refusal::input(format!("Value  for parameter {key} is invalid. Reason: MissingValue."))
    }
}

pub(super) fn invalid(key: &str, why: &str) -> Refusal {
    Refusal {
        details: Some(format!("{key}: {why}.")),
        ..Refusal::input(format!("Value for parameter {key} is invalid. Reason: InvalidValue."))
    }
}
