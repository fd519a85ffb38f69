import { Link } from "@tanstack/react-router";
import { formatDayClock } from "@/i18n/format";
import { named, t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Count, Stamp } from "@/kit/Values";
import type { ReplayOutcomeView, ReplayView } from "@/platform/contract";
import styles from "./ReplayDialog.module.css";

/** What the draft would have made of the last days' orders, and of the numbers shown now (F317). */
export function ReplayDialog({ found, onClose }: { found: ReplayView | null; onClose: () => void }) {
  return (
    <Dialog
      open={found !== null}
      onClose={onClose}
      wide
      title={t("replay.title")}
      actions={<Button onClick={onClose}>{t("action.close")}</Button>}
    >
      {found && <Found found={found} />}
    </Dialog>
  );
}

function Found({ found }: { found: ReplayView }) {
  const nothing = found.differing === 0 && found.listings.length === 0;
  return (
    <>
      <p>
        {tn("replay.looked", found.orders, { days: found.days })} {found.cut && t("replay.cut")}{" "}
        {nothing ? t("replay.nothing") : tn("replay.differ", found.differing)}
      </p>
      {found.counts.length > 0 && (
        <ul className={styles.counts}>
          {found.counts.map((one) => (
            <li key={`${one.from} ${one.to}`}>
              <Count value={one.count} /> {named("order_state", one.from)} → {named("order_state", one.to)}
            </li>
          ))}
        </ul>
      )}
      {found.rows.length > 0 && <Orders found={found} />}
      {found.listings.length > 0 && <Listings found={found} />}
    </>
  );
}

function Orders({ found }: { found: ReplayView }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("replay.orders")}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("replay.orders")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("replay.order")}</th>
            <th scope="col">{t("replay.placed")}</th>
            <th scope="col">{t("replay.before")}</th>
            <th scope="col">{t("replay.after")}</th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr key={row.order}>
              <td>
                <Link to="/orders" search={{ order: row.order }}>
                  {row.number}
                </Link>
              </td>
              <td>
                <Stamp at={row.placed_at} />
              </td>
              <td>{words(row.before)}</td>
              <td>{words(row.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Listings({ found }: { found: ReplayView }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("replay.listings")}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t("replay.listings")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("replay.listing")}</th>
            <th scope="col">{t("replay.shown_before")}</th>
            <th scope="col">{t("replay.shown_after")}</th>
          </tr>
        </thead>
        <tbody>
          {found.listings.map((row) => (
            <tr key={row.listing_sku}>
              <td>{row.title}</td>
              <td>{row.before === null ? t("replay.alone") : <Count value={row.before} />}</td>
              <td>{row.after === null ? t("replay.alone") : <Count value={row.after} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function words(outcome: ReplayOutcomeView): string {
  const speed = outcome.speed ? named("speed", outcome.speed.toLowerCase()) : null;
  const until = outcome.until ? t("replay.until", { time: formatDayClock(outcome.until) }) : null;
  const parts = [
    named("order_state", outcome.state),
    speed,
    until,
    outcome.reason?.sentence,
    outcome.reason?.detail,
  ];
  return parts.filter(Boolean).join(" · ");
}
