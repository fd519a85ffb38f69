//! Telling the warehouse exactly what becomes of one order, for stories: nothing of it happens by itself any more.

use super::order::{OrderStatus, Package, Shipment, ShipmentItem, ShipmentStatus};
use super::seller::Seller;

/// A parcel as a story wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedParcel {
    /// Package number.
    pub number: i32,
    /// Seller SKU and units.
    pub contents: Vec<(String, u32)>,
    /// Carrier code.
    pub carrier: String,
    /// The carrier's number, once there is one.
    pub tracking: Option<String>,
    /// Amazon's early number.
    pub aftn: Option<String>,
    /// When it left the warehouse; none = it is still there.
    pub left_ms: Option<i64>,
}

impl StagedParcel {
    /// A parcel that is still in the warehouse and has no number.
    pub fn of(number: i32, contents: &[(&str, u32)]) -> Self {
        Self {
            number,
            contents: contents.iter().map(|(sku, units)| ((*sku).to_owned(), *units)).collect(),
            carrier: "UPS".to_owned(),
            tracking: None,
            aftn: None,
            left_ms: None,
        }
    }

    /// Gives it the carrier's number.
    #[must_use]
    pub fn numbered(mut self, carrier: &str, tracking: &str) -> Self {
        self.carrier = carrier.to_owned();
        self.tracking = Some(tracking.to_owned());
        self
    }

    /// Gives it an early number.
    #[must_use]
    pub fn early(mut self, aftn: &str) -> Self {
        self.aftn = Some(aftn.to_owned());
        self
    }

    /// It left at this moment.
    #[must_use]
    pub fn left(mut self, at_ms: i64) -> Self {
        self.left_ms = Some(at_ms);
        self
    }
}

impl Seller {
    /// Puts the order that bears this visible number into a status with exactly these parcels, one shipment each, and
    /// lets nothing happen to it by itself from now on.
    ///
    /// # Errors
    /// When no order bears the number, or a parcel holds what was not ordered.
    pub fn stage(
        &mut self,
        displayable_id: &str,
        status: OrderStatus,
        parcels: &[StagedParcel],
        now_ms: i64,
    ) -> Result<(), String> {
        let id = self.orders.values().filter(|o| o.displayable_id == displayable_id).map(|o| o.id.clone()).next_back();
        let id = id.ok_or_else(|| format!("Amazon has no order {displayable_id}"))?;
        self.forget(&id);
        let Some(order) = self.orders.get_mut(&id) else { return Ok(()) };
        let mut shipments = Vec::new();
        for parcel in parcels {
            let mut items = Vec::new();
            for (sku, quantity) in &parcel.contents {
                let item = order.items.iter().position(|item| item.seller_sku == *sku);
                let item = item.ok_or_else(|| format!("{displayable_id} has no {sku}"))?;
                items.push(ShipmentItem { item, quantity: *quantity, package_number: parcel.number });
            }
            let ship_ms = parcel.left_ms.unwrap_or(now_ms + 86_400_000);
            let package = Package {
                number: parcel.number,
                carrier: parcel.carrier.clone(),
                tracking: parcel.tracking.clone().unwrap_or_default(),
                tracking_from_ms: if parcel.tracking.is_some() { now_ms } else { i64::MAX },
                aftn: parcel.aftn.clone().map(|aftn| (aftn, now_ms)),
                ship_ms,
                arrive_ms: ship_ms + 3 * 86_400_000,
                fate: super::ParcelFate::Arrives,
            };
            let status = if parcel.left_ms.is_some() { ShipmentStatus::Shipped } else { ShipmentStatus::Pending };
            let id = format!("DSTAGED{}", parcel.number);
            shipments.push(Shipment { id, warehouse: "PHX3", status, items, packages: vec![package], ship_ms });
        }
        order.shipments = shipments;
        order.status = status;
        order.status_ms = now_ms;
        Ok(())
    }
}
