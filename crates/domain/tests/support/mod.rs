//! Builders for orders and links.
#![allow(dead_code, reason = "each test binary uses its own part")]

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use shopferry_domain::link::LinkOrigin;
use shopferry_domain::order::{Deadlines, FulfillmentBy, Marks, OrderMoney, OrderType, PlatformStatus, ShippingBy};
use shopferry_domain::routing::{Decision, Overrides, PairedMarketplace, RoutingSettings, Situation, decide};
use shopferry_domain::settings::{MarketplaceSettings, ShopSettings};
use shopferry_domain::*;

pub fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 10, 5, hour, minute, 0).unwrap()
}

pub fn line(id: &str, sku: &str) -> OrderLine {
    OrderLine {
        id: LineId::new(id).unwrap(),
        product: None,
        listing_sku: ListingSkuId::new(format!("listing-{sku}")).unwrap(),
        seller_sku: Some(SellerSku::new(sku).unwrap()),
        title: "Tea mug".into(),
        variant: "red".into(),
        price: None,
        status: PlatformStatus::AwaitingShipment,
        package: None,
        tracking: None,
        carrier: None,
        gift: false,
        contents: Vec::new(),
    }
}

/// Paid at 10:00, awaiting shipment, everything readable.
pub fn order(lines: &[(&str, &str)]) -> Order {
    let known = |t: &str| Hidden::Known(t.into());
    Order {
        connection: ConnectionId::new("tt-1").unwrap(),
        remote: RemoteOrderId::new("576486316948490001").unwrap(),
        status: PlatformStatus::AwaitingShipment,
        kind: OrderType::Normal,
        held: true,
        shipping: ShippingBy::Seller,
        fulfillment: FulfillmentBy::Seller,
        marks: Marks::default(),
        placed_at: at(9, 58),
        paid_at: Some(at(10, 0)),
        updated_at: at(11, 0),
        deadlines: Deadlines::default(),
        progress: shopferry_domain::order::Progress::default(),
        lines: lines.iter().map(|(id, sku)| line(id, sku)).collect(),
        money: OrderMoney::default(),
        ship_to: ShipTo {
            name: known("Practice Buyer 0417"),
            lines: vec![known("417 Practice Street")],
            city: known("Austin"),
            state: known("TX"),
            postcode: known("78701"),
            country: known("US"),
            ..ShipTo::default()
        },
        buyer_note: None,
        seller_note: None,
        cancel_asked_at: None,
        cancel_reason: None,
        delivery_option: None,
        delivery_option_name: None,
        warehouse: None,
        region: "US".into(),
    }
}

pub fn link(sku: &str, parts: &[(&str, u32)], stored_by: StoredBy) -> Link {
    Link {
        listing_sku: ListingSkuId::new(format!("listing-{sku}")).unwrap(),
        components: parts
            .iter()
            .map(|(sku, quantity)| Component { sku: SellerSku::new(sku).unwrap(), quantity: *quantity })
            .collect(),
        stored_by,
        origin: LinkOrigin::Manual,
    }
}

pub fn amazon(sku: &str) -> Link {
    link(sku, &[(sku, 1)], StoredBy::Amazon)
}

pub fn settings() -> RoutingSettings {
    RoutingSettings {
        platform: "tiktok".into(),
        shop: ShopId::new("7494049642642441621").unwrap(),
        shop_name: "Practice shop".into(),
        marketplaces: vec![marketplace("amz-1")],
        start_line: Some(at(0, 0) - TimeDelta::days(30)),
        chosen: ShopSettings::default(),
    }
}

/// A marketplace that stores everything.
pub fn marketplace(id: &str) -> PairedMarketplace {
    PairedMarketplace {
        connection: ConnectionId::new(id).unwrap(),
        id: MarketplaceId::new("ATVPDKIKX0DER").unwrap(),
        settings: MarketplaceSettings::default(),
        holds: true,
        stocked: None,
        currency: None,
    }
}

pub struct Case {
    pub order: Order,
    pub links: Links,
    pub settings: RoutingSettings,
    pub overrides: Overrides,
    pub first_seen: bool,
    pub released_at: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

pub fn case(lines: &[(&str, &str)]) -> Case {
    let links = Links::new(lines.iter().map(|(_, sku)| amazon(sku)));
    Case {
        order: order(lines),
        links,
        settings: settings(),
        overrides: Overrides::default(),
        first_seen: false,
        released_at: None,
        now: at(11, 1),
    }
}

impl Case {
    pub fn decide(&self) -> Decision {
        decide(&Situation {
            order: &self.order,
            links: &self.links,
            settings: &self.settings,
            overrides: &self.overrides,
            part: PartNumber::FIRST,
            first_seen: self.first_seen,
            released_at: self.released_at,
            now: self.now,
        })
    }

    /// State and reason code of the decision.
    pub fn outcome(&self) -> (Option<OrderState>, Option<ReasonCode>) {
        let decision = self.decide();
        (decision.state(), decision.reason().map(|r| r.code))
    }
}
