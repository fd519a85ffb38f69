//! Waiting for something outside: bounded, counted, and never longer than asked for.

use std::sync::mpsc::channel;
use std::time::Duration;

use anyhow::{Result, bail};

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(100);

/// Looks again and again until `look` finds something, at most about `limit` (plus the time the looks take).
///
/// # Errors
/// Names `what` when nothing came, with the last error of `look`.
pub fn until<T>(what: &str, limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let looks = limit.as_millis() / PAUSE.as_millis() + 1;
    let mut last = String::from("nothing yet");
    for _ in 0..looks {
        match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(error) => last = format!("{error:#}"),
        }
        pause();
    }
    bail!("waited {} s for {what}: {last}", limit.as_secs())
}

/// One pause; a channel that nobody sends on, since another process's progress has no clock of ours.
fn pause() {
    let (_silent, never) = channel::<()>();
    let _ = never.recv_timeout(PAUSE);
}
