//! Whether anything may be written for a shop (F008, F017): its region is known and its review was accepted.

use shopferry_domain::review::Review;
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{Connection, Flow, Job, LedgerError, View};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::flows::writes;
use crate::live_check::live_check_of;
use crate::situation::account_text;

/// A job of a shop that may not be written for looks again this often.
const LOOK_AGAIN: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Where a shop's review is kept among the settings.
pub(crate) fn review_key(shop: &ConnectionId) -> String {
    format!("review:{shop}")
}

/// What is kept of a shop's review.
///
/// # Errors
/// As the ledger.
pub fn review_of(view: &View<'_>, shop: &ConnectionId) -> std::result::Result<Review, LedgerError> {
    Ok(view.settings().get(&review_key(shop))?.unwrap_or_default())
}

/// Why nothing may be written for a shop; none = it may. Practice shops are free.
///
/// # Errors
/// As the ledger.
pub fn writing_refused(view: &View<'_>, shop: &Connection) -> std::result::Result<Option<Reason>, LedgerError> {
    if shop.account.get("region_known").and_then(serde_json::Value::as_bool) == Some(false) {
        let region = account_text(shop, "region").unwrap_or("not told");
        return Ok(Some(Reason::about(ReasonCode::RegionReadOnly, region)));
    }
    if shop.practice || review_of(view, &shop.id)?.accepted_at.is_some() {
        return Ok(None);
    }
    Ok(Some(Reason::new(ReasonCode::ReviewNeeded)))
}

/// Why a flow may not be switched on; none = it may. A fulfiller's flows need one shop that may be written for; each
/// other shop's jobs wait for its own review.
pub(crate) fn switching_refused(
    view: &View<'_>,
    id: &ConnectionId,
    flow: Flow,
) -> std::result::Result<Option<Reason>, LedgerError> {
    let Some(row) = view.connections().get(id)?.filter(|_| writes(flow)) else { return Ok(None) };
    if matches!(flow, Flow::PushTracking | Flow::PushStock) {
        return writing_refused(view, &row);
    }
    if row.practice {
        return Ok(None);
    }
    let mut why = Reason::new(ReasonCode::ReviewNeeded);
    for shop in view.connections().all()?.iter().filter(|c| c.has_partner(id)) {
        match writing_refused(view, shop)? {
            None => return Ok(None),
            Some(reason) => why = Reason { detail: reason.detail.or(Some(shop.name.clone())), ..reason },
        }
    }
    Ok(Some(why))
}

impl Engine {
    /// The jobs that may be delivered; those of shops without an accepted review wait, with the reason.
    pub(crate) fn permitted(&self, jobs: Vec<Job>) -> Result<Vec<Job>> {
        let mut kept = Vec::with_capacity(jobs.len());
        for job in jobs {
            let refused = self.store.read(|v| {
                let order = job.order.map(|key| v.orders().get(key)).transpose()?.flatten();
                let Some(order) = order else { return Ok(None) };
                let Some(shop) = v.connections().get(&order.order.connection)? else { return Ok(None) };
                let named = live_check_of(v, &shop.id)?.is_some_and(|check| check.order == order.order.remote);
                if named { Ok(None) } else { writing_refused(v, &shop) }
            })?;
            match refused {
                None => kept.push(job),
                Some(reason) => {
                    self.later(job, &reason, LOOK_AGAIN)?;
                }
            }
        }
        Ok(kept)
    }

    /// Refuses to switch a writing flow on before the review (F008, F017).
    pub(crate) fn check_switch(&self, id: &ConnectionId, flow: Flow, on: bool) -> Result<()> {
        let refused = if on { self.store.read(|v| switching_refused(v, id, flow))? } else { None };
        refused.map_or(Ok(()), |reason| Err(EngineError::Refused(reason)))
    }
}
