import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { StateBadge } from "@/kit/StateBadge";
import { Count, Mono } from "@/kit/Values";
import type { OwnImportView, OwnRowRefusal } from "@/platform/contract";
import styles from "./OwnWarehouse.module.css";

/** Rows that cannot be taken, each with its line of the file, the reason and the cure. */
export function OwnRefusals({ rows }: { rows: OwnRowRefusal[] }) {
  return (
    <Banner tone="bad" title={tn("own.refused", rows.length)}>
      <div
        className={styles.scroll}
        role="region"
        aria-label={t("own.refused_rows")}
        // A region that scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        <ul>
          {rows.map((one) => (
            <li key={one.row}>
              {t("own.refused_row", {
                row: String(one.row),
                why: one.reason.sentence,
                about: one.reason.detail ? ` (${one.reason.detail})` : "",
                cure: one.reason.cure,
              })}
            </li>
          ))}
        </ul>
      </div>
    </Banner>
  );
}

/** The parcels of the file. */
export function OwnParcels({ seen }: { seen: OwnImportView }) {
  return (
    <div className={styles.dialog}>
      <p>
        {tn("own.parcels", seen.parcels.length)} {seen.skipped > 0 && tn("own.skipped", seen.skipped)}
      </p>
      <div className={styles.scroll} role="region" aria-label={t("own.parcel_rows")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("orders.number")}</th>
              <th scope="col">{t("own.carrier")}</th>
              <th scope="col">{t("own.number")}</th>
              <th scope="col">{t("own.units")}</th>
            </tr>
          </thead>
          <tbody>
            {seen.parcels.map((parcel) => (
              <tr key={`${parcel.number}/${parcel.part}/${parcel.tracking}`}>
                <th scope="row">
                  <Mono>{parcel.number}</Mono>
                </th>
                <td>{parcel.carrier}</td>
                <td>
                  <Mono>{parcel.tracking}</Mono>
                  {parcel.odd && <StateBadge tone="warn">{t("own.odd")}</StateBadge>}
                </td>
                <td>
                  <Count value={parcel.units} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
