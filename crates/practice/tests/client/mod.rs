//! A plain client that speaks HTTP to the router in-process.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its own part")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::world::{SharedWorld, World, lock};
use tower::ServiceExt as _;

/// 22 November 2026, 09:00 UTC.
pub const EPOCH_MS: i64 = 1_795_338_000_000;
pub const CONTROL: &str = "practice-control-token";

pub struct Client {
    pub world: SharedWorld,
    pub app: Router,
    pub access_token: String,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    /// The first error's code and details.
    pub fn error(&self) -> (String, String) {
        let error = &self.body["errors"][0];
        (error["code"].as_str().unwrap().to_owned(), error["details"].as_str().unwrap_or("").to_owned())
    }
}

/// A quiet world: no mishaps in the warehouse, no faults.
pub fn quiet_world(seed: u64) -> SharedWorld {
    let mut world = World::new(seed, WorldClock::rehearsal(EPOCH_MS));
    world.amazon.mishaps = false;
    world.share()
}

impl Client {
    pub fn over(world: SharedWorld) -> Self {
        let app = shopferry_practice::serve::router(world.clone(), CONTROL);
        Self { world, app, access_token: String::new() }
    }

    /// A client with a fresh access token.
    pub async fn signed_in(world: SharedWorld) -> Self {
        let mut client = Self::over(world);
        client.sign_in().await;
        client
    }

    pub async fn sign_in(&mut self) {
        let reply = self.token(&self.refresh_form()).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        self.access_token = reply.body["access_token"].as_str().unwrap().to_owned();
    }

    pub fn refresh_form(&self) -> String {
        let world = lock(&self.world);
        let account = &world.amazon.account;
        url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", &account.refresh_token)
            .append_pair("client_id", &account.client_id)
            .append_pair("client_secret", &account.client_secret)
            .finish()
    }

    pub async fn token(&self, form: &str) -> Reply {
        let request = Request::post("/auth/o2/token").header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-amz-access-token", &self.access_token)
            .header("user-agent", "Practice/1 (Language=Rust)");
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.unwrap()).await
    }

    pub async fn control(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_practice{path}"))
            .header("authorization", format!("Bearer {CONTROL}"))
            .header("content-type", "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Reply { status, headers, body }
    }

    pub async fn create(&self, order: Value) -> Reply {
        self.call("POST", "/fba/outbound/2020-07-01/fulfillmentOrders", Some(order)).await
    }

    pub async fn get_order(&self, id: &str) -> Reply {
        self.call("GET", &format!("/fba/outbound/2020-07-01/fulfillmentOrders/{id}"), None).await
    }

    /// Lets world time pass.
    pub fn pass(&self, secs: i64) {
        let mut world = lock(&self.world);
        let target_ms = world.now_ms() + secs * 1_000;
        world.clock.jump_to_ms(target_ms);
        world.advance();
    }

    /// A linked SKU with plenty of units.
    pub fn plenty(&self) -> String {
        let world = lock(&self.world);
        let mut items = world.catalogue.items().iter();
        items.find(|item| item.linked_by_sku() && item.units_at_amazon > 200).unwrap().amazon_sku.clone().unwrap()
    }
}

/// A create body as our connector sends it.
pub fn order(id: &str, displayable_id: &str, lines: &[(&str, u32)]) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(at, (sku, quantity))| {
            json!({ "sellerSku": sku, "sellerFulfillmentOrderItemId": format!("line-{at}"), "quantity": quantity })
        })
        .collect();
    json!({
        "marketplaceId": "ATVPDKIKX0DER",
        "sellerFulfillmentOrderId": id,
        "displayableOrderId": displayable_id,
        "displayableOrderDate": "2026-11-22T09:00:00Z",
        "displayableOrderComment": "Thank you for your order.",
        "shippingSpeedCategory": "Standard",
        "fulfillmentAction": "Ship",
        "fulfillmentPolicy": "FillOrKill",
        "destinationAddress": {
            "name": "Practice Buyer 0417", "addressLine1": "17 Practice Street", "city": "Austin",
            "stateOrRegion": "TX", "postalCode": "78701", "countryCode": "US"
        },
        "items": items,
    })
}
