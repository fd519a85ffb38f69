import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Popover } from "@/kit/Popover";
import { Count } from "@/kit/Values";
import type { LadderStepView, ReasonView } from "@/platform/contract";
import styles from "./WhyNumber.module.css";

export interface WhyNumberProps {
  /** What the number is of; read aloud with the button. */
  subject: string;
  shown: number | null;
  ladder: LadderStepView[];
  reason: ReasonView | null;
}

/** The steps that changed the number, plus the first one; steps without effect are folded away. */
export function tellingSteps(ladder: LadderStepView[]): (LadderStepView & { change: number })[] {
  return ladder
    .map((step, index) => ({
      ...step,
      change: index === 0 ? 0 : step.value - (ladder[index - 1]?.value ?? step.value),
    }))
    .filter((step, index) => index === 0 || step.change !== 0);
}

/** A stock number that can say how it came to be (F127). */
export function WhyNumber({ subject, shown, ladder, reason }: WhyNumberProps) {
  const steps = tellingSteps(ladder);
  const quiet = ladder.length - steps.length;
  return (
    <Popover
      title={t("why.title")}
      trigger={
        <Button
          look="quiet"
          small
          aria-label={t("why.label", { subject, shown: shown ?? t("format.unknown") })}
          className={styles.number ?? ""}
        >
          <Count value={shown} />
        </Button>
      }
    >
      {reason && (
        <p className={styles.reason}>
          {reason.sentence} {reason.cure}
        </p>
      )}
      {steps.length > 0 && (
        <ol className={styles.steps}>
          {steps.map((step) => (
            <li key={step.step} className={styles.step}>
              <span>{named("ladder", step.step)}</span>
              <span className={styles.change}>
                {step.change === 0 ? "" : t("why.change", { change: signed(step.change) })}
              </span>
              <span className={styles.value}>
                <Count value={step.value} />
              </span>
            </li>
          ))}
          <li className={styles.total}>
            <span>{t("why.shown")}</span>
            <span />
            <span className={styles.value}>
              <Count value={shown} />
            </span>
          </li>
        </ol>
      )}
      {quiet > 0 && <p className={styles.quiet}>{t("why.quiet", { count: quiet })}</p>}
    </Popover>
  );
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : `−${-value}`;
}
