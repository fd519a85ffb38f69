//! Lists in pages. A page token names the last record shown, not a position, so a record that moves between pages is
//! met twice or later, never lost (tiktok-shop fact sheet 6 and 8.2).

use super::ask::Ask;
use super::refusal::Refusal;
use crate::chance::fnv;
use crate::fault::{Fault, FaultBoard};

/// A record's place in the list: sort value, then id.
pub type Place = (i64, String);

/// What to show.
#[derive(Debug)]
pub struct Page<T> {
    /// The records of this page.
    pub items: Vec<T>,
    /// The next page's token, if there is more.
    pub next: Option<String>,
    /// Records in all pages.
    pub total: usize,
}

/// Cuts the page that `ask` wants out of `all`, whose order is by `place`, ascending or not.
///
/// # Errors
/// 36009004 if the page token is none of ours or belongs to other filters.
pub fn cut<T>(
    ask: &Ask,
    mut all: Vec<T>,
    size: usize,
    ascending: bool,
    place: impl Fn(&T) -> Place,
    faults: &mut FaultBoard,
) -> Result<Page<T>, Refusal> {
    all.sort_by(|one, other| {
        let order = place(one).cmp(&place(other));
        if ascending { order } else { order.reverse() }
    });
    let total = all.len();
    let digest = filters(ask);
    let mut start = 0;
    if let Some(token) = ask.query("page_token") {
        let last = read_token(token, digest)?;
        let passed = |item: &T| if ascending { place(item) <= last } else { place(item) >= last };
        start = all.iter().take_while(|item| passed(item)).count();
        if start > 0 && faults.strikes(Fault::DuplicatePage, &ask.operation) {
            start = start.saturating_sub(2);
        }
    }
    let mut items: Vec<T> = all.into_iter().skip(start).collect();
    let more = items.len() > size;
    items.truncate(size);
    let mut next = items.last().filter(|_| more).map(|item| write_token(&place(item), digest));
    if next.is_some() && faults.strikes(Fault::MissingNext, &ask.operation) {
        next = None;
    }
    Ok(Page { items, next, total })
}

/// Whether this request asks for a later page.
#[must_use]
pub fn is_later(ask: &Ask) -> bool {
    ask.query("page_token").is_some()
}

fn filters(ask: &Ask) -> u64 {
    let mut text = serde_json::to_string(&ask.body).unwrap_or_default();
    let mut pairs: Vec<&(String, String)> = ask
        .query
        .iter()
        .filter(|(key, _)| !["page_token", "page_size", "timestamp", "sign", "access_token"].contains(&key.as_str()))
        .collect();
    pairs.sort();
    for (key, value) in pairs {
        text.push_str(key);
        text.push('=');
        text.push_str(value);
        text.push('&');
    }
    fnv(text.as_bytes())
}

fn write_token((value, id): &Place, digest: u64) -> String {
    format!("{value:x}+{id}/{digest:016x}==")
}

fn read_token(token: &str, digest: u64) -> Result<Place, Refusal> {
    let bad =
        || Refusal::new(36_009_004, "Invalid 'page_token': use the value of next_page_token with unchanged filters");
    let (value, rest) = token.split_once('+').ok_or_else(bad)?;
    let (id, seal) = rest.split_once('/').ok_or_else(bad)?;
    let seal = seal.strip_suffix("==").ok_or_else(bad)?;
    if seal != format!("{digest:016x}") {
        return Err(bad());
    }
    Ok((i64::from_str_radix(value, 16).map_err(|_| bad())?, id.to_owned()))
}
