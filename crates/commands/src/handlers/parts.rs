//! Parts of orders beside the main one, as screens show them (F011, F040).

use std::collections::BTreeMap;

use shopferry_domain::{ConnectionId, LineId, OrderLine};
use shopferry_engine::{OwnShipment, waiting_lines};
use shopferry_ledger::{Job, JobKind, JobOutcome, JobStatus, LedgerError, OrderRow, PartRoute, PartRow, View};

use crate::handlers::app::small;
use crate::handlers::order::address;
use crate::handlers::orders::{name_of, state_word};
use crate::wire::own::{PartLineView, PartNumberView, PartView};
use crate::wire::reason::ReasonView;

pub(crate) fn part(
    view: &View<'_>,
    names: &BTreeMap<ConnectionId, String>,
    row: &OrderRow,
    part: &PartRow,
) -> Result<PartView, LedgerError> {
    let waiting = if part.route == PartRoute::OwnWarehouse { waiting_lines(view, row, part)? } else { Vec::new() };
    let jobs = view.outbox().of_order(row.key)?;
    Ok(PartView {
        key: row.key.0.to_string(),
        number: row.order.remote.to_string(),
        connection: row.order.connection.to_string(),
        channel: name_of(names, &row.order.connection),
        part: u32::from(part.part.0),
        route: part.route.name().to_owned(),
        state: state_word(Some(part.state)),
        reason: part.reason.as_ref().map(ReasonView::from),
        since: part.state_since,
        taken_at: part.taken_at,
        ship_by: row.order.deadlines.ship_by,
        lines: lines(row, part, &waiting),
        waiting: small(waiting.len() as u64),
        numbers: jobs.iter().filter_map(|job| number(part, job)).collect(),
        cancel_asked: row.order.cancel_asked_at.is_some(),
        address: address(&row.order.ship_to),
    })
}

fn lines(row: &OrderRow, part: &PartRow, waiting: &[LineId]) -> Vec<PartLineView> {
    let mut folded: Vec<PartLineView> = Vec::new();
    for line in row.order.lines.iter().filter(|l| l.is_wanted() && part.lines.contains(&l.id)) {
        let waits = u32::from(waiting.contains(&line.id));
        match folded.iter_mut().find(|f| f.listing_sku == line.listing_sku.as_str()) {
            Some(same) => {
                same.units += 1;
                same.waiting += waits;
            }
            None => folded.push(folded_line(line, waits)),
        }
    }
    folded
}

fn folded_line(line: &OrderLine, waiting: u32) -> PartLineView {
    PartLineView {
        listing_sku: line.listing_sku.to_string(),
        seller_sku: line.seller_sku.as_ref().map(ToString::to_string),
        title: line.title.clone(),
        variant: line.variant.clone(),
        units: 1,
        waiting,
    }
}

fn number(part: &PartRow, job: &Job) -> Option<PartNumberView> {
    if job.kind != JobKind::OwnShipment {
        return None;
    }
    let shipment: OwnShipment =
        serde_json::from_value(job.payload.clone()).ok().filter(|s: &OwnShipment| s.part == part.part)?;
    let state = match (job.status, job.outcome) {
        (JobStatus::Queued | JobStatus::Running, _) => "queued",
        (_, Some(JobOutcome::Ok)) => "sent",
        (_, Some(JobOutcome::Dropped)) => return None,
        _ => "refused",
    };
    Some(PartNumberView {
        number: shipment.number.as_str().to_owned(),
        units: small(shipment.lines.len() as u64),
        state: state.to_owned(),
        reason: job.reason.as_ref().map(ReasonView::from),
    })
}
