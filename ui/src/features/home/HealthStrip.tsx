import { Link } from "@tanstack/react-router";
import { t, tn } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { LinkButton } from "@/kit/Button";
import { RelativeTime } from "@/kit/Values";
import { HealthBadge } from "@/parts/HealthBadge";
import { PlatformName } from "@/parts/PlatformName";
import type { ChannelHealthView } from "@/platform/contract";
import styles from "./HealthStrip.module.css";

/** How each connection is: state, last success, what waits. */
export function HealthStrip({ channels }: { channels: ChannelHealthView[] }) {
  return (
    <Panel
      title={t("health.title")}
      flush
      aside={
        <LinkButton small look="quiet" to="/channels">
          {t("health.all")}
        </LinkButton>
      }
    >
      <ul>
        {channels.map((channel) => (
          <li key={channel.id} className={styles.channel}>
            <Link to="/channels" search={{ channel: channel.id }} className={styles.name}>
              {channel.name}
            </Link>
            <HealthBadge health={channel.health} />
            <p className={styles.meta}>
              <PlatformName platform={channel.platform} />
              <span>
                {t("health.last_ok")} <RelativeTime at={channel.last_ok} />
              </span>
              <span>
                {channel.backlog === 0 ? t("health.no_backlog") : tn("health.backlog", channel.backlog)}
              </span>
            </p>
            {channel.reason && <p className={styles.reason}>{channel.reason.cure}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
