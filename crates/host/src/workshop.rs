//! What connectors are made of, whatever the account: used by the host and by rehearsals.

use std::sync::Arc;

use serde_json::Value;
use shopferry_amazon::{AmazonFulfiller, AmazonParts, AmazonQueue, QUEUE_SECRET, QueueParts};
use shopferry_channel::{Chance, Clock, MessageQueue, Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_domain::settings::OwnQueue;
use shopferry_domain::{ConnectionId, MarketplaceId, Reason, ReasonCode, ShopId};
use shopferry_engine::Port;
use shopferry_ledger::{Connection, Platform};
use shopferry_net::{BaseUrl, BaseUrlFault, Observer, Transport};
use shopferry_tiktok_shop::{KeptTokens, Parts, Thread, TiktokConfig, TiktokShop};

/// Builds connectors. Cheap to clone.
#[derive(Clone)]
pub struct Workshop {
    /// Where secrets lie.
    pub secrets: Arc<dyn SecretStore>,
    /// The network or a practice world.
    pub transport: Arc<dyn Transport>,
    /// Time of the connections' world.
    pub clock: Arc<dyn Clock>,
    /// Jitter and ids.
    pub chance: Arc<dyn Chance>,
    /// The call journal.
    pub observer: Arc<dyn Observer>,
    /// On which thread the keychain is asked.
    pub thread: Thread,
}

impl Workshop {
    /// The connector of a connection.
    ///
    /// # Errors
    /// When a fact of the account is missing, names an unknown platform, or points away from this computer.
    pub fn port(&self, connection: &Connection) -> Result<Port, Reason> {
        match &connection.platform {
            Platform::TiktokShop => Ok(Port::Sales(Arc::new(self.tiktok(connection)?))),
            Platform::Amazon => Ok(Port::Fulfiller(Arc::new(self.amazon(connection)?))),
            Platform::Unknown(word) => Err(Reason::about(ReasonCode::UnknownKind, word.clone())),
        }
    }

    fn tiktok(&self, connection: &Connection) -> Result<TiktokShop, Reason> {
        let hosts = tiktok_hosts(fact(connection, "base_url").as_deref()).map_err(|e| fault(&e.to_string()))?;
        let config = TiktokConfig {
            connection: connection.id.clone(),
            app_key: needed(connection, "app_key")?,
            shop: ShopId::new(needed(connection, "shop_id")?).map_err(|e| fault(&e.to_string()))?,
            cipher: Secret::new(needed(connection, "shop_cipher")?),
            region: needed(connection, "region")?,
            cross_border: connection.account.get("cross_border").and_then(Value::as_bool).unwrap_or_default(),
            hosts,
        };
        Ok(TiktokShop::connect(
            config,
            Parts {
                transport: Arc::clone(&self.transport),
                tokens: Arc::new(self.kept_tokens(&secrets_of(connection))),
                clock: Arc::clone(&self.clock),
                chance: Arc::clone(&self.chance),
                observer: Arc::clone(&self.observer),
            },
        ))
    }

    fn amazon(&self, connection: &Connection) -> Result<AmazonFulfiller, Reason> {
        let marketplace = needed(connection, "marketplace_id")?;
        let base = fact(connection, "base_url");
        let hosts = amazon_hosts(&marketplace, base.as_deref())?;
        Ok(AmazonFulfiller::new(AmazonParts {
            connection: connection.id.clone(),
            marketplace: MarketplaceId::new(&marketplace).map_err(|e| fault(&e.to_string()))?,
            client_id: needed(connection, "client_id")?,
            hosts,
            secrets: Arc::clone(&self.secrets),
            transport: Arc::clone(&self.transport),
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            observer: Arc::clone(&self.observer),
        }))
    }

    /// A seller's own message queue (F427).
    ///
    /// # Errors
    /// When its address points elsewhere than to the service.
    pub fn queue(&self, connection: &Connection, queue: OwnQueue) -> Result<Arc<dyn MessageQueue>, Reason> {
        let base = match fact(connection, "base_url") {
            Some(url) => BaseUrl::loopback(&url),
            None => BaseUrl::production(&queue.host()),
        };
        Ok(Arc::new(AmazonQueue::new(QueueParts {
            connection: connection.id.clone(),
            queue,
            base: base.map_err(|e| fault(&e.to_string()))?,
            secrets: Arc::clone(&self.secrets),
            transport: Arc::clone(&self.transport),
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            observer: Arc::clone(&self.observer),
        })))
    }

    /// Keeps the secret half of the queue's access key in the keychain.
    ///
    /// # Errors
    /// As the keychain.
    pub async fn keep_queue_secret(&self, id: &ConnectionId, secret: Secret) -> Result<(), SecretStoreError> {
        let name = SecretName::of(id, QUEUE_SECRET);
        self.keychain(move |store| store.put(&name, &secret)).await
    }

    /// The tokens of a TikTok Shop sign-in, in the keychain.
    pub(crate) fn kept_tokens(&self, owner: &ConnectionId) -> KeptTokens {
        KeptTokens::new(Arc::clone(&self.secrets), owner.clone(), self.thread)
    }

    /// Calls the keychain where it holds nobody up.
    pub(crate) async fn keychain<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn SecretStore) -> Result<T, SecretStoreError> + Send + 'static,
    ) -> Result<T, SecretStoreError> {
        if self.thread == Thread::Inline {
            return work(&*self.secrets);
        }
        let store = Arc::clone(&self.secrets);
        let done = tokio::task::spawn_blocking(move || work(&*store)).await;
        done.unwrap_or_else(|_| Err(SecretStoreError::Other("the keychain call broke off".to_owned())))
    }

    /// Deletes a connection's secrets at once (F004).
    ///
    /// # Errors
    /// As the keychain.
    pub(crate) async fn forget(&self, connection: &Connection) -> Result<(), SecretStoreError> {
        match connection.platform {
            Platform::TiktokShop => self.kept_tokens(&secrets_of(connection)).forget().await,
            Platform::Amazon | Platform::Unknown(_) => {
                let names = [shopferry_amazon::CLIENT_SECRET, shopferry_amazon::REFRESH_TOKEN, QUEUE_SECRET]
                    .map(|what| SecretName::of(&connection.id, what));
                self.keychain(move |store| names.iter().try_for_each(|name| store.delete(name))).await
            }
        }
    }

    /// A connection id that was never used: letters and digits from the profile's own chance.
    pub(crate) fn fresh_id(&self, platform: &Platform) -> Result<ConnectionId, Reason> {
        let prefix = match platform {
            Platform::TiktokShop => "tt",
            Platform::Amazon => "az",
            Platform::Unknown(_) => "xx",
        };
        let number = self.chance.next("connection.id") & 0xffff_ffff_ffff;
        ConnectionId::new(format!("{prefix}-{number:012x}")).map_err(|e| fault(&e.to_string()))
    }
}

/// Several shops of one sign-in share its tokens: the keychain entries bear the first one's id.
pub(crate) fn secrets_of(connection: &Connection) -> ConnectionId {
    let shared = fact(connection, "secrets_of").and_then(|id| ConnectionId::new(id).ok());
    shared.unwrap_or_else(|| connection.id.clone())
}

/// TikTok Shop's hosts, or a practice world's.
pub(crate) fn tiktok_hosts(base_url: Option<&str>) -> Result<shopferry_tiktok_shop::Hosts, BaseUrlFault> {
    match base_url {
        Some(url) => shopferry_tiktok_shop::Hosts::loopback(url),
        None => shopferry_tiktok_shop::Hosts::production(),
    }
}

/// Amazon's hosts for a marketplace, or a practice world's.
pub(crate) fn amazon_hosts(marketplace: &str, base_url: Option<&str>) -> Result<shopferry_amazon::Hosts, Reason> {
    let known = shopferry_amazon::Marketplace::by_id(marketplace);
    let hosts = match (base_url, known) {
        (Some(url), _) => shopferry_amazon::Hosts::loopback(url, url),
        (None, Some(row)) => shopferry_amazon::Hosts::production(row.region),
        (None, None) => return Err(fault(&format!("{marketplace} is not an Amazon marketplace"))),
    };
    hosts.map_err(|e| fault(&e.to_string()))
}

/// A text among the account's facts.
pub(crate) fn fact(connection: &Connection, name: &str) -> Option<String> {
    connection.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned)
}

fn needed(connection: &Connection, name: &str) -> Result<String, Reason> {
    fact(connection, name).ok_or_else(|| Reason::about(ReasonCode::NeedsSignIn, format!("{name} is missing")))
}

fn fault(detail: &str) -> Reason {
    Reason::about(ReasonCode::StateFault, detail.to_owned())
}

/// The keychain entries that a connection may have.
pub(crate) fn all_secret_names(connection: &Connection) -> Vec<SecretName> {
    let owner = secrets_of(connection);
    ["app_secret", "access_token", "refresh_token", shopferry_amazon::CLIENT_SECRET, QUEUE_SECRET]
        .map(|what| SecretName::of(&owner, what))
        .to_vec()
}
