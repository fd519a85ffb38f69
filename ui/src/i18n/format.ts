/** Numbers, money, dates and spans through `Intl`. Nothing here reads the clock: now is an argument. */
import { locale, t } from "./t";

/** A moment as the host sends it: milliseconds, or RFC 3339 text. */
export type Moment = number | string;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function toMs(moment: Moment): number {
  return typeof moment === "number" ? moment : Date.parse(moment);
}

const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockSeconds = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const dayClock = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });
const list = new Intl.ListFormat(locale, { type: "conjunction" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });

export const formatCount = (value: number): string => integer.format(value);
export const formatList = (values: string[]): string => list.format(values);
export const formatDay = (moment: Moment): string => day.format(toMs(moment));
export const formatClock = (moment: Moment): string => clock.format(toMs(moment));
export const formatClockSeconds = (moment: Moment): string => clockSeconds.format(toMs(moment));
export const formatDayClock = (moment: Moment): string => dayClock.format(toMs(moment));
export const formatFull = (moment: Moment): string => full.format(toMs(moment));

/** An exact amount kept as text; `Intl` formats decimal text without passing through a float. */
export function formatMoney(amount: string, currency: string): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    return format.format(amount as Intl.StringNumericLiteral);
  } catch {
    return t("format.money_plain", { amount, currency }).trim();
  }
}

/** "3 min. ago", "in 2 hr.", in the largest unit that is not zero. */
export function formatRelative(moment: Moment, now: number): string {
  const delta = toMs(moment) - now;
  const size = Math.abs(delta);
  if (size < MINUTE) return t("format.now");
  if (size < HOUR) return relative.format(Math.trunc(delta / MINUTE), "minute");
  if (size < 2 * DAY) return relative.format(Math.trunc(delta / HOUR), "hour");
  return relative.format(Math.trunc(delta / DAY), "day");
}

/** A span in two units at most: "2 d 4 h", "3 h 12 min", "45 s". */
export function formatSpan(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1000) return t("format.span_ms", { ms: Math.round(size) });
  if (size < MINUTE) return t("format.span_s", { s: Math.round(size / 1000) });
  if (size < HOUR) return t("format.span_min", { min: Math.floor(size / MINUTE) });
  const hours = Math.floor(size / HOUR);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  if (size < 2 * DAY)
    return minutes === 0
      ? t("format.span_h", { h: hours })
      : t("format.span_h_min", { h: hours, min: minutes });
  const days = Math.floor(size / DAY);
  return hours % 24 === 0
    ? t("format.span_d", { d: days })
    : t("format.span_d_h", { d: days, h: hours % 24 });
}
