//! What a person should hear of even when the window is closed (F023, first part).

use shopferry_domain::ConnectionId;
use shopferry_ledger::OrderKey;

/// Kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// An export failed or an order needs a person.
    ExportFailed,
    /// A connection needs sign-in.
    NeedsSignIn,
    /// A tracking number was not taken.
    TrackingFailed,
    /// A deadline of the platform is near, or a parcel does not show there in time (F077, F407).
    DeadlineAtRisk,
    /// Something that may cost money: too late to cancel, may ship twice.
    Red,
}

/// A notice. Holds no buyer data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Kind.
    pub kind: NoticeKind,
    /// A few words.
    pub title: String,
    /// What happened and what to do.
    pub body: String,
    /// Order to open.
    pub order: Option<OrderKey>,
    /// Connection to open.
    pub connection: Option<ConnectionId>,
}
