import type { ReactNode } from "react";
import styles from "./Connect.module.css";

/** Numbered instructions beside a form. */
export function Steps({ title, steps }: { title: string; steps: ReactNode[] }) {
  return (
    <section className={styles.steps} aria-label={title}>
      <h2 className={styles.stepsTitle}>{title}</h2>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
