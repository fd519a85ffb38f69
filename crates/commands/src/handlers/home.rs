//! Home (F200).

use chrono::{DateTime, Local, NaiveTime, Utc};
use shopferry_domain::OrderState;
use shopferry_ledger::{LedgerError, OrderQuery, OrderSummary, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::components::SourceNumbers;
use crate::handlers::unlisted::{listed_counts, unlisted};
use crate::handlers::{attention, channels};
use crate::list::CommandError;
use crate::wire::home::{HomeView, LowStockView, StateCount, TodayView};

/// At or below this a SKU runs low.
const LOW: u32 = 5;
/// Low SKUs shown.
const LOW_SHOWN: usize = 8;
/// Orders of a day that are looked at.
const DAY_MAX: u32 = 1_000;

pub(crate) fn get(desk: &Desk) -> Result<HomeView, CommandError> {
    let now = desk.house.now();
    Ok(desk.store.read(|view| {
        let counts = listed_counts(view, None)?;
        let word = |state: OrderState| crate::handlers::orders::state_word(Some(state));
        Ok(HomeView {
            attention: attention::groups(view, now)?,
            channels: channels::rows(view)?,
            today: today(view, now)?,
            states: counts.iter().map(|(state, n)| StateCount { state: word(*state), count: small(*n) }).collect(),
            low_stock: low_stock(view)?,
        })
    })?)
}

fn today(view: &View<'_>, now: DateTime<Utc>) -> Result<TodayView, LedgerError> {
    let since = start_of_day(now);
    let query = OrderQuery { limit: DAY_MAX, unlisted: unlisted(view)?, ..OrderQuery::default() };
    let (rows, _) = view.orders().list(&query)?;
    let day: Vec<&OrderSummary> = rows.iter().filter(|o| o.placed_at >= since).collect();
    let count = |test: &dyn Fn(&OrderSummary) -> bool| small(day.iter().filter(|o| test(o)).count() as u64);
    Ok(TodayView {
        orders_in: small(day.len() as u64),
        on_hold: count(&|o| o.state == OrderState::OnHold),
        with_fulfiller: count(&|o| o.state.is_in_flight()),
        shipped: count(&|o| matches!(o.state, OrderState::Shipped | OrderState::Completed)),
        tracking_returned: count(&|o| o.packages > 0 && o.packages_sent >= o.packages),
        since,
    })
}

/// Midnight of the person's own day.
fn start_of_day(now: DateTime<Utc>) -> DateTime<Utc> {
    let day = now.with_timezone(&Local).date_naive().and_time(NaiveTime::MIN);
    day.and_local_timezone(Local).earliest().map_or(now, |midnight| midnight.with_timezone(&Utc))
}

fn low_stock(view: &View<'_>) -> Result<Vec<LowStockView>, LedgerError> {
    let mut low = Vec::new();
    for connection in view.connections().all()?.iter().filter(|c| c.enabled) {
        let links = view.links().all(&connection.id)?;
        let numbers = SourceNumbers::of_shop(view, &connection.id)?;
        for listing in view.listings().all(&connection.id)?.into_iter().filter(|l| l.live) {
            let Some(link) = links.get(&listing.sku) else { continue };
            let bundles = |c: &shopferry_domain::Component| {
                numbers.get(&c.sku).and_then(|r| r.fulfillable).map(|n| n / c.quantity.max(1))
            };
            let source =
                link.components.iter().map(bundles).collect::<Option<Vec<u32>>>().and_then(|n| n.into_iter().min());
            let shown = view.listing_stock().get(&connection.id, &listing.sku)?.and_then(|r| r.shown);
            if source.or(shown).is_some_and(|n| n <= LOW) {
                low.push(LowStockView {
                    listing_sku: listing.sku.to_string(),
                    seller_sku: listing.seller_sku.as_ref().map(ToString::to_string),
                    title: listing.title,
                    shown,
                    source,
                });
            }
        }
    }
    low.sort_by(|a, b| (a.source, &a.title).cmp(&(b.source, &b.title)));
    low.truncate(LOW_SHOWN);
    Ok(low)
}
