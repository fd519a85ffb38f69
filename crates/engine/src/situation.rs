//! What a decision looks at, gathered from the ledger.

use shopferry_domain::plan::{FillPolicy, Speed};
use shopferry_domain::routing::RoutingSettings;
use shopferry_domain::{ConnectionId, MarketplaceId, ShopId};
use shopferry_ledger::{Connection, LedgerError, View};

/// A text of a connection's account facts.
pub(crate) fn account_text<'a>(connection: &'a Connection, name: &str) -> Option<&'a str> {
    connection.account.get(name).and_then(serde_json::Value::as_str).filter(|t| !t.is_empty())
}

/// The routing settings of a shop, from its row and its partner's.
///
/// # Errors
/// As the ledger; an unknown connection gives settings that export nothing.
pub fn routing_settings(view: &View<'_>, shop: &ConnectionId) -> Result<RoutingSettings, LedgerError> {
    let row = view.connections().get(shop)?;
    let partner = match row.as_ref().and_then(|r| r.first_partner().cloned()) {
        Some(id) => view.connections().get(&id)?.filter(|p| p.removed_at.is_none()),
        None => None,
    };
    let shop_id = row.as_ref().and_then(|r| account_text(r, "shop_id")).unwrap_or("unknown");
    let shop_name = row.as_ref().map_or("Shop", |r| account_text(r, "shop_name").unwrap_or(&r.name));
    let marketplace = partner.as_ref().and_then(|p| account_text(p, "marketplace_id"));
    Ok(RoutingSettings {
        platform: "tiktok".to_owned(),
        shop: ShopId::new(shop_id)
            .or_else(|_| ShopId::new("unknown"))
            .map_err(|e| LedgerError::Conflict { what: e.to_string() })?,
        marketplace: marketplace.and_then(|m| MarketplaceId::new(m).ok()),
        start_line: row.as_ref().and_then(|r| r.start_line),
        speeds: vec![("Express".to_owned(), Speed::Expedited), ("Express Shipping".to_owned(), Speed::Expedited)],
        policy: FillPolicy::FillOrKill,
        slip_text: slip_text(shop_name),
    })
}

/// The packing slip's text where the call demands one: the shop's name, Latin-1 only, no two blanks in a row (Amazon fact sheet 4.1).
fn slip_text(shop_name: &str) -> String {
    let latin: String = shop_name.chars().map(|c| if u32::from(c) < 256 { c } else { ' ' }).collect();
    let text = latin.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { "Thank you".to_owned() } else { text }
}
