import { Link } from "@tanstack/react-router";
import { useNow } from "@/data/clock";
import { formatSpan, toMs } from "@/i18n/format";
import { named, t, tn } from "@/i18n/t";
import { IconButton } from "@/kit/Button";
import type { IconName } from "@/kit/Icon";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { Toggle } from "@/kit/Toggle";
import { RelativeTime } from "@/kit/Values";
import type { FlowView } from "@/platform/contract";
import styles from "./FlowSwitches.module.css";

interface FlowRowProps {
  flow: FlowView;
  /** SKUs this flow leaves out because they are not linked. */
  note: number;
  disabled: boolean;
  onSwitch: (on: boolean) => void;
  onRun: () => void;
}

/** Older than twice its pace: what it brings is stale. */
export function isLate(flow: FlowView, now: number): boolean {
  if (!flow.on || flow.running || flow.last_ok === null) return false;
  return now - toMs(flow.last_ok) > 2 * flow.cadence_secs * 1000;
}

export function FlowRow({ flow, note, disabled, onSwitch, onRun }: FlowRowProps) {
  const name = named("flow", flow.flow);
  const now = useNow();
  return (
    <li className={styles.flow}>
      <div className={styles.text}>
        <p className={styles.name}>
          {name}
          {flow.writes && <span className={styles.writes}>{t("channels.writes")}</span>}
          {flow.running && (
            <StateBadge tone="info" icon="sync" bare>
              {t("channels.running")}
            </StateBadge>
          )}
        </p>
        <p className={styles.meta}>
          <span>
            {t("channels.last_run")} <RelativeTime at={flow.last_run} />
          </span>
          {flow.on && flow.next_run && (
            <span>
              {t("channels.next_run")} <RelativeTime at={flow.next_run} />
            </span>
          )}
        </p>
        <Lamp flow={flow} late={isLate(flow, now)} />
        {note > 0 && (
          <Link to="/mapping" search={{ tab: "missing" }} className={styles.note}>
            {tn("channels.left_out", note)}
          </Link>
        )}
      </div>
      <IconButton
        small
        icon="play"
        label={t("channels.run_now", { flow: name })}
        disabled={!flow.on || flow.running}
        onClick={onRun}
      />
      <Toggle bare label={name} checked={flow.on} disabled={disabled} onChange={onSwitch} />
    </li>
  );
}

/** The flow's lamp: off, not run yet, works, late, or what is the matter (F019). */
function Lamp({ flow, late }: { flow: FlowView; late: boolean }) {
  const [tone, icon, word] = lamp(flow, late);
  return (
    <p>
      <StateBadge tone={tone} icon={icon} bare>
        {word}
      </StateBadge>
    </p>
  );
}

function lamp(flow: FlowView, late: boolean): [Tone, IconName, string] {
  if (!flow.on) return ["neutral", "pause", t("channels.lamp_off")];
  if (flow.reason) return [flow.reason.passing ? "warn" : "bad", "alert", flow.reason.sentence];
  if (late) return ["warn", "clock", t("channels.late", { span: formatSpan(flow.cadence_secs * 1000) })];
  if (flow.last_ok === null) return ["info", "pending", t("channels.lamp_waits")];
  return ["ok", "done", t("channels.lamp_works")];
}
