//! A SKU in a rule: exact, or a prefix with `*` at its end (F065, F123).

use serde::{Deserialize, Serialize};

/// A SKU as typed into a rule: trimmed, case kept; a trailing `*` means every SKU that begins so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SkuPattern(String);

impl SkuPattern {
    /// Reads a pattern; none when it is blank, a lone `*` (it would mean everything), or longer than a SKU can be.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let body = text.strip_suffix('*').unwrap_or(text);
        let fits = !body.trim().is_empty() && text.chars().count() <= 101 && !body.contains('*');
        fits.then(|| Self(text.to_owned()))
    }

    /// Whether a SKU is meant.
    pub fn matches(&self, sku: &str) -> bool {
        match self.0.strip_suffix('*') {
            Some(prefix) => sku.starts_with(prefix),
            None => sku == self.0,
        }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
