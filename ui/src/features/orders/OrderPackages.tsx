import { named, t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { Mono, RelativeTime } from "@/kit/Values";
import type { PackageView } from "@/platform/contract";
import styles from "./OrderPackages.module.css";
import { ParcelWay } from "./ParcelWay";

const tones: Record<string, Tone> = {
  sent: "ok",
  failed: "bad",
  queued: "info",
  waiting: "neutral",
  noted: "neutral",
  gone: "neutral",
};

/** The parcels, their numbers, and whether TikTok has them. */
export function OrderPackages({ orderKey, packages }: { orderKey: string; packages: PackageView[] }) {
  return (
    <Panel title={t("order.packages")} level={3} flush>
      <ul>
        {packages.map((parcel) => (
          <li key={parcel.id} className={styles.parcel}>
            <div className={styles.line}>
              <Mono>
                {parcel.number_sent ?? parcel.carrier_number ?? parcel.amazon_number ?? t("order.no_number")}
              </Mono>
              <StateBadge tone={tones[parcel.state] ?? "neutral"}>
                {named("package_state", parcel.state)}
              </StateBadge>
            </div>
            <p className={styles.meta}>
              <span>{parcel.carrier ?? t("order.no_carrier")}</span>
              <span>{t(parcel.shipped ? "order.left_warehouse" : "order.in_warehouse")}</span>
              {parcel.sent_at && <RelativeTime at={parcel.sent_at} />}
            </p>
            <p className={styles.meta}>
              {parcel.contents.map((part) => (
                <span key={part.sku}>{t("order.content", { quantity: part.quantity, sku: part.sku })}</span>
              ))}
            </p>
            <ParcelWay orderKey={orderKey} parcel={parcel} />
            {parcel.warning && <p className={styles.warning}>{parcel.warning}</p>}
            {parcel.reason && (
              <p className={styles.warning}>
                {parcel.reason.sentence} {parcel.reason.detail} {parcel.reason.cure}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
