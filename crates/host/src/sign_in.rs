//! TikTok Shop sign-ins under way: a state value issued per run, valid ten minutes, accepted once (F001).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::Secret;
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::channels::{BeginTiktok, ConsentView};
use shopferry_domain::ConnectionId;
use shopferry_engine::Store;
use shopferry_tiktok_shop::{ExpectedState, Hosts, consent_link, consent_link_from};

use crate::workshop::{fact, tiktok_hosts};
use crate::{names, random};

/// How long an answer counts.
const VALID: TimeDelta = TimeDelta::minutes(10);
/// Sign-ins under way at most; the oldest is dropped.
const PENDING_MAX: usize = 16;

/// Held in memory only: a restart forgets every sign-in that was not finished.
#[derive(Debug, Default)]
pub struct SignIns {
    pending: Mutex<BTreeMap<String, Pending>>,
}

/// One that waits for its answer.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) expected: ExpectedState,
    pub(crate) name: String,
    pub(crate) app_key: String,
    pub(crate) app_secret: Secret,
    pub(crate) service_id: String,
    pub(crate) base_url: Option<String>,
    pub(crate) hosts: Hosts,
    pub(crate) again: Option<ConnectionId>,
}

impl SignIns {
    /// Checks the form and answers the page to open. Nothing is stored.
    ///
    /// # Errors
    /// Names the field that cannot be used.
    pub fn begin(&self, store: &Store, now: DateTime<Utc>, request: BeginTiktok) -> Result<ConsentView, CommandError> {
        let again = request.connection.as_deref().filter(|c| !c.is_empty());
        let again = again.map(ConnectionId::new).transpose().map_err(|_| CommandError::not_found("connection"))?;
        let name = names::check(store, &request.name, again.as_ref())?;
        let missing = |what: &str, field: &str| {
            CommandError::new(
                "bad_input",
                format!("The {what} is missing."),
                "Copy it from your app’s page in Partner Center.",
            )
            .on(field)
        };
        let app_key = request.app_key.trim().to_owned();
        if app_key.is_empty() {
            return Err(missing("app key", "app_key"));
        }
        let app_secret = Secret::new(request.app_secret.trim());
        if app_secret.is_empty() {
            return Err(missing("app secret", "app_secret"));
        }
        let base_url = request.base_url.filter(|u| !u.trim().is_empty());
        let base_url = self.again_base(store, again.as_ref())?.or(base_url);
        let hosts = tiktok_hosts(base_url.as_deref()).map_err(|e| {
            CommandError::new(
                "bad_input",
                format!("This address cannot be used: {e}."),
                "Leave it empty for TikTok Shop itself.",
            )
            .on("base_url")
        })?;
        let state = random::word()?;
        let service_id = request.service_id.trim().to_owned();
        let url = consent_url(&service_id, &state, &request.region, base_url.as_deref());
        let url = url.ok_or_else(|| missing("service id", "service_id"))?;
        let ticket = random::word()?;
        let expected = ExpectedState { state, issued_at: now };
        self.keep(ticket.clone(), Pending { expected, name, app_key, app_secret, service_id, base_url, hosts, again });
        Ok(ConsentView { ticket, url, expires_at: now + VALID })
    }

    /// A connection is signed in again where it was signed in first.
    fn again_base(&self, store: &Store, again: Option<&ConnectionId>) -> Result<Option<String>, CommandError> {
        let Some(id) = again else { return Ok(None) };
        let row = store.read(|view| view.connections().get(id))?.filter(|c| c.removed_at.is_none());
        let row = row.ok_or_else(|| CommandError::not_found("connection"))?;
        Ok(fact(&row, "base_url"))
    }

    fn keep(&self, ticket: String, pending: Pending) {
        let mut all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PENDING_MAX {
            let oldest = all.iter().min_by_key(|(_, p)| p.expected.issued_at).map(|(t, _)| t.clone());
            oldest.map(|t| all.remove(&t));
        }
        all.insert(ticket, pending);
    }

    /// Takes a sign-in out: its answer is accepted once, whatever becomes of it.
    pub(crate) fn take(&self, ticket: &str) -> Result<Pending, CommandError> {
        let taken = self.pending.lock().unwrap_or_else(PoisonError::into_inner).remove(ticket);
        taken.ok_or_else(|| {
            let message = "This sign-in was finished, cancelled or begun before Shopferry was started.";
            CommandError::new("expired", message, "Open the link again and paste its answer.")
        })
    }
}

/// The page to open: the platform's, the link the seller copied, or the practice world's.
fn consent_url(service_id: &str, state: &str, region: &str, base_url: Option<&str>) -> Option<String> {
    if service_id.is_empty() {
        return None;
    }
    if let Some(base) = base_url {
        // Ids are letters and digits; anything else cannot be one.
        let plain: String = service_id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        return Some(format!("{}/open/authorize?service_id={plain}&state={state}", base.trim_end_matches('/')));
    }
    if service_id.contains("://") {
        return consent_link_from(service_id, state);
    }
    Some(consent_link(service_id, state, region))
}
