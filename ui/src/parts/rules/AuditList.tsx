import { useRead } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Panel } from "@/kit/Panel";
import { Stamp } from "@/kit/Values";
import styles from "./AuditList.module.css";

/** What was changed here lately, from what to what (F018). */
export function AuditList({ subject }: { subject: string }) {
  const log = useRead("audit.list", { subject, limit: 20 });
  const entries = log.data?.entries ?? [];
  return (
    <Panel title={t("audit.title")}>
      {log.data && log.data.first_break !== null && (
        <Banner tone="bad" title={t("audit.broken", { number: log.data.first_break })} />
      )}
      {entries.length === 0 && <p className={styles.quiet}>{t("audit.none")}</p>}
      <ul className={styles.entries}>
        {entries.map((entry) => (
          <li key={entry.seq}>
            <p className={styles.quiet}>
              <Stamp at={entry.at} /> {named("audit_kind", entry.kind)}
            </p>
            <ul>
              {entry.changes.map((change) => (
                <li key={change.field} className={styles.change}>
                  {change.field && `${named("set", change.field)}: `}
                  {change.before ?? t("set.empty")} → {change.after ?? t("set.empty")}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
