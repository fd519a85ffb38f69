//! Orders of the second version in our words; pure.

use shopferry_domain::delivery::{DeliveryDocument, Milestone};
use shopferry_domain::fulfillment::{
    FulfillmentItem, FulfillmentOrder, FulfillmentPackage, FulfillmentStatus, FulfillmentSummary, PackedUnits,
};
use shopferry_domain::plan::{ExportAction, FeatureName, FeatureWish, FillPolicy, Speed};
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{ExportKey, FulfillerPackageId, SellerSku};

use super::map::{REQUIRED, UNBRANDED};
use super::wire::{Amount, Configuration, OrderLine, Package, Shipment, ShipmentItem, WireOrder};

/// A row of the list: the whole order (F080).
///
/// # Errors
/// As [`order`].
pub fn summary(wire: WireOrder) -> Result<FulfillmentSummary, String> {
    let order = order(wire)?;
    Ok(FulfillmentSummary {
        key: order.key.clone(),
        display_number: order.display_number.clone(),
        status: order.status.clone(),
        changed_at: order.changed_at,
        api_version: ApiVersion::V2,
        order: Some(Box::new(order)),
    })
}

/// A whole order. Shipments that were cancelled are left out (F080). The visible number is empty when Amazon does not
/// echo the packing slip.
///
/// # Errors
/// The JSON path of what cannot be read.
pub fn order(wire: WireOrder) -> Result<FulfillmentOrder, String> {
    let items = wire.line_items.into_iter().enumerate();
    let items = items.map(|(i, line)| item(line).ok_or_else(|| format!("lineItems[{i}]"))).collect::<Result<_, _>>()?;
    let mut packages = Vec::new();
    for (i, shipment) in wire.shipments.iter().enumerate() {
        if !shipment.status.to_ascii_uppercase().starts_with("CANCELLED") {
            for package in &shipment.packages {
                packages.push(parcel(shipment, package).ok_or_else(|| format!("shipments[{i}]"))?);
            }
        }
    }
    let how = wire.fulfillment_configuration;
    let slip = how.services.as_ref().and_then(|s| s.packaging.as_ref()?.packing_slip.as_ref());
    Ok(FulfillmentOrder {
        key: ExportKey::from_text(wire.order_id),
        display_number: slip.and_then(|s| s.template_attributes.order_id.clone()).unwrap_or_default(),
        status: status(&wire.status),
        received_at: wire.receive_time,
        changed_at: wire.status_update_time,
        postcode: wire.destination.and_then(|d| d.delivery_address).and_then(|a| a.postal_code),
        items,
        packages,
        action: how.action.as_deref().map(ExportAction::parse),
        features: features(&how),
        speed: how.service_level.as_ref().and_then(|l| l.service_tiers.first()).map(|tier| Speed::parse(tier)),
        policy: how.policy.as_deref().map(policy),
    })
}

/// Five endings and one word for all that comes before; whatever else is sent survives.
fn status(word: &str) -> FulfillmentStatus {
    match word.to_ascii_uppercase().as_str() {
        "PROCESSING" => FulfillmentStatus::InProgress,
        "COMPLETE_PARTIAL" => FulfillmentStatus::CompletePartialled,
        _ => FulfillmentStatus::parse(word),
    }
}

fn policy(word: &str) -> FillPolicy {
    match FillPolicy::parse(&word.replace('_', "")) {
        FillPolicy::Unknown(_) => FillPolicy::Unknown(word.to_owned()),
        known => known,
    }
}

/// What is asked for, as read back (F072, F073).
fn features(how: &Configuration) -> Vec<FeatureWish> {
    let Some(services) = &how.services else { return Vec::new() };
    let packaging = services.packaging.as_ref();
    let is = |word: Option<&String>, wanted: &str| word.is_some_and(|word| word.eq_ignore_ascii_case(wanted));
    let block = services.additional.as_ref().and_then(|a| a.block_amzl.as_ref());
    [
        (FeatureName::BlankBox, is(packaging.and_then(|p| p.packaging_option.as_ref()), UNBRANDED)),
        (FeatureName::Overbox, is(packaging.and_then(|p| p.overbox.as_ref()), REQUIRED)),
        (FeatureName::BlockAmzl, is(block, REQUIRED)),
    ]
    .into_iter()
    .filter(|(_, asked)| *asked)
    .map(|(name, _)| FeatureWish { name, required: true })
    .collect()
}

fn item(line: OrderLine) -> Option<FulfillmentItem> {
    // An amount that is not there is none; one that cannot be read is not nothing.
    let units = |amount: Option<&Amount>| amount.map_or(Some(0), Amount::units);
    Some(FulfillmentItem {
        key: line.line_item_id,
        sku: SellerSku::new(line.product.product_identifier.amazon_sku).ok()?,
        quantity: line.amount.units()?,
        cancelled: units(line.cancelled_amount.as_ref())?,
        unfulfillable: units(line.unfulfillable_amount.as_ref())?,
    })
}

fn parcel(shipment: &Shipment, package: &Package) -> Option<FulfillmentPackage> {
    let inside = shipment.items.iter().filter(|item| is_inside(shipment, package, item));
    let units = inside.map(|item| {
        let sku = SellerSku::new(&item.product_identifier.amazon_sku).ok()?;
        Some(PackedUnits { sku, item_key: item.line_item_id.clone(), quantity: item.amount.units()? })
    });
    let filled = |text: Option<&String>| text.filter(|t| !t.trim().is_empty()).cloned();
    let carrier = package.tracking.as_ref().and_then(|t| t.carrier.as_ref());
    let amazon = package.tracking.as_ref().and_then(|t| t.amazon.as_ref());
    let milestone = package.status.as_deref().filter(|s| !s.is_empty()).map(Milestone::parse);
    let has_photo = package.tracking.as_ref().is_some_and(super::wire::Tracking::has_photo);
    Some(FulfillmentPackage {
        id: FulfillerPackageId::new(package.package_id.as_str()).ok()?,
        carrier: filled(carrier.and_then(|c| c.carrier_code.as_ref())),
        carrier_number: filled(carrier.and_then(|c| c.tracking_number.as_ref())),
        amazon_number: filled(amazon.and_then(|a| a.tracking_number.as_ref())),
        contents: units.collect::<Option<_>>()?,
        // A shipment is SHIPPED when all its parcels have left; one of them may be on its way before.
        shipped: shipment.status.eq_ignore_ascii_case("SHIPPED") || milestone.as_ref().is_some_and(has_left),
        arrives_at: package.delivery_time.or(shipment.delivery_time),
        number: None,
        milestone,
        documents: if has_photo { vec![DeliveryDocument::Image] } else { Vec::new() },
    })
}

/// By the parcel's list of units, by the units' own field, or by there being one parcel only.
fn is_inside(shipment: &Shipment, package: &Package, item: &ShipmentItem) -> bool {
    let listed = item.shipment_item_id.as_ref().is_some_and(|id| package.shipment_item_ids.contains(id));
    let says_so = item.package_id.as_deref() == Some(package.package_id.as_str());
    let unsaid = item.package_id.as_deref().is_none_or(str::is_empty) && package.shipment_item_ids.is_empty();
    listed || says_so || (unsaid && shipment.packages.len() == 1)
}

fn has_left(milestone: &Milestone) -> bool {
    use Milestone as M;
    matches!(milestone, M::InTransit | M::OutForDelivery | M::Delivered | M::Undeliverable)
}
