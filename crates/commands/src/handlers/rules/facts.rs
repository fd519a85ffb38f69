//! What limits the choices of a form: currency, speeds, warehouses, carriers, features (F018, F069, F073, F115).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;
use shopferry_domain::CarrierId;
use shopferry_domain::money::Currency;
use shopferry_domain::plan::Speed;
use shopferry_domain::settings::{ApiVersion, MarketplaceFacts, MarketplaceSettings, ShopFacts};
use shopferry_engine::account_facts::{AccountFacts, FACTS_OLD};
use shopferry_ledger::{Connection, LedgerError, View};

use crate::handlers::app::small;
use crate::handlers::channel;
use crate::handlers::rules::{queue, zero};
use crate::wire::channels::CarrierChoiceView;
use crate::wire::reason::ReasonView;
use crate::wire::rules::{FeatureFactView, MarketplaceFactsView, ShopFactsView};

/// SKUs named at an option.
const LACKING_SHOWN: usize = 10;
/// Features by field of the form (F072, F073, F431; Amazon fact sheet 4.2).
const FEATURES: [(&str, &str); 6] = [
    ("logistics", "BLOCK_AMZL"),
    ("plain_box", "BLANK_BOX"),
    ("packing_slip", "PACKING_SLIP"),
    ("overbox", "OVERBOX"),
    ("deliver_together", "DELIVER_TOGETHER"),
    ("signature", "SIGNATURE_CONFIRMATION"),
];

/// In which a connection counts, when that is known.
pub(crate) fn currency(c: &Connection) -> Option<Currency> {
    fact(c, "currency").and_then(|code| Currency::new(code).ok())
}

/// What is known of a shop.
pub(crate) fn of_shop(view: &View<'_>, shop: &Connection) -> Result<ShopFacts, LedgerError> {
    let partners = partners(view, shop)?;
    let usable = |w: &shopferry_ledger::WarehouseRow| w.is_sales && !w.gone && w.state == "enabled";
    let warehouses = view.warehouses().all(&shop.id)?;
    Ok(ShopFacts {
        currency: currency(shop),
        speeds: speeds(shop, &partners),
        sales_warehouses: warehouses.iter().filter(|w| usable(w)).map(|w| w.id.clone()).collect(),
        carriers: listed_carriers(view, shop)?.into_keys().collect(),
        // Both of Amazon's order versions hold (Amazon fact sheet 4.6 and 5); before it was looked at that counts.
        holds: partners.iter().any(|p| AccountFacts::of(p).holds != Some(false)),
    })
}

/// The same for the page, with what its lists show.
pub(crate) fn shop_view(view: &View<'_>, shop: &Connection) -> Result<ShopFactsView, LedgerError> {
    let facts = of_shop(view, shop)?;
    let region = fact(shop, "region").unwrap_or_default();
    let carriers = listed_carriers(view, shop)?;
    let british = carriers.iter().find(|(_, name)| name.eq_ignore_ascii_case("Royal Mail"));
    let is_british = region.eq_ignore_ascii_case("GB") || region.eq_ignore_ascii_case("UK");
    let services: BTreeSet<String> = view.delivery_options().all(&shop.id)?.into_iter().map(|o| o.name).collect();
    Ok(ShopFactsView {
        currency: facts.currency.as_ref().map(|c| c.as_str().to_owned()),
        speeds: facts.speeds.iter().map(ToString::to_string).collect(),
        speeds_at: partners(view, shop)?.first().and_then(|p| AccountFacts::of(p).speeds.into_values().max()),
        warehouses: channel::warehouses(view, shop)?,
        suggested_carrier: british.filter(|_| is_british).map(|(id, _)| id.to_string()),
        carriers: carriers
            .iter()
            .map(|(id, name)| CarrierChoiceView { id: id.to_string(), name: name.clone() })
            .collect(),
        services: services.into_iter().filter(|name| !name.trim().is_empty()).collect(),
        holds: facts.holds,
        early_by_default: region.eq_ignore_ascii_case("US"),
        zero_listings: zero::listings(view, shop)?,
    })
}

/// What is known of a marketplace, for the version that the settings choose.
pub(crate) fn of_marketplace(amazon: &Connection, chosen: &MarketplaceSettings) -> MarketplaceFacts {
    let first = chosen.api_version == ApiVersion::V1;
    MarketplaceFacts {
        features: AccountFacts::of(amazon).offered().filter(|_| first),
        prefers_plain: first,
        demands_slip_text: first,
    }
}

/// The same for the page.
pub(crate) fn marketplace_view(
    amazon: &Connection,
    chosen: &MarketplaceSettings,
    now: DateTime<Utc>,
) -> MarketplaceFactsView {
    let limits = of_marketplace(amazon, chosen);
    let known = AccountFacts::of(amazon);
    let feature = |(field, name): &(&str, &str)| {
        let lacking = known.features.as_ref().and_then(|all| all.get(*name)?.lacking.as_ref());
        let lacking = lacking.filter(|_| limits.features.is_some());
        FeatureFactView {
            field: (*field).to_owned(),
            feature: (*name).to_owned(),
            offered: limits.features.as_ref().map(|known| known.iter().any(|f| f == name)),
            lacking: lacking.into_iter().flatten().take(LACKING_SHOWN).map(ToString::to_string).collect(),
            lacking_count: lacking.map(|skus| small(skus.len() as u64)),
        }
    };
    MarketplaceFactsView {
        features: FEATURES.iter().map(feature).collect(),
        read_at: known.read_at,
        old: known.is_older(FACTS_OLD, now),
        fault: known.fault.as_ref().map(ReasonView::from),
        queue_secret_at: fact(amazon, queue::SECRET_AT)
            .and_then(|at| Some(DateTime::parse_from_rfc3339(at).ok()?.to_utc())),
        prefers_plain: limits.prefers_plain,
        demands_slip_text: limits.demands_slip_text,
        currency: currency(amazon).map(|c| c.as_str().to_owned()),
    }
}

/// The shop's fulfillers that are still there, most preferred first (F324).
pub(crate) fn partners(view: &View<'_>, shop: &Connection) -> Result<Vec<Connection>, LedgerError> {
    let mut rows = Vec::new();
    for id in &shop.partners {
        rows.extend(view.connections().get(id)?.filter(|c| c.removed_at.is_none()));
    }
    Ok(rows)
}

/// Speeds that previews of the marketplace offered; the United States have these two in any case (F069; Amazon fact
/// sheet 4.7).
fn speeds(shop: &Connection, partners: &[Connection]) -> Vec<Speed> {
    let us = fact(shop, "region").is_some_and(|r| r.eq_ignore_ascii_case("US"));
    let mut known = if us { vec![Speed::Standard, Speed::Expedited] } else { Vec::new() };
    for speed in partners.first().map(|p| AccountFacts::of(p).speeds).unwrap_or_default().into_keys() {
        let speed = Speed::parse(&speed);
        if !known.contains(&speed) {
            known.push(speed);
        }
    }
    known
}

fn listed_carriers(view: &View<'_>, shop: &Connection) -> Result<BTreeMap<CarrierId, String>, LedgerError> {
    let mut listed = BTreeMap::new();
    for (_, list, _) in view.carriers().lists(&shop.id)? {
        listed.extend(list.into_iter().map(|entry| (entry.id, entry.name)));
    }
    Ok(listed)
}

fn fact<'a>(c: &'a Connection, name: &str) -> Option<&'a str> {
    c.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty())
}
