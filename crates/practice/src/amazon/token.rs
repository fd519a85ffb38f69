//! Login with Amazon's token endpoint (fact sheet 1): form or JSON, three grants, OAuth's error words.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, header};
use serde_json::{Value, json};

use crate::world::{SharedWorld, World, lock};

use super::account::ACCESS_TOKEN_SECS;
use super::answer::json_response;

type Fields = BTreeMap<String, String>;

struct OauthRefusal {
    status: u16,
    error: &'static str,
    description: String,
    kind: &'static str,
}

/// `POST /auth/o2/token`
pub(super) async fn token(State(world): State<SharedWorld>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 65_536).await.unwrap_or_default();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fields = if parts.method == "POST" { fields(kind, &body) } else { None };
    let mut world = lock(&world);
    let answer = match fields {
        Some(fields) => grant(&mut world, &fields),
        None => {
            Err(refused(400, "invalid_request", "The request is not a form post or JSON object.", "InvalidRequest"))
        }
    };
    let request_id = format!("{}-{}", world.amazon.chance.hex(8), world.amazon.chance.hex(12));
    let mut response = match answer {
        Ok(body) => json_response(200, &body),
        Err(refusal) => refusal_response(&refusal, &request_id, &world.amazon.chance.hex(64)),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store, must-revalidate"));
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        headers.insert("x-amzn-requestid", id);
    }
    response
}

fn fields(content_type: &str, body: &[u8]) -> Option<Fields> {
    if content_type.starts_with("application/json") {
        let Value::Object(map) = serde_json::from_slice(body).ok()? else { return None };
        let text = |(key, value): (String, Value)| value.as_str().map(|value| (key, value.to_owned()));
        return Some(map.into_iter().filter_map(text).collect());
    }
    Some(url::form_urlencoded::parse(body).into_owned().collect())
}

fn grant(world: &mut World, fields: &Fields) -> Result<Value, OauthRefusal> {
    let now_ms = world.now_ms();
    let field = |key: &str| fields.get(key).map(String::as_str).filter(|value| !value.is_empty());
    let need = |key: &str| {
        field(key).ok_or_else(|| {
            let text = format!("The request is missing a required parameter : {key}");
            refused(400, "invalid_request", &text, "InvalidRequest")
        })
    };
    let grant_type = field("grant_type").ok_or_else(|| {
        let text = "The authorization grant type is not supported by the authorization server";
        refused(400, "unsupported_grant_type", text, "UnsupportedGrantType")
    })?;
    let account = &mut world.amazon.account;
    if need("client_id")? != account.client_id || need("client_secret")? != account.client_secret {
        return Err(refused(401, "invalid_client", "Client authentication failed", "InvalidClient"));
    }
    let bad_grant = |what: &str| {
        let text = format!("The request has an invalid grant parameter : {what}");
        refused(400, "invalid_grant", &text, "InvalidGrant")
    };
    match grant_type {
        "refresh_token" => {
            if need("refresh_token")? != account.refresh_token || account.revoked() {
                return Err(bad_grant("refresh_token"));
            }
        }
        "authorization_code" => {
            let code = need("code")?;
            let known = account.auth_code.take_if(|(known, until_ms)| known == code && now_ms < *until_ms);
            known.ok_or_else(|| bad_grant("code"))?;
        }
        "client_credentials" => {
            let scope = need("scope")?.to_owned();
            if !scope.starts_with("sellingpartnerapi::") {
                return Err(refused(400, "invalid_scope", "The requested scope is invalid", "InvalidScope"));
            }
            let access_token = account.issue(now_ms);
            return Ok(json!({ "access_token": access_token, "scope": scope, "token_type": "bearer",
                "expires_in": ACCESS_TOKEN_SECS }));
        }
        other => {
            let text = format!("The grant type {other} is not supported");
            return Err(refused(400, "unsupported_grant_type", &text, "UnsupportedGrantType"));
        }
    }
    let access_token = account.issue(now_ms);
    let refresh_token = account.refresh_token.clone();
    world.journal.note(now_ms, "amazon", "token issued", grant_type, "");
    Ok(json!({ "access_token": access_token, "refresh_token": refresh_token, "token_type": "bearer",
        "expires_in": ACCESS_TOKEN_SECS }))
}

fn refused(status: u16, error: &'static str, description: &str, kind: &'static str) -> OauthRefusal {
    OauthRefusal { status, error, description: description.to_owned(), kind }
}

fn refusal_response(refusal: &OauthRefusal, request_id: &str, index: &str) -> Response<Body> {
    let body = json!({ "error_index": index, "error_description": refusal.description, "error": refusal.error,
        "request_id": request_id });
    let mut response = json_response(refusal.status, &body);
    let kind = format!("OA2{}Exception:http://internal.amazon.com/coral/com.amazon.panda/", refusal.kind);
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        response.headers_mut().insert("x-amzn-errortype", kind);
    }
    response
}
