//! Time lines, records set aside, settings, and what a commit publishes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use serde_json::json;
use shopferry_domain::OrderState;
use shopferry_ledger::{Durability, EventKind, Flow, LedgerError, Resolution, Tag};
use support::*;

#[test]
fn a_time_line_tells_what_happened_in_its_order() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let key = take_in(tx, &order("1"), OrderState::New);
            let other = take_in(tx, &order("2"), OrderState::New);
            tx.timeline().add(key, at(5), EventKind::Seen, "The order was seen.", None)?;
            tx.timeline().add(other, at(5), EventKind::Seen, "The order was seen.", None)?;
            tx.timeline().add(key, at(4), EventKind::Sent, "It was sent to Amazon.", Some(json!({"attempt": 1})))?;
            let told = tx.timeline().of(key)?;
            let told: Vec<_> = told.iter().map(|e| (e.kind, e.at, e.detail.clone())).collect();
            assert_eq!(told, [(EventKind::Seen, at(5), None), (EventKind::Sent, at(4), Some(json!({"attempt": 1})))]);
            assert_eq!(tx.timeline().recent(1)?[0].text, "It was sent to Amazon.");
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_bad_record_is_set_aside_once_and_counted() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let aside = tx.set_aside();
            for minutes in [1, 7] {
                aside.put(&shop(), Flow::PullOrders, "577001", "lines[0].sku is missing", "{}", at(minutes))?;
            }
            let open = aside.open(Some(&shop()))?;
            assert_eq!((open.len(), open[0].count, open[0].first_at, open[0].last_at), (1, 2, at(1), at(7)));
            assert!(aside.open(Some(&amazon()))?.is_empty());
            aside.resolve(open[0].id, Resolution::Dismissed)?;
            assert!(aside.open(None)?.is_empty());
            aside.put(&shop(), Flow::PullOrders, "577001", "again", "{}", at(9))?;
            let again = aside.open(None)?;
            assert_eq!(again[0].count, 1, "a new story");
            aside.resolve_subject(&shop(), Flow::PullOrders, "577001")?;
            assert_eq!(aside.get(again[0].id)?.unwrap().resolved, Some(Resolution::Read));
            assert!(matches!(aside.resolve(99, Resolution::Read), Err(LedgerError::NotFound { .. })));
            aside.resolve_subject(&shop(), Flow::PullOrders, "577001")
        })
        .unwrap();
}

#[test]
fn settings_hold_any_shape() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            assert_eq!(tx.settings().get::<u32>("ui.density")?, None);
            tx.settings().set("ui.density", &28_u32)?;
            tx.settings().set("ui.density", &36_u32)?;
            assert_eq!(tx.settings().get::<u32>("ui.density")?, Some(36));
            let wrong = tx.settings().get::<Vec<String>>("ui.density").unwrap_err().to_string();
            assert!(wrong.contains("ui.density") && wrong.contains("settings") && wrong.contains("value"), "{wrong}");
            tx.settings().remove("ui.density")?;
            assert_eq!(tx.settings().get::<u32>("ui.density")?, None);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_commit_tells_what_it_touched_and_a_rollback_tells_nothing() {
    let ledger = ledger();
    let mut changes = ledger.changes();
    let before = ledger.seq();
    let failed: Result<(), _> = ledger.write(Durability::Normal, |tx| {
        take_in(tx, &order("1"), OrderState::New);
        Err(LedgerError::DiskFull)
    });
    assert!(matches!(failed, Err(LedgerError::DiskFull)));
    assert!(ledger.read(|view| view.orders().by_remote(&shop(), &remote("1"))).unwrap().is_none(), "rolled back");
    assert!(changes.try_recv().is_err());
    ledger
        .write(Durability::Normal, |tx| {
            let key = take_in(tx, &order("1"), OrderState::New);
            tx.timeline().add(key, at(1), EventKind::Seen, "The order was seen.", None)
        })
        .unwrap();
    let told = changes.try_recv().unwrap();
    assert_eq!(told.seq, before + 1);
    assert_eq!(told.tags.into_iter().collect::<Vec<_>>(), [Tag::Orders, Tag::Timeline]);
    ledger.write(Durability::Normal, |tx| tx.settings().remove("nothing")).unwrap();
    assert!(changes.try_recv().is_err(), "a write that changes nothing is no news");
}
