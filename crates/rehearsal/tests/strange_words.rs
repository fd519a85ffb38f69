//! What buyers write may be anything: an order is sent or refused for a named reason, and its neighbours go on.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use std::time::Duration;

use shopferry_domain::{OrderState, RemoteOrderId};
use shopferry_ledger::{OrderRow, Platform};
use shopferry_practice::amazon::FulfillmentOrder;
use shopferry_practice::tiktok::{NewOrder, Written};
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Stage, run};

const MINUTE: Duration = Duration::from_secs(60);

/// Name, street, note; an empty one is the practice world's own.
struct Words(&'static str, String, String, String);

fn all_kinds() -> Vec<Words> {
    let words =
        |what, name: &str, street: &str, note: &str| Words(what, name.to_owned(), street.to_owned(), note.to_owned());
    vec![
        words("control characters in the name", "Prac\u{0}tice\u{7} Buyer\u{1b}[31m\r\n", "", ""),
        words("control characters in the street", "", "12 Practice\u{0}\tStreet\u{8}\u{7f}", ""),
        words("control characters in the note", "", "", "\u{0}\u{1}ring\u{8} the\u{1b}[2J bell\r\n\u{85}twice"),
        words("emoji in the name", "Practice Buyer \u{1F98A}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "", ""),
        words("emoji in the street", "", "12 Practice Street \u{1F3E0}", ""),
        words("emoji in the note", "", "", "\u{1F514}\u{1F514} thank you \u{1F381}"),
        words("right-to-left name", "\u{202E}Practice Buyer\u{202C}", "", ""),
        words("right-to-left street", "", "شارع التدريب 12", ""),
        words("right-to-left note", "", "", "\u{202E}اتركه عند الباب\u{2066} please"),
        words("10,000 characters of name", &"P".repeat(10_000), "", ""),
        words("10,000 characters of street", "", &"Practice Street ".repeat(625), ""),
        words("10,000 characters of note", "", "", &"a very long line ".repeat(589)),
        words("markup and formulas", "<b>Practice</b> Buyer", "1 \"Practice\" Street; --", "=1+1 <script>x</script>"),
        words("nothing but blanks", " \u{a0}\u{2003} ", "", "   \t "),
    ]
}

fn at_amazon(stage: &Stage, order: &str) -> Vec<FulfillmentOrder> {
    let world = lock(&stage.world);
    world.amazon.orders().values().filter(|held| held.displayable_id == order).cloned().collect()
}

fn ours(stage: &Stage, order: &str) -> OrderRow {
    let remote = RemoteOrderId::new(order).unwrap();
    let found = stage.store.read(|view| {
        let shops = view.connections().of(&Platform::TiktokShop)?;
        view.orders().by_remote(&shops[0].id, &remote)
    });
    found.unwrap().unwrap_or_else(|| panic!("{order} was not taken in"))
}

/// F045, F053, F068, F321: names, addresses and notes full of anything neither break an export nor stop another order.
#[test]
fn f045_f068_f321_whatever_buyers_write_is_sent_or_refused_by_name_and_others_go_on() {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        stage.start();
        stage.pass(10 * MINUTE).await;
        let (strange, plain) = {
            let mut world = lock(&stage.world);
            let now_ms = world.now_ms();
            let linked = world.catalogue.items().iter().filter(|item| item.linked_by_sku());
            let sku = linked.max_by_key(|item| item.units_at_amazon).unwrap().tiktok_sku.clone().unwrap();
            let mut buy = |order: NewOrder| {
                let id = world.tiktok.place_order(order, now_ms).unwrap();
                world.pay(now_ms, &id).unwrap();
                id
            };
            let mut strange = Vec::new();
            let mut plain = Vec::new();
            for Words(what, name, street, message) in all_kinds() {
                let written = Some(Written { name, street });
                strange.push((what, buy(NewOrder { message, written, ..NewOrder::of(&[(&sku, 1)]) })));
                plain.push(buy(NewOrder::of(&[(&sku, 1)])));
            }
            (strange, plain)
        };
        stage.pass(90 * MINUTE).await;
        for order in &plain {
            assert_eq!(at_amazon(&stage, order).len(), 1, "an order beside a strange one goes as ever");
        }
        let mut sent = 0;
        for (what, order) in &strange {
            let row = ours(&stage, order);
            match at_amazon(&stage, order).as_slice() {
                [] => {
                    // An empty name may still come: such an order waits.
                    let held = matches!(row.state, Some(OrderState::NeedsAttention | OrderState::New));
                    assert!(held, "{what}: refused, not {:?}", row.state);
                    assert!(row.reason.is_some(), "{what}: the refusal has a name");
                }
                [held] => {
                    sent += 1;
                    let shown = [&held.comment, &held.displayable_id];
                    assert!(shown.iter().all(|text| !text.chars().any(char::is_control)), "{what}: {shown:?}");
                    assert!(held.comment.chars().count() <= 750, "{what}: the slip has room for 750 characters");
                }
                more => panic!("{what}: sent {} times", more.len()),
            }
            let note = row.order.buyer_note.unwrap_or_default();
            assert!(
                note.chars().count() <= 1_000 && !note.chars().any(char::is_control),
                "{what}: a plain, short note"
            );
        }
        assert!(sent >= 9, "most of them are sent: {sent}");
        stage.end().await;
        Ok(())
    })
    .unwrap();
}
