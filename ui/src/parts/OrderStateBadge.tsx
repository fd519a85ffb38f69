import { named } from "@/i18n/t";
import { StateBadge } from "@/kit/StateBadge";
import { lookOf } from "./order_state";

export function OrderStateBadge({ state }: { state: string }) {
  return <StateBadge {...lookOf(state)}>{named("order_state", state)}</StateBadge>;
}
