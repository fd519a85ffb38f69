//! What a person hears of even when the window is closed: once per thing.

use std::collections::BTreeSet;

use shopferry_domain::settings::NoticeTopic;
use shopferry_engine::{Notice as Heard, NoticeKind, Store};

/// Things remembered at most; then they are told anew.
const REMEMBERED_MAX: usize = 10_000;

/// A desktop notice. Holds no buyer data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A few words.
    pub title: String,
    /// What happened and what to do.
    pub body: String,
    /// Order to open, as the commands name it.
    pub order: Option<String>,
    /// Connection to open.
    pub connection: Option<String>,
}

/// What was told in this run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    things: BTreeSet<(NoticeKind, Option<i64>, Option<String>, String)>,
}

impl Told {
    /// The notice, unless it was told before or is not wanted.
    pub(crate) fn take(&mut self, store: &Store, heard: &Heard) -> Option<Notice> {
        if !wanted(store, heard.kind) {
            return None;
        }
        let order = heard.order.map(|key| key.0);
        let connection = heard.connection.as_ref().map(ToString::to_string);
        // One thing is an order; a notice about none is told by its words.
        let words = if order.is_none() { format!("{} {}", heard.title, heard.body) } else { String::new() };
        if self.things.len() >= REMEMBERED_MAX {
            self.things.clear();
        }
        if !self.things.insert((heard.kind, order, connection.clone(), words)) {
            return None;
        }
        Some(Notice {
            title: heard.title.clone(),
            body: heard.body.clone(),
            order: order.map(|key| key.to_string()),
            connection,
        })
    }

    /// A connection works again: the next trouble is a new thing.
    pub(crate) fn forget_connection(&mut self, id: &str) {
        self.things.retain(|(_, _, connection, _)| connection.as_deref() != Some(id));
    }
}

/// Whether the seller wants to hear of it on the desktop (F023).
fn wanted(store: &Store, kind: NoticeKind) -> bool {
    let chosen = store.read(|view| view.settings().notices()).unwrap_or_default();
    chosen.on_desktop(match kind {
        NoticeKind::NeedsSignIn => NoticeTopic::NeedsSignIn,
        NoticeKind::ExportFailed | NoticeKind::TrackingFailed => NoticeTopic::NeedsAttention,
        NoticeKind::DeadlineAtRisk => NoticeTopic::DeadlineAtRisk,
        NoticeKind::Red => NoticeTopic::CancelTooLate,
    })
}
