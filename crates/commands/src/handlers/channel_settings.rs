//! Settings of one connection: partner, warehouse, carrier, buffer (F082, F115, F116, F324).

use serde_json::{Value, json};
use shopferry_domain::{CarrierId, ConnectionId, WarehouseId};
use shopferry_ledger::{Connection, Flow, LedgerError, Platform, Tx};

use crate::desk::Desk;
use crate::handlers::channel::same_country;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::{ChooseCarrier, ChooseWarehouse, SetBuffer, SetPartner};

/// Largest buffer: the platform's largest stock number (F116).
const BUFFER_MAX: u32 = 99_999;

pub(crate) fn partner(desk: &Desk, request: &SetPartner) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let partner = keys::optional_connection(request.partner.as_ref())?;
    let bad = |message: &str, cure: &str| CommandError::new("bad_input", message, cure).on("partner");
    let (shop, amazon) = desk.store.read(|view| {
        let amazon = partner.as_ref().map(|p| keys::row(view, p)).transpose()?;
        Ok((keys::row(view, &id)?, amazon))
    })?;
    if let Some(amazon) = &amazon {
        let fact =
            |c: &Connection, name: &str| c.account.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        if shop.platform != Platform::TiktokShop || amazon.platform != Platform::Amazon {
            return Err(bad("Only an Amazon marketplace can ship for a shop.", "Choose an Amazon connection."));
        }
        if !same_country(&fact(amazon, "country"), &fact(&shop, "region")) {
            return Err(bad(
                "Shop and Amazon marketplace are not of one country.",
                "Choose the marketplace of the shop's country.",
            ));
        }
        if shop.practice != amazon.practice {
            return Err(bad("Practice and real accounts never mix.", "Choose a connection of the same kind."));
        }
    }
    change(desk, &id, |row| row.partners = partner.iter().cloned().collect())?;
    due(desk, &id, &[Flow::PullOrders, Flow::PushStock])?;
    Ok(Done {})
}

pub(crate) fn warehouse(desk: &Desk, request: &ChooseWarehouse) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let warehouse = WarehouseId::new(&request.warehouse).map_err(|_| CommandError::not_found("warehouse"))?;
    let row = desk.store.read(|view| view.warehouses().get(&id, &warehouse))?;
    let row = row.filter(|w| !w.gone).ok_or_else(|| CommandError::not_found("warehouse"))?;
    if !row.is_sales || row.state != "enabled" {
        let message = format!("Stock cannot be kept in {}: it is not an enabled sales warehouse.", row.name);
        return Err(CommandError::new("bad_input", message, "Choose an enabled sales warehouse.").on("warehouse"));
    }
    change(desk, &id, |c| set_fact(c, "target_warehouse", json!(warehouse.as_str())))?;
    due(desk, &id, &[Flow::PushStock])?;
    Ok(Done {})
}

pub(crate) fn carrier(desk: &Desk, request: &ChooseCarrier) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let carrier = CarrierId::new(&request.carrier).map_err(|_| CommandError::not_found("carrier"))?;
    desk.store.write(|tx| {
        keys::row(tx, &id)?;
        tx.carriers().choose(&id, request.name.trim(), &carrier)
    })?;
    due(desk, &id, &[Flow::PushTracking])?;
    Ok(Done {})
}

pub(crate) fn buffer(desk: &Desk, request: &SetBuffer) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    if request.buffer > BUFFER_MAX {
        let message = "The buffer can be at most 99,999 units.";
        return Err(CommandError::new("bad_input", message, "Choose a smaller number.").on("buffer"));
    }
    change(desk, &id, |c| set_fact(c, "buffer", json!(request.buffer)))?;
    due(desk, &id, &[Flow::PushStock])?;
    Ok(Done {})
}

fn change(desk: &Desk, id: &ConnectionId, change: impl FnOnce(&mut Connection)) -> Result<(), LedgerError> {
    desk.store.write(|tx| {
        let mut row = keys::row(tx, id)?;
        change(&mut row);
        tx.connections().save(&row)
    })
}

fn set_fact(c: &mut Connection, name: &str, value: Value) {
    if !c.account.is_object() {
        c.account = json!({});
    }
    if let Some(facts) = c.account.as_object_mut() {
        facts.insert(name.to_owned(), value);
    }
}

fn due(desk: &Desk, id: &ConnectionId, flows: &[Flow]) -> Result<(), LedgerError> {
    let now = desk.house.now();
    let mark = |tx: &Tx<'_>| flows.iter().try_for_each(|flow| tx.flows().mark_due(id, *flow, now));
    desk.store.write(mark)?;
    desk.engine.wake();
    Ok(())
}
