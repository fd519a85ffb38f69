//! What the stories share: a world without other buyers, both accounts connected, all loops running.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::time::Duration;

use shopferry_domain::link::LinkOrigin;
use shopferry_domain::settings::{MarketplaceSettings, ShopSettings};
use shopferry_domain::{Component, ConnectionId, Link, ListingSkuId, OrderState, RemoteOrderId, SellerSku, StoredBy};
use shopferry_ledger::{OrderRow, Platform};
use shopferry_practice::amazon::FulfillmentOrder;
use shopferry_practice::tiktok::{Initiator, NewOrder};
use shopferry_practice::world::{World, lock};
use shopferry_rehearsal::{Stage, run};

pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(3600);

/// Tells a story ten minutes after everything was connected.
pub fn story(tell: impl AsyncFnOnce(&mut Stage)) {
    run(async {
        let mut stage = Stage::set(7, |clock| World::new(7, clock)).await?;
        stage.start();
        stage.pass(10 * MINUTE).await;
        tell(&mut stage).await;
        stage.end().await;
        Ok(())
    })
    .unwrap();
}

/// SKUs sold under one name on both sides, those of which Amazon has most first.
pub fn linked_skus(stage: &Stage) -> Vec<String> {
    let world = lock(&stage.world);
    let mut linked: Vec<_> = world.catalogue.items().iter().filter(|item| item.linked_by_sku()).collect();
    linked.sort_by_key(|item| std::cmp::Reverse((item.units_at_amazon, item.tiktok_sku.clone())));
    linked.into_iter().filter_map(|item| item.tiktok_sku.clone()).collect()
}

/// The SKU of which Amazon has most.
pub fn linked_sku(stage: &Stage) -> String {
    linked_skus(stage).remove(0)
}

/// A buyer orders one unit and pays.
pub fn buys(stage: &Stage) -> String {
    let sku = linked_sku(stage);
    orders(stage, NewOrder::of(&[(&sku, 1)]))
}

/// A buyer orders this and pays.
pub fn orders(stage: &Stage, new: NewOrder) -> String {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    let order = world.tiktok.place_order(new, now_ms).unwrap();
    world.pay(now_ms, &order).unwrap();
    order
}

/// The buyer cancels outright.
pub fn buyer_cancels(stage: &Stage, order: &str) {
    let mut world = lock(&stage.world);
    let now_ms = world.now_ms();
    world.tiktok.cancel(order, Initiator::Buyer, now_ms).unwrap();
}

/// What Amazon holds for an order.
pub fn at_amazon(stage: &Stage, order: &str) -> Vec<FulfillmentOrder> {
    let world = lock(&stage.world);
    world.amazon.orders().values().filter(|held| held.displayable_id == order).cloned().collect()
}

/// The order as we hold it.
pub fn ours(stage: &Stage, order: &str) -> OrderRow {
    let remote = RemoteOrderId::new(order).unwrap();
    let shop = shop(stage);
    let found = stage.store.read(|view| view.orders().by_remote(&shop, &remote));
    found.unwrap().unwrap_or_else(|| panic!("{order} was not taken in"))
}

/// Its state.
pub fn state(stage: &Stage, order: &str) -> Option<OrderState> {
    ours(stage, order).state
}

/// The shop's connection.
pub fn shop(stage: &Stage) -> ConnectionId {
    stage.store.read(|view| view.connections().of(&Platform::TiktokShop)).unwrap().remove(0).id
}

/// Changes the shop's settings, as Save does.
pub fn set_shop(stage: &Stage, change: impl FnOnce(&mut ShopSettings)) {
    let shop = shop(stage);
    stage
        .store
        .write(|tx| {
            let mut settings = tx.settings().shop(&shop)?;
            change(&mut settings);
            tx.settings().set_shop(&shop, &settings)
        })
        .unwrap();
    stage.engine.decide_all(&shop).unwrap();
}

/// Changes the marketplace's settings, as Save does.
pub fn set_marketplace(stage: &Stage, change: impl FnOnce(&mut MarketplaceSettings)) {
    stage
        .store
        .write(|tx| {
            let mut settings = tx.settings().marketplace(&stage.amazon)?;
            change(&mut settings);
            tx.settings().set_marketplace(&stage.amazon, &settings)
        })
        .unwrap();
    stage.engine.decide_all(&shop(stage)).unwrap();
}

/// Links a listing by hand.
pub fn link(stage: &Stage, tiktok_sku: &str, parts: &[(&str, u32)], stored_by: StoredBy) {
    let listing = lock(&stage.world).tiktok.listings.by_seller_sku(tiktok_sku).unwrap().id.clone();
    let listing_sku = ListingSkuId::new(listing).unwrap();
    let components = parts
        .iter()
        .map(|(sku, quantity)| Component { sku: SellerSku::new(sku).unwrap(), quantity: *quantity })
        .collect();
    let link = Link { listing_sku: listing_sku.clone(), components, stored_by, origin: LinkOrigin::Manual };
    let shop = shop(stage);
    stage.store.write(|tx| tx.links().put(&shop, &link)).unwrap();
    stage.engine.links_changed(&shop, &[listing_sku]).unwrap();
}

/// Unlinks a listing.
pub fn unlink(stage: &Stage, tiktok_sku: &str) {
    let listing = lock(&stage.world).tiktok.listings.by_seller_sku(tiktok_sku).unwrap().id.clone();
    let listing_sku = ListingSkuId::new(listing).unwrap();
    let shop = shop(stage);
    stage
        .store
        .write(|tx| {
            let key = shopferry_engine::actions::unlinked_by_hand(&shop);
            let mut kept: std::collections::BTreeSet<String> = tx.settings().get(&key)?.unwrap_or_default();
            kept.insert(listing_sku.to_string());
            tx.settings().set(&key, &kept)?;
            tx.links().remove(&shop, &listing_sku)
        })
        .unwrap();
    stage.engine.links_changed(&shop, &[listing_sku]).unwrap();
}
