//! The second half of a TikTok Shop sign-in: code to tokens, shops, rows and secrets (F001, F005, F007).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use shopferry_channel::{CheckOutcome, SalesChannel as _};
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::channels::FinishTiktok;
use shopferry_domain::{ConnectionId, Reason};
use shopferry_engine::Store;
use shopferry_ledger::{Connection, ConnectionHealth, Platform};
use shopferry_tiktok_shop::region;
use shopferry_tiktok_shop::{
    AuthorizedShop, Grant, HeldTokens, Parts, SignInError, TiktokConfig, TiktokShop, TokenStore, authorized_shops,
    exchange,
};

use crate::new_connection::NewConnection;
use crate::sign_in::{Pending, SignIns};
use crate::workshop::{Workshop, fact, secrets_of};

impl SignIns {
    /// Exchanges the pasted answer and stores what it brought: secrets first, then the rows. A failure leaves neither.
    ///
    /// # Errors
    /// Everything that can go wrong with a sign-in, each with its cure.
    pub async fn finish(
        &self,
        workshop: &Workshop,
        store: &Store,
        request: FinishTiktok,
    ) -> Result<Vec<Connection>, CommandError> {
        let pending = self.take(&request.ticket)?;
        let grant = exchange(
            Arc::clone(&workshop.transport),
            &pending.hosts.auth,
            &pending.app_key,
            &pending.app_secret,
            whole_address(&request.pasted)?,
            &pending.expected,
            workshop.clock.now(),
        )
        .await
        .map_err(|e| refused(&e))?;
        let held = Arc::new(HeldTokens::new(pending.app_secret.clone(), Some(grant.tokens.clone())));
        let shops = authorized_shops(
            Arc::clone(&workshop.transport),
            pending.hosts.clone(),
            &pending.app_key,
            Arc::clone(&held) as Arc<dyn TokenStore>,
            Arc::clone(&workshop.clock),
            Arc::clone(&workshop.chance),
        )
        .await?;
        // The list may have renewed the tokens: the newest pair is the one that counts.
        let grant = Grant { tokens: held.newest().unwrap_or_else(|| grant.tokens.clone()), ..grant };
        let shops = if pending.again.is_none() { chosen(shops, &request.shops)? } else { shops };
        if grant.scopes.is_none() {
            for shop in &shops {
                every_right(workshop, &pending, &held, shop).await?;
            }
        }
        match pending.again.clone() {
            Some(id) => renew(workshop, store, &pending, &grant, &shops, &id).await.map(|row| vec![row]),
            None => add(workshop, store, &pending, &grant, shops).await,
        }
    }
}

/// Where the answer does not list the granted rights, one harmless read each tells (F006).
async fn every_right(
    workshop: &Workshop,
    pending: &Pending,
    held: &Arc<HeldTokens>,
    shop: &AuthorizedShop,
) -> Result<(), CommandError> {
    let connection = ConnectionId::new("new").map_err(|_| CommandError::not_found("connection"))?;
    let config = TiktokConfig {
        connection,
        shop: shop.id.clone(),
        cipher: shop.cipher.clone(),
        region: shop.region.clone(),
        cross_border: shop.cross_border,
        app_key: pending.app_key.clone(),
        hosts: pending.hosts.clone(),
    };
    let parts = Parts {
        transport: Arc::clone(&workshop.transport),
        clock: Arc::clone(&workshop.clock),
        chance: Arc::clone(&workshop.chance),
        tokens: Arc::clone(held) as Arc<dyn TokenStore>,
        observer: Arc::clone(&workshop.observer),
    };
    let failed = TiktokShop::connect(config, parts).check().await?.into_iter().find_map(|step| match step.outcome {
        CheckOutcome::Failed(reason) => Some((step.scope, reason)),
        CheckOutcome::Passed | CheckOutcome::Warned(_) => None,
    });
    match failed {
        None => Ok(()),
        Some((scope, reason)) => {
            let about = Reason { detail: reason.detail.or(Some(scope)), ..reason };
            Err(CommandError::from(&about).on("pasted"))
        }
    }
}

/// A bare code carries no state, and an answer counts only with the state that this run issued (F001).
fn whole_address(pasted: &str) -> Result<&str, CommandError> {
    if pasted.contains('?') {
        return Ok(pasted);
    }
    let message = "No address with a code can be found in what was pasted.";
    let cure = "Copy the whole address of the page that opened after “Authorize”, from the address bar.";
    Err(CommandError::new("bad_input", message, cure).on("pasted"))
}

fn refused(error: &SignInError) -> CommandError {
    let code = match error {
        SignInError::Denied => "sign_in_denied",
        SignInError::NoCode | SignInError::CodeNotTaken { .. } => "bad_input",
        SignInError::OtherState => "wrong_state",
        SignInError::TooLate => "expired",
        SignInError::WrongKeys => "wrong_keys",
        SignInError::NotASeller => "not_a_seller",
        SignInError::MissingScopes { .. } => "missing_scope",
        SignInError::NoAnswer { .. } => "offline",
        SignInError::Unreadable { .. } => "malformed",
    };
    let text = error.to_string();
    let (message, cure) = text.rsplit_once(". ").map_or((text.as_str(), ""), |(m, c)| (m, c));
    let message = if cure.is_empty() { message.to_owned() } else { format!("{message}.") };
    let field = if code == "wrong_keys" { "app_secret" } else { "pasted" };
    CommandError::new(code, message, cure).on(field)
}

fn chosen(shops: Vec<AuthorizedShop>, wanted: &[String]) -> Result<Vec<AuthorizedShop>, CommandError> {
    let kept: Vec<AuthorizedShop> =
        shops.into_iter().filter(|s| wanted.is_empty() || wanted.iter().any(|w| w == s.id.as_str())).collect();
    if kept.is_empty() {
        let message = "This sign-in covers no shop.";
        return Err(CommandError::new("not_a_seller", message, "Sign in with the shop’s main account."));
    }
    Ok(kept)
}

fn account(
    pending: &Pending,
    grant: &Grant,
    shop: &AuthorizedShop,
    secrets_of: Option<&ConnectionId>,
    now: DateTime<Utc>,
) -> serde_json::Value {
    let facts = region::facts(&shop.region, shop.cross_border);
    let region = facts.code.as_str();
    let mut account = json!({
        "shop_id": shop.id.as_str(),
        "shop_cipher": shop.cipher.expose(),
        "shop_name": shop.name,
        "region": region,
        "app_key": pending.app_key,
        "service_id": pending.service_id,
        "cross_border": shop.cross_border,
        "region_known": facts.known,
        "currency": facts.currency.as_ref().map(shopferry_domain::Currency::as_str),
        "seller_name": grant.seller_name,
        "scopes": grant.scopes,
        "authorised_at": now.to_rfc3339(),
        "authorisation_ends": grant.tokens.refresh_expires_at.map(|at| at.to_rfc3339()),
    });
    if let Some(facts) = account.as_object_mut() {
        if let Some(base) = &pending.base_url {
            facts.insert("base_url".to_owned(), json!(base));
        }
        if let Some(owner) = secrets_of {
            facts.insert("secrets_of".to_owned(), json!(owner.as_str()));
        }
    }
    account
}

async fn add(
    workshop: &Workshop,
    store: &Store,
    pending: &Pending,
    grant: &Grant,
    shops: Vec<AuthorizedShop>,
) -> Result<Vec<Connection>, CommandError> {
    let rows = store.read(|view| view.connections().of(&Platform::TiktokShop))?;
    for shop in &shops {
        if let Some(row) = rows.iter().find(|c| fact(c, "shop_id").as_deref() == Some(shop.id.as_str())) {
            let message = format!("The shop {} is connected already, as “{}”.", shop.name, row.name);
            return Err(CommandError::new("conflict", message, "Open that connection and sign in again there."));
        }
    }
    let owner = workshop.fresh_id(&Platform::TiktokShop).map_err(|r| CommandError::from(&r))?;
    let kept = workshop.kept_tokens(&owner);
    let several = shops.len() > 1;
    let now = workshop.clock.now();
    let mut wanted = Vec::new();
    for (i, shop) in shops.iter().enumerate() {
        let id = if i == 0 {
            owner.clone()
        } else {
            workshop.fresh_id(&Platform::TiktokShop).map_err(|r| CommandError::from(&r))?
        };
        let name = if several { format!("{} ({})", pending.name, shop.name) } else { pending.name.clone() };
        wanted.push(NewConnection {
            id,
            platform: Platform::TiktokShop,
            name: name.chars().take(60).collect(),
            account: account(pending, grant, shop, (i > 0).then_some(&owner), now),
            practice: pending.base_url.is_some(),
        });
    }
    let stored = async {
        kept.save_app_secret(&pending.app_secret).await?;
        kept.save(&grant.tokens).await?;
        let rows =
            store.write(|tx| wanted.into_iter().map(|new| new.insert(tx, now)).collect::<Result<Vec<_>, _>>())?;
        Ok::<_, CommandError>(rows)
    };
    match stored.await {
        Ok(rows) => Ok(rows),
        Err(error) => {
            // Nothing of a failed sign-in stays behind; the first error is the one to tell.
            let _ = kept.forget().await;
            Err(error)
        }
    }
}

async fn save_all(
    kept: &shopferry_tiktok_shop::KeptTokens,
    pending: &Pending,
    grant: &Grant,
) -> Result<(), shopferry_channel::SecretStoreError> {
    kept.save_app_secret(&pending.app_secret).await?;
    kept.save(&grant.tokens).await
}

/// Swaps the tokens of a connection in one step, after the new ones have made a successful call (F005).
async fn renew(
    workshop: &Workshop,
    store: &Store,
    pending: &Pending,
    grant: &Grant,
    shops: &[AuthorizedShop],
    id: &ConnectionId,
) -> Result<Connection, CommandError> {
    let row = store.read(|view| view.connections().get(id))?.filter(|c| c.removed_at.is_none());
    let row = row.ok_or_else(|| CommandError::not_found("connection"))?;
    let wanted = fact(&row, "shop_id").unwrap_or_default();
    let Some(shop) = shops.iter().find(|s| s.id.as_str() == wanted) else {
        let message = format!("This sign-in is for another shop than “{}”.", row.name);
        return Err(CommandError::new(
            "other_account",
            message,
            "Sign in with the account of the same shop, or add the other shop as a new connection.",
        ));
    };
    let owner = secrets_of(&row);
    let kept = workshop.kept_tokens(&owner);
    // A keychain that fails half-way gets the old pair back: they counted until now (F005).
    let before = (kept.app_secret().await?, kept.load().await?);
    if let Err(fault) = save_all(&kept, pending, grant).await {
        if let (Some(secret), Some(tokens)) = before {
            let _ = kept.save_app_secret(&secret).await;
            let _ = kept.save(&tokens).await;
        }
        return Err(fault.into());
    }
    let now = workshop.clock.now();
    let facts = account(pending, grant, shop, (owner != row.id).then_some(&owner), now);
    let changed = store.write(|tx| {
        let Some(mut row) = tx.connections().get(id)? else { return Ok(row.clone()) };
        if let (Some(held), Some(fresh)) = (row.account.as_object_mut(), facts.as_object()) {
            held.extend(fresh.clone());
        }
        row.name.clone_from(&pending.name);
        row.health = ConnectionHealth::Connected;
        row.health_reason = None;
        tx.connections().save(&row)?;
        for flow in tx.flows().of(id)?.iter().filter(|f| f.on) {
            tx.flows().mark_due(id, flow.flow, now)?;
        }
        Ok(row)
    })?;
    Ok(changed)
}
