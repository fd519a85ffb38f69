//! The platform's answer: `{code, message, request_id, data}` (tiktok-shop fact sheet 5).

use axum::body::Body;
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::chance::Chance;

/// An answer before it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The envelope's number.
    pub code: u32,
    /// The envelope's sentence.
    pub message: String,
    /// `None`: the operation has no result; the member is `{}`, null or left out in turn.
    pub data: Option<Value>,
    /// Seconds for a Retry-After header.
    pub retry_after_s: Option<u64>,
}

impl Answer {
    /// Success.
    #[must_use]
    pub fn done(data: Option<Value>) -> Self {
        Self { status: 200, code: 0, message: "Success".to_owned(), data, retry_after_s: None }
    }

    /// A no.
    #[must_use]
    pub fn refused(refusal: &Refusal) -> Self {
        let status = refusal.http_status();
        Self {
            status,
            code: refusal.code,
            message: refusal.message.clone(),
            data: Some(Value::Null),
            retry_after_s: None,
        }
    }

    /// Writes it. `now_ms` is the platform's clock, for the request id and the Date header.
    #[must_use]
    pub fn write(self, now_ms: i64, chance: &mut Chance) -> Response {
        let now = DateTime::<Utc>::from_timestamp_millis(now_ms).unwrap_or_default();
        let request_id = format!("{}{}", now.format("%Y%m%d%H%M%S"), chance.hex(20).to_uppercase());
        let mut body = json!({ "code": self.code, "message": self.message, "request_id": request_id });
        let data = match self.data {
            Some(data) => Some(data),
            None if chance.below(2) == 0 => None,
            None => Some(json!({})),
        };
        if let (Some(data), Some(members)) = (data, body.as_object_mut()) {
            members.insert("data".to_owned(), data);
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        if let Ok(date) = HeaderValue::from_str(&date) {
            headers.insert(header::DATE, date);
        }
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
