//! Orders come in (F030, F031, F034, F035, F044–F046, F403).

use crate::support::*;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shopferry_channel::{ChannelError, PageToken, Records, SalesChannel};
use shopferry_domain::order::{FulfillmentBy, OrderType, PlatformStatus, ShippingBy};
use shopferry_domain::{Hidden, Order, RemoteOrderId};

const SEARCH: &str = "/order/202309/orders/search";
const DETAIL: &str = "/order/202507/orders";
const OLD_DETAIL: &str = "/order/202309/orders";

fn ids(ids: &[&str]) -> Vec<RemoteOrderId> {
    ids.iter().map(|id| RemoteOrderId::new(id).unwrap()).collect()
}

async fn read(region: &str, orders: Vec<Value>) -> Records<Order> {
    let stub = Stub::new().on(DETAIL, ok(json!({"orders": orders})));
    shop_in(region, &stub).orders().read(&ids(&["1"])).await.unwrap()
}

async fn one(region: &str, order: Value) -> Order {
    let mut records = read(region, vec![order]).await;
    assert_eq!(records.bad, vec![]);
    records.good.remove(0)
}

fn known(text: &str) -> Hidden {
    Hidden::Known(text.to_owned())
}

#[tokio::test(start_paused = true)]
async fn changes_are_asked_for_by_update_time_oldest_first() {
    let page = json!({"next_page_token": "aGk+/w==", "orders": [
        {"id": "11", "update_time": NOW}, {"id": 12, "update_time": "1793534401"}, {"id": "13", "update_time": {}},
        {"update_time": NOW}
    ]});
    let stub = Stub::new().on(SEARCH, ok(page)).on(SEARCH, ok(json!({"orders": null})));
    let shop = shop_in("US", &stub);
    let first = shop.orders().changed(at(NOW - 600), None).await.unwrap();
    let heads: Vec<_> = first.records.good.iter().map(|h| (h.remote.as_str(), h.updated_at)).collect();
    assert_eq!(heads, [("11", at(NOW)), ("12", at(NOW + 1))]);
    assert_eq!(first.records.bad.len(), 2, "a bad record does not stop the page");
    assert_eq!(first.records.bad[0].id.as_deref(), Some("13"));
    assert!(first.records.bad[0].fault.starts_with("update_time"), "{}", first.records.bad[0].fault);
    assert_eq!(first.next, Some(PageToken("aGk+/w==".to_owned())));
    let second = shop.orders().changed(at(NOW - 600), first.next.as_ref()).await.unwrap();
    assert_eq!(second.next, None);
    let seen = stub.at(SEARCH);
    let asked = |n: usize, key: &str| seen[n].query.get(key).cloned();
    assert_eq!(asked(0, "page_size").as_deref(), Some("100"));
    assert_eq!(asked(0, "sort_field").as_deref(), Some("update_time"));
    assert_eq!(asked(0, "sort_order").as_deref(), Some("ASC"));
    assert_eq!((asked(0, "page_token"), asked(1, "page_token").as_deref()), (None, Some("aGk+/w==")));
    assert_eq!(asked(0, "shop_cipher").as_deref(), Some("ROW_cipher+/="));
    assert_eq!(seen[0].body, json!({"update_time_ge": NOW - 600}));
    assert_eq!(seen[1].body, seen[0].body, "filters stay the same between pages");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_leads_nowhere_ends_the_reading() {
    let stub = Stub::new().on(SEARCH, ok(json!({"next_page_token": "same", "orders": []})));
    let same = PageToken("same".to_owned());
    let page = shop_in("US", &stub).orders().changed(at(NOW), Some(&same)).await.unwrap();
    assert_eq!(page.next, None);
}

#[tokio::test(start_paused = true)]
async fn a_plain_order_is_read_whole() {
    let order = one("US", order("576461413038785752")).await;
    assert_eq!(order.remote.as_str(), "576461413038785752");
    assert_eq!((order.status.clone(), order.kind.clone()), (PlatformStatus::AwaitingShipment, OrderType::Normal));
    assert!(order.is_seller_shipped() && order.held);
    assert_eq!((order.placed_at, order.paid_at), (at(NOW - 7200), Some(at(NOW - 7100))));
    assert_eq!(order.deadlines.ship_by, Some(at(NOW + 86_400)));
    let lines: Vec<_> = order.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(lines, ["999", "1000"], "sorted by number, not by text");
    assert_eq!(order.lines[0].price.as_ref().unwrap().to_string(), "12.50 USD", "scale as sent");
    assert_eq!(order.ship_to.name, known("Practice Buyer 0417"));
    assert_eq!(order.ship_to.lines, [known("1 Practice Road"), known("Unit 2")]);
    assert_eq!((order.ship_to.city, order.ship_to.state), (known("Austin"), known("TX")));
    assert_eq!((order.ship_to.postcode, order.ship_to.country), (known("78701"), known("US")));
    assert_eq!(order.buyer_note.as_deref(), Some("Ring twice, please"), "F045: control characters are removed");
    assert_eq!(order.seller_note, None);
    assert_eq!(order.money.total.as_ref().unwrap().to_string(), "31.47 USD");
    let fees: Vec<_> = order.money.fees.iter().map(|(name, fee)| format!("{name} {fee}")).collect();
    assert_eq!(fees, ["retail_delivery_fee 0.28 USD"]);
    assert!(!order.money.does_not_add_up, "F046: 25.00 + 4.00 + 2.19 + 0.28 = 31.47");
}

#[tokio::test(start_paused = true)]
async fn amounts_that_do_not_add_up_are_marked_and_kept_as_sent() {
    let with_total = |total: &str| {
        let mut order = order("1");
        order["payment"]["total_amount"] = json!(total);
        order
    };
    assert!(!one("US", with_total("31.48")).await.money.does_not_add_up, "a cent is rounding");
    let off = one("US", with_total("31.49")).await;
    assert!(off.money.does_not_add_up);
    assert_eq!(off.money.total.unwrap().to_string(), "31.49 USD");
    let mut reduced = with_total("30.47");
    reduced["payment"]["payment_platform_discount"] = json!("1.00");
    assert!(!one("US", reduced).await.money.does_not_add_up);
    let mut split_tax = order("1");
    split_tax["payment"]["tax"] = json!("");
    split_tax["payment"]["product_tax"] = json!("2.00");
    split_tax["payment"]["shipping_fee_tax"] = json!("0.19");
    let split_tax = one("US", split_tax).await;
    assert_eq!(split_tax.money.tax.unwrap().to_string(), "2.19 USD");
    assert!(!split_tax.money.does_not_add_up);
    let bad = read("US", vec![with_total("a lot")]).await;
    assert!(bad.bad[0].fault.starts_with("payment.total_amount"), "{}", bad.bad[0].fault);
}

#[tokio::test(start_paused = true)]
async fn one_unreadable_order_is_set_aside_without_its_buyer() {
    let mut broken = order("2");
    broken["line_items"][1]["sku_id"] = json!({"no": "text"});
    let mut lineless = order("3");
    lineless["line_items"][0]["id"] = json!("");
    let records = read("US", vec![broken, order("1"), lineless]).await;
    assert_eq!(records.good.len(), 1);
    assert_eq!(records.bad[0].id.as_deref(), Some("2"));
    assert!(records.bad[0].fault.starts_with("line_items[1].sku_id: "), "{}", records.bad[0].fault);
    assert!(records.bad[1].fault.starts_with("line_items[0].id: "), "{}", records.bad[1].fault);
    for secret in ["Practice Buyer", "Practice Road", "78701", "Austin", "relay@", "555", "Ring"] {
        assert!(!records.bad[0].payload.contains(secret), "{secret} in {}", records.bad[0].payload);
    }
    assert!(records.bad[0].payload.contains("MUG-1"), "what helps to mend it is kept");
}

#[tokio::test(start_paused = true)]
async fn unknown_words_survive_and_odd_spellings_are_taken() {
    let mut odd = order("1");
    odd["status"] = json!("TELEPORTED");
    odd["order_type"] = json!("SCRATCH_CARD");
    odd["shipping_type"] = json!("DRONE");
    odd["fulfillment_type"] = Value::Null;
    odd["is_cod"] = json!("true");
    odd["create_time"] = json!("1793527200");
    odd["new_field"] = json!([{}]);
    let odd = one("US", odd).await;
    assert_eq!(odd.status, PlatformStatus::Unknown("TELEPORTED".to_owned()));
    assert_eq!(odd.kind, OrderType::Unknown("SCRATCH_CARD".to_owned()));
    assert_eq!(odd.shipping, ShippingBy::Unknown("DRONE".to_owned()));
    assert_eq!(odd.fulfillment, FulfillmentBy::Unknown(String::new()));
    assert!(!odd.is_seller_shipped(), "F035: an unknown value never goes to Amazon");
    assert!(odd.marks.cash_on_delivery);
    assert_eq!(odd.placed_at, at(1_793_527_200));
    for (word, expected) in [("IN-STORE PICKUP", ShippingBy::Pickup), ("IN_STORE_PICKUP", ShippingBy::Pickup)] {
        let mut pickup = order("1");
        pickup["shipping_type"] = json!(word);
        assert_eq!(one("US", pickup).await.shipping, expected, "{word}");
    }
    let mut cancelled = order("1");
    cancelled["status"] = json!("CANCEL");
    assert_eq!(one("US", cancelled).await.status, PlatformStatus::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn masked_fields_are_hidden_and_never_text() {
    let mut masked = order("1");
    masked["recipient_address"]["name"] = json!("P*** B***");
    masked["recipient_address"]["address_line1"] = json!("1 ***");
    masked["recipient_address"]["postal_code"] = json!("787**");
    masked["recipient_address"]["district_info"][3]["address_name"] = json!("****");
    let to = one("US", masked).await.ship_to;
    assert_eq!(
        (&to.name, &to.lines[0], &to.postcode, &to.city),
        (&Hidden::Hidden, &Hidden::Hidden, &Hidden::Hidden, &Hidden::Hidden)
    );
    assert_eq!(to.state, known("TX"));
    assert_eq!(to.unreadable(), ["name", "street", "city", "postcode"], "F044");
    let mut held = order("1");
    held["status"] = json!("ON_HOLD");
    held["recipient_address"] = json!({"full_address": "", "district_info": []});
    let to = one("US", held).await.ship_to;
    assert_eq!((to.name, to.lines, to.city), (Hidden::Hidden, vec![Hidden::Hidden], Hidden::Hidden), "not shown yet");
    let mut gone = order("1");
    gone["recipient_address"] = Value::Null;
    assert_eq!(one("US", gone).await.ship_to.unreadable().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn city_and_state_follow_the_country() {
    let mut british = order("1");
    british["recipient_address"]["region_code"] = json!("GB");
    british["recipient_address"]["post_town"] = json!("Ribbleton");
    british["recipient_address"]["district_info"] = json!([
        {"address_level": "L0", "address_level_name": "Country", "address_name": "United Kingdom"},
        {"address_level": "L1", "address_level_name": "Country", "address_name": "England"},
        {"address_level": "L3", "address_level_name": "District", "address_name": "Preston"}
    ]);
    let to = one("GB", british).await.ship_to;
    assert_eq!((to.city, to.state, to.country), (known("Ribbleton"), known("England"), known("GB")));
    let mut named_state = order("1");
    named_state["recipient_address"]["district_info"][1]["iso_code"] = json!("");
    named_state["recipient_address"]["name"] = json!("");
    named_state["recipient_address"]["first_name"] = json!("Practice");
    named_state["recipient_address"]["last_name"] = json!("Buyer 0418");
    let to = one("US", named_state).await.ship_to;
    assert_eq!((to.state, to.name), (known("Texas"), known("Practice Buyer 0418")));
    let mut german = order("1");
    german["recipient_address"]["region_code"] = json!("DE");
    german["recipient_address"]["district_info"][2] =
        json!({"address_level": "L2", "address_level_name": "City", "address_name": "Kiel"});
    assert_eq!(one("DE", german).await.ship_to.city, known("Kiel"), "what calls itself a city");
}

#[tokio::test(start_paused = true)]
async fn special_kinds_are_marked() {
    let mut special = order("1");
    for key in ["is_sample_order", "is_subscription_order", "authentication_required", "is_exchange_order"] {
        special[key] = json!(true);
    }
    special["exchange_source_order_id"] = json!("900");
    special["replaced_order_id"] = json!("901");
    special["delivery_type"] = json!("COLLECTION_POINT");
    special["release_date"] = json!(NOW + 5);
    special["line_items"][0]["needs_prescription"] = json!(true);
    special["line_items"][0]["is_dangerous_good"] = json!(true);
    special["is_buyer_request_cancel"] = json!(true);
    special["request_cancel_time"] = json!(NOW - 5);
    let order = one("US", special).await;
    let marks = order.marks;
    assert!(marks.sample && marks.subscription && marks.needs_authentication && marks.exchange && !marks.replacement);
    assert!(marks.collection_point && marks.prescription && marks.dangerous);
    assert_eq!(marks.replacement_of.as_deref(), Some("900"), "F403: it shows the order it belongs to");
    assert_eq!((marks.release_at, order.cancel_asked_at), (Some(at(NOW + 5)), Some(at(NOW - 5))));
    let mut older = crate::support::order("1");
    older["order_type"] = json!("");
    assert_eq!(one("US", older.clone()).await.kind, OrderType::Normal, "fact sheet 8.1: may be empty");
    older["line_items"][0]["sku_type"] = json!("PRE_ORDER");
    assert_eq!(one("US", older).await.kind, OrderType::PreOrder);
}

#[tokio::test(start_paused = true)]
async fn a_package_counts_only_once_it_has_left() {
    let with = |status: &str, package_status: &str| {
        let mut order = order("1");
        order["line_items"][1]["package_id"] = json!("115");
        order["line_items"][1]["display_status"] = json!(status);
        order["line_items"][1]["package_status"] = json!(package_status);
        order
    };
    let waiting = one("ID", with("AWAITING_SHIPMENT", "TO_FULFILL")).await;
    assert!(waiting.lines[0].is_open(), "outside the marking regions a package exists from payment (fact sheet 9.1)");
    let left = one("US", with("AWAITING_COLLECTION", "PROCESSING")).await;
    assert_eq!(left.lines[0].package.as_ref().unwrap().as_str(), "115");
    assert!(!left.lines[0].is_open() && left.lines[1].is_open());
    let untold = one("US", with("IN_TRANSIT", "")).await;
    assert!(untold.lines[0].package.is_some());
    let older_word = one("US", with("TO_SHIP", "")).await;
    assert_eq!(older_word.lines[0].status, PlatformStatus::AwaitingShipment);
}

#[tokio::test(start_paused = true)]
async fn a_platform_bundle_tells_its_contents() {
    let mut bundle = order("1");
    bundle["line_items"][0]["combined_listing_skus"] = json!([
        {"sku_id": "b", "sku_count": 2, "product_id": "1", "seller_sku": "SPOON"},
        {"sku_id": "c", "sku_count": 1, "product_id": "2", "seller_sku": ""}
    ]);
    bundle["line_items"][0]["sub_item_info"] =
        json!([{"id": "s1", "sku_id": "b"}, {"id": "s2", "sku_id": "b"}, {"id": "s3", "sku_id": "c"}]);
    bundle["line_items"][1]["sub_item_info"] =
        json!([{"id": "s4", "sku_id": "d", "seller_sku": "FORK"}, {"id": "s5", "sku_id": "d"}]);
    let order = one("US", bundle).await;
    let told = |n: usize| -> Vec<_> {
        let parts = order.lines[n].contents.iter();
        parts.map(|p| (p.seller_sku.as_ref().map(ToString::to_string), p.count, p.sub_items.len())).collect()
    };
    assert_eq!(told(1), [(Some("SPOON".to_owned()), 2, 2), (None, 1, 1)]);
    assert_eq!(told(0), [(Some("FORK".to_owned()), 2, 2)]);
}

#[tokio::test(start_paused = true)]
async fn details_are_read_fifty_at_a_time() {
    let many: Vec<String> = (1..=51).map(|n| n.to_string()).collect();
    let stub = Stub::new().on(DETAIL, ok(json!({"orders": [order("1")]}))).on(DETAIL, ok(json!({})));
    let records =
        shop_in("US", &stub).orders().read(&ids(&many.iter().map(String::as_str).collect::<Vec<_>>())).await.unwrap();
    assert_eq!(records.good.len(), 1);
    let asked: Vec<usize> = stub.at(DETAIL).iter().map(|seen| seen.query["ids"].split(',').count()).collect();
    assert_eq!(asked, [50, 1]);
}

#[tokio::test(start_paused = true)]
async fn an_older_version_is_tried_once_and_remembered() {
    let answers = [
        no(404, 36_009_009, "Invalid path"),
        no(400, 36_009_014, "unknown version"),
        no(400, 36_009_004, "Invalid API version"),
        Outcome::Answer(404, json!("not found"), vec![]),
    ];
    for newest in answers {
        let stub = Stub::new().on(DETAIL, newest).on(OLD_DETAIL, ok(json!({"orders": [order("1")]})));
        let shop = shop_in("US", &stub);
        shop.orders().read(&ids(&["1"])).await.unwrap();
        shop.orders().read(&ids(&["1"])).await.unwrap();
        assert_eq!(stub.paths(), [DETAIL, OLD_DETAIL, OLD_DETAIL]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_of_another_seller_hides_no_other_order() {
    let foreign = || no(200, 21_008_111, "The order does not belong to the current seller.");
    let stub = Stub::new().on(DETAIL, foreign()).on(DETAIL, foreign()).on(DETAIL, ok(json!({"orders": [order("2")]})));
    let records = shop_in("US", &stub).orders().read(&ids(&["1", "2"])).await.unwrap();
    assert_eq!(records.good.len(), 1);
    assert_eq!(records.bad[0].id.as_deref(), Some("1"));
    let alone = Stub::new().on(DETAIL, foreign());
    let records = shop_in("US", &alone).orders().read(&ids(&["1"])).await.unwrap();
    assert_eq!(records, Records::default(), "an id that the platform does not know is left out");
}

#[tokio::test(start_paused = true)]
async fn passing_faults_are_repeated_and_a_lasting_one_is_told() {
    let stub = Stub::new()
        .on(DETAIL, no(200, 10_002_014, "Failed to get orders"))
        .on(DETAIL, Outcome::Lost)
        .on(DETAIL, no(429, 36_009_002, "Too many requests"))
        .on(DETAIL, ok(json!({"orders": [order("1")]})));
    assert_eq!(shop_in("US", &stub).orders().read(&ids(&["1"])).await.unwrap().good.len(), 1);
    let down = Stub::new().on(DETAIL, no(500, 36_009_003, "Internal error"));
    let fault = shop_in("US", &down).orders().read(&ids(&["1"])).await.unwrap_err();
    assert!(matches!(fault, ChannelError::Unreachable { .. }));
    let denied = Stub::new().on(DETAIL, no(401, 105_005, "Access denied"));
    let fault = shop_in("US", &denied).orders().read(&ids(&["1"])).await.unwrap_err();
    assert_eq!(fault, ChannelError::MissingScope { scope: "seller.order.info".to_owned() });
    let broken = Stub::new().on(DETAIL, ok(json!({"orders": "none"})));
    let fault = shop_in("US", &broken).orders().read(&ids(&["1"])).await.unwrap_err();
    assert!(matches!(fault, ChannelError::Malformed { path, .. } if path.starts_with("data.orders")));
}

#[tokio::test(start_paused = true)]
async fn the_hours_calls_used_up_means_to_wait_for_the_next_hour() {
    let answer = dated(no(429, 36_009_037, "hourly quota used up"), at(NOW + 900));
    let stub = Stub::new().on(DETAIL, answer);
    let fault = shop_in("US", &stub).orders().read(&ids(&["1"])).await.unwrap_err();
    assert_eq!(fault, ChannelError::Throttled { retry_after: Some(std::time::Duration::from_secs(2700)) });
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_set_by_the_answers_and_the_call_signed_again() {
    let late = || dated(no(401, 36_009_004, "Invalid 'timestamp': earlier than 5 minutes"), at(NOW));
    let stub = Stub::new().on(DETAIL, late()).on(DETAIL, ok(json!({"orders": [order("1")]})));
    let shop = shop_with("US", &stub, held(), TimeDelta::hours(-3));
    assert_eq!(shop.orders().read(&ids(&["1"])).await.unwrap().good.len(), 1);
    let stamps: Vec<_> = stub.seen().iter().map(|seen| seen.query["timestamp"].clone()).collect();
    assert_eq!(stamps, [(NOW - 10_800).to_string(), NOW.to_string()]);
    let stubborn = Stub::new().on(DETAIL, late());
    let shop = shop_with("US", &stubborn, held(), TimeDelta::hours(-3));
    let fault = shop.orders().read(&ids(&["1"])).await.unwrap_err();
    assert_eq!(fault.as_reason().code.name(), "clock_wrong");
    assert_eq!(stubborn.seen().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_cipher_that_changed_is_read_anew_once() {
    const SHOPS: &str = "/authorization/202309/shops";
    let other = || no(400, 101_000, "the token does not belong to the shop");
    let shops = json!({"shops": [{"id": "7495000000000000001", "cipher": "new", "region": "US"}]});
    let stub = Stub::new().on(DETAIL, other()).on(DETAIL, ok(json!({}))).on(SHOPS, ok(shops));
    shop_in("US", &stub).orders().read(&ids(&["1"])).await.unwrap();
    assert_eq!(stub.paths(), [DETAIL, SHOPS, DETAIL]);
    assert_eq!(stub.at(DETAIL)[1].query["shop_cipher"], "new");
    let gone = Stub::new().on(DETAIL, other()).on(SHOPS, ok(json!({"shops": []})));
    let fault = shop_in("US", &gone).orders().read(&ids(&["1"])).await.unwrap_err();
    assert!(matches!(fault, ChannelError::NeedsSignIn { .. }));
}
