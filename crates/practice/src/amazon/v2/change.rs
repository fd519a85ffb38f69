//! updateOrder and cancelOrder (fact sheet 5): both answer 202 with an empty object, and prove nothing.

use crate::amazon::answer::Refusal;
use crate::amazon::door::Call;
use crate::amazon::lifecycle;
use crate::amazon::order::OrderStatus;
use crate::amazon::seller::Due;
use crate::amazon::validate::{Fields, invalid};

use super::{not_found, order_word};

/// Only the action of a held order can be changed; an update that names none holds again.
pub(super) fn update(call: Call<'_>) -> Result<(), Refusal> {
    let Call { world, now_ms, id, body, .. } = call;
    let fields = Fields::of(&body, world.strict)?;
    let known = |key: &String| key == "fulfillmentConfiguration";
    if let Some(other) = body.as_object().and_then(|body| body.keys().find(|key| !known(key)))
        && world.strict
    {
        return Err(invalid(other, "only the action can be changed"));
    }
    let action = match fields.inner("fulfillmentConfiguration") {
        Ok(configuration) => configuration.word("action", &["SHIP", "HOLD"])?.unwrap_or("HOLD"),
        Err(_) => "HOLD",
    };
    let seller = &mut world.amazon;
    let sees = seller.orders.get(&id).is_some_and(|order| seller.shows(order, true));
    let order = seller.orders.get_mut(&id).filter(|_| sees).ok_or_else(|| not_found(&id))?;
    if !order.hold || order.status.is_final() {
        return Err(Refusal::input("The order cannot be updated: it is not on hold."));
    }
    order.hold = action == "HOLD";
    order.status_ms = now_ms;
    let freed = !order.hold;
    let ships = freed && order.status == OrderStatus::Received;
    world.journal.note(now_ms, "amazon", "updated", &id, action);
    if ships {
        lifecycle::released(seller, now_ms, &id);
    }
    if freed {
        world.judge_export(&id, now_ms);
    }
    Ok(())
}

/// Best effort. A call that comes too late is refused for some orders and taken in vain for the others.
pub(super) fn cancel(call: Call<'_>) -> Result<(), Refusal> {
    let Call { world, now_ms, id, .. } = call;
    let seller = &mut world.amazon;
    let order = seller.orders.get(&id).filter(|order| seller.shows(order, true)).ok_or_else(|| not_found(&id))?;
    let status = order.status;
    if status == OrderStatus::Cancelled {
        return Ok(());
    }
    let refused = || Refusal {
        details: Some(format!("The order is {}.", order_word(status))),
        ..Refusal::input("The order cannot be cancelled in its current status.")
    };
    if status.is_final() || (!status.cancellable() && seller.stream(&id, "v2/late cancel").happens(0.5)) {
        return Err(refused());
    }
    world.journal.note(now_ms, "amazon", "cancel asked", &id, order_word(status));
    let mut chance = seller.stream(&id, "cancel");
    let ignored = seller.mishaps && status == OrderStatus::Planning && chance.happens(0.1);
    if ignored {
        seller.ignored_cancels.insert(id);
    } else if status.cancellable() {
        seller.expect(now_ms + chance.range(2, 60) * 1_000, Due::Cancel(id));
    }
    Ok(())
}
