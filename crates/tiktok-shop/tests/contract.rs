//! Contract: the samples of the reference decode, and what we send fits the reference's schemas.
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

#[path = "../../practice/tests/reference/mod.rs"]
mod reference;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use reference::say;
use serde_json::{Value, json};
use shopferry_channel::{
    CheckOutcome, Correction, SalesChannel, Secret, SeededChance, ShipmentNotice, StockWrite, TokioClock,
};
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{
    CancellationId, CarrierId, DeliveryOptionId, LineId, ListingSkuId, PackageId, ProductId, RemoteOrderId, WarehouseId,
};
use shopferry_tiktok_shop::operation::{ALL, Operation, Verb};
use shopferry_tiktok_shop::{ExpectedState, HeldTokens, authorized_shops, exchange};
use support::*;

/// Samples that break the reference's own schema; they must decode all the same.
const BREAK_THEIR_SCHEMA: &[&str] = &[];
/// Added to every call by signing.
const COMMON: [&str; 4] = ["app_key", "timestamp", "sign", "shop_cipher"];
const TOKEN_PATHS: [&str; 2] = ["/api/v2/token/get", "/api/v2/token/refresh"];

struct Reference(Value);

impl Reference {
    fn load() -> Option<Self> {
        Some(Self(serde_norway::from_str(&reference::text("tiktok-shop.openapi.yaml")?).unwrap()))
    }

    /// The operation that serves a path: `(path template, operation)`.
    fn find(&self, method: &str, path: &str) -> (&str, &Value) {
        let paths = self.0["paths"].as_object().unwrap().iter();
        let mut found: Vec<_> = paths.filter(|(template, _)| fits(template, path)).collect();
        found.sort_by_key(|(template, _)| template.contains('{'));
        let (template, item) = found.first().unwrap_or_else(|| panic!("{path} is not in the reference"));
        let operation = &item[method.to_lowercase()];
        assert!(operation.is_object(), "{method} {path} is not in the reference");
        (template, operation)
    }

    fn resolve<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(pointer) = value["$ref"].as_str() {
            value = self.0.pointer(pointer.trim_start_matches('#')).unwrap();
        }
        value
    }

    /// A schema on its own, `nullable` written as JSON Schema knows it; closed ones allow no unnamed fields.
    fn schema(&self, schema: &Value, closed: bool) -> Value {
        let mut own = self.resolve(schema).clone();
        let Some(fields) = own.as_object_mut() else { return own };
        for key in ["items", "additionalProperties", "not"] {
            if let Some(inner) = fields.get(key).filter(|inner| inner.is_object()).cloned() {
                fields.insert(key.to_owned(), self.schema(&inner, closed));
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::Array(parts)) = fields.get(key).cloned() {
                fields.insert(key.to_owned(), parts.iter().map(|part| self.schema(part, false)).collect());
            }
        }
        if let Some(Value::Object(properties)) = fields.get("properties").cloned() {
            let inner = properties.iter().map(|(name, p)| (name.clone(), self.schema(p, closed)));
            fields.insert("properties".to_owned(), Value::Object(inner.collect()));
            if closed && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        if fields.remove("nullable") == Some(json!(true))
            && let Some(kind) = fields.get("type").cloned()
        {
            fields.insert("type".to_owned(), json!([kind, "null"]));
        }
        own
    }

    fn faults(&self, schema: &Value, closed: bool, value: &Value) -> Vec<String> {
        let schema = self.schema(schema, closed);
        let validator = jsonschema::validator_for(&schema).unwrap();
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
    }

    fn sample<'a>(&'a self, operation: &'a Value) -> Option<&'a Value> {
        let media = &operation["responses"]["200"]["content"]["application/json"];
        let example = &media["example"];
        let named = media["examples"].as_object().and_then(|all| all.values().next()).map(|one| &one["value"]);
        Some(example).filter(|example| !example.is_null()).or(named)
    }

    /// What is wrong with a request of ours.
    fn request_faults(&self, seen: &Seen) -> Vec<String> {
        let (_, operation) = self.find(&seen.method, &seen.path);
        let mut faults = Vec::new();
        let listed: Vec<&Value> =
            operation["parameters"].as_array().into_iter().flatten().map(|p| self.resolve(p)).collect();
        for parameter in listed.iter().filter(|p| p["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            match seen.query.get(name) {
                None if parameter["required"] == true => faults.push(format!("query {name} is missing")),
                None => {}
                Some(text) => {
                    let kind = self.resolve(&parameter["schema"])["type"].clone();
                    let value = match kind.as_str() {
                        Some("integer") => text.parse::<i64>().map_or(json!(text), |number| json!(number)),
                        Some("array") => text.split(',').collect(),
                        _ => json!(text),
                    };
                    let wrong = self.faults(&parameter["schema"], true, &value);
                    faults.extend(wrong.into_iter().map(|fault| format!("query {name}: {fault}")));
                }
            }
        }
        for name in seen.query.keys().filter(|name| !listed.iter().any(|p| p["name"] == name.as_str())) {
            faults.push(format!("query {name} is not taken"));
        }
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        match (body.is_object(), &seen.body) {
            (true, body_sent) => {
                faults.extend(self.faults(body, true, body_sent).into_iter().map(|f| format!("body{f}")));
            }
            (false, Value::Null) => {}
            (false, _) => faults.push("no body is taken".to_owned()),
        }
        faults
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(_)) if part.starts_with('{') => {}
            (Some(part), Some(segment)) if part == segment => {}
            _ => return false,
        }
    }
}

/// The paths that the story below calls, by operation and version.
fn path_of(operation: &Operation, version: &str) -> String {
    let id = match operation.name {
        "tiktok.markAsShipped" => "576",
        "tiktok.shipPackage" => "1153132168123859123",
        "tiktok.getDeliveryOptions" => "6955",
        "tiktok.getShippingProviders" => "7091",
        "tiktok.updateInventory" => "55",
        "tiktok.getAftersaleEligibility" => "576",
        "tiktok.approveCancellation" | "tiktok.rejectCancellation" => "4035",
        "tiktok.getPackage" | "tiktok.updatePackageShippingInfo" => "115",
        _ => "",
    };
    operation.path.replace("{version}", version).replace("{id}", id)
}

fn method_of(operation: &Operation) -> &'static str {
    match operation.method {
        Verb::Get => "GET",
        Verb::Post => "POST",
    }
}

/// A platform that answers with the reference's samples and knows only the `skip`-th version on.
fn sampled(reference: &Reference, skip: usize, without: &mut BTreeSet<String>) -> Stub {
    let mut stub = Stub::new();
    for operation in ALL {
        let skip = skip.min(operation.versions.len() - 1);
        let version = operation.versions[skip];
        let path = path_of(operation, version);
        let (template, described) = reference.find(method_of(operation), &path);
        let answer = match reference.sample(described) {
            Some(sample) => sample.clone(),
            None => {
                without.insert(format!("{} {template}", method_of(operation)));
                json!({"code": 0, "message": "Success", "request_id": "", "data": {}})
            }
        };
        stub = stub.on(&path, Outcome::Answer(200, answer, vec![]));
    }
    let tokens = json!({
        "access_token": "access-2", "access_token_expire_in": NOW + 604_800, "refresh_token": "refresh-2",
        "refresh_token_expire_in": NOW + 9_999_999, "user_type": 0
    });
    TOKEN_PATHS.iter().fold(stub, |stub, path| stub.on(path, ok(tokens.clone())))
}

/// Everything the connector can do, once. Samples must decode without a bad record.
async fn story(stub: &Stub) {
    let shop = shop_in("US", stub);
    let heads = shop.orders().changed(at(NOW - 600), None).await.unwrap();
    assert_eq!(heads.records.bad, vec![]);
    shop.orders().changed(at(NOW - 600), heads.next.as_ref()).await.unwrap();
    let order = RemoteOrderId::new("576461413038785752").unwrap();
    let orders = shop.orders().read(&[order.clone(), RemoteOrderId::new("2").unwrap()]).await.unwrap();
    assert_eq!(orders.bad, vec![]);
    let listings = shop.listings().unwrap();
    let page = listings.listings(None).await.unwrap();
    assert_eq!(page.records.bad, vec![]);
    let sku = ListingSkuId::new("1729388324987897824").unwrap();
    let stock = listings.read(std::slice::from_ref(&sku)).await.unwrap();
    assert_eq!(stock.bad, vec![]);
    let quantities = vec![(WarehouseId::new("6955").unwrap(), 0), (WarehouseId::new("6956").unwrap(), 99_999)];
    listings.write(&ProductId::new("55").unwrap(), &[StockWrite { sku, quantities }]).await.unwrap();
    let places = shop.places().unwrap();
    places.warehouses().await.unwrap();
    places.delivery_options(&WarehouseId::new("6955").unwrap()).await.unwrap();
    let cancellations = shop.cancellations().unwrap().changed(at(NOW - 600), None).await.unwrap();
    assert_eq!(cancellations.records.bad, vec![]);
    let number = TrackingNumber::as_given("TBA000417").unwrap();
    let sink = shop.shipments().unwrap();
    sink.carriers(&DeliveryOptionId::new("7091").unwrap()).await.unwrap();
    sink.is_platforms_own(&number).await.unwrap();
    let mut notice = ShipmentNotice {
        units: Vec::new(),
        order: RemoteOrderId::new("576").unwrap(),
        lines: vec![LineId::new("577086512123755123").unwrap(), LineId::new("2").unwrap()],
        number,
        carrier: CarrierId::new("7117").unwrap(),
    };
    sink.mark_shipped(&notice).await.unwrap();
    notice.lines.truncate(1);
    notice.order = order;
    let elsewhere = shop_in("ID", stub);
    // The sample order is a combined one, which is left to a person; the story of shipping a package is told below.
    elsewhere.shipments().unwrap().mark_shipped(&notice).await.unwrap_err();
    let correction = Correction {
        package: PackageId::new("115").unwrap(),
        number: TrackingNumber::as_given("TBA000418").unwrap(),
        carrier: CarrierId::new("7117").unwrap(),
    };
    sink.correct(&correction).await.unwrap();
    shop.packages().unwrap().read(&correction.package).await.unwrap().unwrap();
    shop.readiness().unwrap().readiness().await.unwrap();
    let order = RemoteOrderId::new("576").unwrap();
    let desk = shop.cancel_desk().unwrap();
    let request = CancellationId::new("4035").unwrap();
    desk.eligibility(&order).await.unwrap();
    desk.cancel(&order, None, "seller_cancel_reason_out_of_stock").await.unwrap();
    desk.cancel(&order, Some(&[LineId::new("2").unwrap()]), "seller_cancel_reason_out_of_stock").await.unwrap();
    assert!(!desk.reject_reasons(&request).await.unwrap().is_empty());
    desk.approve(&request).await.unwrap();
    desk.reject(&request, "seller_reject_apply_product_has_been_packed").await.unwrap();
    let sample_shop = shop_named("7000714532876273420", "GB", stub, held(), TimeDelta::zero());
    let steps = sample_shop.check().await.unwrap();
    assert!(steps.iter().all(|step| step.outcome == CheckOutcome::Passed), "{steps:?}");
}

/// The call that the sample order does not lead to.
async fn ship_a_package(stub: &Stub) {
    let mut order = order("576");
    order["line_items"][0]["package_id"] = json!("1153132168123859123");
    let stub = stub.clone().on("/order/202507/orders", ok(json!({"orders": [order]})));
    let shop = shop_in("ID", &stub);
    let notice = ShipmentNotice {
        units: Vec::new(),
        order: RemoteOrderId::new("576").unwrap(),
        lines: vec![LineId::new("1000").unwrap()],
        number: TrackingNumber::as_given("TBA000417").unwrap(),
        carrier: CarrierId::new("7117").unwrap(),
    };
    // The first answer is the sample, the second is ours.
    let _ = shop.shipments().unwrap().mark_shipped(&notice).await;
    shop.shipments().unwrap().mark_shipped(&notice).await.unwrap();
}

async fn sign_in(stub: &Stub) {
    let expected = ExpectedState { state: "s".to_owned(), issued_at: at(NOW) };
    let (network, secret) = (std::sync::Arc::new(stub.clone()), Secret::new("s"));
    exchange(network.clone(), &hosts().auth, "68xu", &secret, "code", &expected, at(NOW)).await.unwrap();
    let store = std::sync::Arc::new(HeldTokens::new(secret, Some(tokens("access-1", 0))));
    let clock = std::sync::Arc::new(TokioClock::starting_at(at(NOW)).skewed(TimeDelta::zero()));
    let chance = std::sync::Arc::new(SeededChance::new(1));
    authorized_shops(network, hosts(), "68xu", store, clock, chance).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn all_samples_decode_and_all_requests_fit_the_schemas() {
    let Some(reference) = Reference::load() else { return };
    let (mut covered, mut without) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    for skip in 0..3 {
        let stub = sampled(&reference, skip, &mut without);
        story(&stub).await;
        sign_in(&stub).await;
        if skip == 0 {
            ship_a_package(&stub).await;
        }
        for seen in stub.seen() {
            let faults = reference.request_faults(&seen);
            assert_eq!(faults, Vec::<String>::new(), "{} {} {}", seen.method, seen.path, seen.body);
            let (template, operation) = reference.find(&seen.method, &seen.path);
            let takes_cipher = operation["parameters"].to_string().contains("shop_cipher");
            assert_eq!(takes_cipher, seen.query.contains_key("shop_cipher"), "{template}");
            *covered.entry(format!("{} {template}", seen.method)).or_default() += 1;
        }
    }
    for (name, requests) in &covered {
        say(format_args!(
            "covered: {name} ({requests} requests fit{})",
            if without.contains(name) { "; no sample" } else { "" }
        ));
    }
    for operation in ALL {
        for version in operation.versions {
            let (template, _) = reference.find(method_of(operation), &path_of(operation, version));
            let name = format!("{} {template}", method_of(operation));
            assert!(covered.contains_key(&name), "{name} was never called");
        }
    }
}

#[test]
fn samples_fit_their_own_schema_but_for_those_named() {
    let Some(reference) = Reference::load() else { return };
    let mut broken = BTreeSet::new();
    for operation in ALL {
        for version in operation.versions {
            let path = path_of(operation, version);
            let (template, described) = reference.find(method_of(operation), &path);
            let schema = &described["responses"]["200"]["content"]["application/json"]["schema"];
            let Some(sample) = reference.sample(described) else { continue };
            let faults = reference.faults(schema, false, sample);
            if !faults.is_empty() {
                say(format_args!("breaks its own schema: {template}: {}", faults.join("; ")));
                broken.insert(template.to_owned());
            }
        }
    }
    assert_eq!(broken.iter().map(String::as_str).collect::<Vec<_>>(), BREAK_THEIR_SCHEMA);
}

#[test]
fn every_operation_is_described_as_we_call_it() {
    let Some(reference) = Reference::load() else { return };
    for operation in ALL {
        for version in operation.versions {
            let (template, described) = reference.find(method_of(operation), &path_of(operation, version));
            let scopes = described["x-scopes"].as_array().cloned().unwrap_or_default();
            assert!(scopes.iter().any(|scope| scope == operation.scope), "{template}: {scopes:?}");
            let named = described["parameters"].as_array().unwrap().iter().map(|p| reference.resolve(p));
            let names: Vec<_> = named.map(|p| p["name"].as_str().unwrap().to_owned()).collect();
            assert_eq!(names.iter().any(|name| name == "shop_cipher"), operation.takes_cipher, "{template}");
            assert!(COMMON[..3].iter().all(|common| names.iter().any(|name| name == common)), "{template}");
        }
    }
}
