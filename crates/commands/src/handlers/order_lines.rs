//! Lines of an order: equal ones folded, with link and stock.

use shopferry_domain::{Links, Order, OrderLine};
use shopferry_ledger::{LedgerError, View};

use crate::handlers::components::{SourceNumbers, ladder};
use crate::wire::orders::LineView;
use crate::wire::reason::ReasonView;

/// The platform has a line per unit; screens show one row per listing, price and gift.
pub(crate) fn lines(
    view: &View<'_>,
    order: &Order,
    links: &Links,
    numbers: &SourceNumbers,
) -> Result<Vec<LineView>, LedgerError> {
    let mut folded: Vec<(&OrderLine, u32, u32)> = Vec::new();
    for line in &order.lines {
        let cancelled = u32::from(!line.is_wanted());
        let same = |other: &OrderLine| {
            other.listing_sku == line.listing_sku && other.price == line.price && other.gift == line.gift
        };
        match folded.iter_mut().find(|(other, _, _)| same(other)) {
            Some((_, units, gone)) => {
                *units += 1;
                *gone += cancelled;
            }
            None => folded.push((line, 1, cancelled)),
        }
    }
    folded.into_iter().map(|(line, units, gone)| shown(view, order, links, numbers, line, units, gone)).collect()
}

fn shown(
    view: &View<'_>,
    order: &Order,
    links: &Links,
    numbers: &SourceNumbers,
    line: &OrderLine,
    units: u32,
    cancelled: u32,
) -> Result<LineView, LedgerError> {
    let link = links.get(&line.listing_sku);
    let stock = view.listing_stock().get(&order.connection, &line.listing_sku)?;
    Ok(LineView {
        listing_sku: line.listing_sku.to_string(),
        seller_sku: line.seller_sku.as_ref().map(ToString::to_string),
        title: line.title.clone(),
        variant: line.variant.clone(),
        units,
        cancelled,
        price: line.price.as_ref().map(ToString::to_string),
        gift: line.gift,
        components: link.map(|l| numbers.views(&l.components)).unwrap_or_default(),
        stored_by: link.map(|l| l.stored_by.to_string()),
        shown: stock.as_ref().and_then(|s| s.shown),
        ladder: ladder(stock.as_ref().and_then(|s| s.ladder.as_ref())),
        stock_reason: stock.as_ref().and_then(|s| s.reason.as_ref()).map(ReasonView::from),
    })
}
