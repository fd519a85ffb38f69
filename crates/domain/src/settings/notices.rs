//! Who hears of what, and how (F020–F023). E-mail is kept here and sent once mail is set up; desktop notices work now.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fault::FieldFault;
use crate::reason::ReasonCode;

/// Kinds of change and error notices (F023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTopic {
    /// A connection needs sign-in, or its sign-in ends soon.
    NeedsSignIn,
    /// A loop stopped.
    SyncStopped,
    /// An order needs attention.
    NeedsAttention,
    /// A deadline is at risk.
    DeadlineAtRisk,
    /// A cancel came too late.
    CancelTooLate,
    /// A stock guard tripped.
    StockGuard,
    /// A backup failed.
    BackupFailed,
    /// An update is there.
    Update,
    /// An order changed before or after export.
    OrderChanged,
    /// A listing was rejected or taken down.
    ListingRejected,
    /// A setting or connection changed.
    SettingChanged,
}

/// All topics, in the order pages list them.
pub const TOPICS: [NoticeTopic; 11] = [
    NoticeTopic::NeedsSignIn,
    NoticeTopic::SyncStopped,
    NoticeTopic::NeedsAttention,
    NoticeTopic::DeadlineAtRisk,
    NoticeTopic::CancelTooLate,
    NoticeTopic::StockGuard,
    NoticeTopic::BackupFailed,
    NoticeTopic::Update,
    NoticeTopic::OrderChanged,
    NoticeTopic::ListingRejected,
    NoticeTopic::SettingChanged,
];

/// How a topic is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeWay {
    /// A desktop notice.
    Desktop,
    /// An e-mail.
    Email,
    /// Both.
    Both,
    /// Only inside the program.
    None,
}

/// Who hears of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeSettings {
    /// F020, as typed: separated by commas.
    pub addresses: String,
    /// F021.
    pub daily_mismatch: bool,
    /// F021: hour of the report, local time, 0 to 23.
    pub mismatch_hour: u32,
    /// F021: only when something changed.
    pub mismatch_only_changed: bool,
    /// F022.
    pub archived: bool,
    /// F023; a topic that is not here has its default.
    pub ways: BTreeMap<NoticeTopic, NoticeWay>,
    /// F023: the same notice is not told again within this time, in minutes; it is counted.
    pub quiet_minutes: u32,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            addresses: String::new(),
            daily_mismatch: false,
            mismatch_hour: 8,
            mismatch_only_changed: false,
            archived: false,
            ways: BTreeMap::new(),
            quiet_minutes: 15,
        }
    }
}

impl NoticeSettings {
    /// The addresses: trimmed, duplicates folded, in the order typed.
    pub fn recipients(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.typed().filter(|a| seen.insert(a.to_lowercase())).map(str::to_owned).collect()
    }

    /// How a topic is told: as chosen, else on the desktop, and by mail too once there is an address (but for *update*).
    pub fn way(&self, topic: NoticeTopic) -> NoticeWay {
        if let Some(way) = self.ways.get(&topic) {
            return *way;
        }
        if self.recipients().is_empty() || topic == NoticeTopic::Update { NoticeWay::Desktop } else { NoticeWay::Both }
    }

    /// Whether the topic raises a desktop notice.
    pub fn on_desktop(&self, topic: NoticeTopic) -> bool {
        matches!(self.way(topic), NoticeWay::Desktop | NoticeWay::Both)
    }

    /// Every field that cannot be as it is; empty = can be saved.
    pub fn check(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let bad: Vec<&str> = self.typed().filter(|a| !looks_like_mail(a)).collect();
        if !bad.is_empty() {
            faults.push(FieldFault::new("addresses", ReasonCode::SettingBadAddress, bad.join(", ")));
        }
        if self.mismatch_hour > 23 {
            faults.push(FieldFault::new("mismatch_hour", ReasonCode::SettingTooLarge, "0 to 23"));
        }
        if self.quiet_minutes > 24 * 60 {
            faults.push(FieldFault::new("quiet_minutes", ReasonCode::SettingTooLarge, "at most 24 hours"));
        }
        faults
    }

    fn typed(&self) -> impl Iterator<Item = &str> {
        self.addresses.split(',').map(str::trim).filter(|a| !a.is_empty())
    }
}

/// One `@` with something on both sides, a dot in the domain, no blanks: enough to catch typing slips.
fn looks_like_mail(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |t: &str| !t.is_empty() && t.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '@');
    plain(local)
        && plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text.len() <= 254
}
