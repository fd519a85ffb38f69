//! A world without buyers, and a client that signs, for the stories about TikTok Shop.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::time::Duration;

use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::tiktok::sign::sign;
use shopferry_practice::tiktok::{Credentials, NewOrder, routes};
use shopferry_practice::world::{SharedWorld, World, lock};
use tower::ServiceExt;

/// 2026-03-02 09:00:00 UTC.
pub const EPOCH_MS: i64 = 1_772_442_000_000;
/// One hour.
pub const HOUR: Duration = Duration::from_secs(3_600);

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// The envelope.
    pub body: Value,
}

impl Reply {
    /// The envelope's number.
    pub fn code(&self) -> u64 {
        self.body["code"].as_u64().expect("every answer has a code")
    }

    /// The result of a success.
    pub fn data(&self) -> &Value {
        assert_eq!(self.code(), 0, "{}", self.body);
        &self.body["data"]
    }

    /// The envelope's sentence.
    pub fn message(&self) -> &str {
        self.body["message"].as_str().expect("every answer has a message")
    }
}

/// A world and a client with its keys.
pub struct Desk {
    /// The world.
    pub world: SharedWorld,
    /// The keys.
    pub keys: Credentials,
}

impl Desk {
    /// A shop without orders.
    pub fn open(seed: u64) -> Self {
        let world = World::new(seed, WorldClock::rehearsal(EPOCH_MS));
        let keys = world.tiktok.credentials();
        Self { world: world.share(), keys }
    }

    /// A shop whose access token lives for ninety days, for stories that take long.
    pub fn open_for_months(seed: u64) -> Self {
        let mut desk = Self::open(seed);
        desk.with(|world, now_ms| {
            world.tiktok.access.set_access_ttl_ms(90 * 86_400_000);
            world.renew_access(now_ms);
        });
        desk.keys = desk.with(|world, _| world.tiktok.credentials());
        desk
    }

    /// World time in Unix seconds.
    pub fn now_s(&self) -> i64 {
        lock(&self.world).now_ms() / 1_000
    }

    /// Looks at or touches the world, after everything due has happened.
    pub fn with<T>(&self, act: impl FnOnce(&mut World, i64) -> T) -> T {
        let mut world = lock(&self.world);
        world.advance();
        let now_ms = world.now_ms();
        act(&mut world, now_ms)
    }

    /// A seller SKU of the catalogue, by position among those that TikTok lists.
    pub fn sku(&self, index: usize) -> String {
        self.with(|world, _| {
            let listed = world.catalogue.items().iter().filter(|item| item.units_at_tiktok > 40);
            listed.filter_map(|item| item.tiktok_sku.clone()).nth(index).expect("the catalogue is long enough")
        })
    }

    /// Places and pays an order.
    pub fn buy(&self, order: NewOrder) -> String {
        self.with(|world, now_ms| {
            let id = world.tiktok.place_order(order, now_ms).expect("the order can be placed");
            world.tiktok.pay(&id, now_ms).expect("it can be paid");
            id
        })
    }

    /// Places and pays an order and waits until its hold is over.
    pub async fn buy_and_wait(&self, order: NewOrder) -> String {
        let id = self.buy(order);
        wait(HOUR).await;
        id
    }

    /// The order's status as the platform shows it.
    pub async fn status(&self, id: &str) -> String {
        self.order(id).await["status"].as_str().expect("an order has a status").to_owned()
    }

    /// The order as the detail call shows it.
    pub async fn order(&self, id: &str) -> Value {
        let reply = self.get("/order/202507/orders", &[("ids", id)]).await;
        reply.data()["orders"][0].clone()
    }

    /// The carrier whose name contains `word`.
    pub fn carrier(&self, word: &str) -> String {
        self.with(|world, _| {
            let found = world.tiktok.providers().iter().find(|provider| provider.name.contains(word));
            found.expect("the carrier is in the list").id.clone()
        })
    }

    /// Marks all lines as shipped (older form).
    pub async fn ship(&self, id: &str, number: &str, carrier: &str) -> Reply {
        let body = json!({ "tracking_number": number, "shipping_provider_id": self.carrier(carrier) });
        self.post(&format!("/fulfillment/202309/orders/{id}/packages"), &[], &body).await
    }

    /// A signed GET with the shop's cipher.
    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Reply {
        self.send(self.signed("GET", path, query, "")).await
    }

    /// A signed POST with the shop's cipher.
    pub async fn post(&self, path: &str, query: &[(&str, &str)], body: &Value) -> Reply {
        self.send(self.signed("POST", path, query, &body.to_string())).await
    }

    /// The order list.
    pub async fn search(&self, query: &[(&str, &str)], body: &Value) -> Reply {
        self.post("/order/202309/orders/search", query, body).await
    }

    /// The pairs that every call carries.
    pub fn pairs(&self, path: &str, query: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = query.iter().map(|(key, value)| own(key, value)).collect();
        pairs.push(own("app_key", &self.keys.app_key));
        pairs.push(own("timestamp", &self.now_s().to_string()));
        if !path.starts_with("/authorization") && !path.starts_with("/seller") {
            pairs.push(own("shop_cipher", &self.keys.shop_cipher));
        }
        pairs
    }

    /// A signed request.
    pub fn signed(&self, method: &str, path: &str, query: &[(&str, &str)], body: &str) -> Request<Body> {
        self.request(method, path, self.pairs(path, query), body)
    }

    /// A request with exactly these pairs and their signature.
    pub fn request(&self, method: &str, path: &str, mut pairs: Vec<(String, String)>, body: &str) -> Request<Body> {
        let seal = sign(&self.keys.app_secret, path, &pairs, body.as_bytes());
        pairs.push(own("sign", &seal));
        self.unsigned(method, path, &pairs, body)
    }

    /// A request with exactly these pairs.
    pub fn unsigned(&self, method: &str, path: &str, pairs: &[(String, String)], body: &str) -> Request<Body> {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1{path}?{query}"))
            .header("x-tts-access-token", &self.keys.access_token)
            .header("content-type", "application/json")
            .body(Body::from(body.to_owned()))
            .expect("a request can be built")
    }

    /// Lets the platform answer.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = routes(self.world.clone()).oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body can be read").to_bytes();
        let body = serde_json::from_slice(&bytes).expect("the answer is JSON");
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// The token host.
    pub async fn token(&self, path: &str, grant: (&str, &str), grant_type: &str) -> Reply {
        let pairs = vec![
            own("app_key", &self.keys.app_key),
            own("app_secret", &self.keys.app_secret),
            own(grant.0, grant.1),
            own("grant_type", grant_type),
        ];
        self.send(self.unsigned("GET", path, &pairs, "")).await
    }
}

/// An owned pair.
pub fn own(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

/// Time passes (paused, so at once).
pub async fn wait(time: Duration) {
    tokio::time::advance(time).await;
}

/// An amount in cents.
pub fn cents(value: &Value) -> i64 {
    let text = value.as_str().expect("money is a string");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<2}");
    whole.parse::<i64>().expect("digits") * 100 + part.parse::<i64>().expect("two digits")
}
