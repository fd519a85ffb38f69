import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { Toggle } from "@/kit/Toggle";
import { usePlatform } from "@/platform/PlatformContext";
import type { SectionProps } from "./SettingsPage";
import styles from "./SettingsPage.module.css";

export function NotificationSection({ settings, onChange }: SectionProps) {
  const { capabilities } = usePlatform();
  return (
    <Panel title={t("settings.notifications")}>
      <p className={styles.note}>
        {t(capabilities.notifications ? "settings.notify_text" : "settings.notify_window_only")}
      </p>
      <Toggle
        label={t("settings.notify_exports")}
        hint={t("settings.notify_exports_hint")}
        checked={settings.notify_exports}
        onChange={(notify_exports) => onChange({ notify_exports })}
      />
      <Toggle
        label={t("settings.notify_sign_in")}
        hint={t("settings.notify_sign_in_hint")}
        checked={settings.notify_sign_in}
        onChange={(notify_sign_in) => onChange({ notify_sign_in })}
      />
    </Panel>
  );
}
