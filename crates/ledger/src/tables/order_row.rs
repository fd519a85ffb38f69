//! An order read back: the stored body, with the buyer joined in again.

use shopferry_domain::{Order, PartNumber};

use crate::decode::Cols;
use crate::error::Result;
use crate::tables::orders::{OrderKey, OrderRow};

pub(crate) fn read(c: &Cols<'_>) -> Result<OrderRow> {
    let mut order: Order = c.json("body")?;
    order.ship_to = c.opt_json("ship_to")?.unwrap_or_default();
    order.buyer_note = c.get("buyer_note")?;
    order.seller_note = c.get("seller_note")?;
    Ok(OrderRow {
        key: OrderKey(c.get("key")?),
        order,
        state: c.opt_word("state")?,
        reason: c.opt_json("reason")?,
        part: PartNumber(c.number("part")?),
        overrides: c.json("overrides")?,
        hold_until: c.opt_time("hold_until")?,
        notice: c.opt_json("notice")?,
        read_at: c.time("read_at")?,
        first_seen_at: c.time("first_seen_at")?,
        released_at: c.opt_time("released_at")?,
        state_since: c.time("state_since")?,
        state_before: c.opt_word("state_before")?,
        cleared_at: c.opt_time("cleared_at")?,
    })
}
