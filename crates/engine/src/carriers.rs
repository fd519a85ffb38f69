//! The platform's carrier lists, and which entry a parcel gets (F082–F085; features section 10).

use chrono::TimeDelta;
use shopferry_channel::{ChannelError, ShipmentSink};
use shopferry_domain::carrier::{Carrier, CarrierDecision, CarrierQuestion, decide_carrier, number_fits};
use shopferry_domain::{CarrierId, ConnectionId, DeliveryOptionId, Reason, ReasonCode};
use shopferry_ledger::{OrderKey, PackageState};

use crate::engine::Engine;
use crate::error::Result;
use crate::parcels::queue_confirmation;

/// The platform's carrier list is kept this long (F082).
const CARRIERS_KEPT: TimeDelta = TimeDelta::hours(24);

/// A parcel whose carrier is looked for.
pub(crate) struct CarrierOf<'a> {
    /// Whose list.
    pub(crate) shop: &'a ConnectionId,
    /// Of which delivery option.
    pub(crate) option: Option<&'a DeliveryOptionId>,
    /// An Amazon parcel.
    pub(crate) amazon: bool,
    /// Carrier as the fulfiller writes it.
    pub(crate) name: Option<&'a str>,
    /// Its number.
    pub(crate) number: &'a str,
    /// A person said to send it although its form looks wrong (F085).
    pub(crate) anyway: bool,
}

impl Engine {
    /// The platform's carrier for a parcel, or the question for a person.
    pub(crate) async fn carrier_for(
        &self,
        sink: &dyn ShipmentSink,
        parcel: CarrierOf<'_>,
    ) -> std::result::Result<std::result::Result<CarrierId, Reason>, ChannelError> {
        let Some(option) = parcel.option else {
            return Ok(Err(Reason::about(ReasonCode::CarrierUnknown, "the order names no delivery option")));
        };
        let list = self.carrier_list(sink, parcel.shop, option).await?;
        let chosen = self.store.read(|v| v.carriers().chosen(parcel.shop)).unwrap_or_default();
        let fallback = self.store.read(|v| v.settings().shop(parcel.shop)).ok().and_then(|s| s.fallback_carrier);
        let question = CarrierQuestion {
            list: &list,
            chosen: &chosen,
            amazon: parcel.amazon,
            name: parcel.name,
            number: parcel.number,
            fallback: fallback.as_ref(),
        };
        let id = match decide_carrier(&question) {
            CarrierDecision::Use(id) => id,
            CarrierDecision::Fallback(id) => return Ok(Ok(id)),
            CarrierDecision::Ask { name, several, .. } => {
                let code = if several { ReasonCode::CarrierSeveral } else { ReasonCode::CarrierUnknown };
                return Ok(Err(Reason::about(code, name)));
            }
        };
        let listed = list.iter().find(|c| c.id == id).map(|c| c.name.as_str()).unwrap_or_default();
        if !parcel.amazon && !parcel.anyway && number_fits(listed, parcel.number) == Some(false) {
            return Ok(Err(Reason::about(ReasonCode::NumberOdd, listed)));
        }
        Ok(Ok(id))
    }

    /// The platform's carriers for an order that its own warehouse ships; empty when it names no delivery option.
    ///
    /// # Errors
    /// As the platform, when the list is not known yet.
    pub async fn carriers_of(&self, key: OrderKey) -> Result<Vec<Carrier>> {
        let Some(row) = self.store.read(|v| v.orders().get(key))? else { return Ok(Vec::new()) };
        let port = self.sales(&row.order.connection)?;
        let (Some(sink), Some(option)) = (port.shipments(), row.order.delivery_option.as_ref()) else {
            return Ok(Vec::new());
        };
        Ok(self.carrier_list(sink, &row.order.connection, option).await?)
    }

    /// The list of a delivery option, read again when it is a day old.
    async fn carrier_list(
        &self,
        sink: &dyn ShipmentSink,
        shop: &ConnectionId,
        option: &DeliveryOptionId,
    ) -> std::result::Result<Vec<Carrier>, ChannelError> {
        let now = self.now();
        let kept = self.store.read(|v| v.carriers().list(shop, option)).ok().flatten();
        if let Some((list, _)) = kept.filter(|(_, read_at)| now - *read_at < CARRIERS_KEPT) {
            return Ok(list);
        }
        let list = sink.carriers(option).await?;
        let stored = self.store.write(|tx| tx.carriers().save_list(shop, option, &list, now));
        if let Err(error) = stored {
            self.step(shop.as_str(), "carriers_not_kept", option.as_str(), &error.to_string());
        }
        Ok(list)
    }

    /// A person chose the platform's entry for a carrier: the answer is kept, and the parcels that waited for it go on
    /// (F083). Answers how many.
    ///
    /// # Errors
    /// As the ledger.
    pub fn choose_carrier(&self, shop: &ConnectionId, name: &str, carrier: &CarrierId) -> Result<u32> {
        let now = self.now();
        let freed = self.store.write(|tx| {
            tx.carriers().choose(shop, name, carrier)?;
            let mut freed = 0_u32;
            for (order, mut package) in tx.packages().failed(shop)? {
                let asks = package.reason.as_ref().filter(|r| is_question(r.code));
                if asks.is_none_or(|r| r.detail.as_deref().unwrap_or_default() != name) {
                    continue;
                }
                let Some(row) = tx.orders().get(order)? else { continue };
                package.state = PackageState::Queued;
                package.reason = None;
                tx.packages().save(&package)?;
                queue_confirmation(tx, &row, &package, false, now)?;
                freed += 1;
            }
            Ok(freed)
        })?;
        self.wake();
        Ok(freed)
    }
}

/// Whether a parcel waits for a person to choose its carrier.
pub fn is_question(code: ReasonCode) -> bool {
    matches!(code, ReasonCode::CarrierSeveral | ReasonCode::CarrierUnknown)
}
