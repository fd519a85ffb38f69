/** How each kind of event stands in the timeline. */
import type { IconName } from "@/kit/Icon";
import type { Tone } from "@/kit/StateBadge";

interface Look {
  tone: Tone;
  icon: IconName;
}

const looks: Record<string, Look> = {
  seen: { tone: "neutral", icon: "plus" },
  updated: { tone: "neutral", icon: "sync" },
  state: { tone: "neutral", icon: "dot" },
  decided: { tone: "neutral", icon: "helm" },
  preview: { tone: "neutral", icon: "search" },
  intent: { tone: "info", icon: "key" },
  sent: { tone: "info", icon: "send" },
  answered: { tone: "info", icon: "back" },
  looked_up: { tone: "review", icon: "search" },
  accepted: { tone: "ok", icon: "warehouse" },
  fulfiller_status: { tone: "info", icon: "warehouse" },
  package: { tone: "info", icon: "truck" },
  shipment_sent: { tone: "info", icon: "send" },
  shipment_answer: { tone: "ok", icon: "check" },
  cancel: { tone: "warn", icon: "ban" },
  stock: { tone: "neutral", icon: "boxes" },
  note: { tone: "review", icon: "hand" },
  fault: { tone: "bad", icon: "failed" },
};

/** A kind never seen before stands neutral. */
export function lookOfEvent(kind: string): Look {
  return looks[kind] ?? { tone: "neutral", icon: "dot" };
}
