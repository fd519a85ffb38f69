import { t } from "@/i18n/t";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { CheckStepView, StepOutcomeView } from "@/platform/contract";
import styles from "./Connect.module.css";

const tones: Record<StepOutcomeView, Tone> = { passed: "ok", warned: "warn", failed: "bad" };

/** What trying the typed keys brought, step by step: the right that is missing is named (F006, F301). */
export function KeyCheck({ steps }: { steps: CheckStepView[] }) {
  return (
    <ol className={styles.check} aria-label={t("connect.check_title")}>
      {steps.map((step) => (
        <li key={`${step.what}${step.scope}`}>
          <StateBadge tone={tones[step.outcome]} bare>
            {step.what}
          </StateBadge>
          <span className={styles.checkNote}>
            {step.outcome === "failed" && step.scope ? t("connect.right", { right: step.scope }) : step.scope}{" "}
            {step.note} {step.reason && `${step.reason.sentence} ${step.reason.cure}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
