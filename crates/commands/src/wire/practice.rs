//! The practice shop.

use chrono::{DateTime, Utc};

use super::wire;

wire! {
    /// The practice world's clock.
    pub struct PracticeView {
        /// World time.
        pub now: DateTime<Utc>,
        /// World seconds per second.
        pub speed: f64,
        /// Stands still.
        pub paused: bool,
        /// Its seed.
        pub seed: u64,
        /// It was made anew at this start: a practice shop does not outlive the program.
        pub made_anew: bool,
        /// Time of the next thing that happens by itself.
        pub next_event: Option<DateTime<Utc>>,
    }

    /// What the practice bar asks for.
    pub enum PracticeAction {
        /// Stand still.
        Pause,
        /// Go on at a speed.
        Speed(f64),
        /// Jump to the next event.
        NextEvent,
    }

    /// Controls the practice world.
    pub struct PracticeControl {
        /// What to do.
        pub action: PracticeAction,
    }
}
