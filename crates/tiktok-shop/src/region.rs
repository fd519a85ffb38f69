//! What a shop's region decides, as data (F008, F404).

/// How the platform is told that something was shipped (F404).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShipBy {
    /// Lines are marked as shipped; the package exists only from then.
    MarkingLines,
    /// The package exists from payment and is shipped with the number.
    ShippingPackages,
}

impl ShipBy {
    /// The other way, tried once when the platform says *not for this region*.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::MarkingLines => Self::ShippingPackages,
            Self::ShippingPackages => Self::MarkingLines,
        }
    }
}

/// One region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Two letters, as the list of authorized shops spells it.
    pub code: &'static str,
    /// ISO currency.
    pub currency: &'static str,
    /// How shipments are told.
    pub ship_by: ShipBy,
    /// Whether Amazon's early numbers are taken (F091; fact sheet 9.2).
    pub takes_early_numbers: bool,
    /// Whether the platform says if a number is its own (F406).
    pub checks_numbers: bool,
}

const fn marking(code: &'static str, currency: &'static str) -> Region {
    Region { code, currency, ship_by: ShipBy::MarkingLines, takes_early_numbers: false, checks_numbers: false }
}

const fn packages(code: &'static str, currency: &'static str) -> Region {
    Region { ship_by: ShipBy::ShippingPackages, ..marking(code, currency) }
}

/// Regions that are known today; a shop of another one is read only (F008).
pub const REGIONS: &[Region] = &[
    Region { takes_early_numbers: true, checks_numbers: true, ..marking("US", "USD") },
    marking("GB", "GBP"),
    marking("IE", "EUR"),
    marking("DE", "EUR"),
    marking("FR", "EUR"),
    marking("IT", "EUR"),
    marking("ES", "EUR"),
    marking("JP", "JPY"),
    packages("BR", "BRL"),
    packages("MX", "MXN"),
    packages("SG", "SGD"),
    packages("VN", "VND"),
    packages("TH", "THB"),
    packages("MY", "MYR"),
    packages("ID", "IDR"),
    packages("PH", "PHP"),
];

/// The region of that code, whatever its case; the United Kingdom may be spelled `UK`.
pub fn find(code: &str) -> Option<&'static Region> {
    let code = if code.eq_ignore_ascii_case("UK") { "GB" } else { code };
    REGIONS.iter().find(|region| region.code.eq_ignore_ascii_case(code))
}
