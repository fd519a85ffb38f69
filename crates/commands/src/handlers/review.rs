//! The review of a shop: what each flow would write now (F017, F316).

use shopferry_domain::plan::ExportPlan;
use shopferry_domain::review::{Review, ReviewCase};
use shopferry_domain::{ConnectionId, Reason};
use shopferry_engine::permission::{review_of, writing_refused};
use shopferry_engine::watch::{Watch, WatchedCall, watch};
use shopferry_engine::{StockWatch, flows::writes, seen_cases};
use shopferry_ledger::{Connection, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::ChannelRef;
use crate::wire::reason::ReasonView;
use crate::wire::review::{
    LeftOutView, ReviewCaseView, ReviewFlowView, ReviewView, SkipCase, WatchedCallView, WatchedOrderView,
    WatchedStockView,
};

/// Rows of one kind that a page shows; the counts tell of the rest.
const SHOWN: usize = 100;

pub(crate) async fn get(desk: &Desk, request: &ChannelRef) -> Result<ReviewView, CommandError> {
    let id = shop(desk, &request.id)?;
    // A shop that cannot be read now still shows everything else.
    let stock = match desk.engine.watch_stock(&id).await {
        Ok(stock) => stock,
        Err(error) => StockWatch { refused: Some(error.as_reason()), ..StockWatch::default() },
    };
    let now = desk.house.now();
    Ok(desk.store.read(|view| {
        let row = keys::row(view, &id)?;
        let review = review_of(view, &id)?;
        let watched = watch(view, &id, now)?;
        let refused =
            writing_refused(view, &row)?.filter(|reason| reason.code != shopferry_domain::ReasonCode::ReviewNeeded);
        let shown = Shown { row: &row, review: &review, watched: &watched, stock: &stock, refused };
        page(view, shown)
    })?)
}

struct Shown<'a> {
    row: &'a Connection,
    review: &'a Review,
    watched: &'a Watch,
    stock: &'a StockWatch,
    refused: Option<Reason>,
}

fn page(view: &View<'_>, s: Shown<'_>) -> Result<ReviewView, LedgerError> {
    let w = s.watched;
    Ok(ReviewView {
        id: s.row.id.to_string(),
        name: s.row.name.clone(),
        practice: s.row.practice,
        accepted_at: s.review.accepted_at,
        refused: s.refused.as_ref().map(ReasonView::from),
        start_line: s.row.start_line,
        cases: cases(view, s.row, s.review)?,
        orders: w
            .orders
            .iter()
            .take(SHOWN)
            .map(|o| WatchedOrderView {
                key: o.key.to_string(),
                number: o.number.to_string(),
                items: items(&o.plan),
                units: o.plan.units(),
                speed: o.plan.speed.to_string(),
                stays: o.stays,
            })
            .collect(),
        orders_count: small(w.orders.len() as u64),
        orders_stay: small(w.orders.iter().filter(|o| o.stays).count() as u64),
        orders_left_out: w
            .left_out
            .iter()
            .map(|(code, count)| LeftOutView { reason: ReasonView::from(&Reason::new(*code)), count: *count })
            .collect(),
        stock: stock(view, s.row, s.stock)?,
        stock_count: small(s.stock.changes.len() as u64),
        stock_same: s.stock.same,
        stock_unlinked: w.unlinked,
        stock_refused: s.stock.refused.as_ref().map(ReasonView::from),
        tracking: w.tracking.iter().take(SHOWN).map(call).collect(),
        cancels: w.cancels.iter().take(SHOWN).map(call).collect(),
        compared_same: w.compared.same,
        compared_different: w.compared.different.iter().take(SHOWN).map(ToString::to_string).collect(),
        flows: flows(view, s.row)?,
    })
}

fn items(plan: &ExportPlan) -> String {
    plan.items.iter().map(|i| format!("{} × {}", i.quantity, i.sku)).collect::<Vec<_>>().join(", ")
}

fn call(c: &WatchedCall) -> WatchedCallView {
    WatchedCallView { key: c.key.to_string(), number: c.number.to_string(), about: c.about.clone() }
}

fn cases(view: &View<'_>, row: &Connection, review: &Review) -> Result<Vec<ReviewCaseView>, LedgerError> {
    let seen = seen_cases(view, &row.id)?;
    let shown = |case: ReviewCase| ReviewCaseView {
        case: case.name().to_owned(),
        seen: seen.get(&case).map(ToString::to_string),
        skipped: review.skipped.get(&case).copied(),
    };
    Ok(ReviewCase::ALL.into_iter().map(shown).collect())
}

fn stock(view: &View<'_>, row: &Connection, watched: &StockWatch) -> Result<Vec<WatchedStockView>, LedgerError> {
    let mut rows = Vec::new();
    for change in watched.changes.iter().take(SHOWN) {
        let listing = view.listings().get(&row.id, &change.sku)?;
        rows.push(WatchedStockView {
            title: listing.as_ref().map_or_else(|| change.sku.to_string(), |l| l.title.clone()),
            seller_sku: listing.and_then(|l| l.seller_sku).map(|s| s.to_string()),
            from: change.from,
            to: change.to,
        });
    }
    Ok(rows)
}

/// The writing flows of the shop and of those who ship for it.
fn flows(view: &View<'_>, row: &Connection) -> Result<Vec<ReviewFlowView>, LedgerError> {
    let mut shown = Vec::new();
    for id in std::iter::once(&row.id).chain(&row.partners) {
        let Some(owner) = view.connections().get(id)?.filter(|c| c.removed_at.is_none()) else { continue };
        for flow in view.flows().of(id)?.into_iter().filter(|f| writes(f.flow)) {
            shown.push(ReviewFlowView {
                connection: id.to_string(),
                name: owner.name.clone(),
                flow: flow.flow.name().to_owned(),
                on: flow.on,
            });
        }
    }
    Ok(shown)
}

pub(crate) fn skip(desk: &Desk, request: &SkipCase) -> Result<Done, CommandError> {
    let id = shop(desk, &request.id)?;
    let case = ReviewCase::by_name(&request.case).ok_or_else(|| CommandError::not_found("case"))?;
    desk.engine.skip_review_case(&id, case, request.skipped)?;
    Ok(Done {})
}

pub(crate) fn accept(desk: &Desk, request: &ChannelRef) -> Result<Done, CommandError> {
    let id = shop(desk, &request.id)?;
    desk.engine.accept_review(&id)?;
    Ok(Done {})
}

/// A shop's id; other connections have no review of their own.
pub(crate) fn shop(desk: &Desk, id: &str) -> Result<ConnectionId, CommandError> {
    let id = keys::connection(id)?;
    let row = desk.store.read(|view| keys::row(view, &id))?;
    if row.platform == Platform::TiktokShop { Ok(id) } else { Err(CommandError::not_found("shop")) }
}
