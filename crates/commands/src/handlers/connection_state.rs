//! The account behind a connection's page (F006–F009, F012, F014, F421).

use chrono::{DateTime, Utc};
use serde_json::Value;
use shopferry_domain::shop_day::day_start;
use shopferry_domain::term::{TermLevel, authorisation, client_secret};
use shopferry_domain::{Reason, ReasonCode};
use shopferry_engine::is_verified;
use shopferry_engine::live_check::live_check_of;
use shopferry_engine::permission::{review_of, writing_refused};
use shopferry_engine::readiness::{ReadinessList, readiness_of};
use shopferry_engine::terms::{authorisation_end, secret_made_on};
use shopferry_ledger::{Connection, LedgerError, Platform, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::channels::ChannelRef;
use crate::wire::connection::{ConnectionStateView, CounterView, ReadinessView, RegionView, TermView};
use crate::wire::reason::ReasonView;

/// A shop's orders of the day against this share of its limit are worth a word (F014).
const NEAR_PERCENT: u64 = 80;

pub(crate) fn get(desk: &Desk, request: &ChannelRef) -> Result<ConnectionStateView, CommandError> {
    let id = keys::connection(&request.id)?;
    let now = desk.house.now();
    Ok(desk.store.read(|view| {
        let row = keys::row(view, &id)?;
        let is_shop = row.platform == Platform::TiktokShop;
        let ends_at = authorisation_end(&row);
        let secret = secret_made_on(&row).filter(|_| !is_shop).map(|made| (made, client_secret(made, now)));
        let readiness = if is_shop { readiness_of(view, &id)? } else { ReadinessList::default() };
        let refused = if is_shop { writing_refused(view, &row)? } else { None };
        Ok(ConnectionStateView {
            authorised_at: text(&row, "authorised_at").and_then(|t| t.parse().ok()),
            ends_at: ends_at.filter(|at| shopferry_domain::term::real_end(*at, now).is_some()),
            ends: authorisation(ends_at, now).0.into(),
            secret_made_on: secret.map(|(made, _)| made.to_string()),
            secret_age_days: secret.map(|(_, (_, days))| u32::try_from(days).unwrap_or(u32::MAX)),
            secret: secret.map_or(TermView::Fine, |(_, (level, _))| level.into()),
            seller: text(&row, "seller_name").or_else(|| text(&row, "seller_id")),
            scopes: scopes(&row),
            region: is_shop.then(|| region(&row)),
            country: text(&row, "country"),
            verified: is_shop || is_verified(&row),
            writing_refused: refused.as_ref().map(ReasonView::from),
            review_accepted_at: if is_shop { review_of(view, &id)?.accepted_at } else { None },
            live_check: is_shop && live_check_of(view, &id)?.is_some(),
            readiness_read_at: readiness.read_at,
            readiness: lines(readiness),
            counter: if is_shop { Some(counter(view, &row, now)?) } else { None },
        })
    })?)
}

fn region(row: &Connection) -> RegionView {
    let flag = |name: &str| row.account.get(name).and_then(Value::as_bool);
    RegionView {
        code: text(row, "region").unwrap_or_default(),
        known: flag("region_known").unwrap_or(true),
        currency: text(row, "currency"),
        cross_border: flag("cross_border").unwrap_or(false),
    }
}

fn scopes(row: &Connection) -> Vec<String> {
    let list = row.account.get("scopes").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn lines(list: ReadinessList) -> Vec<ReadinessView> {
    let shown = |l: shopferry_engine::readiness::ReadinessLine| ReadinessView {
        name: l.name.as_str().to_ascii_lowercase(),
        passed: l.passed,
        hint: l.hint,
        reasons: l.reasons,
    };
    list.lines.into_iter().map(shown).collect()
}

/// Orders of the shop's day against the limit of its settings (F014).
pub(crate) fn counter(view: &View<'_>, row: &Connection, now: DateTime<Utc>) -> Result<CounterView, LedgerError> {
    let since = day_start(&text(row, "region").unwrap_or_default(), now);
    let orders = view.orders().placed_since(&row.id, since)?;
    let limit = view.settings().shop(&row.id)?.limits.orders_a_day;
    let reason = limit.and_then(|limit| {
        let about = format!("{orders} of {limit}");
        if orders >= u64::from(limit) {
            Some(Reason::about(ReasonCode::DailyLimitReached, about))
        } else if orders * 100 >= u64::from(limit) * NEAR_PERCENT {
            Some(Reason::about(ReasonCode::DailyLimitNear, about))
        } else {
            None
        }
    });
    Ok(CounterView { orders: small(orders), limit, since, reason: reason.as_ref().map(ReasonView::from) })
}

/// What of a connection's terms is worth a person's attention.
pub(crate) fn terms(row: &Connection, now: DateTime<Utc>) -> Vec<(Reason, Option<DateTime<Utc>>)> {
    let mut found = Vec::new();
    let end = authorisation_end(row);
    match authorisation(end, now).0 {
        TermLevel::Fine => {}
        TermLevel::Ended => found.push((Reason::new(ReasonCode::AuthorisationEnded), end)),
        TermLevel::Soon | TermLevel::Urgent => found.push((Reason::new(ReasonCode::AuthorisationEnds), end)),
    }
    if let Some(made) = secret_made_on(row).filter(|_| row.platform == Platform::Amazon) {
        let (level, days) = client_secret(made, now);
        if level > TermLevel::Fine {
            let due = made + shopferry_domain::settings::SECRET_LIFE;
            let due = due.and_time(chrono::NaiveTime::MIN).and_utc();
            found.push((Reason::about(ReasonCode::SecretOld, format!("It is {days} days old.")), Some(due)));
        }
    }
    found
}

fn text(row: &Connection, name: &str) -> Option<String> {
    row.account.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned)
}
