//! Every answer of the simulator against the reference's schemas; runs whenever the reference folder is there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod reference;
mod tiktok_support;

use std::collections::BTreeSet;

use reference::{Leave, compare, say, text};
use serde_json::{Value, json};
use shopferry_practice::tiktok::{BUNDLE_SKU, Mark, NewOrder, Scan};
use tiktok_support::{Desk, HOUR, Reply, wait};

/// The one field that the simulator invents, so that clients meet something no schema knows.
const INVENTED: &str = "field_of_a_later_version";

/// The reference and what has been checked against it.
struct Schemas {
    document: Value,
    covered: BTreeSet<String>,
}

impl Schemas {
    fn load() -> Option<Self> {
        let text = text("tiktok-shop.openapi.yaml")?;
        Some(Self { document: serde_norway::from_str(&text).expect("the reference is YAML"), covered: BTreeSet::new() })
    }

    fn check(&mut self, method: &str, path: &str, reply: &Reply) {
        assert_eq!(reply.code(), 0, "{method} {path}: {}", reply.body);
        let operation = &self.document["paths"][path][method];
        assert!(operation.is_object(), "the reference has no {method} {path}");
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let mut faults = Vec::new();
        let leave = Leave { unknown: &[INVENTED], case: false };
        compare(&self.document, &leave, schema, &reply.body, "", &mut faults);
        assert!(faults.is_empty(), "{method} {path}: {faults:#?}");
        self.covered.insert(format!("{method} {path}"));
    }
}

/// Orders of all kinds in all states.
async fn busy_shop() -> (Desk, Vec<String>) {
    let desk = Desk::open_for_months(13);
    let mut ids = Vec::new();
    let marks = [
        Mark::Cod,
        Mark::Sample,
        Mark::Replacement,
        Mark::Exchange,
        Mark::PreOrder,
        Mark::Subscription,
        Mark::Digital,
        Mark::CollectionPoint,
        Mark::PlatformLabel,
        Mark::Fbt,
        Mark::Gift,
        Mark::Dangerous,
        Mark::UnknownKind,
    ];
    for mark in marks {
        ids.push(desk.buy(NewOrder::of(&[(&desk.sku(ids.len()), 1)]).mark(mark)));
    }
    ids.push(desk.buy(NewOrder::of(&[(BUNDLE_SKU, 1), (&desk.sku(0), 2)])));
    wait(4 * HOUR).await;
    let shipped = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 2)])).await;
    desk.ship(&shipped, "TBA123456789012", "Amazon").await.data();
    desk.with(|world, now_ms| world.tiktok.carrier_scan("TBA123456789012", Scan::Delivered, now_ms));
    wait(2 * HOUR).await;
    ids.push(shipped);
    let asked = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(0), 1)])).await;
    desk.with(|world, now_ms| world.tiktok.request_cancel(&asked, now_ms).expect("asked"));
    ids.push(asked);
    let struck = desk.buy(NewOrder::of(&[(&desk.sku(0), 1)]));
    desk.with(|world, now_ms| world.tiktok.request_cancel(&struck, now_ms).expect("cancelled"));
    ids.push(struck);
    (desk, ids)
}

#[tokio::test(start_paused = true)]
async fn every_answer_fits_the_reference() {
    let Some(mut schemas) = Schemas::load() else {
        return;
    };
    let (desk, ids) = busy_shop().await;
    let s = &mut schemas;
    reads_of_orders(s, &desk, &ids).await;
    reads_of_places(s, &desk).await;
    products_and_stock(s, &desk).await;
    shipping(s, &desk).await;
    cancelling(s, &desk).await;
    let fresh = desk.with(|world, now_ms| world.tiktok.access.issue_code(now_ms));
    let code = desk.token("/api/v2/token/get", ("auth_code", &fresh), "authorized_code").await;
    s.check("get", "/api/v2/token/get", &code);
    let token = code.data()["refresh_token"].as_str().expect("a token").to_owned();
    s.check(
        "get",
        "/api/v2/token/refresh",
        &desk.token("/api/v2/token/refresh", ("refresh_token", &token), "refresh_token").await,
    );
    for operation in &schemas.covered {
        say(format_args!("covered: {operation}"));
    }
    assert_eq!(schemas.covered.len(), 43, "every endpoint that can succeed here, in every version");
}

async fn reads_of_orders(s: &mut Schemas, desk: &Desk, ids: &[String]) {
    let list = desk.search(&[("page_size", "100")], &json!({})).await;
    assert_eq!(list.data()["orders"].as_array().map(Vec::len), Some(ids.len()));
    s.check("post", "/order/202309/orders/search", &list);
    for version in ["202507", "202309"] {
        let path = format!("/order/{version}/orders");
        s.check("get", &path, &desk.get(&path, &[("ids", &ids.join(","))]).await);
    }
    for id in ids {
        let reply = desk.get(&format!("/order/202407/orders/{id}/price_detail"), &[]).await;
        s.check("get", "/order/202407/orders/{order_id}/price_detail", &reply);
        let reply = desk.get(&format!("/fulfillment/202309/orders/{id}/tracking"), &[]).await;
        s.check("get", "/fulfillment/202309/orders/{order_id}/tracking", &reply);
        let reply = desk.get(&format!("/logistics/202604/orders/{id}/tracking"), &[]).await;
        s.check("get", "/logistics/202604/orders/{order_id}/tracking", &reply);
    }
    let line = desk.order(&ids[0]).await["line_items"][0]["id"].clone();
    let ours = json!({ "id": "A-1", "platform": "AMAZON", "line_items": [{ "id": "L", "origin_id": line }] });
    let rows = json!({ "orders": [{ "id": ids[0], "external_order": ours }, { "id": "1", "external_order": ours }] });
    s.check(
        "post",
        "/order/202406/orders/external_orders",
        &desk.post("/order/202406/orders/external_orders", &[], &rows).await,
    );
    let reply = desk.get(&format!("/order/202406/orders/{}/external_orders", ids[0]), &[("platform", "AMAZON")]).await;
    s.check("get", "/order/202406/orders/{order_id}/external_orders", &reply);
    let path = "/order/202406/orders/external_order_search";
    s.check("post", path, &desk.post(path, &[("platform", "AMAZON"), ("external_order_id", "A-1")], &json!({})).await);
    let path = "/fulfillment/202309/orders/split_attributes";
    s.check("get", path, &desk.get(path, &[("order_ids", &ids.join(","))]).await);
}

async fn reads_of_places(s: &mut Schemas, desk: &Desk) {
    for path in ["/authorization/202309/shops", "/seller/202309/shops", "/logistics/202309/warehouses"] {
        s.check("get", path, &desk.get(path, &[]).await);
    }
    let (warehouse, option) =
        desk.with(|world, _| (world.tiktok.warehouses()[0].id.clone(), world.tiktok.delivery_options()[0].id.clone()));
    let reply = desk.get(&format!("/logistics/202309/warehouses/{warehouse}/delivery_options"), &[]).await;
    s.check("get", "/logistics/202309/warehouses/{warehouse_id}/delivery_options", &reply);
    let reply = desk.get(&format!("/logistics/202309/delivery_options/{option}/shipping_providers"), &[]).await;
    s.check("get", "/logistics/202309/delivery_options/{delivery_option_id}/shipping_providers", &reply);
    desk.with(|world, _| world.tiktok.readiness.set("RETURN_WAREHOUSE", Some(false)).expect("known"));
    let path = "/product/202312/prerequisites";
    s.check("get", path, &desk.get(path, &[]).await);
    let path = "/fulfillment/202508/tts_tracking_validation";
    s.check("get", path, &desk.get(path, &[("tracking_number", "TBA123456789012")]).await);
}

async fn products_and_stock(s: &mut Schemas, desk: &Desk) {
    for version in ["202502", "202312", "202309"] {
        let path = format!("/product/{version}/products/search");
        s.check("post", &path, &desk.post(&path, &[("page_size", "100")], &json!({})).await);
    }
    let products: Vec<String> =
        desk.with(|world, _| world.tiktok.listings.products().map(|one| one.id.clone()).collect());
    for id in &products {
        let reply = desk.get(&format!("/product/202309/products/{id}"), &[]).await;
        s.check("get", "/product/202309/products/{product_id}", &reply);
    }
    let path = "/product/202309/inventory/search";
    s.check("post", path, &desk.post(path, &[], &json!({ "product_ids": products })).await);
    let rows = json!({ "skus": [{ "id": "1", "inventory": [{ "quantity": 1 }] }] });
    let reply = desk.post(&format!("/product/202309/products/{}/inventory/update", products[0]), &[], &rows).await;
    s.check("post", "/product/202309/products/{product_id}/inventory/update", &reply);
}

async fn shipping(s: &mut Schemas, desk: &Desk) {
    let amazon = desk.carrier("Amazon");
    let info = |number: &str| json!({ "tracking_number": number, "shipping_provider_id": amazon });
    let one = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(2), 1)])).await;
    let reply =
        desk.post(&format!("/fulfillment/202309/orders/{one}/packages"), &[], &info("1Z999AA10123456784")).await;
    assert!(reply.data().get("warning").is_some());
    s.check("post", "/fulfillment/202309/orders/{order_id}/packages", &reply);
    let reply =
        desk.post(&format!("/fulfillment/202309/orders/{one}/shipping_info/update"), &[], &info("TBA7777")).await;
    s.check("post", "/fulfillment/202309/orders/{order_id}/shipping_info/update", &reply);
    for version in ["202610", "202309"] {
        let id = desk.buy_and_wait(NewOrder::of(&[(&desk.sku(2), 1)])).await;
        let number = format!("TBA1{version}");
        let body = json!({ "shipping_info_list": [info(&number)] });
        let reply = desk.post(&format!("/fulfillment/202610/orders/{id}/packages"), &[], &body).await;
        s.check("post", "/fulfillment/202610/orders/{order_id}/packages", &reply);
        let package = reply.data()["package_id"].as_str().expect("an id").to_owned();
        let number = format!("TBA2{version}");
        let body = if version == "202610" { json!({ "shipping_info_list": [info(&number)] }) } else { info(&number) };
        let reply =
            desk.post(&format!("/fulfillment/{version}/packages/{package}/shipping_info/update"), &[], &body).await;
        s.check("post", &format!("/fulfillment/{version}/packages/{{package_id}}/shipping_info/update"), &reply);
        let reply = desk.get(&format!("/fulfillment/202309/packages/{package}"), &[]).await;
        s.check("get", "/fulfillment/202309/packages/{package_id}", &reply);
    }
    let path = "/fulfillment/202309/packages/search";
    s.check("post", path, &desk.post(path, &[("page_size", "50")], &json!({})).await);
}

async fn cancelling(s: &mut Schemas, desk: &Desk) {
    for version in ["202602", "202309"] {
        let order = async || desk.buy_and_wait(NewOrder::of(&[(&desk.sku(3), 1)])).await;
        let id = order().await;
        let reply = desk.get(&format!("/return_refund/{version}/orders/{id}/aftersale_eligibility"), &[]).await;
        s.check("get", &format!("/return_refund/{version}/orders/{{order_id}}/aftersale_eligibility"), &reply);
        let path = format!("/return_refund/{version}/cancellations");
        let body = json!({ "order_id": id, "cancel_reason": "seller_cancel_reason_out_of_stock" });
        s.check("post", &path, &desk.post(&path, &[], &body).await);
        let path = format!("/return_refund/{version}/cancellations/search");
        s.check("post", &path, &desk.post(&path, &[("page_size", "50")], &json!({})).await);
        let path = format!("/return_refund/{version}/returns/search");
        s.check("post", &path, &desk.post(&path, &[], &json!({})).await);
        let id = order().await;
        let cancel_id = desk.with(|world, now_ms| world.tiktok.request_cancel(&id, now_ms).expect("asked"));
        let (word, body) = if version == "202602" {
            ("approve", json!({}))
        } else {
            ("reject", json!({ "reject_reason": "seller_reject_apply_product_has_been_packed" }))
        };
        let reply = desk.get("/return_refund/202309/reject_reasons", &[("return_or_cancel_id", &cancel_id)]).await;
        s.check("get", "/return_refund/202309/reject_reasons", &reply);
        let reply = desk.post(&format!("/return_refund/202309/cancellations/{cancel_id}/{word}"), &[], &body).await;
        s.check("post", &format!("/return_refund/202309/cancellations/{{cancel_id}}/{word}"), &reply);
    }
}
