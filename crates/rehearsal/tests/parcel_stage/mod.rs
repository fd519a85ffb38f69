//! Orders whose parcels a story arranges itself, over the practice world.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::time::Duration;

use shopferry_domain::link::LinkOrigin;
use shopferry_domain::settings::ShopSettings;
use shopferry_domain::{Component, ConnectionId, Link, ListingSkuId, OrderState, RemoteOrderId, SellerSku, StoredBy};
use shopferry_engine::{Notice, NoticeKind};
use shopferry_ledger::{Durability, Event, OrderRow, PackageRow, Platform};
use shopferry_practice::amazon::{FulfillmentOrder, OrderStatus, StagedParcel};
use shopferry_practice::tiktok::{self, Initiator, NewOrder};
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Stage, run};

pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(3_600);

/// A world without other buyers and without mishaps, both accounts connected, all loops running for ten minutes.
pub fn story(tell: impl AsyncFnOnce(&mut Stage)) {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        lock(&stage.world).amazon.mishaps = false;
        stage.start();
        stage.pass(10 * MINUTE).await;
        tell(&mut stage).await;
        stage.end().await;
        Ok(())
    })
    .unwrap();
}

pub fn shop(stage: &Stage) -> ConnectionId {
    stage.store.read(|view| Ok(view.connections().of(&Platform::TiktokShop)?[0].id.clone())).unwrap()
}

/// Changes the shop's settings.
pub fn set(stage: &Stage, change: impl FnOnce(&mut ShopSettings)) {
    let id = shop(stage);
    let mut settings = stage.store.read(|view| view.settings().shop(&id)).unwrap();
    change(&mut settings);
    stage.store.ledger().write(Durability::Normal, |tx| tx.settings().set_shop(&id, &settings)).unwrap();
}

/// SKUs sold under one name on both sides, those of which Amazon has most first.
pub fn linked_skus(stage: &Stage) -> Vec<String> {
    let world = lock(&stage.world);
    let mut linked: Vec<_> =
        world.catalogue.items().iter().filter(|i| i.linked_by_sku() && i.pack_of.is_none()).collect();
    linked.sort_by_key(|item| std::cmp::Reverse(item.units_at_amazon));
    linked.iter().map(|item| item.tiktok_sku.clone().unwrap()).collect()
}

/// Links a listing by its seller SKU to these SKUs at Amazon.
pub fn link(stage: &Stage, seller_sku: &str, parts: &[(&str, u32)]) {
    let listing = lock(&stage.world).tiktok.listings.by_seller_sku(seller_sku).unwrap().id.clone();
    let component =
        |(sku, quantity): &(&str, u32)| Component { sku: SellerSku::new(*sku).unwrap(), quantity: *quantity };
    let link = Link {
        listing_sku: ListingSkuId::new(listing).unwrap(),
        components: parts.iter().map(component).collect(),
        stored_by: StoredBy::Amazon,
        origin: LinkOrigin::Manual,
    };
    let id = shop(stage);
    stage.store.ledger().write(Durability::Normal, |tx| tx.links().put(&id, &link)).unwrap();
}

/// A buyer orders and pays.
pub fn buys(stage: &Stage, lines: &[(&str, u32)]) -> String {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    let order = world.tiktok.place_order(NewOrder::of(lines), now_ms).unwrap();
    world.pay(now_ms, &order).unwrap();
    order
}

/// One unit, ordered, paid and accepted by Amazon, where nothing happens to it by itself.
pub async fn accepted(stage: &Stage) -> String {
    let sku = linked_skus(stage)[0].clone();
    let order = buys(stage, &[(&sku, 1)]);
    stage.pass(66 * MINUTE).await;
    // Amazon may have begun to plan it.
    assert!(matches!(ours(stage, &order).state, Some(OrderState::Accepted | OrderState::Processing)));
    parcels(stage, &order, OrderStatus::Received, &[]);
    order
}

/// Amazon has the order in this status with exactly these parcels.
pub fn parcels(stage: &Stage, order: &str, status: OrderStatus, parcels: &[StagedParcel]) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.amazon.stage(order, status, parcels, now_ms).unwrap();
}

/// The only unit of an order in a parcel that has left.
pub fn one_left(stage: &Stage, order: &str) -> StagedParcel {
    let sku = at_amazon(stage, order)[0].items[0].seller_sku.clone();
    let now_ms = lock(&stage.world).now_ms();
    StagedParcel::of(41, &[(&sku, 1)]).numbered("UPS", "1Z999AA10123456784").left(now_ms)
}

pub fn at_amazon(stage: &Stage, order: &str) -> Vec<FulfillmentOrder> {
    let world = lock(&stage.world);
    world.amazon.orders().values().filter(|held| held.displayable_id == order).cloned().collect()
}

pub fn at_tiktok(stage: &Stage, order: &str) -> tiktok::Order {
    lock(&stage.world).tiktok.order(order).unwrap().clone()
}

/// Numbers that the platform shows for an order, one a package.
pub fn shown(stage: &Stage, order: &str) -> Vec<String> {
    at_tiktok(stage, order).packages.iter().map(|p| p.tracking_number.clone()).collect()
}

pub fn ours(stage: &Stage, order: &str) -> OrderRow {
    let (id, remote) = (shop(stage), RemoteOrderId::new(order).unwrap());
    let found = stage.store.read(|view| view.orders().by_remote(&id, &remote)).unwrap();
    found.unwrap_or_else(|| panic!("{order} was not taken in"))
}

pub fn our_parcels(stage: &Stage, order: &str) -> Vec<PackageRow> {
    let key = ours(stage, order).key;
    stage.store.read(|view| view.packages().of_order(key)).unwrap()
}

pub fn timeline(stage: &Stage, order: &str) -> Vec<Event> {
    let key = ours(stage, order).key;
    stage.store.read(|view| view.timeline().of(key)).unwrap()
}

/// Notices heard so far.
pub fn heard(notices: &mut tokio::sync::broadcast::Receiver<Notice>, kind: NoticeKind) -> Vec<String> {
    let mut titles = Vec::new();
    while let Ok(notice) = notices.try_recv() {
        if notice.kind == kind {
            titles.push(notice.title);
        }
    }
    titles
}

pub fn asks_to_cancel(stage: &Stage, order: &str) -> String {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.request_cancel(order, now_ms).unwrap()
}

pub fn withdraws(stage: &Stage, order: &str) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.withdraw_cancel(order, now_ms).unwrap();
}

pub fn cancels(stage: &Stage, order: &str) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.cancel(order, Initiator::Seller, now_ms).unwrap();
}

/// How often an operation was called.
pub fn calls(stage: &Stage, operation: &str) -> u64 {
    lock(&stage.world).verdict().calls.get(operation).copied().unwrap_or(0)
}

/// Lets time pass until the order stands in a state, at most three hours.
pub async fn until(stage: &Stage, order: &str, state: OrderState) {
    for _ in 0..1_080 {
        if ours(stage, order).state == Some(state) {
            return;
        }
        stage.pass(Duration::from_secs(10)).await;
    }
    let row = ours(stage, order);
    panic!("{order} is {:?} ({:?}), not {state:?}: {:#?}", row.state, row.reason, timeline(stage, order));
}
