//! Box and delivery options: getFeatures, getFeatureInventory, getFeatureSKU (fact sheet 4.2).

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::answer::{Answer, Refusal};
use super::door::Call;
use super::seller::Seller;
use super::stock::Stock;
use super::validate::invalid;

/// Names that a live rejection listed, in its order.
pub(super) const FEATURES: [&str; 8] = [
    "BLANK_BOX",
    "OVERBOX",
    "BLOCK_AMZL",
    "PRIME_ELIGIBILITY",
    "DELIVER_TOGETHER",
    "SIGNATURE_CONFIRMATION",
    "ADULT_SIGNATURE_CONFIRMATION",
    "PACKING_SLIP",
];
/// Those that getFeatures lists.
const LISTED: [(&str, &str); 6] = [
    ("BLANK_BOX", "Ships in packaging without the Amazon brand."),
    ("BLOCK_AMZL", "Blocks delivery by Amazon Logistics."),
    ("OVERBOX", "Ships in a box around the product's own box."),
    ("PACKING_SLIP", "Puts a packing slip into the box."),
    ("SIGNATURE_CONFIRMATION", "The recipient signs for the delivery."),
    ("DELIVER_TOGETHER", "Delivers all parcels of the order on one day."),
];
/// SKUs a page of getFeatureInventory.
const PAGE: usize = 10;
/// Bulky things, which have no plain box.
const BULKY: [&str; 2] = ["Desk Lamp", "Door Mat"];
/// Things that are not put into a further box.
const FLAT: [&str; 1] = ["Notebook"];

/// Which options the account and its SKUs have.
#[derive(Debug, Default)]
pub struct FeatureBook {
    /// The region has none at all, whatever is asked.
    pub region_without: bool,
    /// `CHANNEL.<X>` is taken as a constraint; Amazon's own list does not hold it.
    pub channels: bool,
    enrolled: BTreeMap<String, bool>,
    of_sku: BTreeMap<(String, String), bool>,
}

impl FeatureBook {
    /// Enrols the merchant in an option, or takes that back.
    pub fn enrol(&mut self, feature: &str, enrolled: bool) {
        self.enrolled.insert(feature.to_owned(), enrolled);
    }

    /// Says whether a SKU has an option, whatever it is like.
    pub fn set_sku(&mut self, feature: &str, sku: &str, eligible: bool) {
        self.of_sku.insert((feature.to_owned(), sku.to_owned()), eligible);
    }

    /// Only packing slips need an enrolment that the practice merchant does not have.
    fn is_enrolled(&self, feature: &str) -> bool {
        self.enrolled.get(feature).copied().unwrap_or(feature != "PACKING_SLIP")
    }

    /// Amazon's word for why an option is not to be had for a SKU.
    pub(super) fn why_not(&self, feature: &str, sku: &str, stock: Option<&Stock>) -> Option<&'static str> {
        if !self.is_enrolled(feature) {
            return Some("MERCHANT_NOT_ENROLLED");
        }
        let Some(stock) = stock.filter(|stock| !stock.foreign) else { return Some("INVALID_SKU") };
        let by_nature = match feature {
            "BLANK_BOX" => !BULKY.iter().any(|thing| stock.title.starts_with(thing)),
            "OVERBOX" => !FLAT.iter().any(|thing| stock.title.starts_with(thing)),
            _ => true,
        };
        let has = self.of_sku.get(&(feature.to_owned(), sku.to_owned())).copied().unwrap_or(by_nature);
        (!has).then_some("SKU_NOT_ELIGIBLE")
    }
}

/// Refuses a create whose required options cannot be honoured; `Required` = reject the order.
pub(super) fn check_required<'a>(
    seller: &Seller,
    features: &[(String, String)],
    skus: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Refusal> {
    if let Some((name, _)) = features.first().filter(|_| seller.features.region_without) {
        return Err(no_region(name));
    }
    for (name, _) in features.iter().filter(|(name, policy)| policy == "Required" && !name.starts_with("CHANNEL.")) {
        for sku in skus.clone() {
            if let Some(why) = seller.features.why_not(name, sku, seller.stock.get(sku)) {
                let text = format!("Feature {name} cannot be fulfilled for the item {sku}. Reason: {why}");
                return Err(Refusal::input(text));
            }
        }
    }
    Ok(())
}

pub(super) fn no_region(name: &str) -> Refusal {
    Refusal::input(format!("Region does not support feature: {name}"))
}

/// getFeatures.
pub(super) fn list(call: Call<'_>) -> Answer {
    check_marketplace(&call)?;
    let book = &call.world.amazon.features;
    let rows: Vec<Value> = LISTED
        .iter()
        .filter(|_| !book.region_without)
        .map(|(name, text)| {
            json!({ "featureName": name, "featureDescription": text, "sellerEligible": book.is_enrolled(name) })
        })
        .collect();
    Ok(json!({ "payload": { "features": rows } }))
}

/// getFeatureSKU.
pub(super) fn of_sku(call: Call<'_>) -> Answer {
    check_marketplace(&call)?;
    let (name, sku) = named(&call)?;
    let sku = sku.unwrap_or_default();
    let seller = &call.world.amazon;
    let stock = seller.stock.get(&sku);
    let why = seller.features.why_not(&name, &sku, stock);
    let mut payload = json!({
        "marketplaceId": super::MARKETPLACE_ID, "featureName": name, "sellerSku": sku,
        "isEligible": why.is_none(), "ineligibleReasons": why.into_iter().collect::<Vec<_>>(),
    });
    if let (Some(stock), None, Some(payload)) = (stock, why, payload.as_object_mut()) {
        payload.insert("fnSku".to_owned(), json!(stock.fn_sku));
        payload.insert("asin".to_owned(), json!(stock.asin));
        payload.insert("skuCount".to_owned(), json!(stock.level.fulfillable));
    }
    Ok(json!({ "payload": payload }))
}

/// getFeatureInventory: the SKUs that have the option, ten a page.
pub(super) fn inventory(call: Call<'_>) -> Answer {
    check_marketplace(&call)?;
    let (name, _) = named(&call)?;
    let from = match call.query("nextToken").filter(|token| !token.is_empty()) {
        None => 0,
        Some(token) => token.strip_prefix("sku-").and_then(|n| n.parse().ok()).ok_or_else(|| {
            invalid("nextToken", "it is not one of ours") // a made-up token is never the first page
        })?,
    };
    let seller = &call.world.amazon;
    let has = |stock: &&Stock| seller.features.why_not(&name, &stock.seller_sku, Some(stock)).is_none();
    let all: Vec<&Stock> = seller.stock.values().filter(has).collect();
    let shown = all.iter().skip(from).take(PAGE);
    let rows: Vec<Value> = shown
        .map(|stock| {
            json!({ "sellerSku": stock.seller_sku, "fnSku": stock.fn_sku, "asin": stock.asin,
                "skuCount": stock.level.fulfillable, "overlappingSkus": [] })
        })
        .collect();
    let mut payload = json!({ "marketplaceId": super::MARKETPLACE_ID, "featureName": name, "featureSkus": rows });
    if all.len() > from + PAGE
        && let Some(payload) = payload.as_object_mut()
    {
        payload.insert("nextToken".to_owned(), json!(format!("sku-{}", from + PAGE)));
    }
    Ok(json!({ "payload": payload }))
}

fn check_marketplace(call: &Call<'_>) -> Result<(), Refusal> {
    match call.query("marketplaceId") {
        Some(super::MARKETPLACE_ID) => Ok(()),
        Some(_) => Err(invalid("marketplaceId", "the seller does not participate in this marketplace")),
        None => Err(super::validate::missing("marketplaceId")),
    }
}

/// Option and SKU of the path.
fn named(call: &Call<'_>) -> Result<(String, Option<String>), Refusal> {
    let mut rest = call.path.split("/features/inventory/").nth(1).unwrap_or_default().split('/');
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let name = rest.next().map(decoded).unwrap_or_default();
    if call.world.amazon.features.region_without {
        return Err(no_region(&name)); // whatever name was sent
    }
    if !FEATURES.contains(&name.as_str()) {
        return Err(Refusal::input(format!("Must be {}", FEATURES.join(" or "))));
    }
    Ok((name, rest.next().map(decoded)))
}
