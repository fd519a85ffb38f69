//! Where a package is, and the photo of its delivery (fact sheet 4.3 and 4.4; F408).

use async_trait::async_trait;
use shopferry_channel::{ChannelError, DeliverySource, PhotoLink, RefusalKind, Result};
use shopferry_domain::ExportKey;
use shopferry_domain::delivery::{DeliveryDocument, DeliveryEvent, DeliveryNews, Milestone};
use shopferry_domain::fulfillment::FulfillmentPackage;

use crate::Amazon;
use crate::client::Ask;
use crate::operation::TRACK;
use crate::wire::{Payload, WireTracking, WireTrackingEvent};

/// Delivered.
const DELIVERED: &str = "EVENT_301";
/// Lost.
const LOST: &str = "EVENT_409";
/// Cannot be delivered.
const UNDELIVERABLE: &str = "EVENT_416";

#[async_trait]
impl DeliverySource for Amazon {
    async fn news(&self, package: &FulfillmentPackage) -> Result<Option<DeliveryNews>> {
        let Some(number) = package.number else { return Ok(None) };
        let ask = Ask::new(&TRACK).with("packageNumber", &number.to_string());
        let wire = match self.client.read::<Payload<WireTracking>>(ask).await {
            Ok(answer) => answer.payload,
            Err(ChannelError::Refused(no)) if no.kind == RefusalKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if wire.package_number != i64::from(number) {
            let path = "payload.packageNumber (another package came back)".to_owned();
            return Err(ChannelError::Malformed { operation: TRACK.name.to_owned(), path });
        }
        Ok(Some(news(wire)))
    }

    async fn photo(&self, key: &ExportKey, package: &FulfillmentPackage) -> Result<Option<PhotoLink>> {
        let Some(order) = self.read_order(key).await? else { return Ok(None) };
        let mut parcels = order.fulfillment_shipments.into_iter().flat_map(|s| s.fulfillment_shipment_package);
        let parcel = parcels.find(|p| p.package_number.to_string() == package.id.as_str());
        let documents = parcel.and_then(|p| p.delivery_information).map(|d| d.delivery_document_list);
        let image = documents.unwrap_or_default().into_iter().find(|d| {
            DeliveryDocument::parse(&d.document_type) == DeliveryDocument::Image
                && d.url.as_deref().is_some_and(|url| !url.is_empty())
        });
        Ok(image.and_then(|d| d.url).and_then(PhotoLink::new))
    }
}

fn news(wire: WireTracking) -> DeliveryNews {
    let milestone = wire.current_status.map_or(Milestone::NotTold, |word| Milestone::parse(&word));
    let mut events: Vec<DeliveryEvent> = wire.tracking_events.into_iter().map(event).collect();
    events.sort_by_key(|e| e.at);
    let has = |code: &str| events.iter().any(|e| e.code.eq_ignore_ascii_case(code));
    let delivered = milestone == Milestone::Delivered || has(DELIVERED);
    let last = events.iter().rfind(|e| e.code.eq_ignore_ascii_case(DELIVERED));
    let delivered_at = last.and_then(|e| e.at);
    let undeliverable = milestone.is_trouble() && milestone != Milestone::Lost || has(UNDELIVERABLE);
    DeliveryNews {
        lost: !delivered && (milestone == Milestone::Lost || has(LOST)),
        undeliverable: !delivered && undeliverable,
        milestone,
        events,
        estimated: wire.estimated_arrival_date,
        delivered_at,
    }
}

fn event(wire: WireTrackingEvent) -> DeliveryEvent {
    let place = wire.event_address.map(|a| {
        let parts = [a.city, a.state, a.country];
        parts.into_iter().filter(|p| !p.trim().is_empty()).collect::<Vec<_>>().join(", ")
    });
    DeliveryEvent {
        at: wire.event_date,
        code: wire.event_code,
        place: place.filter(|p| !p.is_empty()),
        words: wire.event_description,
    }
}
