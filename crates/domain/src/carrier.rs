//! Which carrier of the platform's list a parcel belongs to (F082, F083; features section 10).

use serde::{Deserialize, Serialize};

use crate::ids::CarrierId;

/// An entry of the platform's live carrier list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// The platform's id.
    pub id: CarrierId,
    /// Its name.
    pub name: String,
}

/// What the list says about a parcel's carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarrierChoice {
    /// One entry fits.
    Found(CarrierId),
    /// Several fit: a person chooses once and the answer is kept.
    Several(Vec<Carrier>),
    /// None fits.
    None,
}

/// Lower case letters and digits only, so that spellings compare.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Spellings of Amazon's own carrier (Amazon fact sheet 9).
pub fn is_amazon(code: &str) -> bool {
    let code = plain(code);
    ["amzn", "amazon", "amzl", "swa"].iter().any(|p| code.starts_with(p))
}

/// Other spellings of carriers that the platform lists under one name: `(as written by a fulfiller, as listed)`.
const ALIASES: &[(&str, &str)] = &[
    ("upsmi", "upsmailinnovations"),
    ("upsmi", "ups"),
    ("fedexsmartpost", "fedex"),
    ("dhlglobalmail", "dhlecommerce"),
    ("dhl", "dhlecommerce"),
    ("hermes", "evri"),
    ("evri", "hermes"),
    ("lasership", "ontrac"),
];

/// The entry for an Amazon Multi-Channel parcel: found in the list by name, its id is never built in (F082).
pub fn amazon_entry(list: &[Carrier]) -> CarrierChoice {
    let entries: Vec<Carrier> = list.iter().filter(|c| plain(&c.name).starts_with("amazon")).cloned().collect();
    let mcf: Vec<&Carrier> = entries.iter().filter(|c| plain(&c.name).contains("mcf")).collect();
    match (entries.as_slice(), mcf.as_slice()) {
        ([], _) => CarrierChoice::None,
        ([one], _) => CarrierChoice::Found(one.id.clone()),
        (_, [one]) => CarrierChoice::Found(one.id.clone()),
        _ => CarrierChoice::Several(entries),
    }
}

/// The entry for a name as a fulfiller writes it: the user's map, exact, without case and punctuation, aliases.
pub fn entry_for(name: &str, list: &[Carrier], map: &[(String, CarrierId)]) -> CarrierChoice {
    if let Some((_, id)) = map.iter().find(|(n, _)| n == name) {
        return CarrierChoice::Found(id.clone());
    }
    let wanted = plain(name);
    if let Some((_, id)) = map.iter().find(|(n, _)| plain(n) == wanted) {
        return CarrierChoice::Found(id.clone());
    }
    let listed = |p: &str| list.iter().filter(|c| plain(&c.name) == p).cloned().collect::<Vec<_>>();
    let mut found = listed(&wanted);
    if found.is_empty() {
        found = ALIASES.iter().filter(|(a, _)| *a == wanted).flat_map(|(_, l)| listed(l)).collect();
    }
    match found.as_slice() {
        [] => CarrierChoice::None,
        [one, ..] if found.iter().all(|c| c.id == one.id) => CarrierChoice::Found(one.id.clone()),
        _ => CarrierChoice::Several(found),
    }
}
