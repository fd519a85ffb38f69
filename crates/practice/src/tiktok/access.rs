//! The app, the shop's consent and its tokens (tiktok-shop fact sheet 2).

use std::collections::{BTreeMap, BTreeSet};

use super::refusal::Refusal;
use crate::chance::Chance;

/// How long an access token lives.
pub const ACCESS_TTL_MS: i64 = 7 * 86_400_000;
/// How long an authorization code lives.
pub const CODE_TTL_MS: i64 = 30 * 60_000;
/// How long the former access token is still taken after a refresh; not documented, so callers must not rely on it.
const FORMER_TOKEN_MS: i64 = 5 * 60_000;
/// How long the seller's authorization lasts.
const CONSENT_MS: i64 = 365 * 86_400_000;

/// All scopes that an app gets by default and this simulator asks for (fact sheet 2).
pub const SCOPES: [&str; 13] = [
    "seller.authorization.info",
    "seller.shop.info",
    "seller.order.info",
    "seller.order.ext_ref.read",
    "seller.order.ext_ref.write",
    "seller.fulfillment.basic",
    "seller.fulfillment.package.write",
    "seller.delivery.status.write",
    "seller.logistics",
    "seller.product.basic",
    "seller.product.write",
    "seller.product.delete",
    "seller.return_refund.basic",
];

/// What a client needs to be told to reach the shop.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The app's public key.
    pub app_key: String,
    /// The app's secret.
    pub app_secret: String,
    /// The id used on the consent page.
    pub service_id: String,
    /// A code that can be exchanged once.
    pub auth_code: String,
    /// The newest access token.
    pub access_token: String,
    /// The newest refresh token.
    pub refresh_token: String,
    /// The shop's id.
    pub shop_id: String,
    /// The shop's cipher.
    pub shop_cipher: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials").field("shop_id", &self.shop_id).finish_non_exhaustive()
    }
}

/// A pair of tokens as it was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Access token.
    pub access_token: String,
    /// When it expires, Unix milliseconds.
    pub access_until_ms: i64,
    /// Refresh token.
    pub refresh_token: String,
    /// When the authorization ends, Unix milliseconds.
    pub refresh_until_ms: i64,
}

/// State of a refresh token.
#[derive(Debug, Clone)]
struct Refresh {
    until_ms: i64,
    /// Refresh tokens that die when this one is used: its predecessors. A lost answer thus locks nobody out.
    replaces: Option<String>,
}

/// App, consent and tokens.
pub struct Access {
    app_key: String,
    app_secret: String,
    service_id: String,
    open_id: String,
    cipher: String,
    shop_id: String,
    chance: Chance,
    codes: BTreeMap<String, i64>,
    newest_code: String,
    newest: Grant,
    access: BTreeMap<String, i64>,
    refresh: BTreeMap<String, Refresh>,
    scopes: BTreeSet<String>,
    consent_until_ms: i64,
    ttl_ms: i64,
    /// 0 seller, 1 creator, 3 partner.
    pub user_type: i64,
    /// Whether the token answer lists the granted scopes; older ones do not.
    pub tells_scopes: bool,
    /// Whether the authorization's end is told as a date decades ahead.
    pub endless: bool,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Access").field("shop_id", &self.shop_id).finish_non_exhaustive()
    }
}

impl Access {
    /// The app of the world `seed`, already authorized by the seller, with one unused code besides.
    pub fn new(seed: u64, now_ms: i64) -> Self {
        let mut chance = Chance::stream(seed, "tiktok/access");
        let consent_until_ms = now_ms + CONSENT_MS;
        let mut access = Self {
            app_key: format!("6{}", chance.hex(12)),
            app_secret: chance.hex(40),
            service_id: format!("7{}", chance.digits(18)),
            open_id: chance.hex(36),
            cipher: format!("TTP_{}AAAA{}", chance.hex(6), chance.hex(22)),
            shop_id: format!("7495{}", chance.digits(15)),
            codes: BTreeMap::new(),
            newest_code: String::new(),
            newest: Grant {
                access_token: String::new(),
                access_until_ms: 0,
                refresh_token: String::new(),
                refresh_until_ms: 0,
            },
            access: BTreeMap::new(),
            refresh: BTreeMap::new(),
            scopes: SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            consent_until_ms,
            ttl_ms: ACCESS_TTL_MS,
            user_type: 0,
            tells_scopes: true,
            endless: false,
            chance,
        };
        access.issue_code(now_ms);
        access.grant(now_ms, None);
        access
    }

    /// What a client needs to know.
    pub fn credentials(&self) -> Credentials {
        Credentials {
            app_key: self.app_key.clone(),
            app_secret: self.app_secret.clone(),
            service_id: self.service_id.clone(),
            auth_code: self.newest_code.clone(),
            access_token: self.newest.access_token.clone(),
            refresh_token: self.newest.refresh_token.clone(),
            shop_id: self.shop_id.clone(),
            shop_cipher: self.cipher.clone(),
        }
    }

    /// The app's public key.
    pub fn app_key(&self) -> &str {
        &self.app_key
    }

    /// The app's secret, for checking signatures.
    pub(crate) fn app_secret(&self) -> &str {
        &self.app_secret
    }

    /// The id of the consent page.
    pub fn service_id(&self) -> &str {
        &self.service_id
    }

    /// The seller's id for this app.
    pub fn open_id(&self) -> &str {
        &self.open_id
    }

    /// The shop's cipher.
    pub fn cipher(&self) -> &str {
        &self.cipher
    }

    /// The shop's id.
    pub fn shop_id(&self) -> &str {
        &self.shop_id
    }

    /// The granted scopes.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().map(String::as_str)
    }

    /// Whether a scope is granted.
    pub fn allows(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }

    /// Takes a scope away or gives it back.
    pub fn set_scope(&mut self, scope: &str, granted: bool) {
        if granted {
            self.scopes.insert(scope.to_owned());
        } else {
            self.scopes.remove(scope);
        }
    }

    /// Sets the life of access tokens handed out from now on, at least one second.
    pub fn set_access_ttl_ms(&mut self, ttl_ms: i64) {
        self.ttl_ms = ttl_ms.max(1_000);
    }

    /// Every access token in use expires at once.
    pub fn expire_access(&mut self, now_ms: i64) {
        for until_ms in self.access.values_mut() {
            *until_ms = (*until_ms).min(now_ms);
        }
    }

    /// The seller takes the authorization back: all tokens die.
    pub fn revoke(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }

    /// The seller agrees on the consent page: a new code, good for 30 minutes, once.
    pub fn issue_code(&mut self, now_ms: i64) -> String {
        let code = format!("TTP_{}", self.chance.hex(56));
        self.codes.insert(code.clone(), now_ms + CODE_TTL_MS);
        self.newest_code.clone_from(&code);
        code
    }

    /// Exchanges a code.
    ///
    /// # Errors
    /// 36004004 if the code is unknown, used or older than 30 minutes.
    pub fn exchange(&mut self, code: &str, now_ms: i64) -> Result<Grant, Refusal> {
        match self.codes.remove(code) {
            Some(until_ms) if now_ms <= until_ms => {
                self.consent_until_ms = now_ms + CONSENT_MS;
                Ok(self.grant(now_ms, None))
            }
            _ => Err(Refusal::new(36_004_004, "Authorization code is invalid, expired or already used")),
        }
    }

    /// Refreshes. The old refresh token works until its successor is used.
    ///
    /// # Errors
    /// 36004001 if the authorization has ended, 36004005 if the token is unknown.
    pub fn refresh(&mut self, token: &str, now_ms: i64) -> Result<Grant, Refusal> {
        let Some(known) = self.refresh.get(token).cloned() else {
            return Err(Refusal::new(36_004_005, "No matching authorization record for this refresh_token"));
        };
        if now_ms >= known.until_ms {
            return Err(Refusal::new(36_004_001, "refresh_token is expired, ask the seller to authorize again"));
        }
        if let Some(former) = known.replaces {
            self.refresh.remove(&former);
        }
        for until_ms in self.access.values_mut() {
            *until_ms = (*until_ms).min(now_ms + FORMER_TOKEN_MS);
        }
        Ok(self.grant(now_ms, Some(token.to_owned())))
    }

    fn grant(&mut self, now_ms: i64, replaces: Option<String>) -> Grant {
        let grant = Grant {
            access_token: format!("TTP_{}", self.chance.hex(60)),
            access_until_ms: now_ms + self.ttl_ms,
            refresh_token: format!("TTP_{}", self.chance.hex(62)),
            refresh_until_ms: self.consent_until_ms,
        };
        self.access.insert(grant.access_token.clone(), grant.access_until_ms);
        self.refresh.insert(grant.refresh_token.clone(), Refresh { until_ms: self.consent_until_ms, replaces });
        self.access.retain(|_, until_ms| *until_ms > now_ms - ACCESS_TTL_MS);
        self.newest = grant.clone();
        grant
    }

    /// Judges an access token: whether it is known, and whether it still lives.
    ///
    /// # Errors
    /// 36009004 if unknown, 105002 if expired.
    pub fn check(&self, token: &str, now_ms: i64) -> Result<(), Refusal> {
        match self.access.get(token) {
            None => Err(Refusal::new(36_009_004, "Invalid credentials. The 'x-tts-access-token' header is invalid.")),
            Some(until_ms) if *until_ms <= now_ms => {
                Err(Refusal::new(105_002, "Expired credentials. The 'access_token' has expired."))
            }
            Some(_) => Ok(()),
        }
    }
}
