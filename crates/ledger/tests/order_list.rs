//! The order list, its search, and the erasure of buyers (F201, F303, F310).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use shopferry_domain::{Hidden, OrderState, Reason, ReasonCode};
use shopferry_ledger::{Durability, Ledger, OrderQuery, OrderSort, SortBy};
use support::*;

fn shop_of_three() -> Ledger {
    let ledger = ledger();
    ledger
        .write(Durability::Normal, |tx| {
            let mut first = order("577001");
            first.lines.push(line("577001-2", "901", "Enamel mug"));
            first.lines.push(line("577001-3", "902", "Reading lamp"));
            take_in(tx, &first, OrderState::New);
            let mut second = order("577002");
            second.placed_at = at(-30);
            second.deadlines.ship_by = None;
            second.ship_to.name = known("Practice Buyer 0991");
            let key = take_in(tx, &second, OrderState::NeedsAttention);
            let reason = Some(Reason::about(ReasonCode::NotLinked, "S-901"));
            tx.orders().set_state(key, OrderState::NeedsAttention, reason, None, at(2))?;
            let mut third = order("577003");
            third.placed_at = at(-10);
            third.deadlines.ship_by = Some(at(10));
            third.ship_to = shopferry_domain::ShipTo { city: Hidden::Hidden, ..third.ship_to };
            let key = take_in(tx, &third, OrderState::New);
            walk(tx, key, &[OrderState::WaitingToExport, OrderState::Exporting, OrderState::Accepted]);
            let mut sent = export(key, "577003");
            sent.accepted_at = Some(at(4));
            sent.status = Some(shopferry_domain::fulfillment::FulfillmentStatus::Processing);
            tx.exports().insert(&sent)?;
            tx.orders().upsert(&order("577009"), at(1)).map(drop) // unpaid
        })
        .unwrap();
    ledger
}

fn numbers(ledger: &Ledger, query: &OrderQuery) -> Vec<String> {
    let (rows, total) = ledger.read(|view| view.orders().list(query)).unwrap();
    assert_eq!(total, u64::try_from(rows.len()).unwrap());
    rows.into_iter().map(|row| row.number.to_string()).collect()
}

fn found(ledger: &Ledger, text: &str) -> Vec<String> {
    let sort = OrderSort { by: SortBy::Number, descending: false };
    numbers(ledger, &OrderQuery { text: Some(text.to_owned()), sort, ..OrderQuery::default() })
}

#[test]
fn the_list_shows_what_a_row_needs() {
    let ledger = shop_of_three();
    let (rows, total) = ledger.read(|view| view.orders().list(&OrderQuery::default())).unwrap();
    assert_eq!(total, 3, "unpaid orders are no work (F031)");
    let first = rows.last().unwrap();
    assert_eq!((first.number.as_str(), first.units, first.place.as_deref()), ("577001", 3, Some("Austin, TX")));
    assert_eq!(first.lines, "2 × Enamel mug, 1 × Reading lamp");
    let newest = rows.first().unwrap();
    assert_eq!((newest.number.as_str(), newest.place.as_deref()), ("577003", Some("TX")));
    assert_eq!(newest.fulfiller_status.as_ref().map(ToString::to_string).as_deref(), Some("Processing"));
    let problem = rows.iter().find(|r| r.state == OrderState::NeedsAttention).unwrap();
    assert_eq!(problem.reason.as_ref().unwrap().code, ReasonCode::NotLinked);
}

#[test]
fn it_is_filtered_sorted_and_paged() {
    let ledger = shop_of_three();
    let by = |by, descending| OrderQuery { sort: OrderSort { by, descending }, ..OrderQuery::default() };
    assert_eq!(numbers(&ledger, &by(SortBy::Placed, true)), ["577003", "577002", "577001"]);
    assert_eq!(numbers(&ledger, &by(SortBy::ShipBy, false)), ["577003", "577001", "577002"], "no date comes last");
    assert_eq!(numbers(&ledger, &by(SortBy::ShipBy, true)), ["577001", "577003", "577002"], "no date comes last");
    assert_eq!(numbers(&ledger, &by(SortBy::Number, false)), ["577001", "577002", "577003"]);
    let states = vec![OrderState::New, OrderState::NeedsAttention];
    assert_eq!(numbers(&ledger, &OrderQuery { states, ..OrderQuery::default() }), ["577002", "577001"]);
    assert!(numbers(&ledger, &OrderQuery { connection: Some(amazon()), ..OrderQuery::default() }).is_empty());
    let page = OrderQuery { offset: 1, limit: 1, ..OrderQuery::default() };
    let (rows, total) = ledger.read(|view| view.orders().list(&page)).unwrap();
    assert_eq!((rows.len(), rows[0].number.as_str(), total), (1, "577002", 3));
}

#[test]
fn counts_go_by_state_and_reason() {
    let ledger = shop_of_three();
    ledger
        .read(|view| {
            let counts = view.orders().counts_by_state(None)?;
            let told: Vec<_> = counts.into_iter().collect();
            assert_eq!(told, [(OrderState::New, 1), (OrderState::NeedsAttention, 1), (OrderState::Accepted, 1)]);
            assert!(view.orders().counts_by_state(Some(&amazon()))?.is_empty());
            let reasons = view.orders().counts_by_reason(None, OrderState::NeedsAttention)?;
            assert_eq!(reasons, [(Some(ReasonCode::NotLinked), 1)]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn search_finds_number_sku_title_name_and_tracking() {
    let ledger = shop_of_three();
    assert_eq!(found(&ledger, "577002"), ["577002"]);
    assert_eq!(found(&ledger, "77003"), ["577003"], "any piece of a number");
    assert_eq!(found(&ledger, "s-902"), ["577001"], "SKUs, whatever their case");
    assert_eq!(found(&ledger, "reading LAMP"), ["577001"]);
    assert_eq!(found(&ledger, "buyer 0991"), ["577002"]);
    assert_eq!(found(&ledger, "0991 mug"), ["577002"], "every word somewhere");
    assert_eq!(found(&ledger, "02"), ["577001", "577002"], "a short word looks at numbers and SKUs");
    assert_eq!(found(&ledger, "  "), ["577001", "577002", "577003"]);
    for odd in ["\"", "* OR NEAR(", "%%%", "'; DROP TABLE orders", "a_b\\"] {
        assert!(found(&ledger, odd).is_empty(), "{odd} is text, not a query");
    }
}

#[test]
fn a_changed_order_is_found_by_its_new_words() {
    let ledger = shop_of_three();
    let mut changed = order("577002");
    changed.updated_at = at(20);
    changed.lines[0].title = "Copper kettle".to_owned();
    changed.lines[0].tracking = Some("1Z999AA10123456784".to_owned());
    ledger.write(Durability::Normal, |tx| tx.orders().upsert(&changed, at(21))).unwrap();
    assert_eq!(found(&ledger, "kettle"), ["577002"]);
    assert_eq!(found(&ledger, "AA1012345"), ["577002"]);
    assert_eq!(found(&ledger, "enamel"), ["577001", "577003"]);
    assert_eq!(found(&ledger, "0417"), ["577001", "577002", "577003"], "the name changed too");
    assert!(found(&ledger, "0991").is_empty());
}

#[test]
fn an_erased_buyer_stays_erased() {
    let ledger = shop_of_three();
    let due = ledger
        .write(Durability::Normal, |tx| {
            let due = tx.buyers().due_for_erasure(&[OrderState::NeedsAttention], at(100), 10)?;
            for key in &due {
                tx.buyers().erase(*key, at(100))?;
            }
            let mut again = order("577002");
            again.updated_at = at(200);
            tx.orders().upsert(&again, at(201))?;
            Ok(due)
        })
        .unwrap();
    assert_eq!(due.len(), 1);
    let row = ledger.read(|view| view.orders().get(due[0])).unwrap().unwrap();
    assert_eq!(row.order.ship_to, shopferry_domain::ShipTo::default(), "F310");
    assert_eq!(row.order.buyer_note, None);
    assert!(found(&ledger, "0991").is_empty() && found(&ledger, "0417") == ["577001", "577003"]);
    assert_eq!(found(&ledger, "577002"), ["577002"], "the books stay");
    let again = ledger.read(|view| view.buyers().due_for_erasure(&[OrderState::NeedsAttention], at(300), 10)).unwrap();
    assert!(again.is_empty());
}
