//! Where calls come in: token, pace, then the operation.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Response, header};
use axum::routing::any;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::bucket::Bucket;
use crate::fault::Fault;
use crate::operation::Operation;
use crate::world::{SharedWorld, World, lock};

use super::account::TokenFault;
use super::answer::{Refusal, response};
use super::{change, create, features, inventory, photo, preview, queue, read, sellers, token, tracking, v2};

/// Largest request body.
const BODY_MAX: usize = 1 << 20;

/// Amazon's services: SP-API and the token endpoint, at the root of the port.
pub fn routes(world: SharedWorld) -> Router {
    Router::new()
        .route("/auth/o2/token", any(token::token))
        .route("/auth/o2/token/auth/o2/token", any(token::token))
        .route("/fba/{*rest}", any(door))
        .route("/fulfillment/outbound/{*rest}", any(door))
        .route("/delivery-photos/{link}", axum::routing::get(photo::picture))
        .route("/sellers/{*rest}", any(door))
        .route("/", axum::routing::post(queue::door))
        .with_state(world)
}

/// One call that passed the door.
pub(super) struct Call<'a> {
    pub(super) world: &'a mut World,
    pub(super) now_ms: i64,
    pub(super) operation: &'a str,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Value,
    /// The order id of the path, decoded as Amazon does: `+` becomes a blank.
    pub(super) id: String,
    /// The path as it came.
    pub(super) path: &'a str,
    /// The host that was called, for links back to it.
    pub(super) host: String,
}

impl Call<'_> {
    /// The first value of a query key.
    pub(super) fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// All values of a query key, repeated or joined with commas.
    pub(super) fn query_list(&self, key: &str) -> Vec<String> {
        let values = self.query.iter().filter(|(name, _)| name == key);
        let split = values.flat_map(|(_, value)| value.split(','));
        split.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// Draws whether a fault strikes this call.
    pub(super) fn strikes(&mut self, fault: Fault) -> bool {
        self.world.faults.strikes(fault, self.operation)
    }
}

async fn door(State(world): State<SharedWorld>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await;
    let mut world = lock(&world);
    let operation = Operation::of(parts.method.as_str(), parts.uri.path());
    let rate = limit(&operation.name).map(|(rate, _)| rate);
    let answer = match body {
        Ok(body) => answer(&mut world, &operation.name, &parts, &body),
        Err(_) => Err(Refusal { status: 413, code: "RequestTooLarge", ..Refusal::input("Request size exceeded.") }),
    };
    response(answer, rate, &mut world.amazon.chance)
}

fn answer(world: &mut World, operation: &str, parts: &Parts, body: &Bytes) -> Result<(u16, Value), Refusal> {
    let now_ms = world.now_ms();
    let (rate, burst) = limit(operation).ok_or_else(|| Refusal::access(""))?;
    let given = parts.headers.get("x-amz-access-token").and_then(|value| value.to_str().ok());
    world.amazon.account.check(given, now_ms).map_err(|fault| Refusal::access(fault.details()))?;
    let bucket = world.amazon.buckets.entry(operation.to_owned()).or_insert_with(|| Bucket::new(rate, burst));
    if bucket.take(now_ms).is_err() {
        world.journal.count_throttled();
        world.journal.note(now_ms, "amazon", "throttled", operation, "");
        return Err(Refusal::quota());
    }
    check_framing(world, parts, body)?;
    if v2::owns(operation) {
        v2::check_kind(parts, body)?;
    }
    let body = if body.is_empty() || parts.method == "GET" {
        Value::Null
    } else {
        serde_json::from_slice(body).map_err(|_| Refusal::input("Invalid Input"))?
    };
    let query = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let id = order_id(parts.uri.path());
    if id.contains(' ') {
        return Err(Refusal::access(""));
    }
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or(parts.uri.authority().map(|a| a.as_str())).unwrap_or_default().to_owned();
    let call = Call { world, now_ms, operation, query, body, id, path: parts.uri.path(), host };
    if v2::owns(operation) {
        return v2::answer(call);
    }
    let answer = match operation {
        "amazon.createFulfillmentOrder" => create::create(call),
        "amazon.getFulfillmentPreview" => preview::preview(call),
        "amazon.getFulfillmentOrder" => read::get(call),
        "amazon.listAllFulfillmentOrders" => read::list(call),
        "amazon.updateFulfillmentOrder" => change::update(call),
        "amazon.cancelFulfillmentOrder" => change::cancel(call),
        "amazon.getPackageTrackingDetails" => tracking::details(call),
        "amazon.getFeatures" => features::list(call),
        "amazon.getFeatureInventory" => features::inventory(call),
        "amazon.getFeatureSKU" => features::of_sku(call),
        "amazon.getInventorySummaries" => inventory::summaries(call),
        "amazon.getMarketplaceParticipations" => Ok(sellers::participations()),
        _ => Err(Refusal::access("")),
    };
    answer.map(|body| (200, body))
}

/// Published rate and burst (fact sheet 4, 6 and 8).
fn limit(operation: &str) -> Option<(f64, u32)> {
    match operation {
        "amazon.getInventorySummaries" => Some((2.0, 2)),
        "amazon.getMarketplaceParticipations" => Some((0.016, 15)),
        "amazon.unknown" | "amazon.token" | "amazon.deliveryPhoto" => None,
        name if name.starts_with("amazon.") => Some((2.0, 30)),
        _ => None,
    }
}

fn check_framing(world: &World, parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let framed = length.is_some_and(|length| world.strict || length != "0");
    if parts.method == "GET" && (framed || !body.is_empty()) {
        return Err(Refusal::input("GET requests must not carry a body or a Content-Length header."));
    }
    let name_length = parts.headers.get(header::USER_AGENT).map_or(0, |value| value.len());
    if name_length > 500 {
        return Err(Refusal::input("The user-agent header exceeds 500 characters."));
    }
    if world.strict && name_length == 0 {
        return Err(Refusal::input("The user-agent header is missing."));
    }
    Ok(())
}

fn order_id(path: &str) -> String {
    let tail = path.split_once("/fulfillmentOrders/").or_else(|| path.split_once("/2026-07-04/orders/"));
    let segment = tail.and_then(|(_, tail)| tail.split('/').next()).unwrap_or_default();
    percent_decode_str(segment).decode_utf8_lossy().replace('+', " ")
}

/// Amazon's answer to a call that meets a fault before it has any effect; `None` if the fault is none of these.
pub fn refused_by_fault(fault: Fault, world: &mut World) -> Option<Response<Body>> {
    let refusal = match fault {
        Fault::Throttle => Refusal::quota(),
        Fault::ServerError => Refusal::internal(),
        Fault::Unavailable => Refusal::unavailable(),
        Fault::ExpiredToken => Refusal::access(TokenFault::Expired.details()),
        _ => return None,
    };
    Some(response(Err(refusal), None, &mut world.amazon.chance))
}
