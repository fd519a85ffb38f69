import { t } from "@/i18n/t";
import { cx } from "./class_names";
import { Icon } from "./Icon";
import styles from "./Stepper.module.css";

/** Where one stands in a row of steps. */
export function Stepper({ label, steps, at }: { label: string; steps: string[]; at: number }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={cx(styles.step, index < at && styles.done, index === at && styles.now)}
          aria-current={index === at ? "step" : undefined}
        >
          <span className={styles.number}>{index < at ? <Icon name="check" size={12} /> : index + 1}</span>
          <span>{step}</span>
          {index < at && <span className="visually-hidden">{t("stepper.done")}</span>}
        </li>
      ))}
    </ol>
  );
}
