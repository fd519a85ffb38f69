//! A request, taken apart: path parts, query, body, and how strictly they are read.

use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Readable parts of a request that passed the gate.
#[derive(Debug)]
pub struct Ask {
    /// The `{…}` parts of the path, in order; never the version.
    pub parts: Vec<String>,
    /// The version in the path.
    pub version: String,
    /// Decoded query pairs in the order sent.
    pub query: Vec<(String, String)>,
    /// The body; empty if none was sent.
    pub body: Map<String, Value>,
    /// Refuse what is documented as wrong.
    pub strict: bool,
    /// World time, Unix milliseconds.
    pub now_ms: i64,
    /// Key of counters and faults.
    pub operation: String,
}

/// Reads a query string. `+` means a space, as servers see it.
#[must_use]
pub fn read_query(query: Option<&str>) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

impl Ask {
    /// The path part at `index`.
    #[must_use]
    pub fn part(&self, index: usize) -> &str {
        self.parts.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The first value of a query key; an empty value counts as absent.
    #[must_use]
    pub fn query(&self, key: &str) -> Option<&str> {
        let found = self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        found.filter(|value| !value.is_empty())
    }

    /// All values of a query key, whether repeated or joined with commas.
    #[must_use]
    pub fn query_list(&self, key: &str) -> Vec<String> {
        let brackets = format!("{key}[]");
        let given = self.query.iter().filter(|(name, _)| name == key || *name == brackets);
        given
            .flat_map(|(_, value)| value.split(','))
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// A required query value.
    ///
    /// # Errors
    /// 98001004 if absent.
    pub fn need_query(&self, key: &str) -> Result<&str, Refusal> {
        self.query(key).ok_or_else(|| Refusal::parameter(key, "it is required", "a value"))
    }

    /// One of the listed words, or the first of them if absent.
    ///
    /// # Errors
    /// 98001004 for another word.
    pub fn query_word<'a>(&self, key: &str, words: &[&'a str]) -> Result<&'a str, Refusal> {
        let first = words.first().copied().unwrap_or_default();
        match self.query(key) {
            None => Ok(first),
            Some(given) => match words.iter().find(|word| **word == given) {
                Some(word) => Ok(word),
                None => Err(Refusal::parameter(key, &format!("{given} is not known"), &words.join(" | "))),
            },
        }
    }

    /// The page size between 1 and `max`; `default` is `None` where the platform requires it.
    ///
    /// # Errors
    /// 98001004 if absent though required, not a number, or out of range.
    pub fn page_size(&self, max: usize, default: Option<usize>) -> Result<usize, Refusal> {
        let range = format!("1-{max}");
        match (self.query("page_size"), default) {
            (None, Some(default)) => Ok(default),
            (None, None) if !self.strict => Ok(20.min(max)),
            (None, None) => Err(Refusal::parameter("page_size", "it is required", &range)),
            (Some(given), _) => match given.parse::<usize>() {
                Ok(size) if (1..=max).contains(&size) => Ok(size),
                _ => Err(Refusal::parameter("page_size", "it is out of range", &range)),
            },
        }
    }

    /// A text in the body; empty counts as absent.
    ///
    /// # Errors
    /// 98001004 if it is not a text (a number is taken when not strict).
    pub fn text(&self, key: &str) -> Result<Option<String>, Refusal> {
        match self.body.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => as_text(value, key, self.strict).map(|text| Some(text).filter(|text| !text.is_empty())),
        }
    }

    /// A required text in the body.
    ///
    /// # Errors
    /// 98001004 if absent or not a text.
    pub fn need_text(&self, key: &str) -> Result<String, Refusal> {
        self.text(key)?.ok_or_else(|| Refusal::parameter(key, "it is required", "a string"))
    }

    /// One of the listed words in the body.
    ///
    /// # Errors
    /// 98001004 for another word.
    pub fn word(&self, key: &str, words: &[&str]) -> Result<Option<String>, Refusal> {
        match self.text(key)? {
            Some(given) if !words.contains(&given.as_str()) => {
                Err(Refusal::parameter(key, &format!("{given} is not known"), &words.join(" | ")))
            }
            given => Ok(given),
        }
    }

    /// Unix seconds in the body, as world milliseconds.
    ///
    /// # Errors
    /// 98001004 if it is no whole number (a text of digits is taken when not strict).
    pub fn moment_ms(&self, key: &str) -> Result<Option<i64>, Refusal> {
        let bad = || Refusal::parameter(key, "it is not a Unix time in seconds", "an integer");
        match self.body.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => {
                let seconds = number.as_i64().ok_or_else(bad)?;
                // Milliseconds where seconds are wanted are a usual slip; the platform finds nothing then.
                Ok(Some(seconds.saturating_mul(1_000)))
            }
            Some(Value::String(text)) if !self.strict => {
                Ok(Some(text.parse::<i64>().map_err(|_| bad())?.saturating_mul(1_000)))
            }
            Some(_) => Err(bad()),
        }
    }

    /// True or false in the body.
    ///
    /// # Errors
    /// 98001004 if it is neither.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.body.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(yes)) => Ok(Some(*yes)),
            Some(_) => Err(Refusal::parameter(key, "it is not a boolean", "true | false")),
        }
    }

    /// A list of texts in the body, at most `max`.
    ///
    /// # Errors
    /// 98001004 if it is no list of texts or too long.
    pub fn texts(&self, key: &str, max: usize) -> Result<Vec<String>, Refusal> {
        let list = self.list(key, max)?;
        list.iter().map(|value| as_text(value, key, self.strict)).collect()
    }

    /// A list in the body, at most `max` long; empty if absent.
    ///
    /// # Errors
    /// 98001004 if it is no list or too long.
    pub fn list(&self, key: &str, max: usize) -> Result<&[Value], Refusal> {
        match self.body.get(key) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(list)) if list.len() <= max => Ok(list),
            Some(Value::Array(_)) => Err(Refusal::parameter(key, "it is too long", &format!("at most {max} entries"))),
            Some(_) => Err(Refusal::parameter(key, "it is not a list", "an array")),
        }
    }

    /// `(ge, lt)` of a time filter, as world milliseconds.
    ///
    /// # Errors
    /// As [`Self::moment_ms`].
    pub fn window_ms(&self, name: &str) -> Result<(i64, i64), Refusal> {
        let from = self.moment_ms(&format!("{name}_ge"))?.unwrap_or(i64::MIN);
        let until = self.moment_ms(&format!("{name}_lt"))?.unwrap_or(i64::MAX);
        Ok((from, until))
    }
}

/// A JSON value as text.
///
/// # Errors
/// 98001004 if it is none; numbers are taken when not strict.
pub fn as_text(value: &Value, key: &str, strict: bool) -> Result<String, Refusal> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) if !strict => Ok(number.to_string()),
        _ => Err(Refusal::parameter(key, "it is not a string", "a string")),
    }
}

/// A required text member of a JSON object.
///
/// # Errors
/// 98001004 if it is absent or no text.
pub fn member(value: &Value, key: &str, strict: bool) -> Result<String, Refusal> {
    match value.get(key) {
        None | Some(Value::Null) => Err(Refusal::parameter(key, "it is required", "a string")),
        Some(found) => as_text(found, key, strict),
    }
}
