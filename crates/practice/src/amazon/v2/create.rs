//! createOrder: the whole order (200), or only that it was taken (202), for a share of orders by seed.

use serde_json::{Value, json};

use crate::amazon::answer::Refusal;
use crate::amazon::create::place;
use crate::amazon::door::Call;

use super::{body, order_word, show};

/// Share of creates that are only taken.
const TAKEN: f64 = 0.35;

pub(super) fn create(call: Call<'_>) -> Result<(u16, Value), Refusal> {
    let Call { world, now_ms, body, .. } = call;
    let mut order = body::order(&body, world.strict, now_ms)?;
    let id = order.id.clone();
    let mut chance = world.amazon.stream(&id, "v2/taken");
    let taken = chance.happens(TAKEN);
    if let Some(v2) = order.v2.as_mut().filter(|_| taken) {
        v2.readable_from_ms = now_ms + if chance.happens(0.5) { 0 } else { chance.range(1_000, 8_000) };
    }
    place(world, now_ms, order)?;
    let order = world.amazon.orders.get(&id).ok_or_else(Refusal::internal)?;
    if taken {
        return Ok((202, json!({ "orderId": id, "status": order_word(order.status) })));
    }
    Ok((200, json!({ "order": show::order(order, now_ms, true) })))
}
