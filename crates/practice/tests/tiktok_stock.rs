//! Listings and stock (F110–F114, F423; tiktok-shop fact sheet 10).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod tiktok_support;

use serde_json::{Value, json};
use shopferry_practice::fault::Fault;
use shopferry_practice::tiktok::{BUNDLE_SKU, NewOrder};
use shopferry_practice::world::lock;
use tiktok_support::Desk;

const INVENTORY: &str = "/product/202309/inventory/search";

/// Product id, SKU id and warehouses of a seller SKU.
fn listed(desk: &Desk, seller_sku: &str) -> (String, String, Vec<String>) {
    desk.with(|world, _| {
        let sku = world.tiktok.listings.by_seller_sku(seller_sku).expect("listed");
        (sku.product_id.clone(), sku.id.clone(), sku.warehouse_ids.clone())
    })
}

async fn figures(desk: &Desk, sku_id: &str) -> Value {
    desk.post(INVENTORY, &[], &json!({ "sku_ids": [sku_id] })).await.data()["inventory"][0]["skus"][0].clone()
}

async fn set(desk: &Desk, product_id: &str, sku_id: &str, places: Value) -> Value {
    let path = format!("/product/202309/products/{product_id}/inventory/update");
    let reply = desk.post(&path, &[], &json!({ "skus": [{ "id": sku_id, "inventory": places }] })).await;
    assert_eq!(reply.code(), 0, "refused rows come beside code 0: {}", reply.body);
    reply.body["data"]["errors"][0].clone()
}

#[tokio::test(start_paused = true)]
async fn f423_committed_units_are_shown_apart() {
    let desk = Desk::open(11);
    let sku = desk.sku(0);
    let (_, id, _) = listed(&desk, &sku);
    let before = figures(&desk, &id).await["total_available_quantity"].as_i64().expect("a number");
    let order = desk.buy_and_wait(NewOrder::of(&[(&sku, 3)])).await;
    let now = figures(&desk, &id).await;
    assert_eq!(
        (now["total_available_quantity"].as_i64(), now["total_committed_quantity"].as_i64()),
        (Some(before - 3), Some(3))
    );
    assert_eq!(now["warehouse_inventory"][0]["committed_quantity"], 3);
    desk.ship(&order, "TBA123456789012", "Amazon").await.data();
    let now = figures(&desk, &id).await;
    assert_eq!(
        (now["total_available_quantity"].as_i64(), now["total_committed_quantity"].as_i64()),
        (Some(before - 3), Some(0))
    );
}

#[tokio::test(start_paused = true)]
async fn an_update_sets_the_sellable_number_and_leaves_the_committed_one() {
    let desk = Desk::open(11);
    let sku = desk.sku(0);
    let (product, id, warehouses) = listed(&desk, &sku);
    desk.buy(NewOrder::of(&[(&sku, 2)]));
    assert_eq!(set(&desk, &product, &id, json!([{ "warehouse_id": warehouses[0], "quantity": 7 }])).await, Value::Null);
    let now = figures(&desk, &id).await;
    assert_eq!(
        (now["total_available_quantity"].as_i64(), now["total_committed_quantity"].as_i64()),
        (Some(7), Some(2))
    );
    assert_eq!(
        set(&desk, &product, &id, json!([{ "quantity": 5 }])).await,
        Value::Null,
        "one warehouse need not be named"
    );
    assert_eq!(figures(&desk, &id).await["total_available_quantity"], 5);
}

#[tokio::test(start_paused = true)]
async fn f114_zero_is_accepted_unless_the_platform_refuses_it() {
    let desk = Desk::open(11);
    let (product, id, warehouses) = listed(&desk, &desk.sku(0));
    let zero = || json!([{ "warehouse_id": warehouses[0], "quantity": 0 }]);
    assert_eq!(set(&desk, &product, &id, zero()).await, Value::Null);
    lock(&desk.world).faults.set(&[Fault::ZeroRefused]);
    let row = set(&desk, &product, &id, zero()).await;
    assert_eq!(row["detail"]["extra_errors"][0]["code"], 12_052_055);
    assert_eq!(row["detail"]["sku_id"], json!(id));
}

#[tokio::test(start_paused = true)]
async fn all_warehouses_of_a_sku_must_be_given_and_no_others() {
    let desk = Desk::open(11);
    let (sku, product, warehouses) = desk.with(|world, _| {
        let found = world.tiktok.listings.skus().find(|sku| sku.warehouse_ids.len() == 2).expect("one lies in both");
        (found.id.clone(), found.product_id.clone(), found.warehouse_ids.clone())
    });
    let returns =
        desk.with(|world, _| world.tiktok.warehouses().iter().find(|place| place.is_return).expect("one").id.clone());
    let place = |id: &str, quantity: i64| json!({ "warehouse_id": id, "quantity": quantity });
    let both = json!([place(&warehouses[0], 4), place(&warehouses[1], 1)]);
    assert_eq!(set(&desk, &product, &sku, both).await, Value::Null);
    assert_eq!(set(&desk, &product, &sku, json!([place(&warehouses[0], 4)])).await["code"], 12_052_533);
    let foreign = set(&desk, &product, &sku, json!([place("1", 4)])).await;
    assert_eq!(
        (foreign["code"].as_i64(), foreign["detail"]["extra_errors"][0]["code"].as_i64()),
        (Some(12_052_990), Some(12_052_097))
    );
    let wrong = set(&desk, &product, &sku, json!([place(&returns, 4)])).await;
    assert_eq!(wrong["detail"]["extra_errors"][0]["code"], 12_052_532);
    let much = set(&desk, &product, &sku, json!([place(&warehouses[0], 100_000), place(&warehouses[1], 1)])).await;
    assert_eq!(much["detail"]["extra_errors"][0]["code"], 12_052_055);
    assert_eq!(figures(&desk, &sku).await["total_available_quantity"], 5, "refused rows change nothing");
}

#[tokio::test(start_paused = true)]
async fn a_bad_row_does_not_stop_the_good_ones() {
    let desk = Desk::open(11);
    let (product, id, _) = listed(&desk, &desk.sku(0));
    let path = format!("/product/202309/products/{product}/inventory/update");
    let row = |id: &str, quantity: i64| json!({ "id": id, "inventory": [{ "quantity": quantity }] });
    let reply = desk.post(&path, &[], &json!({ "skus": [row(&id, 9), row("5", 1), row(&id, 8)] })).await;
    let codes: Vec<i64> =
        reply.data()["errors"].as_array().expect("rows").iter().filter_map(|row| row["code"].as_i64()).collect();
    assert_eq!(codes, [12_052_556, 12_052_553]);
    assert_eq!(figures(&desk, &id).await["total_available_quantity"], 9);
    assert_eq!(
        desk.post("/product/202309/products/1/inventory/update", &[], &json!({ "skus": [row(&id, 9)] })).await.code(),
        12_052_032
    );
    let (product, bundle, _) = listed(&desk, BUNDLE_SKU);
    assert_eq!(set(&desk, &product, &bundle, json!([{ "quantity": 3 }])).await["code"], 12_052_850);
}

#[tokio::test(start_paused = true)]
async fn a_bundles_stock_is_what_its_parts_allow() {
    let desk = Desk::open(11);
    let (_, bundle, _) = listed(&desk, BUNDLE_SKU);
    let parts = desk.with(|world, _| world.tiktok.listings.sku(&bundle).expect("listed").contents.clone());
    let part = desk.with(|world, _| world.tiktok.listings.sku(&parts[1].0).expect("listed").seller_sku.clone());
    desk.with(|world, now_ms| world.tiktok.set_stock(&part, 5, now_ms).expect("set"));
    assert_eq!(figures(&desk, &bundle).await["total_available_quantity"], 2, "two of five fit twice");
    desk.buy(NewOrder::of(&[(BUNDLE_SKU, 1)]));
    assert_eq!(figures(&desk, &parts[1].0).await["total_committed_quantity"], 2);
}

#[tokio::test(start_paused = true)]
async fn inventory_search_has_its_limits() {
    let desk = Desk::open(11);
    assert_eq!(desk.post(INVENTORY, &[], &json!({})).await.code(), 12_019_008);
    let many = vec!["1"; 601];
    assert_eq!(desk.post(INVENTORY, &[], &json!({ "sku_ids": many })).await.code(), 12_019_114);
    let all: Vec<String> = desk.with(|world, _| world.tiktok.listings.skus().map(|sku| sku.id.clone()).collect());
    let found = desk.post(INVENTORY, &[], &json!({ "sku_ids": all })).await;
    let rows: usize = found.data()["inventory"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["skus"].as_array().map(Vec::len))
        .sum();
    assert_eq!(rows, all.len());
}

#[tokio::test(start_paused = true)]
async fn products_are_listed_in_pages_in_every_version() {
    let desk = Desk::open(11);
    for version in ["202502", "202312", "202309"] {
        let path = format!("/product/{version}/products/search");
        let (mut seen, mut token, mut total) = (Vec::new(), String::new(), 0);
        loop {
            let mut query = vec![("page_size", "5")];
            if !token.is_empty() {
                query.push(("page_token", token.as_str()));
            }
            let page = desk.post(&path, &query, &json!({ "status": "ACTIVATE" })).await;
            total = page.data()["total_count"].as_u64().unwrap_or(total);
            seen.extend(page.data()["products"].as_array().expect("products").iter().map(|row| row["id"].clone()));
            token = page.data()["next_page_token"].as_str().unwrap_or_default().to_owned();
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(seen.len() as u64, total, "{version}");
        assert_eq!(total, 17, "13 things in three colours, three packs and a bundle");
    }
    let sku = desk.sku(4);
    let found =
        desk.post("/product/202502/products/search", &[("page_size", "5")], &json!({ "seller_skus": [sku] })).await;
    assert_eq!(found.data()["total_count"], 1);
    assert_eq!(found.data()["products"][0]["skus"].as_array().map(Vec::len), Some(3), "variants of one product");
    let id = found.data()["products"][0]["id"].as_str().expect("an id").to_owned();
    let product = desk.get(&format!("/product/202309/products/{id}"), &[]).await;
    assert_eq!(product.data()["skus"].as_array().map(Vec::len), Some(3));
    let drafts =
        desk.post("/product/202502/products/search", &[("page_size", "5")], &json!({ "status": "DRAFT" })).await;
    assert_eq!(drafts.data()["products"][0]["skus"][0]["seller_sku"], "", "a draft may lack its code");
    assert_eq!(desk.get("/product/202309/products/1", &[]).await.code(), 12_052_032);
}
