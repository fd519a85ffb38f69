//! The routes: POST /session, POST /rpc, GET /events, and the screens.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Json, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};
use shopferry_commands::list::CommandError;
use shopferry_host::Host;
use tokio::sync::watch;

use super::session::{Sessions, Turned};
use super::{events, screens};

/// A request is a command with a few fields: more is a mistake or an attack.
const BODY_MAX: usize = 1 << 20;

#[derive(Clone)]
struct Served {
    host: Arc<Host>,
    sessions: Arc<Sessions>,
    screens: Option<PathBuf>,
    ended: watch::Receiver<bool>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Asked {
    command: String,
    #[serde(default)]
    payload: Value,
}

/// The whole router. Every route checks Host and Origin; /rpc and /events ask for the cookie as well.
pub fn router(
    host: Arc<Host>,
    sessions: Arc<Sessions>,
    screens: Option<PathBuf>,
    ended: watch::Receiver<bool>,
) -> Router {
    let served = Served { host, sessions, screens, ended };
    let inside = Router::new()
        .route("/rpc", post(rpc))
        .route("/events", get(changes))
        .layer(middleware::from_fn_with_state(served.clone(), with_cookie));
    Router::new()
        .route("/session", post(session))
        .merge(inside)
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(middleware::from_fn_with_state(served.clone(), meant_for_us))
        .with_state(served)
}

async fn meant_for_us(State(served): State<Served>, request: Request, next: Next) -> Response {
    let json = |headers: &HeaderMap| {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        kind.split(';').next().is_some_and(|k| k.trim().eq_ignore_ascii_case("application/json"))
    };
    match served.sessions.check_place(request.headers()) {
        Err(turned) => refused(turned),
        // A form of another page can send text, never JSON.
        Ok(()) if request.method() == Method::POST && !json(request.headers()) => {
            screens::plain_answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send JSON.")
        }
        Ok(()) => next.run(request).await,
    }
}

async fn with_cookie(State(served): State<Served>, request: Request, next: Next) -> Response {
    match served.sessions.check_cookie(request.headers()) {
        Err(turned) => refused(turned),
        Ok(()) => next.run(request).await,
    }
}

async fn session(State(served): State<Served>, Json(body): Json<Code>) -> Response {
    let cookie =
        served.sessions.exchange(&body.code).and_then(|c| HeaderValue::from_str(&c).map_err(|_| Turned::NoSession));
    match cookie {
        Ok(cookie) => ([(header::SET_COOKIE, cookie)], Json(json!({}))).into_response(),
        Err(turned) => refused(turned),
    }
}

async fn rpc(State(served): State<Served>, Json(asked): Json<Asked>) -> Response {
    // Without a payload means: without arguments.
    let payload = if asked.payload.is_null() { json!({}) } else { asked.payload };
    match served.host.rpc(&asked.command, payload).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => failed(&error),
    }
}

async fn changes(State(served): State<Served>) -> Response {
    events::stream(served.host.changes(), served.ended.clone()).into_response()
}

async fn page(State(served): State<Served>, request: Request) -> Response<Body> {
    if request.method() != Method::GET {
        return screens::plain_answer(StatusCode::METHOD_NOT_ALLOWED, "There is no such command here.");
    }
    match &served.screens {
        Some(folder) => screens::answer(folder, request.uri().path()).await,
        None => screens::plain_answer(
            StatusCode::NOT_FOUND,
            "The screens are not built. Build them with: npm run build --prefix ui, or name their folder with --ui.",
        ),
    }
}

fn refused(turned: Turned) -> Response {
    let (status, error) = match turned {
        Turned::NotHere => (
            StatusCode::FORBIDDEN,
            CommandError::new("not_here", "This request came from another page.", "Open the printed link itself."),
        ),
        Turned::NoSession => (
            StatusCode::UNAUTHORIZED,
            CommandError::new(
                "no_session",
                "This page is not signed in to Shopferry.",
                "Start `shopferryd serve` again and open the link that it prints.",
            ),
        ),
    };
    (status, Json(error)).into_response()
}

fn failed(error: &CommandError) -> Response {
    let status = match error.code.as_str() {
        "unknown_command" | "not_found" => StatusCode::NOT_FOUND,
        "bad_request" => StatusCode::BAD_REQUEST,
        _ => StatusCode::CONFLICT,
    };
    (status, Json(error)).into_response()
}
