//! The shipping providers of a delivery option, and whose number a tracking number is.

use crate::chance::Chance;

/// One entry of the provider list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The platform's id; differs from world to world, so that nobody builds it in.
    pub id: String,
    /// The platform's name.
    pub name: String,
    /// Which numbers it hands out.
    pub house: House,
}

/// A carrier, known by the shape of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum House {
    /// Amazon: umbrella numbers and TBA numbers.
    Amazon,
    /// 1Z and 16 more.
    Ups,
    /// 20 to 22 digits from 9.
    Usps,
    /// 12 or 15 digits.
    FedEx,
    /// 1LS and digits.
    LaserShip,
    /// C or D and 14 digits.
    OnTrac,
    /// GM and digits.
    Dhl,
    /// The platform's own service.
    TikTok,
    /// No shape is known.
    Other,
}

/// How a number and a carrier go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The number is that carrier's.
    Good,
    /// The shape says nothing certain: taken, with a warning.
    Doubtful(&'static str),
    /// The number is another carrier's.
    Wrong,
}

/// Draws the list of a seller-shipped US delivery option. Amazon's entry is always there, under one of its names.
pub fn providers(chance: &mut Chance) -> Vec<Provider> {
    const AMAZON: [&str; 3] = ["Amazon Shipping + Amazon MCF", "Amazon", "Amazon Logistics"];
    let amazon = chance.pick(&AMAZON).copied().unwrap_or("Amazon");
    let names = [
        ("Asendia US", House::Other),
        ("USPS", House::Usps),
        ("UPS", House::Ups),
        ("FedEx", House::FedEx),
        ("LaserShip", House::LaserShip),
        ("OnTrac", House::OnTrac),
        (amazon, House::Amazon),
        ("Better Trucks", House::Other),
        ("TForce", House::Other),
        ("DHL eCommerce", House::Dhl),
        ("GOFO", House::Other),
        ("UniUni", House::Other),
    ];
    names
        .into_iter()
        .map(|(name, house)| Provider { id: format!("71178{}", chance.digits(14)), name: name.to_owned(), house })
        .collect()
}

/// Whose number this looks like; several if the shape is shared.
#[must_use]
pub fn houses(tracking_number: &str) -> Vec<House> {
    let number = tracking_number.to_ascii_uppercase();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let length = number.len();
    let mut houses = Vec::new();
    if is_platform_number(&number) {
        return vec![House::TikTok];
    }
    if number.strip_prefix("AFTN").is_some_and(digits) || number.strip_prefix("TBA").is_some_and(digits) {
        houses.push(House::Amazon);
    }
    if number.starts_with("1Z") && length == 18 {
        houses.push(House::Ups);
    }
    if digits(&number) && number.starts_with('9') && (20..=22).contains(&length) {
        houses.push(House::Usps);
    }
    if digits(&number) && (length == 12 || length == 15) {
        houses.push(House::FedEx);
    }
    if number.strip_prefix("1LS").is_some_and(digits) {
        houses.push(House::LaserShip);
    }
    if length == 15 && number.strip_prefix(['C', 'D']).is_some_and(digits) {
        houses.push(House::OnTrac);
    }
    if number.strip_prefix("GM").is_some_and(digits) {
        houses.push(House::Dhl);
    }
    houses
}

/// Whether the number belongs to the platform's own shipping service (fact sheet 9.2, tracking coverage check).
#[must_use]
pub fn is_platform_number(tracking_number: &str) -> bool {
    tracking_number.starts_with("92001902") || tracking_number.starts_with("TTUS")
}

/// Judges number against carrier. Amazon's entry takes the final carrier's number too, with a warning (fact sheet
/// 9.2: both numbers stay valid).
#[must_use]
pub fn fit(house: House, tracking_number: &str) -> Fit {
    let seen = houses(tracking_number);
    match seen.as_slice() {
        [only] if *only == house => Fit::Good,
        [House::TikTok] => Fit::Wrong,
        [] => Fit::Doubtful("the tracking number does not match the format of the shipping provider"),
        [_] if house == House::Amazon => Fit::Doubtful("the tracking number matches another shipping provider"),
        [_] if house == House::Other => Fit::Doubtful("match more than one provider"),
        [_] => Fit::Wrong,
        _ => Fit::Doubtful("match more than one provider"),
    }
}
