//! The gate in front of both platforms: it lets time pass, counts calls, strikes with faults, and runs each handler
//! on the server's side, so that a client that gives up does not undo the effect.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use chrono::{DateTime, Utc};
use http_body_util::{Full, Limited};
use serde_json::json;

use crate::fault::Fault;
use crate::operation::{Door, Operation};
use crate::world::{SharedWorld, World, lock};

/// A connection that never answers is dropped after this.
const SILENCE: Duration = Duration::from_secs(1_800);

/// What the gate decided for one call before its handler runs.
struct Fate {
    refused: Option<Response<Body>>,
    slow: Option<Duration>,
    after: Option<After>,
}

/// What happens to an answer whose effect has already happened.
#[derive(Debug, Clone, Copy)]
enum After {
    Silence,
    Failure,
    Broken,
    Cut,
    NotJson,
}

/// Middleware: everything but the control API meets pace, faults and counters here.
pub async fn gate(State(world): State<SharedWorld>, mut request: Request, next: Next) -> Response<Body> {
    let operation = Operation::of(request.method().as_str(), request.uri().path());
    let path = request.uri().path().to_owned();
    lock(&world).advance();
    if operation.door == Door::Control {
        return next.run(request).await;
    }
    let fate = fate(&mut lock(&world), &operation);
    request.extensions_mut().insert(operation.clone());
    let answer = match fate.refused {
        Some(response) => response,
        None => tokio::spawn(next.run(request)).await.unwrap_or_else(|_| failure(StatusCode::INTERNAL_SERVER_ERROR)),
    };
    let answer = {
        let mut world = lock(&world);
        let now_ms = world.now_ms();
        let status = answer.status().as_u16().to_string();
        world.journal.note(now_ms, "call", &operation.name, &path, &status);
        dated(answer, world.platform_now_ms())
    };
    if let Some(slow) = fate.slow {
        tokio::time::sleep(slow).await;
    }
    match fate.after {
        None => answer,
        Some(after) => spoiled(answer, after).await,
    }
}

fn fate(world: &mut World, operation: &Operation) -> Fate {
    world.journal.count_call(&operation.name);
    let mut fate = Fate { refused: None, slow: None, after: None };
    let token_call = matches!(operation.name.as_str(), "amazon.token" | "tiktok.getToken" | "tiktok.refreshToken");
    for fault in [Fault::Throttle, Fault::ServerError, Fault::Unavailable, Fault::ExpiredToken, Fault::Html400] {
        let applies = !token_call || matches!(fault, Fault::ServerError | Fault::Unavailable);
        if applies && strikes(world, fault, operation) && fate.refused.is_none() {
            fate.refused = refusal(world, fault, operation.door);
        }
    }
    if fate.refused.is_some() {
        return fate;
    }
    if strikes(world, Fault::SlowAnswer, operation) {
        let secs = world.faults.chance(Fault::SlowAnswer).range(5, 50);
        fate.slow = Some(Duration::from_secs(secs as u64));
    }
    if operation.writes() && strikes(world, Fault::LostAnswer, operation) {
        fate.after = Some(match world.faults.chance(Fault::LostAnswer).below(3) {
            0 => After::Silence,
            1 => After::Failure,
            _ => After::Broken,
        });
    } else if strikes(world, Fault::MalformedAnswer, operation) {
        let cut = world.faults.chance(Fault::MalformedAnswer).happens(0.6);
        fate.after = Some(if cut { After::Cut } else { After::NotJson });
    }
    fate
}

fn strikes(world: &mut World, fault: Fault, operation: &Operation) -> bool {
    let struck = world.faults.strikes(fault, &operation.name);
    if struck {
        let now_ms = world.now_ms();
        world.journal.note(now_ms, "fault", fault.name(), &operation.name, "");
    }
    struck
}

fn refusal(world: &mut World, fault: Fault, door: Door) -> Option<Response<Body>> {
    if fault == Fault::Html400 {
        let page = "<html><head><title>400 Bad Request</title></head><body><h1>Bad Request</h1></body></html>";
        let mut response = Response::new(Body::from(page));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        return Some(response);
    }
    if door == Door::Amazon {
        return crate::amazon::refused_by_fault(fault, world);
    }
    let (status, code, message) = match fault {
        Fault::Throttle => (429, 36_009_002, "Request is throttled. Too many requests."),
        Fault::ServerError => (500, 36_009_003, "Internal error. Please try again later."),
        Fault::Unavailable => (503, 36_009_003, "Service is unavailable. Please try again later."),
        Fault::ExpiredToken => (401, 105_002, "Expired credentials. The 'access_token' has expired."),
        _ => return None,
    };
    let stamp = DateTime::<Utc>::from_timestamp_millis(world.now_ms()).unwrap_or_default().format("%Y%m%d%H%M%S");
    let tail = world.faults.chance(fault).hex(20).to_uppercase();
    let body = json!({ "code": code, "message": message, "request_id": format!("{stamp}{tail}"), "data": null });
    let mut response = failure(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    *response.body_mut() = Body::from(body.to_string());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if fault == Fault::Throttle && world.faults.chance(fault).happens(0.5) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    Some(response)
}

async fn spoiled(answer: Response<Body>, after: After) -> Response<Body> {
    let (mut parts, body) = answer.into_parts();
    match after {
        After::Silence => {
            tokio::time::sleep(SILENCE).await;
            failure(StatusCode::GATEWAY_TIMEOUT)
        }
        After::Failure => failure(StatusCode::INTERNAL_SERVER_ERROR),
        After::Broken => {
            // Longer than its own limit, so that sending it fails after the headers.
            let breaking = Limited::new(Full::new(Bytes::from_static(b"{\"code\"")), 1);
            Response::from_parts(parts, Body::new(breaking))
        }
        After::Cut => {
            parts.headers.remove(header::CONTENT_LENGTH);
            let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
            Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
        }
        After::NotJson => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from("upstream connect error or disconnect/reset before headers"))
        }
    }
}

fn failure(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Every answer carries the platform's clock, from which a client learns how far its own is off.
fn dated(mut response: Response<Body>, platform_now_ms: i64) -> Response<Body> {
    let date = DateTime::<Utc>::from_timestamp_millis(platform_now_ms).unwrap_or_default();
    if let Ok(value) = HeaderValue::from_str(&date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
        response.headers_mut().insert(header::DATE, value);
    }
    response
}
