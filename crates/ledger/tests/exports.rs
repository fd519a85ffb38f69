//! Exports and parcels (F076, F080–F091, F314).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentStatus, PackedUnits};
use shopferry_domain::{FulfillerPackageId, LineId, OrderState, PackageId, ReasonCode, SellerSku, ShipTo};
use shopferry_ledger::{
    Durability, ExportRow, Ledger, LedgerError, OrderKey, OrderQuery, PackageRow, PackageState, Tx,
};
use support::*;

/// An order that stands at *Exporting* with its intent stored.
fn exporting(tx: &Tx<'_>, number: &str) -> ExportRow {
    let key = take_in(tx, &order(number), OrderState::New);
    walk(tx, key, &[OrderState::WaitingToExport, OrderState::Exporting]);
    let row = export(key, number);
    tx.exports().insert(&row).unwrap();
    row
}

fn parcel(export: &ExportRow, id: &str) -> PackageRow {
    PackageRow {
        carrier: Some("UPS".to_owned()),
        carrier_number: Some("1Z999AA10123456784".to_owned()),
        contents: vec![PackedUnits { sku: SellerSku::new("MUG").unwrap(), item_key: "item-1".to_owned(), quantity: 1 }],
        ..PackageRow::new(export.key.clone(), FulfillerPackageId::new(id).unwrap(), at(30))
    }
}

#[test]
fn an_intent_comes_back_with_its_address() {
    let ledger = ledger();
    let row = ledger.write(Durability::Full, |tx| Ok(exporting(tx, "577001"))).unwrap();
    ledger
        .read(|view| {
            assert_eq!(view.exports().get(&row.key)?.unwrap(), row);
            assert_eq!(view.exports().of_order(row.order)?, std::slice::from_ref(&row));
            assert!(view.exports().used(&row.key)? && !view.exports().used(&key_of("577001", 2))?);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_key_is_used_once_whatever_the_connection() {
    let ledger = ledger();
    let row = ledger.write(Durability::Full, |tx| Ok(exporting(tx, "577001"))).unwrap();
    let again = ledger
        .write(Durability::Full, |tx| {
            tx.connections().remove(&shop(), at(50))?;
            tx.connections().insert(&connection("tt-2", shopferry_ledger::Platform::TiktokShop, "Practice shop"))?;
            let mut same = order("577001");
            same.connection = shopferry_domain::ConnectionId::new("tt-2").unwrap();
            let key = take_in(tx, &same, OrderState::New);
            assert!(tx.exports().used(&row.key)?);
            tx.exports().insert(&export(key, "577001"))
        })
        .unwrap_err();
    assert!(matches!(&again, LedgerError::KeyUsed { key } if *key == row.key.to_string()), "F004, F076: {again}");
}

#[test]
fn what_was_accepted_can_neither_change_nor_be_taken_back() {
    let ledger = ledger();
    ledger
        .write(Durability::Full, |tx| {
            let mut row = exporting(tx, "577001");
            row.plan.items[0].quantity = 2;
            row.content_hash = row.plan.content_hash();
            tx.exports().save(&row)?; // refused and corrected before anything was accepted
            row.accepted_at = Some(at(5));
            tx.exports().save(&row)?;

            let mut other = row.clone();
            other.plan.items[0].quantity = 3;
            other.content_hash = other.plan.content_hash();
            assert!(matches!(tx.exports().save(&other), Err(LedgerError::Conflict { .. })));
            let taken_back = ExportRow { accepted_at: None, ..row.clone() };
            assert!(matches!(tx.exports().save(&taken_back), Err(LedgerError::Conflict { .. })));
            assert_eq!(tx.exports().get(&row.key)?.unwrap(), row);
            Ok(())
        })
        .unwrap();
}

#[test]
fn open_ones_are_followed_until_final_and_sent() {
    let ledger = ledger();
    let open = |ledger: &Ledger| -> Vec<String> {
        let rows = ledger.read(|view| view.exports().open(&amazon())).unwrap();
        let number = |key| ledger.read(|view| view.exports().get(&key)).unwrap().unwrap().plan.display_number;
        rows.into_iter().map(|row| number(row.key)).collect()
    };
    let rows: Vec<ExportRow> = ledger
        .write(Durability::Full, |tx| {
            let mut rows = Vec::new();
            for number in ["577003", "577001", "577002"] {
                let mut row = exporting(tx, number);
                if number != "577002" {
                    row.accepted_at = Some(at(5));
                    tx.exports().save(&row)?;
                }
                rows.push(row);
            }
            Ok(rows)
        })
        .unwrap();
    assert_eq!(open(&ledger), ["577001", "577003"], "not accepted is not open; equal dates go by key");

    let unknown = ledger.read(|view| view.exports().unknown_outcome(&amazon())).unwrap();
    let unknown: Vec<&str> = unknown.iter().map(|row| row.plan.display_number.as_str()).collect();
    assert_eq!(unknown, ["577001", "577002", "577003"][1..2]);

    ledger
        .write(Durability::Full, |tx| {
            let mut done = rows[0].clone();
            done.status = Some(FulfillmentStatus::Complete);
            tx.exports().save(&done)?;
            tx.packages().save(&parcel(&done, "1")).map(drop)
        })
        .unwrap();
    assert_eq!(open(&ledger), ["577001", "577003"], "its number has not been sent");
    ledger
        .write(Durability::Full, |tx| {
            tx.packages().save(&PackageRow { state: PackageState::Sent, ..parcel(&rows[0], "1") })
        })
        .unwrap();
    assert_eq!(open(&ledger), ["577001"]);
}

#[test]
fn f080_an_export_lacks_a_number_until_every_unit_is_in_a_parcel_with_one() {
    let ledger = ledger();
    let mut row = ledger.write(Durability::Full, |tx| Ok(exporting(tx, "577001"))).unwrap();
    row.plan.items[0].quantity = 2;
    row.accepted_at = Some(at(5));
    let lacks = |state: PackageState, parcels: &[&str]| {
        ledger
            .write(Durability::Full, |tx| {
                tx.exports().save(&row)?;
                for id in parcels {
                    tx.packages().save(&PackageRow { state, ..parcel(&row, id) })?;
                }
                Ok(tx.exports().open(&amazon())?[0].lacks_number)
            })
            .unwrap()
    };
    assert!(lacks(PackageState::Waiting, &["1", "2"]), "their numbers are not usable yet");
    assert!(lacks(PackageState::Queued, &["1"]), "one of two units");
    assert!(!lacks(PackageState::Sent, &["2"]));
}

#[test]
fn the_echoed_postcode_is_not_kept() {
    let ledger = ledger();
    ledger
        .write(Durability::Full, |tx| {
            let mut row = exporting(tx, "577001");
            row.fulfillment = Some(FulfillmentOrder {
                key: row.key.clone(),
                display_number: "577001".to_owned(),
                status: FulfillmentStatus::Received,
                received_at: Some(at(4)),
                changed_at: None,
                postcode: Some("73301".to_owned()),
                items: Vec::new(),
                packages: Vec::new(),
                action: None,
                features: Vec::new(),
                speed: None,
                policy: None,
            });
            tx.exports().save(&row)?;
            assert_eq!(tx.exports().get(&row.key)?.unwrap().fulfillment.unwrap().postcode, None, "F303");
            tx.buyers().erase(row.order, at(9))?;
            tx.exports().save(&row)?;
            let read = tx.exports().get(&row.key)?.unwrap();
            assert_eq!(read.plan.ship_to, ShipTo::default(), "F310: saving again brings nothing back");
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_parcel_keeps_what_we_did_with_it() {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let row = exporting(tx, "577001");
            assert!(!tx.packages().upsert(&parcel(&row, "10"))?);
            let sent = PackageRow {
                lines: vec![LineId::new("577001-1").unwrap()],
                number_sent: Some("TBA0417".to_owned()),
                state: PackageState::Sent,
                remote: Some(PackageId::new("9001").unwrap()),
                sent_at: Some(at(40)),
                ..parcel(&row, "10")
            };
            tx.packages().save(&sent)?;
            let told = PackageRow { shipped: true, amazon_number: Some("TBA0417".to_owned()), ..parcel(&row, "10") };
            assert!(tx.packages().upsert(&told)?);
            tx.packages().upsert(&parcel(&row, "9"))?;
            let read = tx.packages().get(&row.key, &told.package)?.unwrap();
            assert_eq!(read, PackageRow { shipped: true, amazon_number: Some("TBA0417".to_owned()), ..sent });
            let ids: Vec<String> = tx.packages().of_export(&row.key)?.iter().map(|p| p.package.to_string()).collect();
            assert_eq!(ids, ["9", "10"], "in the order of their numbers");
            assert_eq!(tx.packages().of_order(row.order)?.len(), 2);

            let other = exporting(tx, "577002");
            assert!(tx.packages().number_used_elsewhere("TBA0417", other.order)?, "F085");
            assert!(!tx.packages().number_used_elsewhere("TBA0417", row.order)?);
            let (found, _) =
                tx.orders().list(&OrderQuery { text: Some("tba04".to_owned()), ..OrderQuery::default() })?;
            assert_eq!(
                found.iter().map(|s| (s.key, s.packages, s.packages_sent)).collect::<Vec<_>>(),
                [(row.order, 2, 1)]
            );
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_parcel_needs_its_export() {
    let ledger = ledger();
    let refused = ledger
        .write(Durability::Normal, |tx| tx.packages().save(&parcel(&export(OrderKey(1), "577001"), "1")))
        .unwrap_err();
    assert!(matches!(refused, LedgerError::NotFound { table: "exports", .. }), "{refused}");
}

#[test]
fn somebody_who_lost_the_profile_cannot_store_an_intent() {
    let ledger = ledger();
    let refused = ledger
        .write(Durability::Full, |tx| {
            let key = take_in(tx, &order("577001"), OrderState::New);
            tx.exports().insert(&ExportRow { fence: 7, ..export(key, "577001") })
        })
        .unwrap_err();
    assert!(matches!(refused, LedgerError::Fenced { held: 7, current: 0 }), "F314: {refused}");
    assert_eq!(refused.reason().code, ReasonCode::OtherOwner);
    let (rows, _) = ledger.read(|view| view.orders().list(&OrderQuery::default())).unwrap();
    assert!(rows.is_empty(), "the whole transaction is gone");
}
