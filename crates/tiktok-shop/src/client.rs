//! One connection's calls: sign, send, fall back to an older version, decode.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::TimeDelta;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Request};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shopferry_channel::{Chance, ChannelError, Clock, Secret};
use shopferry_domain::ShopId;
use shopferry_net::{
    Call, CallFault, ClockTime, Credentials, Door, DoorParts, Drawn, Observer, Prepare, RetryLimits, TokenCache,
    Transport, Urgency,
};

use crate::consent::QUERY_VALUE;
use crate::errors::{self, Judge, Meaning};
use crate::hosts::Hosts;
use crate::operation::{Operation, PACE, Verb};
use crate::server_clock::{ClockSetting, ServerClock};
use crate::shops;
use crate::sign::sign;
use crate::sign_in::{SignIn, token_door};
use crate::tokens::TokenStore;
use crate::wire::Envelope;

pub(crate) struct ClientParts {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) hosts: Hosts,
    pub(crate) app_key: String,
    pub(crate) shop: Option<ShopId>,
    pub(crate) cipher: Secret,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) stream: String,
    pub(crate) observer: Arc<dyn Observer>,
}

/// Makes the calls of one shop.
pub(crate) struct Client {
    door: Door,
    hosts: Hosts,
    app_key: String,
    shop: Option<ShopId>,
    cipher: Mutex<Secret>,
    pub(crate) sign_in: SignIn,
    time: Arc<ServerClock>,
    /// Index into an operation's versions, for those whose newest is not known here.
    versions: Mutex<BTreeMap<&'static str, usize>>,
}

/// What one call says besides the usual.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask {
    /// The id in the path.
    pub(crate) id: Option<String>,
    /// Query without what signing adds.
    pub(crate) query: Vec<(&'static str, String)>,
    /// JSON, serialised once: these bytes are signed and sent.
    pub(crate) body: Option<Bytes>,
    /// Who waits.
    pub(crate) urgency: Urgency,
}

impl Ask {
    pub(crate) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    pub(crate) fn query(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.query.push((key, value.into()));
        self
    }

    pub(crate) fn body(mut self, body: &impl Serialize) -> Self {
        self.body = serde_json::to_vec(body).ok().map(Bytes::from);
        self
    }

    pub(crate) fn urgency(mut self, urgency: Urgency) -> Self {
        self.urgency = urgency;
        self
    }
}

/// Repairs that one call tries at most once each.
#[derive(Default)]
struct Tried {
    clock: bool,
    shops: bool,
}

impl Client {
    pub(crate) fn new(parts: ClientParts) -> Self {
        let time = Arc::new(ServerClock::over(Arc::clone(&parts.clock)));
        let transport: Arc<dyn Transport> = Arc::new(ClockSetting { inner: parts.transport, time: Arc::clone(&time) });
        let waiting = Arc::new(ClockTime::over(parts.clock));
        let dice = |what: &str| Drawn::from(Arc::clone(&parts.chance), format!("{}/{what}", parts.stream));
        let sign_in = SignIn {
            door: token_door(Arc::clone(&transport), Arc::clone(&waiting) as _, Arc::new(dice("sign_in")), false),
            auth: parts.hosts.auth.clone(),
            app_key: parts.app_key.clone(),
            store: parts.store,
            time: Arc::clone(&time),
            cache: TokenCache::new(TimeDelta::zero()),
            unsaved: tokio::sync::Mutex::new(None),
        };
        let door = Door::new(DoorParts {
            transport,
            waiting,
            dice: Arc::new(dice("retry")),
            classify: Arc::new(Judge),
            observer: parts.observer,
            limits: RetryLimits::default(),
        });
        Self {
            door,
            hosts: parts.hosts,
            app_key: parts.app_key,
            shop: parts.shop,
            cipher: Mutex::new(parts.cipher),
            sign_in,
            time,
            versions: Mutex::default(),
        }
    }

    /// The platform's clock minus ours, when told.
    pub(crate) fn clock_difference_secs(&self) -> Option<i64> {
        self.time.difference_secs()
    }

    /// Makes a call; `ask` builds it for a version. A missing `data` is the empty answer.
    pub(crate) async fn call<T, F>(&self, operation: &'static Operation, ask: F) -> Result<T, CallFault>
    where
        T: DeserializeOwned + Default,
        F: Fn(&str) -> Ask + Send + Sync,
    {
        let mut index = self.known_version(operation);
        let first = index;
        let mut tried = Tried::default();
        loop {
            let version = operation.versions.get(index).copied().unwrap_or("202309");
            let fault = match self.once(operation, version, ask(version)).await {
                Ok(answer) => {
                    self.remember_version(operation, index);
                    return Ok(answer);
                }
                Err(fault) => fault,
            };
            let CallFault::Refused { code, message, .. } = &fault else {
                return Err(fault);
            };
            match code.parse().map(|code| errors::meaning(code, message)) {
                Ok(Meaning::UnknownVersion) if index + 1 < operation.versions.len() => index += 1,
                // The answer's own date has set the clock meanwhile.
                Ok(Meaning::ClockWrong) if !tried.clock => tried.clock = true,
                Ok(Meaning::OtherShop) if operation.takes_cipher && !tried.shops => {
                    tried.shops = true;
                    self.reload_cipher(operation).await?;
                }
                Ok(Meaning::OtherShop) => return Err(needs_sign_in(operation, code, message)),
                // An older version that answers with a no of its own is known all the same.
                Ok(Meaning::Refused(..)) if index != first => {
                    self.remember_version(operation, index);
                    return Err(fault);
                }
                _ => return Err(fault),
            }
        }
    }

    /// A fault in the ports' words.
    pub(crate) fn told(&self, operation: &'static Operation, fault: CallFault) -> ChannelError {
        fault.into_channel(|code, message| errors::refusal(operation, code, message))
    }

    async fn once<T: DeserializeOwned + Default>(
        &self,
        operation: &'static Operation,
        version: &str,
        ask: Ask,
    ) -> Result<T, CallFault> {
        let unsendable = |why: &str| CallFault::Unsendable { operation: operation.name, why: why.to_owned() };
        if operation.method == Verb::Post && ask.body.is_none() {
            return Err(unsendable("the body cannot be written"));
        }
        let path = operation
            .path_of(version, ask.id.as_deref())
            .ok_or_else(|| unsendable("the id holds characters that no id has"))?;
        let call = Call::write(operation.name, PACE, operation.repeat).urgency(ask.urgency);
        let signed = Signed { client: self, operation, path, ask, generation: AtomicU64::new(0) };
        let answer: Envelope<T> = self.door.call_json(&call, &signed).await?;
        Ok(answer.data.unwrap_or_default())
    }

    fn known_version(&self, operation: &Operation) -> usize {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        versions.get(operation.name).copied().unwrap_or(0)
    }

    fn remember_version(&self, operation: &Operation, index: usize) {
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        versions.insert(operation.name, index);
    }

    /// The cipher may have changed with a new authorization (fact sheet 5, code 101000).
    async fn reload_cipher(&self, operation: &'static Operation) -> Result<(), CallFault> {
        let shops = Box::pin(shops::list(self)).await?;
        let ours = shops.into_iter().find(|shop| Some(&shop.id) == self.shop.as_ref());
        let shop = ours.ok_or_else(|| needs_sign_in(operation, "101000", "the sign-in does not cover this shop"))?;
        *self.cipher.lock().unwrap_or_else(PoisonError::into_inner) = shop.cipher;
        Ok(())
    }

    fn cipher(&self) -> Secret {
        self.cipher.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn needs_sign_in(operation: &Operation, code: &str, message: &str) -> CallFault {
    CallFault::NeedsSignIn { operation: operation.name, code: code.to_owned(), message: message.to_owned() }
}

/// One call, signed anew for each attempt.
struct Signed<'a> {
    client: &'a Client,
    operation: &'static Operation,
    path: String,
    ask: Ask,
    /// Of the token of the last attempt; 0 before the first.
    generation: AtomicU64,
}

#[async_trait]
impl Prepare for Signed<'_> {
    async fn prepare(&self, credentials: Credentials) -> Result<Request<Bytes>, CallFault> {
        let name = self.operation.name;
        let last = Some(self.generation.load(Ordering::Relaxed));
        let rejected = last.filter(|_| credentials == Credentials::Renewed);
        let (token, generation) = self.client.sign_in.token(name, rejected).await?;
        self.generation.store(generation, Ordering::Relaxed);
        let secret = self.client.sign_in.app_secret(name).await?;
        self.request(&token, &secret)
            .ok_or_else(|| CallFault::Unsendable { operation: name, why: "the address cannot be built".to_owned() })
    }
}

impl Signed<'_> {
    fn request(&self, token: &Secret, secret: &Secret) -> Option<Request<Bytes>> {
        let cipher = self.client.cipher();
        let timestamp = self.client.time.now().timestamp().to_string();
        let mut query = vec![("app_key", self.client.app_key.as_str()), ("timestamp", timestamp.as_str())];
        if self.operation.takes_cipher {
            query.push(("shop_cipher", cipher.expose()));
        }
        query.extend(self.ask.query.iter().map(|(key, value)| (*key, value.as_str())));
        let sign = sign(secret, &self.path, &query, self.ask.body.as_deref());
        query.push(("sign", &sign));
        let pairs: Vec<String> =
            query.iter().map(|(key, value)| format!("{key}={}", utf8_percent_encode(value, QUERY_VALUE))).collect();
        let uri = self.client.hosts.api.join(&format!("{}?{}", self.path, pairs.join("&"))).ok()?;
        let mut token = HeaderValue::from_str(token.expose()).ok()?;
        token.set_sensitive(true);
        Request::builder()
            .method(match self.operation.method {
                Verb::Get => Method::GET,
                Verb::Post => Method::POST,
            })
            .uri(uri)
            .header("x-tts-access-token", token)
            .header(CONTENT_TYPE, "application/json")
            .body(self.ask.body.clone().unwrap_or_default())
            .ok()
    }
}
