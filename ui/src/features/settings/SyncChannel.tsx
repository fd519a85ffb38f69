import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { formatSpan } from "@/i18n/format";
import { named, t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { BareSelect } from "@/kit/Field";
import { Facts, Panel } from "@/kit/Panel";
import { Count } from "@/kit/Values";
import type { FlowView } from "@/platform/contract";
import styles from "./SettingsPage.module.css";

/** Allowed paces in seconds: 30 s to 60 min for orders (F030), longer for what changes seldom. */
const paces = [30, 60, 120, 300, 900, 1800, 3600, 21_600, 86_400];

export function SyncChannel({ id }: { id: string }) {
  const channel = useRead("channels.get", { id });
  const announce = useAnnounce();
  const change = useWrite("flows.switch", {
    failure: "settings.save_failed",
    onDone: () => announce.done(t("settings.saved")),
  });
  if (!channel.data) return null;
  const { summary, flows, buffer } = channel.data;
  const set = (flow: FlowView, secs: number) =>
    change.mutate({ id, flow: flow.flow, on: flow.on, confirmed: flow.on, cadence_secs: secs });
  return (
    <Panel
      title={summary.name}
      aside={
        <LinkButton small look="quiet" to="/channels" search={{ channel: id }}>
          {t("settings.open_channel")}
        </LinkButton>
      }
    >
      <div>
        {flows.map((flow) => (
          <div key={flow.flow} className={styles.row}>
            <span>{named("flow", flow.flow)}</span>
            <BareSelect
              aria-label={t("settings.pace_label", { flow: named("flow", flow.flow), channel: summary.name })}
              value={String(flow.cadence_secs)}
              choices={[...new Set([...paces, flow.cadence_secs])]
                .toSorted((a, b) => a - b)
                .map((secs) => ({
                  value: String(secs),
                  label: t("settings.pace", { span: formatSpan(secs * 1000) }),
                }))}
              onChange={(secs) => set(flow, Number(secs))}
            />
          </div>
        ))}
      </div>
      {summary.platform === "tiktok_shop" && (
        <Facts items={[{ name: t("rules.buffer"), value: <Count value={buffer} /> }]} />
      )}
    </Panel>
  );
}
