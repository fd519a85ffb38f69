//! A marketplace counts as verified once a fulfilment preview has succeeded there (F009).

use serde_json::json;
use shopferry_domain::ConnectionId;
use shopferry_ledger::Connection;

use crate::engine::Engine;
use crate::error::Result;
use crate::situation::account_text;

/// Marketplaces where multi-channel fulfilment is offered from the start (F009).
const OFFERED: [&str; 3] = ["US", "GB", "UK"];

/// Whether fulfilment was proved in this marketplace.
pub fn is_verified(amazon: &Connection) -> bool {
    let country = account_text(amazon, "country").unwrap_or_default();
    OFFERED.iter().any(|c| c.eq_ignore_ascii_case(country)) || account_text(amazon, "preview_ok_at").is_some()
}

impl Engine {
    /// Keeps when the first preview succeeded.
    pub(crate) fn note_preview(&self, amazon: &ConnectionId) -> Result<()> {
        let row = self.connection(amazon)?;
        if account_text(&row, "preview_ok_at").is_some() {
            return Ok(());
        }
        let now = self.now().to_rfc3339();
        Ok(self.store.write(|tx| {
            let Some(mut row) = tx.connections().get(amazon)? else { return Ok(()) };
            if let Some(facts) = row.account.as_object_mut() {
                facts.insert("preview_ok_at".to_owned(), json!(now));
            }
            tx.connections().save(&row)
        })?)
    }
}
