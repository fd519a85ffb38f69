import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { Toggle } from "@/kit/Toggle";
import { usePlatform } from "@/platform/PlatformContext";
import { Choices } from "./Choices";
import type { SectionProps } from "./SettingsPage";
import styles from "./SettingsPage.module.css";

type Closing = "ask" | "tray" | "quit";

export function GeneralSection({ settings, onChange }: SectionProps) {
  const { capabilities } = usePlatform();
  const closing: Closing = settings.close_to_tray === null ? "ask" : settings.close_to_tray ? "tray" : "quit";
  const answers: Record<Closing, boolean | null> = { ask: null, tray: true, quit: false };
  if (!capabilities.tray && !capabilities.autostart) {
    return (
      <Panel title={t("settings.general")}>
        <p className={styles.note}>{t("settings.window_only")}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t("settings.general")}>
      <Toggle
        label={t("settings.start_at_login")}
        hint={t("settings.start_at_login_hint")}
        checked={settings.start_at_login ?? false}
        disabled={!capabilities.autostart}
        onChange={(start_at_login) => onChange({ start_at_login })}
      />
      <Choices
        legend={t("settings.closing")}
        value={closing}
        choices={[
          { value: "ask", label: t("settings.closing_ask") },
          { value: "tray", label: t("settings.closing_tray") },
          { value: "quit", label: t("settings.closing_quit") },
        ]}
        onChange={(value) => onChange({ close_to_tray: answers[value] })}
      />
      <p className={styles.note}>{t("settings.closing_hint")}</p>
    </Panel>
  );
}
