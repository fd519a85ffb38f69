//! The shop's own checklist, as the platform answers it: on connect and daily (F012).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shopferry_channel::ReadinessItem;
use shopferry_domain::ConnectionId;
use shopferry_domain::readiness::Prerequisite;
use shopferry_ledger::{LedgerError, View};

use crate::engine::Engine;
use crate::error::Result;

/// One line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessLine {
    /// What is checked.
    pub name: Prerequisite,
    /// How it stands; none = not told. Unknown is not failed.
    pub passed: Option<bool>,
    /// A hint only: it never counts as a hard failure.
    pub hint: bool,
    /// The platform's words.
    pub reasons: Vec<String>,
}

impl ReadinessLine {
    /// Blocks listing products, and nothing else.
    pub fn is_hard_failure(&self) -> bool {
        self.passed == Some(false) && !self.hint
    }
}

/// The list and when it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessList {
    /// Read at.
    pub read_at: Option<DateTime<Utc>>,
    /// The lines.
    pub lines: Vec<ReadinessLine>,
}

fn key_of(shop: &ConnectionId) -> String {
    format!("readiness:{shop}")
}

/// What was last read of a shop.
///
/// # Errors
/// As the ledger.
pub fn readiness_of(view: &View<'_>, shop: &ConnectionId) -> std::result::Result<ReadinessList, LedgerError> {
    Ok(view.settings().get(&key_of(shop))?.unwrap_or_default())
}

/// A shipping template counts as there where the platform ships; otherwise it and unknown prerequisites are hints.
fn line(item: ReadinessItem, ships_by_platform: bool) -> ReadinessLine {
    let template = item.name == Prerequisite::ShippingTemplate;
    let passed = if template && ships_by_platform { Some(true) } else { item.passed };
    let hint = matches!(item.name, Prerequisite::Unknown(_)) || (template && item.passed.is_none());
    ReadinessLine { name: item.name, passed, hint, reasons: item.reasons }
}

impl Engine {
    /// Reads the list again. A platform that does not answer this leaves the last list as it was; nothing else stops.
    pub(crate) async fn pull_readiness(&self, shop: &ConnectionId) -> Result<()> {
        let port = self.sales(shop)?;
        let Some(source) = port.readiness() else { return Ok(()) };
        let items = match source.readiness().await {
            Ok(items) => items,
            Err(error) if error.is_about_the_connection() => return Err(error.into()),
            Err(error) => {
                self.step(shop.as_str(), "readiness_not_read", "", &error.to_string());
                return Ok(());
            }
        };
        let now = self.now();
        Ok(self.store.write(|tx| {
            let options = tx.delivery_options().all(shop)?;
            let by_platform =
                !options.is_empty() && !options.iter().any(|o| o.kind.eq_ignore_ascii_case("SEND_BY_SELLER"));
            let lines = items.into_iter().map(|item| line(item, by_platform)).collect();
            tx.settings().set(&key_of(shop), &ReadinessList { read_at: Some(now), lines })
        })?)
    }
}
