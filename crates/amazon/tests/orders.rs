//! Placing, finding, listing and cancelling orders (F068, F074, F076, F080, F091, F100).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use chrono::TimeDelta;
use serde_json::{Value, json};
use shopferry_channel::{ChannelError, Fulfiller, PageToken, RefusalKind};
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::plan::PlanItem;
use shopferry_domain::{ExportKey, Hidden, ReasonCode};
use shopferry_net::TransportFault;
use stand_in::{Outcome, StandIn, at, error, key, ok, plan, raw, sku};

#[tokio::test(start_paused = true)]
async fn an_order_goes_out_whole_with_our_key_and_without_a_mail_address() {
    let world = StandIn::answering([ok(json!({}))]);
    world.amazon().create(&plan()).await.unwrap();
    let call = &world.asked()[0];
    assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/fba/outbound/2020-07-01/fulfillmentOrders"));
    assert_eq!(call.headers["content-type"], "application/json");
    assert_eq!(
        call.json(),
        json!({
            "marketplaceId": "ATVPDKIKX0DER",
            "sellerFulfillmentOrderId": key().as_str(),
            "displayableOrderId": "576461413038785752",
            "displayableOrderDate": "2026-09-01T10:00:00Z",
            "displayableOrderComment": "Thank you for your order",
            "shippingSpeedCategory": "Standard",
            "destinationAddress": {"name": "Practice Buyer 0417", "addressLine1": "417 Practice Road", "city": "Portland",
                "stateOrRegion": "OR", "postalCode": "97201", "countryCode": "US", "phone": "+1 503 555 0117"},
            "fulfillmentAction": "Ship",
            "fulfillmentPolicy": "FillOrKill",
            "items": [{"sellerSku": "MUG-1", "sellerFulfillmentOrderItemId": "item-1", "quantity": 2},
                {"sellerSku": "CAP-1", "sellerFulfillmentOrderItemId": "item-2", "quantity": 1}],
        })
    );
}

#[tokio::test(start_paused = true)]
async fn printed_texts_are_latin_single_spaced_and_cut() {
    let world = StandIn::answering([ok(json!({})), ok(json!({}))]);
    let amazon = world.amazon();
    let mut long = plan();
    long.slip_text = format!("  Grüße\n\n漢字  an {}", "é".repeat(2000));
    amazon.create(&long).await.unwrap();
    long.slip_text = String::new();
    amazon.create(&long).await.unwrap();
    let comment = |i: usize| world.asked()[i].json()["displayableOrderComment"].as_str().unwrap().to_owned();
    assert!(comment(0).starts_with("Grüße an éé"), "{}", comment(0));
    assert_eq!(comment(0).chars().count(), 750);
    assert_eq!(comment(1), "576461413038785752", "the text is required, so the number stands in");
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_cannot_be_sent_is_refused_here() {
    let known = |text: &str| Hidden::Known(text.to_owned());
    let item = |quantity| PlanItem { key: "k".into(), sku: sku("S"), quantity, lines: Vec::new() };
    let refused = |change: &dyn Fn(&mut shopferry_domain::plan::ExportPlan)| {
        let mut plan = plan();
        change(&mut plan);
        plan
    };
    let cases = [
        (refused(&|p| p.ship_to.postcode = Hidden::Hidden), ReasonCode::AddressHidden),
        (refused(&|p| p.ship_to.lines = vec![known(&"x".repeat(61))]), ReasonCode::AddressTooLong),
        (
            refused(&|p| {
                p.ship_to.lines = vec![known("1"), known("2"), known(&"3".repeat(40)), known(&"4".repeat(40))]
            }),
            ReasonCode::AddressTooLong,
        ),
        (refused(&|p| p.items = vec![item(251)]), ReasonCode::TooManyUnits),
        (refused(&|p| p.items = (0..101).map(|_| item(1)).collect()), ReasonCode::TooManyLines),
        (
            refused(&|p| p.items = vec![PlanItem { sku: sku(&"x".repeat(51)), ..item(1) }]),
            ReasonCode::SkuUnknownAtAmazon,
        ),
        (refused(&|p| p.items = vec![PlanItem { sku: sku("1\" TAPE"), ..item(1) }]), ReasonCode::SkuUnknownAtAmazon),
        (refused(&|p| p.items.clear()), ReasonCode::StateFault),
        (refused(&|p| p.key = ExportKey::from_text("a b")), ReasonCode::StateFault),
    ];
    for (plan, reason) in cases {
        let world = StandIn::default();
        let error = world.amazon().create(&plan).await.unwrap_err();
        assert_eq!(error.as_reason().code, reason);
        assert!(world.asked().is_empty(), "nothing left");
        assert!(!error.to_string().contains("Practice"), "no buyer in errors: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fourth_street_line_joins_the_third() {
    let known = |text: &str| Hidden::Known(text.to_owned());
    let world = StandIn::answering([ok(json!({}))]);
    let mut plan = plan();
    plan.ship_to.lines = vec![known("1 Road"), known("Unit 2"), known("Floor 3"), known("Door 4")];
    world.amazon().create(&plan).await.unwrap();
    assert_eq!(world.asked()[0].json()["destinationAddress"]["addressLine3"], "Floor 3, Door 4");
}

/// Fact sheet 5.3: what each answer to a create means.
#[tokio::test(start_paused = true)]
async fn a_create_is_sent_once_unless_surely_nothing_happened() {
    let unknown = |e: &ChannelError| matches!(e, ChannelError::OutcomeUnknown { .. });
    let cases: Vec<(&str, Outcome)> = vec![
        ("500", error(500, "InternalFailure", "We encountered an internal error.", "")),
        ("503", error(503, "ServiceUnavailable", "", "")),
        ("gateway", raw(504, "<html>")),
        ("gateway's own no", raw(400, "<html>")),
        ("cut", Err(TransportFault::outcome_unknown("cut"))),
        ("half an answer", raw(200, "{\"pay")),
        ("html", raw(200, "<html>")),
        ("too large", Err(TransportFault::AnswerTooLarge { limit_bytes: 1 })),
    ];
    for (what, answer) in cases {
        let world = StandIn::answering([answer]);
        let fault = world.amazon().create(&plan()).await.unwrap_err();
        assert!(unknown(&fault), "{what}: {fault:?}");
        assert_eq!(world.asked().len(), 1, "{what}");
    }
    for (what, answer) in [
        ("throttled", error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.", "")),
        ("never left", Err(TransportFault::never_left("connection refused"))),
    ] {
        let world = StandIn::answering([answer, ok(json!({}))]);
        world.amazon().create(&plan()).await.unwrap();
        let keys: Vec<Value> = world.asked().iter().map(|c| c.json()["sellerFulfillmentOrderId"].clone()).collect();
        assert_eq!(keys, [key().as_str(), key().as_str()], "{what}: the same key");
    }
    let expired = error(403, "Unauthorized", "Access denied.", "The access token you provided has expired.");
    let world = StandIn::answering([expired, ok(json!({}))]);
    world.amazon().create(&plan()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_refused_create_says_why() {
    for (text, reason) in [
        ("the SellerSKU for Item Id: item-1 is invalid.", ReasonCode::SkuUnknownAtAmazon),
        ("Value AllQuantityZero for parameter  is invalid.", ReasonCode::OutOfStock),
        ("Something new", ReasonCode::AmazonRefused),
    ] {
        let world = StandIn::answering([error(400, "InvalidInput", text, "")]);
        match world.amazon().create(&plan()).await {
            Err(ChannelError::Refused(no)) => assert_eq!((no.reason, no.message.as_str()), (reason, text)),
            other => panic!("{other:?}"),
        }
    }
}

fn order(status: &str, shipments: Value) -> Outcome {
    ok(json!({"payload": {
        "fulfillmentOrder": {"sellerFulfillmentOrderId": key().as_str(), "displayableOrderId": "576461413038785752", "marketplaceId": "31060",
            "fulfillmentOrderStatus": status, "receivedDate": "2026-09-01T10:00:00Z", "statusUpdatedDate": "", "primeUpgraded": "true",
            "destinationAddress": {"name": "Practice Buyer 0417", "postalCode": "97201"}, "featureConstraints": null},
        "fulfillmentOrderItems": [{"sellerSku": "MUG-1", "sellerFulfillmentOrderItemId": "item-1", "quantity": 2, "cancelledQuantity": 0}],
        "fulfillmentShipments": shipments, "returnItems": [], "returnAuthorizations": []}}))
}

#[tokio::test(start_paused = true)]
async fn an_early_number_is_seen_while_the_shipment_is_pending() {
    let world = StandIn::answering([order(
        "PLANNING",
        json!([
            {"fulfillmentShipmentStatus": "PENDING", "estimatedArrivalDate": "2026-09-04T10:00:00Z",
             "fulfillmentShipmentItem": [{"sellerSku": "MUG-1", "sellerFulfillmentOrderItemId": "item-1", "quantity": 2}],
             "fulfillmentShipmentPackage": [{"packageNumber": 7, "carrierCode": "AMZN_US", "trackingNumber": "", "amazonFulfillmentTrackingNumber": "AFTN123"}]},
            {"fulfillmentShipmentStatus": "CANCELLED_BY_FULFILLER",
             "fulfillmentShipmentPackage": [{"packageNumber": 6, "trackingNumber": "OLD"}]}
        ]),
    )]);
    let order = world.amazon().get(&key()).await.unwrap().unwrap();
    assert_eq!(order.status, FulfillmentStatus::Planning, "whatever the case of the word");
    assert_eq!((order.changed_at, order.postcode.as_deref()), (None, Some("97201")));
    assert_eq!(order.packages.len(), 1, "a cancelled shipment is left out");
    let package = &order.packages[0];
    assert_eq!((package.amazon_number.as_deref(), package.carrier_number.as_deref()), (Some("AFTN123"), None));
    assert_eq!((package.shipped, package.contents.len(), package.contents[0].quantity), (false, 1, 2));
    assert_eq!(package.arrives_at, Some(at("2026-09-04T10:00:00Z")));
}

#[tokio::test(start_paused = true)]
async fn packages_hold_their_own_units() {
    let item = |n: u32, quantity: u32| json!({"sellerSku": "MUG-1", "sellerFulfillmentOrderItemId": "item-1", "quantity": quantity, "packageNumber": n});
    let world = StandIn::answering([order(
        "Complete",
        json!([{"fulfillmentShipmentStatus": "shipped", "fulfillmentShipmentItem": [item(1, 1), item(2, 3)],
            "fulfillmentShipmentPackage": [{"packageNumber": 1, "carrierCode": "UPS", "trackingNumber": "1Z1"},
                {"packageNumber": 2, "carrierCode": "UPS", "trackingNumber": "1Z2"}]}]),
    )]);
    let order = world.amazon().get(&key()).await.unwrap().unwrap();
    let seen: Vec<_> = order.packages.iter().map(|p| (p.id.as_str(), p.contents[0].quantity, p.shipped)).collect();
    assert_eq!(seen, [("1", 1, true), ("2", 3, true)]);
}

#[tokio::test(start_paused = true)]
async fn only_a_404_is_a_definite_not_found() {
    let world = StandIn::answering([error(404, "NotFound", "no such order", "")]);
    assert_eq!(world.amazon().get(&key()).await, Ok(None));
    for answer in
        [error(400, "InvalidInput", "not found", ""), error(403, "Unauthorized", "denied", ""), raw(200, "{}")]
    {
        let world = StandIn::answering([answer]);
        assert!(world.amazon().get(&key()).await.is_err());
    }
    let world = StandIn::answering((0..4).map(|_| raw(404, "<html>")));
    assert!(matches!(world.amazon().get(&key()).await, Err(ChannelError::Unreachable { .. })), "a gateway's 404");
    let world = StandIn::answering([order("A_NEW_WORD", json!(null))]);
    let status = world.amazon().get(&key()).await.unwrap().unwrap().status;
    assert_eq!(status, FulfillmentStatus::Unknown("A_NEW_WORD".into()));
    let world = StandIn::answering([order("New", json!([]))]);
    let other = world.amazon().get(&ExportKey::from_text("TT-9-1-X")).await;
    assert!(matches!(other, Err(ChannelError::Malformed { .. })), "another order's answer is not taken");
}

#[tokio::test(start_paused = true)]
async fn an_id_in_the_path_is_encoded_whole() {
    let world = StandIn::answering([error(404, "NotFound", "", "")]);
    let _ = world.amazon().get(&ExportKey::from_text("a b/+ü")).await;
    assert_eq!(world.asked()[0].path, "/fba/outbound/2020-07-01/fulfillmentOrders/a%20b%2F%2B%C3%BC");
}

#[tokio::test(start_paused = true)]
async fn the_list_goes_on_while_a_token_follows_and_sets_a_bad_row_aside() {
    let row = |id: &str| {
        json!({"sellerFulfillmentOrderId": id, "displayableOrderId": "5", "fulfillmentOrderStatus": "RECEIVED",
        "statusUpdatedDate": "2026-09-01T11:00:00Z", "destinationAddress": {"name": "Practice Buyer 0417"}})
    };
    let world = StandIn::answering([
        ok(
            json!({"payload": {"nextToken": "t+/=", "fulfillmentOrders": [row("A"), {"sellerFulfillmentOrderId": "B", "destinationAddress": {"name": "Practice Buyer 0417"}}]}}),
        ),
        ok(json!({"payload": {"nextToken": "", "fulfillmentOrders": null}})),
    ]);
    let amazon = world.amazon();
    let since = at("2026-09-01T12:00:00Z") - TimeDelta::hours(2);
    let first = amazon.changed(since, None).await.unwrap();
    assert_eq!(first.records.good[0].status, FulfillmentStatus::Received);
    let bad = &first.records.bad[0];
    assert_eq!(bad.id.as_deref(), Some("B"));
    assert!(bad.fault.contains("fulfillmentOrderStatus") && !bad.payload.contains("Practice"), "{bad:?}");
    assert_eq!(first.next, Some(PageToken("t+/=".into())));
    let second = amazon.changed(since, first.next.as_ref()).await.unwrap();
    assert_eq!((second.records.good.len(), second.next), (0, None));
    assert_eq!(world.asked()[0].query, "queryStartDate=2026-09-01T10%3A00%3A00Z");
    assert_eq!(world.asked()[1].query, "nextToken=t%2B%2F%3D", "from page two on the token goes alone");
}

#[tokio::test(start_paused = true)]
async fn a_preview_tells_what_the_asked_speed_would_bring() {
    let preview = |speed: &str, fulfillable: bool| {
        json!({"shippingSpeedCategory": speed, "isFulfillable": fulfillable, "isCODCapable": false,
        "marketplaceId": "ATVPDKIKX0DER", "estimatedFees": [{"name": "a", "amount": {"currencyCode": "USD", "value": "6.17"}},
            {"name": "b", "amount": {"currencyCode": "USD", "value": "1.01"}}],
        "fulfillmentPreviewShipments": [{"latestArrivalDate": "2026-09-05T10:00:00Z"}, {"latestArrivalDate": "2026-09-04T10:00:00Z"}],
        "orderUnfulfillableReasons": if fulfillable { json!(null) } else { json!(["DeliverySLAUnavailable"]) },
        "unfulfillablePreviewItems": if fulfillable { json!([]) } else { json!([{"sellerSku": "MUG-1", "quantity": 2,
            "sellerFulfillmentOrderItemId": "item-1", "itemUnfulfillableReasons": ["InventoryUnavailable"]}]) }})
    };
    let answer = |list: Value| ok(json!({"payload": {"fulfillmentPreviews": list}}));
    let world = StandIn::answering([
        answer(json!([preview("STANDARD", true), preview("Expedited", true), preview("Priority", false)])),
        answer(json!([preview("Standard", false)])),
        answer(json!([preview("Expedited", true)])),
    ]);
    let amazon = world.amazon();
    let good = amazon.preview(&plan()).await.unwrap();
    assert!(good.fulfillable && good.reasons.is_empty());
    assert_eq!((good.fee.unwrap().to_string(), good.arrives_by), ("7.18 USD".into(), Some(at("2026-09-05T10:00:00Z"))));
    assert_eq!(good.speeds, ["STANDARD", "Expedited"]);
    let bad = amazon.preview(&plan()).await.unwrap();
    assert_eq!(
        (bad.fulfillable, bad.reasons),
        (false, vec!["DeliverySLAUnavailable".into(), "MUG-1: InventoryUnavailable".to_owned()])
    );
    assert!(!amazon.preview(&plan()).await.unwrap().fulfillable, "a speed that is not offered");
}

#[tokio::test(start_paused = true)]
async fn a_cancel_may_be_asked_twice_and_a_no_means_too_late() {
    let world = StandIn::answering([Err(TransportFault::outcome_unknown("cut")), ok(json!({}))]);
    world.amazon().cancel(&key()).await.unwrap();
    assert_eq!(world.asked()[1].path, format!("/fba/outbound/2020-07-01/fulfillmentOrders/{}/cancel", key()));
    assert!(world.asked()[1].body.is_empty() && world.asked()[1].method == "PUT");
    for (status, code, kind, reason) in [
        (400, "InvalidInput", RefusalKind::Other, ReasonCode::CancelTooLate),
        (404, "NotFound", RefusalKind::NotFound, ReasonCode::AmazonRefused),
    ] {
        let world = StandIn::answering([error(status, code, "no", "")]);
        match world.amazon().cancel(&key()).await {
            Err(ChannelError::Refused(no)) => assert_eq!((no.kind, no.reason), (kind, reason)),
            other => panic!("{other:?}"),
        }
    }
}
