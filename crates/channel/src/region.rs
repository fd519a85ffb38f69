//! What a shop's region decides (F008, F404, F428): facts of one dated table, as plain data.

use chrono::NaiveDate;
use shopferry_domain::Currency;

/// How the platform is told that something was shipped (F404).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShippingWay {
    /// Lines are marked as shipped; the package exists only from then.
    MarkingLines,
    /// The package exists from payment and is shipped with the number.
    ShippingPackages,
}

/// What may be put into parcels of their own (tiktok-shop fact sheet 9.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Splitting {
    /// Every unit.
    ByUnit,
    /// Whole SKUs only.
    BySku,
}

/// When number and carrier of a shipped parcel may be changed (F089; tiktok-shop fact sheet 9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectionRule {
    /// Hours from the first upload; `None` where no limit is documented, then the platform decides.
    pub within_hours: Option<u32>,
    /// How often; `None` where no limit is documented. Possibly once only, so more is never tried by itself.
    pub times: Option<u32>,
}

/// Facts about a region. A contradicting refusal of the platform wins and is shown with its number (F428).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionFacts {
    /// Two letters, as told; `UK` is `GB` here.
    pub code: String,
    /// Whether it is in the table; a shop of another region is read only.
    pub known: bool,
    /// State of the facts; `None` for an unknown region.
    pub as_of: Option<NaiveDate>,
    /// Currency; `None` for an unknown region.
    pub currency: Option<Currency>,
    /// How shipments are told.
    pub shipping_way: Option<ShippingWay>,
    /// What may go into parcels of its own.
    pub splitting: Option<Splitting>,
    /// Changing a number.
    pub correction: CorrectionRule,
    /// Whether the seller may cancel single lines, for lack of stock only (fact sheet 11.1).
    pub cancels_single_lines: bool,
    /// Whether marking as shipped rejects a buyer's open request by itself (fact sheet 9.1).
    pub shipping_rejects_request: bool,
    /// Whether Amazon's early numbers are taken (F091).
    pub takes_early_numbers: bool,
    /// Whether the platform says if a number is its own (F406).
    pub checks_numbers: bool,
    /// Whether numbers of USPS labels may be refused (F430).
    pub may_refuse_usps: bool,
    /// Whether the seller is of another country (a mark of the seller, not of the region).
    pub cross_border: bool,
    /// Listing rules, for reading refusals; listing itself is not done here.
    pub listing: Option<ListingFacts>,
}

/// Limits of listings (F428; tiktok-shop fact sheet 10.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingFacts {
    /// Shortest title, in characters.
    pub title_chars_min: u32,
    /// Longest title, in characters.
    pub title_chars_max: u32,
    /// Most SKUs of a product.
    pub skus_max: u32,
    /// Lowest and highest price in the region's currency, as decimal text, where documented.
    pub price_range: Option<(&'static str, &'static str)>,
    /// Version of the category tree, where one is required.
    pub category_version: &'static str,
    /// Weight units taken.
    pub weight_units: &'static [&'static str],
    /// Size units taken.
    pub size_units: &'static [&'static str],
}
