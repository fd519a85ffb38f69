//! Product list and product detail (tiktok-shop fact sheet 10.3).

use serde_json::{Value, json};

use super::ask::Ask;
use super::endpoint::Outcome;
use super::listing::{Product, Sku};
use super::money::amount;
use super::order_calls::put_next;
use super::page::{Place, cut};
use super::refusal::Refusal;
use super::shop::Shop;
use crate::world::World;

const STATUSES: [&str; 9] = [
    "ALL",
    "DRAFT",
    "PENDING",
    "FAILED",
    "ACTIVATE",
    "SELLER_DEACTIVATED",
    "PLATFORM_DEACTIVATED",
    "FREEZE",
    "DELETED",
];

/// POST `/product/{202502,202312,202309}/products/search`.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let size = ask.page_size(100, None)?;
    let status = ask.word("status", &STATUSES)?.filter(|word| word != "ALL");
    let seller_skus = ask.texts("seller_skus", 100)?;
    if seller_skus.len() > 10 {
        return Err(Refusal::new(12_019_027, "seller_skus: at most 10"));
    }
    let sku_ids = ask.texts("sku_ids", 10)?;
    let made = (ask.moment_ms("create_time_ge")?, ask.moment_ms("create_time_le")?);
    let changed = (ask.moment_ms("update_time_ge")?, ask.moment_ms("update_time_le")?);
    let within = |at_ms: i64, (from, until): (Option<i64>, Option<i64>)| {
        let at_ms = at_ms.div_euclid(1_000) * 1_000;
        from.is_none_or(|from| at_ms >= from) && until.is_none_or(|until| at_ms <= until)
    };
    let shop = &world.tiktok;
    let found: Vec<&Product> = shop
        .listings
        .products()
        .filter(|product| {
            let skus = || product.sku_ids.iter().filter_map(|id| shop.listings.sku(id));
            status.as_ref().is_none_or(|word| product.status == word)
                && within(product.created_ms, made)
                && within(product.updated_ms, changed)
                && (seller_skus.is_empty() || skus().any(|sku| seller_skus.contains(&sku.seller_sku)))
                && (sku_ids.is_empty() || skus().any(|sku| sku_ids.contains(&sku.id)))
        })
        .collect();
    // Ascending by id, which never changes: the documented order is none.
    let place = |product: &&Product| -> Place { (0, product.id.clone()) };
    let page = cut(ask, found, size, true, place, &mut world.faults)?;
    let products: Vec<Value> = page.items.iter().map(|product| summary(shop, product)).collect();
    let mut data = json!({ "total_count": page.total, "products": products });
    put_next(&mut data, page.next, page.total);
    Ok(Some(data))
}

fn summary(shop: &Shop, product: &Product) -> Value {
    json!({
        "id": product.id,
        "title": product.title,
        "status": product.status,
        "skus": skus(shop, product, false),
        "sales_regions": ["US"],
        "create_time": product.created_ms.div_euclid(1_000),
        "update_time": product.updated_ms.div_euclid(1_000),
        "is_not_for_sale": false,
        "has_draft": product.status == "DRAFT",
        "audit": { "status": if product.status == "DRAFT" { "NONE" } else { "APPROVED" } },
    })
}

fn skus(shop: &Shop, product: &Product, detail: bool) -> Vec<Value> {
    let own = product.sku_ids.iter().filter_map(|id| shop.listings.sku(id));
    own.map(|sku| sku_json(shop, sku, detail)).collect()
}

fn price(sku: &Sku) -> Value {
    json!({ "currency": "USD", "tax_exclusive_price": amount(sku.price), "sale_price": amount(sku.price) })
}

fn inventory(shop: &Shop, sku: &Sku) -> Vec<Value> {
    let level = |id: &String| json!({ "warehouse_id": id, "quantity": shop.stock.level(&sku.id, id).available });
    sku.warehouse_ids.iter().map(level).collect()
}

fn sku_json(shop: &Shop, sku: &Sku, detail: bool) -> Value {
    let mut out = json!({
        "id": sku.id,
        "seller_sku": sku.seller_sku,
        "price": price(sku),
        "inventory": inventory(shop, sku),
        "status_info": { "status": "NORMAL" },
    });
    let Some(members) = out.as_object_mut().filter(|_| detail) else { return out };
    if sku.name != "Default" {
        let attribute = json!([{
            "id": "100000", "name": "Color", "value_id": format!("7100{}", sku.name.len()), "value_name": sku.name,
        }]);
        members.insert("sales_attributes".to_owned(), attribute);
    }
    members.insert("sku_weight".to_owned(), json!({ "value": sku.weight_grams.to_string(), "unit": "GRAM" }));
    if !sku.contents.is_empty() {
        let inner = sku.contents.iter().filter_map(|(id, count)| Some((shop.listings.sku(id)?, count)));
        let combined: Vec<Value> = inner
            .map(|(part, count)| {
                json!({
                    "product_id": part.product_id,
                    "sku_id": part.id,
                    "sku_count": count,
                    "seller_sku": part.seller_sku,
                    "price": price(part),
                    "inventory": inventory(shop, part),
                })
            })
            .collect();
        members.insert("combined_skus".to_owned(), Value::Array(combined));
    }
    out
}

/// GET `/product/202309/products/{product_id}`.
pub fn detail(world: &mut World, ask: &Ask) -> Outcome {
    let shop = &world.tiktok;
    let product = shop.listings.product(ask.part(0));
    let product = product.ok_or_else(|| Refusal::new(12_052_032, "The product does not exist"))?;
    if ask.query("return_under_review_version") == Some("true") {
        return Err(Refusal::new(12_052_547, "The product has no version under review"));
    }
    let bundle = product.sku_ids.iter().filter_map(|id| shop.listings.sku(id)).any(|sku| !sku.contents.is_empty());
    Ok(Some(json!({
        "id": product.id,
        "title": product.title,
        "status": product.status,
        "product_status": product.status,
        "description": format!("<p>{}</p>", product.title),
        "category_chains": [
            { "id": "600001", "parent_id": "0", "local_name": "Home Supplies", "is_leaf": false },
            { "id": "600123", "parent_id": "600001", "local_name": "Household", "is_leaf": true },
        ],
        "main_images": [{
            "uri": format!("practice/{}", product.id),
            "urls": [format!("https://images.practice-shop.example/{}.jpg", product.id)],
            "thumb_urls": [format!("https://images.practice-shop.example/{}-s.jpg", product.id)],
            "width": 800,
            "height": 800,
        }],
        "skus": skus(shop, product, true),
        "product_types": if bundle { json!(["COMBINED_PRODUCT"]) } else { json!([]) },
        "audit": { "status": if product.status == "DRAFT" { "NONE" } else { "APPROVED" } },
        "is_cod_allowed": false,
        "is_not_for_sale": false,
        "has_draft": product.status == "DRAFT",
        "create_time": product.created_ms.div_euclid(1_000),
        "update_time": product.updated_ms.div_euclid(1_000),
    })))
}
