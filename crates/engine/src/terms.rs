//! Telling a person in time that an authorisation ends or a client secret grows old (F007, F421).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shopferry_domain::term::{TermLevel, authorisation, client_secret};
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{Connection, ConnectionHealth};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;
use crate::situation::account_text;

/// When the authorisation ends, among the account's facts.
const ENDS: &str = "authorisation_ends";
/// What the tokens last said of it.
const SEEN: &str = "authorisation_seen";

/// When the authorisation of a connection ends; none = no end, or not told.
pub fn authorisation_end(connection: &Connection) -> Option<DateTime<Utc>> {
    let text = account_text(connection, ENDS)?;
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc())
}

/// The day on which the client secret was made, as the person said (F421).
pub fn secret_made_on(connection: &Connection) -> Option<NaiveDate> {
    account_text(connection, "secret_made_on")?.parse().ok()
}

/// What was told already; signing in again clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Told {
    /// Days before the end.
    authorisation: Option<i64>,
    /// Level of the secret's age.
    secret: Option<TermLevel>,
}

fn key_of(id: &ConnectionId) -> String {
    format!("terms_told:{id}")
}

impl Engine {
    /// Looks at the terms of one connection; each step is told once.
    pub(crate) async fn tell_terms(&self, id: &ConnectionId) -> Result<()> {
        self.note_authorisation_end(id).await?;
        let now = self.now();
        let row = self.connection(id)?;
        let (level, days) = authorisation(authorisation_end(&row), now);
        let secret = secret_made_on(&row).map(|made| (made, client_secret(made, now)));
        let secret_level = secret.map(|(_, (level, _))| level).filter(|level| *level > TermLevel::Fine);
        let fresh = Told { authorisation: days, secret: secret_level };
        let before: Told = self.store.read(|v| v.settings().get(&key_of(id)))?.unwrap_or_default();
        if before == fresh {
            return Ok(());
        }
        self.store.write(|tx| tx.settings().set(&key_of(id), &fresh))?;
        if level == TermLevel::Ended {
            self.authorisation_ended(&row)?;
        } else if let Some(left) = days.filter(|_| before.authorisation != days) {
            self.notify_about(
                NoticeKind::NeedsSignIn,
                format!(
                    "{}: the authorisation ends within {left} {}",
                    row.name,
                    if left == 1 { "day" } else { "days" }
                ),
                &Reason::new(ReasonCode::AuthorisationEnds),
                id,
            );
        }
        if let Some((made, (level, age))) = secret.filter(|(_, (level, _))| before.secret < Some(*level))
            && level > TermLevel::Fine
        {
            let due = made + TimeDelta::days(180);
            let title = format!("{}: the client secret is {age} days old, renew it by {due}", row.name);
            self.notify_about(NoticeKind::NeedsSignIn, title, &Reason::new(ReasonCode::SecretOld), id);
        }
        Ok(())
    }

    /// A renewed token may come with another end of the authorisation: it replaces the one of the sign-in (F007).
    async fn note_authorisation_end(&self, id: &ConnectionId) -> Result<()> {
        let Some(shop) = self.ports.sales(id) else { return Ok(()) };
        let end = match shop.authorisation_end().await {
            Ok(Some(end)) => end.map(|at| at.to_rfc3339()),
            Ok(None) => return Ok(()),
            Err(error) => {
                self.step(id.as_str(), "end_not_read", "", error.as_reason().code.name());
                return Ok(());
            }
        };
        let row = self.connection(id)?;
        let seen = row.account.get(SEEN);
        if seen.is_some_and(|seen| seen.as_str() == end.as_deref()) {
            return Ok(());
        }
        // The first look only remembers: the sign-in has just written the end.
        let is_new = seen.is_some();
        Ok(self.store.write(|tx| {
            let Some(mut row) = tx.connections().get(id)? else { return Ok(()) };
            if let Some(account) = row.account.as_object_mut() {
                account.insert(SEEN.to_owned(), json!(end));
                if is_new {
                    account.insert(ENDS.to_owned(), json!(end));
                }
            }
            tx.connections().save(&row)
        })?)
    }

    /// From now on the platform would refuse every call: the connection rests until a person signs in.
    fn authorisation_ended(&self, row: &Connection) -> Result<()> {
        let reason = Reason::new(ReasonCode::AuthorisationEnded);
        self.store.write(|tx| {
            let Some(mut row) = tx.connections().get(&row.id)? else { return Ok(()) };
            row.health = ConnectionHealth::NeedsSignIn;
            row.health_reason = Some(reason.clone());
            tx.connections().save(&row)
        })?;
        self.notify_about(NoticeKind::NeedsSignIn, format!("{} needs sign-in", row.name), &reason, &row.id);
        Ok(())
    }
}
