//! The recipient: masked parts are hidden, never text (F044; tiktok-shop fact sheet 8.3, 8.4).

use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{Hidden, ShipTo};

use super::text::plain;
use crate::wire;

/// A field in plain text; it is never cut, because half an address is another one.
fn shown(text: Option<&str>) -> Hidden {
    Hidden::read(text.map(plain).as_deref())
}

/// Recipient of an order in `status`. While an order is unpaid or held the platform leaves fields empty or masks them;
/// both mean *not shown yet*.
pub(crate) fn of(wire: wire::RecipientAddress, email: Option<&str>, status: &PlatformStatus) -> ShipTo {
    let withheld = matches!(status, PlatformStatus::Unpaid | PlatformStatus::OnHold);
    let later = |field: Hidden| if withheld && field == Hidden::Absent { Hidden::Hidden } else { field };
    let country = country(&wire);
    let place = country.known().unwrap_or_default().to_ascii_uppercase();
    ShipTo {
        name: later(name(&wire)),
        lines: lines(&wire, later),
        city: later(city(&wire, &place)),
        state: state(&wire),
        postcode: later(shown(wire.postal_code.as_deref())),
        country,
        phone: shown(wire.phone_number.as_deref()),
        email: shown(email),
    }
}

fn name(wire: &wire::RecipientAddress) -> Hidden {
    let parts = [wire.first_name.as_deref(), wire.last_name.as_deref()];
    let joined: Vec<&str> = parts.into_iter().flatten().collect();
    match shown(wire.name.as_deref()) {
        Hidden::Absent => shown(Some(&joined.join(" "))),
        name => name,
    }
}

/// Lines one to four; an address without them stands in `address_detail` or only in the full text.
fn lines(wire: &wire::RecipientAddress, later: impl Fn(Hidden) -> Hidden) -> Vec<Hidden> {
    let sent = [&wire.address_line1, &wire.address_line2, &wire.address_line3, &wire.address_line4];
    let mut lines: Vec<Hidden> =
        sent.into_iter().map(|line| shown(line.as_deref())).filter(|line| *line != Hidden::Absent).collect();
    if lines.is_empty() {
        let whole = match shown(wire.address_detail.as_deref()) {
            Hidden::Absent => shown(wire.full_address.as_deref()),
            detail => detail,
        };
        lines.push(later(whole));
    }
    lines
}

/// US: level 3 of the district list; GB: the post town; elsewhere what calls itself a city or town, else the deepest
/// level.
fn city(wire: &wire::RecipientAddress, country: &str) -> Hidden {
    let level =
        |name: &str| district(wire, |d| d.address_level.as_deref().is_some_and(|l| l.eq_ignore_ascii_case(name)));
    let called = |words: &[&str]| {
        district(wire, |d| {
            let level_name = d.address_level_name.as_deref().unwrap_or_default().to_lowercase();
            words.iter().any(|word| level_name == *word)
        })
    };
    let post_town = || shown(wire.post_town.as_deref());
    let named = || called(&["city", "town", "post town", "municipality"]);
    let choices: [&dyn Fn() -> Hidden; 4] = match country {
        "US" => [&|| level("L3"), &named, &|| Hidden::Absent, &|| Hidden::Absent],
        "GB" => [&post_town, &named, &|| level("L3"), &|| level("L2")],
        _ => [&named, &|| level("L3"), &|| level("L2"), &post_town],
    };
    choices.iter().map(|choice| choice()).find(|city| *city != Hidden::Absent).unwrap_or_default()
}

/// Level 1; the ISO code's part after the country where it is given (`US-CA` is `CA`).
fn state(wire: &wire::RecipientAddress) -> Hidden {
    let first =
        wire.district_info.iter().find(|d| d.address_level.as_deref().is_some_and(|l| l.eq_ignore_ascii_case("L1")));
    let Some(first) = first else { return Hidden::Absent };
    let short = first.iso_code.as_deref().map(|code| code.rsplit('-').next().unwrap_or(code));
    match shown(short) {
        Hidden::Known(code) => Hidden::Known(code),
        Hidden::Hidden | Hidden::Absent => shown(first.address_name.as_deref()),
    }
}

fn country(wire: &wire::RecipientAddress) -> Hidden {
    let level_0 = || wire.district_info.iter().find(|d| d.address_level.as_deref() == Some("L0"));
    let code = wire.region_code.as_deref().or_else(|| level_0().and_then(|d| d.iso_code.as_deref()));
    match shown(code) {
        Hidden::Known(code) if code.eq_ignore_ascii_case("UK") => Hidden::Known("GB".to_owned()),
        Hidden::Known(code) => Hidden::Known(code.to_ascii_uppercase()),
        other => other,
    }
}

fn district(wire: &wire::RecipientAddress, fits: impl Fn(&wire::District) -> bool) -> Hidden {
    let found = wire.district_info.iter().find(|district| fits(district));
    shown(found.and_then(|district| district.address_name.as_deref()))
}
