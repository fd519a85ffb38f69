import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { named, t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Mono, RelativeTime } from "@/kit/Values";
import type { SetAsideView } from "@/platform/contract";
import styles from "./SetAsideList.module.css";

/** Records that could not be read: what is wrong, the redacted record, and a way to try again. */
export function SetAsideList({ rows }: { rows: SetAsideView[] }) {
  const announce = useAnnounce();
  const retry = useWrite("activity.retry_set_aside", {
    failure: "activity.retry_failed",
    onDone: () => announce.done(t("activity.queued")),
  });
  if (rows.length === 0) {
    return (
      <EmptyState kind="nothing_yet" title={t("activity.none_set_aside")}>
        {t("activity.none_set_aside_text")}
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id} className={styles.record}>
          <div className={styles.head}>
            <p>
              <Mono>{row.subject}</Mono>
            </p>
            <p className={styles.meta}>
              <span>{row.channel}</span>
              <span>{named("flow", row.flow)}</span>
              <span>{tn("activity.seen", row.count)}</span>
              <RelativeTime at={row.last_at} />
            </p>
            <Button small icon="retry" onClick={() => retry.mutate({ id: row.id })}>
              {t("activity.read_again")}
            </Button>
          </div>
          <p className={styles.fault}>{row.fault}</p>
          <details>
            <summary>{t("activity.record")}</summary>
            <pre className={styles.payload}>{row.payload}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
