/** What the palette offers for a text: commands whose title holds every word, then orders. */
import { maybe, t } from "@/i18n/t";
import type { IconName } from "@/kit/Icon";
import type { OrderRowView } from "@/platform/contract";
import type { AppCommand } from "./app_commands";

export interface PaletteEntry {
  id: string;
  icon: IconName;
  title: string;
  note?: string | undefined;
  command?: AppCommand;
}

const MOST = 12;

export function paletteEntries(commands: AppCommand[], text: string, orders: OrderRowView[]): PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands
    .map((command): PaletteEntry => ({
      id: command.id,
      icon: command.icon,
      title: t(command.title),
      command,
    }))
    .filter((entry) => words.every((word) => entry.title.toLowerCase().includes(word)));
  const rows = orders.map((order): PaletteEntry => ({
    id: order.key,
    icon: "package",
    title: t("palette.order", { number: order.number }),
    note: maybe(`order_state.${order.state}`),
  }));
  return [...rows, ...found].slice(0, MOST);
}
