//! Adding an Amazon account, or signing in again: proved by reads before anything is stored (F001, F005).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use shopferry_amazon::{Amazon, AmazonParts, CLIENT_SECRET, Marketplace, REFRESH_TOKEN};
use shopferry_channel::{CheckOutcome, CheckStep, Fulfiller, Secret, SecretName, SecretStore, SecretStoreError};
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
    /// Tries what was typed, step by step, the keychain first; nothing is stored (F301).
    ///
    /// # Errors
    /// Names the field that cannot be used.
    pub async fn check_amazon(&self, store: &Store, request: AddAmazon) -> Result<Vec<CheckStep>, CommandError> {
        let form = Form::read(store, request, self.clock.now())?;
        let mut steps = vec![self.check_keychain().await];
        steps.extend(self.probe(&form)?.check().await?);
        Ok(steps)
    }

    /// Adds or renews an Amazon account. Nothing is stored before Amazon has answered.
    ///
    /// # Errors
    /// Names the field that cannot be used, or what Amazon says.
    pub async fn add_amazon(&self, store: &Store, request: AddAmazon) -> Result<Connection, CommandError> {
        let form = Form::read(store, request, self.clock.now())?;
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

    /// Whether secrets could be stored: a read that finds nothing.
    async fn check_keychain(&self) -> CheckStep {
        let name = SecretName { owner: "profile".to_owned(), what: "keychain_check".to_owned() };
        let outcome = match self.keychain(move |store| store.get(&name)).await {
            Ok(_) => CheckOutcome::Passed,
            Err(fault) => CheckOutcome::Failed(shopferry_channel::ChannelError::Secrets(fault).as_reason()),
        };
        CheckStep {
            what: "Reach the keychain".to_owned(),
            scope: String::new(),
            outcome,
            latency: std::time::Duration::ZERO,
            clock_difference_secs: None,
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
        self.an_order_of_ours_answers(store, probe, row, skus.is_empty()).await?.then_some(()).ok_or_else(other)?;
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

    /// Without a SKU that answers, one of our own recent fulfillment orders must (F005). An account without either has
    /// nothing to be told apart by.
    async fn an_order_of_ours_answers(
        &self,
        store: &Store,
        probe: &Amazon,
        row: &Connection,
        asked: bool,
    ) -> Result<bool, CommandError> {
        let ours = store.read(|view| view.exports().open(&row.id))?;
        let newest = ours.iter().max_by_key(|e| (e.accepted_at, e.key.as_str().to_owned())).filter(|_| asked);
        match newest {
            Some(export) => Ok(probe.get(&export.key).await?.is_some()),
            None => Ok(true),
        }
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
    secret_made_on: NaiveDate,
    now: DateTime<Utc>,
}

impl Form {
    fn read(store: &Store, request: AddAmazon, now: DateTime<Utc>) -> Result<Self, CommandError> {
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
            client_id: not_swapped(needed(&request.client_id, "client id", "client_id")?, "client_id")?,
            client_secret: Secret::new(not_swapped(
                needed(&request.client_secret, "client secret", "client_secret")?,
                "client_secret",
            )?),
            refresh_token: Secret::new(not_swapped(
                needed(&request.refresh_token, "refresh token", "refresh_token")?,
                "refresh_token",
            )?),
            seller_id: needed(&request.seller_id, "seller id", "seller_id")?,
            marketplace,
            base_url,
            again: row,
            secret_made_on: made_on(request.secret_made_on.as_deref(), now)?,
            now,
        })
    }

    fn account(&self) -> serde_json::Value {
        let marketplace = Marketplace::by_id(&self.marketplace);
        let country = marketplace.map_or("US", |m| m.country);
        let mut account = json!({
            "seller_id": self.seller_id,
            "marketplace_id": self.marketplace,
            "country": country,
            "currency": marketplace.map(|m| m.currency),
            "client_id": self.client_id,
            "secret_made_on": self.secret_made_on.to_string(),
            "authorised_at": self.now.to_rfc3339(),
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

/// Each of Amazon's keys begins in its own way (fact sheet 1); one that begins like another stands in the wrong field.
fn not_swapped(value: String, field: &str) -> Result<String, CommandError> {
    let beginnings = [
        ("client_id", "client id", "amzn1.application-oa2-client."),
        ("client_secret", "client secret", "amzn1.oa2-cs."),
        ("refresh_token", "refresh token", "Atzr|"),
    ];
    match beginnings.iter().find(|(own, _, begins)| *own != field && value.starts_with(begins)) {
        None => Ok(value),
        Some((_, what, _)) => {
            let message = format!("This is a {what}; it belongs into another field.");
            Err(CommandError::new("bad_input", message, "Copy the key that this field asks for.").on(field))
        }
    }
}

/// The day a client secret was made; today unless the person says otherwise (F421).
pub(crate) fn made_on(text: Option<&str>, now: DateTime<Utc>) -> Result<NaiveDate, CommandError> {
    let today = now.date_naive();
    let Some(text) = text.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(today) };
    let bad = |message: &str| {
        CommandError::new("bad_input", message, "Look at the app’s page in the Solution Provider Portal.")
            .on("secret_made_on")
    };
    let day: NaiveDate = text.parse().map_err(|_| bad("This is not a date."))?;
    if day > today { Err(bad("This day is in the future.")) } else { Ok(day) }
}

/// A sign-in that never worked is a matter of the keys.
pub(crate) fn not_proved(reason: &Reason) -> CommandError {
    if reason.code == ReasonCode::NeedsSignIn {
        return CommandError::from(&Reason::new(ReasonCode::WrongKeys)).on("client_secret");
    }
    CommandError::from(reason)
}

/// What was typed, for the probe only.
#[derive(Debug)]
pub(crate) struct Typed(pub(crate) BTreeMap<SecretName, Secret>);

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
