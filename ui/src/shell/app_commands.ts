/** The registry of commands: palette, shortcut sheet and keys are all made from this list. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import type { MessageKey } from "@/i18n/t";
import type { IconName } from "@/kit/Icon";
import { useThemeChoice, applyTheme } from "./theme";

export interface AppCommand {
  id: string;
  title: MessageKey;
  group: "go" | "do" | "app";
  icon: IconName;
  keys?: string;
  run: () => void;
}

export function useAppCommands(open: { openPalette: () => void; openSheet: () => void }): AppCommand[] {
  const navigate = useNavigate();
  const app = useApp();
  const { mutate: setEngine } = useWrite("engine.set", { failure: "engine.set_failed" });
  const { mutate: control } = useWrite("practice.control", { failure: "practice.next_failed" });
  const [, setTheme] = useThemeChoice();
  const practising = app.practice !== null;
  const { openPalette, openSheet } = open;
  return useMemo(() => {
    const go = (
      id: string,
      title: MessageKey,
      icon: IconName,
      letter: string,
      to: "/" | "/orders" | "/inventory" | "/mapping" | "/activity" | "/channels" | "/settings",
    ): AppCommand => ({
      id,
      title,
      group: "go",
      icon,
      keys: `g ${letter}`,
      run: () => void navigate({ to }),
    });
    const theme = (choice: "light" | "dark"): AppCommand => ({
      id: `theme.${choice}`,
      title: `command.theme_${choice}`,
      group: "app",
      icon: choice === "dark" ? "moon" : "sun",
      run: () => (setTheme(choice), applyTheme(choice)),
    });
    const commands: AppCommand[] = [
      go("go.home", "command.go_home", "home", "h", "/"),
      go("go.orders", "command.go_orders", "order", "o", "/orders"),
      go("go.inventory", "command.go_inventory", "boxes", "i", "/inventory"),
      go("go.mapping", "command.go_mapping", "link", "m", "/mapping"),
      go("go.activity", "command.go_activity", "activity", "a", "/activity"),
      go("go.channels", "command.go_channels", "store", "c", "/channels"),
      go("go.settings", "command.go_settings", "settings", "s", "/settings"),
      app.engine === "paused"
        ? {
            id: "engine.resume",
            title: "command.resume",
            group: "do",
            icon: "play",
            run: () => setEngine({ running: true }),
          }
        : {
            id: "engine.pause",
            title: "command.pause",
            group: "do",
            icon: "pause",
            run: () => setEngine({ running: false }),
          },
      {
        id: "channel.tiktok",
        title: "command.add_tiktok",
        group: "do",
        icon: "plus",
        run: () => void navigate({ to: "/channels", search: { add: "tiktok_shop" } }),
      },
      {
        id: "channel.amazon",
        title: "command.add_amazon",
        group: "do",
        icon: "plus",
        run: () => void navigate({ to: "/channels", search: { add: "amazon" } }),
      },
      theme("light"),
      theme("dark"),
      {
        id: "app.palette",
        title: "command.palette",
        group: "app",
        icon: "search",
        keys: "mod+k",
        run: openPalette,
      },
      {
        id: "app.filter",
        title: "command.filter",
        group: "app",
        icon: "filter",
        keys: "/",
        run: focusFilter,
      },
      { id: "app.sheet", title: "command.sheet", group: "app", icon: "help", keys: "?", run: openSheet },
    ];
    if (practising) {
      commands.push({
        id: "practice.next",
        title: "command.next_event",
        group: "do",
        icon: "skip",
        run: () => control({ action: "next_event" }),
      });
    }
    return commands;
  }, [navigate, app.engine, practising, setEngine, control, setTheme, openPalette, openSheet]);
}

/** "/" puts the cursor into the page's filter. */
function focusFilter(): void {
  document.querySelector<HTMLInputElement>("[data-page-filter]")?.focus();
}
