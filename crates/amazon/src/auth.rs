//! Login with Amazon: a refresh token becomes an access token for an hour (fact sheet 1).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use chrono::TimeDelta;
use oauth2::basic::BasicClient;
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, ClientSecret, HttpRequest, HttpResponse, RefreshToken, RequestTokenError,
};
use oauth2::{TokenResponse, TokenUrl};
use serde::Deserialize;
use shopferry_channel::{Clock, Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_domain::ConnectionId;
use shopferry_net::{Answer, BaseUrl, Call, CallFault, Classify, Door, Fixed, Fresh, Pace, TokenCache, Verdict};

use crate::{CLIENT_SECRET, REFRESH_TOKEN};

/// The call's name in errors and the journal.
pub const TOKEN: &str = "amazon.lwaToken";
/// Where the token service is.
pub const TOKEN_PATH: &str = "/auth/o2/token";
/// No limit is published; one renewal an hour never comes near this.
const PACE: Pace = Pace::new(1.0, 5);
/// Renewed this long before expiry (fact sheet 1: 60 to 300 s).
const EARLY_SECS: i64 = 180;
/// What Amazon names; used when the answer leaves it out.
const LIFETIME_SECS: u64 = 3600;

/// What [`Lwa`] is made of.
pub struct LwaParts {
    /// The way out, with [`LwaErrors`].
    pub door: Door,
    /// `https://api.amazon.com` or a practice world.
    pub base: BaseUrl,
    /// Names the keychain entries.
    pub connection: ConnectionId,
    /// The app.
    pub client_id: String,
    /// Where the secrets are; read for each renewal and dropped after.
    pub secrets: Arc<dyn SecretStore>,
    /// For the absolute expiry.
    pub clock: Arc<dyn Clock>,
}

/// Keeps one access token per connection.
pub struct Lwa {
    parts: LwaParts,
    cache: TokenCache<Secret>,
}

impl Lwa {
    /// No token yet.
    pub fn new(parts: LwaParts) -> Self {
        Self { parts, cache: TokenCache::new(TimeDelta::seconds(EARLY_SECS)) }
    }

    /// The access token and its generation; `rejected` is the generation Amazon just refused, if any.
    ///
    /// # Errors
    /// [`CallFault::NeedsSignIn`] when the keys are missing or refused, [`CallFault::Secrets`] when the keychain
    /// cannot answer, else what the token endpoint's call came to.
    pub async fn token(&self, rejected: Option<u64>) -> Result<(Secret, u64), CallFault> {
        self.cache.get(self.parts.clock.now(), rejected, || self.renew()).await
    }

    async fn renew(&self) -> Result<Fresh<Secret>, CallFault> {
        let client_secret = self.secret(CLIENT_SECRET).await?;
        let refresh_token = self.secret(REFRESH_TOKEN).await?;
        let uri = self.parts.base.join(TOKEN_PATH).map_err(|e| unsendable(&e))?;
        let url = TokenUrl::new(uri.to_string()).map_err(|e| unsendable(&e))?;
        let client = BasicClient::new(ClientId::new(self.parts.client_id.clone()))
            .set_client_secret(ClientSecret::new(client_secret.expose().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(url);
        let refresh_token = RefreshToken::new(refresh_token.expose().to_owned());
        let http = ThroughTheDoor(self);
        let answer = client.exchange_refresh_token(&refresh_token).request_async(&http).await.map_err(into_fault)?;
        let lifetime = answer.expires_in().map_or(LIFETIME_SECS, |d| d.as_secs());
        let lifetime = TimeDelta::seconds(i64::try_from(lifetime).unwrap_or(0));
        let value = Secret::new(answer.access_token().secret().as_str());
        Ok(Fresh { value, expires_at: self.parts.clock.now() + lifetime })
    }

    /// A refresh token is not used up (Amazon answers the same one), so a renewal may be repeated.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, CallFault> {
        let request = request.map(Bytes::from);
        let answer = self.parts.door.call(&Call::read(TOKEN, PACE), &Fixed(request)).await?;
        Ok(answer.map(Vec::from))
    }

    async fn secret(&self, what: &str) -> Result<Secret, CallFault> {
        let name = SecretName::of(&self.parts.connection, what);
        let secret = read(&self.parts.secrets, name).await;
        match secret.map_err(|fault| CallFault::Secrets { operation: TOKEN, fault })? {
            Some(secret) if !secret.is_empty() => Ok(secret),
            _ => Err(CallFault::NeedsSignIn {
                operation: TOKEN,
                code: "missing_key".to_owned(),
                message: format!("no {} is stored for this connection", what.replace('_', " ")),
            }),
        }
    }
}

/// The oauth2 crate's way out: our door.
struct ThroughTheDoor<'a>(&'a Lwa);

impl<'c> AsyncHttpClient<'c> for ThroughTheDoor<'_> {
    type Error = CallFault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallFault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.0.send(request))
    }
}

/// A keychain may block; a rehearsal's single thread must not be left (architecture, section 4).
pub(crate) async fn read(store: &Arc<dyn SecretStore>, name: SecretName) -> Result<Option<Secret>, SecretStoreError> {
    if tokio::runtime::Handle::current().runtime_flavor() == tokio::runtime::RuntimeFlavor::CurrentThread {
        return store.get(&name);
    }
    let store = Arc::clone(store);
    let read = tokio::task::spawn_blocking(move || store.get(&name)).await;
    read.unwrap_or_else(|_| Err(SecretStoreError::Other("reading was interrupted".to_owned())))
}

fn unsendable(error: &dyn std::fmt::Display) -> CallFault {
    CallFault::Unsendable { operation: TOKEN, why: error.to_string() }
}

type TokenFault = RequestTokenError<CallFault, oauth2::basic::BasicErrorResponse>;

fn into_fault(error: TokenFault) -> CallFault {
    let malformed =
        |path: String| CallFault::Malformed { operation: TOKEN, path, why: "this is no token answer".to_owned() };
    match error {
        RequestTokenError::Request(fault) => fault,
        RequestTokenError::Parse(error, _) => malformed(error.path().to_string()),
        RequestTokenError::ServerResponse(_) | RequestTokenError::Other(_) => malformed(".".to_owned()),
    }
}

/// Login with Amazon's errors: `{"error","error_description"}`, after RFC 6749 section 5.2.
pub struct LwaErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
struct LwaError {
    error: String,
    error_description: String,
}

/// Error words that a person has to cure with other keys; the rest is our fault or Amazon's.
pub const SIGN_IN_ERRORS: &[&str] =
    &["invalid_grant", "invalid_client", "unauthorized_client", "access_denied", "invalid_scope"];

impl Classify for LwaErrors {
    fn classify(&self, answer: &Answer<'_>) -> Verdict {
        let status = answer.status.as_u16();
        if status == 200 {
            return Verdict::Success;
        }
        let LwaError { error: code, error_description: message } =
            serde_json::from_slice(answer.body).unwrap_or_default();
        match status {
            429 => Verdict::Throttled { after: None },
            _ if SIGN_IN_ERRORS.contains(&code.as_str()) || status == 401 => Verdict::NeedsSignIn { code, message },
            // Not Login with Amazon's own words but a gateway's: it may pass.
            400..500 if code.is_empty() => Verdict::Passing { code: format!("http_{status}"), message },
            400..500 => Verdict::Refused { code, message },
            500.. => Verdict::Passing { code, message },
            _ => Verdict::Malformed { why: format!("status {status} is no answer of this service") },
        }
    }

    fn request_id(&self, answer: &Answer<'_>) -> Option<String> {
        answer.headers.get("x-amzn-requestid")?.to_str().ok().map(str::to_owned)
    }
}
