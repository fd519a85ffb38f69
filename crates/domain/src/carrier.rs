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

/// Everything the carrier decision looks at (features section 10).
#[derive(Debug, Clone, Copy)]
pub struct CarrierQuestion<'a> {
    /// The platform's live list for the order's delivery option.
    pub list: &'a [Carrier],
    /// What a person chose: the fulfiller's name and the platform's entry.
    pub chosen: &'a [(String, CarrierId)],
    /// An Amazon Multi-Channel parcel.
    pub amazon: bool,
    /// Carrier as the fulfiller writes it.
    pub name: Option<&'a str>,
    /// The number.
    pub number: &'a str,
    /// The shop's fallback, when it is on (F084).
    pub fallback: Option<&'a CarrierId>,
}

/// What is sent as the carrier, or what a person is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarrierDecision {
    /// This entry, because the parcel's carrier is it.
    Use(CarrierId),
    /// This entry, because nothing fits and the shop's fallback is on: the parcel may not show and may count as wrong.
    Fallback(CarrierId),
    /// A person chooses once; the answer is kept under `name`.
    Ask {
        /// The fulfiller's name of the carrier; `Amazon` for Amazon's own parcels.
        name: String,
        /// The entry that the number looks like, as a suggestion.
        suggestion: Option<CarrierId>,
        /// Several entries fit; otherwise none does.
        several: bool,
    },
}

/// The name under which the choice for Amazon's own parcels is kept.
pub const AMAZON_NAME: &str = "Amazon";

/// Decides in the order of features section 10: Amazon's own entry, the maps, aliases; the number's pattern only
/// suggests; the fallback only where it is on and never for an Amazon parcel.
pub fn decide_carrier(question: &CarrierQuestion<'_>) -> CarrierDecision {
    let listed = |id: &CarrierId| question.list.iter().any(|c| c.id == *id);
    if question.amazon {
        // A kept answer that the platform no longer lists is asked for again.
        let kept = question.chosen.iter().find(|(name, id)| name == AMAZON_NAME && listed(id));
        return match (kept, amazon_entry(question.list)) {
            (Some((_, id)), _) => CarrierDecision::Use(id.clone()),
            (None, CarrierChoice::Found(id)) => CarrierDecision::Use(id),
            (None, choice) => CarrierDecision::Ask {
                name: AMAZON_NAME.to_owned(),
                suggestion: None,
                several: matches!(choice, CarrierChoice::Several(_)),
            },
        };
    }
    let name = question.name.unwrap_or_default();
    let chosen: Vec<_> = question.chosen.iter().filter(|(_, id)| listed(id)).cloned().collect();
    let choice = if name.is_empty() { CarrierChoice::None } else { entry_for(name, question.list, &chosen) };
    if let CarrierChoice::Found(id) = choice {
        return CarrierDecision::Use(id);
    }
    if let Some(id) = question.fallback.filter(|id| listed(id)) {
        return CarrierDecision::Fallback(id.clone());
    }
    CarrierDecision::Ask {
        name: name.to_owned(),
        suggestion: suggested(question.number, question.list),
        several: matches!(choice, CarrierChoice::Several(_)),
    }
}

/// A carrier and whether a number has its shape.
type Shape = (&'static str, fn(&str) -> bool);

/// Shapes of numbers, by carriers as platforms list them. A shape that several carriers share names none of them.
const SHAPES: &[Shape] = &[
    ("ups", |n| n.len() == 18 && n.starts_with("1Z")),
    ("usps", |n| digits(n) && n.starts_with('9') && (20..=22).contains(&n.len())),
    ("fedex", |n| digits(n) && (n.len() == 12 || n.len() == 15)),
    ("lasership", |n| n.strip_prefix("1LS").is_some_and(digits)),
    ("ontrac", |n| n.len() == 15 && n.strip_prefix(['C', 'D']).is_some_and(digits)),
    ("dhlecommerce", |n| n.strip_prefix("GM").is_some_and(digits)),
    ("royalmail", |n| n.len() == 13 && n.ends_with("GB") && n.get(2..11).is_some_and(digits)),
    ("amazon", |n| n.strip_prefix("TBA").is_some_and(digits) || n.strip_prefix("AFTN").is_some_and(digits)),
];

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The one entry whose numbers look like this.
fn suggested(number: &str, list: &[Carrier]) -> Option<CarrierId> {
    let number = number.trim().to_ascii_uppercase();
    let like = |c: &&Carrier| shape_of(&c.name).is_some_and(|fits| fits(&number));
    match list.iter().filter(like).collect::<Vec<_>>().as_slice() {
        [one] => Some(one.id.clone()),
        _ => None,
    }
}

fn shape_of(name: &str) -> Option<fn(&str) -> bool> {
    let name = plain(name);
    let known = |shape: &str| name == shape || (shape == "amazon" && name.starts_with(shape));
    SHAPES.iter().find(|(shape, _)| known(shape)).map(|(_, fits)| *fits)
}

/// Whether a number has the form of this carrier's numbers (F085); none = the form is not known.
pub fn number_fits(carrier: &str, number: &str) -> Option<bool> {
    shape_of(carrier).map(|fits| fits(&number.trim().to_ascii_uppercase()))
}
