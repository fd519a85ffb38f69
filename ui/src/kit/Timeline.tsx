import type { ReactNode } from "react";
import { formatClockSeconds, formatDay, formatFull, toMs, type Moment } from "@/i18n/format";
import { cx } from "./class_names";
import { Icon, type IconName } from "./Icon";
import type { Tone } from "./StateBadge";
import styles from "./Timeline.module.css";

export interface TimelineEntry {
  id: string;
  at: Moment;
  tone: Tone;
  icon: IconName;
  title: string;
  text?: string | null;
  extra?: ReactNode;
}

/** What happened, newest first, grouped by day. */
export function Timeline({ label, entries }: { label: string; entries: TimelineEntry[] }) {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const day = formatDay(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <div className={styles.timeline}>
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h4 className={styles.day}>{day}</h4>
          <ol aria-label={`${label}, ${day}`}>
            {list.map((entry) => (
              <li key={entry.id} className={styles.entry}>
                <span className={cx(styles.mark, styles[entry.tone])}>
                  <Icon name={entry.icon} size={14} />
                </span>
                <div className={styles.text}>
                  <p className={styles.title}>{entry.title}</p>
                  {entry.text && <p className={styles.detail}>{entry.text}</p>}
                  {entry.extra}
                </div>
                <time
                  className={styles.time}
                  dateTime={new Date(toMs(entry.at)).toISOString()}
                  title={formatFull(entry.at)}
                >
                  {formatClockSeconds(entry.at)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
