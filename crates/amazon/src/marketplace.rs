//! Regions, hosts and marketplaces (fact sheet 2).

/// A region of the Selling Partner API: one host, one authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// North and South America.
    NorthAmerica,
    /// Europe, Middle East, Africa and India.
    Europe,
    /// Japan, Australia, Singapore.
    FarEast,
}

impl Region {
    /// The region's host.
    pub const fn host(self) -> &'static str {
        match self {
            Self::NorthAmerica => "sellingpartnerapi-na.amazon.com",
            Self::Europe => "sellingpartnerapi-eu.amazon.com",
            Self::FarEast => "sellingpartnerapi-fe.amazon.com",
        }
    }
}

/// One Amazon marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marketplace {
    /// Amazon's id.
    pub id: &'static str,
    /// ISO 3166 two-letter country.
    pub country: &'static str,
    /// Its region.
    pub region: Region,
    /// ISO 4217 code of the currency in which it counts.
    pub currency: &'static str,
    /// Whether orders for other channels are offered here from the start; elsewhere the marketplace counts as not
    /// verified until a preview has succeeded (F009).
    pub offered: bool,
}

impl Marketplace {
    /// Finds a marketplace by Amazon's id. Sellers may also have ids that are no marketplace of Amazon's own; those
    /// are not in the table (fact sheet 8).
    pub fn by_id(id: &str) -> Option<&'static Self> {
        MARKETPLACES.iter().find(|m| m.id == id)
    }

    /// Finds a country's marketplace.
    pub fn by_country(country: &str) -> Option<&'static Self> {
        MARKETPLACES.iter().find(|m| m.country.eq_ignore_ascii_case(country))
    }
}

const fn row(country: &'static str, id: &'static str, region: Region, currency: &'static str) -> Marketplace {
    Marketplace { id, country, region, currency, offered: false }
}

const fn offered(country: &'static str, id: &'static str, region: Region, currency: &'static str) -> Marketplace {
    Marketplace { offered: true, ..row(country, id, region, currency) }
}

/// All marketplaces.
pub const MARKETPLACES: &[Marketplace] = &[
    offered("US", "ATVPDKIKX0DER", Region::NorthAmerica, "USD"),
    row("CA", "A2EUQ1WTGCTBG2", Region::NorthAmerica, "CAD"),
    row("MX", "A1AM78C64UM0Y8", Region::NorthAmerica, "MXN"),
    row("BR", "A2Q3Y263D00KWC", Region::NorthAmerica, "BRL"),
    offered("GB", "A1F83G8C2ARO7P", Region::Europe, "GBP"),
    row("DE", "A1PA6795UKMFR9", Region::Europe, "EUR"),
    row("FR", "A13V1IB3VIYZZH", Region::Europe, "EUR"),
    row("IT", "APJ6JRA9NG5V4", Region::Europe, "EUR"),
    row("ES", "A1RKKUPIHCS9HS", Region::Europe, "EUR"),
    row("NL", "A1805IZSGTT6HS", Region::Europe, "EUR"),
    row("BE", "AMEN7PMS3EDWL", Region::Europe, "EUR"),
    row("IE", "A28R8C7NBKEWEA", Region::Europe, "EUR"),
    row("SE", "A2NODRKZP88ZB9", Region::Europe, "SEK"),
    row("PL", "A1C3SOZRARQ6R3", Region::Europe, "PLN"),
    row("TR", "A33AVAJ2PDY3EV", Region::Europe, "TRY"),
    row("AE", "A2VIGQ35RCS4UG", Region::Europe, "AED"),
    row("SA", "A17E79C6D8DWNP", Region::Europe, "SAR"),
    row("EG", "ARBP9OOSHTCHU", Region::Europe, "EGP"),
    row("IN", "A21TJRUUN4KGV", Region::Europe, "INR"),
    row("ZA", "AE08WJ6YKNBMC", Region::Europe, "ZAR"),
    row("JP", "A1VC38T7YXB528", Region::FarEast, "JPY"),
    row("AU", "A39IBJ37TRP1C6", Region::FarEast, "AUD"),
    row("SG", "A19VAU5U5O7RUS", Region::FarEast, "SGD"),
];
