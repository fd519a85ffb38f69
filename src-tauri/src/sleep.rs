//! Notices that the machine slept: the wall clock went on further than the time we waited.

use std::time::{Duration, SystemTime};

use tauri::{AppHandle, Manager};

use crate::backend::Backend;

/// How often we look.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Shorter gaps are a busy machine, not a sleep.
const SHORTEST_SLEEP: Duration = Duration::from_secs(60);

/// Watches for as long as the program runs, and tells the host of each sleep.
pub fn watch(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut looked = wall_clock();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = wall_clock();
            let slept = slept_for(now.duration_since(looked).unwrap_or_default());
            looked = now;
            if let Some(slept) = slept {
                app.state::<Backend>().woke(slept.as_secs()).await;
            }
        }
    });
}

/// How long the machine slept, if this much wall time passed between two looks.
fn slept_for(passed: Duration) -> Option<Duration> {
    let beyond = passed.checked_sub(LOOK_EVERY)?;
    (beyond >= SHORTEST_SLEEP).then_some(beyond)
}

#[expect(clippy::disallowed_methods, reason = "the machine's own sleep is measured here; nothing is decided by it")]
fn wall_clock() -> SystemTime {
    SystemTime::now()
}

#[cfg(test)]
mod tests {
    use super::slept_for;
    use std::time::Duration;

    #[test]
    fn a_night_is_a_sleep_and_a_busy_machine_is_not() {
        assert_eq!(slept_for(Duration::from_secs(9 * 3600 + 15)), Some(Duration::from_secs(9 * 3600)));
        assert_eq!(slept_for(Duration::from_secs(15)), None);
        assert_eq!(slept_for(Duration::from_secs(74)), None);
        assert_eq!(slept_for(Duration::ZERO), None, "a clock set back is no sleep");
    }
}
