//! Contract: Amazon's published samples decode, and what we send fits Amazon's own model files.
//!
//! The reference folder is not part of the repository: `../shared/reference` beside it, or `SHOPFERRY_REFERENCE`.
//! Without it these tests say that they did not run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fall over, and says what it covered"
)]

mod stand_in;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use std::sync::Arc;

use serde_json::{Value, json};
use shopferry_amazon::AmazonV2;
use shopferry_amazon::operation::OPERATIONS;
use shopferry_channel::{DeliverySource, FeatureSource, Fulfiller, StockSource};
use shopferry_domain::ExportKey;
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FeatureWish};
use stand_in::{Asked, StandIn, at, key, ok, package, plan, sku};

/// Straight to the terminal: what a passing test prints is otherwise not shown.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Samples that break Amazon's own schema; they must decode all the same (fact sheet 0.6).
const BREAK_THEIR_SCHEMA: &[&str] = &[
    "sandbox/fulfillmentOutbound_2020-07-01.json[0] getFulfillmentPreview",
    "sandbox/fulfillmentOutbound_2020-07-01.json[4] listAllFulfillmentOrders",
    "sandbox/fulfillmentOutbound_2020-07-01.json[7] getPackageTrackingDetails",
    "sandbox/fulfillmentOutbound_2020-07-01.json[13] getFulfillmentOrder",
    "sandbox/fulfillmentOutbound_2020-07-01.json[20] getFeatureInventory",
];

fn reference() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = std::env::var_os("SHOPFERRY_REFERENCE").map_or(beside, PathBuf::from).join("amazon");
    if folder.is_dir() {
        return Some(folder);
    }
    say(format_args!("DID NOT RUN: there is no reference folder at {}", folder.display()));
    None
}

fn load(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Amazon's Swagger files of the APIs we call.
struct Models(Vec<(String, Value)>);

impl Models {
    fn load(folder: &Path) -> Self {
        let names = ["fulfillmentOutbound_2020-07-01", "fulfillmentOutbound_2026-07-04", "fbaInventory", "sellers"];
        let file = |n: &str| (n.to_owned(), load(&folder.join("models").join(format!("{n}.json"))));
        Self(names.map(file).into())
    }

    /// The operation of a request: `(operationId, operation, its document)`.
    fn find(&self, method: &str, path: &str) -> (&str, &Value, &Value) {
        let method = method.to_lowercase();
        let mut found = Vec::new();
        for (_, model) in &self.0 {
            for (template, item) in model["paths"].as_object().unwrap() {
                if fits(template, path) && item[&method].is_object() {
                    let fixed = !template.contains('{');
                    found.push((fixed, item[&method]["operationId"].as_str().unwrap(), &item[&method], model));
                }
            }
        }
        found.sort_by_key(|f| !f.0);
        let (_, id, operation, model) = *found.first().unwrap_or_else(|| panic!("{method} {path} is in no model"));
        (id, operation, model)
    }

    fn by_id(&self, id: &str) -> Option<(&Value, &Value)> {
        let items = self.0.iter().flat_map(|(_, m)| m["paths"].as_object().unwrap().values().map(move |i| (i, m)));
        let mut operations = items.flat_map(|(i, m)| i.as_object().unwrap().values().map(move |o| (o, m)));
        operations.find(|(o, _)| o["operationId"] == id)
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len() && template.iter().zip(&path).all(|(t, p)| t == p || t.starts_with('{'))
}

/// What a value breaks of a Swagger 2 schema, which is JSON Schema draft 4 with `definitions` beside it.
fn faults(schema: &Value, document: &Value, value: &Value) -> Vec<String> {
    let mut whole =
        json!({"definitions": document["definitions"], "components": document["components"], "allOf": [schema]});
    whole.as_object_mut().unwrap().retain(|_, part| !part.is_null());
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft4).build(&whole).unwrap();
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// All published answers of operations that we call: `(name, operationId, answer)`.
fn samples(folder: &Path, models: &Models) -> Vec<(String, String, Value)> {
    let ours: BTreeSet<&str> = OPERATIONS.iter().map(|o| o.name.trim_start_matches("amazon.")).collect();
    let mut found = Vec::new();
    for (model, _) in &models.0 {
        let rows = load(&folder.join("sandbox").join(format!("{model}.json")));
        for (i, row) in rows.as_array().unwrap().iter().enumerate() {
            let id = row["operation"].as_str().unwrap();
            if ours.contains(id) && (row["status"] == "200" || row["status"] == "202") && row["response"].is_object() {
                found.push((format!("sandbox/{model}.json[{i}] {id}"), id.to_owned(), row["response"].clone()));
            }
        }
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("samples")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let rest = name.strip_prefix("mcf-v1-").or_else(|| name.strip_prefix("mcf-v2-"));
        let Some(rest) = rest else { continue };
        let id = rest.trim_end_matches(".json").split('-').next().unwrap();
        if ours.contains(id) {
            found.push((format!("samples/{name}"), id.to_owned(), load(&file)));
        }
    }
    found
}

/// Sends a published answer through the connector's own door.
async fn decodes(id: &str, answer: &Value) -> Result<(), String> {
    let text = |e: shopferry_channel::ChannelError| e.to_string();
    let world = StandIn::answering([ok(answer.clone())]);
    let amazon = world.amazon();
    match id {
        "getFulfillmentPreview" => amazon.preview(&plan()).await.map(drop).map_err(text),
        "createFulfillmentOrder" => amazon.create(&plan()).await.map_err(text),
        "cancelFulfillmentOrder" => amazon.cancel(&key()).await.map_err(text),
        "getFulfillmentOrder" => {
            let id = &answer["payload"]["fulfillmentOrder"]["sellerFulfillmentOrderId"];
            let found = amazon.get(&ExportKey::from_text(id.as_str().unwrap())).await.map_err(text)?;
            let order = found.ok_or("no order")?;
            let items = answer["payload"]["fulfillmentOrderItems"].as_array().unwrap().len();
            (order.items.len() == items).then_some(()).ok_or("items are missing".to_owned())
        }
        "listAllFulfillmentOrders" => {
            let page = amazon.changed(at("2020-01-01T00:00:00Z"), None).await.map_err(text)?;
            let rows = answer["payload"]["fulfillmentOrders"].as_array().unwrap().len();
            (page.records.good.len() == rows).then_some(()).ok_or(format!("{:?}", page.records.bad))
        }
        "getPackageTrackingDetails" => {
            let number = answer["payload"]["packageNumber"].as_i64().unwrap();
            let news = amazon.news(&package(i32::try_from(number).unwrap())).await.map_err(text)?;
            let events = answer["payload"]["trackingEvents"].as_array().unwrap().len();
            (news.unwrap().events.len() == events).then_some(()).ok_or("events are missing".to_owned())
        }
        "updateFulfillmentOrder" => amazon.release(&key()).await.map_err(text),
        "getFeatures" => {
            let features = amazon.list().await.map_err(text)?;
            let rows = answer["payload"]["features"].as_array().unwrap().len();
            (features.len() == rows).then_some(()).ok_or("features are missing".to_owned())
        }
        "getFeatureInventory" => {
            let page = FeatureSource::skus(&amazon, &FeatureName::BlankBox, None).await.map_err(text)?;
            page.records.bad.is_empty().then_some(()).ok_or(format!("{:?}", page.records.bad))
        }
        "getFeatureSKU" => {
            let found = amazon.of_sku(&FeatureName::BlankBox, &sku("S")).await.map_err(text)?;
            let eligible = answer["payload"]["isEligible"] == true;
            (found.eligible == eligible).then_some(()).ok_or(format!("{found:?}"))
        }
        "getInventorySummaries" => amazon.all(None).await.map(drop).map_err(text),
        "getMarketplaceParticipations" => {
            world.then(ok(json!({"payload": {}})));
            world.then(ok(json!({"payload": {"inventorySummaries": []}})));
            let steps = amazon.check().await.map_err(text)?;
            let failed = format!("{:?}", steps[1].outcome);
            (!failed.contains("Malformed")).then_some(()).ok_or(failed)
        }
        other => decodes_second(&world, other, answer).await,
    }
}

/// The same for the second version (F401).
async fn decodes_second(world: &StandIn, id: &str, answer: &Value) -> Result<(), String> {
    let text = |e: shopferry_channel::ChannelError| e.to_string();
    let amazon = AmazonV2::over(Arc::new(world.amazon()));
    match id {
        "getOrderPreview" => amazon.preview(&plan()).await.map(drop).map_err(text),
        "createOrder" => {
            let order = answer.get("order").unwrap_or(answer);
            let key = ExportKey::from_text(order["orderId"].as_str().unwrap());
            world.then(ok(json!({"order": {"orderId": key.as_str(), "lineItems": []}})));
            amazon.create(&ExportPlan { key, ..plan() }).await.map_err(text)
        }
        "updateOrder" => amazon.release(&key()).await.map_err(text),
        "cancelOrder" => amazon.cancel(&key()).await.map_err(text),
        "getOrder" => {
            let key = ExportKey::from_text(answer["order"]["orderId"].as_str().unwrap());
            let order = amazon.get(&key).await.map_err(text)?.ok_or("no order")?;
            let items = answer["order"]["lineItems"].as_array().unwrap().len();
            (order.items.len() == items).then_some(()).ok_or("items are missing".to_owned())
        }
        "listOrders" => {
            let page = amazon.changed(at("2020-01-01T00:00:00Z"), None).await.map_err(text)?;
            let rows = answer["orders"].as_array().unwrap().len();
            (page.records.good.len() == rows).then_some(()).ok_or(format!("{:?}", page.records.bad))
        }
        other => Err(format!("no test decodes {other}")),
    }
}

#[tokio::test(start_paused = true)]
async fn every_published_answer_decodes() {
    let Some(folder) = reference() else { return };
    let models = Models::load(&folder);
    let samples = samples(&folder, &models);
    let mut broken = Vec::new();
    let mut covered: BTreeMap<String, u32> = BTreeMap::new();
    for (name, id, answer) in &samples {
        decodes(id, answer).await.unwrap_or_else(|why| panic!("{name} does not decode: {why}"));
        *covered.entry(id.clone()).or_default() += 1;
        let (operation, model) = models.by_id(id).unwrap();
        let of = |status: &str| operation["responses"].get(status).map(|r| faults(&r["schema"], model, answer));
        let faults = match (of("200"), of("202")) {
            (Some(whole), Some(taken)) => {
                if taken.is_empty() {
                    taken
                } else {
                    whole
                }
            }
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => panic!("{id} declares no success"),
        };
        if !faults.is_empty() {
            say(format_args!("{name} breaks its own schema: {}", faults.join("; ")));
            broken.push(name.as_str());
        }
    }
    say(format_args!("decoded {} published answers: {covered:?}", samples.len()));
    assert_eq!(broken, BREAK_THEIR_SCHEMA);
    assert!(covered.len() >= 7, "{covered:?}");
}

/// One call of each kind; the answers are empty but fitting.
async fn everything_we_send() -> StandIn {
    let world = StandIn::default();
    let amazon = world.amazon();
    let empty = json!({"payload": {"fulfillmentPreviews": [], "fulfillmentOrders": [], "inventorySummaries": []}});
    for _ in 0..16 {
        world.then(ok(empty.clone()));
    }
    let mut full = plan();
    full.ship_to.lines.push(shopferry_domain::Hidden::Known("Suite 2".into()));
    full.slip_text = "é".repeat(2000);
    let _ = amazon.preview(&full).await;
    let _ = amazon.create(&full).await;
    let _ = amazon.get(&key()).await;
    let page = shopferry_channel::PageToken("t".into());
    let _ = amazon.changed(at("2026-09-01T10:00:00Z"), None).await;
    let _ = amazon.changed(at("2026-09-01T10:00:00Z"), Some(&page)).await;
    let _ = amazon.cancel(&key()).await;
    let _ = amazon.news(&package(7)).await;
    full.action = ExportAction::Hold;
    full.sales_channel = Some("TIKTOK".into());
    let names = [FeatureName::BlankBox, FeatureName::BlockAmzl, FeatureName::DeliverTogether];
    full.features = names.map(|name| FeatureWish { required: name == FeatureName::BlankBox, name }).into();
    let _ = amazon.preview(&full).await;
    let _ = amazon.create(&full).await;
    let _ = amazon.release(&key()).await;
    let _ = amazon.list().await;
    let _ = FeatureSource::skus(&amazon, &FeatureName::BlankBox, Some(&page)).await;
    let _ = amazon.of_sku(&FeatureName::BlankBox, &sku("A/1 %,+")).await;
    send_second(&world, amazon).await;
    let amazon = world.amazon();
    let many: Vec<_> = (0..50).map(|i| sku(&format!("S-{i}"))).collect();
    let _ = StockSource::read(&amazon, &many).await;
    let _ = StockSource::read(&amazon, &[sku("A,B")]).await;
    let _ = amazon.all(Some(&shopferry_channel::PageToken("0:t".into()))).await;
    world.then(ok(json!({"payload": []})));
    world.then(ok(empty.clone()));
    world.then(ok(empty));
    amazon.check().await.unwrap();
    world
}

/// The second version's calls, with every option that it has a word for (F401, F402).
async fn send_second(world: &StandIn, account: shopferry_amazon::Amazon) {
    let amazon = AmazonV2::over(Arc::new(account));
    let wish = |name| FeatureWish { name, required: true };
    let mut full = plan();
    full.sales_channel = Some("TIKTOK".to_owned());
    full.features = [FeatureName::BlankBox, FeatureName::Overbox, FeatureName::BlockAmzl].map(wish).into();
    let order = json!({"order": {"orderId": key().as_str(), "lineItems": []}});
    let (page, since) = (shopferry_channel::PageToken("t".into()), at("2026-09-01T10:00:00Z"));
    let waiting = world.take_answers();
    for answer in [json!({"plannedShipments": []}), order.clone(), order, json!({}), json!({})] {
        world.then(ok(answer));
    }
    amazon.preview(&full).await.unwrap();
    amazon.create(&full).await.unwrap();
    amazon.release(&key()).await.unwrap();
    amazon.cancel(&key()).await.unwrap();
    world.then(ok(json!({"orders": [], "pagination": {"nextToken": "t"}})));
    world.then(ok(json!({"orders": []})));
    amazon.changed(since, None).await.unwrap();
    amazon.changed(since, Some(&page)).await.unwrap();
    waiting.into_iter().for_each(|answer| world.then(answer));
}

#[tokio::test(start_paused = true)]
async fn every_request_fits_amazons_model() {
    let Some(folder) = reference() else { return };
    let models = Models::load(&folder);
    let world = everything_we_send().await;
    let mut covered: BTreeMap<String, u32> = BTreeMap::new();
    for asked in world.asked() {
        let (id, operation, model) = models.find(&asked.method, &asked.path);
        check_parameters(id, operation, model, &asked);
        *covered.entry(id.to_owned()).or_default() += 1;
    }
    say(format_args!("validated requests: {covered:?}"));
    let ours: BTreeSet<String> = OPERATIONS.iter().map(|o| o.name.trim_start_matches("amazon.").to_owned()).collect();
    assert_eq!(covered.into_keys().collect::<BTreeSet<_>>(), ours, "each operation of the table is sent once at least");
    check_token_request(&folder, &world.renewals()[0]);
}

fn check_parameters(id: &str, operation: &Value, model: &Value, asked: &Asked) {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let pairs: Vec<(&str, &str)> = asked.query.split('&').filter_map(|p| p.split_once('=')).collect();
    for (key, value) in &pairs {
        let fitting = parameters.iter().find(|p| p["in"] == "query" && p["name"] == *key);
        let parameter = fitting.unwrap_or_else(|| panic!("{id} takes no {key}"));
        let value = query_value(parameter, value);
        let faults = faults(&schema_of(parameter), model, &value);
        assert!(faults.is_empty(), "{id} {key}: {faults:?}");
    }
    for parameter in &parameters {
        let name = parameter["name"].as_str().unwrap();
        let required = parameter["required"] == true;
        match parameter["in"].as_str().unwrap() {
            "query" => assert!(!required || pairs.iter().any(|(k, _)| *k == name), "{id} needs {name}"),
            "body" => {
                let faults = faults(&parameter["schema"], model, &asked.json());
                assert!(faults.is_empty(), "{id}: {faults:?}");
            }
            _ => {}
        }
    }
    let has_body = parameters.iter().any(|p| p["in"] == "body");
    assert_eq!(has_body, !asked.body.is_empty(), "{id}: a body exactly where the model has one");
}

/// A Swagger 2 parameter carries its schema inline.
fn schema_of(parameter: &Value) -> Value {
    let mut schema = parameter.as_object().unwrap().clone();
    for beside in ["name", "in", "required", "description", "collectionFormat"] {
        schema.remove(beside);
    }
    schema.into()
}

fn query_value(parameter: &Value, text: &str) -> Value {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    match parameter["type"].as_str().unwrap() {
        "array" => text.split(',').map(decoded).collect::<Vec<_>>().into(),
        "integer" | "boolean" => serde_json::from_str(text).unwrap(),
        _ => decoded(text).into(),
    }
}

fn check_token_request(folder: &Path, asked: &Asked) {
    let document = load(&folder.join("mock/lwa-token.openapi.json"));
    let form = std::str::from_utf8(&asked.body).unwrap();
    let fields: serde_json::Map<String, Value> =
        form.split('&').filter_map(|p| p.split_once('=')).map(|(k, v)| (k.to_owned(), v.into())).collect();
    let faults = faults(&json!({"$ref": "#/components/schemas/TokenRequest"}), &document, &fields.into());
    assert!(faults.is_empty(), "token request: {faults:?}");
}
