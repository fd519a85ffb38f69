import { Link } from "@tanstack/react-router";
import { useApp } from "@/data/app";
import { formatClock } from "@/i18n/format";
import { t, type MessageKey } from "@/i18n/t";
import { IconButton } from "@/kit/Button";
import { cx } from "@/kit/class_names";
import { Icon, type IconName } from "@/kit/Icon";
import { FerryMark } from "./FerryMark";
import styles from "./Rail.module.css";

interface Place {
  to: "/" | "/orders" | "/inventory" | "/mapping" | "/activity" | "/channels" | "/settings";
  label: MessageKey;
  icon: IconName;
}

const work: Place[] = [
  { to: "/", label: "nav.home", icon: "home" },
  { to: "/orders", label: "nav.orders", icon: "order" },
  { to: "/inventory", label: "nav.inventory", icon: "boxes" },
  { to: "/mapping", label: "nav.mapping", icon: "link" },
];
const system: Place[] = [
  { to: "/activity", label: "nav.activity", icon: "activity" },
  { to: "/channels", label: "nav.channels", icon: "store" },
  { to: "/settings", label: "nav.settings", icon: "settings" },
];

function Places({ places, narrow }: { places: Place[]; narrow: boolean }) {
  return (
    <ul className={styles.places}>
      {places.map((place) => (
        <li key={place.to}>
          <Link
            to={place.to}
            className={styles.place}
            activeProps={{ className: styles.here ?? "" }}
            activeOptions={{ exact: place.to === "/", includeSearch: false }}
            title={narrow ? t(place.label) : undefined}
          >
            <Icon name={place.icon} />
            <span className={narrow ? "visually-hidden" : undefined}>{t(place.label)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Rail({ narrow, onNarrow }: { narrow: boolean; onNarrow: (narrow: boolean) => void }) {
  const app = useApp();
  const synced = app.synced_at
    ? t("rail.synced", { time: formatClock(app.synced_at) })
    : t("rail.not_synced");
  return (
    <nav className={cx(styles.rail, narrow && styles.narrow)} aria-label={t("nav.label")}>
      <div className={styles.brand}>
        <FerryMark />
        {!narrow && <span className={styles.name}>{t("app.name")}</span>}
      </div>
      <Places places={work} narrow={narrow} />
      <p className={cx(styles.group, narrow && "visually-hidden")}>{t("nav.system")}</p>
      <Places places={system} narrow={narrow} />
      <div className={styles.foot}>
        <p className={styles.sync} title={narrow ? synced : undefined}>
          <span className={styles.dot} data-engine={app.engine} aria-hidden="true" />
          <span className={narrow ? "visually-hidden" : undefined}>
            {t(`engine.${app.engine}`)}
            <span className={styles.time}>{synced}</span>
          </span>
        </p>
        <IconButton
          small
          icon={narrow ? "uncollapse" : "collapse"}
          label={t(narrow ? "rail.widen" : "rail.narrow")}
          onClick={() => onNarrow(!narrow)}
        />
      </div>
    </nav>
  );
}
