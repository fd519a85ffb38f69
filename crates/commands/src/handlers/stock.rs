//! The stock table (F110–F116, F127).

use std::collections::BTreeMap;

use shopferry_domain::{ConnectionId, Links, ListingSkuId};
use shopferry_ledger::{LedgerError, ListingQuery, ListingRow, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::components::{SourceNumbers, ladder};
use crate::handlers::keys;
use crate::handlers::orders::{name_of, names};
use crate::list::CommandError;
use crate::wire::reason::ReasonView;
use crate::wire::stock::{StockListView, StockQuery, StockRowView};

/// Rows of one answer.
const ROWS_MAX: u32 = 500;

pub(crate) fn list(desk: &Desk, request: &StockQuery) -> Result<StockListView, CommandError> {
    let query = ListingQuery {
        connection: keys::optional_connection(request.connection.as_ref())?,
        text: Some(request.text.trim().to_owned()).filter(|t| !t.is_empty()),
        linked: None,
        gone: false,
        offset: request.offset,
        limit: request.limit.clamp(1, ROWS_MAX),
    };
    Ok(desk.store.read(|view| {
        let (listings, total) = view.listings().list(&query)?;
        let names = names(view)?;
        let mut shops: BTreeMap<ConnectionId, Shop> = BTreeMap::new();
        let mut rows = Vec::new();
        for listing in &listings {
            if !shops.contains_key(&listing.connection) {
                shops.insert(listing.connection.clone(), Shop::read(view, &listing.connection)?);
            }
            let Some(shop) = shops.get(&listing.connection) else { continue };
            rows.push(row(view, shop, name_of(&names, &listing.connection), listing)?);
        }
        Ok(StockListView { rows, total: small(total) })
    })?)
}

/// What is read once per shop.
struct Shop {
    links: Links,
    numbers: SourceNumbers,
    demand: BTreeMap<ListingSkuId, u32>,
}

impl Shop {
    fn read(view: &View<'_>, id: &ConnectionId) -> Result<Self, LedgerError> {
        let mut demand: BTreeMap<ListingSkuId, u32> = BTreeMap::new();
        for (sku, _, _, units) in view.orders().open_units(id)? {
            *demand.entry(sku).or_default() += units;
        }
        Ok(Self { links: view.links().all(id)?, numbers: SourceNumbers::of_shop(view, id)?, demand })
    }
}

fn row(view: &View<'_>, shop: &Shop, channel: String, listing: &ListingRow) -> Result<StockRowView, LedgerError> {
    let link = shop.links.get(&listing.sku);
    let stock = view.listing_stock().get(&listing.connection, &listing.sku)?;
    Ok(StockRowView {
        connection: listing.connection.to_string(),
        channel,
        listing_sku: listing.sku.to_string(),
        seller_sku: listing.seller_sku.as_ref().map(ToString::to_string),
        title: listing.title.clone(),
        components: link.map(|l| shop.numbers.views(&l.components)).unwrap_or_default(),
        own_demand: shop.demand.get(&listing.sku).copied().unwrap_or(0),
        shown: stock.as_ref().and_then(|s| s.shown),
        acknowledged: stock.as_ref().and_then(|s| s.acknowledged),
        pushed_at: stock.as_ref().and_then(|s| s.pushed_at),
        ladder: ladder(stock.as_ref().and_then(|s| s.ladder.as_ref())),
        reason: stock.as_ref().and_then(|s| s.reason.as_ref()).map(ReasonView::from),
    })
}
