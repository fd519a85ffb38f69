//! A stub of the platform: answers by path, remembers every request, and builders for shops and orders.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, Response};
use serde_json::{Value, json};
use shopferry_channel::{Secret, SeededChance, TokioClock};
use shopferry_domain::{ConnectionId, ShopId};
use shopferry_net::{Transport, TransportFault, Unobserved};
use shopferry_tiktok_shop::{HeldTokens, Hosts, Parts, TiktokConfig, TiktokShop, Tokens};

/// Sun, 01 Nov 2026 12:00:00 GMT.
pub const NOW: i64 = 1_793_534_400;

pub fn at(secs: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(secs, 0).unwrap()
}

#[derive(Clone)]
pub enum Outcome {
    Answer(u16, Value, Vec<(&'static str, String)>),
    Lost,
    NeverLeft,
}

/// `{"code":0,…,"data":…}` with status 200.
pub fn ok(data: Value) -> Outcome {
    Outcome::Answer(200, json!({"code": 0, "message": "Success", "request_id": "2026", "data": data}), vec![])
}

pub fn no(status: u16, code: i64, message: &str) -> Outcome {
    Outcome::Answer(status, json!({"code": code, "message": message, "request_id": "2026", "data": null}), vec![])
}

pub fn dated(outcome: Outcome, date: DateTime<Utc>) -> Outcome {
    match outcome {
        Outcome::Answer(status, body, mut headers) => {
            headers.push(("date", date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()));
            Outcome::Answer(status, body, headers)
        }
        other => other,
    }
}

#[derive(Clone)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: BTreeMap<String, String>,
    pub body: Value,
    pub token: Option<String>,
}

#[derive(Default)]
struct State {
    answers: BTreeMap<String, VecDeque<Outcome>>,
    seen: Vec<Seen>,
}

/// The last answer of a path repeats; a path without answers is unknown to the platform.
#[derive(Clone, Default)]
pub struct Stub(Arc<Mutex<State>>);

impl Stub {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn on(self, path: &str, outcome: Outcome) -> Self {
        self.0.lock().unwrap().answers.entry(path.to_owned()).or_default().push_back(outcome);
        self
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.0.lock().unwrap().seen.clone()
    }

    pub fn at(&self, path: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.path == path).collect()
    }

    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }
}

#[async_trait]
impl Transport for Stub {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
        tokio::task::yield_now().await;
        let path = request.uri().path().to_owned();
        let query = url::form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
        let seen = Seen {
            method: request.method().to_string(),
            path: path.clone(),
            query: query.into_owned().collect(),
            body: serde_json::from_slice(request.body()).unwrap_or(Value::Null),
            token: request.headers().get("x-tts-access-token").map(|v| v.to_str().unwrap().to_owned()),
        };
        let mut state = self.0.lock().unwrap();
        state.seen.push(seen);
        let outcome = match state.answers.get_mut(&path) {
            Some(queue) if queue.len() > 1 => queue.pop_front().unwrap(),
            Some(queue) => queue.front().unwrap().clone(),
            None => no(404, 36_009_009, "Invalid path"),
        };
        match outcome {
            Outcome::Answer(status, body, headers) => {
                let mut answer = Response::builder().status(status);
                for (name, value) in headers {
                    answer = answer.header(name, value);
                }
                Ok(answer.body(Bytes::from(body.to_string())).unwrap())
            }
            Outcome::Lost => Err(TransportFault::outcome_unknown("cut off")),
            Outcome::NeverLeft => Err(TransportFault::never_left("no route")),
        }
    }
}

pub fn hosts() -> Hosts {
    Hosts::loopback("http://127.0.0.1:4010").unwrap()
}

pub fn tokens(access: &str, access_secs: i64) -> Tokens {
    Tokens {
        access: Secret::new(access),
        access_expires_at: at(NOW + access_secs),
        refresh: Secret::new("refresh-1"),
        refresh_expires_at: Some(at(NOW + 300 * 86_400)),
    }
}

pub fn held() -> Arc<HeldTokens> {
    Arc::new(HeldTokens::new(Secret::new("app-secret"), Some(tokens("access-1", 7 * 86_400))))
}

pub fn shop_in(region: &str, stub: &Stub) -> TiktokShop {
    shop_with(region, stub, held(), TimeDelta::zero())
}

pub fn shop_with(
    region: &str,
    stub: &Stub,
    tokens: Arc<dyn shopferry_tiktok_shop::TokenStore>,
    skew: TimeDelta,
) -> TiktokShop {
    shop_named("7495000000000000001", region, stub, tokens, skew)
}

pub fn shop_named(
    id: &str,
    region: &str,
    stub: &Stub,
    tokens: Arc<dyn shopferry_tiktok_shop::TokenStore>,
    skew: TimeDelta,
) -> TiktokShop {
    let config = TiktokConfig {
        connection: ConnectionId::new("tt-1").unwrap(),
        shop: ShopId::new(id).unwrap(),
        cipher: Secret::new("ROW_cipher+/="),
        region: region.to_owned(),
        cross_border: false,
        app_key: "68xu9ks5p4i8".to_owned(),
        hosts: hosts(),
    };
    let parts = Parts {
        transport: Arc::new(stub.clone()),
        clock: Arc::new(TokioClock::starting_at(at(NOW)).skewed(skew)),
        chance: Arc::new(SeededChance::new(1)),
        tokens,
        observer: Arc::new(Unobserved),
    };
    TiktokShop::connect(config, parts)
}

/// A plain US order of two units, as the platform sends it.
pub fn order(id: &str) -> Value {
    json!({
        "id": id, "status": "AWAITING_SHIPMENT", "order_type": "NORMAL", "is_on_hold_order": true,
        "shipping_type": "SELLER", "fulfillment_type": "FULFILLMENT_BY_SELLER", "delivery_type": "HOME_DELIVERY",
        "create_time": NOW - 7200, "paid_time": NOW - 7100, "update_time": NOW - 60,
        "rts_sla_time": NOW + 86_400, "tts_sla_time": NOW + 172_800, "shipping_due_time": NOW + 259_200,
        "buyer_email": "relay@chat.example.com", "buyer_message": "Ring twice\u{7},\nplease", "seller_note": "",
        "delivery_option_id": "7091", "delivery_option_name": "Standard", "warehouse_id": "6955",
        "payment": {
            "currency": "USD", "total_amount": "31.47", "sub_total": "25.00", "shipping_fee": "4.00", "tax": "2.19",
            "retail_delivery_fee": "0.28", "seller_discount": "3.00", "platform_discount": "0",
            "payment_platform_discount": "", "small_order_fee": "0"
        },
        "recipient_address": {
            "name": "Practice Buyer 0417", "phone_number": "(+1)2135550100", "region_code": "US",
            "postal_code": "78701", "address_line1": "1 Practice Road", "address_line2": "Unit 2",
            "address_line3": "", "address_line4": "",
            "district_info": [
                {"address_level": "L0", "address_level_name": "Country", "address_name": "United States"},
                {"address_level": "L1", "address_level_name": "State", "address_name": "Texas", "iso_code": "US-TX"},
                {"address_level": "L2", "address_level_name": "County", "address_name": "Travis"},
                {"address_level": "L3", "address_level_name": "City", "address_name": "Austin"}
            ]
        },
        "line_items": [line("1000", "77", "MUG-1"), line("999", "77", "MUG-1")]
    })
}

pub fn line(id: &str, sku: &str, seller_sku: &str) -> Value {
    json!({
        "id": id, "product_id": "55", "sku_id": sku, "seller_sku": seller_sku, "product_name": "Mug",
        "sku_name": "Blue", "sale_price": "12.50", "currency": "USD", "display_status": "AWAITING_SHIPMENT",
        "is_gift": false
    })
}
