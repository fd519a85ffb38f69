//! The second order version against prepared answers: what is sent, and every shape that may come back (F401, F402,
//! F062, F072, F073, F075, F080, F091).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod stand_in;

use std::sync::Arc;

use serde_json::{Value, json};
use shopferry_amazon::AmazonV2;
use shopferry_channel::{ChannelError, Fulfiller};
use shopferry_domain::ReasonCode;
use shopferry_domain::delivery::Milestone;
use shopferry_domain::fulfillment::FulfillmentStatus;
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FeatureWish, FillPolicy};
use stand_in::{Outcome, StandIn, at, error, key, ok, plan, raw, with_status};

fn v2(world: &StandIn) -> AmazonV2 {
    AmazonV2::over(Arc::new(world.amazon()))
}

fn wish(name: FeatureName, required: bool) -> FeatureWish {
    FeatureWish { name, required }
}

fn order(status: &str, shipments: Value) -> Value {
    json!({"orderId": key().as_str(), "status": status, "receiveTime": "2026-09-01T10:00:00Z", "statusUpdateTime": null,
        "fulfillmentConfiguration": {"policy": "SOME_NEW_POLICY", "action": "SHIP"}, "channel": "TIKTOK", "newKey": {},
        "destination": {"deliveryAddress": {"name": "Practice Buyer 0417", "postalCode": "97201"}},
        "lineItems": [{"lineItemId": "item-1", "product": {"productIdentifier": {"amazonSku": "MUG-1"}},
            "amount": {"unit": "EACHES", "value": "2.0"}, "cancelledAmount": {"value": "0"}}],
        "shipments": shipments})
}

fn one(status: &str, shipments: Value) -> Outcome {
    ok(json!({"order": order(status, shipments)}))
}

/// F068, F402, F072, F073, F075: the body, word for word.
#[tokio::test(start_paused = true)]
async fn f402_a_create_names_channel_country_and_options_and_gives_no_mail_address() {
    let world =
        StandIn::answering([ok(json!({"order": order("PROCESSING", json!([]))})), one("PROCESSING", json!([]))]);
    let plan = ExportPlan {
        sales_channel: Some("TIKTOK".into()),
        policy: FillPolicy::FillAllAvailable,
        features: vec![
            wish(FeatureName::BlankBox, true),
            wish(FeatureName::BlockAmzl, true),
            wish(FeatureName::Overbox, false),
            wish(FeatureName::SignatureConfirmation, false),
        ],
        ..plan()
    };
    v2(&world).create(&plan).await.unwrap();
    let asked = &world.asked()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/fulfillment/outbound/2026-07-04/orders"));
    let body = asked.json();
    assert_eq!(body["orderId"], key().as_str());
    assert_eq!((&body["channel"], &body["origin"]["countryCode"]), (&json!("TIKTOK"), &json!("US")));
    assert_eq!(body["lineItems"][0]["amount"], json!({"unit": "EACHES", "value": "2"}));
    assert_eq!(
        body["fulfillmentConfiguration"],
        json!({"serviceLevel": {"serviceTiers": ["STANDARD"]}, "action": "SHIP", "policy": "FILL_ALL_AVAILABLE",
            "services": {"packaging": {"packagingOption": "UNBRANDED", "packingSlip": {"templateAttributes": {
                "orderId": "576461413038785752", "orderTime": "2026-09-01T10:00:00Z",
                "orderText": "Thank you for your order"}}}, "additional": {"blockAMZL": "REQUIRED"}}})
    );
    assert!(!asked.json().to_string().contains("relay@example.com"));
    assert_eq!(world.asked()[1].query, "shipments=INCLUDE", "read back");
}

/// F073, F431: what has no word in this version is not silently dropped when it is required.
#[tokio::test(start_paused = true)]
async fn f073_a_required_option_without_a_word_is_refused_here() {
    let world = StandIn::default();
    let plan = ExportPlan { features: vec![wish(FeatureName::DeliverTogether, true)], ..plan() };
    let fault = v2(&world).create(&plan).await.unwrap_err();
    assert_eq!(fault.as_reason().code, ReasonCode::FeatureNotOffered);
    assert!(world.asked().is_empty(), "nothing left");
}

/// F401: 200 and 202 alike are believed only when the order is read back.
#[tokio::test(start_paused = true)]
async fn f401_a_create_is_believed_only_after_a_read_back() {
    let taken = || with_status(202, json!({"orderId": key().as_str(), "status": "PROCESSING"}));
    let whole = || ok(json!({"order": order("PROCESSING", json!([]))}));
    for first in [taken, whole] {
        let world = StandIn::answering([first(), one("PROCESSING", json!(null))]);
        v2(&world).create(&plan()).await.unwrap();
        let another = json!({"order": {"orderId": "TT-9", "lineItems": []}});
        for read in [
            error(404, "NotFound", "Order was not found.", ""),
            ok(another),
            error(403, "Unauthorized", "Access to requested resource is denied.", ""),
            ok(json!({"order": {}})),
        ] {
            let world = StandIn::answering([first(), read]);
            let fault = v2(&world).create(&plan()).await.unwrap_err();
            assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
            let sent = world.asked().iter().filter(|a| a.method == "POST").count();
            assert_eq!(sent, 1);
        }
    }
}

/// F401: what a refused or broken create means; 413 and 415 are the second version's own.
#[tokio::test(start_paused = true)]
async fn f401_each_answer_to_a_create_ends_as_its_kind_says() {
    for (answer, reason) in [
        (error(400, "InvalidInput", "the amazonSku MUG-1 is invalid.", ""), ReasonCode::SkuUnknownAtAmazon),
        (
            error(400, "InvalidInput", "Value for parameter packagingOption is invalid.", ""),
            ReasonCode::FeatureNotOffered,
        ),
        (error(413, "RequestTooLarge", "Request size exceeded.", ""), ReasonCode::AmazonRefused),
        (raw(413, "<html>"), ReasonCode::AmazonRefused),
        (error(415, "UnsupportedMediaType", "no", ""), ReasonCode::AmazonRefused),
    ] {
        let world = StandIn::answering([answer]);
        match v2(&world).create(&plan()).await {
            Err(ChannelError::Refused(no)) => assert_eq!(no.reason, reason),
            other => panic!("{other:?}"),
        }
    }
    for answer in [error(500, "InternalFailure", "", ""), raw(200, "<html>"), raw(202, "{\"ord")] {
        let world = StandIn::answering([answer]);
        let fault = v2(&world).create(&plan()).await.unwrap_err();
        assert!(matches!(fault, ChannelError::OutcomeUnknown { .. }), "{fault:?}");
        assert_eq!(world.asked().len(), 1);
    }
}

/// F062: the action is named.
#[tokio::test(start_paused = true)]
async fn f062_hold_and_release_name_the_action() {
    let world = StandIn::answering([ok(json!({})), one("PROCESSING", json!([])), with_status(202, json!({}))]);
    let held = ExportPlan { action: ExportAction::Hold, ..plan() };
    let v2 = v2(&world);
    v2.create(&held).await.unwrap();
    v2.release(&key()).await.unwrap();
    assert_eq!(world.asked()[0].json()["fulfillmentConfiguration"]["action"], "HOLD");
    let asked = &world.asked()[2];
    assert_eq!((asked.method.as_str(), asked.json()), ("PUT", json!({"fulfillmentConfiguration": {"action": "SHIP"}})));
}

/// F091, F086, F080: early numbers, every way of joining units and parcels, cancelled shipments left out.
#[tokio::test(start_paused = true)]
async fn f091_f086_parcels_and_their_units_in_every_shape() {
    let units = |value: &str, extra: Value| {
        let mut unit =
            json!({"productIdentifier": {"amazonSku": "MUG-1"}, "lineItemId": "item-1", "amount": {"value": value}});
        unit.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        unit
    };
    let shipments = json!([
        {"amazonShipmentId": "A", "status": "PROCESSING", "items": [units("2", json!({}))], "deliveryTime": "2026-09-04T10:00:00Z",
         "packages": [{"packageId": "PKG-1", "tracking": {"amazon": {"trackingNumber": "AFTN123"}, "carrier": {"carrierCode": "AMZN_US", "trackingNumber": ""}}}]},
        {"amazonShipmentId": "B", "status": "PROCESSING",
         "items": [units("1.0", json!({"shipmentItemId": "SI-1"})), units("3", json!({"shipmentItemId": "SI-2"}))],
         "packages": [{"packageId": "PKG-2", "status": "IN_TRANSIT", "shipmentItemIds": ["SI-1"]},
             {"packageId": "PKG-3", "status": "PROCESSING", "shipmentItemIds": ["SI-2"]}]},
        {"amazonShipmentId": "C", "status": "SHIPPED",
         "items": [units("4", json!({"packageId": "PKG-4"})), units("5", json!({"packageId": "PKG-5"}))],
         "packages": [{"packageId": "PKG-4", "status": "A_NEW_WORD"}, {"packageId": "PKG-5", "status": "UNDELIVERABLE"}]},
        {"amazonShipmentId": "D", "status": "CANCELLED", "packages": [{"packageId": "PKG-6"}]}
    ]);
    let world = StandIn::answering([one("processing", shipments)]);
    let order = v2(&world).get(&key()).await.unwrap().unwrap();
    assert_eq!(order.status, FulfillmentStatus::InProgress);
    assert_eq!((order.display_number.as_str(), order.postcode.as_deref()), ("", Some("97201")));
    assert_eq!(order.policy, Some(FillPolicy::Unknown("SOME_NEW_POLICY".into())), "an unknown word survives");
    let seen: Vec<_> = order
        .packages
        .iter()
        .map(|p| (p.id.as_str(), p.contents.iter().map(|c| c.quantity).sum::<u32>(), p.shipped))
        .collect();
    assert_eq!(
        seen,
        [("PKG-1", 2, false), ("PKG-2", 1, true), ("PKG-3", 3, false), ("PKG-4", 4, true), ("PKG-5", 5, true)]
    );
    assert_eq!(
        (order.packages[0].amazon_number.as_deref(), order.packages[0].carrier_number.as_deref()),
        (Some("AFTN123"), None)
    );
    assert_eq!(order.packages[0].arrives_at, Some(at("2026-09-04T10:00:00Z")));
    assert_eq!(order.packages[3].milestone, Some(Milestone::Unknown("A_NEW_WORD".into())));
}

/// F401: the words of the state, and what is not a whole number of units.
#[tokio::test(start_paused = true)]
async fn f401_states_are_read_and_half_units_are_a_fault() {
    use FulfillmentStatus as F;
    for (word, status) in [
        ("PROCESSING", F::InProgress),
        ("COMPLETE", F::Complete),
        ("COMPLETE_PARTIAL", F::CompletePartialled),
        ("Cancelled", F::Cancelled),
        ("UNFULFILLABLE", F::Unfulfillable),
        ("INVALID", F::Invalid),
        ("PLANNING", F::Planning),
        ("ON_MARS", F::Unknown("ON_MARS".into())),
    ] {
        let world = StandIn::answering([one(word, json!([]))]);
        assert_eq!(v2(&world).get(&key()).await.unwrap().unwrap().status, status);
    }
    let mut half = order("PROCESSING", json!([]));
    half["lineItems"][0]["amount"]["value"] = json!("1.5");
    let world = StandIn::answering([
        ok(json!({"order": half.clone()})),
        ok(json!({"orders": [half, order("COMPLETE", json!([]))]})),
    ]);
    let v2 = v2(&world);
    assert!(matches!(v2.get(&key()).await, Err(ChannelError::Malformed { path, .. }) if path.contains("lineItems[0]")));
    let page = v2.changed(at("2026-09-01T10:00:00Z"), None).await.unwrap();
    assert_eq!((page.records.good.len(), page.records.bad.len()), (1, 1));
    assert!(!page.records.bad[0].payload.contains("Practice Buyer"), "no buyer is set aside");
    assert_eq!(world.asked()[1].query, "updatedAfter=2026-09-01T10%3A00%3A00Z&shipments=INCLUDE");
}

/// F073, F074: a required plain box that the offers or constraints speak against is a no.
#[tokio::test(start_paused = true)]
async fn f073_a_preview_that_does_not_honour_a_required_box_is_a_no() {
    let offer = |option: &str| {
        json!({"plannedShipments": [{"items": [
                {"productIdentifier": {"amazonSku": "MUG-1"}, "amount": {"value": "2"}},
                {"productIdentifier": {"amazonSku": "CAP-1"}, "amount": {"value": "1.0"}}],
            "offers": [{"estimatedPrice": {"rollupPrices": [], "totalPrice": {"currencyCode": "USD", "amount": "6.17"}},
                "fulfillmentConfiguration": {"serviceLevel": {"serviceTier": "STANDARD",
                    "deliveryInterval": {"startTime": "2026-09-04T10:00:00Z", "endTime": "2026-09-05T10:00:00Z"}},
                    "services": {"packaging": {"packagingOption": option}}}}]}]})
    };
    let plan = ExportPlan { features: vec![wish(FeatureName::BlankBox, true)], ..plan() };
    let world = StandIn::answering([
        ok(offer("UNBRANDED")),
        ok(offer("ANY")),
        ok(json!({"plannedShipments": [],
        "constraints": [{"type": "ValidationError", "code": "ItemQuantityNotAvailable", "message": "MUG-1 is out of stock."}]})),
    ]);
    let v2 = v2(&world);
    let good = v2.preview(&plan).await.unwrap();
    assert!(good.fulfillable && good.reasons.is_empty(), "{good:?}");
    assert_eq!((good.fee.unwrap().to_string(), good.arrives_by), ("6.17 USD".into(), Some(at("2026-09-05T10:00:00Z"))));
    assert!(!v2.preview(&plan).await.unwrap().fulfillable);
    let none = v2.preview(&plan).await.unwrap();
    assert_eq!(
        (none.fulfillable, none.reasons),
        (false, vec!["ItemQuantityNotAvailable: MUG-1 is out of stock.".to_owned()])
    );
    assert_eq!(none.unfulfillable.len(), 2);
}
