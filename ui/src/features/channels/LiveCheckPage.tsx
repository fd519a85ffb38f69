import { useRead, useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Facts, Panel } from "@/kit/Panel";
import { SkeletonRows } from "@/kit/Skeleton";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { Stamp } from "@/kit/Values";
import type { LiveCheckView, LiveStateView, LiveStepView } from "@/platform/contract";
import { Page } from "@/shell/Page";
import { LiveCheckBegin } from "./LiveCheckBegin";
import styles from "./Review.module.css";

const tones: Record<LiveStateView, Tone> = { waits: "info", done: "ok", failed: "bad", skipped: "neutral" };

/** One product and one order may be written while everything else stays off (F325). */
export function LiveCheckPage({ id }: { id: string }) {
  const check = useRead("live_check.get", { id });
  return (
    <Page
      title={t("live.title")}
      actions={
        <LinkButton small icon="back" to="/channels" search={{ channel: id, open: "review" }}>
          {t("live.back")}
        </LinkButton>
      }
    >
      {!check.data && !check.error && <SkeletonRows />}
      {!check.data && check.error && (
        <EmptyState kind="failed" title={check.error.message}>
          {check.error.cure}
        </EmptyState>
      )}
      {check.data &&
        (check.data.begun_at === null ? <LiveCheckBegin id={id} /> : <UnderWay id={id} check={check.data} />)}
    </Page>
  );
}

function UnderWay({ id, check }: { id: string; check: LiveCheckView }) {
  const skip = useWrite("live_check.skip_step", { failure: "live.skip_failed" });
  const end = useWrite("live_check.end", { failure: "live.end_failed" });
  const finished = check.steps.every((step) => step.state === "done" || step.state === "skipped");
  return (
    <div className={styles.page}>
      <Banner tone={finished ? "ok" : "info"} title={t(finished ? "live.finished" : "live.running")}>
        {t("live.running_text")}
      </Banner>
      <Panel title={t("live.steps")} flush>
        <div className={styles.note}>
          <Facts
            items={[
              { name: t("live.sku"), value: check.sku },
              { name: t("live.order"), value: check.order },
              { name: t("live.begun"), value: <Stamp at={check.begun_at} /> },
            ]}
          />
        </div>
        <ol className={styles.rows} aria-label={t("live.steps")}>
          {check.steps.map((step) => (
            <Step
              key={step.step}
              step={step}
              busy={skip.isPending}
              onSkip={(skipped) => skip.mutate({ id, step: step.step, skipped })}
            />
          ))}
        </ol>
      </Panel>
      <div className={styles.actions}>
        <Button look={finished ? "primary" : "plain"} busy={end.isPending} onClick={() => end.mutate({ id })}>
          {t("live.end")}
        </Button>
      </div>
    </div>
  );
}

interface StepProps {
  step: LiveStepView;
  busy: boolean;
  onSkip: (skipped: boolean) => void;
}

function Step({ step, busy, onSkip }: StepProps) {
  return (
    <li className={styles.row}>
      <span className={styles.state}>
        <StateBadge tone={tones[step.state]} bare>
          {t(`live.${step.state}`)}
        </StateBadge>
      </span>
      <span className={styles.grow}>
        <span>{named("live_step", step.step)}</span>
        {step.detail && <span className={styles.meta}>{step.detail}</span>}
        {step.reason && (
          <span className={styles.bad}>
            {step.reason.sentence} {step.reason.detail} {step.reason.cure}
          </span>
        )}
      </span>
      {step.state !== "done" && (
        <Button small disabled={busy} onClick={() => onSkip(step.state !== "skipped")}>
          {t(step.state === "skipped" ? "review.unskip" : "review.skip")}
        </Button>
      )}
    </li>
  );
}
