//! The pipeline every call takes: permit, prepare, send, classify, back off or return.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::de::DeserializeOwned;
use shopferry_channel::{Chance, Clock};
use tokio::time::Instant;

use crate::backoff::RetryLimits;
use crate::bucket::Bucket;
use crate::call::{Call, Credentials, Prepare, Repeat};
use crate::classify::{Answer, Classify, Verdict};
use crate::decode::decode;
use crate::fault::CallFault;
use crate::observe::{Attempt, Observer, Unobserved};
use crate::rate_hints::RateHints;
use crate::redact;
use crate::transport::{Transport, TransportFault};
use crate::waiting::{ClockTime, Dice, Drawn, Waiting};

/// What a door is made of. One door per connection, so buckets are per connection and operation.
pub struct DoorParts {
    /// The network or a practice world.
    pub transport: Arc<dyn Transport>,
    /// World time.
    pub waiting: Arc<dyn Waiting>,
    /// Jitter.
    pub dice: Arc<dyn Dice>,
    /// The platform's error table.
    pub classify: Arc<dyn Classify>,
    /// The call journal.
    pub observer: Arc<dyn Observer>,
    /// Bounds of the retry loop.
    pub limits: RetryLimits,
}

impl DoorParts {
    /// The usual door of a connection: paced by its clock, jittered from `stream` of the injected chance, unobserved,
    /// with the default limits. Change the public fields where that does not fit.
    pub fn for_connection(
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        stream: &str,
        classify: Arc<dyn Classify>,
    ) -> Self {
        Self {
            transport,
            waiting: Arc::new(ClockTime::over(clock)),
            dice: Arc::new(Drawn::from(chance, stream)),
            classify,
            observer: Arc::new(Unobserved),
            limits: RetryLimits::default(),
        }
    }
}

/// Makes calls for one connection.
pub struct Door {
    parts: DoorParts,
    buckets: Mutex<BTreeMap<String, Arc<Bucket>>>,
}

/// What one attempt came to.
enum Step {
    Done(Response<Bytes>),
    End(CallFault),
    Again { fault: CallFault, after: Option<Duration>, maybe_done: bool },
    Renew { fault: CallFault },
}

impl Door {
    /// A door with full buckets.
    pub fn new(parts: DoorParts) -> Self {
        Self { parts, buckets: Mutex::new(BTreeMap::new()) }
    }

    /// Makes the call, repeating it within the limits, and returns the successful answer.
    ///
    /// # Errors
    /// See [`CallFault`]. A write that is not [`Repeat::Safe`] ends as [`CallFault::OutcomeUnknown`] whenever any of
    /// its attempts may have been carried out.
    pub async fn call(&self, call: &Call, prepare: &dyn Prepare) -> Result<Response<Bytes>, CallFault> {
        let bucket = self.bucket(call);
        let mut spent = Duration::ZERO;
        let mut credentials = Credentials::Current;
        let mut maybe_done = false;
        let mut attempt = 0;
        loop {
            attempt += 1;
            bucket.take(call.urgency).await;
            let request = match prepare.prepare(credentials).await {
                Ok(request) => request,
                Err(fault) => return Err(settle(call, fault, maybe_done)),
            };
            let started = Instant::now();
            let result = self.parts.transport.send(request).await;
            let took = started.elapsed();
            spent += took;
            let (fault, after) = match self.judge(call, &bucket, attempt, took, result) {
                Step::Done(response) => return Ok(response),
                Step::End(fault) => return Err(fault),
                // A new token takes a moment to be known everywhere, so this is a person's work only when it stays.
                Step::Renew { fault } if credentials == Credentials::Renewed => (fault, None),
                Step::Renew { .. } => {
                    // The repetition after a renewal is not counted: nothing happened.
                    credentials = Credentials::Renewed;
                    attempt -= 1;
                    continue;
                }
                Step::Again { fault, after, maybe_done: unsure } => {
                    maybe_done |= unsure;
                    (fault, after)
                }
            };
            if maybe_done && call.repeat == Repeat::Never {
                return Err(settle(call, fault, maybe_done));
            }
            credentials = Credentials::Current;
            let wait = after.unwrap_or(Duration::ZERO).max(self.parts.limits.wait_after(attempt, &*self.parts.dice));
            if attempt >= self.parts.limits.attempts || spent + wait > self.parts.limits.elapsed {
                return Err(settle(call, fault, maybe_done));
            }
            spent += wait;
            self.parts.waiting.wait(wait).await;
        }
    }

    /// [`Door::call`] and the decoded answer. An answer to a write that cannot be read is an unknown outcome.
    ///
    /// # Errors
    /// See [`Door::call`] and [`decode`].
    pub async fn call_json<T: DeserializeOwned>(&self, call: &Call, prepare: &dyn Prepare) -> Result<T, CallFault> {
        let response = self.call(call, prepare).await?;
        decode(call.operation, response.body())
            .map_err(|fault| if call.repeat == Repeat::Safe { fault } else { unknown(call, &fault) })
    }

    fn bucket(&self, call: &Call) -> Arc<Bucket> {
        let key = format!("{} {}", call.operation, call.pace_scope);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Bucket::new(call.pace, Arc::clone(&self.parts.waiting)));
        Arc::clone(buckets.entry(key).or_insert_with(new))
    }

    fn judge(
        &self,
        call: &Call,
        bucket: &Bucket,
        attempt: u32,
        took: Duration,
        result: Result<Response<Bytes>, TransportFault>,
    ) -> Step {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let mut record = Attempt {
            operation: call.operation,
            attempt,
            status: None,
            millis,
            throttled: false,
            outcome: "ok",
            request_id: None,
        };
        let step = match result {
            Err(fault) => {
                record.outcome = transport_word(&fault);
                no_answer(call, fault)
            }
            Ok(response) => {
                let answer = Answer {
                    operation: call.operation,
                    status: response.status(),
                    headers: response.headers(),
                    body: response.body(),
                };
                let verdict = self.parts.classify.classify(&answer);
                record.status = Some(response.status());
                record.request_id = self.parts.classify.request_id(&answer);
                record.outcome = verdict_word(&verdict);
                record.throttled = matches!(verdict, Verdict::Throttled { .. });
                let mut hints = RateHints::from_headers(response.headers());
                hints.throttled = record.throttled;
                if let Verdict::Throttled { after: Some(after) } = &verdict {
                    hints.retry_after = Some(*after);
                }
                bucket.learn(&hints);
                answered(call, verdict, &hints, record.request_id.clone(), response)
            }
        };
        self.parts.observer.attempted(&record);
        step
    }
}

fn no_answer(call: &Call, fault: TransportFault) -> Step {
    let operation = call.operation;
    let why = fault.to_string();
    match fault {
        TransportFault::NeverLeft { .. } => {
            Step::Again { fault: CallFault::Unreachable { operation, why }, after: None, maybe_done: false }
        }
        TransportFault::OutcomeUnknown { .. } => {
            Step::Again { fault: CallFault::Unavailable { operation, why }, after: None, maybe_done: true }
        }
        TransportFault::AnswerTooLarge { .. } => Step::End(broken(call, why)),
    }
}

fn answered(
    call: &Call,
    verdict: Verdict,
    hints: &RateHints,
    request_id: Option<String>,
    response: Response<Bytes>,
) -> Step {
    let operation = call.operation;
    let status = response.status();
    match verdict {
        Verdict::Success => Step::Done(response),
        Verdict::Throttled { .. } => {
            let after = hints.retry_after;
            Step::Again { fault: CallFault::Throttled { operation, after }, after, maybe_done: false }
        }
        Verdict::ExpiredToken => Step::Renew {
            fault: CallFault::NeedsSignIn {
                operation,
                code: "expired_token".into(),
                message: "a renewed access token was rejected too".into(),
            },
        },
        Verdict::Passing { code, message } => {
            let why = redact::text(&format!("{} {code}: {message}", status.as_u16()));
            Step::Again { fault: CallFault::Unavailable { operation, why }, after: hints.retry_after, maybe_done: true }
        }
        Verdict::Refused { code, message } => {
            let message = redact::text(&message);
            Step::End(CallFault::Refused { operation, status, code, message, request_id })
        }
        Verdict::NeedsSignIn { code, message } => {
            Step::End(CallFault::NeedsSignIn { operation, code, message: redact::text(&message) })
        }
        Verdict::MissingScope { scope } => {
            Step::End(CallFault::MissingScope { operation, scope: redact::text(&scope) })
        }
        Verdict::Malformed { why } => {
            let fault = malformed_answer(call, status, why);
            // A cut or garbled answer to a read is usually whole the next time.
            if call.repeat == Repeat::Safe && !status.is_client_error() {
                Step::Again { fault, after: None, maybe_done: true }
            } else {
                Step::End(fault)
            }
        }
    }
}

/// Unreadable words with a success or server-fault status may hide an effect; with a 4xx they are a plain no.
fn malformed_answer(call: &Call, status: StatusCode, why: String) -> CallFault {
    let operation = call.operation;
    if status.is_client_error() {
        let path = ".".to_owned();
        return CallFault::Malformed { operation, path, why: format!("status {}: {why}", status.as_u16()) };
    }
    broken(call, why)
}

fn broken(call: &Call, why: String) -> CallFault {
    let operation = call.operation;
    match call.repeat {
        Repeat::Safe => CallFault::Malformed { operation, path: ".".into(), why },
        Repeat::Keyed | Repeat::Never => CallFault::OutcomeUnknown { operation, why },
    }
}

fn settle(call: &Call, fault: CallFault, maybe_done: bool) -> CallFault {
    if maybe_done && call.repeat != Repeat::Safe { unknown(call, &fault) } else { fault }
}

fn unknown(call: &Call, fault: &CallFault) -> CallFault {
    let why = match fault {
        CallFault::Unavailable { why, .. } | CallFault::Unreachable { why, .. } => why.clone(),
        CallFault::Malformed { path, why, .. } => format!("the answer cannot be read at {path}: {why}"),
        other => other.to_string(),
    };
    CallFault::OutcomeUnknown { operation: call.operation, why }
}

fn transport_word(fault: &TransportFault) -> &'static str {
    match fault {
        TransportFault::NeverLeft { .. } => "never_left",
        TransportFault::OutcomeUnknown { .. } => "outcome_unknown",
        TransportFault::AnswerTooLarge { .. } => "malformed",
    }
}

fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Success => "ok",
        Verdict::Throttled { .. } => "throttled",
        Verdict::ExpiredToken => "expired_token",
        Verdict::Passing { .. } => "passing",
        Verdict::Refused { .. } => "refused",
        Verdict::NeedsSignIn { .. } => "needs_sign_in",
        Verdict::MissingScope { .. } => "missing_scope",
        Verdict::Malformed { .. } => "malformed",
    }
}
