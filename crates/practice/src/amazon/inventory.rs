//! getInventorySummaries of FBA Inventory v1 (fact sheet 6).

use serde_json::{Map, Value, json};

use crate::chance::fnv;
use crate::fault::Fault;

use super::answer::{Answer, Refusal, iso, unix_ms};
use super::door::Call;
use super::stock::{Stock, StockLevel};
use super::validate::{invalid, missing};

const TOKEN_LIVES_MS: i64 = 30_000;
const SKUS_MAX: usize = 50;
const OLDEST_START_MS: i64 = 548 * 86_400_000;

pub(super) fn summaries(mut call: Call<'_>) -> Answer {
    check(&call)?;
    let details = call.query("details").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let start = call.query("startDateTime").filter(|text| !text.is_empty()).map(str::to_owned);
    let start_ms =
        start.map(|text| unix_ms(&text).ok_or_else(|| invalid("startDateTime", "it is not a time"))).transpose()?;
    if start_ms.is_some_and(|start_ms| start_ms < call.now_ms - OLDEST_START_MS) {
        return Err(invalid("startDateTime", "it is more than 18 months ago"));
    }
    let from = match call.query("nextToken").filter(|token| !token.is_empty()) {
        None => String::new(),
        Some(token) => read_token(token, call.now_ms)?,
    };
    let skus = skus(&call)?;
    let late_ms = if call.strikes(Fault::LateStock) {
        call.world.faults.chance(Fault::LateStock).range(5, 180) * 60_000
    } else {
        0
    };
    let ends_early = call.strikes(Fault::MissingNext);
    let page = if start_ms.is_none() && !skus.is_empty() { SKUS_MAX } else { call.world.amazon.sweep_page };
    let wanted = |stock: &&Stock| match (start_ms, skus.is_empty()) {
        (Some(start_ms), _) => stock.changed_ms > start_ms,
        (None, false) => skus.contains(&stock.seller_sku),
        (None, true) => true,
    };
    // A SKU that never had a unit is left out of answers; so absence is no proof of zero.
    let present = |stock: &&Stock| stock.foreign || stock.usual > 0 || stock.level != StockLevel::default();
    let all = call.world.amazon.stock.range(from..).map(|(_, stock)| stock);
    let rows: Vec<&Stock> = all.filter(wanted).filter(present).take(page + 1).collect();
    let next = rows.get(page).filter(|_| !ends_early).map(|stock| token_of(call.now_ms, &stock.seller_sku));
    let shown: Vec<Value> = rows.iter().take(page).map(|s| summary(s, details, call.now_ms - late_ms)).collect();
    let mut answer = Map::new();
    answer.insert(
        "payload".to_owned(),
        json!({ "granularity": { "granularityType": "Marketplace", "granularityId": super::MARKETPLACE_ID },
            "inventorySummaries": shown }),
    );
    if let Some(next) = next {
        answer.insert("pagination".to_owned(), json!({ "nextToken": next }));
    }
    Ok(Value::Object(answer))
}

fn check(call: &Call<'_>) -> Result<(), Refusal> {
    match call.query("granularityType") {
        None => return Err(missing("granularityType")),
        Some("Marketplace") => {}
        Some(_) => return Err(invalid("granularityType", "only Marketplace is allowed")),
    }
    let marketplaces = call.query_list("marketplaceIds");
    if marketplaces.len() != 1 {
        return Err(invalid("marketplaceIds", "exactly one is required"));
    }
    let granularity = call.query("granularityId").ok_or_else(|| missing("granularityId"))?;
    if granularity != super::MARKETPLACE_ID || marketplaces.iter().any(|id| id != super::MARKETPLACE_ID) {
        return Err(invalid("marketplaceIds", "the seller has no FBA inventory in this marketplace"));
    }
    Ok(())
}

fn skus(call: &Call<'_>) -> Result<Vec<String>, Refusal> {
    let mut skus = call.query_list("sellerSkus");
    if skus.is_empty() {
        skus.extend(call.query("sellerSku").filter(|sku| !sku.is_empty()).map(str::to_owned));
    }
    if skus.len() > SKUS_MAX { Err(invalid("sellerSkus", "there are more than 50")) } else { Ok(skus) }
}

fn summary(stock: &Stock, details: bool, as_of_ms: i64) -> Value {
    let level = stock.level_at(as_of_ms);
    let changed_ms = stock.changed_ms.min(as_of_ms);
    let mut row = json!({
        "asin": stock.asin,
        "fnSku": stock.fn_sku,
        "sellerSku": stock.seller_sku,
        "condition": "NewItem",
        "lastUpdatedTime": if stock.foreign { String::new() } else { iso(changed_ms) },
        "productName": stock.title,
        "totalQuantity": level.fulfillable + level.reserved + level.inbound + level.unfulfillable,
        "stores": [],
    });
    if let Some(row) = row.as_object_mut().filter(|_| details) {
        row.insert("inventoryDetails".to_owned(), breakdown(level));
    }
    row
}

fn breakdown(level: StockLevel) -> Value {
    json!({
        "fulfillableQuantity": level.fulfillable,
        "inboundWorkingQuantity": 0,
        "inboundShippedQuantity": level.inbound,
        "inboundReceivingQuantity": 0,
        "reservedQuantity": {
            "totalReservedQuantity": level.reserved,
            "pendingCustomerOrderQuantity": level.reserved,
            "pendingTransshipmentQuantity": 0,
            "fcProcessingQuantity": 0,
        },
        "researchingQuantity": {
            "totalResearchingQuantity": 0,
            "researchingQuantityBreakdown": [
                { "name": "researchingQuantityInShortTerm", "quantity": 0 },
                { "name": "researchingQuantityInMidTerm", "quantity": 0 },
                { "name": "researchingQuantityInLongTerm", "quantity": 0 },
            ],
        },
        "unfulfillableQuantity": {
            "totalUnfulfillableQuantity": level.unfulfillable,
            "customerDamagedQuantity": 0,
            "warehouseDamagedQuantity": level.unfulfillable,
            "distributorDamagedQuantity": 0,
            "carrierDamagedQuantity": 0,
            "defectiveQuantity": 0,
            "expiredQuantity": 0,
        },
    })
}

fn token_of(now_ms: i64, sku: &str) -> String {
    hex::encode(format!("{now_ms}|{sku}|{:08x}", fnv(format!("{now_ms}|{sku}").as_bytes()) as u32))
}

fn read_token(token: &str, now_ms: i64) -> Result<String, Refusal> {
    let unknown = || invalid("nextToken", "it is not one of ours");
    let bytes = hex::decode(token).map_err(|_| unknown())?;
    let text = String::from_utf8(bytes).map_err(|_| unknown())?;
    let (issued, rest) = text.split_once('|').ok_or_else(unknown)?;
    let (sku, _) = rest.rsplit_once('|').ok_or_else(unknown)?;
    let issued_ms: i64 = issued.parse().map_err(|_| unknown())?;
    if token_of(issued_ms, sku) != token {
        return Err(unknown());
    }
    if now_ms - issued_ms > TOKEN_LIVES_MS {
        return Err(invalid("nextToken", "it has expired"));
    }
    Ok(sku.to_owned())
}
