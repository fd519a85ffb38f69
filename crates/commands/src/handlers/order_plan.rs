//! What would be sent to the fulfiller, or was.

use chrono::{DateTime, Utc};
use shopferry_channel::Preview;
use shopferry_domain::Links;
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::routing::{Decision, Situation, decide};
use shopferry_ledger::{ExportRow, LedgerError, OrderRow, PackageRow, View};

use crate::handlers::components::SourceNumbers;
use crate::wire::orders::{PackageView, PlanView};
use crate::wire::reason::ReasonView;

/// The newest export, else what the decision would send now.
pub(crate) fn plan(
    view: &View<'_>,
    row: &OrderRow,
    exports: &[ExportRow],
    links: &Links,
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
    let Some(partner) = partner.filter(|_| row.state.is_none_or(shopferry_domain::OrderState::is_before_export)) else {
        return Ok(None);
    };
    let settings = shopferry_engine::situation::routing_settings(view, &row.order.connection)?;
    let situation = Situation {
        order: &row.order,
        links,
        settings: &settings,
        overrides: &row.overrides,
        part: row.part,
        first_seen: false,
        now,
    };
    Ok(match decide(&situation) {
        Decision::Send { plan } => Some(planned(&plan, named(&partner)?, numbers)),
        _ => None,
    })
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

/// A parcel.
pub(crate) fn package(row: &PackageRow) -> PackageView {
    let unit = |u: &shopferry_domain::fulfillment::PackedUnits| crate::wire::orders::ComponentView {
        sku: u.sku.to_string(),
        quantity: u.quantity,
        available: None,
        read_at: None,
    };
    PackageView {
        id: row.package.to_string(),
        carrier: row.carrier.clone(),
        carrier_number: row.carrier_number.clone(),
        amazon_number: row.amazon_number.clone(),
        shipped: row.shipped,
        contents: row.contents.iter().map(unit).collect(),
        state: row.state.name().to_owned(),
        number_sent: row.number_sent.clone(),
        sent_at: row.sent_at,
        warning: row.warning.clone(),
        reason: row.reason.as_ref().map(ReasonView::from),
    }
}
