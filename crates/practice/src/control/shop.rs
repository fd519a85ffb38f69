//! How the TikTok shop behaves: what it lacks, what it refuses, what its buyers write, what its sign-in tells.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{SharedWorld, World, lock};

use super::{Answer, Fault};

fn describe(world: &World) -> Value {
    let shop = &world.tiktok;
    let places: Vec<Value> = shop
        .warehouses()
        .iter()
        .map(|place| {
            json!({ "id": place.id, "name": place.name, "is_return": place.is_return, "state": place.state(),
                "for_amazon": place.strangers.is_some(), "not_from_amazon": place.strangers.unwrap_or_default() })
        })
        .collect();
    json!({ "hostile_texts": shop.hostile_texts, "refuse_usps": shop.refuse_usps, "warehouses": places })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShopChange {
    /// By the platform's word: true passes, false fails, null is left out of the answer.
    prerequisites: Option<BTreeMap<String, Option<bool>>>,
    /// `hostile` or `plain`: what buyers write from now on.
    texts: Option<String>,
    refuse_usps: Option<bool>,
    /// Id of a warehouse that is kept for Amazon from now on.
    keep_for_amazon: Option<String>,
    sign_in: Option<SignInChange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInChange {
    /// 0 seller, 1 creator, 3 partner.
    user_type: Option<i64>,
    /// Whether the answer lists the granted scopes.
    tells_scopes: Option<bool>,
    /// The authorization's end is a date decades ahead.
    endless: Option<bool>,
    /// Scopes taken away (false) or given back (true).
    scopes: Option<BTreeMap<String, bool>>,
}

pub(super) async fn read(State(world): State<SharedWorld>) -> Json<Value> {
    Json(describe(&lock(&world)))
}

pub(super) async fn change(State(world): State<SharedWorld>, Json(change): Json<ShopChange>) -> Answer {
    let mut world = lock(&world);
    let bad = |refusal: crate::tiktok::Refusal| Fault::bad(refusal.to_string());
    for (item, passed) in change.prerequisites.unwrap_or_default() {
        world.tiktok.readiness.set(&item, passed).map_err(bad)?;
    }
    match change.texts.as_deref() {
        None => {}
        Some("hostile") => world.tiktok.hostile_texts = true,
        Some("plain") => world.tiktok.hostile_texts = false,
        Some(other) => return Err(Fault::bad(format!("texts are hostile or plain, not {other:?}"))),
    }
    if let Some(refuse) = change.refuse_usps {
        world.tiktok.refuse_usps = refuse;
    }
    if let Some(warehouse_id) = change.keep_for_amazon {
        world.tiktok.keep_for_amazon(&warehouse_id).map_err(bad)?;
    }
    if let Some(sign_in) = change.sign_in {
        let access = &mut world.tiktok.access;
        access.user_type = sign_in.user_type.unwrap_or(access.user_type);
        access.tells_scopes = sign_in.tells_scopes.unwrap_or(access.tells_scopes);
        access.endless = sign_in.endless.unwrap_or(access.endless);
        for (scope, granted) in sign_in.scopes.unwrap_or_default() {
            access.set_scope(&scope, granted);
        }
    }
    Ok(Json(describe(&world)))
}
