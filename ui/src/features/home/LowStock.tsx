import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { Count, Mono } from "@/kit/Values";
import { StateBadge } from "@/kit/StateBadge";
import type { LowStockView } from "@/platform/contract";
import styles from "./LowStock.module.css";

/** What may sell out soon: what buyers see beside what Amazon has. */
export function LowStock({ rows }: { rows: LowStockView[] }) {
  return (
    <Panel
      title={t("low_stock.title")}
      flush
      aside={
        <LinkButton small look="quiet" to="/inventory">
          {t("low_stock.all")}
        </LinkButton>
      }
    >
      {rows.length === 0 ? (
        <p className={styles.calm}>
          <StateBadge tone="ok" bare>
            {t("low_stock.none")}
          </StateBadge>
        </p>
      ) : (
        <table className={styles.table} aria-label={t("low_stock.title")}>
          <thead>
            <tr>
              <th scope="col">{t("stock.item")}</th>
              <th scope="col" className={styles.number}>
                {t("stock.source")}
              </th>
              <th scope="col" className={styles.number}>
                {t("stock.shown")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.listing_sku}>
                <th scope="row">
                  <span className={styles.title}>{row.title}</span>
                  <Mono>{row.seller_sku ?? row.listing_sku}</Mono>
                </th>
                <td className={styles.number}>
                  <Count value={row.source} />
                </td>
                <td className={styles.number}>
                  <Count value={row.shown} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
