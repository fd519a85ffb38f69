//! Invented buyers at invented streets; city, county, state and ZIP fit together so that address checks pass.

use crate::chance::Chance;

/// City, county, state, state code, ZIP code, sales tax in hundredths of a percent.
const PLACES: [(&str, &str, &str, &str, &str, i64); 24] = [
    ("Austin", "Travis", "Texas", "TX", "78701", 825),
    ("Houston", "Harris", "Texas", "TX", "77002", 825),
    ("Seattle", "King", "Washington", "WA", "98101", 1035),
    ("Spokane", "Spokane", "Washington", "WA", "99201", 900),
    ("Denver", "Denver", "Colorado", "CO", "80202", 881),
    ("Boulder", "Boulder", "Colorado", "CO", "80302", 886),
    ("Chicago", "Cook", "Illinois", "IL", "60601", 1025),
    ("Portland", "Multnomah", "Oregon", "OR", "97201", 0),
    ("Miami", "Miami-Dade", "Florida", "FL", "33130", 700),
    ("Orlando", "Orange", "Florida", "FL", "32801", 650),
    ("Atlanta", "Fulton", "Georgia", "GA", "30303", 890),
    ("Boston", "Suffolk", "Massachusetts", "MA", "02108", 625),
    ("New York", "New York", "New York", "NY", "10001", 888),
    ("Buffalo", "Erie", "New York", "NY", "14202", 875),
    ("Phoenix", "Maricopa", "Arizona", "AZ", "85004", 860),
    ("Columbus", "Franklin", "Ohio", "OH", "43215", 750),
    ("Nashville", "Davidson", "Tennessee", "TN", "37203", 925),
    ("Minneapolis", "Hennepin", "Minnesota", "MN", "55401", 903),
    ("Los Angeles", "Los Angeles", "California", "CA", "90012", 950),
    ("San Diego", "San Diego", "California", "CA", "92101", 775),
    ("Sacramento", "Sacramento", "California", "CA", "95814", 875),
    ("Raleigh", "Wake", "North Carolina", "NC", "27601", 725),
    ("Philadelphia", "Philadelphia", "Pennsylvania", "PA", "19103", 800),
    ("Wilmington", "New Castle", "Delaware", "DE", "19801", 0),
];

/// What a buyer wrote instead of what the practice world would; an empty text leaves the world's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Whole name.
    pub name: String,
    /// Street line.
    pub street: String,
}

/// A buyer and the address the parcel goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Number of the practice buyer.
    pub number: u64,
    /// House number.
    pub house: u64,
    /// Flat, or empty.
    pub flat: String,
    /// City.
    pub city: &'static str,
    /// County.
    pub county: &'static str,
    /// State.
    pub state: &'static str,
    /// Two-letter state.
    pub state_code: &'static str,
    /// ZIP code.
    pub zip: &'static str,
    /// Sales tax in hundredths of a percent.
    pub tax_bps: i64,
    /// Where to leave the parcel, or empty.
    pub drop_off: &'static str,
    /// Words of the buyer's own.
    pub written: Option<Written>,
    /// Whether name and street are written to try a client.
    pub hostile: bool,
}

impl Person {
    /// The buyer with that number at an address drawn by chance.
    #[must_use]
    pub fn draw(number: u64, chance: &mut Chance) -> Self {
        let (city, county, state, state_code, zip, tax_bps) =
            PLACES.get(chance.below(PLACES.len() as u64) as usize).copied().unwrap_or(PLACES[0]);
        let flat = if chance.below(4) == 0 { format!("Apt {}", 1 + chance.below(40)) } else { String::new() };
        let drop_off = if chance.below(10) == 0 { "FRONT_DOOR" } else { "" };
        Self {
            number,
            house: number,
            flat,
            city,
            county,
            state,
            state_code,
            zip,
            tax_bps,
            drop_off,
            written: None,
            hostile: false,
        }
    }

    /// The same buyer at another address.
    #[must_use]
    pub fn moved(&self, chance: &mut Chance) -> Self {
        Self { house: self.house + 1000, hostile: self.hostile, ..Self::draw(self.number, chance) }
    }

    /// Family name with the number.
    #[must_use]
    pub fn last_name(&self) -> String {
        format!("Buyer {:04}", self.number)
    }

    /// Whole name.
    #[must_use]
    pub fn name(&self) -> String {
        match self.written.as_ref().filter(|written| !written.name.is_empty()) {
            Some(written) => written.name.clone(),
            None => self.dressed(format!("Practice {}", self.last_name()), 0),
        }
    }

    /// Street line.
    #[must_use]
    pub fn street(&self) -> String {
        match self.written.as_ref().filter(|written| !written.street.is_empty()) {
            Some(written) => written.street.clone(),
            None => self.dressed(format!("{} Practice Street", self.house.max(1)), 1),
        }
    }

    fn dressed(&self, plain: String, shift: u64) -> String {
        if self.hostile { super::hostile::hostile(&plain, self.number + shift) } else { plain }
    }

    /// Phone number in the range that is kept free for fiction.
    #[must_use]
    pub fn phone(&self) -> String {
        format!("(+1)20255501{:02}", self.number % 100)
    }

    /// The platform's relay address.
    #[must_use]
    pub fn email(&self) -> String {
        format!("practice.buyer.{:04}@scs.tiktokw.us", self.number)
    }

    /// The platform's id of the buyer.
    #[must_use]
    pub fn user_id(&self) -> String {
        format!("7494{:015}", 1_000_000 + self.number)
    }
}
