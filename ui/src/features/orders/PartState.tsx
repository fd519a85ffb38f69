import { named } from "@/i18n/t";
import { StateBadge, type Tone } from "@/kit/StateBadge";

const tones: Record<string, Tone> = {
  accepted: "ok",
  partly_shipped: "info",
  shipped: "ok",
  waiting_to_export: "warn",
};

/** A part's state in the words of a warehouse. */
export function PartState({ state }: { state: string }) {
  return <StateBadge tone={tones[state] ?? "neutral"}>{named("part_state", state)}</StateBadge>;
}
