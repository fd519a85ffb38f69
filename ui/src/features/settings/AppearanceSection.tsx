import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { applyTheme, useThemeChoice } from "@/shell/theme";
import { Choices } from "./Choices";
import type { SectionProps } from "./SettingsPage";

export function AppearanceSection({ settings, onChange }: SectionProps) {
  const [, setTheme] = useThemeChoice();
  return (
    <Panel title={t("settings.appearance")}>
      <Choices
        legend={t("settings.theme")}
        value={settings.appearance}
        choices={[
          { value: "system", label: t("settings.theme_system"), icon: "monitor" },
          { value: "light", label: t("settings.theme_light"), icon: "sun" },
          { value: "dark", label: t("settings.theme_dark"), icon: "moon" },
        ]}
        onChange={(appearance) => {
          setTheme(appearance);
          applyTheme(appearance);
          onChange({ appearance });
        }}
      />
      <Choices
        legend={t("settings.density")}
        value={settings.density}
        choices={[
          { value: "comfortable", label: t("table.density.comfortable") },
          { value: "compact", label: t("table.density.compact") },
        ]}
        onChange={(density) => onChange({ density })}
      />
    </Panel>
  );
}
