//! One pass of one flow: what it counts and how it ends.

use shopferry_domain::Reason;

/// What a pass did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassResult {
    /// Records read.
    pub read: u32,
    /// Records that changed something here or at a platform.
    pub changed: u32,
    /// Records that failed and were set aside or will be tried again.
    pub failed: u32,
    /// Cut short by a budget; the next pass goes on from the cursor.
    pub partial: bool,
    /// The new cursor, when the flow keeps one.
    pub cursor: Option<String>,
    /// Something to show on the flow although the pass ended well.
    pub reason: Option<Reason>,
    /// The next pass is due sooner than the cadence says, in this many seconds.
    pub again_in_secs: Option<u32>,
}

impl PassResult {
    /// Counts one record.
    pub(crate) fn count(&mut self, changed: bool) {
        self.read = self.read.saturating_add(1);
        if changed {
            self.changed = self.changed.saturating_add(1);
        }
    }

    /// Counts a failed record.
    pub(crate) fn fail(&mut self) {
        self.failed = self.failed.saturating_add(1);
    }
}
