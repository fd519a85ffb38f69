//! What Amazon's previews say (fact sheet 4.5; F074, F320, F432).

use shopferry_channel::{Preview, SpeedPreview, UnfulfillableUnits};
use shopferry_domain::plan::Speed;
use shopferry_domain::{Money, SellerSku};

use super::wish;
use crate::wire::{Previews, WirePreview};

/// All speeds, and the asked one in front.
pub fn preview(previews: &Previews, speed: &Speed) -> Preview {
    let by_speed: Vec<SpeedPreview> = previews.fulfillment_previews.iter().map(one).collect();
    let speeds = previews.fulfillment_previews.iter().filter(|p| p.is_fulfillable);
    let speeds = speeds.map(|p| p.shipping_speed_category.clone()).collect();
    let of_speed = |p: &&WirePreview| p.shipping_speed_category.eq_ignore_ascii_case(speed.as_str());
    let Some(asked) = previews.fulfillment_previews.iter().find(of_speed) else {
        return Preview {
            fulfillable: false,
            reasons: vec![format!("Amazon does not offer the speed {speed}")],
            fee: None,
            arrives_by: None,
            speeds,
            by_speed,
            unfulfillable: Vec::new(),
            features: Vec::new(),
        };
    };
    let SpeedPreview { fulfillable, fee, arrives_by, reasons, .. } = one(asked);
    Preview {
        fulfillable,
        reasons,
        fee,
        arrives_by,
        speeds,
        by_speed,
        unfulfillable: unfulfillable(asked),
        features: asked.feature_constraints.iter().filter_map(wish).collect(),
    }
}

fn one(wire: &WirePreview) -> SpeedPreview {
    let mut reasons = wire.order_unfulfillable_reasons.clone();
    for item in &wire.unfulfillable_preview_items {
        for why in &item.item_unfulfillable_reasons {
            reasons.push(format!("{}: {why}", item.seller_sku));
        }
    }
    let parcels = &wire.fulfillment_preview_shipments;
    SpeedPreview {
        speed: Speed::parse(&wire.shipping_speed_category),
        fulfillable: wire.is_fulfillable,
        fee: fee(wire),
        ships_by: parcels.iter().filter_map(|s| s.latest_ship_date).max(),
        arrives_by: parcels.iter().filter_map(|s| s.latest_arrival_date).max(),
        reasons,
    }
}

fn unfulfillable(wire: &WirePreview) -> Vec<UnfulfillableUnits> {
    let units = wire.unfulfillable_preview_items.iter().filter_map(|item| {
        Some(UnfulfillableUnits {
            item_key: item.seller_fulfillment_order_item_id.clone(),
            sku: SellerSku::new(&item.seller_sku).ok()?,
            quantity: item.quantity,
            reasons: item.item_unfulfillable_reasons.clone(),
        })
    });
    units.collect()
}

/// The sum of the fees; unknown when one cannot be read or they are of several currencies.
fn fee(preview: &WirePreview) -> Option<Money> {
    let fees = preview.estimated_fees.iter().map(|f| Money::parse(&f.amount.value, &f.amount.currency_code));
    let fees: Vec<Money> = fees.collect::<Result<_, _>>().ok()?;
    let mut fees = fees.into_iter();
    let first = fees.next()?;
    fees.try_fold(first, |sum, fee| sum.plus(&fee)).ok()
}
