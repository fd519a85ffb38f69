import { useId, type ReactNode } from "react";
import { cx } from "./class_names";
import styles from "./Panel.module.css";

export interface PanelProps {
  title: string;
  /** Stands right of the title. */
  aside?: ReactNode;
  children: ReactNode;
  /** Lists and tables reach to the edge. */
  flush?: boolean;
  level?: 2 | 3;
}

/** A titled part of a page. */
export function Panel({ title, aside, children, flush, level = 2 }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={cx(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  );
}

/** Names and values, one pair a line. */
export function Facts({ items }: { items: { name: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {items.map((item) => (
        <div key={item.name} className={styles.fact}>
          <dt>{item.name}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
