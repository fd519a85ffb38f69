import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { useAppCommands } from "@/shell/app_commands";
import { ShortcutLists } from "@/shell/ShortcutSheet";

const nowhere = { openPalette: () => undefined, openSheet: () => undefined };

export function ShortcutSection() {
  const commands = useAppCommands(nowhere);
  return (
    <Panel title={t("settings.shortcuts")}>
      <ShortcutLists commands={commands} />
    </Panel>
  );
}
