import { useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { RelativeTime } from "@/kit/Values";
import type { ReadinessView } from "@/platform/contract";
import styles from "./Review.module.css";

interface ReadinessProps {
  id: string;
  lines: ReadinessView[];
  readAt: string | null;
}

function look(line: ReadinessView): { tone: Tone; word: string } {
  if (line.passed === null) return { tone: "neutral", word: t("readiness.unknown") };
  if (line.passed) return { tone: "ok", word: t("readiness.passed") };
  return line.hint
    ? { tone: "warn", word: t("readiness.hint") }
    : { tone: "bad", word: t("readiness.failed") };
}

/** The platform's own checklist (F012). A failed line blocks listing products, never orders, stock or tracking. */
export function Readiness({ id, lines, readAt }: ReadinessProps) {
  const run = useWrite("flows.run", { failure: "channels.run_failed" });
  return (
    <Panel
      title={t("readiness.title")}
      level={3}
      flush
      aside={
        <>
          {readAt && (
            <span>
              {t("readiness.read")} <RelativeTime at={readAt} />
            </span>
          )}
          <Button
            small
            icon="sync"
            busy={run.isPending}
            onClick={() => run.mutate({ id, flow: "pull_places" })}
          >
            {t("readiness.again")}
          </Button>
        </>
      }
    >
      {lines.length === 0 && <p className={styles.note}>{t("readiness.none")}</p>}
      <ul className={styles.rows}>
        {lines.map((line) => {
          const { tone, word } = look(line);
          return (
            <li key={line.name} className={styles.row}>
              <span className={styles.grow}>
                <span>{named("readiness_item", line.name)}</span>
                {line.reasons.length > 0 && <span className={styles.meta}>{line.reasons.join(" ")}</span>}
                {line.passed === false && (
                  <span className={styles.meta}>{named("readiness_cure", line.name)}</span>
                )}
              </span>
              <StateBadge tone={tone} bare>
                {word}
              </StateBadge>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
