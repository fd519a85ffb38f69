//! A stand-in for Amazon: answers from a list and remembers what it was asked.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "each test binary uses its own part")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};
use serde_json::{Value, json};
use shopferry_amazon::{Amazon, AmazonParts, CLIENT_SECRET, Hosts, REFRESH_TOKEN};
use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError, SeededChance, TokioClock};
use shopferry_domain::fulfillment::FulfillmentPackage;
use shopferry_domain::plan::{ExportAction, ExportPlan, FillPolicy, PlanItem, Speed};
use shopferry_domain::{
    ConnectionId, ExportKey, FulfillerPackageId, Hidden, MarketplaceId, PartNumber, RemoteOrderId, SellerSku, ShipTo,
    ShopId,
};
use shopferry_net::{Attempt, Observer, Transport, TransportFault};

pub const US: &str = "ATVPDKIKX0DER";
pub type Outcome = Result<Response<Bytes>, TransportFault>;

/// What was asked, as far as tests look at it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: BTreeMap<String, String>,
    pub body: Bytes,
}

impl Asked {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Default)]
struct State {
    answers: VecDeque<Outcome>,
    tokens: VecDeque<Outcome>,
    asked: Vec<Asked>,
    renewals: Vec<Asked>,
    journal: Vec<Attempt>,
}

/// Answers SP-API calls from one list and token calls from another; an empty token list issues `Atza|n`.
#[derive(Clone, Default)]
pub struct StandIn(Arc<Mutex<State>>);

impl StandIn {
    pub fn answering(answers: impl IntoIterator<Item = Outcome>) -> Self {
        let stand_in = Self::default();
        stand_in.0.lock().unwrap().answers = answers.into_iter().collect();
        stand_in
    }

    pub fn then(&self, answer: Outcome) {
        self.0.lock().unwrap().answers.push_back(answer);
    }

    /// Takes the answers that are still prepared.
    pub fn take_answers(&self) -> VecDeque<Outcome> {
        std::mem::take(&mut self.0.lock().unwrap().answers)
    }

    pub fn token(&self, answer: Outcome) {
        self.0.lock().unwrap().tokens.push_back(answer);
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.0.lock().unwrap().asked.clone()
    }

    pub fn renewals(&self) -> Vec<Asked> {
        self.0.lock().unwrap().renewals.clone()
    }

    pub fn journal(&self) -> Vec<Attempt> {
        self.0.lock().unwrap().journal.clone()
    }

    /// A US connection to this stand-in at 2026-09-01 12:00 UTC.
    pub fn amazon(&self) -> Amazon {
        self.amazon_with(&Keychain::filled())
    }

    pub fn amazon_with(&self, keychain: &Keychain) -> Amazon {
        Amazon::new(AmazonParts {
            connection: connection(),
            marketplace: MarketplaceId::new(US).unwrap(),
            client_id: "amzn1.application-oa2-client.practice".to_owned(),
            hosts: Hosts::loopback("http://127.0.0.1:1", "http://127.0.0.1:2").unwrap(),
            secrets: Arc::new(keychain.clone()),
            transport: Arc::new(self.clone()),
            clock: Arc::new(TokioClock::starting_at(at("2026-09-01T12:00:00Z"))),
            chance: Arc::new(SeededChance::new(1)),
            observer: Arc::new(self.clone()),
        })
    }
}

#[async_trait]
impl Transport for StandIn {
    async fn send(&self, request: Request<Bytes>) -> Outcome {
        let text = |v: &http::HeaderValue| String::from_utf8_lossy(v.as_bytes()).into_owned();
        let asked = Asked {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: request.headers().iter().map(|(k, v)| (k.to_string(), text(v))).collect(),
            body: request.body().clone(),
        };
        // Gives other callers the chance to run, as a network does.
        tokio::task::yield_now().await;
        let mut state = self.0.lock().unwrap();
        if asked.path == "/auth/o2/token" {
            state.renewals.push(asked);
            let number = state.renewals.len();
            return state.tokens.pop_front().unwrap_or_else(|| ok(access_token(number)));
        }
        state.asked.push(asked);
        state.answers.pop_front().expect("an answer is prepared for each call")
    }
}

impl Observer for StandIn {
    fn attempted(&self, attempt: &Attempt) {
        self.0.lock().unwrap().journal.push(attempt.clone());
    }
}

/// A keychain in memory.
#[derive(Debug, Clone, Default)]
pub struct Keychain(pub BTreeMap<String, String>, pub Option<SecretStoreError>);

impl Keychain {
    pub fn filled() -> Self {
        let entries = [(CLIENT_SECRET, "amzn1.oa2-cs.v1.s&cret"), (REFRESH_TOKEN, "Atzr|refresh")];
        Self(entries.map(|(k, v)| (k.to_owned(), v.to_owned())).into(), None)
    }
}

impl SecretStore for Keychain {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretStoreError> {
        assert_eq!(name.owner, connection().to_string());
        self.1.clone().map_or_else(|| Ok(self.0.get(&name.what).map(Secret::new)), Err)
    }

    fn put(&self, _: &SecretName, _: &Secret) -> Result<(), SecretStoreError> {
        Ok(())
    }

    fn delete(&self, _: &SecretName) -> Result<(), SecretStoreError> {
        Ok(())
    }
}

pub fn connection() -> ConnectionId {
    ConnectionId::new("am-1").unwrap()
}

pub fn access_token(number: usize) -> Value {
    json!({"access_token": format!("Atza|{number}"), "refresh_token": "Atzr|refresh", "token_type": "bearer", "expires_in": 3600})
}

pub fn ok(body: Value) -> Outcome {
    with_status(200, body)
}

pub fn with_status(status: u16, body: Value) -> Outcome {
    raw(status, &body.to_string())
}

pub fn raw(status: u16, body: &str) -> Outcome {
    Ok(Response::builder().status(status).body(Bytes::copy_from_slice(body.as_bytes())).unwrap())
}

pub fn error(status: u16, code: &str, message: &str, details: &str) -> Outcome {
    with_status(status, json!({"errors": [{"code": code, "message": message, "details": details}]}))
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn key() -> ExportKey {
    let order = RemoteOrderId::new("576461413038785752").unwrap();
    ExportKey::of("tiktok", &ShopId::new("7000").unwrap(), &order, PartNumber::FIRST)
}

pub fn sku(text: &str) -> SellerSku {
    SellerSku::new(text).unwrap()
}

/// A plan of two SKUs to Practice Buyer 0417.
pub fn plan() -> ExportPlan {
    let known = |text: &str| Hidden::Known(text.to_owned());
    ExportPlan {
        part: PartNumber::FIRST,
        key: key(),
        display_number: "576461413038785752".to_owned(),
        display_date: at("2026-09-01T10:00:00Z"),
        slip_text: "Thank you for your order".to_owned(),
        marketplace: MarketplaceId::new(US).unwrap(),
        speed: Speed::Standard,
        policy: FillPolicy::FillOrKill,
        items: vec![
            PlanItem { key: "item-1".to_owned(), sku: sku("MUG-1"), quantity: 2, lines: Vec::new() },
            PlanItem { key: "item-2".to_owned(), sku: sku("CAP-1"), quantity: 1, lines: Vec::new() },
        ],
        ship_to: ShipTo {
            name: known("Practice Buyer 0417"),
            lines: vec![known("417 Practice Road"), Hidden::Absent],
            city: known("Portland"),
            state: known("OR"),
            postcode: known("97201"),
            country: known("US"),
            phone: known("+1 503 555 0117"),
            email: known("relay@example.com"),
        },
        action: ExportAction::Ship,
        features: Vec::new(),
        sales_channel: None,
        api_version: None,
    }
}

/// A parcel as read back, known by its number alone.
pub fn package(number: i32) -> FulfillmentPackage {
    FulfillmentPackage {
        id: FulfillerPackageId::new(number.to_string()).unwrap(),
        carrier: None,
        carrier_number: None,
        amazon_number: None,
        contents: Vec::new(),
        shipped: true,
        arrives_at: None,
        number: Some(number),
        milestone: None,
        documents: Vec::new(),
    }
}
