//! The checks that every request passes, in the order of fact sheet 13: path, method, app key, timestamp, signature,
//! token, scope, shop cipher, pace, body.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value};

use super::ask::{Ask, read_query};
use super::endpoint::{Endpoint, Found, find};
use super::envelope::Answer;
use super::refusal::Refusal;
use super::sign::is_signed;
use super::token_calls;
use crate::operation::Operation;
use crate::world::World;

/// Oldest accepted timestamp: five minutes.
const OLDEST_S: i64 = 300;
/// A timestamp may be ahead by this.
const AHEAD_S: i64 = 30;

/// A request as it came in.
#[derive(Debug)]
pub struct Incoming {
    /// HTTP method.
    pub method: String,
    /// Path, still percent-encoded, as it is signed.
    pub path: String,
    /// Query string.
    pub query: Option<String>,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, byte for byte.
    pub body: Bytes,
}

/// Checks a request and lets the endpoint answer.
pub fn answer(world: &mut World, incoming: &Incoming) -> Answer {
    let query = read_query(incoming.query.as_deref());
    if incoming.path.starts_with("/api/v2/token/") {
        return token_calls::answer(world, incoming, &query);
    }
    let (endpoint, parts, version) = match find(&incoming.method, &incoming.path) {
        Found::Here(endpoint, parts, version) => (endpoint, parts, version.to_owned()),
        Found::Nowhere => return refuse(36_009_009, "Invalid path: the path does not exist"),
        Found::OtherMethod => return refuse(36_009_010, "Invalid method: the path does not support this HTTP method"),
        Found::OtherVersion => return refuse(36_009_014, "Invalid API version: it does not exist or is retired"),
    };
    let operation = Operation::of(&incoming.method, &incoming.path).name;
    let checked = check_caller(world, incoming, &query)
        .and_then(|()| check_token(world, incoming))
        .and_then(|()| check_rights(world, endpoint, &query));
    if let Err(refusal) = checked {
        return Answer::refused(&refusal);
    }
    let now_ms = world.now_ms();
    if let Err(wait_ms) = world.tiktok.pace(endpoint.path, now_ms) {
        world.journal.count_throttled();
        return throttled(world, wait_ms);
    }
    let body = match read_body(world.strict, incoming) {
        Ok(body) => body,
        Err(refusal) => return Answer::refused(&refusal),
    };
    let ask = Ask { parts, version, query, body, strict: world.strict, now_ms, operation };
    match (endpoint.run)(world, &ask) {
        Ok(data) => Answer::done(data),
        Err(refusal) => Answer::refused(&refusal),
    }
}

/// A no with that number.
fn refuse(code: u32, message: &str) -> Answer {
    Answer::refused(&Refusal::new(code, message))
}

/// 429, every second time without Retry-After.
fn throttled(world: &World, wait_ms: u64) -> Answer {
    let mut answer = refuse(36_009_002, "Too many requests, please try again later");
    if world.journal.throttled() % 2 == 1 {
        answer.retry_after_s = Some(wait_ms.div_ceil(1_000));
    }
    answer
}

fn value<'a>(query: &'a [(String, String)], key: &str) -> Option<&'a str> {
    query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

fn check_caller(world: &World, incoming: &Incoming, query: &[(String, String)]) -> Result<(), Refusal> {
    let access = &world.tiktok.access;
    if value(query, "app_key") != Some(access.app_key()) {
        return Err(Refusal::new(36_009_004, "Invalid 'app_key' query parameter"));
    }
    check_timestamp(world, value(query, "timestamp"))?;
    let Some(given) = value(query, "sign") else {
        return Err(Refusal::new(
            36_009_004,
            "Missing credentials. The 'sign' query parameter with the signature is missing",
        ));
    };
    let body: &[u8] = if is_multipart(&incoming.headers) { &[] } else { &incoming.body };
    if !is_signed(given, access.app_secret(), &incoming.path, query, body) {
        return Err(Refusal::new(106_001, "Invalid signature: the 'sign' query parameter does not match the request"));
    }
    Ok(())
}

/// The timestamp fits the platform's clock or, in a served world, the machine's.
fn check_timestamp(world: &World, given: Option<&str>) -> Result<(), Refusal> {
    let Some(given) = given else {
        return Err(Refusal::new(36_009_004, "Invalid 'timestamp' query parameter: it is missing"));
    };
    let digits = given.bytes().all(|byte| byte.is_ascii_digit());
    let Some(seconds) = given.parse::<i64>().ok().filter(|_| digits && given.len() == 10) else {
        let reason = if given.starts_with('-') { "lesser than 0" } else { "not a Unix time of 10 digits" };
        return Err(Refusal::new(36_009_004, format!("Invalid 'timestamp' query parameter: it is {reason}")));
    };
    let clocks = [Some(world.platform_now_ms()), world.clock.machine_ms()];
    let fits = |clock_ms: &i64| {
        let late = clock_ms.div_euclid(1_000) - seconds;
        (-AHEAD_S..=OLDEST_S).contains(&late)
    };
    if clocks.iter().flatten().any(fits) {
        return Ok(());
    }
    let text = if world.platform_now_ms().div_euclid(1_000) > seconds {
        "Invalid 'timestamp' query parameter: it is earlier than 5 minutes before the current time"
    } else {
        "Invalid 'timestamp' query parameter: it must not exceed the current time by more than 30 seconds"
    };
    Err(Refusal::new(36_009_004, text))
}

fn check_token(world: &World, incoming: &Incoming) -> Result<(), Refusal> {
    let token = incoming.headers.get("x-tts-access-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if token.is_empty() {
        return Err(Refusal::new(36_009_004, "Invalid credentials. The 'x-tts-access-token' header is invalid."));
    }
    let now_ms = world.now_ms();
    world.tiktok.access.check(token, now_ms)
}

fn check_rights(world: &World, endpoint: &Endpoint, query: &[(String, String)]) -> Result<(), Refusal> {
    let access = &world.tiktok.access;
    if !endpoint.scopes.iter().any(|scope| access.allows(scope)) {
        return Err(Refusal::new(105_005, "Access denied. The app or the token lacks the access scope of this API"));
    }
    let cipher = query.iter().find(|(key, _)| key == "shop_cipher").map(|(_, value)| value.as_str());
    match (endpoint.takes_cipher, cipher) {
        (true, None | Some("")) => Err(Refusal::new(106_013, "The 'shop_cipher' query parameter is missing")),
        (true, Some(cipher)) if cipher != access.cipher() => {
            Err(Refusal::new(101_000, "The access token does not belong to the shop of 'shop_cipher'"))
        }
        (false, Some(_)) if world.strict => {
            Err(Refusal::new(36_009_004, "Invalid 'shop_cipher' query parameter: it is not required for this API"))
        }
        _ => Ok(()),
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn is_multipart(headers: &HeaderMap) -> bool {
    content_type(headers).trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn read_body(strict: bool, incoming: &Incoming) -> Result<Map<String, Value>, Refusal> {
    if strict && incoming.method != "GET" {
        let kind = content_type(&incoming.headers).to_ascii_lowercase();
        if !kind.starts_with("application/json") && !kind.starts_with("multipart/form-data") {
            return Err(Refusal::new(36_009_022, "Content-Type must be application/json or multipart/form-data"));
        }
    }
    if incoming.method == "GET" || incoming.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&incoming.body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(Value::Null) if !strict => Ok(Map::new()),
        _ => Err(Refusal::parameter("body", "it is not a JSON object", "{…}")),
    }
}
