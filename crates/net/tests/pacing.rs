//! The pace of one operation on paused time (F066: exports keep Amazon's published limit; features.md section 6).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod canned;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use canned::{Canned, door, get, ok, status};
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use shopferry_channel::{Clock, TokioClock};
use shopferry_net::{Call, ClockTime, Pace, Urgency, Waiting};
use tokio::time::Instant;

const MCF: Pace = Pace::new(2.0, 30);

#[tokio::test(start_paused = true)]
async fn a_thousand_creates_stay_just_under_the_published_limit() {
    let canned = Canned::always(ok("{}"));
    let door = door(&canned);
    let start = Instant::now();
    for _ in 0..1000 {
        door.call(&Call::read("amazon.create", MCF), &get("/")).await.unwrap();
    }
    let took = start.elapsed().as_secs_f64();
    // 29 of the burst of 30 at once, then 1.98 a second.
    let expected = (1000.0 - 29.0) / 1.98;
    assert!((took - expected).abs() < 0.2, "took {took}, expected about {expected}");
    assert!(took <= 500.0, "bench export allows 500 simulated seconds");
}

#[tokio::test(start_paused = true)]
async fn a_small_burst_is_used_whole() {
    let canned = Canned::always(ok("{}"));
    let door = door(&canned);
    let start = Instant::now();
    for _ in 0..2 {
        door.call(&Call::read("amazon.summaries", Pace::new(2.0, 2)), &get("/")).await.unwrap();
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_person_overtakes_the_loops_and_the_loops_keep_their_order() {
    let canned = Canned::always(ok("{}"));
    let door = Arc::new(door(&canned));
    let pace = Pace::new(1.0, 1);
    door.call(&Call::read("op", pace), &get("/first")).await.unwrap();
    let mut tasks = Vec::new();
    for (path, urgency) in [("/a", Urgency::Background), ("/b", Urgency::Background), ("/person", Urgency::Interactive)]
    {
        let door = Arc::clone(&door);
        tasks.push(tokio::spawn(async move {
            door.call(&Call::read("op", pace).urgency(urgency), &get(path)).await.unwrap();
        }));
        tokio::task::yield_now().await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(canned.paths(), ["/first", "/person", "/a", "/b"]);
}

#[tokio::test(start_paused = true)]
async fn someone_who_stops_waiting_does_not_block_the_others() {
    let canned = Canned::always(ok("{}"));
    let door = Arc::new(door(&canned));
    let pace = Pace::new(1.0, 1);
    door.call(&Call::read("op", pace), &get("/first")).await.unwrap();
    let leaver = {
        let door = Arc::clone(&door);
        tokio::spawn(async move { door.call(&Call::read("op", pace), &get("/leaver")).await })
    };
    tokio::task::yield_now().await;
    let stayer = {
        let door = Arc::clone(&door);
        tokio::spawn(async move { door.call(&Call::read("op", pace), &get("/stayer")).await })
    };
    tokio::task::yield_now().await;
    leaver.abort();
    stayer.await.unwrap().unwrap();
    assert_eq!(canned.paths(), ["/first", "/stayer"]);
}

#[tokio::test(start_paused = true)]
async fn buckets_are_per_operation_and_scope() {
    let canned = Canned::always(ok("{}"));
    let door = door(&canned);
    let pace = Pace::new(0.01, 1);
    let start = Instant::now();
    door.call(&Call::read("a", pace), &get("/")).await.unwrap();
    door.call(&Call::read("b", pace), &get("/")).await.unwrap();
    door.call(&Call::read("b", pace).scoped("US"), &get("/")).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_rate_header_changes_the_pace() {
    let mut answer = ok("{}");
    answer.headers_mut().insert("x-amzn-RateLimit-Limit", "0.5".parse().unwrap());
    let canned = Canned::always(answer);
    let door = door(&canned);
    let start = Instant::now();
    for _ in 0..3 {
        door.call(&Call::read("op", Pace::new(100.0, 1)), &get("/")).await.unwrap();
    }
    let took = start.elapsed().as_secs_f64();
    assert!((took - 2.0 / 0.495).abs() < 0.1, "two waits at half a call a second, took {took}");
}

#[tokio::test(start_paused = true)]
async fn the_servers_own_hint_wins_after_throttling() {
    let mut slow = status(StatusCode::TOO_MANY_REQUESTS, "{}");
    slow.headers_mut().insert("retry-after", "17".parse().unwrap());
    let canned = Canned::sequence(vec![Ok(slow), Ok(ok("{}"))]);
    let door = door(&canned);
    let start = Instant::now();
    door.call(&Call::read("op", Pace::new(5.0, 5)), &get("/")).await.unwrap();
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(17) && took < Duration::from_secs(18), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn being_throttled_empties_the_bucket_and_halves_the_pace_for_a_while() {
    let canned = Canned::sequence(vec![Ok(status(StatusCode::TOO_MANY_REQUESTS, "{}")), Ok(ok("{}")), Ok(ok("{}"))]);
    let door = door(&canned);
    let call = Call::read("op", Pace::new(1.0, 9));
    door.call(&call, &get("/")).await.unwrap();
    let start = Instant::now();
    door.call(&call, &get("/")).await.unwrap();
    assert!(start.elapsed() > Duration::from_millis(1500), "the burst of nine is gone: {:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_does_not_stop_the_calls() {
    let clock = Arc::new(SetBack(AtomicI64::new(0), TokioClock::starting_at(DateTime::UNIX_EPOCH)));
    let time = ClockTime::over(clock.clone());
    time.wait(Duration::from_secs(5)).await;
    assert_eq!(time.elapsed(), Duration::from_secs(5));
    clock.0.store(3600, Ordering::SeqCst);
    assert_eq!(time.elapsed(), Duration::from_secs(5));
    time.wait(Duration::from_secs(2)).await;
    assert_eq!(time.elapsed(), Duration::from_secs(7));
}

/// A clock that a person can turn back by some seconds.
#[derive(Debug)]
struct SetBack(AtomicI64, TokioClock);

#[async_trait]
impl Clock for SetBack {
    fn now(&self) -> DateTime<Utc> {
        self.1.now() - TimeDelta::seconds(self.0.load(Ordering::SeqCst))
    }

    async fn sleep(&self, span: Duration) {
        self.1.sleep(span).await;
    }
}
