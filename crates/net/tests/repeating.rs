//! What is repeated and what is not (F076: never twice; features.md section 6, steps 7 and 8).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod canned;

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use canned::{Canned, Outcome, door, get, ok, status};
use http::{Request, StatusCode};
use shopferry_net::{Call, CallFault, Credentials, Pace, Prepare, Repeat, TransportFault};

const FAST: Pace = Pace::new(1000.0, 1000);
const ALL: [Repeat; 3] = [Repeat::Safe, Repeat::Keyed, Repeat::Never];

fn call(repeat: Repeat) -> Call {
    Call::write("shop.op", FAST, repeat)
}

async fn ends(repeat: Repeat, outcomes: Vec<Outcome>) -> (Result<(), CallFault>, usize) {
    let canned = Canned::sequence(outcomes);
    let result = door(&canned).call(&call(repeat), &get("/")).await.map(drop);
    (result, canned.sent())
}

fn cut() -> Outcome {
    Err(TransportFault::outcome_unknown("connection cut"))
}

fn refused_connection() -> Outcome {
    Err(TransportFault::never_left("connection refused"))
}

fn code(number: u16) -> Outcome {
    Ok(status(StatusCode::from_u16(number).unwrap(), "{}"))
}

#[tokio::test(start_paused = true)]
async fn what_never_left_is_always_sent_again() {
    for repeat in ALL {
        let (result, sent) = ends(repeat, vec![refused_connection(), code(200)]).await;
        assert_eq!((result, sent), (Ok(()), 2), "{repeat:?}");
        let (result, sent) = ends(repeat, vec![refused_connection()]).await;
        assert!(matches!(result, Err(CallFault::Unreachable { .. })), "{repeat:?} {result:?}");
        assert_eq!(sent, 4);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_repeated_only_where_that_is_harmless() {
    assert_eq!(ends(Repeat::Safe, vec![cut(), code(200)]).await, (Ok(()), 2));
    assert_eq!(ends(Repeat::Keyed, vec![cut(), code(200)]).await, (Ok(()), 2));
    let (result, sent) = ends(Repeat::Never, vec![cut(), code(200)]).await;
    assert!(matches!(result, Err(CallFault::OutcomeUnknown { .. })), "{result:?}");
    assert_eq!(sent, 1, "a create is never repeated blindly");
}

#[tokio::test(start_paused = true)]
async fn every_status_ends_as_its_kind_says() {
    for number in (200..600).filter(|n| StatusCode::from_u16(*n).is_ok()) {
        let (read, read_sent) = ends(Repeat::Safe, vec![code(number)]).await;
        let (write, write_sent) = ends(Repeat::Never, vec![code(number)]).await;
        match number {
            200..300 => assert_eq!((read, write), (Ok(()), Ok(()))),
            401 | 498 => {
                assert!(matches!(read, Err(CallFault::NeedsSignIn { .. })), "{number}");
                assert!(matches!(write, Err(CallFault::NeedsSignIn { .. })), "{number}");
            }
            429 => {
                assert!(matches!(write, Err(CallFault::Throttled { .. })), "429 means that nothing happened");
                assert_eq!((read_sent, write_sent), (4, 4));
            }
            400..500 => {
                assert!(matches!(write, Err(CallFault::Refused { .. })), "{number}");
                assert_eq!((read_sent, write_sent), (1, 1), "{number}");
            }
            _ => {
                assert!(matches!(read, Err(CallFault::Unavailable { .. })), "{number}");
                assert!(matches!(write, Err(CallFault::OutcomeUnknown { .. })), "{number}");
                assert_eq!((read_sent, write_sent), (4, 1), "{number}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_keyed_write_that_was_cut_and_then_throttled_stays_unknown() {
    let (result, _) = ends(Repeat::Keyed, vec![cut(), code(429)]).await;
    assert!(matches!(result, Err(CallFault::OutcomeUnknown { .. })), "{result:?}");
}

#[tokio::test(start_paused = true)]
async fn a_garbled_answer_to_a_read_is_asked_for_again() {
    let (result, sent) = ends(Repeat::Safe, vec![Ok(ok("<html>")), code(200)]).await;
    assert_eq!((result, sent), (Ok(()), 2));
}

#[tokio::test(start_paused = true)]
async fn a_broken_answer_to_a_write_is_an_unknown_outcome() {
    for body in ["<html>", "{\"payload\":"] {
        let canned = Canned::always(ok(body));
        let door = door(&canned);
        let read = door.call_json::<serde_json::Value>(&call(Repeat::Safe), &get("/")).await;
        let write = door.call_json::<serde_json::Value>(&call(Repeat::Never), &get("/")).await;
        assert!(matches!(read, Err(CallFault::Malformed { .. })), "{body} {read:?}");
        assert!(matches!(write, Err(CallFault::OutcomeUnknown { .. })), "{body} {write:?}");
    }
    let huge = || vec![Err(TransportFault::AnswerTooLarge { limit_bytes: 10 })];
    assert!(matches!(ends(Repeat::Safe, huge()).await, (Err(CallFault::Malformed { .. }), 1)));
    assert!(matches!(ends(Repeat::Never, huge()).await, (Err(CallFault::OutcomeUnknown { .. }), 1)));
}

#[tokio::test(start_paused = true)]
async fn a_hint_longer_than_the_budget_goes_back_to_the_caller() {
    let mut slow = status(StatusCode::TOO_MANY_REQUESTS, "{}");
    slow.headers_mut().insert("retry-after", "3600".parse().unwrap());
    let (result, sent) = ends(Repeat::Safe, vec![Ok(slow)]).await;
    let after = Some(Duration::from_secs(3600));
    assert_eq!(result, Err(CallFault::Throttled { operation: "shop.op", after }));
    assert_eq!(sent, 1);
}

/// Counts renewals and marks each request with the token it carries.
#[derive(Default)]
struct Signing(Mutex<Vec<Credentials>>);

#[async_trait]
impl Prepare for Signing {
    async fn prepare(&self, credentials: Credentials) -> Result<Request<Bytes>, CallFault> {
        self.0.lock().unwrap().push(credentials);
        Ok(Request::get("http://127.0.0.1:1/").body(Bytes::new()).unwrap())
    }
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_renewed_even_for_a_write() {
    let canned = Canned::sequence(vec![code(498), code(200)]);
    let signing = Signing::default();
    door(&canned).call(&call(Repeat::Never), &signing).await.unwrap();
    assert_eq!(*signing.0.lock().unwrap(), [Credentials::Current, Credentials::Renewed]);

    let canned = Canned::sequence(vec![code(498)]);
    let result = door(&canned).call(&call(Repeat::Never), &Signing::default()).await;
    assert!(matches!(result, Err(CallFault::NeedsSignIn { .. })));
    assert_eq!(canned.sent(), 8, "renewed once an attempt, not for ever");
}

#[tokio::test(start_paused = true)]
async fn a_renewed_token_that_is_refused_once_is_no_ended_sign_in() {
    let canned = Canned::sequence(vec![code(498), code(498), code(200)]);
    let signing = Signing::default();
    door(&canned).call(&call(Repeat::Never), &signing).await.unwrap();
    let asked = [Credentials::Current, Credentials::Renewed, Credentials::Current];
    assert_eq!(*signing.0.lock().unwrap(), asked);
}

#[tokio::test(start_paused = true)]
async fn the_journal_holds_every_attempt() {
    let canned = Canned::sequence(vec![cut(), code(429), code(500), code(200)]);
    door(&canned).call(&call(Repeat::Safe), &get("/")).await.unwrap();
    let words: Vec<_> = canned.journal().iter().map(|a| (a.attempt, a.outcome, a.throttled)).collect();
    assert_eq!(words, [(1, "outcome_unknown", false), (2, "throttled", true), (3, "passing", false), (4, "ok", false)]);
}

#[tokio::test(start_paused = true)]
async fn a_platforms_text_is_redacted_in_errors() {
    let text = "no such buyer jane@example.com for Atza|abc in order 576461413038785752";
    let canned = Canned::always(status(StatusCode::BAD_REQUEST, text));
    let fault = door(&canned).call(&call(Repeat::Safe), &get("/")).await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "shop.op: refused (400): no such buyer [hidden] for [hidden] in order 576461413038785752"
    );
}
