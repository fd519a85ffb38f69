import { Link } from "@tanstack/react-router";
import { formatCount } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import type { ReviewView } from "@/platform/contract";
import styles from "./Review.module.css";

/** Orders that would go to Amazon with what would be sent, and those that would not, by reason. */
export function ReviewOrders({ review }: { review: ReviewView }) {
  const more = review.orders_count - review.orders.length;
  return (
    <Panel title={t("review.orders")} aside={tn("review.orders_count", review.orders_count)} flush>
      {review.orders_stay > 0 && (
        <p className={styles.note}>{tn("review.orders_stay", review.orders_stay)}</p>
      )}
      {review.orders.length === 0 && <p className={styles.note}>{t("review.orders_none")}</p>}
      <ul className={styles.rows}>
        {review.orders.map((order) => (
          <li key={order.key} className={styles.row}>
            <Link to="/orders" search={{ order: order.key }} className={styles.number}>
              {order.number}
            </Link>
            <span className={styles.grow}>{order.items}</span>
            <span className={styles.meta}>{order.speed}</span>
            {order.stays && (
              <StateBadge tone="neutral" icon="clock" bare>
                {t("review.stays")}
              </StateBadge>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.note}>{tn("review.more", more)}</p>}
      {review.orders_left_out.length > 0 && (
        <>
          <h3 className={styles.sub}>{t("review.left_out")}</h3>
          <ul className={styles.rows}>
            {review.orders_left_out.map((one) => (
              <li key={one.reason.code} className={styles.row}>
                <span className={styles.count}>{formatCount(one.count)}</span>
                <span className={styles.grow}>{one.reason.sentence}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Compared review={review} />
    </Panel>
  );
}

/** What another program really sent, against what our rules would have sent. */
function Compared({ review }: { review: ReviewView }) {
  const different = review.compared_different;
  if (review.compared_same === 0 && different.length === 0) return null;
  return (
    <p className={styles.note}>
      {tn("review.compared_same", review.compared_same)}{" "}
      {different.length > 0 && t("review.compared_different", { orders: different.join(", ") })}
    </p>
  );
}
