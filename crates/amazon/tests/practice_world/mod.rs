//! A practice Amazon in-process on paused time, and a connection to it.
#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses its own part")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt as _;
use shopferry_amazon::{Amazon, AmazonParts, CLIENT_SECRET, Hosts, REFRESH_TOKEN};
use shopferry_channel::{SeededChance, TokioClock};
use shopferry_domain::plan::{ExportPlan, PlanItem};
use shopferry_domain::{ExportKey, MarketplaceId, SellerSku};
use shopferry_net::{Attempt, InProcess, Observer, TransportFault};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::world::{SharedWorld, World, lock};
use tower::ServiceExt as _;

use crate::stand_in::{Keychain, at, connection, plan, sku};

pub const START: &str = "2026-09-01T12:00:00Z";

pub struct Practice {
    pub world: SharedWorld,
    pub amazon: Amazon,
    pub journal: Arc<Journal>,
}

#[derive(Default)]
pub struct Journal(pub Mutex<Vec<Attempt>>);

impl Observer for Journal {
    fn attempted(&self, attempt: &Attempt) {
        self.0.lock().unwrap().push(attempt.clone());
    }
}

impl Practice {
    pub fn open() -> Self {
        let world = World::new(7, WorldClock::rehearsal(at(START).timestamp_millis())).share();
        let account = lock(&world).credentials("http://127.0.0.1:9", "unused").amazon;
        let router = shopferry_practice::serve::service(world.clone());
        let transport = InProcess::fallible(Duration::from_secs(30), move |request| {
            let router = router.clone();
            async move {
                let (parts, body) = router.oneshot(request.map(Body::from)).await.unwrap().into_parts();
                let body = body.collect().await.map_err(|_| TransportFault::outcome_unknown("the connection broke"))?;
                Ok(http::Response::from_parts(parts, body.to_bytes()))
            }
        });
        let mut keychain = Keychain::filled();
        keychain.0.insert(CLIENT_SECRET.to_owned(), account.client_secret);
        keychain.0.insert(REFRESH_TOKEN.to_owned(), account.refresh_token);
        let journal = Arc::new(Journal::default());
        let amazon = Amazon::new(AmazonParts {
            connection: connection(),
            marketplace: MarketplaceId::new(&account.marketplace_id).unwrap(),
            client_id: account.client_id,
            hosts: Hosts::loopback(&account.base_url, &account.lwa_url).unwrap(),
            secrets: Arc::new(keychain),
            transport: Arc::new(transport),
            clock: Arc::new(TokioClock::starting_at(at(START))),
            chance: Arc::new(SeededChance::new(1)),
            observer: journal.clone(),
        });
        Self { world, amazon, journal }
    }

    /// The same without mishaps in the warehouse.
    pub fn quiet() -> Self {
        let practice = Self::open();
        lock(&practice.world).amazon.mishaps = false;
        practice
    }

    /// A seller SKU that Amazon has many units of.
    pub fn stocked(&self) -> SellerSku {
        let world = lock(&self.world);
        let stock = world.amazon.stock.values().find(|s| !s.foreign && s.level.fulfillable > 20);
        sku(&stock.unwrap().seller_sku)
    }

    pub fn plan(&self, key: &str) -> ExportPlan {
        let items = vec![PlanItem { key: "item-1".into(), sku: self.stocked(), quantity: 1, lines: Vec::new() }];
        ExportPlan { key: ExportKey::from_text(key), items, ..plan() }
    }

    pub fn orders(&self) -> usize {
        lock(&self.world).amazon.orders().len()
    }

    pub fn throttled(&self) -> usize {
        self.journal.0.lock().unwrap().iter().filter(|a| a.throttled).count()
    }

    /// Lets days pass.
    pub async fn days(&self, days: u64) {
        tokio::time::sleep(Duration::from_secs(days * 24 * 3600)).await;
    }
}
