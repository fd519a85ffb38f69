import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { formatSpan } from "@/i18n/format";
import { named, t } from "@/i18n/t";
import { Confirm } from "@/kit/Confirm";
import { Panel } from "@/kit/Panel";
import type { ChannelView, FlowView } from "@/platform/contract";
import { FlowRow } from "./FlowRow";
import styles from "./FlowSwitches.module.css";

/** The flows of a connection, each with its switch; a writing flow of a real account is confirmed first. */
export function FlowSwitches({ channel }: { channel: ChannelView }) {
  const { summary } = channel;
  const announce = useAnnounce();
  const [asked, setAsked] = useState<FlowView | null>(null);
  const turn = useWrite("flows.switch", {
    failure: "channels.flow_failed",
    onDone: (_answer, payload) => {
      setAsked(null);
      announce.done(t(payload.on ? "channels.flow_on" : "channels.flow_off"));
    },
  });
  const run = useWrite("flows.run", {
    failure: "channels.run_failed",
    onDone: () => announce.done(t("channels.run_started")),
  });
  const set = (flow: FlowView, on: boolean, confirmed: boolean) =>
    turn.mutate({ id: summary.id, flow: flow.flow, on, confirmed, cadence_secs: null });
  return (
    <Panel
      title={t("channels.flows")}
      level={3}
      flush
      aside={t("channels.flows_on", { on: summary.flows_on, all: summary.flows })}
    >
      <ul className={styles.flows}>
        {channel.flows.map((flow) => (
          <FlowRow
            key={flow.flow}
            flow={flow}
            note={flow.flow === "push_stock" && channel.unlinked_skus > 0 ? channel.unlinked_skus : 0}
            disabled={turn.isPending}
            onSwitch={(on) =>
              on && flow.writes && !summary.practice ? setAsked(flow) : set(flow, on, on && flow.writes)
            }
            onRun={() => run.mutate({ id: summary.id, flow: flow.flow })}
          />
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        title={t("channels.confirm_title", { flow: named("flow", asked?.flow ?? "") })}
        action={t("channels.confirm_action")}
        busy={turn.isPending}
        onConfirm={() => asked && set(asked, true, true)}
        onClose={() => setAsked(null)}
      >
        <p>{named("flow_writes", asked?.flow ?? "")}</p>
        <p>{t("channels.confirm_start_line")}</p>
        <p>{t("channels.confirm_other")}</p>
        {asked && <p>{t("channels.confirm_cadence", { span: formatSpan(asked.cadence_secs * 1000) })}</p>}
      </Confirm>
    </Panel>
  );
}
