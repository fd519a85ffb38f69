import { t } from "@/i18n/t";
import { Timeline } from "@/kit/Timeline";
import type { EventView } from "@/platform/contract";
import { lookOfEvent } from "./event_look";
import styles from "./OrderTimeline.module.css";

/** Every read, decision, attempt and answer, newest first; what came back can be unfolded. */
export function OrderTimeline({ events }: { events: EventView[] }) {
  return (
    <Timeline
      label={t("order.timeline")}
      entries={events.map((event) => ({
        id: String(event.id),
        at: event.at,
        ...lookOfEvent(event.kind),
        title: event.text,
        extra: event.detail && (
          <details className={styles.details}>
            <summary>{t("order.event_detail")}</summary>
            <pre className={styles.payload}>{event.detail}</pre>
          </details>
        ),
      }))}
    />
  );
}
