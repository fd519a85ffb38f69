//! The control API under `/_practice`: time, faults, orders, stock, and what the world holds (docs/practice.md).

mod amazon;
mod holdings;
mod orders;
mod settings;
mod shop;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::world::SharedWorld;

/// What a control call answers.
type Answer = Result<Json<Value>, Fault>;

/// Why a control call was refused: status and sentence.
#[derive(Debug)]
struct Fault(StatusCode, String);

impl Fault {
    fn bad(why: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, why.into())
    }

    fn missing(why: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, why.into())
    }

    /// The world's rules do not allow it now.
    fn refused(why: impl Into<String>) -> Self {
        Self(StatusCode::CONFLICT, why.into())
    }
}

impl axum::response::IntoResponse for Fault {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

/// The control routes, for bearers of `token` only.
pub(crate) fn routes(world: SharedWorld, token: &str) -> Router {
    let wanted = format!("Bearer {token}");
    Router::new()
        .route("/state", get(settings::state))
        .route("/time", post(settings::time))
        .route("/faults", post(settings::faults))
        .route("/strict", post(settings::strict))
        .route("/access", post(settings::access))
        .route("/shop", get(shop::read).post(shop::change))
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/{id}", get(orders::one))
        .route("/orders/{id}/{action}", post(orders::act))
        .route("/amazon", post(amazon::rules))
        .route("/parcels", post(amazon::parcel))
        .route("/stock", get(holdings::stock).post(holdings::move_stock))
        .route("/holdings", get(holdings::all))
        .route("/calls", get(holdings::calls))
        .route("/verdict", get(holdings::verdict))
        .route("/journal", get(holdings::journal))
        .fallback(unknown)
        .with_state(world)
        .layer(from_fn_with_state(wanted, bearer))
}

async fn bearer(State(wanted): State<String>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).map(|value| value.as_bytes());
    if given == Some(wanted.as_bytes()) {
        return next.run(request).await;
    }
    let why = "send the control token as \"Authorization: Bearer <token>\"";
    Fault(StatusCode::UNAUTHORIZED, why.to_owned()).into_response()
}

async fn unknown() -> Fault {
    Fault::missing("no control call has this path; see docs/practice.md")
}
