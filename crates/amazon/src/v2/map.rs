//! What we send in the second version; pure.

use shopferry_channel::ChannelError;
use shopferry_domain::ReasonCode;
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FillPolicy, PlanItem, Speed};
use shopferry_domain::plan_text::{order_number, slip_text};

use super::wire::{
    Additional, Amount, Configuration, CreateRequest, Destination, LineItem, Origin, Packaging, PackingSlip,
    PreviewRequest, Product, ProductId, ServiceLevel, Services, SlipAttributes, UpdateRequest,
};
use crate::Marketplace;
use crate::map::{address, iso, items, key, unfit};

/// The word for an option that must be there.
pub const REQUIRED: &str = "REQUIRED";
/// A plain box.
pub const UNBRANDED: &str = "UNBRANDED";
/// A sales channel's name (fact sheet 5).
const CHANNEL_CHARS_MAX: usize = 40;

/// The body that asks what would happen; both speeds of the sheet are asked for beside the wanted one (F074, F432).
///
/// # Errors
/// [`ChannelError::Refused`] when the plan itself cannot be sent.
pub fn preview_request(plan: &ExportPlan) -> Result<PreviewRequest, ChannelError> {
    let mut tiers = vec![tier(&plan.speed)];
    for speed in [Speed::Standard, Speed::Expedited] {
        if !tiers.contains(&tier(&speed)) {
            tiers.push(tier(&speed));
        }
    }
    Ok(PreviewRequest {
        channel: channel(plan),
        origin: origin(plan)?,
        destination: Destination { delivery_address: address(&plan.ship_to)? },
        line_items: lines(plan, false)?,
        fulfillment_configuration: Configuration {
            service_level: Some(ServiceLevel { service_tiers: tiers }),
            services: services(plan, None)?,
            ..Configuration::default()
        },
    })
}

/// The body that places an order (F068): the country is always named, no mail address is given, and the packing slip
/// carries number, date and text.
///
/// # Errors
/// [`ChannelError::Refused`] when the plan itself cannot be sent; nothing has left then.
pub fn create_request(plan: &ExportPlan) -> Result<CreateRequest, ChannelError> {
    let text = slip_text(&plan.slip_text);
    let slip = SlipAttributes {
        order_id: Some(order_number(&plan.display_number)),
        order_time: Some(iso(plan.display_date)),
        order_text: Some(text).filter(|text| !text.is_empty()),
    };
    Ok(CreateRequest {
        order_id: key(plan)?.to_owned(),
        channel: channel(plan),
        origin: origin(plan)?,
        destination: Destination { delivery_address: address(&plan.ship_to)? },
        line_items: lines(plan, true)?,
        fulfillment_configuration: Configuration {
            service_level: Some(ServiceLevel { service_tiers: vec![tier(&plan.speed)] }),
            action: Some(shouted(plan.action.as_str())),
            policy: Some(policy(&plan.policy)),
            services: services(plan, Some(slip))?,
        },
    })
}

/// The body that lets a held order go: the action is named, for without it the update may hold again (F062).
pub fn release_request() -> UpdateRequest {
    let action = Some(shouted(ExportAction::Ship.as_str()));
    UpdateRequest { fulfillment_configuration: Configuration { action, ..Configuration::default() } }
}

/// The second version's word for a speed.
pub fn tier(speed: &Speed) -> String {
    shouted(speed.as_str())
}

fn shouted(word: &str) -> String {
    word.to_ascii_uppercase()
}

fn policy(policy: &FillPolicy) -> String {
    match policy {
        FillPolicy::FillOrKill => "FILL_OR_KILL".to_owned(),
        FillPolicy::FillAll => "FILL_ALL".to_owned(),
        FillPolicy::FillAllAvailable => "FILL_ALL_AVAILABLE".to_owned(),
        FillPolicy::Unknown(word) => word.clone(),
    }
}

fn channel(plan: &ExportPlan) -> Option<String> {
    plan.sales_channel.as_ref().map(|name| name.chars().take(CHANNEL_CHARS_MAX).collect())
}

fn origin(plan: &ExportPlan) -> Result<Origin, ChannelError> {
    let row = Marketplace::by_id(plan.marketplace.as_str());
    let country = row.ok_or_else(|| unfit(ReasonCode::StateFault, "the marketplace has no country"))?.country;
    Ok(Origin { country_code: country.to_owned() })
}

/// The limits are the first version's: 100 lines, 250 units, 50 characters (fact sheet 4.1).
fn lines(plan: &ExportPlan, with_keys: bool) -> Result<Vec<LineItem>, ChannelError> {
    items(plan)?;
    let line = |item: &PlanItem| LineItem {
        line_item_id: with_keys.then(|| item.key.clone()),
        product: Product { product_identifier: ProductId { amazon_sku: item.sku.as_str().to_owned() } },
        amount: Amount::of(item.quantity),
    };
    Ok(plan.items.iter().map(line).collect())
}

/// The options of a plan. What is only wanted has no word here and is left to the account's own settings; what is
/// required and has no word is refused before anything is sent (F073, F431).
fn services(plan: &ExportPlan, slip: Option<SlipAttributes>) -> Result<Option<Services>, ChannelError> {
    let mut packaging =
        Packaging { packing_slip: slip.map(|s| PackingSlip { template_attributes: s }), ..Packaging::default() };
    let mut additional = None;
    for wish in plan.features.iter().filter(|wish| wish.required) {
        match &wish.name {
            FeatureName::BlankBox => packaging.packaging_option = Some(UNBRANDED.to_owned()),
            FeatureName::Overbox => packaging.overbox = Some(REQUIRED.to_owned()),
            FeatureName::BlockAmzl => additional = Some(Additional { block_amzl: Some(REQUIRED.to_owned()) }),
            // Every order of this version has a slip.
            FeatureName::PackingSlip => {}
            other => {
                let text = format!("{other} cannot be asked for in the second version");
                return Err(unfit(ReasonCode::FeatureNotOffered, text));
            }
        }
    }
    let empty = packaging.packaging_option.is_none() && packaging.overbox.is_none() && packaging.packing_slip.is_none();
    if empty && additional.is_none() {
        return Ok(None);
    }
    Ok(Some(Services { packaging: (!empty).then_some(packaging), additional }))
}
