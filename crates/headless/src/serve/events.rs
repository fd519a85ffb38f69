//! Changes as server-sent events: id = seq, so that a page sees a gap and fetches everything anew.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt};
use shopferry_host::Changed;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

/// The stream of one page. It ends when the server does.
pub fn stream(
    changes: broadcast::Receiver<Changed>,
    ended: watch::Receiver<bool>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = stream::unfold(changes, |mut changes| async move {
        loop {
            match changes.recv().await {
                Ok(changed) => return Some((Ok(event(&changed)), changes)),
                // The next number is higher by more than one: the page notices.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let end = async move {
        let mut ended = ended;
        let _ = ended.wait_for(|over| *over).await;
    };
    Sse::new(events.take_until(end)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn event(changed: &Changed) -> Event {
    let data = serde_json::to_string(changed).unwrap_or_default();
    Event::default().event("changed").id(changed.seq.to_string()).data(data)
}
