//! What a decision looks at, gathered from the ledger.

use std::collections::BTreeSet;

use shopferry_domain::routing::{PairedMarketplace, RoutingSettings};
use shopferry_domain::settings::ShopSettings;
use shopferry_domain::{ConnectionId, Currency, Links, MarketplaceId, Order, SellerSku, ShopId};
use shopferry_ledger::{Connection, LedgerError, View};

/// A text of a connection's account facts.
pub(crate) fn account_text<'a>(connection: &'a Connection, name: &str) -> Option<&'a str> {
    connection.account.get(name).and_then(serde_json::Value::as_str).filter(|t| !t.is_empty())
}

/// The routing settings of a shop, from its row, its own settings and those of its marketplaces.
///
/// # Errors
/// As the ledger; an unknown connection gives settings that export nothing.
pub fn routing_settings(view: &View<'_>, shop: &ConnectionId) -> Result<RoutingSettings, LedgerError> {
    let chosen = view.settings().shop(shop)?;
    routing_settings_with(view, shop, chosen)
}

/// The same with other settings of the shop: what a draft would change (F317). Settings of a marketplace are changed in
/// the answer itself.
///
/// # Errors
/// As the ledger.
pub fn routing_settings_with(
    view: &View<'_>,
    shop: &ConnectionId,
    chosen: ShopSettings,
) -> Result<RoutingSettings, LedgerError> {
    let row = view.connections().get(shop)?;
    let shop_id = row.as_ref().and_then(|r| account_text(r, "shop_id")).unwrap_or("unknown");
    let shop_name = row.as_ref().map_or("Shop", |r| account_text(r, "shop_name").unwrap_or(&r.name));
    Ok(RoutingSettings {
        platform: "tiktok".to_owned(),
        shop: ShopId::new(shop_id)
            .or_else(|_| ShopId::new("unknown"))
            .map_err(|e| LedgerError::Conflict { what: e.to_string() })?,
        shop_name: shop_name.to_owned(),
        marketplaces: match &row {
            Some(row) => marketplaces(view, row)?,
            None => Vec::new(),
        },
        start_line: row.as_ref().and_then(|r| r.start_line),
        chosen,
    })
}

/// The marketplaces that ship for a shop, most preferred first.
fn marketplaces(view: &View<'_>, shop: &Connection) -> Result<Vec<PairedMarketplace>, LedgerError> {
    let mut found = Vec::new();
    for id in &shop.partners {
        let Some(partner) = view.connections().get(id)?.filter(|p| p.removed_at.is_none()) else { continue };
        let Some(market) = account_text(&partner, "marketplace_id").and_then(|m| MarketplaceId::new(m).ok()) else {
            continue;
        };
        found.push(PairedMarketplace {
            connection: id.clone(),
            id: market,
            settings: view.settings().marketplace(id)?,
            // Both order versions hold (Amazon fact sheet 4.6 and 5).
            holds: true,
            stocked: None,
            currency: account_text(&partner, "currency").and_then(|code| Currency::new(code).ok()),
        });
    }
    Ok(found)
}

/// Notes which of an order's SKUs lie in which marketplace; asked only when there are several (F324).
pub(crate) fn note_stocked(
    view: &View<'_>,
    settings: &mut RoutingSettings,
    order: &Order,
    links: &Links,
) -> Result<(), LedgerError> {
    if settings.marketplaces.len() < 2 {
        return Ok(());
    }
    let skus: BTreeSet<&SellerSku> = order
        .lines
        .iter()
        .filter_map(|l| links.get(&l.listing_sku))
        .flat_map(|l| l.components.iter().map(|c| &c.sku))
        .collect();
    for market in &mut settings.marketplaces {
        let mut stocked = BTreeSet::new();
        for sku in &skus {
            if view.source_stock().get(&market.connection, sku)?.is_some() {
                stocked.insert((*sku).clone());
            }
        }
        market.stocked = Some(stocked);
    }
    Ok(())
}
