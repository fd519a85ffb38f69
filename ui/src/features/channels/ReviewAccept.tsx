import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button, LinkButton } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import { Toggle } from "@/kit/Toggle";
import type { ReviewFlowView, ReviewView } from "@/platform/contract";
import styles from "./Review.module.css";

const keyOf = (flow: ReviewFlowView) => `${flow.connection}/${flow.flow}`;

/** Accepts the review; after that, switches the chosen writing flows on. */
export function ReviewAccept({ review }: { review: ReviewView }) {
  const open = review.cases.filter((one) => one.seen === null && one.skipped === null);
  const accept = useWrite("review.accept", { failure: null });
  const free = review.practice || review.accepted_at !== null;
  if (free) return <SwitchOn review={review} />;
  return (
    <Panel title={t("review.accept_title")}>
      {accept.error && (
        <Banner tone="bad" title={accept.error.message}>
          {accept.error.cure}
        </Banner>
      )}
      <p>{t("review.accept_text")}</p>
      {open.length > 0 && (
        <p className={styles.meta}>
          {t("review.accept_open", { cases: open.map((one) => named("review_case", one.case)).join(", ") })}
        </p>
      )}
      <div className={styles.actions}>
        <LinkButton icon="hand" to="/channels" search={{ channel: review.id, open: "live" }}>
          {t("live.offer")}
        </LinkButton>
        <Button
          look="primary"
          icon="check"
          busy={accept.isPending}
          disabled={open.length > 0 || review.refused !== null}
          onClick={() => accept.mutate({ id: review.id })}
        >
          {t("review.accept")}
        </Button>
      </div>
    </Panel>
  );
}

function SwitchOn({ review }: { review: ReviewView }) {
  const announce = useAnnounce();
  const off = review.flows.filter((flow) => !flow.on);
  const [left, setLeft] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const turn = useWrite("flows.switch", { failure: "channels.flow_failed" });
  const chosen = off.filter((flow) => !left.includes(keyOf(flow)));
  const switchOn = async () => {
    setAsked(false);
    for (const flow of chosen) {
      const { connection: id, flow: name } = flow;
      await turn.mutateAsync({ id, flow: name, on: true, confirmed: true, cadence_secs: null });
    }
    announce.done(t("channels.flow_on"));
  };
  return (
    <Panel title={t("review.switch_title")}>
      {review.flows
        .filter((flow) => flow.on)
        .map((flow) => (
          <p key={keyOf(flow)} className={styles.line}>
            <StateBadge tone="ok" bare>
              {named("flow", flow.flow)}
            </StateBadge>
            <span className={styles.meta}>{flow.name}</span>
          </p>
        ))}
      {off.map((flow) => (
        <Toggle
          key={keyOf(flow)}
          label={named("flow", flow.flow)}
          hint={`${flow.name}. ${named("flow_writes", flow.flow)}`}
          checked={!left.includes(keyOf(flow))}
          onChange={(on) => setLeft(on ? left.filter((key) => key !== keyOf(flow)) : [...left, keyOf(flow)])}
        />
      ))}
      {off.length > 0 && (
        <div className={styles.actions}>
          <Button
            look="primary"
            icon="play"
            busy={turn.isPending}
            disabled={chosen.length === 0}
            onClick={() => setAsked(true)}
          >
            {t("review.switch_on")}
          </Button>
        </div>
      )}
      <Confirm
        open={asked}
        title={t("review.confirm_title")}
        action={t("review.switch_on")}
        busy={turn.isPending}
        onConfirm={() => void switchOn().catch(() => undefined)}
        onClose={() => setAsked(false)}
      >
        <ul className={styles.list}>
          {chosen.map((flow) => (
            <li key={keyOf(flow)}>{named("flow", flow.flow)}</li>
          ))}
        </ul>
        <p>{t("channels.confirm_start_line")}</p>
        <p>{t("channels.confirm_other")}</p>
      </Confirm>
    </Panel>
  );
}
