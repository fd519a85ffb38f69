//! Telling the platform what was shipped (F082, F086, F091, F404–F406, F409).

use crate::support::*;
use serde_json::{Value, json};
use shopferry_channel::{ChannelError, Refusal, RefusalKind, Result, SalesChannel, ShipmentNotice, ShipmentReceipt};
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, DeliveryOptionId, LineId, PackageId, ReasonCode, RemoteOrderId};

const NEW: &str = "/fulfillment/202610/orders/576/packages";
const OLD: &str = "/fulfillment/202309/orders/576/packages";
const SHIP: &str = "/fulfillment/202309/packages/115/ship";
const DETAIL: &str = "/order/202507/orders";

fn notice(lines: &[&str]) -> ShipmentNotice {
    ShipmentNotice {
        units: Vec::new(),
        order: RemoteOrderId::new("576").unwrap(),
        lines: lines.iter().map(|line| LineId::new(line).unwrap()).collect(),
        number: TrackingNumber::as_given("TBA000417").unwrap(),
        carrier: CarrierId::new("7117").unwrap(),
    }
}

async fn mark(region: &str, stub: &Stub) -> Result<ShipmentReceipt> {
    shop_in(region, stub).shipments().unwrap().mark_shipped(&notice(&["999", "1000"])).await
}

fn refusal(result: Result<ShipmentReceipt>) -> Refusal {
    match result {
        Err(ChannelError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn lines_are_marked_in_the_newest_form() {
    let stub = Stub::new().on(NEW, ok(json!({"order_id": "576", "package_id": "115", "warning": {"message": ""}})));
    let receipt = mark("US", &stub).await.unwrap();
    assert_eq!(receipt, ShipmentReceipt { package: Some(PackageId::new("115").unwrap()), warning: None });
    let sent = stub.at(NEW);
    assert_eq!(sent[0].method, "POST");
    assert_eq!(
        sent[0].body,
        json!({
            "order_line_list": [{"order_line_id": "999"}, {"order_line_id": "1000"}],
            "shipping_info_list": [{"tracking_number": "TBA000417", "shipping_provider_id": "7117"}]
        })
    );
}

#[tokio::test(start_paused = true)]
async fn the_older_form_is_used_where_the_newest_is_unknown() {
    let stub = Stub::new().on(OLD, ok(json!({"package_id": "115"})));
    let shop = shop_in("GB", &stub);
    shop.shipments().unwrap().mark_shipped(&notice(&["999"])).await.unwrap();
    shop.shipments().unwrap().mark_shipped(&notice(&["1000"])).await.unwrap();
    assert_eq!(stub.paths(), [NEW, OLD, OLD], "remembered for this operation");
    assert_eq!(
        stub.at(OLD)[0].body,
        json!({"order_line_item_ids": ["999"], "tracking_number": "TBA000417", "shipping_provider_id": "7117"})
    );
}

#[tokio::test(start_paused = true)]
async fn a_warning_is_a_success_with_words() {
    let stub =
        Stub::new().on(NEW, ok(json!({"package_id": "115", "warning": {"message": "match more than one provider"}})));
    let receipt = mark("US", &stub).await.unwrap();
    assert_eq!(receipt.warning.as_deref(), Some("match more than one provider"), "F405");
    let bare = Stub::new().on(NEW, ok(Value::Null));
    assert_eq!(mark("US", &bare).await.unwrap(), ShipmentReceipt { package: None, warning: None });
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_is_told_and_nothing_is_repeated() {
    let broken = Outcome::Answer(200, json!("no envelope"), vec![]);
    let cases = [
        Outcome::Lost,
        no(500, 36_009_003, "Internal error"),
        no(503, 0, ""),
        no(200, 21_001_008, "try again later"),
        broken,
    ];
    for outcome in cases {
        let stub = Stub::new().on(NEW, outcome);
        assert!(matches!(mark("US", &stub).await, Err(ChannelError::OutcomeUnknown { .. })));
        assert_eq!(stub.seen().len(), 1, "a write is never repeated blindly");
    }
    let offline = Stub::new().on(NEW, Outcome::NeverLeft);
    assert!(matches!(mark("US", &offline).await, Err(ChannelError::Unreachable { .. })), "it surely never left");
    let busy = Stub::new().on(NEW, no(429, 36_009_002, "slow down")).on(NEW, ok(json!({"package_id": "115"})));
    assert!(mark("US", &busy).await.is_ok(), "a throttled call did nothing and may be repeated");
}

#[tokio::test(start_paused = true)]
async fn refusals_say_what_the_engine_acts_on() {
    use ReasonCode as Why;
    use RefusalKind as K;
    let cases = [
        (21_011_006, K::AlreadyDone, Why::ShippedByHand),
        (21_008_099, K::AlreadyDone, Why::ShippedByHand),
        (21_011_044, K::Held, Why::PlatformHold),
        (21_011_007, K::OpenRequest, Why::BuyerAsksCancel),
        (21_011_022, K::Other, Why::TrackingRefused),
        (21_004_012, K::Other, Why::NumberFormat),
        (21_034_012, K::Other, Why::NumberUsed),
        (21_008_025, K::Other, Why::PlatformShipping),
        (29_999_999, K::Other, Why::TrackingRefused),
    ];
    for (code, kind, reason) in cases {
        for status in [200, 400] {
            let stub = Stub::new().on(NEW, no(status, code, "their words"));
            let told = refusal(mark("US", &stub).await);
            assert_eq!((told.kind, told.reason, told.code), (kind, reason, code.to_string()), "HTTP {status}");
            assert_eq!(told.message, "their words");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_notice_without_lines_is_never_sent() {
    let stub = Stub::new();
    let none = shop_in("US", &stub).shipments().unwrap().mark_shipped(&notice(&[])).await;
    assert_eq!(refusal(none).reason, ReasonCode::TrackingRefused, "to the platform an empty list means all lines");
    assert!(stub.seen().is_empty());
}

fn packaged(package: &str) -> Value {
    let mut order = order("576");
    for line in order["line_items"].as_array_mut().unwrap() {
        line["package_id"] = json!(package);
        line["package_status"] = json!("TO_FULFILL");
    }
    order
}

#[tokio::test(start_paused = true)]
async fn elsewhere_the_package_that_exists_is_shipped() {
    let stub = Stub::new().on(DETAIL, ok(json!({"orders": [packaged("115")]}))).on(SHIP, ok(json!({})));
    let receipt = mark("ID", &stub).await.unwrap();
    assert_eq!(receipt.package.unwrap().as_str(), "115");
    assert_eq!(
        stub.at(SHIP)[0].body,
        json!({"self_shipment": {"tracking_number": "TBA000417", "shipping_provider_id": "7117"}})
    );
}

#[tokio::test(start_paused = true)]
async fn a_package_with_more_or_less_in_it_is_left_to_a_person() {
    let mut two = packaged("115");
    two["line_items"][0]["package_id"] = json!("116");
    let mut more = packaged("115");
    let mut third = line("1001", "78", "PLATE-1");
    third["package_id"] = json!("115");
    more["line_items"].as_array_mut().unwrap().push(third);
    let mut combined = packaged("115");
    combined["split_or_combine_tag"] = json!("COMBINED");
    for order in [two, more.clone(), combined, order("576")] {
        let stub = Stub::new().on(DETAIL, ok(json!({"orders": [order]}))).on(SHIP, ok(json!({})));
        assert_eq!(refusal(mark("BR", &stub).await).reason, ReasonCode::TrackingRefused);
        assert!(stub.at(SHIP).is_empty());
    }
    more["line_items"][2]["display_status"] = json!("CANCELLED");
    let stub = Stub::new().on(DETAIL, ok(json!({"orders": [more]}))).on(SHIP, ok(json!({})));
    assert!(mark("BR", &stub).await.is_ok(), "a cancelled line is in no parcel");
}

#[tokio::test(start_paused = true)]
async fn not_for_this_region_tries_the_other_way_once_and_remembers_it() {
    let region = || no(200, 21_008_106, "This interface cannot be used in this region.");
    let stub =
        Stub::new().on(NEW, region()).on(DETAIL, ok(json!({"orders": [packaged("115")]}))).on(SHIP, ok(json!({})));
    let shop = shop_in("US", &stub);
    let shipments = shop.shipments().unwrap();
    shipments.mark_shipped(&notice(&["999", "1000"])).await.unwrap();
    shipments.mark_shipped(&notice(&["999", "1000"])).await.unwrap();
    assert_eq!(stub.paths(), [NEW, DETAIL, SHIP, DETAIL, SHIP], "F404: remembered for the shop");
    let neither = Stub::new().on(NEW, region()).on(DETAIL, ok(json!({"orders": [packaged("115")]}))).on(SHIP, region());
    let told = refusal(mark("US", &neither).await);
    assert_eq!((told.kind, told.reason), (RefusalKind::NotThisRegion, ReasonCode::RegionNotSupported));
}

#[tokio::test(start_paused = true)]
async fn a_shop_of_an_unknown_region_is_read_only() {
    let shop = shop_in("ZZ", &Stub::new());
    assert!(shop.shipments().is_none(), "F008");
    assert!(shop_in("UK", &Stub::new()).shipments().is_some());
    assert!(shop_in("US", &Stub::new()).shipments().unwrap().takes_early_numbers(), "F091");
    assert!(!shop_in("GB", &Stub::new()).shipments().unwrap().takes_early_numbers());
}

#[tokio::test(start_paused = true)]
async fn the_platforms_own_numbers_are_recognised_in_the_us() {
    const ASK: &str = "/fulfillment/202508/tts_tracking_validation";
    let number = TrackingNumber::as_given("1Z-1").unwrap();
    let cases = [
        (ok(json!({"is_tiktok_shipping": true, "is_tiktok_collection": false})), Some(true)),
        (ok(json!({"is_tiktok_shipping": false, "is_tiktok_collection": false})), Some(false)),
        (ok(json!({})), None),
        (no(500, 36_009_003, "Internal error"), None),
        (no(401, 105_005, "scope"), None),
        (no(404, 36_009_009, "Invalid path"), None),
    ];
    for (answer, expected) in cases {
        let stub = Stub::new().on(ASK, answer);
        let told = shop_in("US", &stub).shipments().unwrap().is_platforms_own(&number).await.unwrap();
        assert_eq!(told, expected, "F406: no answer does not stop the upload");
        assert_eq!(stub.at(ASK)[0].query["tracking_number"], "1Z-1");
    }
    let stub = Stub::new();
    let elsewhere = shop_in("GB", &stub).shipments().unwrap().is_platforms_own(&number).await.unwrap();
    assert_eq!((elsewhere, stub.seen().len()), (None, 0));
}

#[tokio::test(start_paused = true)]
async fn carriers_come_from_the_list_of_the_delivery_option() {
    const LIST: &str = "/logistics/202309/delivery_options/7091/shipping_providers";
    let option = DeliveryOptionId::new("7091").unwrap();
    let stub =
        Stub::new().on(LIST, ok(json!({"shipping_providers": [{"id": 7117, "name": "USPS"}, {"name": "no id"}]})));
    let carriers = shop_in("US", &stub).shipments().unwrap().carriers(&option).await.unwrap();
    assert_eq!(carriers.iter().map(|c| (c.id.as_str(), c.name.as_str())).collect::<Vec<_>>(), [("7117", "USPS")]);
    let theirs = Stub::new().on(LIST, no(200, 21_008_117, "fulfilled by TikTok"));
    let fault = shop_in("US", &theirs).shipments().unwrap().carriers(&option).await.unwrap_err();
    assert_eq!(fault.as_reason().code, ReasonCode::PlatformShipping, "F082: an option run by the platform has no list");
    let strange = DeliveryOptionId::new("../7091").unwrap();
    let fault = shop_in("US", &Stub::new()).shipments().unwrap().carriers(&strange).await.unwrap_err();
    assert_eq!(fault.as_reason().code, ReasonCode::StateFault, "an id never becomes another path");
}
