//! Cancelling, and answering buyers' requests (F102, F103).

use crate::support::*;
use serde_json::{Value, json};
use shopferry_channel::{CancelDesk, CancellationStatus, ChannelError, Refusal, RefusalKind, Result, SalesChannel};
use shopferry_domain::{CancellationId, LineId, ReasonCode, RemoteOrderId};

const ELIGIBLE: &str = "/return_refund/202602/orders/576/aftersale_eligibility";
const ELIGIBLE_OLD: &str = "/return_refund/202309/orders/576/aftersale_eligibility";
const CANCEL: &str = "/return_refund/202602/cancellations";
const CANCEL_OLD: &str = "/return_refund/202309/cancellations";
const APPROVE: &str = "/return_refund/202309/cancellations/4035/approve";
const REJECT: &str = "/return_refund/202309/cancellations/4035/reject";
const LACK: &str = "seller_cancel_reason_out_of_stock";
const PRICE: &str = "seller_cancel_reason_wrong_price";

fn order_id() -> RemoteOrderId {
    RemoteOrderId::new("576").unwrap()
}

fn request() -> CancellationId {
    CancellationId::new("4035").unwrap()
}

fn line_id(id: &str) -> LineId {
    LineId::new(id).unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(ChannelError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn told(lines: &[&str], eligible: bool, reasons: &[&str]) -> Value {
    json!({"sku_id": "77", "line_item_eligibility": [
        {"request_type": "CANCEL", "eligible": eligible, "order_line_items_ids": lines, "available_reason_names": reasons,
         "ineligible_reason": if eligible { "" } else { "The package has left" }},
        {"request_type": "REFUND", "eligible": true, "order_line_items_ids": lines, "available_reason_names": ["other"]}
    ]})
}

// F102
#[tokio::test(start_paused = true)]
async fn what_may_be_cancelled_and_why_comes_from_the_platform() {
    let answer = json!({"sku_eligibility": [
        told(&["1000", "999"], true, &[LACK, PRICE]), told(&["1001"], true, &[LACK]), told(&["1002"], false, &[])
    ]});
    let stub = Stub::new().on(ELIGIBLE, ok(answer));
    let us = shop_in("US", &stub);
    let found = us.cancel_desk().unwrap().eligibility(&order_id()).await.unwrap();
    let query = &stub.at(ELIGIBLE)[0].query;
    assert_eq!((query["initiate_aftersale_user"].as_str(), query["request_types"].as_str()), ("SELLER", "CANCEL"));
    let lines: Vec<_> = found.lines.iter().map(|l| (l.line.as_str(), l.eligible)).collect();
    assert_eq!(lines, [("1000", true), ("1001", true), ("1002", false), ("999", true)], "refunds are another matter");
    assert_eq!(found.lines[2].why_not.as_deref(), Some("The package has left"));
    let all = found.reasons_for_all();
    assert_eq!(all.len(), 1, "only what every line may be cancelled for: {all:?}");
    assert_eq!((all[0].name.as_str(), all[0].text.as_str()), (LACK, "Out of stock"));
    let single = found.reasons_for_line(&line_id("1000"));
    assert_eq!(
        single.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(),
        [LACK],
        "single lines only for lack of stock"
    );
    assert!(found.reasons_for_line(&line_id("1002")).is_empty());

    let found = shop_in("DE", &stub).cancel_desk().unwrap().eligibility(&order_id()).await.unwrap();
    assert!(found.reasons_for_line(&line_id("1000")).is_empty(), "single lines only in US and GB");
    assert_eq!(found.reasons_for_all().len(), 1);
}

// F102
#[tokio::test(start_paused = true)]
async fn the_older_eligibility_names_lines_without_reasons() {
    let rows = json!({"sku_eligibility": [{"sku_id": "77", "line_item_eligibility": [
        {"eligible": true, "order_line_items_ids": null, "order_line_list": [{"order_line_item_id": 999}, "1000", {"x": 1}]}
    ]}, {"line_item_eligibility": null}]});
    let stub = Stub::new().on(ELIGIBLE_OLD, ok(rows));
    let found = shop_in("GB", &stub).cancel_desk().unwrap().eligibility(&order_id()).await.unwrap();
    assert_eq!(found.lines.iter().map(|l| l.line.as_str()).collect::<Vec<_>>(), ["1000", "999"]);
    assert!(found.reasons_for_all().is_empty() && found.lines.iter().all(|l| l.eligible));
    assert!(!stub.at(ELIGIBLE_OLD)[0].query.contains_key("request_types"), "the older version does not take it");
}

// F102
#[tokio::test(start_paused = true)]
async fn an_order_or_its_lines_are_cancelled_in_either_version() {
    let done = json!({"cancel_id": "4035", "cancel_status": "CANCELLATION_REQUEST_SUCCESS"});
    let stub = Stub::new().on(CANCEL, ok(done.clone()));
    let receipt = shop_in("US", &stub).cancel_desk().unwrap().cancel(&order_id(), None, PRICE).await.unwrap();
    assert_eq!((receipt.id, receipt.status), (Some(request()), CancellationStatus::Done));
    assert_eq!(stub.at(CANCEL)[0].body, json!({"order_id": "576", "cancel_reason": PRICE}));
    let lines = [line_id("999"), line_id("1000")];
    shop_in("GB", &stub).cancel_desk().unwrap().cancel(&order_id(), Some(&lines), LACK).await.unwrap();
    assert_eq!(
        stub.at(CANCEL)[1].body["order_line_list"],
        json!([{"order_line_item_id": "999"}, {"order_line_item_id": "1000"}])
    );
    let stub = Stub::new().on(CANCEL_OLD, ok(done));
    shop_in("US", &stub).cancel_desk().unwrap().cancel(&order_id(), Some(&lines), LACK).await.unwrap();
    assert_eq!(stub.at(CANCEL_OLD)[0].body["order_line_item_ids"], json!(["999", "1000"]));
}

// F102
#[tokio::test(start_paused = true)]
async fn what_the_region_does_not_allow_never_leaves() {
    let stub = Stub::new();
    for (region, lines) in [("DE", vec![line_id("999")]), ("US", vec![])] {
        let shop = shop_in(region, &stub);
        let no = refusal(shop.cancel_desk().unwrap().cancel(&order_id(), Some(&lines), LACK).await);
        assert_eq!((no.reason, no.code.as_str()), (ReasonCode::CancelSingleLines, "not_sent"));
    }
    assert_eq!(stub.paths(), Vec::<String>::new(), "an empty list would mean all lines");
    assert!(shop_in("ZZ", &stub).cancel_desk().is_none(), "an unknown region is read only (F008)");
}

// F102, F103
#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_an_unknown_outcome_and_is_sent_once() {
    for path in [CANCEL, APPROVE, REJECT] {
        let stub = Stub::new().on(path, Outcome::Lost);
        let shop = shop_in("US", &stub);
        let desk = shop.cancel_desk().unwrap();
        let end = match path {
            CANCEL => desk.cancel(&order_id(), None, LACK).await.map(|_| ()),
            APPROVE => desk.approve(&request()).await,
            _ => desk.reject(&request(), "because").await,
        };
        assert!(matches!(end, Err(ChannelError::OutcomeUnknown { .. })), "{path}: {end:?}");
        assert_eq!(stub.at(path).len(), 1, "{path}");
    }
}

// F103
#[tokio::test(start_paused = true)]
async fn a_request_is_approved_or_rejected_with_a_reason_of_its_own_list() {
    let reasons = json!({"reasons": [
        {"name": "seller_reject_apply_product_has_been_packed", "text": "Product has been packed"},
        {"name": "x_reject_reason_buyer_agree"}, {"text": "no name"}
    ]});
    let stub = Stub::new()
        .on("/return_refund/202309/reject_reasons", ok(reasons))
        .on(APPROVE, ok(json!({})))
        .on(REJECT, ok(Value::Null));
    let shop = shop_in("US", &stub);
    let desk: &dyn CancelDesk = shop.cancel_desk().unwrap();
    let listed = desk.reject_reasons(&request()).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|r| (r.name.as_str(), r.text.as_str())).collect();
    let packed = ("seller_reject_apply_product_has_been_packed", "Product has been packed");
    assert_eq!(listed, [packed, ("x_reject_reason_buyer_agree", "Buyer agree")]);
    assert_eq!(stub.seen()[0].query["return_or_cancel_id"], "4035");
    desk.approve(&request()).await.unwrap();
    desk.reject(&request(), packed.0).await.unwrap();
    assert_eq!(stub.at(APPROVE)[0].body, json!({}));
    assert_eq!(stub.at(REJECT)[0].body, json!({"reject_reason": packed.0}));
}

// F102, F103
#[tokio::test(start_paused = true)]
async fn refusals_say_what_became_of_the_request() {
    use ReasonCode as Why;
    let rows = [
        (25_020_009, RefusalKind::AlreadyDone, Why::CancelOpen),
        (25_020_003, RefusalKind::TooLate, Why::RequestDecided),
        (25_001_045, RefusalKind::TooLate, Why::CancelAfterShipping),
        (25_001_020, RefusalKind::Other, Why::CancelReasonRefused),
        (77, RefusalKind::Other, Why::CancelRefused),
    ];
    for (code, kind, reason) in rows {
        let stub = Stub::new().on(APPROVE, no(200, code, "no"));
        let no = refusal(shop_in("US", &stub).cancel_desk().unwrap().approve(&request()).await);
        assert_eq!((no.kind, no.reason), (kind, reason), "{code}");
    }
}
