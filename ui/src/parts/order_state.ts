/** How each state of an order is shown: tone and icon; its word stands in the catalogue. */
import type { IconName } from "@/kit/Icon";
import type { Tone } from "@/kit/StateBadge";

interface Look {
  tone: Tone;
  icon: IconName;
}

const looks: Record<string, Look> = {
  on_hold: { tone: "neutral", icon: "clock" },
  new: { tone: "info", icon: "plus" },
  delayed: { tone: "neutral", icon: "timer" },
  blocked_by_rule: { tone: "review", icon: "ban" },
  needs_attention: { tone: "bad", icon: "alert" },
  waiting_to_export: { tone: "info", icon: "pending" },
  exporting: { tone: "info", icon: "send" },
  accepted: { tone: "info", icon: "warehouse" },
  processing: { tone: "info", icon: "package" },
  partly_shipped: { tone: "info", icon: "truck" },
  shipped: { tone: "ok", icon: "truck" },
  completed: { tone: "ok", icon: "done" },
  cancel_requested: { tone: "warn", icon: "hand" },
  cancelled: { tone: "neutral", icon: "ban" },
  cancel_too_late: { tone: "bad", icon: "alert" },
  unfulfillable: { tone: "bad", icon: "lost" },
  shipped_by_platform: { tone: "neutral", icon: "store" },
  before_shopferry: { tone: "review", icon: "anchor" },
  left_to_seller: { tone: "review", icon: "hand" },
  unlinked: { tone: "warn", icon: "unlink" },
  archived: { tone: "neutral", icon: "archive" },
};

/** An unknown state is shown neutrally, by its own word. */
export function lookOf(state: string): Look {
  return looks[state] ?? { tone: "neutral", icon: "dot" };
}
