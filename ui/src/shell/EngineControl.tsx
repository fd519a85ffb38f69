import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { IconName } from "@/kit/Icon";
import type { EngineStateView } from "@/platform/contract";
import type { HostLink } from "@/platform/platform";
import styles from "./EngineControl.module.css";

const looks: Record<EngineStateView, { tone: Tone; icon: IconName }> = {
  running: { tone: "ok", icon: "sync" },
  paused: { tone: "warn", icon: "pause" },
  offline: { tone: "bad", icon: "offline" },
  read_only: { tone: "info", icon: "lock" },
};

/** Running, paused or offline, with one press to pause. */
export function EngineControl({ link }: { link: HostLink }) {
  const app = useApp();
  const set = useWrite("engine.set", { failure: "engine.set_failed" });
  const state = link === "connected" ? app.engine : "offline";
  return (
    <div className={styles.control} role="group" aria-label={t("engine.label")}>
      <StateBadge {...looks[state]} bare>
        {t(`engine.${state}`)}
      </StateBadge>
      {app.engine === "read_only" ? null : app.engine === "paused" ? (
        <Button small icon="play" busy={set.isPending} onClick={() => set.mutate({ running: true })}>
          {t("engine.resume")}
        </Button>
      ) : (
        <Button small icon="pause" busy={set.isPending} onClick={() => set.mutate({ running: false })}>
          {t("engine.pause")}
        </Button>
      )}
    </div>
  );
}
