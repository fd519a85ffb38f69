import { Link, useSearch } from "@tanstack/react-router";
import { useRead, useWrite } from "@/data/commands";
import { useAnnounce } from "@/data/announce";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import type { SettingsView } from "@/platform/contract";
import { Page } from "@/shell/Page";
import { settingsSections, type SettingsSection } from "@/shell/search";
import { AboutSection } from "./AboutSection";
import { AppearanceSection } from "./AppearanceSection";
import { DataSection } from "./DataSection";
import { GeneralSection } from "./GeneralSection";
import { NotificationSection } from "./NotificationSection";
import styles from "./SettingsPage.module.css";
import { ShortcutSection } from "./ShortcutSection";
import { SyncSection } from "./SyncSection";

export interface SectionProps {
  settings: SettingsView;
  onChange: (change: Partial<SettingsView>) => void;
}

const sections: Record<SettingsSection, (props: SectionProps) => React.ReactNode> = {
  general: GeneralSection,
  appearance: AppearanceSection,
  sync: SyncSection,
  notifications: NotificationSection,
  data: DataSection,
  shortcuts: ShortcutSection,
  about: AboutSection,
};

/** Every change takes effect at once; there is nothing to save. */
export function SettingsPage() {
  const search = useSearch({ from: "/settings" });
  const announce = useAnnounce();
  const settings = useRead("settings.get", {});
  const put = useWrite("settings.put", {
    failure: "settings.save_failed",
    onDone: () => {
      announce.done(t("settings.saved"));
      void settings.refetch();
    },
  });
  const at = search.section ?? "general";
  const Section = sections[at];
  return (
    <Page title={t("settings.title")} fill>
      <div className={styles.split}>
        <nav aria-label={t("settings.sections")} className={styles.sections}>
          <ul>
            {settingsSections.map((section) => (
              <li key={section}>
                <Link
                  to="/settings"
                  search={{ section }}
                  className={styles.section}
                  aria-current={section === at ? "page" : undefined}
                >
                  {t(`settings.${section}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content}>
          {!settings.data && !settings.error && <SkeletonRows rows={4} />}
          {!settings.data && settings.error && (
            <EmptyState
              kind="failed"
              title={settings.error.message}
              action={
                <Button look="primary" onClick={() => void settings.refetch()}>
                  {t("action.try_again")}
                </Button>
              }
            >
              {settings.error.cure}
            </EmptyState>
          )}
          {settings.data && (
            <Section
              settings={settings.data}
              onChange={(change) => settings.data && put.mutate({ ...settings.data, ...change })}
            />
          )}
        </div>
      </div>
    </Page>
  );
}
