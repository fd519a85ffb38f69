import { t } from "@/i18n/t";
import type { IconName } from "@/kit/Icon";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { HealthView } from "@/platform/contract";

const looks: Record<HealthView, { tone: Tone; icon: IconName }> = {
  connected: { tone: "ok", icon: "done" },
  needs_sign_in: { tone: "bad", icon: "key" },
  disabled: { tone: "neutral", icon: "pause" },
  degraded: { tone: "warn", icon: "alert" },
};

export function HealthBadge({ health }: { health: HealthView }) {
  return <StateBadge {...looks[health]}>{t(`health.${health}`)}</StateBadge>;
}
