//! The order list (F201).

use std::collections::BTreeMap;

use shopferry_domain::{ConnectionId, OrderState};
use shopferry_ledger::{LedgerError, OrderQuery as Asked, OrderSort as Sorting, OrderSummary, PartRoute, SortBy, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::keys;
use crate::handlers::order_tabs::{TABS, states};
use crate::handlers::unlisted::{listed_counts, unlisted};
use crate::list::CommandError;
use crate::wire::orders::{OrderListView, OrderQuery, OrderRowView, OrderSort, OrderTab, TabCount};
use crate::wire::reason::ReasonView;

/// Rows of one answer.
const ROWS_MAX: u32 = 500;
/// Rows of which a mark beside the state is looked for.
const MARKED_MAX: u32 = 1_000;

pub(crate) fn list(desk: &Desk, request: &OrderQuery) -> Result<OrderListView, CommandError> {
    let connection = keys::optional_connection(request.connection.as_ref())?;
    let state = request.state.as_deref().filter(|s| !s.is_empty()).map(state_of).transpose()?;
    let text = Some(request.text.trim().to_owned()).filter(|t| !t.is_empty());
    let mut asked = Asked {
        connection,
        states: state.map_or_else(|| states(request.tab), |s| vec![s]),
        noticed: false,
        unlisted: Vec::new(),
        text,
        sort: sorting(request.sort),
        offset: request.offset,
        limit: request.limit.clamp(1, ROWS_MAX),
    };
    // Archived orders are in no list, but a search finds them (F055).
    if asked.text.is_some() && request.tab == OrderTab::All && state.is_none() {
        asked.states.push(OrderState::Archived);
    }
    Ok(desk.store.read(|view| {
        asked.unlisted = unlisted(view)?;
        let problems = request.tab == OrderTab::Problems && state.is_none();
        let (rows, total) = if problems { with_marked(view, &asked)? } else { view.orders().list(&asked)? };
        let names = names(view)?;
        let rows = rows.iter().map(|o| row(view, &names, o)).collect::<Result<_, _>>()?;
        Ok(OrderListView { rows, total: small(total), tabs: tab_counts(view, &asked)?, own_parts: own_parts(view)? })
    })?)
}

/// Orders in a state of trouble, and those with a red mark beside another state.
fn with_marked(view: &View<'_>, asked: &Asked) -> Result<(Vec<OrderSummary>, u64), LedgerError> {
    let whole = Asked { offset: 0, limit: MARKED_MAX, ..asked.clone() };
    let mut rows = view.orders().list(&whole)?.0;
    let others: Vec<OrderState> = states(OrderTab::All).into_iter().filter(|s| !asked.states.contains(s)).collect();
    rows.extend(view.orders().list(&Asked { noticed: true, states: others, ..whole })?.0);
    match asked.sort.by {
        SortBy::ShipBy => rows.sort_by_key(|o| (o.ship_by.is_none(), o.ship_by, o.key)),
        SortBy::Placed | SortBy::StateSince | SortBy::Number => {
            rows.sort_by_key(|o| std::cmp::Reverse((o.placed_at, o.key)))
        }
    }
    let total = rows.len() as u64;
    let skip = usize::try_from(asked.offset).unwrap_or(usize::MAX);
    let take = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    Ok((rows.into_iter().skip(skip).take(take).collect(), total))
}

fn own_parts(view: &View<'_>) -> Result<u32, LedgerError> {
    let open = view.order_parts().open(PartRoute::OwnWarehouse, &shopferry_engine::OPEN_PARTS)?;
    Ok(small(open.len() as u64))
}

fn tab_counts(view: &View<'_>, asked: &Asked) -> Result<Vec<TabCount>, LedgerError> {
    let counts = listed_counts(view, asked.connection.as_ref())?;
    let count = |tab: OrderTab| -> u64 { states(tab).iter().filter_map(|s| counts.get(s)).sum() };
    let marked = Asked {
        connection: asked.connection.clone(),
        noticed: true,
        unlisted: asked.unlisted.clone(),
        states: states(OrderTab::All).into_iter().filter(|s| !states(OrderTab::Problems).contains(s)).collect(),
        limit: 1,
        ..Asked::default()
    };
    let marked = view.orders().list(&marked)?.1;
    let of = |tab: OrderTab| count(tab) + if tab == OrderTab::Problems { marked } else { 0 };
    Ok(TABS.into_iter().map(|tab| TabCount { tab, count: small(of(tab)) }).collect())
}

/// Names of all connections, removed ones included.
pub(crate) fn names(view: &View<'_>) -> Result<BTreeMap<ConnectionId, String>, LedgerError> {
    Ok(view.connections().ever()?.into_iter().map(|c| (c.id, c.name)).collect())
}

/// The name to show.
pub(crate) fn name_of(names: &BTreeMap<ConnectionId, String>, id: &ConnectionId) -> String {
    names.get(id).cloned().unwrap_or_else(|| id.to_string())
}

fn row(view: &View<'_>, names: &BTreeMap<ConnectionId, String>, o: &OrderSummary) -> Result<OrderRowView, LedgerError> {
    let whole = view.orders().get(o.key)?;
    let order = whole.as_ref().map(|w| &w.order);
    let first = order.and_then(|w| w.lines.first()).map(|l| l.title.clone()).unwrap_or_default();
    let total = order.and_then(|w| w.money.total.as_ref()).map(ToString::to_string);
    Ok(OrderRowView {
        key: o.key.0.to_string(),
        number: o.number.to_string(),
        connection: o.connection.to_string(),
        channel: name_of(names, &o.connection),
        place: o.place.clone(),
        first_title: first,
        summary: o.lines.clone(),
        units: o.units,
        state: state_word(Some(o.state)),
        reason: o.reason.as_ref().map(ReasonView::from),
        notice: o.notice.as_ref().map(ReasonView::from),
        ship_by: o.ship_by,
        fulfiller_status: o.fulfiller_status.as_ref().map(ToString::to_string),
        tracking_sent: o.packages_sent,
        packages: o.packages,
        placed_at: o.placed_at,
        total,
    })
}

/// A state's word; an unpaid order has none of its own and is called `unpaid`.
pub(crate) fn state_word(state: Option<OrderState>) -> String {
    let word = state.and_then(|s| serde_json::to_value(s).ok());
    word.and_then(|w| w.as_str().map(str::to_owned)).unwrap_or_else(|| "unpaid".to_owned())
}

fn state_of(word: &str) -> Result<OrderState, CommandError> {
    let state = serde_json::from_value(serde_json::Value::String(word.to_owned()));
    state.map_err(|_| {
        let known: Vec<String> = shopferry_domain::life::STATES.into_iter().map(|s| state_word(Some(s))).collect();
        CommandError::new(
            "bad_input",
            format!("No state is called {word}."),
            format!("Use one of: {}.", known.join(", ")),
        )
    })
}

fn sorting(sort: OrderSort) -> Sorting {
    match sort {
        OrderSort::Newest => Sorting { by: SortBy::Placed, descending: true },
        OrderSort::ShipBy => Sorting { by: SortBy::ShipBy, descending: false },
        OrderSort::State => Sorting { by: SortBy::StateSince, descending: true },
    }
}
