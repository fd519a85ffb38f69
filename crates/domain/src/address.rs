//! Where an order goes. A field the platform hides is [`Hidden`], never text with stars (F044).

use serde::{Deserialize, Serialize};

/// A buyer's field: readable, hidden by the platform, or absent. `Debug` never prints the text.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "text")]
pub enum Hidden {
    /// The platform has it but does not show it (stars, or empty while the order is held).
    Hidden,
    /// There is none.
    #[default]
    Absent,
    /// Readable text.
    Known(String),
}

impl Hidden {
    /// Takes a wire value: blank is absent, anything with a star is hidden (TikTok Shop fact sheet 8.4).
    pub fn read(text: Option<&str>) -> Self {
        match text.map(str::trim) {
            None | Some("") => Self::Absent,
            Some(t) if t.contains('*') => Self::Hidden,
            Some(t) => Self::Known(t.to_owned()),
        }
    }

    /// The text when readable.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Hidden | Self::Absent => None,
        }
    }

    /// This value unless it tells less than what we already hold (F044: a masked copy never overwrites).
    #[must_use]
    pub fn or_keep(self, held: &Self) -> Self {
        match (&self, held) {
            (Self::Known(_), _) => self,
            (_, Self::Known(_)) => held.clone(),
            _ => self,
        }
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Hidden => "Hidden",
            Self::Absent => "Absent",
            Self::Known(_) => "Known(…)",
        })
    }
}

/// Name and address of the recipient. Buyer data: encrypted at rest, erased on schedule, never logged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShipTo {
    /// Recipient.
    pub name: Hidden,
    /// Street lines, at most four as sent; only the first is required.
    pub lines: Vec<Hidden>,
    /// City (US: level 3 of the district list; GB: post town).
    pub city: Hidden,
    /// State or province (US: level 1).
    pub state: Hidden,
    /// Postcode.
    pub postcode: Hidden,
    /// ISO 3166 two-letter country.
    pub country: Hidden,
    /// Phone.
    pub phone: Hidden,
    /// Relay e-mail of the platform; never sent on.
    pub email: Hidden,
}

impl ShipTo {
    /// The required parts that are not readable: name, street, city, postcode, country (F044).
    pub fn unreadable(&self) -> Vec<&'static str> {
        let street = self.lines.first().and_then(Hidden::known);
        [
            ("name", self.name.known()),
            ("street", street),
            ("city", self.city.known()),
            ("postcode", self.postcode.known()),
            ("country", self.country.known()),
        ]
        .into_iter()
        .filter_map(|(part, text)| text.is_none().then_some(part))
        .collect()
    }

    /// Fields too long for the fulfiller: `(field, limit)`. Addresses are never cut (F068, F321: name 50, lines 60, city 50).
    pub fn too_long(&self) -> Vec<(&'static str, usize)> {
        let mut found = Vec::new();
        let over = |text: &Hidden, max: usize| text.known().is_some_and(|t| t.chars().count() > max);
        if over(&self.name, 50) {
            found.push(("name", 50));
        }
        if self.lines.iter().any(|l| over(l, 60)) {
            found.push(("street line", 60));
        }
        if over(&self.city, 50) {
            found.push(("city", 50));
        }
        found
    }

    /// This copy, keeping what an earlier, less masked copy told us (F044).
    #[must_use]
    pub fn or_keep(self, held: &Self) -> Self {
        let lines = if self.lines.iter().any(|l| l.known().is_some()) { self.lines } else { held.lines.clone() };
        Self {
            name: self.name.or_keep(&held.name),
            lines,
            city: self.city.or_keep(&held.city),
            state: self.state.or_keep(&held.state),
            postcode: self.postcode.or_keep(&held.postcode),
            country: self.country.or_keep(&held.country),
            phone: self.phone.or_keep(&held.phone),
            email: self.email.or_keep(&held.email),
        }
    }
}
