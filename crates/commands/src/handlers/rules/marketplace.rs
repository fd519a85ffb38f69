//! An Amazon marketplace's settings and switches: read, looked at before, saved (F018, F066, F080, F100, F110).

use shopferry_domain::ConnectionId;
use shopferry_domain::settings::MarketplaceSettings;
use shopferry_ledger::{Connection, Flow, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::rules::entry::Entries;
use crate::handlers::rules::saved::{self, Outcome};
use crate::handlers::rules::{facts, marketplace_draft, marketplace_trial, replay};
use crate::handlers::{channel, keys};
use crate::list::CommandError;
use crate::wire::rules::{MarketplaceDraftOf, MarketplaceOfShop, MarketplaceRulesView, ReplayView, SwitchView};

pub(crate) fn get(desk: &Desk, request: &MarketplaceOfShop) -> Result<MarketplaceRulesView, CommandError> {
    let amazon = row(desk, &request.id)?;
    let shop = keys::optional_connection(request.shop.as_ref())?;
    Ok(desk.store.read(|view| page(desk, view, &amazon, shop.as_ref()))?)
}

/// What the draft would change over the last days (F317).
pub(crate) fn preview(desk: &Desk, request: &MarketplaceDraftOf) -> Result<ReplayView, CommandError> {
    let amazon = row(desk, &request.id)?;
    let draft = checked(&amazon, request)?;
    let one = keys::optional_connection(request.shop.as_ref())?;
    let mut shops = desk.store.read(|view| shops_of(view, &amazon.id))?;
    shops.retain(|shop| one.as_ref().is_none_or(|id| shop.id == *id));
    replay::of_marketplace(desk, &shops, &amazon.id, &draft)
}

pub(crate) async fn save(desk: &Desk, request: &MarketplaceDraftOf) -> Result<MarketplaceRulesView, CommandError> {
    let amazon = row(desk, &request.id)?;
    let draft = checked(&amazon, request)?;
    let id = &amazon.id;
    let before = desk.store.read(|view| view.settings().marketplace(id))?;
    if before.api_version != draft.api_version && saved::version(&before) == request.version {
        marketplace_trial::version_proved(desk, id, &draft).await?;
    }
    let outcome = desk.store.write(|tx| {
        let stored = tx.settings().marketplace(id)?;
        if saved::version(&stored) != request.version {
            return Ok(Outcome::Moved);
        }
        if stored == draft {
            return Ok(Outcome::Same);
        }
        tx.settings().set_marketplace(id, &draft)?;
        shopferry_engine::read_messages::follow_settings(tx, id, &draft, desk.house.now())?;
        saved::audit(tx, desk, "marketplace_settings", id.as_str(), (&stored, &draft))?;
        Ok(Outcome::Kept)
    })?;
    match outcome {
        Outcome::Moved => return Err(saved::moved()),
        Outcome::Same => {}
        Outcome::Kept => {
            desk.house.queue_changed(id)?;
            for shop in desk.store.read(|view| shops_of(view, id))? {
                saved::take_effect(desk, &shop.id)?;
            }
        }
    }
    let shop = keys::optional_connection(request.shop.as_ref())?;
    Ok(desk.store.read(|view| page(desk, view, &amazon, shop.as_ref()))?)
}

fn checked(amazon: &Connection, request: &MarketplaceDraftOf) -> Result<MarketplaceSettings, CommandError> {
    let mut entries = Entries::default();
    let draft = marketplace_draft::read(&request.draft, facts::currency(amazon).as_ref(), &mut entries);
    let found = draft.check(&facts::of_marketplace(amazon, &draft));
    let found = found.into_iter().map(marketplace_draft::field_of).collect();
    saved::refuse(&saved::all_faults(entries, found))?;
    Ok(draft)
}

fn page(
    desk: &Desk,
    view: &View<'_>,
    amazon: &Connection,
    shop: Option<&ConnectionId>,
) -> Result<MarketplaceRulesView, LedgerError> {
    let stored = view.settings().marketplace(&amazon.id)?;
    let shop = match shop {
        Some(id) => view.connections().get(id)?.filter(|s| s.has_partner(&amazon.id)),
        None => None,
    };
    let mut switches = Vec::new();
    switches.extend(switch(desk, view, amazon, Flow::Export)?);
    switches.extend(switch(desk, view, amazon, Flow::PullTracking)?);
    if let Some(shop) = &shop {
        switches.extend(switch(desk, view, shop, Flow::PushTracking)?);
        switches.extend(switch(desk, view, shop, Flow::PushStock)?);
    }
    switches.extend(switch(desk, view, amazon, Flow::CancelAtFulfiller)?);
    switches.extend(switch(desk, view, amazon, Flow::ReadMessages)?);
    Ok(MarketplaceRulesView {
        id: amazon.id.to_string(),
        name: amazon.name.clone(),
        version: saved::version(&stored),
        draft: marketplace_draft::of(&stored),
        defaults: marketplace_draft::of(&MarketplaceSettings::default()),
        facts: facts::marketplace_view(amazon, &stored, desk.house.now()),
        switches,
    })
}

fn switch(desk: &Desk, view: &View<'_>, c: &Connection, flow: Flow) -> Result<Option<SwitchView>, LedgerError> {
    let row = view.flows().get(&c.id, flow)?;
    Ok(row.map(|f| SwitchView { connection: c.id.to_string(), practice: c.practice, flow: channel::flow(desk, c, &f) }))
}

/// Shops that it ships for.
pub(crate) fn shops_of(view: &View<'_>, amazon: &ConnectionId) -> Result<Vec<Connection>, LedgerError> {
    let rows = view.connections().of(&Platform::TiktokShop)?;
    Ok(rows.into_iter().filter(|shop| shop.has_partner(amazon)).collect())
}

pub(super) fn row(desk: &Desk, id: &str) -> Result<Connection, CommandError> {
    let id = keys::connection(id)?;
    let row = desk.store.read(|view| keys::row(view, &id))?;
    if row.platform == Platform::Amazon { Ok(row) } else { Err(CommandError::not_found("marketplace")) }
}
