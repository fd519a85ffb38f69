import type { ReactNode } from "react";
import { cx } from "./class_names";
import { Icon, type IconName } from "./Icon";
import styles from "./StateBadge.module.css";

export type Tone = "ok" | "warn" | "bad" | "info" | "review" | "neutral";

export const toneIcon: Record<Tone, IconName> = {
  ok: "done",
  warn: "alert",
  bad: "failed",
  info: "info",
  review: "hand",
  neutral: "dot",
};

/** A state in three voices: tone, icon and word. */
export function StateBadge({
  tone,
  icon,
  children,
  bare,
}: {
  tone: Tone;
  icon?: IconName;
  children: ReactNode;
  bare?: boolean;
}) {
  return (
    <span className={cx(styles.badge, styles[tone], bare && styles.bare)}>
      <Icon name={icon ?? toneIcon[tone]} size={14} className={styles.icon} />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
