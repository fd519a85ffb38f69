//! When to end: SIGINT, SIGTERM, or after a number of seconds.

use std::time::Duration;

/// Returns when the program is asked to end.
pub async fn asked(after_secs: Option<u64>) {
    let signal = Box::pin(signalled());
    match after_secs {
        // Whichever comes first: a signal within the time, or its end.
        Some(secs) => {
            let _ = tokio::time::timeout(Duration::from_secs(secs), signal).await;
        }
        None => signal.await,
    }
}

#[cfg(unix)]
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    let either = futures::future::select(Box::pin(terminate.recv()), Box::pin(interrupt.recv()));
    drop(either.await);
}

#[cfg(not(unix))]
async fn signalled() {
    let _ = tokio::signal::ctrl_c().await;
}
