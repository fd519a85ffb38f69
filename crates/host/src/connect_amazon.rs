//! Adding an Amazon account, or signing in again: proved by reads before anything is stored (F001, F005).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use shopferry_amazon::{Amazon, AmazonParts, CLIENT_SECRET, Marketplace, REFRESH_TOKEN};
use shopferry_channel::{CheckOutcome, Fulfiller, Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::channels::AddAmazon;
use shopferry_domain::{ConnectionId, MarketplaceId, Reason, ReasonCode};
use shopferry_engine::Store;
use shopferry_ledger::{Connection, ConnectionHealth, Platform};

use crate::names;
use crate::new_connection::NewConnection;
use crate::workshop::{Workshop, amazon_hosts, fact};

/// SKUs asked for when proving that it is the same account.
const PROOF_SKUS: usize = 5;

impl Workshop {
    /// Adds or renews an Amazon account. Nothing is stored before Amazon has answered.
    ///
    /// # Errors
    /// Names the field that cannot be used, or what Amazon says.
    pub async fn add_amazon(&self, store: &Store, request: AddAmazon) -> Result<Connection, CommandError> {
        let form = Form::read(store, request)?;
        let probe = self.probe(&form)?;
        for step in probe.check().await? {
            if let CheckOutcome::Failed(reason) = step.outcome {
                return Err(not_proved(&reason));
            }
        }
        match &form.again {
            Some(row) => self.renew_amazon(store, &form, &probe, row).await,
            None => self.new_amazon(store, &form).await,
        }
    }

    fn probe(&self, form: &Form) -> Result<Amazon, CommandError> {
        let hosts = amazon_hosts(&form.marketplace, form.base_url.as_deref())
            .map_err(|r| CommandError::from(&r).on("base_url"))?;
        let connection = ConnectionId::new("new").map_err(|_| CommandError::not_found("connection"))?;
        let typed = Typed(BTreeMap::from([
            (SecretName::of(&connection, CLIENT_SECRET), form.client_secret.clone()),
            (SecretName::of(&connection, REFRESH_TOKEN), form.refresh_token.clone()),
        ]));
        Ok(Amazon::new(AmazonParts {
            connection,
            marketplace: MarketplaceId::new(&form.marketplace).map_err(|_| unknown_marketplace(&form.marketplace))?,
            client_id: form.client_id.clone(),
            hosts,
            secrets: Arc::new(typed),
            transport: Arc::clone(&self.transport),
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            observer: Arc::clone(&self.observer),
        }))
    }

    async fn new_amazon(&self, store: &Store, form: &Form) -> Result<Connection, CommandError> {
        let id = self.fresh_id(&Platform::Amazon).map_err(|r| CommandError::from(&r))?;
        let new = NewConnection {
            id: id.clone(),
            platform: Platform::Amazon,
            name: form.name.clone(),
            account: form.account(),
            practice: form.base_url.is_some(),
        };
        let now = self.clock.now();
        let stored = async {
            self.keep(&id, form).await?;
            Ok::<_, CommandError>(store.write(|tx| new.insert(tx, now))?)
        };
        match stored.await {
            Ok(row) => Ok(row),
            Err(error) => {
                let names = [CLIENT_SECRET, REFRESH_TOKEN].map(|what| SecretName::of(&id, what));
                // Nothing of a failed attempt stays behind; the first error is the one to tell.
                let _ = self.keychain(move |s| names.iter().try_for_each(|n| s.delete(n))).await;
                Err(error)
            }
        }
    }

    async fn renew_amazon(
        &self,
        store: &Store,
        form: &Form,
        probe: &Amazon,
        row: &Connection,
    ) -> Result<Connection, CommandError> {
        let other = || {
            let message = format!("These keys belong to another account than “{}”.", row.name);
            CommandError::new(
                "other_account",
                message,
                "Use the keys of the same account, or add the other one as a new connection.",
            )
        };
        if fact(row, "seller_id").as_deref() != Some(form.seller_id.as_str()) {
            return Err(other().on("seller_id"));
        }
        // Amazon does not tell a private app the seller id: one of the SKUs we know must answer.
        let known = store.read(|view| view.source_stock().all(&row.id))?;
        let skus: Vec<_> = known.iter().map(|r| r.sku.clone()).take(PROOF_SKUS).collect();
        if let (false, Some(stock)) = (skus.is_empty(), probe.stock())
            && stock.read(&skus).await?.good.is_empty()
        {
            return Err(other());
        }
        self.keep(&row.id, form).await?;
        let now = self.clock.now();
        Ok(store.write(|tx| {
            let Some(mut row) = tx.connections().get(&row.id)? else { return Ok(row.clone()) };
            if let (Some(held), Some(fresh)) = (row.account.as_object_mut(), form.account().as_object()) {
                held.extend(fresh.clone());
            }
            row.name.clone_from(&form.name);
            row.health = ConnectionHealth::Connected;
            row.health_reason = None;
            tx.connections().save(&row)?;
            for flow in tx.flows().of(&row.id)?.iter().filter(|f| f.on) {
                tx.flows().mark_due(&row.id, flow.flow, now)?;
            }
            Ok(row)
        })?)
    }

    async fn keep(&self, id: &ConnectionId, form: &Form) -> Result<(), SecretStoreError> {
        let entries = [
            (SecretName::of(id, CLIENT_SECRET), form.client_secret.clone()),
            (SecretName::of(id, REFRESH_TOKEN), form.refresh_token.clone()),
        ];
        self.keychain(move |store| entries.iter().try_for_each(|(name, secret)| store.put(name, secret))).await
    }
}

/// The form, checked.
struct Form {
    name: String,
    client_id: String,
    client_secret: Secret,
    refresh_token: Secret,
    seller_id: String,
    marketplace: String,
    base_url: Option<String>,
    again: Option<Connection>,
}

impl Form {
    fn read(store: &Store, request: AddAmazon) -> Result<Self, CommandError> {
        let again = request.connection.as_deref().filter(|c| !c.is_empty());
        let again = again.map(ConnectionId::new).transpose().map_err(|_| CommandError::not_found("connection"))?;
        let name = names::check(store, &request.name, again.as_ref())?;
        let row = match &again {
            Some(id) => {
                let row = store.read(|view| view.connections().get(id))?.filter(|c| c.removed_at.is_none());
                Some(row.ok_or_else(|| CommandError::not_found("connection"))?)
            }
            None => None,
        };
        let needed = |value: &str, what: &str, field: &str| {
            let value = value.trim().to_owned();
            let missing = || {
                CommandError::new(
                    "bad_input",
                    format!("The {what} is missing."),
                    "Copy it from your app’s page in Seller Central.",
                )
            };
            if value.is_empty() { Err(missing().on(field)) } else { Ok(value) }
        };
        let base_url = request.base_url.filter(|u| !u.trim().is_empty());
        let base_url = row.as_ref().map_or(base_url, |r| fact(r, "base_url"));
        let marketplace = needed(&request.marketplace, "marketplace", "marketplace")?;
        if Marketplace::by_id(&marketplace).is_none() && base_url.is_none() {
            return Err(unknown_marketplace(&marketplace));
        }
        Ok(Self {
            name,
            client_id: needed(&request.client_id, "client id", "client_id")?,
            client_secret: Secret::new(needed(&request.client_secret, "client secret", "client_secret")?),
            refresh_token: Secret::new(needed(&request.refresh_token, "refresh token", "refresh_token")?),
            seller_id: needed(&request.seller_id, "seller id", "seller_id")?,
            marketplace,
            base_url,
            again: row,
        })
    }

    fn account(&self) -> serde_json::Value {
        let country = Marketplace::by_id(&self.marketplace).map_or("US", |m| m.country);
        let mut account = json!({
            "seller_id": self.seller_id,
            "marketplace_id": self.marketplace,
            "country": country,
            "client_id": self.client_id,
        });
        if let (Some(facts), Some(base)) = (account.as_object_mut(), &self.base_url) {
            facts.insert("base_url".to_owned(), json!(base));
        }
        account
    }
}

fn unknown_marketplace(id: &str) -> CommandError {
    let message = format!("{id} is not the id of an Amazon marketplace.");
    CommandError::new("bad_input", message, "Choose the marketplace from the list.").on("marketplace")
}

/// A sign-in that never worked is a matter of the keys.
fn not_proved(reason: &Reason) -> CommandError {
    if reason.code == ReasonCode::NeedsSignIn {
        return CommandError::from(&Reason::new(ReasonCode::WrongKeys)).on("client_secret");
    }
    CommandError::from(reason)
}

/// What was typed, for the probe only.
#[derive(Debug)]
struct Typed(BTreeMap<SecretName, Secret>);

impl SecretStore for Typed {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretStoreError> {
        Ok(self.0.get(name).cloned())
    }

    fn put(&self, _: &SecretName, _: &Secret) -> Result<(), SecretStoreError> {
        Ok(())
    }

    fn delete(&self, _: &SecretName) -> Result<(), SecretStoreError> {
        Ok(())
    }
}
