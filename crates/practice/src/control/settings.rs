//! Time, faults, strictness, and the sellers' authorizations.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Fault as WorldFault;
use crate::world::{SharedWorld, World, lock};

use super::{Answer, Fault};

/// Longest jump of one call.
const JUMP_MAX_MS: i64 = 60 * 86_400_000;

pub(super) fn describe(world: &World) -> Value {
    let named = |(fault, value): (&WorldFault, &f64)| (fault.name().to_owned(), json!(value));
    let struck: BTreeMap<&str, u64> = world.faults.struck().iter().map(|(f, n)| (f.name(), *n)).collect();
    json!({
        "seed": world.seed,
        "now_ms": world.now_ms(),
        "speed": world.clock.speed(),
        "paused": world.clock.paused(),
        "strict": world.strict,
        "next_event_ms": world.next_order_event_ms(),
        "faults": world.faults.on().iter().map(named).collect::<serde_json::Map<_, _>>(),
        "struck": struck,
    })
}

pub(super) async fn state(State(world): State<SharedWorld>) -> Json<Value> {
    Json(describe(&lock(&world)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeChange {
    speed: Option<f64>,
    pause: Option<bool>,
    to_ms: Option<i64>,
    by_ms: Option<i64>,
    next_event: Option<bool>,
}

pub(super) async fn time(State(world): State<SharedWorld>, Json(change): Json<TimeChange>) -> Answer {
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    let next_ms = change.next_event.unwrap_or(false).then(|| world.next_order_event_ms()).flatten();
    let target_ms = next_ms.or(change.to_ms).or(change.by_ms.map(|by_ms| now_ms.saturating_add(by_ms)));
    if let Some(target_ms) = target_ms {
        if target_ms < now_ms || target_ms - now_ms > JUMP_MAX_MS {
            return Err(Fault::bad("time only jumps forward, by at most 60 days in one call"));
        }
        world.clock.jump_to_ms(target_ms);
    }
    if let Some(speed) = change.speed {
        if !(speed.is_finite() && speed > 0.0 && speed <= crate::clock::SPEED_MAX) {
            return Err(Fault::bad(format!("speed must be above 0 and at most {}", crate::clock::SPEED_MAX)));
        }
        world.clock.set_speed(speed);
    }
    match change.pause {
        Some(true) => world.clock.pause(),
        Some(false) => world.clock.resume(),
        None => {}
    }
    world.advance();
    Ok(Json(describe(&world)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultChange {
    /// `all`, `none` or names joined with commas: exactly these are on afterwards.
    set: Option<String>,
    /// Single probabilities, by name.
    probability: Option<BTreeMap<String, f64>>,
    /// Makes the next calls of one operation meet a fault.
    force: Option<Forced>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forced {
    fault: String,
    operation: String,
    times: u32,
}

pub(super) async fn faults(State(world): State<SharedWorld>, Json(change): Json<FaultChange>) -> Answer {
    let named = |name: &str| {
        WorldFault::named(name).ok_or_else(|| Fault::bad(format!("no fault is called {name:?}; see docs/practice.md")))
    };
    let mut world = lock(&world);
    if let Some(set) = &change.set {
        let faults = WorldFault::parse(set).map_err(Fault::bad)?;
        world.faults.set(&faults);
    }
    for (name, probability) in change.probability.unwrap_or_default() {
        world.faults.set_one(named(&name)?, probability);
    }
    if let Some(force) = change.force {
        world.faults.force(named(&force.fault)?, &force.operation, force.times);
    }
    Ok(Json(describe(&world)))
}

#[derive(Deserialize)]
pub(super) struct Strictness {
    strict: bool,
}

pub(super) async fn strict(State(world): State<SharedWorld>, Json(wanted): Json<Strictness>) -> Answer {
    let mut world = lock(&world);
    world.strict = wanted.strict;
    Ok(Json(describe(&world)))
}

#[derive(Deserialize)]
pub(super) struct AccessChange {
    /// `amazon` or `tiktok`.
    platform: String,
    /// `expire` (access tokens), `revoke` (the authorization), `grant` (a new one).
    action: String,
}

pub(super) async fn access(State(world): State<SharedWorld>, Json(change): Json<AccessChange>) -> Answer {
    let mut world = lock(&world);
    let now_ms = world.now_ms();
    match (change.platform.as_str(), change.action.as_str()) {
        ("amazon", "expire") => world.amazon.account.expire_tokens(now_ms),
        ("amazon", "revoke") => world.amazon.account.revoke(true),
        ("amazon", "grant") => {
            world.amazon.account.revoke(false);
            world.amazon.account.renew_code(now_ms);
        }
        ("tiktok", "expire") => world.tiktok.access.expire_access(now_ms),
        ("tiktok", "revoke") => world.tiktok.access.revoke(),
        ("tiktok", "grant") => {
            let code = world.tiktok.access.issue_code(now_ms);
            return Ok(Json(json!({ "auth_code": code })));
        }
        _ => return Err(Fault::bad("platform is amazon or tiktok; action is expire, revoke or grant")),
    }
    Ok(Json(json!({})))
}
