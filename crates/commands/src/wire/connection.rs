//! What is known of a connection's account: sign-in, terms, region, readiness, counters (F006–F009, F012, F014, F421).

use chrono::{DateTime, Utc};

use super::reason::ReasonView;
use super::wire;

wire! {
    /// How urgent a term is.
    #[derive(Copy, Eq)]
    pub enum TermView {
        /// Long enough, or no end.
        Fine,
        /// Worth planning for.
        Soon,
        /// To be done now.
        Urgent,
        /// Over.
        Ended,
    }

    /// The shop's region (F008).
    pub struct RegionView {
        /// Two letters.
        pub code: String,
        /// Known to this version; otherwise the shop is read only.
        pub known: bool,
        /// Currency.
        pub currency: Option<String>,
        /// The seller sits in another country.
        pub cross_border: bool,
    }

    /// One line of the platform's checklist (F012).
    pub struct ReadinessView {
        /// Name, for example `shop_status`.
        pub name: String,
        /// How it stands; none = not told.
        pub passed: Option<bool>,
        /// A hint only.
        pub hint: bool,
        /// The platform's words.
        pub reasons: Vec<String>,
    }

    /// Orders of the shop's own day (F014).
    pub struct CounterView {
        /// Orders placed since the day began.
        pub orders: u32,
        /// The platform's limit, as the settings say; none = no limit.
        pub limit: Option<u32>,
        /// When the shop's day began.
        pub since: DateTime<Utc>,
        /// At 80 % or 100 %.
        pub reason: Option<ReasonView>,
    }

    /// Everything about the account.
    pub struct ConnectionStateView {
        /// Signed in at, as far as it is known.
        pub authorised_at: Option<DateTime<Utc>>,
        /// The authorisation ends at; none = no end.
        pub ends_at: Option<DateTime<Utc>>,
        /// How that stands.
        pub ends: TermView,
        /// Day the client secret was made (Amazon).
        pub secret_made_on: Option<String>,
        /// Its age in days.
        pub secret_age_days: Option<u32>,
        /// How that stands.
        pub secret: TermView,
        /// The seller, as the platform names it.
        pub seller: Option<String>,
        /// Granted rights; empty = not told.
        pub scopes: Vec<String>,
        /// Region (sales channels).
        pub region: Option<RegionView>,
        /// Country (Amazon marketplaces).
        pub country: Option<String>,
        /// A fulfilment preview has succeeded in this marketplace, or it is offered from the start (F009).
        pub verified: bool,
        /// Why nothing may be written; none = it may.
        pub writing_refused: Option<ReasonView>,
        /// The review was accepted at.
        pub review_accepted_at: Option<DateTime<Utc>>,
        /// A live check is under way.
        pub live_check: bool,
        /// Checklist read at.
        pub readiness_read_at: Option<DateTime<Utc>>,
        /// The checklist.
        pub readiness: Vec<ReadinessView>,
        /// Orders of the day (sales channels).
        pub counter: Option<CounterView>,
    }

    /// Renews Amazon's client secret (F421).
    pub struct RenewSecret {
        /// Connection.
        pub id: String,
        /// The new client secret; passes inwards once.
        pub client_secret: String,
        /// Day it was made, `2026-03-02`; none = today.
        pub made_on: Option<String>,
    }
}

impl From<shopferry_domain::term::TermLevel> for TermView {
    fn from(level: shopferry_domain::term::TermLevel) -> Self {
        use shopferry_domain::term::TermLevel as L;
        match level {
            L::Fine => Self::Fine,
            L::Soon => Self::Soon,
            L::Urgent => Self::Urgent,
            L::Ended => Self::Ended,
        }
    }
}
