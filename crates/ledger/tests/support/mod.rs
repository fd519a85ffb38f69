//! Builders for the tests of this crate.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use shopferry_domain::link::{Component, LinkOrigin};
use shopferry_domain::order::{Deadlines, FulfillmentBy, Marks, OrderMoney, OrderType, PlatformStatus, ShippingBy};
use shopferry_domain::plan::{ExportAction, ExportPlan, FillPolicy, PlanItem, Speed};
use shopferry_domain::{
    ConnectionId, ExportKey, Hidden, LineId, Link, ListingSkuId, MarketplaceId, Order, OrderLine, OrderState,
    PartNumber, RemoteOrderId, SellerSku, ShipTo, ShopId, StoredBy,
};
use shopferry_ledger::{Connection, ConnectionHealth, Durability, ExportRow, Ledger, OrderKey, Platform, Tx};

/// Minutes after the tests' noon.
pub fn at(minutes: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub fn shop() -> ConnectionId {
    ConnectionId::new("tt-1").unwrap()
}

pub fn amazon() -> ConnectionId {
    ConnectionId::new("amz-1").unwrap()
}

pub fn connection(id: &str, platform: Platform, name: &str) -> Connection {
    Connection {
        id: ConnectionId::new(id).unwrap(),
        platform,
        name: name.to_owned(),
        enabled: true,
        practice: true,
        health: ConnectionHealth::Connected,
        health_reason: None,
        account: serde_json::json!({"shop_id": "7495"}),
        created_at: at(0),
        start_line: None,
        partners: Vec::new(),
        removed_at: None,
    }
}

/// Puts a shop and its fulfiller into a store.
pub fn connect(ledger: &Ledger) {
    ledger
        .write(Durability::Normal, |tx| {
            tx.connections().insert(&connection("amz-1", Platform::Amazon, "Amazon US"))?;
            let mut shop = connection("tt-1", Platform::TiktokShop, "Practice shop");
            shop.partners = vec![amazon()];
            tx.connections().insert(&shop)
        })
        .unwrap();
}

/// A store in memory with a shop and its fulfiller.
pub fn ledger() -> Ledger {
    let ledger = Ledger::in_memory().unwrap();
    connect(&ledger);
    ledger
}

pub fn known(text: &str) -> Hidden {
    Hidden::Known(text.to_owned())
}

pub fn ship_to() -> ShipTo {
    ShipTo {
        name: known("Practice Buyer 0417"),
        lines: vec![known("17 Rehearsal Road")],
        city: known("Austin"),
        state: known("TX"),
        postcode: known("73301"),
        country: known("US"),
        phone: known("+15550100417"),
        email: known("relay-0417@example.test"),
    }
}

pub fn line(id: &str, sku: &str, title: &str) -> OrderLine {
    OrderLine {
        id: LineId::new(id).unwrap(),
        product: None,
        listing_sku: ListingSkuId::new(sku).unwrap(),
        seller_sku: Some(SellerSku::new(format!("S-{sku}")).unwrap()),
        title: title.to_owned(),
        variant: "Blue".to_owned(),
        price: None,
        status: PlatformStatus::AwaitingShipment,
        package: None,
        tracking: None,
        carrier: None,
        gift: false,
        contents: Vec::new(),
    }
}

/// An order of one mug, paid and awaiting shipment, last changed at noon.
pub fn order(number: &str) -> Order {
    Order {
        connection: shop(),
        remote: RemoteOrderId::new(number).unwrap(),
        status: PlatformStatus::AwaitingShipment,
        kind: OrderType::Normal,
        held: false,
        shipping: ShippingBy::Seller,
        fulfillment: FulfillmentBy::Seller,
        marks: Marks::default(),
        placed_at: at(-90),
        paid_at: Some(at(-89)),
        updated_at: at(0),
        deadlines: Deadlines { ship_by: Some(at(2 * 1440)), ..Deadlines::default() },
        progress: shopferry_domain::order::Progress::default(),
        lines: vec![line(&format!("{number}-1"), "901", "Enamel mug")],
        money: OrderMoney::default(),
        ship_to: ship_to(),
        buyer_note: Some("Leave it by the shed".to_owned()),
        seller_note: None,
        cancel_asked_at: None,
        cancel_reason: None,
        delivery_option: None,
        delivery_option_name: None,
        warehouse: None,
        region: "US".to_owned(),
    }
}

pub fn remote(number: &str) -> RemoteOrderId {
    RemoteOrderId::new(number).unwrap()
}

/// Takes an order in and gives it a state that may be first.
pub fn take_in(tx: &Tx<'_>, order: &Order, state: OrderState) -> OrderKey {
    let key = tx.orders().upsert(order, at(1)).unwrap().key;
    tx.orders().set_state(key, state, None, None, at(1)).unwrap();
    key
}

/// Moves an order along several states.
pub fn walk(tx: &Tx<'_>, key: OrderKey, states: &[OrderState]) {
    for state in states {
        tx.orders().set_state(key, *state, None, None, at(2)).unwrap();
    }
}

pub fn key_of(number: &str, part: u16) -> ExportKey {
    ExportKey::of("tiktok", &ShopId::new("7495").unwrap(), &remote(number), PartNumber(part))
}

/// The intent to send an order's first part.
pub fn export(order: OrderKey, number: &str) -> ExportRow {
    let plan = ExportPlan {
        part: PartNumber::FIRST,
        key: key_of(number, 1),
        display_number: number.to_owned(),
        display_date: at(-90),
        slip_text: "Thank you".to_owned(),
        marketplace: MarketplaceId::new("ATVPDKIKX0DER").unwrap(),
        speed: Speed::Standard,
        policy: FillPolicy::FillOrKill,
        items: vec![PlanItem {
            key: "item-1".to_owned(),
            sku: SellerSku::new("MUG").unwrap(),
            quantity: 1,
            lines: vec![LineId::new(format!("{number}-1")).unwrap()],
        }],
        ship_to: ship_to(),
        action: ExportAction::Ship,
        features: Vec::new(),
        sales_channel: None,
        api_version: None,
    };
    ExportRow {
        key: plan.key.clone(),
        order,
        part: plan.part,
        connection: amazon(),
        content_hash: plan.content_hash(),
        plan,
        attempts: 1,
        intent_at: at(3),
        accepted_at: None,
        adopted: false,
        reserved: false,
        preview: Some(serde_json::json!({"fulfillable": true})),
        status: None,
        fulfillment: None,
        read_at: None,
        not_found_at: None,
        cancel_calls: 0,
        fence: 0,
    }
}

pub fn link(sku: &str, origin: LinkOrigin) -> Link {
    Link {
        listing_sku: ListingSkuId::new(sku).unwrap(),
        components: vec![Component { sku: SellerSku::new("MUG").unwrap(), quantity: 1 }],
        stored_by: StoredBy::Amazon,
        origin,
    }
}
