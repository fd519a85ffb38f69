//! Hostile texts survive the mapping as plain text (F045), and dates are kept (F077, F087).

use crate::support::*;
use serde_json::json;
use shopferry_channel::SalesChannel;
use shopferry_domain::{Order, RemoteOrderId};

async fn read(order: serde_json::Value) -> Order {
    let stub = Stub::new().on("/order/202507/orders", ok(json!({"orders": [order]})));
    let ids = [RemoteOrderId::new("576").unwrap()];
    let mut records = shop_in("US", &stub).orders().read(&ids).await.unwrap();
    assert_eq!(records.bad, vec![]);
    records.good.remove(0)
}

// F045
#[tokio::test(start_paused = true)]
async fn notes_are_separate_plain_and_at_most_a_thousand_characters() {
    let mut wire = order("576");
    wire["buyer_message"] = json!(format!("a\u{0}b\r\nc\u{202E}d \u{1F469}\u{200D}\u{1F467} {}", "y".repeat(10_000)));
    wire["seller_note"] = json!("\u{5E8}\u{5D7}\u{5D5}\u{5D1}\t=1+1\u{1B}[31m");
    let order = read(wire).await;
    let buyer = order.buyer_note.unwrap();
    assert_eq!(buyer.chars().count(), 1_000);
    assert!(buyer.starts_with("ab  cd \u{1F469}\u{200D}\u{1F467} yyy"), "{}", &buyer[..40]);
    assert_eq!(order.seller_note.as_deref(), Some("\u{5E8}\u{5D7}\u{5D5}\u{5D1} =1+1[31m"));
}

// F045
#[tokio::test(start_paused = true)]
async fn names_addresses_and_titles_survive_without_control_characters() {
    let long = format!("1 Practice Road {}", "x".repeat(10_000));
    let mut wire = order("576");
    wire["recipient_address"]["name"] = json!("\u{202E}Practice\u{0} Buyer\n0417\u{202C}");
    wire["recipient_address"]["address_line1"] = json!(long);
    wire["recipient_address"]["address_line2"] = json!("\u{5D3}\u{5D9}\u{5E8}\u{5D4} 4 \u{1F4E6}");
    wire["line_items"][0]["product_name"] = json!(format!("Mug\u{85}\u{7} {}", "m".repeat(10_000)));
    wire["line_items"][0]["sku_name"] = json!("Bl\u{2067}ue");
    let order = read(wire).await;
    assert_eq!(order.ship_to.name.known(), Some("Practice Buyer 0417"));
    assert_eq!(order.ship_to.lines[0].known(), Some(long.as_str()), "half an address is another one: never cut");
    assert_eq!(order.ship_to.lines[1].known(), Some("\u{5D3}\u{5D9}\u{5E8}\u{5D4} 4 \u{1F4E6}"));
    let line = order.lines.iter().find(|line| line.id.as_str() == "1000").unwrap();
    assert_eq!((line.title.chars().count(), line.variant.as_str()), (1_000, "Blue"));
}

// F077, F087
#[tokio::test(start_paused = true)]
async fn deadlines_and_what_was_reached_are_kept() {
    let mut wire = order("576");
    wire["collection_due_time"] = json!(NOW + 1);
    wire["delivery_due_time"] = json!(NOW + 2);
    wire["rts_time"] = json!(NOW - 3);
    wire["collection_time"] = json!("");
    wire["delivery_time"] = json!(0);
    let order = read(wire).await;
    assert_eq!(order.deadlines.auto_cancel_at, Some(at(NOW + 259_200)));
    assert_eq!(order.deadlines.uncollected_cancel_at, Some(at(NOW + 1)));
    assert_eq!(order.deadlines.undelivered_cancel_at, Some(at(NOW + 2)));
    assert_eq!(order.progress.shipped_at, Some(at(NOW - 3)));
    assert_eq!((order.progress.collected_at, order.progress.delivered_at), (None, None));
}
