//! Who may ask: a one-time code from the printed link is exchanged for a cookie.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use http::HeaderMap;
use http::header::{COOKIE, HOST, ORIGIN};

/// Cookies given out at most; each needs a code of its own, so this is never reached by honest use.
const SESSIONS_MAX: usize = 64;

/// The code and the cookies of one run. Nothing of it outlives the process.
#[derive(Debug)]
pub struct Sessions {
    port: u16,
    code: Mutex<Option<String>>,
    open: Mutex<BTreeSet<String>>,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// Its Host or Origin is not this address: another page's request, or a rebound name.
    NotHere,
    /// It bears no cookie of this run.
    NoSession,
}

impl Sessions {
    /// A fresh code for the server on `port`.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(port: u16) -> std::io::Result<Self> {
        Ok(Self { port, code: Mutex::new(Some(random()?)), open: Mutex::new(BTreeSet::new()) })
    }

    /// The link to open; its fragment never reaches a server or a log.
    pub fn link(&self) -> String {
        let code = self.code.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default();
        format!("http://127.0.0.1:{}/#code={code}", self.port)
    }

    /// Exchanges the code, once, for the value of a `Set-Cookie` header.
    ///
    /// # Errors
    /// [`Turned::NoSession`] when the code is wrong or used.
    pub fn exchange(&self, given: &str) -> Result<String, Turned> {
        let mut code = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        let right = code.as_deref().is_some_and(|wanted| same(wanted, given));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if !right || open.len() >= SESSIONS_MAX {
            return Err(Turned::NoSession);
        }
        let token = random().map_err(|_| Turned::NoSession)?;
        *code = None;
        let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name());
        open.insert(token);
        Ok(cookie)
    }

    /// Checks that a request was meant for this address.
    ///
    /// # Errors
    /// [`Turned::NotHere`].
    pub fn check_place(&self, headers: &HeaderMap) -> Result<(), Turned> {
        let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
        let here = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let host = text(HOST).is_some_and(|host| here.iter().any(|h| h == host));
        let origin = match headers.get(ORIGIN) {
            None => true,
            Some(_) => {
                text(ORIGIN).and_then(|o| o.strip_prefix("http://")).is_some_and(|o| here.iter().any(|h| h == o))
            }
        };
        if host && origin { Ok(()) } else { Err(Turned::NotHere) }
    }

    /// Checks that a request bears a cookie of this run.
    ///
    /// # Errors
    /// [`Turned::NoSession`].
    pub fn check_cookie(&self, headers: &HeaderMap) -> Result<(), Turned> {
        let name = self.cookie_name();
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let known = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(n, value)| n == name && open.iter().any(|token| same(token, value)));
        if known { Ok(()) } else { Err(Turned::NoSession) }
    }

    /// Cookies do not tell ports apart, so the name does.
    fn cookie_name(&self) -> String {
        format!("shopferry_{}", self.port)
    }
}

fn random() -> std::io::Result<String> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(hex::encode(bytes))
}

/// Compares in the same time wherever the difference lies.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}
