import { useWrite } from "@/data/commands";
import { formatSpan } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { CheckStepView, StepOutcomeView } from "@/platform/contract";
import styles from "./ChannelTest.module.css";

const tones: Record<StepOutcomeView, Tone> = { passed: "ok", warned: "warn", failed: "bad" };

/** One harmless read per permission, step by step (F016). */
export function ChannelTest({ id }: { id: string }) {
  const test = useWrite("channels.test", { failure: null });
  return (
    <Panel
      title={t("test.title")}
      level={3}
      flush
      aside={
        <Button small icon="plug" busy={test.isPending} onClick={() => test.mutate({ id })}>
          {t("test.run")}
        </Button>
      }
    >
      {test.error && (
        <div className={styles.note}>
          <Banner tone="bad" title={test.error.message}>
            {test.error.cure}
          </Banner>
        </div>
      )}
      {!test.data && !test.error && <p className={styles.note}>{t("test.text")}</p>}
      {test.data && (
        <ol aria-label={t("test.title")}>
          {test.data.steps.map((step) => (
            <Step key={`${step.what}${step.scope}`} step={step} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Step({ step }: { step: CheckStepView }) {
  const clock = step.clock_difference_secs;
  return (
    <li className={styles.step}>
      <StateBadge tone={tones[step.outcome]} bare>
        {t(`test.${step.outcome}`)}
      </StateBadge>
      <div>
        <p>{step.what}</p>
        <p className={styles.meta}>
          <span>{step.scope}</span>
          {clock !== null && clock !== 0 && <span>{t("test.clock", { seconds: clock })}</span>}
        </p>
        {step.note && <p className={styles.meta}>{step.note}</p>}
        {step.reason && (
          <p className={styles.reason}>
            {step.reason.sentence} {step.reason.detail} {step.reason.cure}
          </p>
        )}
      </div>
      <span className={styles.latency}>{formatSpan(step.latency_ms)}</span>
    </li>
  );
}
