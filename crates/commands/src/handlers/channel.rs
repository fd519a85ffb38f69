//! A connection's page (F015, F019, F082, F115, F322).

use std::collections::BTreeMap;

use serde_json::Value;
use shopferry_domain::OrderState;
use shopferry_domain::carrier::Carrier;
use shopferry_ledger::{Connection, FlowRow, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::{channels, keys};
use crate::list::CommandError;
use crate::wire::channels::{
    CarrierChoiceView, CarrierQuestionView, ChannelRef, ChannelView, FlowView, PartnerView, WarehouseView,
};
use crate::wire::reason::ReasonView;

pub(crate) fn get(desk: &Desk, request: &ChannelRef) -> Result<ChannelView, CommandError> {
    let id = keys::connection(&request.id)?;
    Ok(desk.store.read(|view| {
        let c = keys::row(view, &id)?;
        let counts = view.orders().counts_by_state(Some(&id))?;
        let open: u64 = counts.iter().filter(|(s, _)| s.is_in_flight() || waits(**s)).map(|(_, n)| *n).sum();
        let is_shop = c.platform == Platform::TiktokShop;
        Ok(ChannelView {
            summary: channels::row(view, &c)?,
            flows: view.flows().of(&id)?.iter().map(|f| flow(desk, &c, f)).collect(),
            partner: c.first_partner().map(ToString::to_string),
            partners: if is_shop { partners(view, &c)? } else { Vec::new() },
            warehouses: warehouses(view, &c)?,
            carriers: if is_shop { carriers(view, &c)? } else { Vec::new() },
            start_line: c.start_line,
            buffer: view.settings().shop(&id)?.buffer,
            unlinked_skus: small(view.listings().unlinked(&id)?.len() as u64),
            open_orders: small(open),
            unknown_outcomes: small(channels::unknown_outcomes(view, &id)? as u64),
        })
    })?)
}

fn waits(state: OrderState) -> bool {
    state.is_before_export() && !matches!(state, OrderState::LeftToSeller)
}

pub(crate) fn flow(desk: &Desk, c: &Connection, f: &FlowRow) -> FlowView {
    FlowView {
        flow: f.flow.name().to_owned(),
        writes: shopferry_engine::flows::writes(f.flow),
        on: f.on,
        running: desk.engine.is_running(&c.id, f.flow),
        cadence_secs: f.cadence_secs,
        last_run: f.last_finished_at,
        last_ok: f.last_ok_at,
        next_run: f.due_at.filter(|_| f.on && c.enabled),
        reason: f.last_reason.as_ref().map(ReasonView::from),
    }
}

/// Fulfillers of the same country and the same kind of world (F324).
pub(crate) fn partners(view: &View<'_>, shop: &Connection) -> Result<Vec<PartnerView>, LedgerError> {
    let region = text(shop, "region").unwrap_or_default();
    let fits = |c: &&Connection| {
        let country = text(c, "country").unwrap_or_default();
        c.practice == shop.practice && same_country(&country, &region)
    };
    let rows = view.connections().of(&Platform::Amazon)?;
    Ok(rows.iter().filter(fits).map(|c| PartnerView { id: c.id.to_string(), name: c.name.clone() }).collect())
}

/// The United Kingdom is spelled in two ways.
pub(crate) fn same_country(a: &str, b: &str) -> bool {
    let plain = |c: &str| if c.eq_ignore_ascii_case("UK") { "GB".to_owned() } else { c.to_ascii_uppercase() };
    !a.is_empty() && plain(a) == plain(b)
}

pub(crate) fn warehouses(view: &View<'_>, c: &Connection) -> Result<Vec<WarehouseView>, LedgerError> {
    let rows = view.warehouses().all(&c.id)?;
    let chosen = view.settings().shop(&c.id)?.target_warehouse.map(|id| id.to_string());
    let default = rows.iter().find(|w| w.is_sales && w.is_default && !w.gone).map(|w| w.id.to_string());
    let target = chosen.or(default);
    let shown = |w: &shopferry_ledger::WarehouseRow| {
        Ok(WarehouseView {
            id: w.id.to_string(),
            name: w.name.clone(),
            state: w.state.clone(),
            is_sales: w.is_sales,
            is_default: w.is_default,
            gone: w.gone,
            is_target: target.as_deref() == Some(w.id.as_str()),
            strikes: view.parcel_strikes().count(&c.id, &w.id)?,
        })
    };
    rows.iter().map(shown).collect()
}

/// Names of carriers that wait for a person's choice, and the choices made.
fn carriers(view: &View<'_>, c: &Connection) -> Result<Vec<CarrierQuestionView>, LedgerError> {
    let mut listed: BTreeMap<String, Carrier> = BTreeMap::new();
    for (_, list, _) in view.carriers().lists(&c.id)? {
        listed.extend(list.into_iter().map(|entry| (entry.id.to_string(), entry)));
    }
    let mut waiting: BTreeMap<String, u32> = BTreeMap::new();
    for (_, package) in view.packages().failed(&c.id)? {
        let asks = package.reason.as_ref().filter(|r| shopferry_engine::is_question(r.code));
        if let Some(name) = asks.and_then(|r| r.detail.clone()) {
            *waiting.entry(name).or_default() += 1;
        }
    }
    let chosen: BTreeMap<String, String> =
        view.carriers().chosen(&c.id)?.into_iter().map(|(name, id)| (name, id.to_string())).collect();
    for name in chosen.keys() {
        waiting.entry(name.clone()).or_default();
    }
    let choices: Vec<CarrierChoiceView> =
        listed.values().map(|entry| CarrierChoiceView { id: entry.id.to_string(), name: entry.name.clone() }).collect();
    let question = |(name, waiting): (String, u32)| CarrierQuestionView {
        chosen: chosen.get(&name).cloned(),
        waiting,
        choices: choices.clone(),
        name,
    };
    Ok(waiting.into_iter().map(question).collect())
}

fn text(c: &Connection, name: &str) -> Option<String> {
    c.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned)
}
