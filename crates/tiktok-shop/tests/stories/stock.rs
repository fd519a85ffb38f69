//! Listings, stock, places and cancellations (F015, F100, F115, F423).

use crate::support::*;
use serde_json::{Value, json};
use shopferry_channel::{
    CancellationStatus, ChannelError, RefusalKind, SalesChannel, StockResult, StockWrite, WarehouseState,
};
use shopferry_domain::{ListingSkuId, ProductId, ReasonCode, WarehouseId};

const PRODUCTS: &str = "/product/202502/products/search";
const STOCK: &str = "/product/202309/inventory/search";
const UPDATE: &str = "/product/202309/products/55/inventory/update";

fn sku(id: &str) -> ListingSkuId {
    ListingSkuId::new(id).unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_variant_of_a_product_is_a_listing() {
    let page = json!({"next_page_token": "p+2=", "total_count": 3, "products": [
        {"id": "55", "title": "Mug", "status": "ACTIVATE", "skus": [
            {"id": "77", "seller_sku": "MUG-1", "status_info": {"status": "NORMAL"}},
            {"id": "78", "seller_sku": "", "status_info": {"status": "DEACTIVATED", "deactivation_source": "SELLER"}}
        ]},
        {"id": "56", "title": "Plate", "status": "SELLER_DEACTIVATED", "skus": [{"id": "79", "seller_sku": "PLATE"}]},
        {"id": "57", "status": "DELETED", "skus": [{"id": "80"}]},
        {"id": "58", "status": "ACTIVATE", "skus": [{"id": null}]},
        {"id": "59", "title": "Not for sale", "status": "ACTIVATE", "is_not_for_sale": true, "skus": [{"id": "81"}]}
    ]});
    let stub = Stub::new().on(PRODUCTS, ok(page));
    let shop = shop_in("US", &stub);
    let page = shop.listings().unwrap().listings(None).await.unwrap();
    let told: Vec<_> = page
        .records
        .good
        .iter()
        .map(|l| (l.sku.as_str(), l.product.as_str(), l.seller_sku.as_ref().map(|s| s.as_str()), l.live))
        .collect();
    assert_eq!(
        told,
        [
            ("77", "55", Some("MUG-1"), true),
            ("78", "55", None, false),
            ("79", "56", Some("PLATE"), false),
            ("81", "59", None, false)
        ]
    );
    assert_eq!(page.records.bad[0].id.as_deref(), Some("58"));
    assert_eq!(page.records.bad[0].fault, "skus[0].id: it is missing");
    assert_eq!(stub.seen()[0].body, json!({"status": "ALL"}));
    shop.listings().unwrap().listings(page.next.as_ref()).await.unwrap();
    assert_eq!(stub.seen()[1].query["page_token"], "p+2=");
}

#[tokio::test(start_paused = true)]
async fn stock_is_read_for_six_hundred_variants_a_call_and_unknown_is_not_zero() {
    let answer = json!({"inventory": [{"product_id": "55", "skus": [
        {"id": "77", "warehouse_inventory": [
            {"warehouse_id": "1", "available_quantity": 10, "committed_quantity": 2},
            {"warehouse_id": "2", "available_quantity": -3, "committed_quantity": 0}
        ]},
        {"id": "78", "warehouse_inventory": [{"warehouse_id": "1", "committed_quantity": 2}]}
    ]}]});
    let stub = Stub::new().on(STOCK, ok(answer)).on(STOCK, ok(Value::Null));
    let many: Vec<_> = (1..=601).map(|n| sku(&n.to_string())).collect();
    let records = shop_in("US", &stub).listings().unwrap().read(&many).await.unwrap();
    let held: Vec<_> =
        records.good[0].warehouses.iter().map(|w| (w.warehouse.as_str(), w.available, w.committed)).collect();
    assert_eq!(held, [("1", 10, 2), ("2", 0, 0)]);
    assert_eq!(records.bad[0].id.as_deref(), Some("78"));
    assert_eq!(records.bad[0].fault, "warehouse_inventory[0].available_quantity: it is missing");
    let asked: Vec<_> = stub.seen().iter().map(|seen| seen.body["sku_ids"].as_array().unwrap().len()).collect();
    assert_eq!(asked, [600, 1]);
}

fn write(id: &str, quantities: &[(&str, u32)]) -> StockWrite {
    let quantities = quantities.iter().map(|(place, n)| (WarehouseId::new(place).unwrap(), *n)).collect();
    StockWrite { sku: sku(id), quantities }
}

async fn written(region: &str, stub: &Stub, writes: &[StockWrite]) -> Vec<StockResult> {
    let product = ProductId::new("55").unwrap();
    shop_in(region, stub).listings().unwrap().write(&product, writes).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn all_warehouses_of_a_variant_are_written_and_each_variant_has_its_own_end() {
    let errors = json!({"errors": [{"code": 12_052_990, "message": "Check failed", "detail": {
        "sku_id": "78", "extra_errors": [{"warehouse_id": "1", "code": 12_052_531, "message": "The warehouse is disabled."}]
    }}]});
    let stub = Stub::new().on(UPDATE, ok(errors));
    let results = written("US", &stub, &[write("77", &[("1", 5), ("2", 0)]), write("78", &[("1", 7)])]).await;
    assert_eq!(
        stub.seen()[0].body,
        json!({"skus": [
            {"id": "77", "inventory": [{"warehouse_id": "1", "quantity": 5}, {"warehouse_id": "2", "quantity": 0}]},
            {"id": "78", "inventory": [{"warehouse_id": "1", "quantity": 7}]}
        ]}),
        "F115: none added or left out"
    );
    assert_eq!(results[0].outcome, Ok(()));
    let refusal = results[1].outcome.clone().unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.reason),
        ("12052531", ReasonCode::NoWarehouse),
        "what is behind the error"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_zero_has_its_own_reason() {
    let out_of_range =
        json!({"errors": [{"code": 12_052_055, "message": "within allowed limits", "detail": {"sku_id": "77"}}]});
    let stub = Stub::new().on(UPDATE, ok(out_of_range.clone()));
    let zero = written("US", &stub, &[write("77", &[("1", 0)])]).await;
    assert_eq!(zero[0].outcome.clone().unwrap_err().reason, ReasonCode::ZeroRefused);
    let stub = Stub::new().on(UPDATE, ok(out_of_range));
    let large = written("US", &stub, &[write("77", &[("1", 99_999)])]).await;
    assert_eq!(large[0].outcome.clone().unwrap_err().reason, ReasonCode::StockRefused);
}

#[tokio::test(start_paused = true)]
async fn a_no_to_the_whole_call_is_asked_for_each_variant() {
    let locked = || no(200, 12_052_393, "Product locked for Promotion");
    let stub = Stub::new().on(UPDATE, locked()).on(UPDATE, locked()).on(UPDATE, ok(json!({})));
    let results = written("US", &stub, &[write("77", &[("1", 5)]), write("78", &[("1", 7)])]).await;
    assert_eq!(results[0].outcome.clone().unwrap_err().reason, ReasonCode::StockRefused);
    assert_eq!(results[1].outcome, Ok(()), "an error of one does not drop the others");
    let unnamed = json!({"errors": [{"code": 12_052_990, "message": "Check failed"}]});
    let stub = Stub::new().on(UPDATE, ok(unnamed));
    let results = written("US", &stub, &[write("77", &[("1", 5)]), write("78", &[("1", 7)])]).await;
    assert!(results.iter().all(|result| result.outcome.is_err()), "an error that names nobody is about everybody");
}

#[tokio::test(start_paused = true)]
async fn an_absolute_number_is_repeated_and_a_lasting_silence_is_told() {
    let stub = Stub::new().on(UPDATE, Outcome::Lost).on(UPDATE, ok(json!({})));
    assert_eq!(written("US", &stub, &[write("77", &[("1", 5)])]).await[0].outcome, Ok(()));
    assert_eq!(stub.seen().len(), 2);
    let silent = Stub::new().on(UPDATE, Outcome::Lost);
    let product = ProductId::new("55").unwrap();
    let shop = shop_in("US", &silent);
    let end = shop.listings().unwrap().write(&product, &[write("77", &[("1", 5)])]).await;
    assert!(matches!(end, Err(ChannelError::OutcomeUnknown { .. })));
    let unknown_region = Stub::new();
    let results = written("ZZ", &unknown_region, &[write("77", &[("1", 5)])]).await;
    assert_eq!(results[0].outcome.clone().unwrap_err().kind, RefusalKind::NotThisRegion, "F008: read only");
    assert!(unknown_region.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn warehouses_and_their_delivery_options_are_read() {
    const PLACES: &str = "/logistics/202309/warehouses";
    let places = json!({"warehouses": [
        {"id": "1", "name": "Main", "effect_status": "ENABLED", "type": "SALES_WAREHOUSE", "is_default": true},
        {"id": "2", "name": "Main", "effect_status": "ENABLED", "type": "RETURN_WAREHOUSE"},
        {"id": "3", "name": "Away", "effect_status": "RESTRICTED", "type": "SALES_WAREHOUSE"},
        {"id": "4", "name": "Odd", "effect_status": "SLEEPING", "type": "SALES_WAREHOUSE"}
    ]});
    let stub = Stub::new().on(PLACES, ok(places)).on(
        "/logistics/202309/warehouses/1/delivery_options",
        ok(json!({"delivery_options": [{"id": "7091", "name": "Std", "type": "STANDARD"}]})),
    );
    let shop = shop_in("US", &stub);
    let places = shop.places().unwrap();
    let told: Vec<_> = places.warehouses().await.unwrap();
    assert_eq!(
        told.iter().map(|w| (w.is_sales, w.is_default)).collect::<Vec<_>>(),
        [(true, true), (false, false), (true, false), (true, false)]
    );
    assert_eq!(
        (&told[2].state, &told[3].state),
        (&WarehouseState::Restricted, &WarehouseState::Unknown("SLEEPING".to_owned()))
    );
    let options = places.delivery_options(&WarehouseId::new("1").unwrap()).await.unwrap();
    assert_eq!((options[0].id.as_str(), options[0].kind.as_str()), ("7091", "STANDARD"));
    let half = Stub::new().on(PLACES, ok(json!({"warehouses": [{"id": "1"}, {"name": "no id"}]})));
    let fault = shop_in("US", &half).places().unwrap().warehouses().await.unwrap_err();
    assert!(matches!(fault, ChannelError::Malformed { .. }), "F015: half a list would mark places as gone");
}

#[tokio::test(start_paused = true)]
async fn cancellations_are_read_by_update_time_in_either_version() {
    const NEW: &str = "/return_refund/202602/cancellations/search";
    const OLD: &str = "/return_refund/202309/cancellations/search";
    let entry = |id: &str, status: &str| {
        json!({"cancel_id": id, "order_id": "576", "cancel_status": status, "role": "BUYER", "cancel_reason": "code",
            "cancel_reason_text": "Created by mistake", "create_time": NOW - 9, "update_time": NOW,
            "seller_next_action_response": [{"action": "SELLER_RESPOND_BUYER_CANCEL", "deadline": NOW + 600}]})
    };
    let page = json!({"next_page_token": "", "cancellations": [
        entry("1", "CANCELLATION_REQUEST_PENDING"), entry("2", "CANCELLATION_REQUEST_SUCCESS"),
        entry("3", "CANCELLATION_REQUEST_COMPLETE"), entry("4", "CANCELLATION_REQUEST_CANCEL"),
        entry("5", "CANCELLATION_REQUEST_CANCELLED"), entry("6", "CANCELLATION_REQUEST_MULLED"), {"cancel_id": "7"}
    ]});
    let stub = Stub::new().on(OLD, ok(page));
    let shop = shop_in("US", &stub);
    let page = shop.cancellations().unwrap().changed(at(NOW - 600), None).await.unwrap();
    use CancellationStatus as S;
    let states: Vec<_> = page.records.good.iter().map(|c| c.status.clone()).collect();
    let unknown = S::Unknown("CANCELLATION_REQUEST_MULLED".to_owned());
    assert_eq!(states, [S::Asked, S::Done, S::Done, S::Withdrawn, S::Withdrawn, unknown]);
    let first = &page.records.good[0];
    assert_eq!((first.reason.as_deref(), first.answer_by), (Some("Created by mistake"), Some(at(NOW + 600))));
    assert_eq!((page.records.bad[0].id.as_deref(), page.next), (Some("7"), None));
    assert_eq!(stub.paths(), [NEW, OLD]);
    let asked = &stub.at(OLD)[0];
    assert_eq!((asked.query["page_size"].as_str(), asked.query["sort_field"].as_str()), ("50", "update_time"));
    assert_eq!(asked.body, json!({"update_time_ge": NOW - 600}));
}
