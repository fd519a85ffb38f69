//! What changed, for screens: at most four messages a second, numbered without gaps.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use shopferry_ledger::Tag;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// Pause between two messages.
const PAUSE: Duration = Duration::from_millis(250);
/// Messages kept for slow listeners; one that lags further sees a gap.
const KEPT: usize = 64;

/// Tags of the command list that the answers depend on; `seq` counts from 1, and a gap means: fetch everything anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Number.
    pub seq: u64,
    /// Tags.
    pub tags: BTreeSet<String>,
}

/// Everything a screen can hold.
pub(crate) const EVERYTHING: &[&str] =
    &["app", "home", "orders", "links", "stock", "channels", "activity", "settings", "practice"];

/// The host's own numbering, across profiles.
#[derive(Debug)]
pub(crate) struct Changes {
    seq: AtomicU64,
    sender: broadcast::Sender<Changed>,
}

impl Changes {
    pub(crate) fn new() -> Self {
        Self { seq: AtomicU64::new(0), sender: broadcast::Sender::new(KEPT) }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }

    /// Tells at once.
    pub(crate) fn tell<'a>(&self, tags: impl IntoIterator<Item = &'a str>) {
        let tags = tags.into_iter().map(str::to_owned).collect();
        let seq = self.seq.fetch_add(1, Ordering::Relaxed) + 1;
        // Nobody listening is fine: screens may be closed.
        let _ = self.sender.send(Changed { seq, tags });
    }

    /// Forwards a ledger's commits, thinned out, until the ledger is gone.
    pub(crate) async fn forward(&self, mut ledger: broadcast::Receiver<shopferry_ledger::Changed>) {
        loop {
            let mut tags: BTreeSet<&'static str> = BTreeSet::new();
            match ledger.recv().await {
                Ok(changed) => tags.extend(changed.tags.iter().flat_map(|t| told(*t))),
                Err(RecvError::Lagged(_)) => tags.extend(EVERYTHING),
                Err(RecvError::Closed) => return,
            }
            tokio::time::sleep(PAUSE).await;
            loop {
                match ledger.try_recv() {
                    Ok(changed) => tags.extend(changed.tags.iter().flat_map(|t| told(*t))),
                    Err(TryRecvError::Lagged(_)) => tags.extend(EVERYTHING),
                    Err(TryRecvError::Empty | TryRecvError::Closed) => break,
                }
            }
            self.tell(tags);
        }
    }
}

/// Which answers of the command list a commit makes stale.
fn told(tag: Tag) -> &'static [&'static str] {
    match tag {
        Tag::Connections => &["channels", "app", "home"],
        Tag::Flows => &["channels", "app"],
        Tag::Runs => &["activity"],
        Tag::Orders => &["orders", "home", "app"],
        Tag::Exports | Tag::Packages => &["orders", "home"],
        Tag::Outbox => &["activity", "channels", "app"],
        Tag::Timeline => &["orders"],
        Tag::Links | Tag::Listings => &["links", "stock"],
        Tag::Stock => &["stock", "home"],
        Tag::Places | Tag::Carriers => &["channels"],
        Tag::SetAside => &["activity", "home", "app"],
        Tag::Settings => &["settings", "app"],
    }
}
