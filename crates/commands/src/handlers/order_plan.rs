//! What would be sent to the fulfiller, or was.

use chrono::{DateTime, Utc};
use shopferry_channel::Preview;
use shopferry_domain::plan::ExportPlan;
use shopferry_ledger::{ExportRow, LedgerError, OrderRow, View};

use crate::handlers::components::SourceNumbers;
use crate::wire::orders::PlanView;

/// The newest export, else what the decision would send now.
pub(crate) fn plan(
    view: &View<'_>,
    row: &OrderRow,
    exports: &[ExportRow],
    numbers: &SourceNumbers,
    now: DateTime<Utc>,
) -> Result<Option<PlanView>, LedgerError> {
    let partner = view.connections().get(&row.order.connection)?.and_then(|c| c.first_partner().cloned());
    let named = |id| -> Result<String, LedgerError> {
        Ok(view.connections().get(id)?.map_or_else(|| id.to_string(), |c| c.name))
    };
    if let Some(export) = exports.last() {
        let name = named(&export.connection)?;
        return Ok(Some(sent(export, name, numbers)));
    }
    if partner.is_none() || !row.state.is_none_or(shopferry_domain::OrderState::is_before_export) {
        return Ok(None);
    }
    let decision = shopferry_engine::decision_for(view, row, now)?;
    decision.plan().map(|(plan, through)| Ok(planned(plan, named(through)?, numbers))).transpose()
}

fn planned(plan: &ExportPlan, fulfiller: String, numbers: &SourceNumbers) -> PlanView {
    PlanView {
        key: plan.key.to_string(),
        fulfiller,
        speed: plan.speed.to_string(),
        fee: None,
        arrives_by: None,
        items: plan.items.iter().map(|i| numbers.view(&i.sku, i.quantity)).collect(),
        status: None,
        accepted_at: None,
        adopted: false,
        link: None,
    }
}

fn sent(export: &ExportRow, fulfiller: String, numbers: &SourceNumbers) -> PlanView {
    let preview: Option<Preview> = export.preview.as_ref().and_then(|p| serde_json::from_value(p.clone()).ok());
    PlanView {
        fee: preview.as_ref().and_then(|p| p.fee.as_ref()).map(ToString::to_string),
        arrives_by: preview.as_ref().and_then(|p| p.arrives_by),
        status: export.status.as_ref().map(ToString::to_string),
        accepted_at: export.accepted_at,
        adopted: export.adopted,
        ..planned(&export.plan, fulfiller, numbers)
    }
}
