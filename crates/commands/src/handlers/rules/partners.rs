//! Who ships for a shop, by preference (F324).

use shopferry_domain::ConnectionId;
use shopferry_ledger::{Connection, Flow, Platform};

use crate::desk::Desk;
use crate::handlers::channel::same_country;
use crate::handlers::keys;
use crate::handlers::rules::saved;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::rules::SetPartners;

pub(crate) fn set(desk: &Desk, request: &SetPartners) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let mut partners: Vec<ConnectionId> = Vec::new();
    for text in &request.partners {
        let partner = keys::connection(text)?;
        if !partners.contains(&partner) {
            partners.push(partner);
        }
    }
    let (shop, rows) = desk.store.read(|view| {
        let rows = partners.iter().map(|p| keys::row(view, p)).collect::<Result<Vec<_>, _>>()?;
        Ok((keys::row(view, &id)?, rows))
    })?;
    rows.iter().try_for_each(|amazon| fits(&shop, amazon))?;
    desk.store.write(|tx| {
        let mut row = keys::row(tx, &id)?;
        let before = std::mem::replace(&mut row.partners, partners.clone());
        if before == partners {
            return Ok(());
        }
        tx.connections().save(&row)?;
        saved::audit(tx, desk, "connection", id.as_str(), (&before, &partners))
    })?;
    saved::take_effect(desk, &id)?;
    let now = desk.house.now();
    desk.store.write(|tx| partners.iter().try_for_each(|p| tx.flows().mark_due(p, Flow::PullSourceStock, now)))?;
    desk.engine.wake();
    Ok(Done {})
}

/// An Amazon marketplace of the shop's country and of the same kind of world.
pub(crate) fn fits(shop: &Connection, amazon: &Connection) -> Result<(), CommandError> {
    let bad = |message: &str, cure: &str| Err(CommandError::new("bad_input", message, cure).on("partner"));
    let fact = |c: &Connection, name: &str| {
        c.account.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    if shop.platform != Platform::TiktokShop || amazon.platform != Platform::Amazon {
        return bad("Only an Amazon marketplace can ship for a shop.", "Choose an Amazon connection.");
    }
    if !same_country(&fact(amazon, "country"), &fact(shop, "region")) {
        return bad(
            "Shop and Amazon marketplace are not of one country.",
            "Choose the marketplace of the shop's country.",
        );
    }
    if shop.practice != amazon.practice {
        return bad("Practice and real accounts never mix.", "Choose a connection of the same kind.");
    }
    Ok(())
}
