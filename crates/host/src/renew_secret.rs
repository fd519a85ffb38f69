//! A new client secret for an Amazon account: proved by signing in with it; the refresh token stays (F421).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use shopferry_amazon::{Amazon, AmazonParts, CLIENT_SECRET, REFRESH_TOKEN};
use shopferry_channel::{CheckOutcome, Fulfiller as _, Secret, SecretName};
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::connection::RenewSecret;
use shopferry_domain::{ConnectionId, MarketplaceId, Reason, ReasonCode};
use shopferry_engine::Store;
use shopferry_ledger::{Connection, Platform};

use crate::connect_amazon::{Typed, made_on, not_proved};
use crate::workshop::{Workshop, amazon_hosts, fact};

impl Workshop {
    /// Replaces the client secret of an Amazon connection. Until the new one has signed in the old one counts.
    ///
    /// # Errors
    /// Names the field that cannot be used, or what Amazon says.
    pub async fn renew_secret(&self, store: &Store, request: RenewSecret) -> Result<Connection, CommandError> {
        let id = ConnectionId::new(&request.id).map_err(|_| CommandError::not_found("connection"))?;
        let row = store.read(|view| view.connections().get(&id))?.filter(|c| c.removed_at.is_none());
        let row =
            row.filter(|c| c.platform == Platform::Amazon).ok_or_else(|| CommandError::not_found("connection"))?;
        let made = made_on(request.made_on.as_deref(), self.clock.now())?;
        let secret = Secret::new(request.client_secret.trim());
        if secret.is_empty() {
            let message = "The client secret is missing.";
            let cure = "Rotate it on the app’s page in the Solution Provider Portal and paste the new one.";
            return Err(CommandError::new("bad_input", message, cure).on("client_secret"));
        }
        self.signs_in(&row, &secret).await?;
        let name = SecretName::of(&id, CLIENT_SECRET);
        self.keychain(move |s| s.put(&name, &secret)).await?;
        Ok(store.write(|tx| {
            let Some(mut row) = tx.connections().get(&id)? else { return Ok(row.clone()) };
            if let Some(facts) = row.account.as_object_mut() {
                facts.insert("secret_made_on".to_owned(), json!(made.to_string()));
            }
            tx.connections().save(&row)?;
            Ok(row)
        })?)
    }

    /// The first step of a test: the new secret with the refresh token that is kept.
    async fn signs_in(&self, row: &Connection, secret: &Secret) -> Result<(), CommandError> {
        let probe = ConnectionId::new("new").map_err(|_| CommandError::not_found("connection"))?;
        let kept = SecretName::of(&row.id, REFRESH_TOKEN);
        let refresh = self.keychain(move |s| s.get(&kept)).await?;
        let refresh = refresh.ok_or_else(|| CommandError::from(&Reason::new(ReasonCode::NeedsSignIn)))?;
        let marketplace = fact(row, "marketplace_id").unwrap_or_default();
        let hosts = amazon_hosts(&marketplace, fact(row, "base_url").as_deref()).map_err(|r| CommandError::from(&r))?;
        let typed = Typed(BTreeMap::from([
            (SecretName::of(&probe, CLIENT_SECRET), secret.clone()),
            (SecretName::of(&probe, REFRESH_TOKEN), refresh),
        ]));
        let amazon = Amazon::new(AmazonParts {
            connection: probe,
            marketplace: MarketplaceId::new(&marketplace).map_err(|_| CommandError::not_found("marketplace"))?,
            client_id: fact(row, "client_id").unwrap_or_default(),
            hosts,
            secrets: Arc::new(typed),
            transport: Arc::clone(&self.transport),
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            observer: Arc::clone(&self.observer),
        });
        for step in amazon.check().await? {
            if let CheckOutcome::Failed(reason) = step.outcome {
                return Err(not_proved(&reason));
            }
        }
        Ok(())
    }
}
