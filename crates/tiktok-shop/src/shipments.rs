//! Telling the platform what was shipped (F082, F086, F404–F406; tiktok-shop fact sheet 9).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use shopferry_channel::{
    ChannelError, Correction, Refusal, RefusalKind, Result, ShipmentNotice, ShipmentReceipt, ShipmentSink, ShippingWay,
};
use shopferry_domain::carrier::Carrier;
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{DeliveryOptionId, LineId, PackageId, ReasonCode};
use shopferry_net::decode_value;

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::{
    CORRECT_PACKAGE, GET_ORDERS, GET_SHIPPING_PROVIDERS, MARK_AS_SHIPPED, SHIP_PACKAGE, VALIDATE_TRACKING,
};
use crate::orders;
use crate::region::{Region, other_way};
use crate::wire;

pub(crate) struct Shipments {
    pub(crate) client: Arc<Client>,
    pub(crate) region: &'static Region,
    /// How this shop is told; changes once when the platform says that the other way is its own (F404).
    pub(crate) way: Mutex<ShippingWay>,
}

#[async_trait]
impl ShipmentSink for Shipments {
    async fn carriers(&self, option: &DeliveryOptionId) -> Result<Vec<Carrier>> {
        let operation = &GET_SHIPPING_PROVIDERS;
        let ask = |_: &str| Ask::default().id(option.as_str());
        let list: wire::ShippingProviderList =
            self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
        // An entry without an id cannot be chosen.
        Ok(list.shipping_providers.into_iter().filter_map(|entry| map::carrier(entry).ok()).collect())
    }

    async fn is_platforms_own(&self, number: &TrackingNumber) -> Result<Option<bool>> {
        if !self.region.checks_numbers {
            return Ok(None);
        }
        let ask = |_: &str| Ask::default().query("tracking_number", number.as_str());
        let asked = self.client.call::<wire::TrackingValidation, _>(&VALIDATE_TRACKING, ask).await;
        match asked.map_err(|fault| self.client.told(&VALIDATE_TRACKING, fault)) {
            Ok(answer) => Ok(match (answer.is_tiktok_shipping, answer.is_tiktok_collection) {
                (None, None) => None,
                (shipping, collection) => Some(shipping == Some(true) || collection == Some(true)),
            }),
            Err(fault @ (ChannelError::NeedsSignIn { .. } | ChannelError::Secrets(_))) => Err(fault),
            // No answer does not stop the upload (F406).
            Err(_) => Ok(None),
        }
    }

    async fn mark_shipped(&self, notice: &ShipmentNotice) -> Result<ShipmentReceipt> {
        if notice.lines.is_empty() {
            // To the platform an empty list means *all lines*; we never mean that.
            return Err(ours("no line is named"));
        }
        let way = *self.way.lock().unwrap_or_else(PoisonError::into_inner);
        match self.tell(way, notice).await {
            Err(ChannelError::Refused(refusal)) if refusal.kind == RefusalKind::NotThisRegion => {
                let answer = self.tell(other_way(way), notice).await;
                match &answer {
                    Err(ChannelError::Refused(other)) if other.kind == RefusalKind::NotThisRegion => {
                        Err(ChannelError::Refused(refusal))
                    }
                    _ => {
                        *self.way.lock().unwrap_or_else(PoisonError::into_inner) = other_way(way);
                        answer
                    }
                }
            }
            answer => answer,
        }
    }

    async fn correct(&self, correction: &Correction) -> Result<()> {
        let (number, carrier) = (correction.number.as_str(), correction.carrier.as_str());
        let ask = |version: &str| {
            let ask = Ask::default().id(correction.package.as_str());
            if version == "202309" {
                let (tracking_number, shipping_provider_id) = (number, carrier);
                return ask.body(&wire::SelfShipment { tracking_number, shipping_provider_id });
            }
            let info = wire::ShippingInfo { tracking_number: number, shipping_provider_id: carrier };
            ask.body(&wire::CorrectPackage { shipping_info_list: [info] })
        };
        let answer = self.client.call::<wire::Nothing, _>(&CORRECT_PACKAGE, ask).await;
        answer.map(|_| ()).map_err(|fault| self.client.told(&CORRECT_PACKAGE, fault))
    }

    fn takes_early_numbers(&self) -> bool {
        self.region.takes_early_numbers
    }
}

impl Shipments {
    async fn tell(&self, way: ShippingWay, notice: &ShipmentNotice) -> Result<ShipmentReceipt> {
        match way {
            ShippingWay::MarkingLines => self.mark_lines(notice).await,
            ShippingWay::ShippingPackages => self.ship_package(notice).await,
        }
    }

    async fn mark_lines(&self, notice: &ShipmentNotice) -> Result<ShipmentReceipt> {
        let (number, carrier) = (notice.number.as_str(), notice.carrier.as_str());
        let ask = |version: &str| {
            let ask = Ask::default().id(notice.order.as_str());
            let lines = notice.lines.iter().map(LineId::as_str);
            if version == "202309" {
                return ask.body(&wire::MarkAsShipped202309 {
                    order_line_item_ids: lines.collect(),
                    tracking_number: number,
                    shipping_provider_id: carrier,
                });
            }
            ask.body(&wire::MarkAsShipped {
                order_line_list: line_refs(notice),
                shipping_info_list: [wire::ShippingInfo { tracking_number: number, shipping_provider_id: carrier }],
            })
        };
        let answer: wire::Shipped =
            self.client.call(&MARK_AS_SHIPPED, ask).await.map_err(|fault| self.client.told(&MARK_AS_SHIPPED, fault))?;
        // It is done in any case; an id that cannot be used is found again when the order is read.
        let package = answer.package_id.and_then(|id| PackageId::new(id).ok());
        Ok(ShipmentReceipt { package, warning: answer.warning.and_then(|warning| warning.message) })
    }

    async fn ship_package(&self, notice: &ShipmentNotice) -> Result<ShipmentReceipt> {
        let package = self.package_of(notice).await?;
        let body = wire::ShipPackage {
            self_shipment: wire::SelfShipment {
                tracking_number: notice.number.as_str(),
                shipping_provider_id: notice.carrier.as_str(),
            },
        };
        let ask = |_: &str| Ask::default().id(package.as_str()).body(&body);
        let _: wire::Nothing =
            self.client.call(&SHIP_PACKAGE, ask).await.map_err(|fault| self.client.told(&SHIP_PACKAGE, fault))?;
        Ok(ShipmentReceipt { package: Some(package), warning: None })
    }

    /// The one package that holds exactly the notice's lines; anything else has to be split or taken apart first.
    async fn package_of(&self, notice: &ShipmentNotice) -> Result<PackageId> {
        let raw = orders::detail(&self.client, std::slice::from_ref(&notice.order)).await?;
        let Some(raw) = raw.into_iter().next() else {
            return Err(ours("the platform does not give out this order"));
        };
        let order: wire::Order = decode_value(GET_ORDERS.name, raw).map_err(|f| self.client.told(&GET_ORDERS, f))?;
        if order.split_or_combine_tag.as_deref() == Some("COMBINED") {
            return Err(ours("the platform combined this order's package with another; take it apart there first"));
        }
        let named = |id: Option<&str>| notice.lines.iter().any(|line| Some(line.as_str()) == id);
        let packages: BTreeSet<&str> = order
            .line_items
            .iter()
            .filter(|line| named(line.id.as_deref()))
            .filter_map(|line| line.package_id.as_deref())
            .collect();
        let mut packages = packages.into_iter();
        let (Some(package), None) = (packages.next(), packages.next()) else {
            return Err(ours("the lines of this parcel are not in one package there"));
        };
        let holds_more = order.line_items.iter().any(|line| {
            let open = line.display_status.as_deref() != Some("CANCELLED");
            open && line.package_id.as_deref() == Some(package) && !named(line.id.as_deref())
        });
        if holds_more {
            return Err(ours("the package there holds more than this parcel; split it there first"));
        }
        PackageId::new(package).map_err(|_| ours("the package's id cannot be used"))
    }
}

/// The lines of a parcel; a bundle that is told unit by unit stands once for each unit.
fn line_refs(notice: &ShipmentNotice) -> Vec<wire::OrderLineRef<'_>> {
    let mut refs = Vec::new();
    for line in &notice.lines {
        let order_line_id = line.as_str();
        let units: Vec<_> = notice.units.iter().filter(|(of, _)| of == line).collect();
        if units.is_empty() {
            refs.push(wire::OrderLineRef { order_line_id, sub_item_id: None });
        }
        refs.extend(
            units.into_iter().map(|(_, unit)| wire::OrderLineRef { order_line_id, sub_item_id: Some(unit.as_str()) }),
        );
    }
    refs
}

/// A no of our own, before anything was sent.
fn ours(message: &str) -> ChannelError {
    ChannelError::Refused(Refusal {
        kind: RefusalKind::Other,
        reason: ReasonCode::TrackingRefused,
        code: "not_sent".to_owned(),
        message: message.to_owned(),
    })
}
