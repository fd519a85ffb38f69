//! The application as a whole.

use chrono::{DateTime, Utc};

use super::practice::PracticeView;
use super::wire;

wire! {
    /// Whether the loops run.
    #[derive(Copy, Eq)]
    pub enum EngineStateView {
        /// They run.
        Running,
        /// The user paused them.
        Paused,
        /// No platform can be reached.
        Offline,
        /// Another program runs this profile; this one reads only.
        ReadOnly,
    }

    /// What came in while the computer slept or the program was closed.
    pub struct AwayView {
        /// How long, in seconds.
        pub seconds: i64,
        /// Orders caught up.
        pub orders: u32,
        /// When it was noticed; dismissing names it.
        pub at: DateTime<Utc>,
    }

    /// The frame around every page.
    pub struct AppView {
        /// Nothing is connected yet: show the first run.
        pub first_run: bool,
        /// The practice world, when there is one.
        pub practice: Option<PracticeView>,
        /// The loops.
        pub engine: EngineStateView,
        /// Who runs this profile, when it is not this program.
        pub owner: Option<String>,
        /// Last finished successful pass of any flow.
        pub synced_at: Option<DateTime<Utc>>,
        /// Things that need a person.
        pub attention: u32,
        /// Shown once after a sleep.
        pub away: Option<AwayView>,
        /// The window was closed for the first time: ask whether to stay in the tray.
        pub ask_about_tray: bool,
        /// Offer start at login (once, after the first connection).
        pub offer_start_at_login: bool,
        /// Version.
        pub version: String,
        /// Where the data lies.
        pub data_dir: String,
        /// Where the secrets lie, in words.
        pub secrets_place: String,
        /// A problem of the program itself (keychain locked, disk full …).
        pub trouble: Option<super::reason::ReasonView>,
        /// Time in the world of the connections: ages and countdowns refer to it.
        pub now: DateTime<Utc>,
    }

    /// Pauses or resumes all loops.
    pub struct SetEngine {
        /// Run or rest.
        pub running: bool,
    }

    /// What waits when the program quits.
    pub struct PendingWorkView {
        /// Orders due to be exported.
        pub exports: u32,
        /// Shipments not yet told to the platform.
        pub confirmations: u32,
        /// Orders on hold or in flight.
        pub open_orders: u32,
        /// One sentence for a person.
        pub sentence: String,
    }
}
