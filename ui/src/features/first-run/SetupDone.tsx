import { useNavigate } from "@tanstack/react-router";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { HealthBadge } from "@/parts/HealthBadge";
import { PlatformName } from "@/parts/PlatformName";
import styles from "./FirstRunPage.module.css";

/** What is connected now, and what is still off on purpose. */
export function SetupDone({ onEnter }: { onEnter: () => void }) {
  const channels = useRead("channels.list", {});
  const navigate = useNavigate();
  const shop = channels.data?.channels.find((one) => one.platform === "tiktok_shop");
  return (
    <section className={styles.step} aria-label={t("first.step_done")}>
      <h2 className={styles.stepTitle}>{t("first.done_title")}</h2>
      <ul className={styles.points}>
        {channels.data?.channels.map((channel) => (
          <li key={channel.id}>
            <PlatformName platform={channel.platform} /> · {channel.name}{" "}
            <HealthBadge health={channel.health} />
          </li>
        ))}
      </ul>
      <Banner tone="info" title={t("first.writes_off")}>
        {t("first.writes_off_text")}
      </Banner>
      <p>{t("first.other_connector")}</p>
      <div className={styles.actions}>
        {shop && (
          <Button
            icon="shield"
            onClick={() => {
              onEnter();
              void navigate({ to: "/channels", search: { channel: shop.id, open: "review" } });
            }}
          >
            {t("channels.review")}
          </Button>
        )}
        <Button look="primary" onClick={onEnter}>
          {t("first.enter")}
        </Button>
      </div>
    </section>
  );
}
