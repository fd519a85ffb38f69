//! What Amazon allows, and what becomes of its parcels.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::amazon::ParcelFate;
use crate::world::{SharedWorld, lock};

use super::{Answer, Fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// Whether `CHANNEL.<X>` is taken as a constraint.
    channels: Option<bool>,
    /// Whether the region has box and delivery options at all.
    features: Option<bool>,
    /// Enrolment by option.
    enrolled: Option<BTreeMap<String, bool>>,
    /// Single SKUs.
    skus: Option<Vec<SkuRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SkuRule {
    feature: String,
    sku: String,
    eligible: bool,
}

pub(super) async fn rules(State(world): State<SharedWorld>, Json(wanted): Json<Rules>) -> Answer {
    let mut world = lock(&world);
    let book = &mut world.amazon.features;
    if let Some(channels) = wanted.channels {
        book.channels = channels;
    }
    if let Some(features) = wanted.features {
        book.region_without = !features;
    }
    for (feature, enrolled) in wanted.enrolled.unwrap_or_default() {
        book.enrol(&feature, enrolled);
    }
    for rule in wanted.skus.unwrap_or_default() {
        book.set_sku(&rule.feature, &rule.sku, rule.eligible);
    }
    Ok(Json(json!({ "channels": book.channels, "features": !book.region_without })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParcelWish {
    /// Any number of the parcel: Amazon's package number, the carrier's or the early one.
    number: String,
    /// `arrives`, `lost` or `undeliverable`.
    fate: String,
}

pub(super) async fn parcel(State(world): State<SharedWorld>, Json(wish): Json<ParcelWish>) -> Answer {
    let fate = match wish.fate.as_str() {
        "arrives" => ParcelFate::Arrives,
        "lost" => ParcelFate::Lost,
        "undeliverable" => ParcelFate::Undeliverable,
        _ => return Err(Fault::bad("fate is arrives, lost or undeliverable")),
    };
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    match world.amazon.set_fate(&wish.number, fate) {
        0 => Err(Fault::missing(format!("no parcel has the number {:?}", wish.number))),
        changed => {
            world.journal.note(now_ms, "control", "parcel's fate", &wish.number, &wish.fate);
            Ok(Json(json!({ "parcels": changed })))
        }
    }
}
