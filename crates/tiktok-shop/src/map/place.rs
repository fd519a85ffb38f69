//! Warehouses, delivery options and carriers (F015, F082; tiktok-shop fact sheet 9.1).

use shopferry_channel::{DeliveryOption, Warehouse, WarehouseState};
use shopferry_domain::carrier::Carrier;
use shopferry_domain::{CarrierId, DeliveryOptionId, WarehouseId};

use super::{MapFault, id};
use crate::wire;

/// One warehouse; a place for sales and returns comes as two.
pub(crate) fn warehouse(wire: wire::Warehouse) -> Result<Warehouse, MapFault> {
    Ok(Warehouse {
        id: id("id", wire.id, WarehouseId::new)?,
        name: wire.name.unwrap_or_default(),
        state: match wire.effect_status.as_deref().unwrap_or_default() {
            "ENABLED" => WarehouseState::Enabled,
            "DISABLED" => WarehouseState::Disabled,
            "RESTRICTED" => WarehouseState::Restricted,
            other => WarehouseState::Unknown(other.to_owned()),
        },
        is_sales: wire.kind.is_some_and(|kind| kind.eq_ignore_ascii_case("SALES_WAREHOUSE")),
        is_default: wire.is_default,
    })
}

/// One delivery option.
pub(crate) fn delivery_option(wire: wire::DeliveryOption) -> Result<DeliveryOption, MapFault> {
    Ok(DeliveryOption {
        id: id("id", wire.id, DeliveryOptionId::new)?,
        name: wire.name.unwrap_or_default(),
        kind: wire.kind.unwrap_or_default(),
    })
}

/// One entry of the carrier list.
pub(crate) fn carrier(wire: wire::ShippingProvider) -> Result<Carrier, MapFault> {
    Ok(Carrier { id: id("id", wire.id, CarrierId::new)?, name: wire.name.unwrap_or_default() })
}
