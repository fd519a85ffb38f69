//! The practice marketplaces' router as a transport: a request is a function call.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use shopferry_net::{InProcess, TransportFault};
use tower::ServiceExt as _;

/// As long as the network's exchanges may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A transport over the router.
pub(crate) fn transport(router: Router) -> InProcess {
    InProcess::fallible(TIMEOUT, move |request| answer(router.clone(), request))
}

async fn answer(router: Router, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
    let answer = router.oneshot(request.map(Body::from)).await;
    let answer = answer.map_err(|never| TransportFault::never_left(never.to_string()))?;
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.map_err(|_| TransportFault::outcome_unknown("the connection was cut"))?;
    Ok(Response::from_parts(parts, body.to_bytes()))
}
