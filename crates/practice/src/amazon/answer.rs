//! Answers in Amazon's shapes: envelopes, errors and headers (fact sheet 2 and 3).

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::chance::Chance;

/// A refused call.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) details: Option<String>,
}

/// What an operation answers: the whole JSON body.
pub(super) type Answer = Result<Value, Refusal>;

impl Refusal {
    /// 400 `InvalidInput`.
    pub(super) fn input(message: impl Into<String>) -> Self {
        Self { status: 400, code: "InvalidInput", message: message.into(), details: Some(String::new()) }
    }

    /// 403 `Unauthorized` with one of Amazon's details.
    pub(super) fn access(details: &str) -> Self {
        let message = "Access to requested resource is denied.".to_owned();
        Self { status: 403, code: "Unauthorized", message, details: Some(details.to_owned()) }
    }

    /// 404 `NotFound`; Amazon leaves the details out.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self { status: 404, code: "NotFound", message: message.into(), details: None }
    }

    /// 429 `QuotaExceeded`.
    pub(super) fn quota() -> Self {
        let message = "You exceeded your quota for the requested resource.".to_owned();
        Self { status: 429, code: "QuotaExceeded", message, details: Some(String::new()) }
    }

    /// 500 `InternalFailure`.
    pub(super) fn internal() -> Self {
        let message = "We encountered an internal error. Please try again.".to_owned();
        Self { status: 500, code: "InternalFailure", message, details: Some(String::new()) }
    }

    /// 503 `ServiceUnavailable`.
    pub(super) fn unavailable() -> Self {
        let message = "Service is temporarily unavailable. Please try again.".to_owned();
        Self { status: 503, code: "ServiceUnavailable", message, details: Some(String::new()) }
    }

    fn error_type(&self) -> Option<&'static str> {
        match self.status {
            429 => Some("TooManyRequestsException"),
            403 => Some("AccessDeniedException"),
            _ => None,
        }
    }

    fn body(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let (Some(details), Some(error)) = (&self.details, error.as_object_mut()) {
            error.insert("details".to_owned(), json!(details));
        }
        json!({ "errors": [error] })
    }
}

/// The HTTP response of an operation, its status beside the body; `rate` is named on 20x, 400 and 404 only.
pub(super) fn response(
    answer: Result<(u16, Value), Refusal>,
    rate: Option<f64>,
    chance: &mut Chance,
) -> Response<Body> {
    let (status, body, error_type) = match &answer {
        Ok((status, body)) => (*status, body.clone(), None),
        Err(refusal) => (refusal.status, refusal.body(), refusal.error_type()),
    };
    let mut response = json_response(status, &body);
    let headers = response.headers_mut();
    let id = format!("{}-{}-{}-{}-{}", chance.hex(8), chance.hex(4), chance.hex(4), chance.hex(4), chance.hex(12));
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-amzn-requestid", id);
    }
    if let Some(error_type) = error_type {
        headers.insert("x-amzn-errortype", HeaderValue::from_static(error_type));
    }
    if let Some(rate) = rate.filter(|_| matches!(status, 200..=299 | 400 | 404))
        && let Ok(rate) = HeaderValue::from_str(&rate_text(rate))
    {
        headers.insert("x-amzn-ratelimit-limit", rate);
    }
    response
}

/// A JSON response with this status.
pub(super) fn json_response(status: u16, body: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn rate_text(rate: f64) -> String {
    if rate.fract() == 0.0 { format!("{rate:.1}") } else { format!("{rate}") }
}

/// World time in Amazon's spelling, whole seconds.
pub(super) fn iso(at_ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads an ISO 8601 time; `None` if it is not one.
pub(super) fn unix_ms(text: &str) -> Option<i64> {
    // A `+` in a query arrives as a blank from clients that do not encode it.
    let text = text.trim().replace(' ', "+");
    DateTime::parse_from_rfc3339(&text).ok().map(|at| at.timestamp_millis()).or_else(|| {
        let naive = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok();
        let day = || chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
        naive.or_else(day).map(|at| at.and_utc().timestamp_millis())
    })
}
