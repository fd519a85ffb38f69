import { Link } from "@tanstack/react-router";
import { useApp } from "@/data/app";
import { formatCount } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Icon } from "@/kit/Icon";
import type { HostLink } from "@/platform/platform";
import { EngineControl } from "./EngineControl";
import { modKey } from "./hotkeys";
import styles from "./TopBar.module.css";

export interface TopBarProps {
  slotRef: (slot: HTMLElement | null) => void;
  onSearch: () => void;
  link: HostLink;
}

export function TopBar({ slotRef, onSearch, link }: TopBarProps) {
  const app = useApp();
  return (
    <header className={styles.bar}>
      <div ref={slotRef} className={styles.slot} />
      <button type="button" className={styles.search} onClick={onSearch}>
        <Icon name="search" size={14} />
        <span>{t("topbar.search")}</span>
        <kbd className={styles.key}>{t("topbar.search_key", { mod: modKey })}</kbd>
      </button>
      <div className={styles.right}>
        <EngineControl link={link} />
        <Link to="/" className={styles.bell} aria-label={tn("topbar.attention", app.attention)}>
          <Icon name="bell" />
          {app.attention > 0 && <span className={styles.count}>{formatCount(app.attention)}</span>}
        </Link>
      </div>
    </header>
  );
}
