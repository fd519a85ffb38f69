//! The clock of a practice profile follows its world: speed, pause, jumps (F318).

use std::sync::Arc;
use std::time::Duration;

use shopferry_channel::Clock as _;
use shopferry_host::PracticeClock;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn waits_are_divided_by_the_worlds_speed() {
    let clock = PracticeClock::told(1_000_000, 60.0, false);
    let (before, began) = (clock.now(), Instant::now());
    clock.sleep(Duration::from_secs(600)).await;
    assert_eq!((clock.now() - before).num_seconds(), 600);
    assert_eq!(began.elapsed().as_secs(), 10, "ten minutes at 60× are ten seconds");
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_when_the_world_jumps_over_it() {
    let clock = Arc::new(PracticeClock::told(0, 1.0, false));
    let waiting = tokio::spawn({
        let clock = Arc::clone(&clock);
        async move { clock.sleep(Duration::from_secs(3_600)).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!waiting.is_finished());
    assert!(clock.tell(4_000_000, 1.0, false), "a jump is told as one");
    waiting.await.unwrap();
    assert!(clock.now().timestamp_millis() >= 4_000_000);
}

#[tokio::test(start_paused = true)]
async fn a_paused_world_keeps_everybody_waiting() {
    let clock = PracticeClock::told(5_000, 60.0, true);
    let waited = tokio::time::timeout(Duration::from_secs(3_600), clock.sleep(Duration::from_secs(1))).await;
    assert!(waited.is_err(), "nothing passes while time stands still");
    assert_eq!(clock.now().timestamp_millis(), 5_000);
}

#[tokio::test(start_paused = true)]
async fn a_late_message_never_turns_time_back() {
    let clock = PracticeClock::told(10_000, 60.0, false);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let shown = clock.now();
    assert!(!clock.tell(shown.timestamp_millis() - 500, 60.0, false), "the way of a message is no jump");
    assert!(clock.now() >= shown);
}
