//! Staying signed in: the access token of a connection, refreshed early, once for all callers, and stored before use.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::Request;
use percent_encoding::utf8_percent_encode;
use shopferry_channel::{Secret, SecretStoreError};
use shopferry_net::{
    BaseUrl, Call, CallFault, Dice, Door, DoorParts, Fixed, Fresh, Pace, Repeat, RetryLimits, TokenCache, Transport,
    Unobserved, Waiting,
};
use tokio::sync::Mutex;

use crate::consent::QUERY_VALUE;
use crate::errors::Judge;
use crate::server_clock::ServerClock;
use crate::tokens::{self, TokenStore, Tokens};
use crate::wire::{Envelope, TokenData};

const GET: &str = "tiktok.getToken";
const REFRESH: &str = "tiktok.refreshToken";
/// An access token lives seven days (fact sheet 2); it is renewed this long before its end, or at three quarters of
/// its life if that is shorter.
const EARLY_MAX: TimeDelta = TimeDelta::hours(1);

/// What the token endpoint is asked for.
pub(crate) enum TokenAsk<'a> {
    /// The first tokens, for a code; a code works once, so this is never repeated.
    Code(&'a Secret),
    /// The next tokens. May be repeated: whoever lost an answer still holds the old refresh token.
    Refresh(&'a Secret),
}

/// A door to the token host. `once`: no repetition of any kind.
pub(crate) fn token_door(
    transport: Arc<dyn Transport>,
    waiting: Arc<dyn Waiting>,
    dice: Arc<dyn Dice>,
    once: bool,
) -> Door {
    let limits = if once { RetryLimits::ONCE } else { RetryLimits::default() };
    Door::new(DoorParts { transport, waiting, dice, classify: Arc::new(Judge), observer: Arc::new(Unobserved), limits })
}

/// Calls the token endpoint. Secrets travel in its query, so this address is never printed.
pub(crate) async fn ask_for_tokens(
    door: &Door,
    auth: &BaseUrl,
    app_key: &str,
    app_secret: &Secret,
    ask: TokenAsk<'_>,
) -> Result<TokenData, CallFault> {
    let (operation, path, key, value, grant_type, repeat) = match ask {
        TokenAsk::Code(code) => (GET, "get", "auth_code", code, "authorized_code", Repeat::Never),
        TokenAsk::Refresh(token) => (REFRESH, "refresh", "refresh_token", token, "refresh_token", Repeat::Safe),
    };
    let encode = |text| utf8_percent_encode(text, QUERY_VALUE);
    let address = format!(
        "/api/v2/token/{path}?app_key={}&app_secret={}&{key}={}&grant_type={grant_type}",
        encode(app_key),
        encode(app_secret.expose()),
        encode(value.expose()),
    );
    let unsendable = || CallFault::Unsendable { operation, why: "the address cannot be built".to_owned() };
    let uri = auth.join(&address).map_err(|_| unsendable())?;
    let request = Request::get(uri).body(Bytes::new()).map_err(|_| unsendable())?;
    let call = Call::write(operation, Pace::UNPACED, repeat);
    let answer: Envelope<TokenData> = door.call_json(&call, &Fixed(request)).await?;
    Ok(answer.data.unwrap_or_default())
}

/// Holds a connection's access token.
pub(crate) struct SignIn {
    pub(crate) door: Door,
    pub(crate) auth: BaseUrl,
    pub(crate) app_key: String,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) time: Arc<ServerClock>,
    pub(crate) cache: TokenCache<Secret>,
    /// Renewed tokens that could not be stored yet: tried again before anything else is renewed.
    pub(crate) unsaved: Mutex<Option<Tokens>>,
}

impl SignIn {
    /// The app's secret.
    pub(crate) async fn app_secret(&self, operation: &'static str) -> Result<Secret, CallFault> {
        let secret = self.store.app_secret().await.map_err(|fault| CallFault::Secrets { operation, fault })?;
        secret.ok_or_else(|| not_signed_in(operation, "there is no app secret"))
    }

    /// An access token and its generation; `rejected` is the generation that the platform just refused.
    pub(crate) async fn token(
        &self,
        operation: &'static str,
        rejected: Option<u64>,
    ) -> Result<(Secret, u64), CallFault> {
        let now = self.time.now();
        self.cache.get(now, rejected, || self.obtain(operation, now, rejected.is_some())).await
    }

    async fn obtain(
        &self,
        operation: &'static str,
        now: DateTime<Utc>,
        rejected: bool,
    ) -> Result<Fresh<Secret>, CallFault> {
        let mut unsaved = self.unsaved.lock().await;
        let held = match unsaved.clone() {
            Some(tokens) => {
                self.save(operation, &tokens).await?;
                *unsaved = None;
                Some(tokens)
            }
            None => self.store.load().await.map_err(|fault| CallFault::Secrets { operation, fault })?,
        };
        let held = held.ok_or_else(|| not_signed_in(operation, "this shop is not signed in"))?;
        if !rejected && !held.access.is_empty() && now < renew_at(&held, now) {
            return Ok(fresh(&held, now));
        }
        if held.refresh_expires_at.is_some_and(|end| end <= now) {
            return Err(not_signed_in(operation, "the authorization has ended"));
        }
        let secret = self.app_secret(operation).await?;
        let data =
            ask_for_tokens(&self.door, &self.auth, &self.app_key, &secret, TokenAsk::Refresh(&held.refresh)).await?;
        let mut renewed = tokens::read(&data, now).ok_or_else(|| CallFault::Malformed {
            operation: REFRESH,
            path: "data".to_owned(),
            why: "a token or its expiry is missing".to_owned(),
        })?;
        if data.refresh_token_expire_in.is_none() {
            renewed.refresh_expires_at = held.refresh_expires_at;
        }
        *unsaved = Some(renewed.clone());
        self.save(operation, &renewed).await?;
        *unsaved = None;
        Ok(fresh(&renewed, now))
    }

    /// When the authorisation ends, as the tokens in store say; nothing without tokens (F007).
    pub(crate) async fn authorisation_end(&self) -> Result<Option<Option<DateTime<Utc>>>, SecretStoreError> {
        if let Some(tokens) = self.unsaved.lock().await.as_ref() {
            return Ok(Some(tokens.refresh_expires_at));
        }
        Ok(self.store.load().await?.map(|tokens| tokens.refresh_expires_at))
    }

    async fn save(&self, operation: &'static str, tokens: &Tokens) -> Result<(), CallFault> {
        self.store.save(tokens).await.map_err(|fault| CallFault::Secrets { operation, fault })
    }
}

/// When to renew: early, but not so early that short-lived tokens are renewed at every call.
fn renew_at(tokens: &Tokens, now: DateTime<Utc>) -> DateTime<Utc> {
    let left = (tokens.access_expires_at - now).max(TimeDelta::zero());
    tokens.access_expires_at - EARLY_MAX.min(left / 4)
}

fn fresh(tokens: &Tokens, now: DateTime<Utc>) -> Fresh<Secret> {
    Fresh { value: tokens.access.clone(), expires_at: renew_at(tokens, now) }
}

fn not_signed_in(operation: &'static str, why: &str) -> CallFault {
    CallFault::NeedsSignIn { operation, code: "not_signed_in".to_owned(), message: why.to_owned() }
}
