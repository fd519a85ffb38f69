//! Credentials and tokens of the seller's private application (fact sheet 1).

use std::collections::BTreeMap;

use crate::chance::Chance;

/// How long an access token lives.
pub(super) const ACCESS_TOKEN_SECS: i64 = 3_600;
/// How long an authorization code lives.
pub(super) const AUTH_CODE_MS: i64 = 300_000;
/// Most access tokens remembered; the oldest go first.
const TOKENS_MAX: usize = 1_000;

/// What the private application holds, and the access tokens given out.
#[derive(Debug)]
pub struct Account {
    /// `amzn1.application-oa2-client.…`
    pub client_id: String,
    /// `amzn1.oa2-cs.v1.…`
    pub client_secret: String,
    /// `Atzr|…`
    pub refresh_token: String,
    /// The seller's merchant token.
    pub seller_id: String,
    /// A code for the authorization-code grant, good once within five minutes of the world's start.
    pub auth_code: Option<(String, i64)>,
    tokens: BTreeMap<String, i64>,
    chance: Chance,
    revoked: bool,
}

/// Why a token is refused, with Amazon's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenFault {
    Missing,
    Expired,
    Unknown,
}

impl TokenFault {
    pub(super) fn details(self) -> &'static str {
        match self {
            Self::Missing => "Access token is missing in the request header.",
            Self::Expired => "The access token you provided has expired.",
            Self::Unknown => "The access token you provided is revoked, malformed or invalid.",
        }
    }
}

impl Account {
    pub(super) fn new(seed: u64, now_ms: i64) -> Self {
        let mut chance = Chance::stream(seed, "amazon/account");
        Self {
            client_id: format!("amzn1.application-oa2-client.{}", chance.hex(32)),
            client_secret: format!("amzn1.oa2-cs.v1.{}", chance.hex(64)),
            refresh_token: format!("Atzr|IwEB{}", chance.hex(180)),
            seller_id: format!("A{}", chance.hex(13).to_uppercase()),
            auth_code: Some((format!("AN{}", chance.hex(18)), now_ms + AUTH_CODE_MS)),
            tokens: BTreeMap::new(),
            chance,
            revoked: false,
        }
    }

    /// Revokes the seller's authorization: no refresh and no call passes any more. `false` grants it again.
    pub fn revoke(&mut self, revoked: bool) {
        self.revoked = revoked;
    }

    /// Whether the authorization is revoked.
    pub fn revoked(&self) -> bool {
        self.revoked
    }

    /// A fresh code for the authorization-code grant.
    pub fn renew_code(&mut self, now_ms: i64) {
        self.auth_code = Some((format!("AN{}", self.chance.hex(18)), now_ms + AUTH_CODE_MS));
    }

    /// Lets every access token given out so far expire now.
    pub fn expire_tokens(&mut self, now_ms: i64) {
        self.tokens.values_mut().for_each(|until| *until = now_ms);
    }

    pub(super) fn issue(&mut self, now_ms: i64) -> String {
        if self.tokens.len() >= TOKENS_MAX {
            let oldest = self.tokens.iter().min_by_key(|(_, until)| **until).map(|(token, _)| token.clone());
            if let Some(oldest) = oldest {
                self.tokens.remove(&oldest);
            }
        }
        let token = format!("Atza|IwEB{}", self.chance.hex(160));
        self.tokens.insert(token.clone(), now_ms + ACCESS_TOKEN_SECS * 1_000);
        token
    }

    pub(super) fn check(&self, token: Option<&str>, now_ms: i64) -> Result<(), TokenFault> {
        let token = token.filter(|token| !token.is_empty()).ok_or(TokenFault::Missing)?;
        if self.revoked {
            return Err(TokenFault::Unknown);
        }
        let until = self.tokens.get(token).ok_or(TokenFault::Unknown)?;
        if now_ms < *until { Ok(()) } else { Err(TokenFault::Expired) }
    }
}
