//! Orders (F030, F031, F044, F054).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use shopferry_domain::order::PlatformStatus;
use shopferry_domain::routing::Overrides;
use shopferry_domain::{Hidden, OrderState, PartNumber, Reason, ReasonCode};
use shopferry_ledger::{Durability, Ledger, LedgerError};
use support::*;

fn upsert(ledger: &Ledger, order: &shopferry_domain::Order, minutes: i64) -> shopferry_ledger::Upsert {
    ledger.write(Durability::Normal, |tx| tx.orders().upsert(order, at(minutes))).unwrap()
}

#[test]
fn an_order_comes_back_as_it_went_in() {
    let ledger = ledger();
    let order = order("577001");
    let stored = upsert(&ledger, &order, 1);
    assert!(!stored.existed && !stored.outdated);
    let row = ledger.read(|view| view.orders().by_remote(&shop(), &remote("577001"))).unwrap().unwrap();
    assert_eq!(row.order, order, "buyer and notes are joined in again");
    assert_eq!((row.state, row.part, row.read_at, row.first_seen_at), (None, PartNumber::FIRST, at(1), at(1)));
    assert_eq!(ledger.read(|view| view.orders().get(row.key)).unwrap().unwrap(), row);
}

#[test]
fn reading_the_same_page_again_changes_nothing() {
    let ledger = ledger();
    let first = upsert(&ledger, &order("577001"), 1);
    let second = upsert(&ledger, &order("577001"), 5);
    assert_eq!((second.key, second.existed, second.changed.anything), (first.key, true, false));
    let row = ledger.read(|view| view.orders().get(first.key)).unwrap().unwrap();
    assert_eq!(row.read_at, at(5), "F030: but it was read again");
}

#[test]
fn an_older_copy_is_ignored_and_of_one_second_the_later_read_wins() {
    let ledger = ledger();
    let mut newer = order("577001");
    newer.status = PlatformStatus::InTransit;
    newer.updated_at = at(10);
    upsert(&ledger, &newer, 11);

    let late = upsert(&ledger, &order("577001"), 12);
    assert!(late.outdated, "I11: a late page brings an older copy");

    let mut same_second = newer.clone();
    same_second.status = PlatformStatus::Delivered;
    assert!(upsert(&ledger, &same_second, 10).outdated, "read before the copy that is held");
    let later = upsert(&ledger, &same_second, 12);
    assert!(!later.outdated && later.changed.status && !later.changed.lines);
    let row = ledger.read(|view| view.orders().get(later.key)).unwrap().unwrap();
    assert_eq!(row.order.status, PlatformStatus::Delivered);
}

#[test]
fn a_masked_copy_never_replaces_a_readable_buyer() {
    let ledger = ledger();
    upsert(&ledger, &order("577001"), 1);
    let mut masked = order("577001");
    masked.updated_at = at(9);
    masked.ship_to.name = Hidden::Hidden;
    masked.ship_to.lines = vec![Hidden::Hidden];
    masked.ship_to.phone = Hidden::Absent;
    masked.buyer_note = None;
    let stored = upsert(&ledger, &masked, 10);
    assert!(!stored.changed.address, "F044: and is no change under F043");
    let row = ledger.read(|view| view.orders().get(stored.key)).unwrap().unwrap();
    assert_eq!(row.order.ship_to, ship_to());
    assert_eq!(row.order.buyer_note.as_deref(), Some("Leave it by the shed"));
}

#[test]
fn a_released_address_and_a_changed_line_are_told() {
    let ledger = ledger();
    let mut held = order("577001");
    held.ship_to.lines = vec![Hidden::Hidden];
    upsert(&ledger, &held, 1);
    let mut released = order("577001");
    released.updated_at = at(9);
    let stored = upsert(&ledger, &released, 10);
    assert!(stored.changed.address && !stored.changed.lines && !stored.changed.status);

    released.lines.push(line("577001-2", "902", "Lamp"));
    let stored = upsert(&ledger, &released, 11);
    assert!(stored.changed.lines && !stored.changed.address);
    let mut cancelled = released.clone();
    cancelled.lines[1].status = PlatformStatus::Cancelled;
    assert!(upsert(&ledger, &cancelled, 12).changed.lines, "the buyer expects fewer units");
    let mut relay = cancelled.clone();
    relay.ship_to.email = known("relay-0418@example.test");
    assert!(!upsert(&ledger, &relay, 13).changed.address, "a relay e-mail is no part of the address");
}

#[test]
fn only_moves_of_the_life_table_are_kept() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let key = take_in(tx, &order("577001"), OrderState::New);
            let hold = Reason::new(ReasonCode::AddressHidden);
            tx.orders().set_state(key, OrderState::New, Some(hold.clone()), Some(at(60)), at(20))?;
            let row = tx.orders().get(key)?.unwrap();
            assert_eq!((row.reason, row.hold_until, row.state_since), (Some(hold), Some(at(60)), at(1)));

            let refused = tx.orders().set_state(key, OrderState::Completed, None, None, at(21)).unwrap_err();
            assert!(matches!(refused, LedgerError::ForbiddenMove { .. }), "{refused}");
            assert_eq!(refused.reason().code, ReasonCode::StateFault);

            tx.orders().set_state(key, OrderState::WaitingToExport, None, None, at(22))?;
            let row = tx.orders().get(key)?.unwrap();
            assert_eq!((row.state, row.state_before), (Some(OrderState::WaitingToExport), Some(OrderState::New)));
            assert_eq!((row.state_since, row.reason, row.hold_until), (at(22), None, None));
            Ok(())
        })
        .unwrap();
}

#[test]
fn work_comes_earliest_ship_by_first() {
    let ledger = ledger();
    let states = ledger
        .write(Durability::Normal, |tx| {
            for (number, ship_by) in [("3", Some(at(50))), ("2", None), ("1", Some(at(90))), ("4", Some(at(50)))] {
                let mut order = order(number);
                order.deadlines.ship_by = ship_by;
                take_in(tx, &order, OrderState::New);
            }
            take_in(tx, &order("5"), OrderState::Cancelled);
            tx.orders().in_states(&shop(), &[OrderState::New, OrderState::Delayed])
        })
        .unwrap();
    let numbers: Vec<&str> = states.iter().map(|row| row.order.remote.as_str()).collect();
    assert_eq!(numbers, ["3", "4", "1", "2"]);
}

#[test]
fn heads_tell_what_is_held() {
    let ledger = ledger();
    upsert(&ledger, &order("577001"), 1);
    let heads = ledger.read(|view| view.orders().heads(&shop(), &[remote("577002"), remote("577001")])).unwrap();
    assert_eq!(heads, [(remote("577001"), at(0), at(1))]);
}

#[test]
fn held_orders_are_due_for_another_look() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let held = |minutes| (Some(Reason::new(ReasonCode::PlatformHold)), Some(at(minutes)));
            for (number, minutes) in [("2", 30), ("1", 40), ("3", 90)] {
                let key = take_in(tx, &order(number), OrderState::OnHold);
                let (reason, until) = held(minutes);
                tx.orders().set_state(key, OrderState::OnHold, reason, until, at(1))?;
            }
            assert_eq!(tx.orders().due_rereads(&shop(), at(45))?, [remote("2"), remote("1")]);
            assert_eq!(tx.orders().next_reread(&shop())?, Some(at(30)));
            Ok(())
        })
        .unwrap();
}

#[test]
fn demand_counts_unpaid_held_and_exported_units() {
    let ledger = ledger();
    let units = ledger
        .write(Durability::Normal, |tx| {
            tx.orders().upsert(&order("1"), at(1))?; // unpaid: no state
            let mut two = order("2");
            two.lines.push(line("2-2", "901", "Enamel mug"));
            two.lines.push(line("2-3", "902", "Lamp"));
            two.lines[1].status = PlatformStatus::InTransit; // shipped by hand: no longer open
            take_in(tx, &two, OrderState::New);
            let key = take_in(tx, &order("3"), OrderState::New);
            walk(tx, key, &[OrderState::WaitingToExport, OrderState::Exporting]);
            let mut sent = export(key, "3");
            tx.exports().insert(&sent)?;
            sent.accepted_at = Some(at(5));
            tx.exports().save(&sent)?;
            walk(tx, key, &[OrderState::Accepted]);
            take_in(tx, &order("4"), OrderState::Cancelled);
            tx.orders().open_units(&shop())
        })
        .unwrap();
    let told: Vec<String> = units
        .into_iter()
        .map(|(sku, state, accepted, n)| format!("{sku} {state:?} {} {n}", accepted.is_some()))
        .collect();
    assert_eq!(
        told,
        ["901 None false 1", "901 Some(Accepted) true 1", "901 Some(New) false 1", "902 Some(New) false 1"],
        "F128"
    );
}

#[test]
fn a_lapsed_unpaid_order_is_dropped_and_no_other() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let key = tx.orders().upsert(&order("1"), at(1))?.key;
            assert_eq!(tx.orders().unpaid(&shop())?.len(), 1);
            tx.orders().drop_unpaid(key)?;
            assert!(tx.orders().get(key)?.is_none(), "F031");
            let paid = take_in(tx, &order("2"), OrderState::New);
            assert!(matches!(tx.orders().drop_unpaid(paid), Err(LedgerError::Conflict { .. })));
            Ok(())
        })
        .unwrap();
}

#[test]
fn part_overrides_and_notice_are_kept_through_a_newer_copy() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let key = take_in(tx, &order("1"), OrderState::New);
            tx.orders().set_part(key, PartNumber(2))?;
            tx.orders().set_overrides(key, &Overrides { allow_special: true, ..Overrides::default() })?;
            let notice = Reason::new(ReasonCode::ChangedAfterExport);
            tx.orders().set_notice(key, Some(&notice))?;
            let mut newer = order("1");
            newer.updated_at = at(30);
            newer.region = "GB".to_owned();
            tx.orders().upsert(&newer, at(31))?;
            let row = tx.orders().get(key)?.unwrap();
            assert_eq!((row.part, row.overrides.allow_special, row.notice), (PartNumber(2), true, Some(notice)));
            assert_eq!((row.state, row.order.region.as_str()), (Some(OrderState::New), "GB"));
            tx.orders().set_notice(key, None)?;
            assert_eq!(tx.orders().get(key)?.unwrap().notice, None);
            Ok(())
        })
        .unwrap();
}
