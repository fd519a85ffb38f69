import { Link } from "@tanstack/react-router";
import { useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import { Stamp } from "@/kit/Values";
import type { ReviewCaseView, ReviewView } from "@/platform/contract";
import styles from "./Review.module.css";

/** The kinds of orders worth having seen; each ticks itself, or a person skips it. */
export function ReviewCases({ review }: { review: ReviewView }) {
  const skip = useWrite("review.skip_case", { failure: "review.skip_failed" });
  const open = review.cases.filter((one) => one.seen === null && one.skipped === null).length;
  return (
    <Panel
      title={t("review.cases")}
      aside={t("review.cases_done", { done: review.cases.length - open, all: review.cases.length })}
      flush
    >
      <ul className={styles.rows}>
        {review.cases.map((one) => (
          <li key={one.case} className={styles.row}>
            <CaseState one={one} />
            <span className={styles.grow}>
              <span>{named("review_case", one.case)}</span>
              <span className={styles.meta}>{named("review_case_hint", one.case)}</span>
            </span>
            {one.seen === null && (
              <Button
                small
                icon={one.skipped ? "undo" : "skip"}
                aria-label={t(one.skipped ? "review.unskip_label" : "review.skip_label", {
                  what: named("review_case", one.case),
                })}
                disabled={skip.isPending}
                onClick={() => skip.mutate({ id: review.id, case: one.case, skipped: one.skipped === null })}
              >
                {t(one.skipped ? "review.unskip" : "review.skip")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function CaseState({ one }: { one: ReviewCaseView }) {
  if (one.seen !== null) {
    return (
      <span className={styles.state}>
        <StateBadge tone="ok" bare>
          {t("review.seen")}
        </StateBadge>
        <Link to="/orders" search={{ q: one.seen }} className={styles.meta}>
          {one.seen}
        </Link>
      </span>
    );
  }
  if (one.skipped !== null) {
    return (
      <span className={styles.state}>
        <StateBadge tone="neutral" icon="skip" bare>
          {t("review.skipped")}
        </StateBadge>
        <span className={styles.meta}>
          <Stamp at={one.skipped} />
        </span>
      </span>
    );
  }
  return (
    <span className={styles.state}>
      <StateBadge tone="info" icon="pending" bare>
        {t("review.not_seen")}
      </StateBadge>
    </span>
  );
}
