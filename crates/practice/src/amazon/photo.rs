//! The courier's photo of a delivery: a link that opens for an hour without a sign-in (fact sheet 4.4).

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::chance::fnv;
use crate::world::{SharedWorld, lock};

use super::order::Package;

const HOUR_MS: i64 = 3_600_000;

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"240\"><rect width=\"320\" \
    height=\"240\" fill=\"#8a9\"/><rect x=\"110\" y=\"30\" width=\"100\" height=\"190\" fill=\"#643\"/><rect x=\"125\" \
    y=\"170\" width=\"70\" height=\"50\" fill=\"#c96\"/></svg>";

/// `deliveryInformation` of a parcel that Amazon's own courier brought; `None` for others and before.
pub(super) fn information(package: &Package, seed: u64, host: &str, now_ms: i64) -> Option<Value> {
    let here = host.starts_with("127.0.0.1");
    if !(here && package.arrived(now_ms) && package.by_amazon()) {
        return None;
    }
    let url = format!("http://{host}/delivery-photos/{}", token(package.number, seed, now_ms + HOUR_MS));
    Some(json!({
        "deliveryDocumentList": [{ "documentType": "DELIVERY_IMAGE", "url": url }],
        "dropOffLocation": { "type": "FRONT_DOOR" },
    }))
}

/// Serves the picture while its link lives.
pub(super) async fn picture(State(world): State<SharedWorld>, Path(link): Path<String>) -> Response<Body> {
    let good = {
        let world = lock(&world);
        let mut parts = link.split('.');
        let number = parts.next().and_then(|n| n.parse::<i32>().ok());
        let until_ms = parts.next().and_then(|n| n.parse::<i64>().ok());
        number
            .zip(until_ms)
            .is_some_and(|(number, until_ms)| world.now_ms() < until_ms && token(number, world.seed, until_ms) == link)
    };
    let mut response = Response::new(Body::from(if good { PICTURE } else { "Request has expired" }));
    *response.status_mut() = if good { StatusCode::OK } else { StatusCode::FORBIDDEN };
    let kind = if good { "image/svg+xml" } else { "text/plain" };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn token(number: i32, seed: u64, until_ms: i64) -> String {
    format!("{number}.{until_ms}.{:016x}", fnv(format!("{number}.{until_ms}.{seed}").as_bytes()))
}
