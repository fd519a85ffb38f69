//! An order's page (F201).

use shopferry_domain::reason::CurePage;
use shopferry_domain::{Hidden, Order, OrderState, ReasonCode, ShipTo};
use shopferry_ledger::{Event, LedgerError, OrderRow, PackageRow, PackageState, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::components::SourceNumbers;
use crate::handlers::orders::{name_of, names, state_word};
use crate::handlers::{amazon_page, keys, order_lines, order_parcels, order_plan, parts};
use crate::list::CommandError;
use crate::wire::orders::{
    AddressPartView, AmountView, CancelRequestView, EventView, OrderAction, OrderRef, OrderRowView, OrderView, PlanView,
};
use crate::wire::own::PartView;
use crate::wire::reason::ReasonView;

pub(crate) fn get(desk: &Desk, request: &OrderRef) -> Result<OrderView, CommandError> {
    let key = keys::order(&request.key)?;
    let now = desk.house.now();
    let view = desk.store.read(|view| {
        let Some(row) = view.orders().get(key)? else { return Ok(None) };
        page(view, &row, now).map(Some)
    })?;
    view.ok_or_else(|| CommandError::not_found("order"))
}

fn page(view: &View<'_>, row: &OrderRow, now: chrono::DateTime<chrono::Utc>) -> Result<OrderView, LedgerError> {
    let order = &row.order;
    let links = view.links().all(&order.connection)?;
    let numbers = SourceNumbers::of_shop(view, &order.connection)?;
    let exports = view.exports().of_order(row.key)?;
    let packages = view.packages().of_order(row.key)?;
    let plan = order_plan::plan(view, row, &exports, &numbers, now)?;
    let link = amazon_page::search(view, exports.last())?;
    let mut timeline: Vec<EventView> = view.timeline().of(row.key)?.into_iter().map(event).collect();
    timeline.reverse();
    Ok(OrderView {
        row: summary(view, row, &packages, plan.as_ref().and_then(|p| p.status.clone()))?,
        platform_status: order.status.to_string(),
        paid_at: order.paid_at,
        hold_until: row.hold_until.filter(|_| row.state.is_some_and(OrderState::is_before_export)),
        auto_cancel_at: order.deadlines.auto_cancel_at,
        collect_by: order.deadlines.collect_by,
        lines: order_lines::lines(view, order, &links, &numbers)?,
        plan: plan.map(|p| PlanView { link, ..p }),
        parts: own_parts(view, row)?,
        packages: packages.iter().map(|p| order_parcels::package(order, p)).collect(),
        request: request(view, order)?,
        collected_at: order.progress.collected_at,
        delivered_at: order.progress.delivered_at,
        address: address(&order.ship_to),
        buyer_note: order.buyer_note.clone(),
        seller_note: order.seller_note.clone(),
        money: money(order),
        timeline,
        actions: actions(row, &packages, exports.is_empty()),
        next: next(row),
        cleared_at: row.cleared_at,
        payload: redacted(order),
    })
}

fn own_parts(view: &View<'_>, row: &OrderRow) -> Result<Vec<PartView>, LedgerError> {
    let names = names(view)?;
    view.order_parts().of(row.key)?.iter().map(|part| parts::part(view, &names, row, part)).collect()
}

fn summary(
    view: &View<'_>,
    row: &OrderRow,
    packages: &[PackageRow],
    fulfiller_status: Option<String>,
) -> Result<OrderRowView, LedgerError> {
    let order = &row.order;
    let sent = packages.iter().filter(|p| matches!(p.state, PackageState::Sent | PackageState::Noted)).count();
    let place = [order.ship_to.city.known(), order.ship_to.state.known()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    Ok(OrderRowView {
        key: row.key.0.to_string(),
        number: order.remote.to_string(),
        connection: order.connection.to_string(),
        channel: name_of(&names(view)?, &order.connection),
        place: (!place.is_empty()).then(|| place.join(", ")),
        first_title: order.lines.first().map(|l| l.title.clone()).unwrap_or_default(),
        summary: titles(order),
        units: small(order.lines.iter().filter(|l| l.is_wanted()).count() as u64),
        state: state_word(row.state),
        reason: row.reason.as_ref().map(ReasonView::from),
        notice: row.notice.as_ref().map(ReasonView::from),
        ship_by: order.deadlines.ship_by,
        fulfiller_status,
        tracking_sent: small(sent as u64),
        packages: small(packages.len() as u64),
        placed_at: order.placed_at,
        total: order.money.total.as_ref().map(ToString::to_string),
    })
}

/// The buyer's open request (F103).
fn request(view: &View<'_>, order: &Order) -> Result<Option<CancelRequestView>, LedgerError> {
    let Some(asked_at) = order.cancel_asked_at else { return Ok(None) };
    let known = view.cancellations().open_request(&order.connection, &order.remote)?;
    Ok(Some(CancelRequestView {
        asked_at,
        answer_by: known.as_ref().and_then(|k| k.answer_by),
        reason: known.and_then(|k| k.reason),
    }))
}

fn titles(order: &Order) -> String {
    let mut counted: Vec<(&str, u32)> = Vec::new();
    for line in &order.lines {
        match counted.iter_mut().find(|(title, _)| *title == line.title) {
            Some((_, n)) => *n += 1,
            None => counted.push((&line.title, 1)),
        }
    }
    counted.iter().map(|(title, n)| format!("{n} × {title}")).collect::<Vec<_>>().join(", ")
}

fn event(event: Event) -> EventView {
    EventView {
        id: event.id,
        at: event.at,
        kind: event.kind.name().to_owned(),
        text: event.text,
        detail: event.detail.map(|d| serde_json::to_string_pretty(&d).unwrap_or_default()),
    }
}

pub(crate) fn address(to: &ShipTo) -> Vec<AddressPartView> {
    let street: Vec<&str> = to.lines.iter().filter_map(Hidden::known).collect();
    let hidden = to.lines.contains(&Hidden::Hidden);
    let street = match (street.is_empty(), hidden) {
        (false, _) => Hidden::Known(street.join("\n")),
        (true, true) => Hidden::Hidden,
        (true, false) => Hidden::Absent,
    };
    [
        ("name", &to.name),
        ("street", &street),
        ("city", &to.city),
        ("state", &to.state),
        ("postcode", &to.postcode),
        ("country", &to.country),
        ("phone", &to.phone),
    ]
    .into_iter()
    .map(|(part, text)| AddressPartView {
        part: part.to_owned(),
        text: text.known().map(str::to_owned),
        hidden: *text == Hidden::Hidden,
    })
    .collect()
}

fn money(order: &Order) -> Vec<AmountView> {
    let money = &order.money;
    let parts = [
        ("subtotal", &money.subtotal),
        ("shipping", &money.shipping),
        ("tax", &money.tax),
        ("seller_discount", &money.seller_discount),
        ("platform_discount", &money.platform_discount),
        ("total", &money.total),
    ];
    let amount =
        |name: &str, amount: &shopferry_domain::Money| AmountView { name: name.to_owned(), amount: amount.to_string() };
    let fixed = parts.into_iter().filter_map(|(name, part)| part.as_ref().map(|m| amount(name, m)));
    fixed.chain(money.fees.iter().map(|(name, m)| amount(name, m))).collect()
}

/// The first one is the primary action.
fn actions(row: &OrderRow, packages: &[PackageRow], nothing_sent: bool) -> Vec<OrderAction> {
    if row.cleared_at.is_some() {
        return Vec::new();
    }
    let mut actions = Vec::new();
    let page = row.reason.as_ref().map(|r| r.code.text().page);
    let code = row.reason.as_ref().map(|r| r.code);
    match row.state {
        Some(OrderState::Unlinked) => actions.push(OrderAction::Link),
        Some(OrderState::NeedsAttention | OrderState::Unfulfillable) => {
            if page == Some(CurePage::Link) {
                actions.push(OrderAction::Link);
            }
            if code.is_some_and(asks_for_a_decision) {
                actions.push(OrderAction::SendAnyway);
            }
            actions.push(OrderAction::Retry);
        }
        Some(OrderState::BlockedByRule) => actions.extend([OrderAction::SendAnyway, OrderAction::Retry]),
        Some(OrderState::BeforeShopferry) => actions.push(OrderAction::SendAnyway),
        Some(OrderState::Delayed) => actions.push(OrderAction::SendNow),
        // What the own warehouse has taken over is no matter of the fulfiller (F011).
        Some(OrderState::Accepted | OrderState::Processing | OrderState::PartlyShipped) if !nothing_sent => {
            actions.push(OrderAction::CancelAtFulfiller);
        }
        _ => {}
    }
    if row.notice.as_ref().is_some_and(|n| n.code == ReasonCode::ChangedAfterExport) {
        if actions.contains(&OrderAction::CancelAtFulfiller) {
            actions.insert(0, OrderAction::PlaceAnew);
        }
        actions.insert(0, OrderAction::AcceptChange);
    }
    let beside = row.notice.as_ref().or(row.reason.as_ref()).map(|r| r.code);
    if beside == Some(ReasonCode::WithdrawnTooLate) {
        actions.retain(|a| *a != OrderAction::Retry);
        actions.insert(0, OrderAction::PlaceAnew);
    }
    if order_parcels::may_send_number(packages) {
        actions.push(OrderAction::SendNumber);
    }
    if row.order.cancel_asked_at.is_none() && row.order.open_lines().next().is_some() {
        actions.push(OrderAction::CancelOnPlatform);
    }
    actions.push(OrderAction::Refresh);
    match row.state {
        Some(OrderState::Archived) => actions.insert(0, OrderAction::Unarchive),
        Some(state) if OrderState::check_move(Some(state), OrderState::Archived).is_ok() => {
            actions.push(OrderAction::Archive);
        }
        _ => {}
    }
    actions
}

/// Kinds that a person may let pass (F328, F403).
fn asks_for_a_decision(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::CashOnDelivery
            | ReasonCode::Sample
            | ReasonCode::Replacement
            | ReasonCode::Exchange
            | ReasonCode::IdentityCheck
            | ReasonCode::Prescription
            | ReasonCode::DangerousGoods
            | ReasonCode::UnknownKind
            | ReasonCode::AwaitingRelease
    )
}

fn next(row: &OrderRow) -> Option<String> {
    let sentence = match row.state {
        None => "Waits for the buyer to pay.",
        Some(OrderState::OnHold) => "Is read again when the hold ends, then decided.",
        Some(OrderState::New | OrderState::Delayed) => "Is decided at the next pass.",
        Some(OrderState::WaitingToExport) => "Goes to the fulfiller at the next export pass.",
        Some(OrderState::Exporting) => "Its outcome is looked up by its own key.",
        Some(OrderState::Accepted | OrderState::Processing) => {
            "Its parcels are watched; each number goes to the shop at once."
        }
        Some(OrderState::PartlyShipped) => "The remaining parcels are watched.",
        Some(OrderState::CancelRequested) => "The fulfiller was asked; only what it shows counts.",
        _ => return row.reason.as_ref().map(|r| r.code.text().cure.to_owned()),
    };
    Some(sentence.to_owned())
}

/// What we hold without the buyer: never a name, a street, a phone, a note.
fn redacted(order: &Order) -> String {
    let mut copy = order.clone();
    copy.ship_to = ShipTo::default();
    copy.buyer_note = None;
    copy.seller_note = None;
    serde_json::to_string_pretty(&copy).unwrap_or_default()
}
