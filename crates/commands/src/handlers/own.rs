//! The own warehouse's list: taking parts over and entering their numbers (F011).

use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, LineId, PartNumber, Reason, ReasonCode};
use shopferry_engine::{OPEN_PARTS, OwnShipment, waiting_lines};
use shopferry_ledger::{LedgerError, OrderKey, PartRoute, View};

use crate::desk::Desk;
use crate::handlers::orders::names;
use crate::handlers::{keys, order_actions, parts};
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::CarrierChoiceView;
use crate::wire::orders::{BulkView, OrderRef};
use crate::wire::own::{OwnCarriersView, OwnItem, OwnListView, PartRef, PartRefs, PartView, ShipOwn};

/// Parts of one bulk action.
const BULK_MAX: usize = 1_000;

pub(crate) fn list(desk: &Desk) -> Result<OwnListView, CommandError> {
    Ok(desk.store.read(|view| {
        let mut used = false;
        for shop in view.connections().all()? {
            used |= view.settings().shop(&shop.id)?.own_warehouse;
        }
        Ok(OwnListView { parts: open(view)?, used })
    })?)
}

/// Parts that wait or are in work.
pub(crate) fn open(view: &View<'_>) -> Result<Vec<PartView>, LedgerError> {
    let names = names(view)?;
    let mut found = Vec::new();
    for part in view.order_parts().open(PartRoute::OwnWarehouse, &OPEN_PARTS)? {
        if let Some(row) = view.orders().get(part.order)? {
            found.push(parts::part(view, &names, &row, &part)?);
        }
    }
    Ok(found)
}

pub(crate) async fn carriers(desk: &Desk, request: &OrderRef) -> Result<OwnCarriersView, CommandError> {
    let mut carriers = desk.engine.carriers_of(keys::order(&request.key)?).await?;
    carriers.sort_by_key(|c| c.name.to_lowercase());
    let choice = |c: shopferry_domain::carrier::Carrier| CarrierChoiceView { id: c.id.to_string(), name: c.name };
    Ok(OwnCarriersView { carriers: carriers.into_iter().map(choice).collect() })
}

pub(crate) fn take_over(desk: &Desk, request: &PartRefs) -> Result<BulkView, CommandError> {
    if request.parts.len() > BULK_MAX {
        let message = format!("{} parts were chosen; at most {BULK_MAX} go at once.", request.parts.len());
        return Err(CommandError::new("bad_input", message, "Choose fewer parts."));
    }
    let wanted = request.parts.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    let mut view = BulkView { done: 0, refused: Vec::new() };
    for (key, part) in wanted {
        match desk.engine.take_over(key, part) {
            Ok(()) => view.done += 1,
            Err(error) => view.refused.push(order_actions::refusal(desk, key, &error.as_reason())?),
        }
    }
    Ok(view)
}

/// An order's key and a part's number.
pub(crate) fn named(part: &PartRef) -> Result<(OrderKey, PartNumber), CommandError> {
    let number = u16::try_from(part.part).map_err(|_| CommandError::not_found("part"))?;
    Ok((keys::order(&part.key)?, PartNumber(number)))
}

pub(crate) fn ship(desk: &Desk, request: &ShipOwn) -> Result<Done, CommandError> {
    let (key, part) = named(&PartRef { key: request.key.clone(), part: request.part })?;
    let number = TrackingNumber::tidy(&request.number)
        .map_err(|fault| CommandError::from(&Reason::about(ReasonCode::SheetNumber, fault.to_string())).on("number"))?;
    let carrier = CarrierId::new(&request.carrier)
        .map_err(|_| CommandError::from(&Reason::new(ReasonCode::OwnCarrierUnknown)).on("carrier"))?;
    let lines = chosen_lines(desk, key, part, &request.items)?;
    desk.engine.ship_own(key, &OwnShipment { part, carrier, number, lines })?;
    Ok(Done {})
}

/// The waiting lines that a parcel holds: all, or so many of each item.
fn chosen_lines(
    desk: &Desk,
    key: OrderKey,
    number: PartNumber,
    items: &[OwnItem],
) -> Result<Vec<LineId>, CommandError> {
    let over = || CommandError::from(&Reason::new(ReasonCode::OwnPartOver));
    let found = desk.store.read(|view| {
        let part = view.order_parts().get(key, number)?.filter(|p| p.route == PartRoute::OwnWarehouse);
        let (Some(part), Some(row)) = (part, view.orders().get(key)?) else { return Ok(None) };
        let waiting = waiting_lines(view, &row, &part)?;
        Ok(Some((row, waiting)))
    })?;
    let (row, waiting) = found.ok_or_else(over)?;
    if items.is_empty() {
        return Ok(waiting);
    }
    let mut lines = Vec::new();
    for item in items {
        let of_item = row.order.lines.iter().filter(|l| l.listing_sku.as_str() == item.listing_sku);
        let of_item: Vec<LineId> = of_item.map(|l| l.id.clone()).filter(|l| waiting.contains(l)).collect();
        let wanted = usize::try_from(item.units).unwrap_or(usize::MAX);
        if wanted > of_item.len() {
            let about = format!("{}; {} wait", item.units, of_item.len());
            return Err(CommandError::from(&Reason::about(ReasonCode::SheetUnits, about)).on("units"));
        }
        lines.extend(of_item.into_iter().take(wanted));
    }
    if lines.is_empty() {
        return Err(CommandError::from(&Reason::about(ReasonCode::SheetUnits, "0")).on("units"));
    }
    lines.sort();
    Ok(lines)
}
