import { useNow } from "@/data/clock";
import { formatFull, formatSpan, toMs } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Icon } from "@/kit/Icon";
import { cx } from "@/kit/class_names";
import styles from "./Deadline.module.css";

const HOUR = 3_600_000;

/** How near a deadline is (F077: warned at 24 h, 6 h and 1 h). */
export function urgencyOf(msLeft: number): "over" | "now" | "soon" | "later" {
  if (msLeft <= 0) return "over";
  if (msLeft <= 6 * HOUR) return "now";
  return msLeft <= 24 * HOUR ? "soon" : "later";
}

const OVER = ["completed", "cancelled", "cancel_too_late", "shipped_by_platform", "archived"];

interface Due {
  state: string | null;
  ship_by: string | null;
  packages: number;
  tracking_sent: number;
}

/** The moment by which the platform must still hear of a shipment; none once it has heard of everything. */
export function shipByOf(order: Due): string | null {
  const told = order.state === "shipped" && order.tracking_sent >= order.packages;
  return told || OVER.includes(order.state ?? "") ? null : order.ship_by;
}

/** Time left until a deadline, in words; late ones say so. */
export function Deadline({ at, long }: { at: string | null; long?: boolean }) {
  const now = useNow();
  if (at === null) return <span className={styles.none}>{t("format.none")}</span>;
  const left = toMs(at) - now;
  const urgency = urgencyOf(left);
  const key = urgency === "over" ? "deadline.over" : long ? "deadline.left_long" : "deadline.left";
  return (
    <time dateTime={at} title={formatFull(at)} className={cx(styles.deadline, styles[urgency])}>
      {urgency !== "later" && <Icon name={urgency === "soon" ? "clock" : "alert"} size={14} />}
      {t(key, { span: formatSpan(left) })}
    </time>
  );
}
