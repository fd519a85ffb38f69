//! What connections want soon, for Home: terms that end, a shop that is not ready, limits of the day (F007, F012–F014, F421).

use chrono::{DateTime, Utc};
use shopferry_domain::{Reason, ReasonCode};
use shopferry_engine::readiness::{ReadinessLine, readiness_of};
use shopferry_ledger::{Connection, LedgerError, Platform, View};

use crate::handlers::connection_state::{counter, terms};
use crate::handlers::rules::facts;
use crate::wire::home::AttentionItem;
use crate::wire::reason::ReasonView;

pub(crate) fn items(view: &View<'_>, now: DateTime<Utc>) -> Result<Vec<AttentionItem>, LedgerError> {
    let mut items = Vec::new();
    for row in view.connections().all()?.iter().filter(|c| c.enabled) {
        items.extend(terms(row, now).into_iter().map(|(reason, due)| item(row, ReasonView::from(&reason), now, due)));
        if row.platform != Platform::TiktokShop {
            continue;
        }
        let list = readiness_of(view, &row.id)?;
        let failed: Vec<String> = list.lines.iter().filter(|l| l.is_hard_failure()).map(in_words).collect();
        if !failed.is_empty() {
            let reason = Reason::about(ReasonCode::NotReady, failed.join(", "));
            items.push(item(row, ReasonView::from(&reason), list.read_at.unwrap_or(now), None));
        }
        if let Some(reason) = other_currency(view, row)? {
            items.push(item(row, ReasonView::from(&reason), now, None));
        }
        if let Some(reason) = counter(view, row, now)?.reason {
            items.push(item(row, reason, now, None));
        }
    }
    Ok(items)
}

/// Whether a marketplace that ships for a shop counts in another currency (F013).
fn other_currency(view: &View<'_>, shop: &Connection) -> Result<Option<Reason>, LedgerError> {
    let Some(sold) = facts::currency(shop) else { return Ok(None) };
    for id in &shop.partners {
        let partner = view.connections().get(id)?.filter(|p| p.removed_at.is_none());
        if let Some(counted) = partner.as_ref().and_then(facts::currency).filter(|c| *c != sold) {
            let both = format!("{} on TikTok Shop, {} at Amazon", sold.as_str(), counted.as_str());
            return Ok(Some(Reason::about(ReasonCode::CurrencyDiffers, both)));
        }
    }
    Ok(None)
}

fn in_words(line: &ReadinessLine) -> String {
    line.name.as_str().to_ascii_lowercase().replace('_', " ")
}

fn item(row: &Connection, reason: ReasonView, since: DateTime<Utc>, due: Option<DateTime<Utc>>) -> AttentionItem {
    AttentionItem {
        title: row.name.clone(),
        order: None,
        connection: Some(row.id.to_string()),
        reason: Some(reason),
        since,
        due,
    }
}
