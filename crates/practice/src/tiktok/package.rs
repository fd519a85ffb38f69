//! A parcel: what is in it, its numbers, and how far the courier has brought it.

/// What the courier reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scan {
    /// The courier took the parcel over.
    Collected,
    /// The parcel moved on.
    Moved,
    /// The parcel arrived.
    Delivered,
    /// The courier lost it.
    Lost,
}

impl Scan {
    /// The sentence of the tracking page.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Collected => "The carrier has received your package.",
            Self::Moved => "Your package is on its way.",
            Self::Delivered => "Your package was delivered!",
            Self::Lost => "Your package could not be located.",
        }
    }

    /// Number of the event on the wire.
    #[must_use]
    pub const fn action_code(self) -> i64 {
        match self {
            Self::Collected => 38,
            Self::Moved => 41,
            Self::Delivered => 52,
            Self::Lost => 63,
        }
    }
}

/// One parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The platform's package id.
    pub id: String,
    /// The order it belongs to.
    pub order_id: String,
    /// Ids of the lines whose pieces it holds.
    pub line_ids: Vec<String>,
    /// The tracking number shown.
    pub tracking_number: String,
    /// Numbers shown earlier; the courier's scans of them still count.
    pub former_numbers: Vec<String>,
    /// The carrier's id in the provider list.
    pub provider_id: String,
    /// When it was made.
    pub created_ms: i64,
    /// Last change.
    pub updated_ms: i64,
    /// The carrier has it since.
    pub collected_ms: Option<i64>,
    /// It arrived at.
    pub delivered_ms: Option<i64>,
    /// It was cancelled at.
    pub cancelled_ms: Option<i64>,
    /// It was lost at.
    pub lost_ms: Option<i64>,
    /// How often number or carrier were corrected.
    pub corrections: u32,
    /// True if made in the platform's own pages instead of through the API.
    pub by_hand: bool,
    /// The courier's events that the platform has seen, oldest first.
    pub scans: Vec<(i64, Scan)>,
    /// True while the platform is about to find out that the parcel is not from Amazon.
    pub is_stranger: bool,
    /// Tags such as NON_MCF.
    pub tags: Vec<&'static str>,
}

impl Package {
    /// Package status on the wire (fact sheet 8.1).
    #[must_use]
    pub const fn status(&self) -> &'static str {
        if self.cancelled_ms.is_some() {
            "CANCELLED"
        } else if self.delivered_ms.is_some() {
            "COMPLETED"
        } else if self.collected_ms.is_some() {
            "FULFILLING"
        } else {
            "PROCESSING"
        }
    }

    /// Finer status on the wire (fact sheet 9.4).
    #[must_use]
    pub const fn sub_status(&self) -> &'static str {
        if self.cancelled_ms.is_some() {
            "CANCELLED"
        } else if self.lost_ms.is_some() {
            "SHIP_EXCEPTION"
        } else if self.delivered_ms.is_some() {
            "DELIVERED"
        } else if self.collected_ms.is_some() {
            "TTS"
        } else {
            "RTS"
        }
    }

    /// Whether the number is or was this parcel's.
    #[must_use]
    pub fn answers_to(&self, tracking_number: &str) -> bool {
        self.tracking_number == tracking_number || self.former_numbers.iter().any(|former| former == tracking_number)
    }
}
