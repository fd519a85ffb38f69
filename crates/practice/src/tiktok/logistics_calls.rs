//! Shops, warehouses, delivery options and carriers (tiktok-shop fact sheet 2 and 9.1).

use serde_json::{Value, json};

use super::ask::Ask;
use super::endpoint::Outcome;
use super::refusal::Refusal;
use crate::world::World;

/// GET `/authorization/202309/shops`.
pub fn authorized_shops(world: &mut World, _ask: &Ask) -> Outcome {
    let access = &world.tiktok.access;
    Ok(Some(json!({
        "shops": [{
            "id": access.shop_id(),
            "name": "Practice Shop",
            "region": "US",
            "seller_type": "LOCAL",
            "cipher": access.cipher(),
            "code": "USLCPRACTICE",
        }],
    })))
}

/// GET `/seller/202309/shops`.
pub fn active_shops(world: &mut World, _ask: &Ask) -> Outcome {
    Ok(Some(json!({ "shops": [{ "id": world.tiktok.access.shop_id(), "region": "US" }] })))
}

/// GET `/logistics/202309/warehouses`.
pub fn warehouses(world: &mut World, _ask: &Ask) -> Outcome {
    let list: Vec<Value> = world
        .tiktok
        .warehouses()
        .iter()
        .map(|place| {
            json!({
                "id": place.id,
                "entity_id": place.entity_id,
                "name": place.name,
                "effect_status": place.state(),
                "type": if place.is_return { "RETURN_WAREHOUSE" } else { "SALES_WAREHOUSE" },
                "sub_type": "DOMESTIC_WAREHOUSE",
                "is_default": place.is_default,
                "address": {
                    "region": "United States",
                    "region_code": "US",
                    "state": "Arizona",
                    "city": "Phoenix",
                    "distict": "Maricopa",
                    "town": "",
                    "contact_person": "Practice Seller",
                    "postal_code": "85004",
                    "full_address": "1 Practice Street, Phoenix, Arizona 85004, United States",
                    "phone_number": "(+1)2025550100",
                    "address_line1": "1 Practice Street",
                    "address_line2": "",
                },
            })
        })
        .collect();
    Ok(Some(json!({ "warehouses": list })))
}

/// GET `/logistics/202309/warehouses/{warehouse_id}/delivery_options`.
pub fn delivery_options(world: &mut World, ask: &Ask) -> Outcome {
    let shop = &world.tiktok;
    if !shop.warehouses().iter().any(|place| place.id == ask.part(0)) {
        return Err(Refusal::parameter(
            "warehouse_id",
            "the shop has no such warehouse",
            "an id of the warehouse list",
        ));
    }
    let list: Vec<Value> = shop
        .delivery_options()
        .iter()
        .map(|option| {
            json!({
                "id": option.id,
                "name": option.name,
                "type": option.kind,
                "description": option.name,
                "platform": ["TIKTOK_SHOP"],
            })
        })
        .collect();
    Ok(Some(json!({ "delivery_options": list })))
}

/// GET `/logistics/202309/delivery_options/{delivery_option_id}/shipping_providers`.
pub fn shipping_providers(world: &mut World, ask: &Ask) -> Outcome {
    let shop = &world.tiktok;
    let option = shop.delivery_options().iter().find(|option| option.id == ask.part(0));
    let option = option.ok_or_else(|| Refusal::new(21_008_116, "The delivery option is not subscribed"))?;
    if option.is_platform {
        return Err(Refusal::new(21_008_117, "The delivery option is operated by TikTok: there is no list"));
    }
    let list: Vec<Value> =
        shop.providers().iter().map(|provider| json!({ "id": provider.id, "name": provider.name })).collect();
    Ok(Some(json!({ "shipping_providers": list })))
}
