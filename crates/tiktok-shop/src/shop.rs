//! A connected TikTok shop.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{
    CancelDesk, CancellationSource, Chance, CheckOutcome, CheckStep, Clock, ListingStock, OrderSource, PackageSource,
    PlaceSource, ReadinessSource, RegionFacts, Result, SalesChannel, Secret, ShipmentSink,
};
use shopferry_domain::{ConnectionId, ReasonCode, ShopId};
use shopferry_net::{Observer, Transport};

use crate::cancel_desk::Desk;
use crate::cancellations::Cancellations;
use crate::check;
use crate::client::{Client, ClientParts};
use crate::hosts::Hosts;
use crate::listings::Listings;
use crate::map;
use crate::orders::Orders;
use crate::packages::Packages;
use crate::places::Places;
use crate::readiness::Readiness;
use crate::region;
use crate::shipments::Shipments;
use crate::tokens::TokenStore;

/// What is known of a connected shop.
#[derive(Debug, Clone)]
pub struct TiktokConfig {
    /// Our connection.
    pub connection: ConnectionId,
    /// The shop.
    pub shop: ShopId,
    /// What every call of the shop carries; read anew when the platform says that it does not fit.
    pub cipher: Secret,
    /// Two letters, from the list of authorized shops.
    pub region: String,
    /// Whether the seller sits in another country than the region (F008).
    pub cross_border: bool,
    /// The app's key; not a secret.
    pub app_key: String,
    /// Where the platform is.
    pub hosts: Hosts,
}

/// What a connection works with.
pub struct Parts {
    /// The network or a practice world.
    pub transport: Arc<dyn Transport>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance; draws from streams that start with `tiktok/<connection>`.
    pub chance: Arc<dyn Chance>,
    /// App secret and tokens.
    pub tokens: Arc<dyn TokenStore>,
    /// The call journal.
    pub observer: Arc<dyn Observer>,
}

/// A shop of a known region offers every ability; one of another region reads only (F008).
pub struct TiktokShop {
    client: Arc<Client>,
    shop: ShopId,
    orders: Orders,
    shipments: Option<Shipments>,
    cancellations: Cancellations,
    places: Places,
    listings: Listings,
    desk: Option<Desk>,
    packages: Packages,
    readiness: Readiness,
    facts: RegionFacts,
}

impl TiktokShop {
    /// Connects; nothing is sent yet.
    pub fn connect(config: TiktokConfig, parts: Parts) -> Self {
        let stream = format!("tiktok/{}", config.connection);
        let client = Arc::new(Client::new(ClientParts {
            transport: parts.transport,
            hosts: config.hosts,
            app_key: config.app_key,
            shop: Some(config.shop.clone()),
            cipher: config.cipher,
            store: parts.tokens,
            clock: parts.clock,
            chance: parts.chance,
            stream,
            observer: parts.observer,
        }));
        let facts = region::facts(&config.region, config.cross_border);
        let region = region::find(&config.region);
        let shop = map::Shop { connection: config.connection, region: facts.code.clone() };
        Self {
            shop: config.shop,
            orders: Orders { client: Arc::clone(&client), shop },
            shipments: region.map(|region| Shipments {
                client: Arc::clone(&client),
                region,
                way: Mutex::new(region.ship_by),
            }),
            cancellations: Cancellations { client: Arc::clone(&client) },
            places: Places { client: Arc::clone(&client) },
            listings: Listings { client: Arc::clone(&client), may_write: region.is_some() },
            desk: region.map(|region| Desk { client: Arc::clone(&client), single_lines: region.cancels_single_lines }),
            packages: Packages { client: Arc::clone(&client) },
            readiness: Readiness { client: Arc::clone(&client) },
            facts,
            client,
        }
    }
}

impl TiktokShop {
    /// Permissions that one harmless read each shows as missing: for sign-ins whose answer does not list the granted
    /// ones (F006). What fails for another reason is not named.
    pub async fn refused_scopes(&self) -> Vec<String> {
        let steps = check::check(&self.client, &self.shop).await;
        let refused = |outcome: &CheckOutcome| matches!(outcome, CheckOutcome::Failed(reason) if reason.code == ReasonCode::MissingScope);
        steps.into_iter().filter(|step| refused(&step.outcome)).map(|step| step.scope).collect()
    }
}

#[async_trait]
impl SalesChannel for TiktokShop {
    async fn check(&self) -> Result<Vec<CheckStep>> {
        Ok(check::check(&self.client, &self.shop).await)
    }

    fn orders(&self) -> &dyn OrderSource {
        &self.orders
    }

    fn shipments(&self) -> Option<&dyn ShipmentSink> {
        self.shipments.as_ref().map(|shipments| shipments as _)
    }

    fn cancellations(&self) -> Option<&dyn CancellationSource> {
        Some(&self.cancellations)
    }

    fn places(&self) -> Option<&dyn PlaceSource> {
        Some(&self.places)
    }

    fn listings(&self) -> Option<&dyn ListingStock> {
        Some(&self.listings)
    }

    fn cancel_desk(&self) -> Option<&dyn CancelDesk> {
        self.desk.as_ref().map(|desk| desk as _)
    }

    fn packages(&self) -> Option<&dyn PackageSource> {
        Some(&self.packages)
    }

    fn readiness(&self) -> Option<&dyn ReadinessSource> {
        Some(&self.readiness)
    }

    async fn authorisation_end(&self) -> Result<Option<Option<DateTime<Utc>>>> {
        self.client.sign_in.authorisation_end().await.map_err(shopferry_channel::ChannelError::Secrets)
    }

    fn region(&self) -> &RegionFacts {
        &self.facts
    }
}
