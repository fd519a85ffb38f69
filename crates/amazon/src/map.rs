//! Amazon's words and ours, both ways; pure.

mod preview;

pub use preview::preview;

use chrono::{DateTime, SecondsFormat, Utc};
use shopferry_channel::{ChannelError, Refusal, RefusalKind};
use shopferry_domain::delivery::DeliveryDocument;
use shopferry_domain::fulfillment::{
    FulfillmentItem, FulfillmentOrder, FulfillmentPackage, FulfillmentStatus, FulfillmentSummary, PackedUnits,
};
use shopferry_domain::plan::{
    ExportAction, ExportPlan, FeatureName, FeatureWish, FillPolicy, LINES_MAX, Speed, UNITS_MAX,
};
use shopferry_domain::plan_text::{NUMBER_CHARS_MAX, check_sku, is_item_key, order_number, slip_text};
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{ExportKey, FulfillerPackageId, Hidden, ReasonCode, SellerSku, ShipTo};

use crate::wire::{
    CreateRequest, PreviewRequest, UpdateRequest, WireAddress, WireConstraint, WireItem, WireOrder, WireOrderHead,
    WirePackage, WireShipment,
};

/// How the first version names a sales channel among the constraints (fact sheet 0.3).
const CHANNEL_PREFIX: &str = "CHANNEL.";
/// A street line (fact sheet 4.1, older limit; F321).
const STREET_CHARS_MAX: usize = 60;

/// The body that asks what would happen at every speed (F074, F432).
///
/// # Errors
/// [`ChannelError::Refused`] when the plan itself cannot be sent.
pub fn preview_request(plan: &ExportPlan) -> Result<PreviewRequest, ChannelError> {
    Ok(PreviewRequest {
        marketplace_id: plan.marketplace.as_str().to_owned(),
        address: address(&plan.ship_to)?,
        items: items(plan)?,
        feature_constraints: constraints(plan),
    })
}

/// The body that lets a held order go: the action is named, for without it the update holds again (F062).
pub fn release_request() -> UpdateRequest {
    UpdateRequest { fulfillment_action: ExportAction::Ship.as_str().to_owned() }
}

/// The body that places an order (F068): the marketplace is always named, no mail address is given.
///
/// # Errors
/// [`ChannelError::Refused`] when the plan itself cannot be sent; nothing has left then.
pub fn create_request(plan: &ExportPlan) -> Result<CreateRequest, ChannelError> {
    let number = order_number(&plan.display_number);
    let slip = slip_text(&plan.slip_text);
    let key = key(plan)?;
    Ok(CreateRequest {
        marketplace_id: plan.marketplace.as_str().to_owned(),
        seller_fulfillment_order_id: key.to_owned(),
        displayable_order_date: iso(plan.display_date),
        // The slip text is required; without one the number is printed again.
        displayable_order_comment: if slip.is_empty() { number.clone() } else { slip },
        displayable_order_id: number,
        shipping_speed_category: plan.speed.as_str().to_owned(),
        destination_address: address(&plan.ship_to)?,
        fulfillment_action: plan.action.as_str().to_owned(),
        fulfillment_policy: plan.policy.as_str().to_owned(),
        items: items(plan)?,
        feature_constraints: constraints(plan),
    })
}

/// Our key, with the characters that can be fetched again (fact sheet 4.6).
pub(crate) fn key(plan: &ExportPlan) -> Result<&str, ChannelError> {
    let key = plan.key.as_str();
    if key.is_empty()
        || key.len() > NUMBER_CHARS_MAX
        || !key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    {
        return Err(unfit(ReasonCode::StateFault, "the export key does not fit Amazon"));
    }
    Ok(key)
}

/// Extended ISO 8601 in UTC with `Z`; other forms made Amazon fail (fact sheet 4.6).
pub fn iso(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(crate) fn unfit(reason: ReasonCode, message: impl Into<String>) -> ChannelError {
    let message = message.into();
    ChannelError::Refused(Refusal { kind: RefusalKind::Other, reason, code: "not_sent".to_owned(), message })
}

pub(crate) fn items(plan: &ExportPlan) -> Result<Vec<WireItem>, ChannelError> {
    if plan.items.is_empty() {
        return Err(unfit(ReasonCode::StateFault, "the order has no items"));
    }
    if plan.items.len() > LINES_MAX {
        return Err(unfit(ReasonCode::TooManyLines, format!("{} lines", plan.items.len())));
    }
    if plan.units() > UNITS_MAX {
        return Err(unfit(ReasonCode::TooManyUnits, format!("{} units", plan.units())));
    }
    let wire = |item: &shopferry_domain::plan::PlanItem| {
        let (sku, key) = (item.sku.as_str(), item.key.as_str());
        if let Err(fault) = check_sku(sku) {
            return Err(unfit(ReasonCode::SkuUnknownAtAmazon, format!("Amazon cannot have the SKU {sku}: {fault}")));
        }
        if !is_item_key(key) || item.quantity == 0 {
            return Err(unfit(ReasonCode::StateFault, format!("the item for the SKU {sku} is not complete")));
        }
        Ok(WireItem {
            seller_sku: sku.to_owned(),
            seller_fulfillment_order_item_id: key.to_owned(),
            quantity: item.quantity,
        })
    };
    plan.items.iter().map(wire).collect()
}

/// Texts are cut, addresses never (F068): what does not fit is refused here, before anything is sent.
pub(crate) fn address(to: &ShipTo) -> Result<WireAddress, ChannelError> {
    if let Some(part) = to.unreadable().into_iter().find(|part| !(*part == "city" && is_japan(to))) {
        return Err(unfit(ReasonCode::AddressHidden, format!("the {part} cannot be read")));
    }
    if let Some((part, max)) = to.too_long().first() {
        return Err(unfit(ReasonCode::AddressTooLong, format!("the {part} is longer than {max} characters")));
    }
    let known = |field: &Hidden| field.known().map(str::to_owned);
    let mut lines: Vec<String> = to.lines.iter().filter_map(known).collect();
    if lines.len() > 3 {
        let last = lines.split_off(2).join(", ");
        if last.chars().count() > STREET_CHARS_MAX {
            return Err(unfit(ReasonCode::AddressTooLong, "the street takes more than three lines"));
        }
        lines.push(last);
    }
    let mut lines = lines.into_iter();
    Ok(WireAddress {
        name: known(&to.name).unwrap_or_default(),
        address_line1: lines.next().unwrap_or_default(),
        address_line2: lines.next(),
        address_line3: lines.next(),
        city: if is_japan(to) { None } else { known(&to.city) },
        state_or_region: known(&to.state),
        postal_code: known(&to.postcode).unwrap_or_default(),
        country_code: known(&to.country).unwrap_or_default(),
        phone: known(&to.phone),
    })
}

fn is_japan(to: &ShipTo) -> bool {
    to.country.known().is_some_and(|c| c.eq_ignore_ascii_case("JP"))
}

/// The options as constraints; the channel's name is one that may not be there (F402; fact sheet 0.3).
fn constraints(plan: &ExportPlan) -> Vec<WireConstraint> {
    let constraint = |name: String, required: bool| WireConstraint {
        feature_name: name,
        feature_fulfillment_policy: if required { "Required" } else { "NotRequired" }.to_owned(),
    };
    let wishes = plan.features.iter().map(|wish| constraint(wish.name.as_str().to_owned(), wish.required));
    let channel = plan.sales_channel.iter().map(|channel| constraint(format!("{CHANNEL_PREFIX}{channel}"), false));
    wishes.chain(channel).collect()
}

/// A constraint as a wish; the channel's name is none.
fn wish(wire: &WireConstraint) -> Option<FeatureWish> {
    let name = wire.feature_name.as_str();
    if name.is_empty() || name.starts_with(CHANNEL_PREFIX) {
        return None;
    }
    let required = wire.feature_fulfillment_policy.eq_ignore_ascii_case("Required");
    Some(FeatureWish { name: FeatureName::parse(name), required })
}

/// A row of the list.
pub fn summary(head: &WireOrderHead) -> FulfillmentSummary {
    FulfillmentSummary {
        key: ExportKey::from_text(head.seller_fulfillment_order_id.as_str()),
        display_number: head.displayable_order_id.clone(),
        status: FulfillmentStatus::parse(&head.fulfillment_order_status),
        changed_at: head.status_updated_date,
        api_version: ApiVersion::V1,
        order: None,
    }
}

/// A whole order. Shipments that were cancelled are left out (F080).
///
/// # Errors
/// The JSON path of a SKU or package number that is empty or over-long.
pub fn order(wire: WireOrder) -> Result<FulfillmentOrder, String> {
    let head = wire.fulfillment_order;
    let item = |(i, item): (usize, crate::wire::WireOrderItem)| {
        let path = format!("payload.fulfillmentOrderItems[{i}].sellerSku");
        Ok::<_, String>(FulfillmentItem {
            key: item.seller_fulfillment_order_item_id,
            sku: SellerSku::new(item.seller_sku).map_err(|_| path)?,
            quantity: item.quantity,
            cancelled: item.cancelled_quantity,
            unfulfillable: item.unfulfillable_quantity,
        })
    };
    let mut packages = Vec::new();
    for (i, shipment) in wire.fulfillment_shipments.iter().enumerate() {
        if !is_cancelled(shipment) {
            for package in &shipment.fulfillment_shipment_package {
                packages.push(parcel(shipment, package).ok_or(format!("payload.fulfillmentShipments[{i}]"))?);
            }
        }
    }
    Ok(FulfillmentOrder {
        key: ExportKey::from_text(head.seller_fulfillment_order_id),
        display_number: head.displayable_order_id,
        status: FulfillmentStatus::parse(&head.fulfillment_order_status),
        received_at: head.received_date,
        changed_at: head.status_updated_date,
        postcode: head.destination_address.and_then(|a| a.postal_code),
        items: wire.fulfillment_order_items.into_iter().enumerate().map(item).collect::<Result<_, _>>()?,
        packages,
        action: head.fulfillment_action.as_deref().map(ExportAction::parse),
        features: head.feature_constraints.iter().filter_map(wish).collect(),
        speed: head.shipping_speed_category.as_deref().map(Speed::parse),
        policy: head.fulfillment_policy.as_deref().map(FillPolicy::parse),
    })
}

/// `CANCELLED_BY_FULFILLER` (Amazon plans a new shipment) and `CANCELLED_BY_SELLER`.
fn is_cancelled(shipment: &WireShipment) -> bool {
    shipment.fulfillment_shipment_status.to_ascii_uppercase().starts_with("CANCELLED")
}

fn parcel(shipment: &WireShipment, package: &WirePackage) -> Option<FulfillmentPackage> {
    // With one parcel its contents are clear even while items carry no package number.
    let only_one = shipment.fulfillment_shipment_package.len() == 1;
    let inside = shipment.fulfillment_shipment_item.iter().filter(|item| {
        item.package_number == Some(package.package_number)
            || (only_one && item.package_number.is_none_or(|number| number == 0))
    });
    let units = inside.map(|item| {
        let sku = SellerSku::new(&item.seller_sku).ok()?;
        let item_key = item.seller_fulfillment_order_item_id.clone();
        Some(PackedUnits { sku, item_key, quantity: item.quantity })
    });
    let filled = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
    let documents = package.delivery_information.iter().flat_map(|d| &d.delivery_document_list);
    Some(FulfillmentPackage {
        id: FulfillerPackageId::new(package.package_number.to_string()).ok()?,
        carrier: filled(&package.carrier_code),
        carrier_number: filled(&package.tracking_number),
        amazon_number: filled(&package.amazon_fulfillment_tracking_number),
        contents: units.collect::<Option<_>>()?,
        shipped: shipment.fulfillment_shipment_status.eq_ignore_ascii_case("SHIPPED"),
        arrives_at: package.estimated_arrival_date.or(shipment.estimated_arrival_date),
        number: i32::try_from(package.package_number).ok(),
        milestone: None,
        documents: documents.map(|d| DeliveryDocument::parse(&d.document_type)).collect(),
    })
}
