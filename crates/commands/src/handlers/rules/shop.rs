//! A shop's settings: read, looked at before, saved (F018).

use shopferry_domain::ConnectionId;
use shopferry_domain::settings::ShopSettings;
use shopferry_ledger::{Connection, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::rules::entry::Entries;
use crate::handlers::rules::saved::{self, Outcome};
use crate::handlers::rules::{facts, replay, shop_draft};
use crate::handlers::{channel, keys};
use crate::list::CommandError;
use crate::wire::channels::{ChannelRef, PartnerView};
use crate::wire::rules::{ReplayView, ShopDraftOf, ShopRulesView};

pub(crate) fn get(desk: &Desk, request: &ChannelRef) -> Result<ShopRulesView, CommandError> {
    let id = keys::connection(&request.id)?;
    let shop = row(desk, &id)?;
    Ok(desk.store.read(|view| page(view, &shop))?)
}

/// What the draft would change over the last days (F317).
pub(crate) fn preview(desk: &Desk, request: &ShopDraftOf) -> Result<ReplayView, CommandError> {
    let id = keys::connection(&request.id)?;
    let shop = row(desk, &id)?;
    let draft = checked(desk, &shop, request)?;
    replay::of_shop(desk, &shop, &draft)
}

pub(crate) fn save(desk: &Desk, request: &ShopDraftOf) -> Result<ShopRulesView, CommandError> {
    let id = keys::connection(&request.id)?;
    let shop = row(desk, &id)?;
    let draft = checked(desk, &shop, request)?;
    let outcome = desk.store.write(|tx| {
        let stored = tx.settings().shop(&id)?;
        if saved::version(&stored) != request.version {
            return Ok(Outcome::Moved);
        }
        if stored == draft {
            return Ok(Outcome::Same);
        }
        tx.settings().set_shop(&id, &draft)?;
        saved::audit(tx, desk, "shop_settings", id.as_str(), (&stored, &draft))?;
        Ok(Outcome::Kept)
    })?;
    match outcome {
        Outcome::Moved => return Err(saved::moved()),
        Outcome::Same => {}
        Outcome::Kept => saved::take_effect(desk, &id)?,
    }
    Ok(desk.store.read(|view| page(view, &shop))?)
}

/// The draft as settings, or every field that cannot be as it is.
fn checked(desk: &Desk, shop: &Connection, request: &ShopDraftOf) -> Result<ShopSettings, CommandError> {
    let facts = desk.store.read(|view| facts::of_shop(view, shop))?;
    let mut entries = Entries::default();
    let draft = shop_draft::read(&request.draft, facts.currency.as_ref(), &mut entries);
    let found = draft.check(&facts).into_iter().map(shop_draft::field_of).collect();
    saved::refuse(&saved::all_faults(entries, found))?;
    Ok(draft)
}

fn page(view: &View<'_>, shop: &Connection) -> Result<ShopRulesView, LedgerError> {
    let stored = view.settings().shop(&shop.id)?;
    let paired = facts::partners(view, shop)?;
    let mut candidates = channel::partners(view, shop)?;
    candidates.retain(|c| paired.iter().all(|p| p.id.as_str() != c.id));
    Ok(ShopRulesView {
        id: shop.id.to_string(),
        name: shop.name.clone(),
        version: saved::version(&stored),
        draft: shop_draft::of(&stored),
        defaults: shop_draft::of(&ShopSettings::default()),
        facts: facts::shop_view(view, shop)?,
        marketplaces: paired.iter().map(|p| PartnerView { id: p.id.to_string(), name: p.name.clone() }).collect(),
        candidates,
    })
}

fn row(desk: &Desk, id: &ConnectionId) -> Result<Connection, CommandError> {
    let shop = desk.store.read(|view| keys::row(view, id))?;
    if shop.platform == Platform::TiktokShop { Ok(shop) } else { Err(CommandError::not_found("shop")) }
}
