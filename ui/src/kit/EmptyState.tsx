import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";
import { Icon, type IconName } from "./Icon";

/** Why there is nothing: each kind wants another sentence and another way on. */
export type EmptyKind = "unconnected" | "nothing_yet" | "filtered" | "failed";

const marks: Record<EmptyKind, IconName> = {
  unconnected: "plug",
  nothing_yet: "clock",
  filtered: "filter",
  failed: "failed",
};

export interface EmptyStateProps {
  kind: EmptyKind;
  title: string;
  children?: ReactNode;
  /** One primary way on. */
  action?: ReactNode;
  details?: string | undefined;
}

export function EmptyState({ kind, title, children, action, details }: EmptyStateProps) {
  return (
    <div className={styles.empty} role={kind === "failed" ? "alert" : undefined} data-kind={kind}>
      <span className={styles.mark}>
        <Icon name={marks[kind]} size={24} />
      </span>
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.text}>{children}</p>}
      {details && <pre className={styles.details}>{details}</pre>}
      {action}
    </div>
  );
}
