/** Small values that format themselves: money, moments, counts. */
import { useNow } from "@/data/clock";
import {
  formatCount,
  formatDayClock,
  formatFull,
  formatMoney,
  formatRelative,
  toMs,
  type Moment,
} from "@/i18n/format";
import { t } from "@/i18n/t";
import styles from "./Values.module.css";

/** An amount as the host writes it, "24.99 USD"; unknown is said, not shown as zero. */
export function Money({ value }: { value: string | null }) {
  if (value === null) return <span className={styles.none}>{t("format.unknown")}</span>;
  const [amount = value, currency = ""] = value.split(" ");
  return <span className={styles.number}>{formatMoney(amount, currency)}</span>;
}

/** "3 min. ago", exact on hover and for assistive technology. */
export function RelativeTime({ at }: { at: Moment | null }) {
  const now = useNow();
  if (at === null) return <span className={styles.none}>{t("format.never")}</span>;
  return (
    <time dateTime={new Date(toMs(at)).toISOString()} title={formatFull(at)}>
      {formatRelative(at, now)}
    </time>
  );
}

/** "22 Nov, 14:02". */
export function Stamp({ at }: { at: Moment | null }) {
  if (at === null) return <span className={styles.none}>{t("format.none")}</span>;
  return (
    <time dateTime={new Date(toMs(at)).toISOString()} title={formatFull(at)} className={styles.stamp}>
      {formatDayClock(at)}
    </time>
  );
}

/** A count; unknown is not zero and looks different. */
export function Count({ value }: { value: number | null }) {
  if (value === null) {
    return (
      <span className={styles.none} title={t("format.unknown_long")}>
        {t("format.unknown")}
      </span>
    );
  }
  return <span className={styles.number}>{formatCount(value)}</span>;
}

export function Mono({ children }: { children: string }) {
  return <span className={styles.mono}>{children}</span>;
}
