//! A parcel (F087, F092; tiktok-shop fact sheet 9.4).

use shopferry_channel::PackageState;
use shopferry_domain::order::{PackageStatus, PackageTag};
use shopferry_domain::{CarrierId, LineId, PackageId, RemoteOrderId};

use super::text::plain;
use super::{MapFault, maybe, time};
use crate::wire;

/// The parcel that was asked for.
pub(crate) fn package(asked: &PackageId, wire: wire::Package) -> Result<PackageState, MapFault> {
    let status = wire.package_status.ok_or_else(|| MapFault::at("package_status", "it is missing"))?;
    let mut orders = Vec::new();
    for order in wire.orders {
        orders.extend(maybe("orders.id", order.id, RemoteOrderId::new)?);
    }
    let mut lines = Vec::new();
    for line in wire.order_line_item_ids.unwrap_or_default() {
        lines.push(LineId::new(line).map_err(|fault| MapFault::at("order_line_item_ids", fault))?);
    }
    Ok(PackageState {
        package: maybe("package_id", wire.package_id, PackageId::new)?.unwrap_or_else(|| asked.clone()),
        orders,
        lines,
        status: PackageStatus::parse(&status),
        sub_status: wire.package_sub_status,
        exception: wire.ship_exception_reason,
        tags: wire.biz_extension_tags.iter().flatten().map(|tag| PackageTag::parse(tag)).collect(),
        number: wire.tracking_number,
        last_mile_number: wire.last_mile_tracking_number,
        carrier: maybe("shipping_provider_id", wire.shipping_provider_id, CarrierId::new)?,
        carrier_name: wire.shipping_provider_name.as_deref().map(plain),
        created_at: time(wire.create_time),
        updated_at: time(wire.update_time),
    })
}
