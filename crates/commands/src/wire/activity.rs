//! Activity: runs, jobs, records set aside (F202).

use chrono::{DateTime, Utc};

use super::reason::ReasonView;
use super::wire;

wire! {
    /// One pass of a loop.
    pub struct RunView {
        /// Id.
        pub id: i64,
        /// Connection name.
        pub channel: String,
        /// Flow, snake case.
        pub flow: String,
        /// Start.
        pub started_at: DateTime<Utc>,
        /// End.
        pub ended_at: Option<DateTime<Utc>>,
        /// Records read.
        pub read: u32,
        /// Records changed.
        pub changed: u32,
        /// Records failed.
        pub failed: u32,
        /// Cut short by a budget.
        pub partial: bool,
        /// `ok`, `failed`, `cancelled`; none = running.
        pub outcome: Option<String>,
        /// Why.
        pub reason: Option<ReasonView>,
    }

    /// One job of the outbox.
    pub struct JobView {
        /// Id.
        pub id: i64,
        /// Kind, snake case.
        pub kind: String,
        /// Subject.
        pub subject: String,
        /// Connection name.
        pub channel: String,
        /// Order to open.
        pub order: Option<String>,
        /// Did it run: `queued`, `running`, `done`, `dead`.
        pub status: String,
        /// What the platform said: `ok`, `refused`, `partial`, `dropped`.
        pub outcome: Option<String>,
        /// Attempts.
        pub attempt: u32,
        /// Due.
        pub due_at: DateTime<Utc>,
        /// Why.
        pub reason: Option<ReasonView>,
    }

    /// A record that could not be read.
    pub struct SetAsideView {
        /// Id.
        pub id: i64,
        /// Connection name.
        pub channel: String,
        /// Flow.
        pub flow: String,
        /// Its id, when readable.
        pub subject: String,
        /// What is wrong.
        pub fault: String,
        /// Redacted record.
        pub payload: String,
        /// Last seen.
        pub last_at: DateTime<Utc>,
        /// How often.
        pub count: u32,
    }

    /// What to list.
    pub struct ActivityQuery {
        /// Connection; none = all.
        pub connection: Option<String>,
        /// Only failures.
        pub failed: bool,
    }

    /// The page.
    pub struct ActivityView {
        /// Runs, newest first, at most 200.
        pub runs: Vec<RunView>,
        /// Jobs, open ones first, at most 200.
        pub jobs: Vec<JobView>,
        /// Set aside.
        pub set_aside: Vec<SetAsideView>,
    }

    /// Tries a job again now.
    pub struct RetryJob {
        /// Id.
        pub id: i64,
    }

    /// Reads a set-aside record again.
    pub struct RetrySetAside {
        /// Id.
        pub id: i64,
    }
}
