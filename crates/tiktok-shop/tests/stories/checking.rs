//! Testing a connection (F006, F016).

use crate::support::*;
use chrono::TimeDelta;
use serde_json::json;
use shopferry_channel::{CheckOutcome, SalesChannel};
use shopferry_domain::ReasonCode;

const SHOPS: &str = "/authorization/202309/shops";
const READS: [&str; 5] = [
    "/order/202309/orders/search",
    "/fulfillment/202309/packages/search",
    "/logistics/202309/warehouses",
    "/product/202502/products/search",
    "/return_refund/202602/cancellations/search",
];

fn well() -> Stub {
    let shops = json!({"shops": [{"id": "7495000000000000001", "cipher": "c", "region": "US"}]});
    READS.iter().fold(Stub::new().on(SHOPS, dated(ok(shops), at(NOW))), |stub, path| stub.on(path, ok(json!({}))))
}

fn failed(outcome: &CheckOutcome) -> Option<ReasonCode> {
    match outcome {
        CheckOutcome::Failed(reason) => Some(reason.code),
        CheckOutcome::Passed | CheckOutcome::Warned(_) => None,
    }
}

#[tokio::test(start_paused = true)]
async fn one_harmless_read_for_each_permission() {
    let stub = well();
    let steps = shop_in("US", &stub).check().await.unwrap();
    let scopes: Vec<_> = steps.iter().map(|step| step.scope.as_str()).collect();
    assert_eq!(
        scopes,
        [
            "seller.authorization.info",
            "seller.order.info",
            "seller.fulfillment.basic",
            "seller.logistics",
            "seller.product.basic",
            "seller.return_refund.basic"
        ]
    );
    assert!(steps.iter().all(|step| step.outcome == CheckOutcome::Passed), "{steps:?}");
    assert_eq!(steps[5].clock_difference_secs, Some(0));
    assert!(stub.seen().iter().all(|seen| seen.query.get("page_size").is_none_or(|n| n == "1")));
    assert_eq!(stub.seen().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_missing_permission_is_named_and_the_rest_is_tried() {
    let shops = json!({"shops": [{"id": "7495000000000000001", "cipher": "c"}]});
    let stub = READS.iter().fold(Stub::new().on(SHOPS, ok(shops)), |stub, path| {
        let answer = if path.contains("packages") { no(401, 105_005, "Access denied") } else { ok(json!({})) };
        stub.on(path, answer)
    });
    let steps = shop_in("US", &stub).check().await.unwrap();
    let faults: Vec<_> = steps.iter().map(|step| failed(&step.outcome)).collect();
    assert_eq!(faults, [None, None, Some(ReasonCode::MissingScope), None, None, None], "F006");
}

#[tokio::test(start_paused = true)]
async fn what_concerns_the_whole_connection_ends_the_test() {
    let cases = [
        (no(401, 106_001, "Invalid sign"), ReasonCode::WrongKeys),
        (no(400, 36_009_004, "Invalid 'app_key' query parameter"), ReasonCode::WrongKeys),
        (no(401, 36_009_043, "shop inactive"), ReasonCode::ShopInactive),
        (ok(json!({"shops": []})), ReasonCode::NeedsSignIn),
        (Outcome::NeverLeft, ReasonCode::Offline),
    ];
    for (answer, reason) in cases {
        let stub = Stub::new().on(SHOPS, answer);
        let steps = shop_in("US", &stub).check().await.unwrap();
        assert_eq!((steps.len(), failed(&steps[0].outcome)), (1, Some(reason)));
    }
    let allow_list = Stub::new().on(SHOPS, no(403, 36_009_033, "IP not allowed"));
    let steps = shop_in("US", &allow_list).check().await.unwrap();
    assert_eq!(failed(&steps[0].outcome), Some(ReasonCode::AddressNotAllowed));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_worth_a_word() {
    let steps = shop_with("US", &well(), held(), TimeDelta::seconds(-90)).check().await.unwrap();
    assert_eq!(steps[0].clock_difference_secs, Some(90));
    assert!(matches!(&steps[0].outcome, CheckOutcome::Warned(words) if words.contains("90 s")));
}
