import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { FlowRow } from "@/features/channels/FlowRow";
import { formatSpan } from "@/i18n/format";
import { named, t } from "@/i18n/t";
import { Confirm } from "@/kit/Confirm";
import type { SwitchView } from "@/platform/contract";

interface MarketplaceSwitchesProps {
  name: string;
  switches: SwitchView[];
}

/** The flows between the shop and a marketplace, with last run, next run and lamp (F019, F066, F080, F100, F110). They
 * take effect at once: a switch is no part of the draft. */
export function MarketplaceSwitches({ name, switches }: MarketplaceSwitchesProps) {
  const announce = useAnnounce();
  const [asked, setAsked] = useState<SwitchView | null>(null);
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
  const set = ({ connection, flow }: SwitchView, on: boolean) =>
    turn.mutate({ id: connection, flow: flow.flow, on, confirmed: on && flow.writes, cadence_secs: null });
  return (
    <>
      <ul aria-label={t("switches.of", { name })}>
        {switches.map((one) => (
          <FlowRow
            key={`${one.connection} ${one.flow.flow}`}
            flow={one.flow}
            note={0}
            disabled={turn.isPending}
            onSwitch={(on) => (on && one.flow.writes && !one.practice ? setAsked(one) : set(one, on))}
            onRun={() => run.mutate({ id: one.connection, flow: one.flow.flow })}
          />
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        title={t("channels.confirm_title", { flow: named("flow", asked?.flow.flow ?? "") })}
        action={t("channels.confirm_action")}
        busy={turn.isPending}
        onConfirm={() => asked && set(asked, true)}
        onClose={() => setAsked(null)}
      >
        <p>{named("flow_writes", asked?.flow.flow ?? "")}</p>
        <p>{t("channels.confirm_start_line")}</p>
        <p>{t("channels.confirm_other")}</p>
        {asked && (
          <p>{t("channels.confirm_cadence", { span: formatSpan(asked.flow.cadence_secs * 1000) })}</p>
        )}
      </Confirm>
    </>
  );
}
