//! The door: an axum router at the root of its port (the platform signs the path).

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http_body_util::{BodyExt, Limited};

use super::ask::read_query;
use super::envelope::Answer;
use super::gate::{Incoming, answer};
use super::refusal::Refusal;
use super::token_calls::{REGISTERED_PAGE, consent_page};
use crate::world::{SharedWorld, lock};

/// Largest request body.
const BODY_MAX: usize = 10 * 1_024 * 1_024;

/// TikTok's services over the world: business calls, token host, consent page.
pub fn routes(world: SharedWorld) -> Router {
    Router::new().fallback(handle).with_state(world)
}

async fn handle(State(world): State<SharedWorld>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let collected = Limited::new(body, BODY_MAX).collect().await;
    let mut world = lock(&world);
    world.advance();
    let path = parts.uri.path().to_owned();
    if parts.method == http::Method::GET {
        match path.as_str() {
            "/open/authorize" | "/oauth/authorize" => {
                let query = read_query(parts.uri.query());
                return consent_page(&mut world, &query).map_or_else(
                    || (StatusCode::NOT_FOUND, "no app has this service_id").into_response(),
                    |page| Html(page).into_response(),
                );
            }
            "/registered-page" => return Html(REGISTERED_PAGE).into_response(),
            _ => {}
        }
    }
    let answer = match collected {
        Ok(body) => {
            let incoming = Incoming {
                method: parts.method.as_str().to_owned(),
                path,
                query: parts.uri.query().map(str::to_owned),
                headers: parts.headers,
                body: body.to_bytes(),
            };
            answer(&mut world, &incoming)
        }
        Err(_) => Answer::refused(&Refusal::new(36_009_021, "The request body is too large")),
    };
    let now_ms = world.platform_now_ms();
    answer.write(now_ms, &mut world.tiktok.wire)
}
