import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { formatFull } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { StateBadge } from "@/kit/StateBadge";
import type { PackageView } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import styles from "./OrderPackages.module.css";

/** How far a parcel has come, its delivery photo on demand, and the text for a support case (F089, F407, F408). */
export function ParcelWay({ orderKey, parcel }: { orderKey: string; parcel: PackageView }) {
  const platform = usePlatform();
  const announce = useAnnounce();
  const photo = useWrite("orders.delivery_photo", {
    failure: "parcel.no_photo",
    onDone: (answer) =>
      answer.link ? void platform.openExternal(answer.link) : announce.done(t("parcel.no_photo")),
  });
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(() => announce.done(t("table.copied")));
  return (
    <>
      <p className={styles.meta}>
        {parcel.milestone && <span>{t("parcel.milestone", { milestone: parcel.milestone })}</span>}
        {parcel.estimated && !parcel.delivered_at && (
          <span>{t("parcel.estimated", { at: formatFull(parcel.estimated) })}</span>
        )}
        {parcel.delivered_at && <span>{t("parcel.delivered", { at: formatFull(parcel.delivered_at) })}</span>}
        {parcel.corrected && <span>{t("parcel.corrected")}</span>}
        {parcel.lost && <StateBadge tone="bad">{t("parcel.lost")}</StateBadge>}
        {parcel.undeliverable && <StateBadge tone="bad">{t("parcel.undeliverable")}</StateBadge>}
        {parcel.not_from_amazon && <StateBadge tone="bad">{t("parcel.not_from_amazon")}</StateBadge>}
      </p>
      {parcel.delivered_at && (
        <Button
          small
          look="quiet"
          icon="external"
          busy={photo.isPending}
          onClick={() => photo.mutate({ key: orderKey, package: parcel.id })}
        >
          {t("parcel.photo")}
        </Button>
      )}
      {parcel.support_text && (
        <Button small look="quiet" icon="copy" onClick={() => copy(parcel.support_text ?? "")}>
          {t("parcel.copy_support")}
        </Button>
      )}
    </>
  );
}
