//! Connections, flows and runs (F001–F004, F019, F202, F203).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use shopferry_domain::{Reason, ReasonCode};
use shopferry_ledger::{
    Connection, ConnectionHealth, Durability, Flow, FlowRow, Ledger, LedgerError, Platform, Run, RunOutcome,
};
use support::*;

#[test]
fn a_connection_comes_back_as_it_went_in() {
    let ledger = ledger();
    let changed = Connection {
        name: "Second name".to_owned(),
        enabled: false,
        health: ConnectionHealth::NeedsSignIn,
        health_reason: Some(Reason::new(ReasonCode::NeedsSignIn)),
        start_line: Some(at(5)),
        partners: vec![amazon()],
        ..connection("tt-1", Platform::TiktokShop, "")
    };
    ledger.write(Durability::Normal, |tx| tx.connections().save(&changed)).unwrap();
    ledger
        .read(|view| {
            assert_eq!(view.connections().get(&shop())?.unwrap(), changed);
            let ids: Vec<String> = view.connections().all()?.iter().map(|c| c.id.to_string()).collect();
            assert_eq!(ids, ["amz-1", "tt-1"]);
            assert_eq!(view.connections().of(&Platform::TiktokShop)?, std::slice::from_ref(&changed));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_platform_of_a_later_version_survives() {
    let ledger = ledger();
    let later = connection("x-1", Platform::Unknown("parcel_planet".to_owned()), "Later");
    ledger.write(Durability::Normal, |tx| tx.connections().insert(&later)).unwrap();
    assert_eq!(ledger.read(|view| view.connections().get(&later.id)).unwrap().unwrap(), later);
}

#[test]
fn names_are_short_and_unique_among_those_in_use() {
    let ledger = ledger();
    let add = |id: &str, name: &str| {
        ledger.write(Durability::Normal, |tx| tx.connections().insert(&connection(id, Platform::TiktokShop, name)))
    };
    for name in ["", "   ", &"n".repeat(61), "practice SHOP"] {
        let refused = add("tt-2", name).unwrap_err();
        assert!(matches!(refused, LedgerError::Conflict { .. }), "“{name}”: {refused}");
    }
    assert!(matches!(add("tt-1", "Other"), Err(LedgerError::Conflict { .. })), "ids are never used again");
    ledger.write(Durability::Normal, |tx| tx.connections().remove(&shop(), at(9))).unwrap();
    add("tt-2", "Practice shop").unwrap();
    add("tt-3", &"n".repeat(60)).unwrap();
}

#[test]
fn a_removed_connection_leaves_its_history() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let key = take_in(tx, &order("577001"), shopferry_domain::OrderState::New);
            tx.flows().save(&FlowRow::fresh(shop(), Flow::PullOrders, true, 60, Some(at(0))))?;
            tx.connections().remove(&shop(), at(9))?;
            tx.connections().remove(&amazon(), at(9))?;
            assert!(tx.orders().get(key)?.is_some(), "F004");
            assert!(tx.connections().all()?.is_empty());
            let gone = tx.connections().get(&shop())?.unwrap();
            assert_eq!((gone.removed_at, gone.enabled, gone.partners), (Some(at(9)), false, Vec::new()));
            assert!(tx.flows().due(at(99))?.is_empty());
            assert!(matches!(tx.connections().remove(&shop(), at(10)), Err(LedgerError::NotFound { .. })));
            Ok(())
        })
        .unwrap();
}

fn flows(ledger: &Ledger) -> Vec<(String, Flow)> {
    let due = ledger.read(|view| view.flows().due(at(30))).unwrap();
    due.into_iter().map(|row| (row.connection.to_string(), row.flow)).collect()
}

#[test]
fn flows_are_due_longest_first_and_only_where_they_may_run() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let flow = |connection, flow, on, due| FlowRow::fresh(connection, flow, on, 60, due);
            tx.flows().save(&flow(shop(), Flow::PushStock, true, Some(at(20))))?;
            tx.flows().save(&flow(shop(), Flow::PullOrders, true, Some(at(10))))?;
            tx.flows().save(&flow(amazon(), Flow::Export, true, Some(at(20))))?;
            tx.flows().save(&flow(amazon(), Flow::PullTracking, false, Some(at(1))))?;
            tx.flows().save(&flow(amazon(), Flow::PullSourceStock, true, None))?;
            tx.flows().save(&flow(shop(), Flow::PullPlaces, true, Some(at(31))))
        })
        .unwrap();
    let (tt, amz) = ("tt-1".to_owned(), "amz-1".to_owned());
    let all = [(tt.clone(), Flow::PullOrders), (amz.clone(), Flow::Export), (tt, Flow::PushStock)];
    assert_eq!(flows(&ledger), all);
    assert_eq!(ledger.read(|view| view.flows().next_due()).unwrap(), Some(at(10)));
    ledger
        .write(Durability::Normal, |tx| {
            let shop = tx.connections().get(&shop())?.unwrap();
            tx.connections().save(&Connection { enabled: false, ..shop })
        })
        .unwrap();
    assert_eq!(flows(&ledger), [(amz, Flow::Export)]);
}

#[test]
fn marking_makes_a_flow_due_earlier_and_never_later() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let row = FlowRow {
                cursor: Some("c-1".to_owned()),
                last_started_at: Some(at(1)),
                last_finished_at: Some(at(2)),
                last_ok_at: Some(at(2)),
                failures: 2,
                last_reason: Some(Reason::new(ReasonCode::Throttled)),
                ..FlowRow::fresh(shop(), Flow::PullOrders, true, 60, Some(at(10)))
            };
            tx.flows().save(&row)?;
            assert_eq!(tx.flows().get(&shop(), Flow::PullOrders)?.unwrap(), row);
            tx.flows().mark_due(&shop(), Flow::PullOrders, at(20))?;
            assert_eq!(tx.flows().of(&shop())?, std::slice::from_ref(&row));
            tx.flows().mark_due(&shop(), Flow::PullOrders, at(5))?;
            assert_eq!(tx.flows().get(&shop(), Flow::PullOrders)?.unwrap().due_at, Some(at(5)));
            tx.flows().mark_due(&shop(), Flow::PushStock, at(5))
        })
        .unwrap();
}

#[test]
fn every_pass_leaves_a_record_and_old_ones_go() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let id = tx.runs().start(&shop(), Flow::PullOrders, at(1))?;
            let run = Run {
                ended_at: Some(at(2)),
                read: 50,
                changed: 3,
                failed: 1,
                partial: true,
                outcome: Some(RunOutcome::Failed),
                reason: Some(Reason::new(ReasonCode::Offline)),
                ..tx.runs().get(id)?.unwrap()
            };
            tx.runs().finish(&run)?;
            let other = tx.runs().start(&amazon(), Flow::PullTracking, at(3))?;
            assert_eq!(tx.runs().recent(5, Some(&shop()), None)?, std::slice::from_ref(&run));
            assert_eq!(tx.runs().recent(5, None, Some(Flow::PullTracking))?[0].id, other);
            assert_eq!(tx.runs().recent(1, None, None)?[0].id, other);
            assert_eq!(tx.runs().recent(1, None, None)?[0].ended_at, None);
            for minutes in 0..5_000 {
                tx.runs().start(&shop(), Flow::PullOrders, at(minutes))?;
            }
            assert_eq!(tx.runs().prune()?, 2);
            assert!(matches!(tx.runs().finish(&run), Err(LedgerError::NotFound { .. })));
            Ok(())
        })
        .unwrap();
}
