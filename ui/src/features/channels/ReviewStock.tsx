import { Link } from "@tanstack/react-router";
import { t, tn } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { Count } from "@/kit/Values";
import { ReasonNote } from "@/parts/ReasonNote";
import type { ReviewView } from "@/platform/contract";
import styles from "./Review.module.css";

/** Stock numbers that would change, from what the shop shows to what it should show. */
export function ReviewStock({ review }: { review: ReviewView }) {
  const more = review.stock_count - review.stock.length;
  return (
    <Panel title={t("review.stock")} aside={tn("review.stock_count", review.stock_count)} flush>
      {review.stock_refused && (
        <div className={styles.note}>
          <ReasonNote reason={review.stock_refused} action={<span />} />
        </div>
      )}
      {!review.stock_refused && review.stock.length === 0 && (
        <p className={styles.note}>{t("review.stock_none")}</p>
      )}
      <ul className={styles.rows}>
        {review.stock.map((row) => (
          <li key={`${row.title}${row.seller_sku ?? ""}`} className={styles.row}>
            <span className={styles.grow}>
              <span>{row.title}</span>
              <span className={styles.meta}>{row.seller_sku}</span>
            </span>
            <span className={styles.change}>
              <Count value={row.from} /> <span aria-label={t("review.becomes")}>→</span>{" "}
              <Count value={row.to} />
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.note}>{tn("review.more", more)}</p>}
      {review.stock_same > 0 && <p className={styles.note}>{tn("review.stock_same", review.stock_same)}</p>}
      {review.stock_unlinked > 0 && (
        <p className={styles.note}>
          <Link to="/mapping" search={{ tab: "missing" }}>
            {tn("channels.left_out", review.stock_unlinked)}
          </Link>
        </p>
      )}
    </Panel>
  );
}
