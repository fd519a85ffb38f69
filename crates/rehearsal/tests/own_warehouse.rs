//! The own warehouse's list, its files and its numbers, and what an order's page offers; all through the commands: F011,
//! F043, F053, F055, F061, F067, F102, F103, F409.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod desk;
mod scene;

use desk::ask;
use serde_json::{Value, json};
use shopferry_domain::settings::MixedPolicy;
use shopferry_domain::{OrderState as S, StoredBy, sheet};
use shopferry_practice::tiktok::NewOrder;
use shopferry_practice::world::lock;
use shopferry_rehearsal::Stage;

use scene::{HOUR, MINUTE, at_amazon, buyer_cancels, buys, link, linked_skus, orders, ours, set_shop, state, story};

const UPS: [&str; 3] = ["1Z999AA10123456784", "1Z999AA10123456785", "1Z999AA10123456786"];

/// A shop whose second SKU lies in its own warehouse: an order of both kinds, and one of own stock alone.
async fn own_orders(stage: &mut Stage, units: u32) -> (String, String) {
    let skus = linked_skus(stage);
    link(stage, &skus[1], &[("OWN-1", 1)], StoredBy::Merchant);
    set_shop(stage, |s| {
        s.mixed = MixedPolicy::Split;
        s.own_warehouse = true;
    });
    let mixed = orders(stage, NewOrder::of(&[(&skus[0], 1), (&skus[1], units)]));
    let whole = orders(stage, NewOrder::of(&[(&skus[1], 1)]));
    stage.pass(75 * MINUTE).await;
    (mixed, whole)
}

async fn told(stage: &Stage, command: &str, payload: Value) -> Value {
    ask(stage, command, payload).await.unwrap_or_else(|error| panic!("{command}: {error:?}"))
}

async fn waiting(stage: &Stage) -> Vec<Value> {
    told(stage, "own.list", json!({})).await["parts"].as_array().unwrap().clone()
}

async fn part_of(stage: &Stage, order: &str) -> Value {
    waiting(stage).await.into_iter().find(|p| p["number"] == order).unwrap()
}

async fn page(stage: &Stage, order: &str) -> Value {
    told(stage, "orders.get", json!({ "key": key(stage, order) })).await
}

/// Units that the platform shows under a number of the own warehouse.
fn packed(stage: &Stage, order: &str) -> usize {
    let world = lock(&stage.world);
    let packages = &world.tiktok.order(order).unwrap().packages;
    packages.iter().filter(|p| UPS.contains(&p.tracking_number.as_str())).map(|p| p.line_ids.len()).sum()
}

fn key(stage: &Stage, order: &str) -> String {
    ours(stage, order).key.to_string()
}

async fn ups(stage: &Stage, order: &str) -> String {
    let list = told(stage, "own.carriers", json!({ "key": key(stage, order) })).await;
    let found = list["carriers"].as_array().unwrap().iter().find(|c| c["name"] == "UPS").unwrap();
    found["id"].as_str().unwrap().to_owned()
}

// F011: listed with what the warehouse needs, taken over by a word, out as a file that holds what can be read.
#[test]
fn parts_are_listed_taken_over_and_saved_as_a_file() {
    story(async |stage| {
        let (mixed, whole) = own_orders(stage, 2).await;
        assert_eq!(at_amazon(stage, &mixed).len(), 1, "Amazon's line went its way");
        assert_eq!(at_amazon(stage, &whole).len(), 0);
        let parts = waiting(stage).await;
        let seen: Vec<_> =
            parts.iter().map(|p| (p["number"].as_str().unwrap(), p["part"].as_u64(), p["waiting"].as_u64())).collect();
        assert_eq!(seen, [(mixed.as_str(), Some(2), Some(2)), (whole.as_str(), Some(1), Some(1))]);
        assert!(parts[0]["ship_by"].is_string());

        let named =
            json!({ "parts": [{ "key": key(stage, &whole), "part": 1 }, { "key": key(stage, &mixed), "part": 1 }] });
        let answer = told(stage, "own.take_over", named).await;
        assert_eq!((answer["done"].as_u64(), answer["refused"][0]["number"].as_str()), (Some(1), Some(mixed.as_str())));
        assert_eq!(answer["refused"][0]["reason"]["code"], "own_part_over", "part 1 is Amazon's");
        assert_eq!(state(stage, &whole), Some(S::Accepted), "the part is all of the order");
        let actions = page(stage, &whole).await["actions"].clone();
        assert!(!actions.as_array().unwrap().contains(&json!("cancel_at_fulfiller")), "Amazon has nothing of it");

        let file = told(stage, "own.sheet", json!({ "parts": [] })).await;
        assert_eq!(
            (file["rows"].as_u64(), file["parts"].as_u64(), file["hidden"].as_u64()),
            (Some(2), Some(2), Some(0))
        );
        let rows = sheet::read(file["text"].as_str().unwrap()).unwrap();
        assert_eq!((rows[0].cells[0].as_str(), rows[0].cells[16].as_str()), ("order_number", "tracking_number"));
        assert_eq!((rows[1].cells[0].as_str(), rows[1].cells[7].as_str()), (mixed.as_str(), "2"));
        let street = ours(stage, &mixed).order.ship_to.lines[0].known().unwrap().to_owned();
        assert!(rows[1].cells[9].contains(&street));
        let one = told(stage, "own.sheet", json!({ "parts": [{ "key": key(stage, &whole), "part": 1 }] })).await;
        assert_eq!(one["rows"], 1, "only what was chosen");
    });
}

// F011: each bad row is refused with its line, reason and cure, and then nothing of the file is taken.
#[test]
fn a_file_with_a_bad_row_is_refused_row_by_row_and_changes_nothing() {
    story(async |stage| {
        let (mixed, whole) = own_orders(stage, 2).await;
        let ups = UPS[0];
        let text = format!(
            "\u{feff}Order number;SKU;Units;Carrier;\"Tracking\r\nnumber\"\r\n\
             {mixed};;2;ups;{ups}\r\n\
             999;;;UPS;{ups}\r\n\
             5,76461E+17;;;UPS;{ups}\r\n\
             {whole};;;Pigeon Post;{ups}\r\n\
             {whole};;;UPS;\r\n\
             {whole};;;;\r\n\
             {whole};;7;UPS;{ups}\r\n\
             {whole};NO-SUCH-SKU;;UPS;{ups}\r\n\
             {whole};;;UPS;#!\r\n\
             {mixed};;;UPS;{ups}\r\n\
             ;;;UPS;{ups}\r\n"
        );
        let seen = told(stage, "own.check", json!({ "text": text })).await;
        let refused: Vec<_> = seen["refused"].as_array().unwrap().iter().collect();
        let found: Vec<_> =
            refused.iter().map(|r| (r["row"].as_u64().unwrap(), r["reason"]["code"].as_str().unwrap())).collect();
        assert_eq!(
            found,
            [
                (4, "sheet_order_unknown"),
                (5, "sheet_number_rounded"),
                (6, "own_carrier_unknown"),
                (7, "sheet_cell_missing"),
                (9, "sheet_units"),
                (10, "sheet_sku_unknown"),
                (11, "sheet_number"),
                (12, "own_units_gone"),
                (13, "sheet_cell_missing"),
            ]
        );
        assert!(refused.iter().all(|r| !r["reason"]["cure"].as_str().unwrap().is_empty()));
        assert_eq!((seen["parcels"].as_array().unwrap().len(), seen["skipped"].as_u64()), (1, Some(1)));
        let answer = told(stage, "own.import", json!({ "text": text })).await;
        assert_eq!(answer["applied"], false);
        stage.pass(5 * MINUTE).await;
        assert_eq!((packed(stage, &mixed), packed(stage, &whole)), (0, 0), "not even its good row");
        for (text, code) in [
            ("", "sheet_empty"),
            ("order_number,carrier\n1,UPS\n", "sheet_no_column"),
            ("order_number,carrier,tracking_number\n1,,\n", "sheet_empty"),
            ("order_number,carrier,tracking_number\n1,\"UPS,\n", "sheet_broken"),
        ] {
            let error = ask(stage, "own.check", json!({ "text": text })).await.expect_err("no table");
            assert_eq!(error.code, code, "{text:?}");
        }
    });
}

// F011: the saved file, filled in, confirms exactly its units; importing it twice tells nothing twice.
#[test]
fn the_filled_in_file_confirms_its_parcels_once() {
    story(async |stage| {
        let (mixed, whole) = own_orders(stage, 2).await;
        let file = told(stage, "own.sheet", json!({ "parts": [] })).await;
        let mut rows: Vec<Vec<String>> =
            sheet::read(file["text"].as_str().unwrap()).unwrap().into_iter().map(|r| r.cells).collect();
        for (row, number) in rows.iter_mut().skip(1).zip(UPS) {
            row[15] = "U.P.S.".to_owned();
            row[16] = number.to_lowercase();
        }
        let text = sheet::write(&rows);
        let seen = told(stage, "own.check", json!({ "text": text })).await;
        assert_eq!(seen["refused"], json!([]));
        let parcels: Vec<_> = seen["parcels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| (p["tracking"].as_str().unwrap(), p["units"].as_u64().unwrap()))
            .collect();
        assert_eq!(parcels, [(UPS[0], 2), (UPS[1], 1)]);
        assert_eq!(packed(stage, &whole), 0, "a look changes nothing");
        assert_eq!(told(stage, "own.import", json!({ "text": text })).await["applied"], true);
        let again = told(stage, "own.import", json!({ "text": text })).await;
        assert_eq!((again["applied"].as_bool(), again["refused"].as_array().unwrap().len()), (Some(false), 2));
        stage.pass(5 * MINUTE).await;
        assert_eq!((packed(stage, &mixed), packed(stage, &whole)), (2, 1), "exactly the own lines");
        assert_eq!(waiting(stage).await, Vec::<Value>::new());
        assert_eq!(state(stage, &whole), Some(S::Shipped));
        let parts = page(stage, &mixed).await["parts"].clone();
        assert_eq!(
            (parts[0]["state"].as_str(), parts[0]["numbers"][0]["state"].as_str()),
            (Some("shipped"), Some("sent"))
        );
    });
}

// F011: by hand, parcel by parcel; a unit gets one number.
#[test]
fn numbers_are_entered_by_hand_for_some_of_the_units() {
    story(async |stage| {
        let (mixed, _) = own_orders(stage, 2).await;
        let carrier = ups(stage, &mixed).await;
        let sku = part_of(stage, &mixed).await["lines"][0]["listing_sku"].clone();
        let parcel = |number: &str, units: u32| {
            json!({ "key": key(stage, &mixed), "part": 2, "carrier": carrier, "number": number,
                "items": [{ "listing_sku": sku, "units": units }] })
        };
        let error = ask(stage, "own.ship", parcel(UPS[0], 3)).await.expect_err("two wait");
        assert_eq!((error.code.as_str(), error.field.as_deref()), ("sheet_units", Some("units")));
        let error = ask(stage, "own.ship", parcel("x", 1)).await.expect_err("no number");
        assert_eq!((error.code.as_str(), error.field.as_deref()), ("sheet_number", Some("number")));
        told(stage, "own.ship", parcel(UPS[0], 1)).await;
        assert_eq!(part_of(stage, &mixed).await["waiting"], 1, "at once");
        stage.pass(2 * MINUTE).await;
        let part = part_of(stage, &mixed).await;
        assert_eq!((part["state"].as_str(), packed(stage, &mixed)), (Some("partly_shipped"), 1));
        told(stage, "own.ship", parcel(UPS[1], 1)).await;
        let error = ask(stage, "own.ship", parcel(UPS[2], 1)).await.expect_err("nothing waits");
        assert_eq!(error.code, "sheet_units");
        stage.pass(5 * MINUTE).await;
        assert_eq!(packed(stage, &mixed), 2);
        assert!(waiting(stage).await.iter().all(|p| p["number"] != mixed.as_str()));
    });
}

// F011, F409: a buyer's open request goes before the number; cancelled after the take-over, a person is told to stop.
#[test]
fn a_cancel_stops_what_the_own_warehouse_has_in_work() {
    story(async |stage| {
        let (mixed, whole) = own_orders(stage, 1).await;
        let carrier = ups(stage, &mixed).await;
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.request_cancel(&mixed, now_ms).unwrap();
        }
        told(
            stage,
            "own.ship",
            json!({ "key": key(stage, &mixed), "part": 2, "carrier": carrier, "number": UPS[0], "items": [] }),
        )
        .await;
        stage.pass(3 * MINUTE).await;
        assert_eq!(packed(stage, &mixed), 0, "the request is answered first");
        let part = part_of(stage, &mixed).await;
        assert_eq!(
            (part["cancel_asked"].as_bool(), part["numbers"][0]["reason"]["code"].as_str()),
            (Some(true), Some("buyer_asks_cancel"))
        );
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.withdraw_cancel(&mixed, now_ms).unwrap();
        }
        stage.pass(5 * MINUTE).await;
        assert_eq!(packed(stage, &mixed), 1, "withdrawn: the number goes");

        told(stage, "own.take_over", json!({ "parts": [{ "key": key(stage, &whole), "part": 1 }] })).await;
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            let asked = world.tiktok.request_cancel(&whole, now_ms).unwrap();
            world.tiktok.approve_cancel(&asked, now_ms).unwrap();
        }
        stage.pass(3 * MINUTE).await;
        let row = ours(stage, &whole);
        assert_eq!((row.state, row.notice.map(|n| n.code.name())), (Some(S::Cancelled), Some("own_cancelled")));
        let sent = json!({ "key": key(stage, &whole), "part": 1, "carrier": carrier, "number": UPS[1], "items": [] });
        assert_eq!(ask(stage, "own.ship", sent).await.expect_err("cancelled").code, "own_part_over");
    });
}

// F061, F067: *send now* skips the delay; a rule's order is sent by a word; both stand on the page where the state allows.
#[test]
fn an_orders_page_offers_what_its_state_allows() {
    story(async |stage| {
        set_shop(stage, |s| s.delay_minutes = 48 * 60);
        let order = buys(stage);
        stage.pass(70 * MINUTE).await;
        let actions = page(stage, &order).await["actions"].clone();
        assert_eq!(actions[0], "send_now");
        assert!(actions.as_array().unwrap().contains(&json!("cancel_on_platform")), "F102");
        let answer = told(stage, "orders.send_now", json!({ "keys": [key(stage, &order)] })).await;
        assert_eq!(answer["done"], 1);
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order).len(), 1);
        assert!(!page(stage, &order).await["actions"].as_array().unwrap().contains(&json!("send_now")));

        set_shop(stage, |s| {
            s.delay_minutes = 0;
            s.max_pieces = Some(1);
        });
        let sku = linked_skus(stage).remove(0);
        let kept = orders(stage, NewOrder::of(&[(&sku, 2)]));
        stage.pass(70 * MINUTE).await;
        assert_eq!(state(stage, &kept), Some(S::BlockedByRule));
        let actions = page(stage, &kept).await["actions"].clone();
        assert_eq!((actions[0].as_str(), actions[1].as_str()), (Some("send_anyway"), Some("retry")));
        let again = told(stage, "orders.retry", json!({ "keys": [key(stage, &kept)] })).await;
        assert_eq!(again["done"], 1, "F053: tried again, the rule still holds");
        assert_eq!(state(stage, &kept), Some(S::BlockedByRule));
        told(stage, "orders.archive", json!({ "keys": [key(stage, &kept)] })).await;
        assert_eq!(page(stage, &kept).await["actions"][0], "unarchive", "F055");
        told(stage, "orders.unarchive", json!({ "keys": [key(stage, &kept)] })).await;
        assert_eq!(state(stage, &kept), Some(S::BlockedByRule), "back where it was");
        let twice = told(stage, "orders.unarchive", json!({ "keys": [key(stage, &kept)] })).await;
        assert_eq!(twice["done"], 0, "it is not archived");
        told(stage, "orders.send", json!({ "keys": [key(stage, &kept)] })).await;
        stage.pass(2 * MINUTE).await;
        assert_eq!(at_amazon(stage, &kept).len(), 1, "F067");
    });
}

// F043, F103: changed after it was sent: accepted as it is, or placed anew once Amazon shows the cancel.
#[test]
fn a_changed_order_is_accepted_or_placed_anew_from_its_page() {
    story(async |stage| {
        let (anew, accepted) = (buys(stage), buys(stage));
        stage.pass(63 * MINUTE).await;
        for id in [&accepted, &anew] {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.change_address(id, now_ms).unwrap();
        }
        stage.pass(3 * MINUTE).await;
        let actions = page(stage, &accepted).await["actions"].clone();
        assert_eq!((actions[0].as_str(), actions[1].as_str()), (Some("accept_change"), Some("place_anew")));
        told(stage, "orders.accept_change", json!({ "key": key(stage, &accepted) })).await;
        assert_eq!(page(stage, &accepted).await["row"]["notice"], Value::Null);
        told(stage, "orders.place_anew", json!({ "key": key(stage, &anew) })).await;
        stage.pass(10 * MINUTE).await;
        assert_eq!((at_amazon(stage, &accepted).len(), at_amazon(stage, &anew).len()), (1, 2));
        // F103: cancelled by the buyer at once, the page offers nothing that reaches Amazon any more.
        let gone = buys(stage);
        buyer_cancels(stage, &gone);
        stage.pass(5 * MINUTE).await;
        let actions = page(stage, &gone).await["actions"].clone();
        assert_eq!(actions, json!(["refresh", "archive"]));
        stage.pass(HOUR).await;
        assert_eq!(at_amazon(stage, &gone).len(), 0);
    });
}

// Features section 7: a cancel that a person asked for is not taken back by a newer copy of the order.
#[test]
fn a_cancel_by_hand_stands_when_the_order_changes_meanwhile() {
    story(async |stage| {
        let order = buys(stage);
        stage.pass(63 * MINUTE).await;
        told(stage, "orders.cancel_at_fulfiller", json!({ "key": key(stage, &order) })).await;
        assert_eq!(state(stage, &order), Some(S::CancelRequested));
        {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            world.tiktok.change_address(&order, now_ms).unwrap();
        }
        told(stage, "orders.refresh", json!({ "key": key(stage, &order) })).await;
        assert_eq!(state(stage, &order), Some(S::CancelRequested), "nobody withdrew it");
        stage.pass(10 * MINUTE).await;
        assert_eq!(at_amazon(stage, &order)[0].status.word(), "Cancelled");
        assert_eq!(state(stage, &order), Some(S::Cancelled));
    });
}
