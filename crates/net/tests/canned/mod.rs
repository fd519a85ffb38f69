//! A transport that answers from a list and remembers what was asked.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use shopferry_net::{
    Answer, Attempt, Door, DoorParts, Fixed, Observer, RetryLimits, Steady, TokioTime, Transport, TransportFault,
    Verdict,
};

pub type Outcome = Result<Response<Bytes>, TransportFault>;

#[derive(Default)]
struct State {
    queue: VecDeque<Outcome>,
    last: Option<Outcome>,
    seen: Vec<Request<Bytes>>,
    journal: Vec<Attempt>,
}

/// Shared by the transport and the observer of one door.
#[derive(Clone, Default)]
pub struct Canned(Arc<Mutex<State>>);

impl Canned {
    pub fn always(answer: Response<Bytes>) -> Self {
        Self::sequence(vec![Ok(answer)])
    }

    /// The last outcome repeats for ever.
    pub fn sequence(outcomes: Vec<Outcome>) -> Self {
        let canned = Self::default();
        canned.0.lock().unwrap().queue = outcomes.into();
        canned
    }

    pub fn paths(&self) -> Vec<String> {
        self.0.lock().unwrap().seen.iter().map(|r| r.uri().path().to_owned()).collect()
    }

    pub fn sent(&self) -> usize {
        self.0.lock().unwrap().seen.len()
    }

    pub fn journal(&self) -> Vec<Attempt> {
        self.0.lock().unwrap().journal.clone()
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, request: Request<Bytes>) -> Outcome {
        let mut state = self.0.lock().unwrap();
        state.seen.push(request);
        let next = state.queue.pop_front().or_else(|| state.last.clone()).expect("an answer is prepared");
        state.last = Some(next.clone());
        next
    }
}

impl Observer for Canned {
    fn attempted(&self, attempt: &Attempt) {
        self.0.lock().unwrap().journal.push(attempt.clone());
    }
}

pub fn door(canned: &Canned) -> Door {
    Door::new(DoorParts {
        transport: Arc::new(canned.clone()),
        waiting: Arc::new(TokioTime::start()),
        dice: Arc::new(Steady(0.0)),
        classify: Arc::new(by_status),
        observer: Arc::new(canned.clone()),
        limits: RetryLimits::default(),
    })
}

/// A platform whose statuses mean what they say; 498 is an expired token.
pub fn by_status(answer: &Answer<'_>) -> Verdict {
    let message = String::from_utf8_lossy(answer.body).into_owned();
    let code = answer.status.as_u16().to_string();
    match answer.status.as_u16() {
        200..300 if answer.body.starts_with(b"<") => Verdict::Malformed { why: "HTML".into() },
        200..300 => Verdict::Success,
        429 => Verdict::Throttled { after: None },
        498 => Verdict::ExpiredToken,
        401 => Verdict::NeedsSignIn { code, message },
        400..500 => Verdict::Refused { code, message },
        _ => Verdict::Passing { code, message },
    }
}

pub fn get(path: &str) -> Fixed {
    Fixed(Request::get(format!("http://127.0.0.1:1{path}")).body(Bytes::new()).unwrap())
}

pub fn ok(body: &str) -> Response<Bytes> {
    status(StatusCode::OK, body)
}

pub fn status(status: StatusCode, body: &str) -> Response<Bytes> {
    Response::builder().status(status).body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}
