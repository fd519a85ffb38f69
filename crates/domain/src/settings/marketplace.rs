//! Settings of one Amazon marketplace (F018: *Marketplace settings* and its fold).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::fault::FieldFault;
use crate::money::Money;
use crate::plan::FillPolicy;
use crate::reason::ReasonCode;

/// Amazon's client secret must be renewed after this long (F421; Amazon fact sheet 1).
pub const SECRET_LIFE: TimeDelta = TimeDelta::days(180);
/// Its age is warned about from here on (F421).
pub const SECRET_WARN: TimeDelta = TimeDelta::days(90);
/// And shown in red from here on (F421).
pub const SECRET_RED: TimeDelta = TimeDelta::days(170);
/// Longest packing slip text (F068; Amazon fact sheet 4.1).
const SLIP_MAX: usize = 750;
/// Longest label of the slip text.
const LABEL_MAX: usize = 60;

/// Whether Amazon's own carrier may deliver (F072).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogisticsPolicy {
    /// *No*: nothing is blocked.
    #[default]
    Allowed,
    /// *Yes*: blocked for all orders of this marketplace.
    Blocked,
    /// *TikTok only*: allowed for TikTok orders, blocked for the other channels.
    TiktokOnly,
}

/// Which box (F073).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxPolicy {
    /// As the Amazon account says.
    #[default]
    Account,
    /// Plain where it can be.
    PreferPlain,
    /// Plain, or the order fails with that reason.
    MustBePlain,
    /// As the account for TikTok, plain for other channels.
    PlainForOthers,
}

/// One of Amazon's further features (F431).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureUse {
    /// Not asked for.
    #[default]
    Off,
    /// Asked for, not required.
    Wanted,
    /// An order that cannot have it fails with that reason.
    Required,
}

/// Amazon's further box and delivery features (F431).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtraFeatures {
    /// Packing slip.
    pub packing_slip: FeatureUse,
    /// Box in a box.
    pub overbox: FeatureUse,
    /// Delivered together.
    pub deliver_together: FeatureUse,
    /// Signature on delivery (US, fee).
    pub signature: FeatureUse,
    /// Signature only from this order total on.
    pub signature_from: Option<Money>,
}

/// Which of Amazon's two order interfaces new orders use (F401).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiVersion {
    /// The first, in use everywhere.
    #[default]
    V1,
    /// The second.
    V2,
}

/// The seller's own message queue (F427): it only marks work as due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnQueue {
    /// Its https address, as its owner's console shows it.
    pub url: String,
    /// Its region, for example `us-east-1`.
    pub region: String,
    /// Id of the access key; the secret half stands in the keychain.
    pub access_key_id: String,
}

/// What a seller chose for one Amazon marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarketplaceSettings {
    /// F070: the order's notes are printed on the packing slip.
    pub forward_note: bool,
    /// F071: name of the standard text, for the seller.
    pub slip_label: String,
    /// F071: printed on all packing slips of the marketplace.
    pub slip_text: String,
    /// F072.
    pub logistics: LogisticsPolicy,
    /// F073.
    pub plain_box: BoxPolicy,
    /// F075.
    pub fill: FillPolicyChoice,
    /// F431.
    pub extras: ExtraFeatures,
    /// F401.
    pub api_version: ApiVersion,
    /// F402, first version only: tried by preview when the user asks; a refusal turns it off.
    pub tell_channel: bool,
    /// F113.
    pub low_stock_lane: bool,
    /// F427.
    pub own_queue: Option<OwnQueue>,
}

impl Default for MarketplaceSettings {
    fn default() -> Self {
        Self {
            forward_note: false,
            slip_label: String::new(),
            slip_text: String::new(),
            logistics: LogisticsPolicy::default(),
            plain_box: BoxPolicy::default(),
            fill: FillPolicyChoice::default(),
            extras: ExtraFeatures::default(),
            api_version: ApiVersion::default(),
            tell_channel: false,
            low_stock_lane: true,
            own_queue: None,
        }
    }
}

/// F075 as a setting; its default is *all or nothing*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillPolicyChoice {
    /// All or nothing.
    #[default]
    FillOrKill,
    /// Send, the rest may follow.
    FillAll,
    /// Send what is there.
    FillAllAvailable,
}

impl From<FillPolicyChoice> for FillPolicy {
    fn from(choice: FillPolicyChoice) -> Self {
        match choice {
            FillPolicyChoice::FillOrKill => Self::FillOrKill,
            FillPolicyChoice::FillAll => Self::FillAll,
            FillPolicyChoice::FillAllAvailable => Self::FillAllAvailable,
        }
    }
}

/// What is known of the marketplace when its settings are checked.
#[derive(Debug, Clone, Default)]
pub struct MarketplaceFacts {
    /// Names of the features that account and marketplace have; none = cannot be asked (second version, or not asked yet).
    pub features: Option<Vec<String>>,
    /// Whether the interface in use knows *prefer plain*.
    pub prefers_plain: bool,
    /// Whether the interface in use demands a text on the packing slip.
    pub demands_slip_text: bool,
}

impl MarketplaceSettings {
    /// Every field that cannot be as it is; empty = can be saved.
    pub fn check(&self, facts: &MarketplaceFacts) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        if self.slip_text.chars().count() > SLIP_MAX {
            faults.push(FieldFault::new("slip_text", ReasonCode::SettingTooLong, "at most 750 characters"));
        }
        if self.slip_text.chars().any(|c| c.is_control() && c != '\n') {
            faults.push(FieldFault::new("slip_text", ReasonCode::SettingNotPlain, "plain text only"));
        }
        if self.slip_label.chars().count() > LABEL_MAX {
            faults.push(FieldFault::new("slip_label", ReasonCode::SettingTooLong, "at most 60 characters"));
        }
        if self.slip_text.trim().is_empty() != self.slip_label.trim().is_empty() {
            let field = if self.slip_text.trim().is_empty() { "slip_text" } else { "slip_label" };
            faults.push(FieldFault::new(field, ReasonCode::SettingEmpty, "label and text belong together"));
        }
        if self.plain_box == BoxPolicy::PreferPlain && !facts.prefers_plain {
            faults.push(FieldFault::new("plain_box", ReasonCode::SettingNotOffered, "prefer plain"));
        }
        if let Some(features) = &facts.features {
            for (field, name, on) in self.features_in_use() {
                if on && !features.iter().any(|f| f == name) {
                    faults.push(FieldFault::new(field, ReasonCode::SettingNotOffered, name));
                }
            }
        }
        if let Some(queue) = &self.own_queue {
            queue.check(&mut faults);
        }
        faults
    }

    /// `(field, Amazon's name of the feature, whether it is used)`.
    fn features_in_use(&self) -> [(&'static str, &'static str, bool); 6] {
        [
            ("logistics", "BLOCK_AMZL", self.logistics != LogisticsPolicy::Allowed),
            ("plain_box", "BLANK_BOX", self.plain_box != BoxPolicy::Account),
            ("extras.packing_slip", "PACKING_SLIP", self.extras.packing_slip != FeatureUse::Off),
            ("extras.overbox", "OVERBOX", self.extras.overbox != FeatureUse::Off),
            ("extras.deliver_together", "DELIVER_TOGETHER", self.extras.deliver_together != FeatureUse::Off),
            ("extras.signature", "SIGNATURE_CONFIRMATION", self.extras.signature != FeatureUse::Off),
        ]
    }
}

impl OwnQueue {
    /// The service that keeps the queue.
    pub fn host(&self) -> String {
        format!("sqs.{}.amazonaws.com", self.region)
    }

    fn check(&self, faults: &mut Vec<FieldFault>) {
        // Signed calls go nowhere but to the service itself.
        let rest = self.url.strip_prefix(&format!("https://{}/", self.host()));
        if !rest.is_some_and(|rest| rest.len() > 2 && !rest.contains(|c: char| c.is_whitespace() || c == '?')) {
            let detail = "as the queue’s console shows it: https://sqs.<region>.amazonaws.com/…";
            faults.push(FieldFault::new("own_queue.url", ReasonCode::SettingNotPlain, detail));
        }
        let word = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !word(&self.region) {
            faults.push(FieldFault::new("own_queue.region", ReasonCode::SettingNotPlain, "for example us-east-1"));
        }
        if !word(&self.access_key_id) {
            faults.push(FieldFault::new("own_queue.access_key_id", ReasonCode::SettingNotPlain, "letters and digits"));
        }
    }
}
