//! The world's clock: virtual milliseconds that follow tokio's time, scaled.

use tokio::time::Instant;

/// World time in Unix milliseconds: an anchor plus tokio's elapsed time times `speed`.
///
/// Follows paused tokio time in rehearsals and real time when served. Stopping, speeding up and jumping
/// move the anchor, so world time never runs backwards.
#[derive(Debug, Clone)]
pub struct WorldClock {
    anchor_ms: i64,
    anchor: Instant,
    speed: f64,
    paused: bool,
    live: bool,
}

/// Fastest allowed speed: one simulated day in a little over a minute.
pub const SPEED_MAX: f64 = 1_200.0;

impl WorldClock {
    /// A clock for rehearsals: starts at `epoch_ms`, speed 1, knows no machine time.
    pub fn rehearsal(epoch_ms: i64) -> Self {
        Self { anchor_ms: epoch_ms, anchor: Instant::now(), speed: 1.0, paused: false, live: false }
    }

    /// A clock for a served world: starts at the machine's time, speed `speed` (limits as [`Self::set_speed`]).
    pub fn live(speed: f64) -> Self {
        let mut clock = Self::rehearsal(machine_unix_ms());
        clock.live = true;
        clock.set_speed(speed);
        clock
    }

    /// World time now, Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        if self.paused {
            return self.anchor_ms;
        }
        let real_ms = self.anchor.elapsed().as_secs_f64() * 1_000.0;
        self.anchor_ms.saturating_add((real_ms * self.speed) as i64)
    }

    /// The machine's time, Unix milliseconds, for clients that know only that; `None` in a rehearsal.
    pub fn machine_ms(&self) -> Option<i64> {
        self.live.then(machine_unix_ms)
    }

    /// Simulated seconds per tokio second.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Whether world time stands still.
    pub fn paused(&self) -> bool {
        self.paused
    }

    /// Sets the speed, held between 0.01 and [`SPEED_MAX`].
    pub fn set_speed(&mut self, speed: f64) {
        self.reanchor();
        self.speed = if speed.is_finite() { speed.clamp(0.01, SPEED_MAX) } else { 1.0 };
    }

    /// Stops world time.
    pub fn pause(&mut self) {
        self.reanchor();
        self.paused = true;
    }

    /// Lets world time run again.
    pub fn resume(&mut self) {
        self.reanchor();
        self.paused = false;
    }

    /// Jumps forward to `target_ms`; a target in the past changes nothing.
    pub fn jump_to_ms(&mut self, target_ms: i64) {
        self.reanchor();
        self.anchor_ms = self.anchor_ms.max(target_ms);
    }

    fn reanchor(&mut self) {
        self.anchor_ms = self.now_ms();
        self.anchor = Instant::now();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a served world starts at the machine's time; rehearsals never call this"
)]
fn machine_unix_ms() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
