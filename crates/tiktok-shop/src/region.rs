//! What a shop's region decides, as one dated table (F008, F404, F428; tiktok-shop fact sheet 9.1, 9.3, 10.2, 11.1).
//!
//! A region that is missing here is read only until a newer table names it; a refusal of the platform that contradicts
//! the table wins.

use chrono::NaiveDate;
use shopferry_channel::{CorrectionRule, ListingFacts, RegionFacts, ShippingWay, Splitting};
use shopferry_domain::Currency;

/// State of the table: year, month, day.
pub const AS_OF: (i32, u32, u32) = (2026, 10, 1);

/// The other way to tell shipments, tried once when the platform says *not for this region*.
pub(crate) fn other_way(way: ShippingWay) -> ShippingWay {
    match way {
        ShippingWay::MarkingLines => ShippingWay::ShippingPackages,
        ShippingWay::ShippingPackages => ShippingWay::MarkingLines,
    }
}

/// One region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Two letters, as the list of authorized shops spells it.
    pub code: &'static str,
    /// ISO currency.
    pub currency: &'static str,
    /// How shipments are told.
    pub ship_by: ShippingWay,
    /// What may go into parcels of its own.
    pub splitting: Splitting,
    /// Changing a number after it was told.
    pub correction: CorrectionRule,
    /// Whether the seller may cancel single lines.
    pub cancels_single_lines: bool,
    /// Whether marking as shipped rejects a buyer's request.
    pub shipping_rejects_request: bool,
    /// Whether Amazon's early numbers are taken (F091; fact sheet 9.2).
    pub takes_early_numbers: bool,
    /// Whether the platform says if a number is its own (F406).
    pub checks_numbers: bool,
    /// Whether USPS numbers may be refused (F430; fact sheet 9.2).
    pub may_refuse_usps: bool,
    /// Limits of listings.
    pub listing: ListingFacts,
}

/// No limit is documented; the platform may allow only one change, so more is never tried by itself.
const OPEN: CorrectionRule = CorrectionRule { within_hours: None, times: None };
const TITLE_EUROPE: (u32, u32) = (1, 255);
const TITLE_AMERICAS: (u32, u32) = (1, 300);
const TITLE_ASIA: (u32, u32) = (25, 255);

const fn listing(title: (u32, u32), skus_max: u32) -> ListingFacts {
    ListingFacts {
        title_chars_min: title.0,
        title_chars_max: title.1,
        skus_max,
        price_range: None,
        category_version: "v1",
        weight_units: &["KILOGRAM"],
        size_units: &["CENTIMETER"],
    }
}

const fn marking(code: &'static str, currency: &'static str, price: (&'static str, &'static str)) -> Region {
    Region {
        code,
        currency,
        ship_by: ShippingWay::MarkingLines,
        splitting: Splitting::ByUnit,
        correction: OPEN,
        cancels_single_lines: false,
        shipping_rejects_request: false,
        takes_early_numbers: false,
        checks_numbers: false,
        may_refuse_usps: false,
        listing: ListingFacts { price_range: Some(price), ..listing(TITLE_EUROPE, 300) },
    }
}

const fn packages(code: &'static str, currency: &'static str, listing: ListingFacts) -> Region {
    Region {
        ship_by: ShippingWay::ShippingPackages,
        splitting: Splitting::BySku,
        listing,
        ..marking(code, currency, ("0", "0"))
    }
}

const fn americas(price: (&'static str, &'static str)) -> ListingFacts {
    let listing = listing(TITLE_AMERICAS, 300);
    ListingFacts { price_range: Some(price), weight_units: &["KILOGRAM", "GRAM"], ..listing }
}

/// Category version 2 is required in South-East Asia.
const ASIA: ListingFacts = ListingFacts { category_version: "v2", ..listing(TITLE_ASIA, 100) };
const EURO: (&str, &str) = ("0.01", "6300");

/// Regions that are known today; a shop of another one is read only (F008).
pub const REGIONS: &[Region] = &[
    Region {
        correction: CorrectionRule { within_hours: Some(72), times: Some(1) },
        cancels_single_lines: true,
        shipping_rejects_request: true,
        takes_early_numbers: true,
        checks_numbers: true,
        may_refuse_usps: true,
        listing: ListingFacts {
            price_range: Some(("0.01", "7600")),
            category_version: "v2",
            weight_units: &["KILOGRAM", "POUND"],
            size_units: &["CENTIMETER", "INCH"],
            ..listing(TITLE_EUROPE, 300)
        },
        ..marking("US", "USD", ("0.01", "7600"))
    },
    Region { cancels_single_lines: true, ..marking("GB", "GBP", ("0.01", "5600")) },
    marking("IE", "EUR", EURO),
    marking("DE", "EUR", EURO),
    marking("FR", "EUR", EURO),
    marking("IT", "EUR", EURO),
    marking("ES", "EUR", EURO),
    Region {
        listing: ListingFacts {
            price_range: Some(("1", "500000")),
            weight_units: &["KILOGRAM", "GRAM"],
            ..listing(TITLE_EUROPE, 300)
        },
        ..marking("JP", "JPY", ("1", "500000"))
    },
    packages("BR", "BRL", americas(("0.5", "10000"))),
    packages("MX", "MXN", americas(("1", "50000"))),
    packages("SG", "SGD", ASIA),
    packages("VN", "VND", ASIA),
    packages("TH", "THB", ASIA),
    packages("MY", "MYR", ASIA),
    packages("ID", "IDR", ASIA),
    packages("PH", "PHP", ASIA),
];

/// The region of that code, whatever its case; the United Kingdom may be spelled `UK`.
pub fn find(code: &str) -> Option<&'static Region> {
    let code = if code.eq_ignore_ascii_case("UK") { "GB" } else { code };
    REGIONS.iter().find(|region| region.code.eq_ignore_ascii_case(code))
}

/// The facts of a region for a seller of that kind. Sellers of another country may split SKUs where local ones may not
/// (Mexico; fact sheet 9.3).
pub fn facts(code: &str, cross_border: bool) -> RegionFacts {
    let Some(region) = find(code) else { return unknown(code, cross_border) };
    let mexico_from_abroad = region.code == "MX" && cross_border;
    RegionFacts {
        code: region.code.to_owned(),
        known: true,
        as_of: NaiveDate::from_ymd_opt(AS_OF.0, AS_OF.1, AS_OF.2),
        currency: Currency::new(region.currency).ok(),
        shipping_way: Some(region.ship_by),
        splitting: Some(if mexico_from_abroad { Splitting::ByUnit } else { region.splitting }),
        correction: region.correction,
        cancels_single_lines: region.cancels_single_lines,
        shipping_rejects_request: region.shipping_rejects_request,
        takes_early_numbers: region.takes_early_numbers,
        checks_numbers: region.checks_numbers,
        may_refuse_usps: region.may_refuse_usps,
        cross_border,
        listing: Some(region.listing.clone()),
    }
}

fn unknown(code: &str, cross_border: bool) -> RegionFacts {
    RegionFacts {
        code: code.to_owned(),
        known: false,
        as_of: None,
        currency: None,
        shipping_way: None,
        splitting: None,
        correction: OPEN,
        cancels_single_lines: false,
        shipping_rejects_request: false,
        takes_early_numbers: false,
        checks_numbers: false,
        may_refuse_usps: false,
        cross_border,
        listing: None,
    }
}
