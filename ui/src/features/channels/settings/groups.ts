/** The tabs of a shop's settings, which field stands on which, and the guide's chapter of each. */
export const groups = ["app", "marketplace", "other", "orders", "shipping"] as const;
export type Group = (typeof groups)[number];

const shopFields: Record<Exclude<Group, "marketplace">, readonly string[]> = {
  app: ["delay", "keep_stock", "max_pieces", "max_total", "blocked_skus", "max_loss", "commission_percent"],
  other: ["own_warehouse", "mixed"],
  orders: [
    "take_in_held",
    "take_in_platform_shipped",
    "unlinked_line",
    "split_unlinked",
    "hide_unlinked",
    "samples",
    "replacements",
    "exchanges",
    "accept_confirmed_cancels",
    "orders_a_day",
    "uploads_a_day",
  ],
  shipping: [
    "speeds",
    "default_speed",
    "speed_by_promise",
    "fallback_carrier",
    "early_numbers",
    "correct_tracking",
    "amazon_warehouses",
  ],
};

/** Where a refused field of the shop's form stands; what is on no other tab belongs to the marketplaces. */
export function groupOf(field: string): Group {
  const name = field.split(".")[0] ?? field;
  const found = groups.find((group) => group !== "marketplace" && shopFields[group].includes(name));
  return found ?? "marketplace";
}

const chapters: Record<string, readonly string[]> = {
  "order-rules": shopFields.app,
  "own-warehouse": shopFields.other,
  "orders-that-are-taken-in": shopFields.orders,
  "shipping-services-and-carriers": shopFields.shipping,
  "stock-rules": ["buffer", "zero_not_at_amazon", "target_warehouse", "low_stock_lane"],
  "packing-slip-box-and-carrier": [
    "forward_note",
    "slip_label",
    "slip_text",
    "logistics",
    "plain_box",
    "packing_slip",
    "overbox",
    "deliver_together",
    "signature",
    "signature_from",
  ],
  "when-not-all-units-are-there": ["fill"],
  "amazon-s-two-order-versions": ["api_version", "tell_channel"],
  "your-own-message-queue": ["own_queue", "queue_url", "queue_region", "queue_key_id"],
  "switches-of-a-marketplace": ["switches"],
};

export function chapterOf(field: string): string | undefined {
  const name = field.split(".")[0] ?? field;
  return Object.keys(chapters).find((id) => chapters[id]?.includes(name));
}
