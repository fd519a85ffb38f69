//! The Amazon connector: Multi-Channel Fulfillment (MCF) and FBA stock of one marketplace.
//!
//! It speaks Login with Amazon, Fulfillment Outbound v1 (`2020-07-01`), FBA Inventory v1 and Sellers v1, and offers
//! them as the ports [`shopferry_channel::Fulfiller`] and [`shopferry_channel::StockSource`]. The second MCF version
//! (`2026-07-04`) is another implementation of the same ports, in [`v2`]; [`AmazonFulfiller`] keeps both and sends each
//! order to the one that created it (F401).
//!
//! It never stores anything, never decides whether an order may go, and never repeats a create whose outcome is
//! unknown. Start reading at [`Amazon`], then [`map`] for their words and ours. Rules come from the Amazon fact sheet,
//! whose sections the comments name.

pub mod auth;
mod check;
pub mod client;
mod delivery;
pub mod errors;
mod features;
mod inventory;
pub mod map;
pub mod marketplace;
mod mcf;
pub mod operation;
mod queue;
mod queue_wire;
mod sellers;
pub mod sigv4;
mod user_agent;
pub mod v2;
pub mod versions;
pub mod wire;

use std::sync::Arc;

use shopferry_channel::{Chance, Clock, SecretStore};
use shopferry_domain::{ConnectionId, MarketplaceId};
use shopferry_net::{BaseUrl, BaseUrlFault, Door, DoorParts, Observer, Transport};

pub use queue::{AmazonQueue, QUEUE_SECRET, QueueParts};
pub use v2::AmazonV2;
pub use versions::AmazonFulfiller;

pub use marketplace::{MARKETPLACES, Marketplace, Region};

/// The keychain entry that holds the app's client secret.
pub const CLIENT_SECRET: &str = "client_secret";
/// The keychain entry that holds the seller's refresh token.
pub const REFRESH_TOKEN: &str = "refresh_token";

/// Where Amazon is: the real hosts, or a practice world on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// The Selling Partner API of the marketplace's region.
    pub api: BaseUrl,
    /// Login with Amazon.
    pub lwa: BaseUrl,
}

impl Hosts {
    /// Amazon's own hosts for a region (fact sheet 1 and 2).
    ///
    /// # Errors
    /// None for the built-in table.
    pub fn production(region: Region) -> Result<Self, BaseUrlFault> {
        Ok(Self { api: BaseUrl::production(region.host())?, lwa: BaseUrl::production("api.amazon.com")? })
    }

    /// A practice world: the roots as it prints them, for `lwa` with or without the path of the token service.
    ///
    /// # Errors
    /// [`BaseUrlFault`] unless both are on this computer.
    pub fn loopback(api: &str, lwa: &str) -> Result<Self, BaseUrlFault> {
        let lwa = lwa.strip_suffix(auth::TOKEN_PATH).unwrap_or(lwa);
        Ok(Self { api: BaseUrl::loopback(api)?, lwa: BaseUrl::loopback(lwa)? })
    }
}

/// What a connection is made of.
pub struct AmazonParts {
    /// Ours; names the keychain entries [`CLIENT_SECRET`] and [`REFRESH_TOKEN`].
    pub connection: ConnectionId,
    /// The marketplace that ships.
    pub marketplace: MarketplaceId,
    /// The private app's id, `amzn1.application-oa2-client.…`.
    pub client_id: String,
    /// Where to send.
    pub hosts: Hosts,
    /// Where the secrets are.
    pub secrets: Arc<dyn SecretStore>,
    /// The network or a practice world.
    pub transport: Arc<dyn Transport>,
    /// This connection's time.
    pub clock: Arc<dyn Clock>,
    /// Jitter; streams are named after the connection.
    pub chance: Arc<dyn Chance>,
    /// The call journal.
    pub observer: Arc<dyn Observer>,
}

/// One Amazon marketplace of one seller, as a fulfiller and a source of stock.
pub struct Amazon {
    pub(crate) client: client::Client,
    pub(crate) marketplace: MarketplaceId,
}

impl Amazon {
    /// Puts a connection together; nothing is sent before the first call.
    pub fn new(parts: AmazonParts) -> Self {
        let stream = |what: &str| format!("{}.{what}", parts.connection);
        let door = |what: &str, classify| {
            let mut door_parts = DoorParts::for_connection(
                Arc::clone(&parts.transport),
                Arc::clone(&parts.clock),
                Arc::clone(&parts.chance),
                &stream(what),
                classify,
            );
            door_parts.observer = Arc::clone(&parts.observer);
            Door::new(door_parts)
        };
        let lwa = auth::Lwa::new(auth::LwaParts {
            door: door("lwa", Arc::new(auth::LwaErrors)),
            base: parts.hosts.lwa.clone(),
            connection: parts.connection.clone(),
            client_id: parts.client_id.clone(),
            secrets: Arc::clone(&parts.secrets),
            clock: Arc::clone(&parts.clock),
        });
        let api = door("api", Arc::new(errors::SpApiErrors));
        let client = client::Client::new(api, lwa, parts.hosts.api.clone(), Arc::clone(&parts.clock));
        Self { client, marketplace: parts.marketplace }
    }
}
