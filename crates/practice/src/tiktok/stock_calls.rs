//! Inventory search and update (tiktok-shop fact sheet 10.4).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ask::{Ask, as_text, member};
use super::endpoint::Outcome;
use super::listing::Sku;
use super::refusal::Refusal;
use super::shop::Shop;
use crate::fault::Fault;
use crate::world::World;

/// Highest quantity.
const QUANTITY_MAX: u64 = 99_999;
/// Statuses in which stock may be edited.
const EDITABLE: [&str; 5] = ["DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED"];

/// POST `/product/202309/inventory/search`. Unknown ids are left out; SKU ids win if both are given.
pub fn search(world: &mut World, ask: &Ask) -> Outcome {
    let product_ids = ask.texts("product_ids", usize::MAX)?;
    let sku_ids = ask.texts("sku_ids", usize::MAX)?;
    if product_ids.len() > 100 {
        return Err(Refusal::new(12_019_015, "product_ids: at most 100"));
    }
    if sku_ids.len() > 600 {
        return Err(Refusal::new(12_019_114, "sku_ids: at most 600"));
    }
    if product_ids.is_empty() && sku_ids.is_empty() {
        return Err(Refusal::new(12_019_008, "product_ids or sku_ids is required"));
    }
    let shop = &world.tiktok;
    let wanted = |sku: &Sku| {
        if sku_ids.is_empty() { product_ids.contains(&sku.product_id) } else { sku_ids.contains(&sku.id) }
    };
    let inventory: Vec<Value> = shop
        .listings
        .products()
        .filter_map(|product| {
            let own = product.sku_ids.iter().filter_map(|id| shop.listings.sku(id)).filter(|sku| wanted(sku));
            let skus: Vec<Value> = own.map(|sku| levels(shop, sku)).collect();
            (!skus.is_empty()).then(|| json!({ "product_id": product.id, "skus": skus }))
        })
        .collect();
    Ok(Some(json!({ "inventory": inventory })))
}

fn levels(shop: &Shop, sku: &Sku) -> Value {
    let (mut available, mut committed) = (0, 0);
    let mut rows = Vec::new();
    for id in &sku.warehouse_ids {
        let level = shop.stock.level(&sku.id, id);
        available += level.available;
        committed += level.committed;
        rows.push(json!({
            "warehouse_id": id,
            "available_quantity": level.available,
            "committed_quantity": level.committed,
        }));
    }
    if !sku.contents.is_empty() {
        let sets = sku.contents.iter().map(|(id, count)| shop.stock.available(id) / (*count).max(1));
        available = sets.min().unwrap_or_default();
    }
    json!({
        "id": sku.id,
        "seller_sku": sku.seller_sku,
        "total_available_quantity": available,
        "total_committed_quantity": committed,
        "warehouse_inventory": rows,
        "total_available_inventory_distribution": { "in_shop_inventory": { "quantity": available } },
    })
}

/// A refused row of an update.
struct Row {
    code: u32,
    message: String,
    places: Vec<(String, Refusal)>,
}

impl Row {
    fn new(refusal: Refusal) -> Self {
        Self { code: refusal.code, message: refusal.message, places: Vec::new() }
    }

    fn at(places: Vec<(String, Refusal)>) -> Self {
        Self { code: 12_052_990, message: "Check failed".to_owned(), places }
    }

    fn json(&self, sku_id: &str) -> Value {
        let extra: Vec<Value> = self
            .places
            .iter()
            .map(|(id, refusal)| json!({ "warehouse_id": id, "code": refusal.code, "message": refusal.message }))
            .collect();
        let mut detail = json!({ "sku_id": sku_id });
        if let (false, Some(members)) = (extra.is_empty(), detail.as_object_mut()) {
            members.insert("extra_errors".to_owned(), Value::Array(extra));
        }
        json!({ "code": self.code, "message": self.message, "detail": detail })
    }
}

/// POST `/product/202309/products/{product_id}/inventory/update`: each SKU by itself; refused ones are rows of
/// `data.errors` beside code 0.
pub fn update(world: &mut World, ask: &Ask) -> Outcome {
    let product_id = ask.part(0).to_owned();
    let product = world.tiktok.listings.product(&product_id);
    let product = product.ok_or_else(|| Refusal::new(12_052_032, "The product does not exist"))?;
    if !EDITABLE.contains(&product.status) {
        return Err(Refusal::new(12_052_901, "The product's status does not allow this"));
    }
    let rows = ask.list("skus", 300)?;
    if rows.is_empty() {
        return Err(Refusal::parameter("skus", "it is required", "1-300 entries"));
    }
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        let sku_id = member(row, "id", ask.strict)?;
        let places = read_places(row, ask.strict)?;
        let twice = !seen.insert(sku_id.clone());
        let outcome = if twice {
            Err(Row::new(Refusal::new(12_052_553, "The SKU is given twice")))
        } else {
            set(world, ask, &product_id, &sku_id, places)
        };
        if let Err(row) = outcome {
            errors.push(row.json(&sku_id));
        }
    }
    if errors.is_empty() { Ok(None) } else { Ok(Some(json!({ "errors": errors }))) }
}

/// `(warehouse id, quantity)` of a row; the warehouse may be missing.
fn read_places(row: &Value, strict: bool) -> Result<Vec<(Option<String>, i64)>, Refusal> {
    let list = row.get("inventory").and_then(Value::as_array);
    let list = list.ok_or_else(|| Refusal::parameter("inventory", "it is required", "an array"))?;
    list.iter()
        .map(|place| {
            let quantity = match place.get("quantity") {
                Some(Value::Number(number)) => number.as_i64(),
                Some(Value::String(text)) if !strict => text.parse().ok(),
                _ => None,
            };
            let quantity =
                quantity.ok_or_else(|| Refusal::parameter("quantity", "it is no whole number", "0-99999"))?;
            let warehouse = match place.get("warehouse_id") {
                None | Some(Value::Null) => None,
                Some(value) => Some(as_text(value, "warehouse_id", strict)?).filter(|id| !id.is_empty()),
            };
            Ok((warehouse, quantity))
        })
        .collect()
}

fn set(
    world: &mut World,
    ask: &Ask,
    product_id: &str,
    sku_id: &str,
    places: Vec<(Option<String>, i64)>,
) -> Result<(), Row> {
    let sku = world.tiktok.listings.sku(sku_id).filter(|sku| sku.product_id == product_id);
    let sku = sku.ok_or_else(|| Row::new(Refusal::new(12_052_556, "The SKU does not exist in this product")))?.clone();
    if !sku.contents.is_empty() {
        return Err(Row::new(Refusal::new(12_052_850, "The stock of a bundle cannot be edited")));
    }
    let named = name_places(&world.tiktok, &sku, places)?;
    let mut wrong = Vec::new();
    for (id, quantity) in &named {
        if *quantity < 0 || *quantity as u64 > QUANTITY_MAX {
            wrong.push((id.clone(), Refusal::new(12_052_055, "The quantity is out of range")));
        } else if *quantity == 0 && world.faults.strikes(Fault::ZeroRefused, &ask.operation) {
            wrong.push((id.clone(), Refusal::new(12_052_055, "The quantity is out of range: 1-99999")));
        }
    }
    if !wrong.is_empty() {
        return Err(Row::at(wrong));
    }
    for (id, quantity) in named {
        world.tiktok.stock.set(sku_id, &id, u32::try_from(quantity).unwrap_or_default());
        world.journal.note(ask.now_ms, "tiktok", "stock_set", &sku.seller_sku, &format!("{id}={quantity}"));
    }
    world.tiktok.listings.touch(product_id, ask.now_ms);
    Ok(())
}

/// Every warehouse of the SKU must be there, and no other.
fn name_places(shop: &Shop, sku: &Sku, places: Vec<(Option<String>, i64)>) -> Result<Vec<(String, i64)>, Row> {
    let only = match sku.warehouse_ids.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let mut named = Vec::new();
    let mut wrong = Vec::new();
    for (id, quantity) in places {
        let Some(id) = id.or_else(|| only.clone()) else {
            return Err(Row::at(vec![(String::new(), Refusal::new(12_052_097, "The warehouse is missing"))]));
        };
        match shop.warehouses().iter().find(|place| place.id == id) {
            None => wrong.push((id, Refusal::new(12_052_097, "The warehouse does not exist"))),
            Some(place) if place.is_return => {
                wrong.push((id, Refusal::new(12_052_532, "The warehouse is not a sales warehouse")));
            }
            Some(_) => named.push((id, quantity)),
        }
    }
    if !wrong.is_empty() {
        return Err(Row::at(wrong));
    }
    let mut given: Vec<&String> = named.iter().map(|(id, _)| id).collect();
    given.sort();
    let mut wanted: Vec<&String> = sku.warehouse_ids.iter().collect();
    wanted.sort();
    if given != wanted {
        let text = "All warehouses of the SKU must be given, none added or removed";
        return Err(Row::new(Refusal::new(12_052_533, text)));
    }
    Ok(named)
}
